import Invoicing

/// Units of quantity (BT-130) as buyers know them; the code itself says little to most.
enum UnitWords {
    /// - Returns: `nil` for a code that has no word here and is shown itself.
    static func words(_ code: String) -> Bilingual? { table[code] }

    /// Codes of UN/ECE recommendations 20 and 21.
    private static let table: [String: Bilingual] = [
        "PCE": Bilingual(en: "piece", ar: "قطعة"), "H87": Bilingual(en: "piece", ar: "قطعة"),
        "EA": Bilingual(en: "each", ar: "قطعة"), "C62": Bilingual(en: "unit", ar: "وحدة"),
        "E48": Bilingual(en: "service unit", ar: "وحدة خدمة"),
        "LS": Bilingual(en: "lump sum", ar: "مقطوعية"), "SET": Bilingual(en: "set", ar: "طقم"),
        "PR": Bilingual(en: "pair", ar: "زوج"), "DZN": Bilingual(en: "dozen", ar: "دزينة"),
        "BX": Bilingual(en: "box", ar: "صندوق"), "XBX": Bilingual(en: "box", ar: "صندوق"),
        "CT": Bilingual(en: "carton", ar: "كرتون"), "XCT": Bilingual(en: "carton", ar: "كرتون"),
        "PK": Bilingual(en: "pack", ar: "عبوة"), "XPK": Bilingual(en: "pack", ar: "عبوة"),
        "BG": Bilingual(en: "bag", ar: "كيس"), "XBG": Bilingual(en: "bag", ar: "كيس"),
        "BO": Bilingual(en: "bottle", ar: "زجاجة"), "XBO": Bilingual(en: "bottle", ar: "زجاجة"),
        "RO": Bilingual(en: "roll", ar: "لفة"), "XRO": Bilingual(en: "roll", ar: "لفة"),
        "MGM": Bilingual(en: "mg", ar: "مليغرام"), "GRM": Bilingual(en: "g", ar: "غرام"),
        "KGM": Bilingual(en: "kg", ar: "كيلوغرام"), "TNE": Bilingual(en: "tonne", ar: "طن"),
        "MLT": Bilingual(en: "ml", ar: "مليلتر"), "LTR": Bilingual(en: "litre", ar: "لتر"),
        "MMT": Bilingual(en: "mm", ar: "مليمتر"), "CMT": Bilingual(en: "cm", ar: "سنتيمتر"),
        "MTR": Bilingual(en: "m", ar: "متر"), "KMT": Bilingual(en: "km", ar: "كيلومتر"),
        "INH": Bilingual(en: "inch", ar: "بوصة"), "FOT": Bilingual(en: "foot", ar: "قدم"),
        "MTK": Bilingual(en: "m²", ar: "متر مربع"), "MTQ": Bilingual(en: "m³", ar: "متر مكعب"),
        "SEC": Bilingual(en: "second", ar: "ثانية"), "MIN": Bilingual(en: "minute", ar: "دقيقة"),
        "HUR": Bilingual(en: "hour", ar: "ساعة"), "DAY": Bilingual(en: "day", ar: "يوم"),
        "WEE": Bilingual(en: "week", ar: "أسبوع"), "MON": Bilingual(en: "month", ar: "شهر"),
        "ANN": Bilingual(en: "year", ar: "سنة"),
        "KWH": Bilingual(en: "kWh", ar: "كيلوواط ساعة"),
    ]
}
