import Invoicing

/// What a rule says to people: what is wrong, and what to do now.
struct RuleText {
    let id: RuleID
    let message: Bilingual
    let mend: Bilingual

    init(_ id: RuleID, _ en: String, _ ar: String, mend mendEn: String, _ mendAr: String) {
        self.id = id
        message = Bilingual(en: en, ar: ar)
        mend = Bilingual(en: mendEn, ar: mendAr)
    }
}

/// The words of all rules, each rule once.
enum RuleTexts {
    static func text(of id: RuleID) -> RuleText {
        guard let text = byID[id] else { preconditionFailure("\(id.rawValue) has no words") }
        return text
    }

    static let byID: [RuleID: RuleText] = {
        let all =
            document + parties + stamp + totals + breakdown + rates + exemptions + lines
            + prepayments + allowances + codes + decimals + lengths
        return Dictionary(all.map { ($0.id, $0) }) { first, second in
            preconditionFailure("\(first.id.rawValue) has words twice")
        }
    }()

    // MARK: - Families

    /// Two decimals at most.
    static let decimals: [RuleText] = [
        decimals(.dec01, .documentAllowance), decimals(.dec02, .documentAllowanceBase),
        decimals(.dec05, .documentCharge), decimals(.dec06, .documentChargeBase),
        decimals(.dec09, .lineTotal), decimals(.dec10, .allowanceTotal),
        decimals(.dec11, .chargeTotal), decimals(.dec12, .totalWithoutVAT),
        decimals(.dec13, .totalVAT), decimals(.dec14, .totalWithVAT),
        decimals(.dec15, .totalVATInRiyals), decimals(.dec16, .prepaid),
        decimals(.dec17, .rounding), decimals(.dec18, .payable), decimals(.dec19, .taxable),
        decimals(.dec20, .categoryVAT), decimals(.dec23, .lineNet),
        decimals(.dec24, .lineAllowance), decimals(.dec25, .lineAllowanceBase),
        decimals(.dec27, .lineCharge), decimals(.dec28, .lineChargeBase),
        decimals(.ksaDEC03, .lineVAT), decimals(.ksaDEC04, .lineGross),
        decimals(.ksaDEC06, .prepaymentAmounts),
    ]

    private static func decimals(_ id: RuleID, _ term: Term) -> RuleText {
        RuleText(
            id, "\(term.en) has more than two decimals",
            "\(term.ar): أكثر من منزلتين عشريتين",
            mend: "write it with two decimals and no blank behind them",
            "اكتبه بمنزلتين عشريتين ودون فراغ بعدهما")
    }

    /// How long a text may be.
    static let lengths: [RuleText] = [
        most(.ksaF06C1, .number, 127), most(.ksaF06C2, .note, 1_000),
        most(.ksaF06C3, .order, 127), most(.ksaF06C5, .contract, 127),
        between(.ksaF06C4, .sellerStreet, 1, 1_000), most(.ksaF06C6, .sellerSecondStreet, 127),
        between(.ksaF06C7, .sellerCity, 1, 127), most(.ksaF06C8, .sellerRegion, 127),
        between(.ksaF06C9, .sellerDistrict, 1, 127), between(.ksaF06C10, .sellerName, 1, 1_000),
        most(.ksaF06C11, .buyerSecondStreet, 127), between(.ksaF06C12, .buyerName, 1, 1_000),
        between(.ksaF06C13, .noteReason, 1, 1_000), between(.ksaF06C14, .paymentNote, 1, 1_000),
        most(.ksaF06C15, .paymentAccount, 127), between(.ksaF06C16, .exemptionText, 1, 1_000),
        between(.ksaF06C17, .lineNumber, 1, 6), most(.ksaF06C18, .quantityUnit, 127),
        between(.ksaF06C19, .itemName, 3, 1_000), most(.ksaF06C20, .standardItemNumber, 127),
        most(.ksaF06C21, .baseQuantityUnit, 127), between(.ksaF06C22, .correctedNumber, 1, 5_000),
        between(.ksaF06C23, .buyerStreet, 1, 1_000), most(.ksaF06C24, .buyerStreet, 1_000),
        between(.ksaF06C25, .buyerCity, 1, 127), most(.ksaF06C26, .buyerCity, 127),
        most(.ksaF06C27, .buyerRegion, 127), between(.ksaF06C28, .buyerDistrict, 1, 127),
        most(.ksaF06C29, .buyerDistrict, 127), most(.ksaF06C30, .buyersItemNumber, 127),
        most(.ksaF06C31, .sellersItemNumber, 127), most(.ksaF06C32, .buyerName, 1_000),
        between(.ksaF06C33, .documentChargeReason, 1, 1_000),
        between(.ksaF06C34, .lineChargeReason, 1, 1_000),
        between(.ksaF06C35, .documentAllowanceReason, 1, 1_000),
        between(.ksaF06C36, .lineAllowanceReason, 1, 1_000), most(.ksaF06C37, .contactName, 1_000),
        most(.ksaF06C38, .contactNote, 1_000),
        between(.ksaF06C39, .prepaymentExemptionText, 1, 1_000),
        between(.ksaF06C40, .transactionCode, 7, 9), between(.clKSA14, .qr, 1, 1_000),
    ]

    private static func most(_ id: RuleID, _ term: Term, _ most: Int) -> RuleText {
        RuleText(
            id, "\(term.en) is longer than \(most) characters",
            "\(term.ar): أطول من \(most) حرفًا",
            mend: "shorten it to \(most) characters or fewer", "اختصره إلى \(most) حرفًا أو أقل")
    }

    private static func between(
        _ id: RuleID, _ term: Term, _ least: Int, _ most: Int
    ) -> RuleText {
        let isEmpty = least == 1
        return RuleText(
            id,
            isEmpty
                ? "\(term.en) is missing, empty or longer than \(most) characters"
                : "\(term.en) is shorter than \(least) or longer than \(most) characters",
            isEmpty
                ? "\(term.ar): مفقود أو فارغ أو أطول من \(most) حرفًا"
                : "\(term.ar): أقصر من \(least) أو أطول من \(most) حرفًا",
            mend: "write it with \(least) to \(most) characters",
            "اكتبه بطول \(least) إلى \(most) حرفًا")
    }

    /// Something that has to be there.
    static func missing(_ id: RuleID, _ term: Term) -> RuleText {
        RuleText(
            id, "\(term.en) is missing", "\(term.ar): مفقود", mend: "add it", "أضفه")
    }

    /// Something that has to be there and not empty.
    static func blank(_ id: RuleID, _ term: Term) -> RuleText {
        RuleText(
            id, "\(term.en) is missing or empty", "\(term.ar): مفقود أو فارغ",
            mend: "write it", "اكتبه")
    }

    /// A code outside its list.
    static func unlisted(
        _ id: RuleID, _ term: Term, _ listEn: String, _ listAr: String
    ) -> RuleText {
        RuleText(
            id, "\(term.en) is not \(listEn)", "\(term.ar): ليس من \(listAr)",
            mend: "use a code of the list, in capitals and without blanks",
            "استخدم رمزًا من القائمة بأحرف كبيرة ودون فراغات")
    }
}
