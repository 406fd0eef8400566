import Invoicing
import Ledger
import Sheets
import UBL

/// The VAT of one document by category and rate, with the advances that it settles.
struct DocumentVAT {
    struct Amounts: Hashable {
        var taxable = Money.zero
        var tax = Money.zero

        static func + (a: Self, b: Self) -> Self {
            Self(taxable: a.taxable + b.taxable, tax: a.tax + b.tax)
        }

        static func - (a: Self, b: Self) -> Self {
            Self(taxable: a.taxable - b.taxable, tax: a.tax - b.tax)
        }
    }

    struct Part {
        let category: String
        let rate: String
        /// BT-116 and BT-117, in the document's currency.
        var own = Amounts()
        /// KSA-31 and KSA-32: what was due with the advance already.
        var advance = Amounts()
        /// What is left of `own`, in riyals; `nil` where nothing tells the rate of exchange.
        var inSAR: Amounts?
        /// Whether the document itself has this category and rate.
        var isOwn = false
    }

    private(set) var parts: [Part] = []
    /// BT-110 or BT-111.
    let inSAR: Money

    var hasAdvances: Bool { parts.contains { $0.advance != Amounts() } }

    init(_ xml: [UInt8], _ record: DocumentRecord) throws {
        let facts = try DocumentReader.read(xml).facts
        var riyals = record.vat
        for group in facts.groups {
            if group.kind == .taxTotal, record.currency != "SAR",
                facts.text(.taxAmountCurrency, in: group) == "SAR"
            {
                riyals = facts.money(.taxAmount, in: group)
            }
        }
        inSAR = riyals
        for group in facts.groups where group.kind == .subtotal {
            guard let place = group.parent else { continue }
            let parent = facts.groups[place]
            let amounts = Amounts(
                taxable: facts.money(.taxable, in: group), tax: facts.money(.tax, in: group))
            let index = index(
                facts.text(.category, in: group) ?? "", facts.text(.rate, in: group) ?? "0")
            if parent.kind == .taxTotal {
                parts[index].own = parts[index].own + amounts
                parts[index].isOwn = true
            } else if !facts.groups(.prepayment, in: parent).isEmpty {
                parts[index].advance = parts[index].advance + amounts
            }
        }
        if record.currency == "SAR" {
            for index in parts.indices {
                parts[index].inSAR = parts[index].own - parts[index].advance
            }
        } else if let rate = Self.exchangeRate(xml, riyals, record) {
            convert(at: rate)
        }
    }

    private mutating func index(_ category: String, _ rate: String) -> Int {
        if let known = parts.firstIndex(where: { $0.category == category && $0.rate == rate }) {
            return known
        }
        parts.append(Part(category: category, rate: rate))
        return parts.count - 1
    }

    // MARK: Sums

    func sum(of part: KeyPath<Part, Money>) -> Money {
        parts.reduce(.zero) { $0 + $1[keyPath: part] }
    }

    /// `nil` where one of the parts is not known.
    func net(of part: KeyPath<Part, Money?>) -> Money? {
        parts.reduce(Money.zero as Money?) { sum, next in
            guard let sum, let more = next[keyPath: part] else { return nil }
            return sum + more
        }
    }

    // MARK: Riyals

    /// BT-117 times this is BT-111; a document without VAT may leave it out.
    private static func exchangeRate(
        _ xml: [UInt8], _ riyals: Money, _ record: DocumentRecord
    ) -> ExchangeRate? {
        let root = try? UBLElement.read(xml)
        if let text = root?.text("TaxExchangeRate/CalculationRate"), let rate = ExactDecimal(text) {
            return .written(rate)
        }
        return record.vat == .zero ? nil : .ratio(riyals, record.vat)
    }

    private enum ExchangeRate {
        case written(ExactDecimal)
        case ratio(Money, Money)

        func riyals(_ money: Money) -> Money? {
            switch self {
            case .written(let rate): return ExactDecimal(money).multiplied(by: rate)?.money
            case .ratio(let riyals, let whole):
                let (product, whole) = (
                    Int128(money.hundredths) * Int128(riyals.hundredths),
                    Int128(whole.hundredths)
                )
                return Money(hundredths: Int64((2 * product + whole) / (2 * whole)))
            }
        }
    }

    /// Each part's own tax is rounded for itself; the last one with any takes the rest of BT-111,
    /// so that the parts make the whole.
    private mutating func convert(at rate: ExchangeRate) {
        var rest = inSAR
        let last = parts.lastIndex { $0.own.tax != .zero }
        for index in parts.indices {
            let part = parts[index]
            guard let taxable = rate.riyals(part.own.taxable), let tax = rate.riyals(part.own.tax),
                let advanceTaxable = rate.riyals(part.advance.taxable),
                let advanceTax = rate.riyals(part.advance.tax)
            else { continue }
            let own = Amounts(taxable: taxable, tax: index == last ? rest : tax)
            rest = rest - own.tax
            parts[index].inSAR = own - Amounts(taxable: advanceTaxable, tax: advanceTax)
        }
    }
}

extension DocumentFacts {
    fileprivate func money(_ fact: Fact, in group: Group) -> Money {
        text(fact, in: group).flatMap { ExactDecimal($0)?.money } ?? .zero
    }
}

extension InvoiceType {
    /// An amount as sums count it: what a credit note takes back, with a minus.
    func signed(_ money: Money) -> Money { self == .creditNote ? -money : money }
}

/// Sums by month, currency, category and rate.
struct VATGroups {
    private struct Key: Hashable, Comparable {
        let month: String
        let currency: String
        let category: String
        let rate: String

        static func < (a: Self, b: Self) -> Bool {
            (a.month, a.currency, a.category, a.rate) < (b.month, b.currency, b.category, b.rate)
        }
    }

    private struct Sum {
        var documents = 0
        var own = DocumentVAT.Amounts()
        var advance = DocumentVAT.Amounts()
        /// Becomes `nil` with the first part that nobody knows in riyals.
        var inSAR: DocumentVAT.Amounts? = DocumentVAT.Amounts()
    }

    private var sums: [Key: Sum] = [:]

    mutating func add(_ document: DocumentVAT, _ record: DocumentRecord) {
        func signed(_ amounts: DocumentVAT.Amounts) -> DocumentVAT.Amounts {
            .init(
                taxable: record.type.signed(amounts.taxable), tax: record.type.signed(amounts.tax))
        }
        for part in document.parts {
            let key = Key(
                month: String(record.issuedAt.description.prefix(7)), currency: record.currency,
                category: part.category, rate: part.rate)
            var sum = sums[key] ?? Sum()
            if part.isOwn { sum.documents += 1 }
            sum.own = sum.own + signed(part.own)
            sum.advance = sum.advance + signed(part.advance)
            sum.inSAR = part.inSAR.flatMap { part in sum.inSAR.map { $0 + signed(part) } }
            sums[key] = sum
        }
    }

    func rows(_ isArabic: Bool) -> [[SheetOutCell]] {
        var all: DocumentVAT.Amounts? = DocumentVAT.Amounts()
        var rows: [[SheetOutCell]] = sums.sorted { $0.key < $1.key }.map { key, sum in
            all = sum.inSAR.flatMap { part in all.map { $0 + part } }
            let net = sum.own - sum.advance
            return [
                .text(key.month), .text(key.currency), .text(key.category),
                .number(SheetNumber(text: key.rate)),
                .number(SheetNumber(text: String(sum.documents))),
            ] + [sum.own, sum.advance, net].flatMap { cells($0) } + cells(sum.inSAR)
        }
        rows.append(
            [.text(isArabic ? "الإجمالي" : "Total")]
                + [SheetOutCell](repeating: .empty, count: 10) + cells(all))
        return rows
    }

    private func cells(_ amounts: DocumentVAT.Amounts?) -> [SheetOutCell] {
        guard let amounts else { return [.empty, .empty] }
        return [.amount(amounts.taxable), .amount(amounts.tax)]
    }
}
