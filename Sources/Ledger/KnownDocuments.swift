public import Invoicing
import GRDB
import UBL

extension Ledger {
    /// What the ledger holds of the documents that an invoice names: of those that a credit note
    /// corrects, the notes over them and the advances they drew on; of advances, what was drawn on
    /// them. A document that the authority rejected counts for nothing; where one is named, that
    /// is said of it.
    ///
    /// Asks nothing for the many documents that name none. For the others it reads what was issued
    /// since the oldest of the named ones, by the index of the times of issue.
    ///
    /// - Parameter beside: What is issued together with it, and counts as if it were here.
    public func knownDocuments(
        named invoice: Invoice, beside: BatchDocuments = BatchDocuments()
    ) throws(LedgerError) -> KnownDocuments {
        if invoice.namedNumbers.isEmpty { return KnownDocuments() }
        return try store.read { db throws(LedgerError) in
            try Self.knownDocuments(named: invoice, beside: beside, db)
        }
    }

    /// The same for a credit note over a document that is still to be made.
    public func knownDocuments(
        creditedOver record: DocumentRecord
    ) throws(LedgerError) -> KnownDocuments {
        try store.read { db throws(LedgerError) in
            try Search(
                numbers: [record.number.text], own: "", isCredit: true, beside: BatchDocuments()
            ).run(db)
        }
    }

    /// The same within a transaction that is open.
    static func knownDocuments(
        named invoice: Invoice, beside: BatchDocuments, _ db: Database
    ) throws(LedgerError) -> KnownDocuments {
        let search = Search(
            numbers: invoice.namedNumbers, own: invoice.number.text,
            isCredit: invoice.type == .creditNote, beside: beside)
        return try search.run(db)
    }
}

private struct Search {
    let numbers: Set<String>
    /// The same sale issued again is not counted twice.
    let own: String
    let isCredit: Bool
    let beside: BatchDocuments

    func run(_ db: Database) throws(LedgerError) -> KnownDocuments {
        var known = KnownDocuments()
        var oldest: IssueTime?
        var drawn: Set<String> = []
        for number in numbers.sorted() {
            guard let record = try add(number, to: &known, &oldest, db) else {
                if isCredit { drawn.formUnion(beside.advances(drawnBy: number)) }
                continue
            }
            if isCredit, record.type == .invoice { drawn.formUnion(try Self.advances(record, db)) }
        }
        for number in drawn.subtracting(numbers).sorted() {
            _ = try add(number, to: &known, &oldest, db)
        }
        // What was issued before is counted for credit notes and for advances.
        let hasAdvance = known.named.contains { $0.type == .prepayment }
        guard isCredit || hasAdvance else { return known }
        let named = Set(known.named.map(\.number))
        if let oldest { try addStored(since: oldest, named, hasAdvance, to: &known, db) }
        try addBeside(named, hasAdvance, to: &known, db)
        return known
    }

    private func addStored(
        since oldest: IssueTime, _ named: Set<String>, _ hasAdvance: Bool,
        to known: inout KnownDocuments, _ db: Database
    ) throws(LedgerError) {
        // From the first second of its day: a note may be dated some hours before its invoice.
        let since: [SQLValue] = [.text("\(oldest.date)T00:00:00"), .text(own)]
        try db.each(Self.notesSince, since) { row throws(LedgerError) in
            let note = try Self.note(row)
            if !note.references.isDisjoint(with: named) { known.notes.append(note) }
            return true
        }
        guard hasAdvance else { return }
        try db.each(Self.settlementsSince, since + [.blob(Self.settlementMark)]) {
            row throws(LedgerError) in
            known.draws += try Self.draws(row).filter { named.contains($0.number) }
            return true
        }
    }

    /// What is issued beside it. Of a number that the ledger has, in whatever state, it knows
    /// better: the document is there already, or will not be issued.
    private func addBeside(
        _ named: Set<String>, _ hasAdvance: Bool, to known: inout KnownDocuments, _ db: Database
    ) throws(LedgerError) {
        for note in beside.notes(over: named) where note.number != own {
            if try isIssued(note.number, db) { known.notes.append(note) }
        }
        guard hasAdvance else { return }
        for draw in beside.draws(on: named) where draw.invoice != own {
            if try isIssued(draw.invoice, db) { known.draws.append(draw) }
        }
    }

    /// Whether what stands beside it under a number will be a document.
    private func isIssued(_ number: String, _ db: Database) throws(LedgerError) -> Bool {
        if beside.successor(number) != nil { return true }
        return try db.first(DocumentSQL.byNumber, [.text(number)], DocumentSQL.record) == nil
    }

    private func add(
        _ number: String, to known: inout KnownDocuments, _ oldest: inout IssueTime?,
        _ db: Database
    ) throws(LedgerError) -> DocumentRecord? {
        let found = try db.first(DocumentSQL.byNumber, [.text(number)], DocumentSQL.record)
        guard let record = found else {
            if let document = beside.document(number) { known.named.append(document) }
            return nil
        }
        oldest = min(oldest ?? record.issuedAt, record.issuedAt)
        let rejection = try Ledger.rejection(of: record, db)
        if rejection != nil, let successor = beside.successor(number) {
            known.named.append(successor)
            return nil
        }
        known.named.append(
            KnownDocuments.Named(
                number: number, type: record.type, issuedOn: record.issuedAt.date,
                currency: record.currency, total: record.total, rejection: rejection))
        return record
    }

    /// The numbers of the advances that an invoice drew on.
    private static func advances(
        _ record: DocumentRecord, _ db: Database
    ) throws(LedgerError) -> Set<String> {
        let values: [SQLValue] = [.integer(record.id), .blob(settlementMark)]
        return try db.first(ownSettlements, values) { row throws(LedgerError) in
            Set(try draws(row).map(\.number))
        } ?? []
    }

    // MARK: Queries

    /// Not rejected, and not replaced by a successor.
    private static let standing = """
        NOT EXISTS (
          SELECT 1 FROM attempt JOIN answer ON answer.attempt_id = attempt.id
          WHERE attempt.document_id = document.id AND answer.outcome = 'rejected')
        """

    private static let columns = "SELECT id, xml, type, currency, total, number FROM document"

    private static let notesSince = """
        \(columns)
        WHERE issued_at >= :oldest AND number <> :own AND type IN ('381', '383') AND \(standing)
        """

    private static let settlementsSince = """
        \(columns)
        WHERE issued_at >= :oldest AND number <> :own AND type = '388'
          AND instr(xml, :mark) > 0 AND \(standing)
        """

    private static let ownSettlements = """
        \(columns)
        WHERE id = :id AND instr(xml, :mark) > 0
        """

    /// Only the line of a settled advance holds these bytes (KSA-30).
    private static let settlementMark = Array("<cbc:DocumentTypeCode>386<".utf8)

    // MARK: Rows

    private static func facts(_ row: SQLRow) throws(LedgerError) -> DocumentFacts {
        guard let document = try? DocumentReader.read(row.blob(1)) else {
            throw .badRow(table: "document", id: row.integer(0), column: "xml")
        }
        return document.facts
    }

    private static func note(_ row: SQLRow) throws(LedgerError) -> KnownDocuments.Note {
        let facts = try facts(row)
        let type = InvoiceType.allCases.first { $0.code == row.text(2) }
        guard let type, let currency = row.text(3) else {
            throw .badRow(table: "document", id: row.integer(0), column: "type")
        }
        let references = facts.groups(.billing).compactMap { facts.text(.billingNumber, in: $0) }
        return KnownDocuments.Note(
            number: row.text(5) ?? "", type: type, references: Set(references),
            currency: currency, total: Money(hundredths: row.integer(4)))
    }

    private static func draws(_ row: SQLRow) throws(LedgerError) -> [KnownDocuments.Draw] {
        let facts = try facts(row)
        var draws: [KnownDocuments.Draw] = []
        for line in facts.groups(.line) {
            guard let reference = facts.groups(.prepayment, in: line).first,
                let number = facts.text(.prepaymentNumber, in: reference)
            else { continue }
            var amount = Money.zero
            for subtotal in facts.groups(.subtotal, in: line) {
                for fact in [Fact.taxable, .tax] {
                    let text = facts.text(fact, in: subtotal)
                    guard let part = text.flatMap({ ExactDecimal($0)?.money }) else {
                        throw .badRow(table: "document", id: row.integer(0), column: "xml")
                    }
                    amount = amount + part
                }
            }
            draws.append(
                KnownDocuments.Draw(
                    number: number, invoice: row.text(5) ?? "", currency: row.text(3) ?? "",
                    amount: amount))
        }
        return draws
    }
}
