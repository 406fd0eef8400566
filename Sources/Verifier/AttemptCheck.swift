import Cryptography
import Encoding
import Invoicing

/// What is kept of an attempt.
struct AttemptSummary: Sendable {
    let id: Int64
    let unit: Int64
    let document: Int64?
    let isReport: Bool
    /// Seconds since 1970.
    let recordedAt: Int64
}

/// The checks of the requests that were made to the authority.
struct AttemptCheck: RowChecking {
    let context: AuthorityContext
    private var payload = RowPayload()
    private var symptoms: [Symptom] = []
    private var kept: [AttemptSummary] = []

    init(context: AuthorityContext) { self.context = context }

    /// The first ten columns are all of the table in the order of their names: ``RowPayload``.
    static let range: StaticString = """
        SELECT certificate_id, compliance_document_id, document_id, endpoint, id, profile,
          recorded_at,
          CASE WHEN length(request) <= 20971520 THEN request END AS request,
          signing_key_id, unit_id, length(request) AS size
        FROM attempt NOT INDEXED
        WHERE id BETWEEN ? AND ?
        ORDER BY id
        """
    private static let columns: Int32 = 10

    private struct Row {
        let id: Int64
        let certificate: Int64?
        let complianceDocument: Int64?
        let document: Int64?
        let endpoint: String
        let request: [UInt8]
        let key: Int64?
        let unit: Int64
        let size: Int64
        let recordedAt: Int64
        let malformed: [String]

        init(_ scan: RowScan) {
            certificate = scan.optionalInteger(0)
            complianceDocument = scan.optionalInteger(1)
            document = scan.optionalInteger(2)
            endpoint = scan.text(3)
            id = scan.integer(4)
            _ = scan.integer(5)
            let time = scan.text(6)
            if Instant(time) == nil { scan.note(6, time) }
            recordedAt = Instant(time)?.secondsSince1970 ?? 0
            size = scan.integer(10)
            request = size <= AuthorityTable.largestExchange ? scan.blob(7) : []
            key = scan.optionalInteger(8)
            unit = scan.integer(9)
            malformed = scan.malformed
        }

        var record: RecordKey { RecordKey(kind: "attempt", id: id) }

        var named: [RecordKey] {
            let rows = [
                ("certificate", certificate), ("compliance-document", complianceDocument),
                ("document", document), ("key", key), ("unit", unit),
            ]
            return rows.compactMap { kind, id in id.map { RecordKey(kind: kind, id: $0) } }
        }
    }

    mutating func take() -> (symptoms: [Symptom], kept: [AttemptSummary]) {
        defer { (symptoms, kept) = ([], []) }
        return (symptoms, kept)
    }

    mutating func check(_ scan: RowScan) -> Int64 {
        let row = Row(scan)
        kept.append(
            AttemptSummary(
                id: row.id, unit: row.unit, document: row.document,
                isReport: row.endpoint == "reporting", recordedAt: row.recordedAt))
        let place = place(row)
        func add(
            _ code: FindingCode, _ expected: String? = nil, _ found: String? = nil,
            _ follows: [CauseKey] = []
        ) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found, key: .record(row.record),
                    follows: follows))
        }
        if !row.malformed.isEmpty {
            add(.valueMalformed, nil, "attempt \(row.id): " + row.malformed.joined(separator: ", "))
        }
        guard row.size <= AuthorityTable.largestExchange else {
            add(.valueTooLarge, "\(AuthorityTable.largestExchange)", "\(row.size)")
            return row.id
        }
        let digest = payload.digest(scan, columns: Self.columns)
        symptoms += context.log.symptoms(of: row.record, at: place, payload: digest)
        symptoms += context.log.orderSymptoms(of: row.record, naming: row.named, at: place)
        let (mine, others) = (context.records.units[row.unit]?.name, otherUnits(row))
        if let mine, !others.isEmpty { add(.attemptUnit, mine, others.joined(separator: "; ")) }
        let exchange = StoredExchange(row.request)
        if let secret = exchange.secret {
            add(.secretStored, StoredExchange.removed, "attempt \(row.id): \(secret)")
        }
        if let difference = difference(row, exchange) {
            add(
                .requestMismatch, difference.expected,
                "attempt \(row.id): \(difference.found)", difference.follows)
        }
        return row.id
    }

    private func place(_ row: Row) -> FindingPlace {
        if let document = row.complianceDocument.flatMap({ context.complianceDocuments[$0] }) {
            return document.place
        }
        if let link = row.document.flatMap({ context.link(ofDocument: $0) }) {
            return context.records.place(link)
        }
        return FindingPlace(unit: context.records.units[row.unit]?.name)
    }

    /// What the attempt names that belongs to another unit.
    private func otherUnits(_ row: Row) -> [String] {
        let records = context.records
        let ofDocument = row.complianceDocument.flatMap { context.complianceDocuments[$0] }
        let ofChain = row.document.flatMap { context.link(ofDocument: $0) }
        let units: [(String, Int64?)] = [
            ("certificate", row.certificate.flatMap { records.unit(ofCertificate: $0)?.id }),
            ("key", row.key.flatMap { records.keys[$0]?.unit }),
            ("document", ofDocument.flatMap { records.unit(ofCertificate: $0.certificate)?.id }),
            ("document", ofChain.flatMap { records.chains[$0.chain]?.unit }),
        ]
        return units.compactMap { name, unit in
            guard let unit, unit != row.unit else { return nil }
            return "\(name): \(records.units[unit]?.name ?? "–")"
        }
    }

    private typealias Difference = (expected: String, found: String, follows: [CauseKey])

    /// How the path of a request to each endpoint ends.
    private static let paths = [
        "compliance-csid": "/compliance", "compliance-check": "/compliance/invoices",
        "production-csid": "/production/csids", "renewal": "/production/csids",
        "reporting": "/invoices/reporting/single", "clearance": "/invoices/clearance/single",
    ]

    private func difference(_ row: Row, _ exchange: StoredExchange) -> Difference? {
        if let path = Self.paths[row.endpoint], exchange.path?.hasSuffix(path) != true {
            return ("…\(path)", exchange.path ?? "–", [])
        }
        switch row.endpoint {
        case "compliance-csid", "renewal":
            guard let key = row.key, let spki = context.records.keys[key]?.spki else { return nil }
            let found = exchange.requestedKey
            if found == spki { return nil }
            return (
                "csr: \(Base64.encode(spki))", "csr: \(found.map { Base64.encode($0) } ?? "–")",
                [.record(RecordKey(kind: "key", id: key))]
            )
        case "production-csid":
            guard let number = row.certificate.flatMap({ context.requestIDs[$0] }) else {
                return nil
            }
            let found = exchange.text("compliance_request_id")
            if found == number { return nil }
            return (
                "compliance_request_id: \(number)", "compliance_request_id: \(found ?? "–")", []
            )
        default: return documentDifference(row, exchange)
        }
    }

    private func documentDifference(_ row: Row, _ exchange: StoredExchange) -> Difference? {
        guard
            let sent = row.complianceDocument.flatMap({ context.sent(complianceDocument: $0) })
                ?? row.document.flatMap({ context.sent(document: $0) })
        else { return nil }
        var parts: [(name: String, expected: String, found: String?)] = []
        let hash = exchange.text("invoiceHash")
        if !Bytes.areEqual(hash, sent.hash.base64) {
            parts.append(("invoiceHash", sent.hash.base64, hash))
        }
        let uuid = exchange.text("uuid")
        if uuid.map({ DocumentLink.fingerprint($0) }) != sent.uuid {
            parts.append(("uuid", "\(sent.name)", uuid))
        }
        let invoice = exchange.text("invoice").flatMap { Base64.decode($0) }
        let digest = invoice.map { SHA256.hash($0) }
        if let expected = sent.xml, digest != expected {
            parts.append(("invoice", expected.base64, digest?.base64))
        }
        if parts.isEmpty { return nil }
        return (
            parts.map { "\($0.name): \($0.expected)" }.joined(separator: "; "),
            parts.map { "\($0.name): \($0.found ?? "–")" }.joined(separator: "; "),
            [.record(sent.record)]
        )
    }
}
