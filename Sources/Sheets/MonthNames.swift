/// Names of months as people write them, by their folded forms (`HeaderName.fold`).
enum MonthNames {
    struct Month: Hashable {
        let number: Int
        let isHijri: Bool
    }

    static func month(_ name: String) -> Month? { table[HeaderName.fold(name)] }

    /// The month at the same place in each list; several names apart by a bar.
    private static let gregorian = [
        // The Gulf and Egypt; the Levant and Iraq; the Maghreb; English.
        [
            "يناير", "فبراير", "مارس", "أبريل|ابريل", "مايو", "يونيو|يونيه", "يوليو|يوليه",
            "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
        ],
        [
            "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
            "تشرين الأول", "تشرين الثاني", "كانون الأول",
        ],
        [
            "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر",
            "نوفمبر", "ديسمبر",
        ],
        [
            "January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul",
            "August|Aug", "September|Sep|Sept", "October|Oct", "November|Nov", "December|Dec",
        ],
    ]

    private static let hijri = [
        [
            "محرم|المحرم", "صفر", "ربيع الأول|ربيع 1", "ربيع الآخر|ربيع الثاني",
            "جمادى الأولى|جمادى الأول", "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني",
            "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة", "ذو الحجة|ذي الحجة",
        ],
        [
            "Muharram", "Safar", "Rabi al-Awwal|Rabi I", "Rabi al-Thani|Rabi II",
            "Jumada al-Ula|Jumada I", "Jumada al-Thani|Jumada II", "Rajab", "Shaban|Sha'ban",
            "Ramadan", "Shawwal", "Dhu al-Qadah|Dhul-Qadah", "Dhu al-Hijjah|Dhul-Hijjah",
        ],
    ]

    private static let table: [String: Month] = {
        var table: [String: Month] = [:]
        for (lists, isHijri) in [(gregorian, false), (hijri, true)] {
            for list in lists {
                for (index, names) in list.enumerated() {
                    for name in names.split(separator: "|") {
                        table[HeaderName.fold(String(name))] = Month(
                            number: index + 1, isHijri: isHijri)
                    }
                }
            }
        }
        return table
    }()

    static let weekdays: Set<String> = Set(
        [
            "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت",
            "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sun",
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "يوم",
        ].map { HeaderName.fold($0) })
}
