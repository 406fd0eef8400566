/// Documents that are issued together: each counts for those behind it as if a ledger had it.
public struct BatchDocuments: Sendable {
    private var named: [String: KnownDocuments.Named] = [:]
    /// By each document that they are over.
    private var notes: [String: [KnownDocuments.Note]] = [:]
    /// By the advance.
    private var draws: [String: [KnownDocuments.Draw]] = [:]
    /// By the invoice that draws.
    private var drawn: [String: Set<String>] = [:]
    /// Those that take the place of a rejected document of their number.
    private var successors: Set<String> = []

    public init() {}

    /// Makes a document known: it may be named wherever it stands in the batch.
    public mutating func announce(_ invoice: Invoice) {
        let number = invoice.number.text
        guard named[number] == nil else { return }
        named[number] = KnownDocuments.Named(
            number: number, type: invoice.type, issuedOn: invoice.issuedAt.date,
            currency: invoice.currency, total: invoice.totals.taxInclusive)
    }

    /// Counts a document for those behind it. One whose number stands in the batch again adds
    /// nothing: only one of them is issued.
    ///
    /// - Parameter isSuccessor: It takes the place of a rejected document.
    public mutating func count(_ invoice: Invoice, isSuccessor: Bool = false) {
        let number = invoice.number.text
        if isSuccessor { successors.insert(number) }
        if invoice.type.isNote {
            let note = KnownDocuments.Note(
                number: number, type: invoice.type,
                references: Set(invoice.references.map(\.number)), currency: invoice.currency,
                total: invoice.totals.taxInclusive)
            for reference in note.references {
                if notes[reference]?.contains(where: { $0.number == number }) == true { return }
                notes[reference, default: []].append(note)
            }
        }
        guard !invoice.prepayments.isEmpty, drawn[number] == nil else { return }
        drawn[number] = Set(invoice.prepayments.map(\.number))
        for advance in invoice.prepayments {
            draws[advance.number, default: []].append(
                KnownDocuments.Draw(
                    number: advance.number, invoice: number, currency: invoice.currency,
                    amount: advance.taxable + advance.tax))
        }
    }

    public func document(_ number: String) -> KnownDocuments.Named? { named[number] }

    /// What stands before those behind it in the place of a rejected document of its number.
    public func successor(_ number: String) -> KnownDocuments.Named? {
        successors.contains(number) ? named[number] : nil
    }

    public func advances(drawnBy number: String) -> Set<String> { drawn[number] ?? [] }

    /// Each note once, in the order of the numbers and of the batch.
    public func notes(over numbers: Set<String>) -> [KnownDocuments.Note] {
        var told: Set<String> = []
        return numbers.sorted().flatMap { notes[$0] ?? [] }.filter {
            told.insert($0.number).inserted
        }
    }

    public func draws(on numbers: Set<String>) -> [KnownDocuments.Draw] {
        numbers.sorted().flatMap { draws[$0] ?? [] }
    }
}
