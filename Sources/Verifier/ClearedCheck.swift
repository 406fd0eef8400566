import Cryptography
import EGS
import Encoding
import Invoicing
import StampCheck
import UBL

/// What is kept of a cleared document.
struct ClearedSummary: Sendable {
    let id: Int64
    let document: Int64
    /// SHA-256 of its bytes where somebody outside showed the same; all zeros else.
    let shown: SHA256Digest
    /// The stamp is by a key that the program knows to be the authority's.
    let isByKnownKey: Bool
}

/// The checks of the documents as the authority cleared them: each is one of ours, as the answer
/// brought it or somebody fetched it from the portal, and its stamp is not ours.
struct ClearedCheck: RowChecking {
    let context: AuthorityContext
    private var certificates = CertificateCache()
    private var payload = RowPayload()
    private var symptoms: [Symptom] = []
    private var kept: [ClearedSummary] = []

    /// By the documents that were seen in the portal.
    private let settlements: [Int64: RecordKey]

    init(context: AuthorityContext) {
        self.context = context
        settlements = Dictionary(
            context.records.settlements.map { ($0.integer("document_id"), $0.key) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The first five columns are all of the table in the order of their names: ``RowPayload``.
    static let range: StaticString = """
        SELECT cleared.answer_id AS answer_id, cleared.document_id AS document_id,
          cleared.id AS id, cleared.recorded_at AS recorded_at,
          CASE WHEN length(cleared.xml) <= 10485760 THEN cleared.xml END AS xml,
          length(cleared.xml) AS size,
          CASE WHEN length(answer.response) <= 20971520 THEN answer.response END AS response,
          attempt.document_id AS sent,
          CASE WHEN cleared.answer_id IS NULL THEN (
            SELECT max(clearing.id)
            FROM attempt AS request NOT INDEXED
            CROSS JOIN answer AS clearing NOT INDEXED ON clearing.attempt_id = request.id
            WHERE request.document_id = cleared.document_id
              AND request.endpoint = 'clearance'
              AND clearing.outcome IN ('accepted', 'accepted-with-warnings', 'already-accepted',
                'cleared-without-copy')) END AS clearing
        FROM cleared NOT INDEXED
        LEFT JOIN answer NOT INDEXED ON answer.id = cleared.answer_id
        LEFT JOIN attempt NOT INDEXED ON attempt.id = answer.attempt_id
        WHERE cleared.id BETWEEN ? AND ?
        ORDER BY cleared.id
        """
    private static let columns: Int32 = 5

    private struct Row {
        let id: Int64
        /// `nil` for what was fetched from the portal.
        let answer: Int64?
        let document: Int64
        let xml: [UInt8]
        let size: Int64
        let response: [UInt8]?
        /// The document that the answer is about.
        let sent: Int64?
        /// Of what was fetched from the portal, the answer that cleared the document without it.
        let clearing: Int64?
        let malformed: [String]

        init(_ scan: RowScan) {
            answer = scan.optionalInteger(0)
            document = scan.integer(1)
            id = scan.integer(2)
            let time = scan.text(3)
            if Instant(time) == nil { scan.note(3, time) }
            size = scan.integer(5)
            xml = size <= DocumentRow.largestDocument ? scan.blob(4) : []
            response = scan.isNull(6) ? nil : scan.blob(6)
            sent = scan.optionalInteger(7)
            clearing = scan.optionalInteger(8)
            malformed = scan.malformed
        }

        var record: RecordKey { RecordKey(kind: "cleared", id: id) }
    }

    mutating func take() -> (symptoms: [Symptom], kept: [ClearedSummary]) {
        defer { (symptoms, kept) = ([], []) }
        return (symptoms, kept)
    }

    mutating func check(_ scan: RowScan) -> Int64 {
        let row = Row(scan)
        let link = context.link(ofDocument: row.document)
        let place = link.map { context.records.place($0) } ?? .file
        func add(_ code: FindingCode, _ expected: String?, _ found: String, _ follows: [CauseKey]) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: "cleared \(row.id): \(found)",
                    key: .record(row.record), follows: follows))
        }
        if !row.malformed.isEmpty {
            add(.valueMalformed, nil, row.malformed.joined(separator: ", "), [])
        }
        guard row.size <= DocumentRow.largestDocument else {
            kept.append(
                ClearedSummary(
                    id: row.id, document: row.document, shown: .zero, isByKnownKey: false))
            add(.valueTooLarge, "\(DocumentRow.largestDocument)", "\(row.size)", [])
            return row.id
        }
        let digest = payload.digest(scan, columns: Self.columns)
        symptoms += context.log.symptoms(of: row.record, at: place, payload: digest)
        let source =
            (row.answer ?? row.clearing).map { RecordKey(kind: "answer", id: $0) }
            ?? settlements[row.document]
        let named = [source, RecordKey.document(row.document)].compactMap(\.self)
        symptoms += context.log.orderSymptoms(of: row.record, naming: named, at: place)
        let report = StampCheck.examine(row.xml, certificates: &certificates)
        kept.append(
            ClearedSummary(
                id: row.id, document: row.document, shown: shownDigest(row.xml),
                isByKnownKey: report.checks.authoritySignature == true))
        if let wrong = wrongStamp(report) {
            add(
                .clearedStamp, wrong.expected, wrong.found,
                [.record(row.record), .record(.document(row.document))])
        }
        if let link, let difference = difference(row, link, report) {
            add(
                .clearedMismatch, difference.expected, difference.found, named.map { .record($0) })
        }
        return row.id
    }

    private func shownDigest(_ xml: [UInt8]) -> SHA256Digest {
        if context.shown.isEmpty { return .zero }
        let digest = SHA256.hash(xml)
        return context.shown.contains(digest) ? digest : .zero
    }

    /// A stamp that is not the authority's, as far as that can be told.
    ///
    /// The key of the test environments is known; the emulator's copies carry its certificate. That
    /// of production is not known, so there only a stamp that is missing or our own is one.
    private func wrongStamp(_ report: StampReport) -> (expected: String, found: String)? {
        guard let document = report.document else { return nil }
        guard document.facts.hasSignature else { return ("a stamp", "–") }
        if report.checks.signature == true, let certificate = report.certificate {
            let digest = SHA256.hash(certificate.certificate.der).bytes
            if context.records.certificateIDs[digest] != nil {
                return ("a stamp of the authority", "a stamp of this ledger")
            }
        }
        let environment = context.records.ledger?.environment ?? ""
        if report.isByKnownAuthority(isEmulator: environment == "emulator") { return nil }
        if environment == "production" { return nil }
        return ("a stamp of a known key (\(environment))", "a stamp of no known key")
    }

    private func difference(
        _ row: Row, _ link: DocumentLink, _ report: StampReport
    ) -> (expected: String, found: String)? {
        var parts: [(name: String, expected: String, found: String?)] = []
        let hash = report.hash?.base64
        if !Bytes.areEqual(hash, link.hash.base64) {
            parts.append(("hash", link.hash.base64, hash))
        }
        let uuid = report.document?.facts.uuid
        if uuid.map({ DocumentLink.fingerprint($0) }) != link.uuid {
            parts.append(("uuid", "document \(row.document)", uuid))
        }
        if let answer = row.answer {
            let sent = row.sent.map { "document \($0)" }
            if row.sent != row.document {
                parts.append(("answer \(answer)", "document \(row.document)", sent))
            }
            let own = SHA256.hash(row.xml).bytes
            let copy = row.response.flatMap { StoredExchange($0).clearedDocument }
            let brought = copy.map { SHA256.hash($0).bytes }
            if brought != own {
                parts.append(
                    ("clearedInvoice", Base64.encode(own), brought.map { Base64.encode($0) }))
            }
        } else {
            // Nothing but the copy itself speaks for it.
            if row.clearing == nil, settlements[row.document] == nil {
                parts.append(("settlement", "document \(row.document)", nil))
            }
            let stated = report.statedHash
            if stated != link.hash.base64 { parts.append(("QR 6", link.hash.base64, stated)) }
        }
        if parts.isEmpty { return nil }
        return (
            parts.map { "\($0.name): \($0.expected)" }.joined(separator: "; "),
            parts.map { "\($0.name): \($0.found ?? "–")" }.joined(separator: "; ")
        )
    }
}
