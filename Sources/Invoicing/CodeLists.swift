/// The closed lists of the official validator (release R3.4.8).
enum CodeLists {
    static let currencies: Set<String> = words(OfficialCodes.currencies)

    static let countries: Set<String> = words(OfficialCodes.countries)

    /// BR-KSA-CL-06: UNTDID 7161 as the official check knows it.
    static let chargeReasons: Set<String> = words(
        """
        AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS
        ABT ABU ACF ACG ACH ACI ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR
        ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ AEK AEL AEM AEN AEO AEP AES AET AEU AEV
        AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP CAQ CAR CAS CAT
        CAU CAV CAW CD CG CS CT DAB DAD DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA AB ID
        IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL RAB RAC RAD RAF RE RF RH RV SA
        SAA SAD SAE SAI SG SH SM SU TAB AC TT TV V1 V2 WH XAA YY ZZZ
        """)

    /// BR-KSA-16: UNTDID 4461 without 69.
    static func isPaymentMeans(_ code: String) -> Bool {
        if code == "ZZZ" { return true }
        guard let number = Int(code), String(number) == code else { return false }
        return (1...70).contains(number) && number != 69 || (74...78).contains(number)
            || (91...97).contains(number)
    }

    /// Where several identifications are given, the first of these schemes is the one that is sent.
    static let buyerSchemes = [
        "TIN", "CRN", "MOM", "MLS", "700", "SAG", "NAT", "GCC", "IQA", "PAS", "OTH",
    ]

    private static func words(_ list: String) -> Set<String> {
        Set(list.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}

/// Why no VAT is charged (BT-121) with a short Arabic text for BT-120.
struct ExemptionReason: Sendable {
    let code: String
    let category: VATCategory
    /// `nil` where the seller must word the reason.
    let text: String?
    /// The private education and health care of citizens: the buyer's national ID is needed
    /// (BR-KSA-49).
    var isForCitizens: Bool { code == "VATEX-SA-EDU" || code == "VATEX-SA-HEA" }
    /// Not in the list for settled advances (BR-KSA-CL-07).
    var isForBreakdownOnly: Bool {
        code == "VATEX-SA-ROYALDECREE" || code == "VATEX-SA-32(bis)"
    }

    private init(_ code: String, _ category: VATCategory, _ text: String?) {
        self.code = code
        self.category = category
        self.text = text
    }

    static func find(_ code: String) -> ExemptionReason? { all.first { $0.code == code } }

    static func codes(of category: VATCategory) -> String {
        all.filter { $0.category == category }.map(\.code).joined(separator: ", ")
    }

    static let all: [ExemptionReason] = [
        .init("VATEX-SA-29", .exempt, "خدمة مالية معفاة"),
        .init("VATEX-SA-29-7", .exempt, "تأمين على الحياة"),
        .init("VATEX-SA-30", .exempt, "توريد عقاري معفى"),
        .init("VATEX-SA-32", .zeroRated, "تصدير سلع"),
        .init("VATEX-SA-33", .zeroRated, "تصدير خدمات"),
        .init("VATEX-SA-34-1", .zeroRated, "نقل دولي لسلع"),
        .init("VATEX-SA-34-2", .zeroRated, "نقل دولي لركاب"),
        .init("VATEX-SA-34-3", .zeroRated, "خدمة مرتبطة بنقل دولي لركاب"),
        .init("VATEX-SA-34-4", .zeroRated, "وسيلة نقل مؤهلة"),
        .init("VATEX-SA-34-5", .zeroRated, "خدمة متصلة بنقل سلع أو ركاب"),
        .init("VATEX-SA-35", .zeroRated, "أدوية أو معدات طبية"),
        .init("VATEX-SA-36", .zeroRated, "معادن مؤهلة"),
        .init("VATEX-SA-EDU", .zeroRated, "تعليم خاص لمواطن"),
        .init("VATEX-SA-HEA", .zeroRated, "رعاية صحية خاصة لمواطن"),
        .init("VATEX-SA-MLTRY", .zeroRated, "سلع عسكرية مؤهلة"),
        .init("VATEX-SA-DIPLOMAT", .zeroRated, "توريد لبعثة دبلوماسية"),
        .init("VATEX-SA-DUTYFREE", .zeroRated, "توريد في سوق حرة"),
        .init("VATEX-SA-ROYALDECREE", .zeroRated, "توريد تتحمل الدولة ضريبته"),
        .init("VATEX-SA-32(bis)", .zeroRated, "توريد تحت وضع معلق للرسوم"),
        .init("VATEX-SA-OOS", .outOfScope, nil),
    ]
}
