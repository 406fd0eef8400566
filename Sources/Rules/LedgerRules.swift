public import Invoicing

/// The rules for which one document is not enough: a ledger must know what it names.
///
/// Where the ledger does not hold a document, or amounts are in different currencies, those on
/// amounts are silent; what is counted is only what surely belongs to it, so that no warning is
/// false.
public enum LedgerRules {
    /// - Parameter beside: Numbers that are issued together with it, which the ledger will have.
    public static func problems(
        _ invoice: Invoice, _ known: KnownDocuments, beside: Set<String> = []
    ) -> [Problem] {
        if invoice.namedNumbers.isEmpty { return [] }
        let standing = known.standing
        return rejected(invoice, known) + references(invoice, known, beside)
            + overCredit(invoice, standing) + advances(invoice, known, beside)
            + overDrawn(invoice, standing)
    }

    /// What the authority rejected is in no sum, so nothing of it is taken back or deducted.
    private static func rejected(_ invoice: Invoice, _ known: KnownDocuments) -> [Problem] {
        let corrected = invoice.type.isNote ? invoice.references.map(\.number) : []
        let named =
            corrected.enumerated().map { ("/references/\($0)/number", $1) }
            + invoice.prepayments.enumerated().map { ("/prepayments/\($0)/number", $1.number) }
        return named.compactMap { path, number in
            let document = known.named.first { $0.number == number }
            guard let rejection = document?.rejection else { return nil }
            return OwnRule.rejectedReference.problem(
                path: path, value: number, Bilingual(en: number, ar: number),
                mend: mend(rejection))
        }
    }

    private static func mend(_ rejection: Rejection) -> Bilingual {
        switch rejection {
        case .open: OwnRule.rejectedReference.mend
        case .closed:
            Bilingual(
                en: "its sale was called off, so nothing is left to correct or to settle; check "
                    + "the number",
                ar: "أُلغي بيعه فلا يبقى ما يصحح أو يخصم؛ تحقق من الرقم")
        case .replaced(let other):
            Bilingual(
                en: "name \(other), which took its place", ar: "اذكر \(other) الذي حل محله")
        }
    }

    /// What a note says of the documents that it corrects is what the ledger has of them.
    private static func references(
        _ invoice: Invoice, _ known: KnownDocuments, _ beside: Set<String>
    ) -> [Problem] {
        guard invoice.type.isNote else { return [] }
        return invoice.references.enumerated().compactMap { place, reference in
            guard let named = known.named.first(where: { $0.number == reference.number }) else {
                let number = reference.number
                if beside.contains(number) { return nil }
                return OwnRule.unknownReference.problem(
                    path: "/references/\(place)/number", value: number,
                    Bilingual(en: number, ar: number))
            }
            guard let date = reference.date, date != named.issuedOn else { return nil }
            return OwnRule.referenceDate.problem(
                path: "/references/\(place)/date", value: date.description,
                Bilingual(
                    en: "\(named.number): \(date) here, \(named.issuedOn) in the ledger",
                    ar: "\(named.number): هنا \(date) وفي السجل \(named.issuedOn)"))
        }
    }

    /// VAT is deducted only for an advance, whose own document says that it was due.
    private static func advances(
        _ invoice: Invoice, _ known: KnownDocuments, _ beside: Set<String>
    ) -> [Problem] {
        invoice.prepayments.enumerated().compactMap { place, advance in
            let number = advance.number
            let type = known.named.first { $0.number == number }?.type
            if type == .prepayment || type == nil && beside.contains(number) { return nil }
            return OwnRule.unknownAdvance.problem(
                path: "/prepayments/\(place)/number", value: number,
                type == nil
                    ? Bilingual(en: number, ar: number)
                    : Bilingual(
                        en: "\(number) is another document", ar: "\(number) مستند آخر"))
        }
    }

    /// Credit notes over the same invoices may not come to more than these and their debit notes.
    ///
    /// An advance that an invoice drew is part of that invoice: it is credited with it, not again.
    private static func overCredit(_ invoice: Invoice, _ known: KnownDocuments) -> [Problem] {
        guard invoice.type == .creditNote else { return [] }
        let numbers = Set(invoice.references.map(\.number))
        guard let room = CreditRoom(over: numbers, currency: invoice.currency, known) else {
            return []
        }
        let (before, now) = (room.credited, invoice.totals.taxInclusive)
        guard now > room.left else { return [] }
        let names = numbers.sorted().joined(separator: ", ")
        var values = Bilingual(
            en: "\(names): \(before) credited before and \(now) now, of \(room.whole)",
            ar: "\(names): \(before) أشعر بها سابقا و\(now) الآن، من أصل \(room.whole)")
        if room.settled > .zero {
            let settled = room.settledWords
            values = Bilingual(
                en: "\(values.en); \(settled.en)", ar: "\(values.ar)، \(settled.ar)")
        }
        return [
            OwnRule.overCredit.problem(path: "/references", value: now.description, values)
        ]
    }

    /// Draws on an advance, and credit notes over it, may not come to more than it.
    private static func overDrawn(_ invoice: Invoice, _ known: KnownDocuments) -> [Problem] {
        var problems: [Problem] = []
        for advance in known.named
        where advance.type == .prepayment && advance.currency == invoice.currency {
            let own = invoice.prepayments.filter { $0.number == advance.number }
            guard !own.isEmpty,
                let place = invoice.prepayments.lastIndex(where: { $0.number == advance.number })
            else { continue }
            let now = sum(own.map { $0.taxable + $0.tax })
            let drawn = known.draws.filter {
                $0.number == advance.number && $0.currency == invoice.currency
            }
            let refunds = known.notes.filter {
                $0.type == .creditNote && $0.references == [advance.number]
                    && $0.currency == invoice.currency
            }
            let before = sum(drawn.map(\.amount) + refunds.map(\.total))
            guard before + now > advance.total else { continue }
            let total = advance.total
            problems.append(
                OwnRule.overDrawn.problem(
                    path: "/prepayments/\(place)", value: now.description,
                    Bilingual(
                        en: "\(advance.number): \(before) drawn or refunded before and \(now) now,"
                            + " of \(total)",
                        ar: "\(advance.number): \(before) خصم أو رد سابقا و\(now) الآن، من أصل"
                            + " \(total)")))
        }
        return problems
    }

    private static func sum(_ amounts: [Money]) -> Money { amounts.reduce(.zero, +) }
}

extension OwnRule {
    /// - Parameters:
    ///   - values: The numbers that disagree.
    ///   - mend: In the place of the rule's own.
    fileprivate func problem(
        path: String, value: String, _ values: Bilingual, mend: Bilingual? = nil
    ) -> Problem {
        Problem(
            rule: rawValue, severity: severity, path: path, value: value,
            message: Bilingual(
                en: "\(message.en) (\(values.en))", ar: "\(message.ar) (\(values.ar))"),
            remedy: mend ?? self.mend)
    }
}
