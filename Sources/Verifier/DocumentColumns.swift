import Encoding
import Invoicing
import UBL

/// The columns of a row that can be derived from its document, beside what the document says.
struct DocumentColumns {
    private var differing: [(column: String, expected: String?, found: String?)] = []
    private let row: DocumentRow

    init(row: DocumentRow, facts: DocumentFacts, hash: InvoiceHash) {
        self.row = row
        compare("icv", facts, .icv, String(row.icv))
        compare("pih", facts, .pih, row.pih)
        if hash.bytes != row.hash {
            differing.append(("hash", hash.base64, InvoiceHash(row.hash)?.base64))
        }
        compare("uuid", facts, .uuid, row.uuid)
        compare("number", facts, .number, row.number)
        compare(
            "kind", (facts.isSimplified ? InvoiceKind.simplified : .standard).rawValue, row.kind)
        compare("type", facts, .typeCode, row.type)
        compare("issued_at", Self.time(facts), row.issuedAt)
        compare("buyer_name", facts.buyerName, row.buyerName)
        compare("buyer_vat", facts.buyerVAT, row.buyerVAT)
        compare("currency", facts, .currency, row.currency)
        compareAmount("total", facts.total, row.total)
        compareAmount("vat", facts.vat, row.vat)
    }

    /// One symptom for all columns that differ.
    func symptom(at place: FindingPlace) -> Symptom? {
        guard !differing.isEmpty else { return nil }
        func words(_ value: ((column: String, expected: String?, found: String?)) -> String?)
            -> String
        {
            differing.map { "\($0.column): \(value($0) ?? "–")" }.joined(separator: "; ")
        }
        return Symptom(
            .columnMismatch, at: place, expected: words(\.expected), found: words(\.found),
            key: .record(.document(row.id)))
    }

    private static func time(_ facts: DocumentFacts) -> String? {
        guard let date = facts.issueDate, let time = facts.issueTime else { return nil }
        return date + "T" + (time.hasSuffix("Z") ? String(time.dropLast()) : time)
    }

    /// Text that is the same, byte for byte, is compared without a copy of it.
    private mutating func compare(
        _ column: String, _ facts: DocumentFacts, _ fact: Fact, _ found: String
    ) {
        if !found.isEmpty, facts.holds(fact, found.utf8) { return }
        compare(column, facts.text(fact), found)
    }

    private mutating func compare(_ column: String, _ expected: String?, _ found: String?) {
        // An empty element and none are the same to a column.
        let expected = expected.flatMap { $0.isEmpty ? nil : $0 }
        if !Bytes.areEqual(expected, found) { differing.append((column, expected, found)) }
    }

    /// Compares by value: a document may write 115, 115.0 or 115.00.
    private mutating func compareAmount(_ column: String, _ expected: String?, _ found: Int64) {
        let shown = Money(hundredths: found).description
        guard let expected, let amount = ExactDecimal(expected) else {
            differing.append((column, expected, shown))
            return
        }
        var scaled = Int128(found)
        var digits = amount.digits
        for _ in 0..<amount.scale { scaled *= 10 }
        digits *= 100
        if scaled != digits { differing.append((column, expected, shown)) }
    }
}
