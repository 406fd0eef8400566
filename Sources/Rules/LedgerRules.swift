public import Invoicing

/// The rules for which one document is not enough: a ledger must know what it names.
///
/// Where the ledger does not hold a document, or amounts are in different currencies, they are
/// silent; what is counted is only what surely belongs to it, so that no warning is false.
public enum LedgerRules {
    public static func problems(_ invoice: Invoice, _ known: KnownDocuments) -> [Problem] {
        if known.isEmpty { return [] }
        return overCredit(invoice, known) + overDrawn(invoice, known)
    }

    /// Credit notes over the same invoices may not come to more than these and their debit notes.
    private static func overCredit(_ invoice: Invoice, _ known: KnownDocuments) -> [Problem] {
        guard invoice.type == .creditNote else { return [] }
        let numbers = Set(invoice.references.map(\.number))
        let named = known.named.filter { numbers.contains($0.number) }
        guard named.count == numbers.count,
            named.allSatisfy({ $0.currency == invoice.currency })
        else { return [] }
        // A note that names other documents too may be over those.
        let own = known.notes.filter {
            $0.currency == invoice.currency && $0.references.isSubset(of: numbers)
        }
        let before = sum(own.filter { $0.type == .creditNote }.map(\.total))
        let limit = sum(
            named.map(\.total) + own.filter { $0.type == .debitNote }.map(\.total))
        let now = invoice.totals.taxInclusive
        guard before + now > limit else { return [] }
        let names = numbers.sorted().joined(separator: ", ")
        return [
            OwnRule.overCredit.problem(
                path: "/references", value: now.description,
                Bilingual(
                    en: "\(names): \(before) credited before and \(now) now, of \(limit)",
                    ar: "\(names): \(before) أشعر بها سابقا و\(now) الآن، من أصل \(limit)"))
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
    /// - Parameter values: The numbers that disagree.
    fileprivate func problem(path: String, value: String, _ values: Bilingual) -> Problem {
        Problem(
            rule: rawValue, severity: .warning, path: path, value: value,
            message: Bilingual(
                en: "\(message.en) (\(values.en))", ar: "\(message.ar) (\(values.ar))"),
            remedy: mend)
    }
}
