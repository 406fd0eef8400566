import Cryptography
import EGS
import Encoding
import Invoicing
import StampCheck
import UBL

/// What is kept of a compliance document.
struct ComplianceSummary: Sendable {
    let id: Int64
    let certificate: Int64
    let icv: Int64
    let hash: SHA256Digest
    let previous: DocumentLink.Previous
    /// Fingerprint of its UUID.
    let uuid: UInt64
    let xml: SHA256Digest
    let place: FindingPlace

    var record: RecordKey { RecordKey(kind: "compliance-document", id: id) }
}

/// The checks of the documents that were made for the authority's compliance checks: each by
/// itself, from its stored bytes.
struct ComplianceCheck: RowChecking {
    let records: LedgerRecords
    let log: LogIndex
    let lives: CertificateLives
    private var certificates = CertificateCache()
    private var payload = RowPayload()
    private var symptoms: [Symptom] = []
    private var kept: [ComplianceSummary] = []

    init(records: LedgerRecords, log: LogIndex, lives: CertificateLives) {
        self.records = records
        self.log = log
        self.lives = lives
    }

    /// The first nine columns are all of the table in the order of their names: ``RowPayload``.
    static let range: StaticString = """
        SELECT certificate_id, hash, icv, id, pih, recorded_at, step, uuid,
          CASE WHEN length(xml) <= 10485760 THEN xml END AS xml, length(xml) AS size
        FROM compliance_document NOT INDEXED
        WHERE id BETWEEN ? AND ?
        ORDER BY id
        """
    private static let columns: Int32 = 9

    private struct Row {
        let id: Int64
        let certificate: Int64
        let step: String
        let icv: Int64
        let pih: String
        let hash: [UInt8]
        let uuid: String
        let recordedAt: String
        let xml: [UInt8]
        let size: Int64
        let malformed: [String]

        init(_ scan: RowScan) {
            certificate = scan.integer(0)
            hash = scan.digest(1).bytes
            icv = scan.number(2)
            id = scan.integer(3)
            pih = scan.text(4)
            recordedAt = scan.text(5)
            if Instant(recordedAt) == nil { scan.note(5, recordedAt) }
            step = scan.text(6)
            uuid = scan.text(7)
            size = scan.integer(9)
            xml = size <= DocumentRow.largestDocument ? scan.blob(8) : []
            malformed = scan.malformed
        }

        var record: RecordKey { RecordKey(kind: "compliance-document", id: id) }
    }

    mutating func take() -> (symptoms: [Symptom], kept: [ComplianceSummary]) {
        defer { (symptoms, kept) = ([], []) }
        return (symptoms, kept)
    }

    mutating func check(_ scan: RowScan) -> Int64 {
        let row = Row(scan)
        let place = FindingPlace(
            unit: records.unit(ofCertificate: row.certificate)?.name, epoch: 0, icv: row.icv)
        if !row.malformed.isEmpty {
            let found = "compliance-document \(row.id): " + row.malformed.joined(separator: ", ")
            add(.valueMalformed, nil, found, row, place)
        }
        guard row.size <= DocumentRow.largestDocument else {
            add(.valueTooLarge, "\(DocumentRow.largestDocument)", "\(row.size)", row, place)
            keep(row, place, nil)
            return row.id
        }
        let digest = payload.digest(scan, columns: Self.columns)
        symptoms += log.symptoms(of: row.record, at: place, payload: digest)
        let certificate = RecordKey(kind: "certificate", id: row.certificate)
        symptoms += log.orderSymptoms(of: row.record, naming: [certificate], at: place)
        let report = StampCheck.examine(row.xml, certificates: &certificates)
        checkMarkup(row, place, report)
        if let document = report.document {
            checkColumns(row, place, document.facts, hash: document.hash)
            if let vat = records.ledger?.vat, !document.facts.holds(.sellerVAT, vat.utf8) {
                add(.sellerMismatch, vat, document.facts.sellerVAT, row, place)
            }
            checkCertificate(row, place, report, document.facts)
        }
        keep(row, place, report)
        return row.id
    }

    private mutating func keep(_ row: Row, _ place: FindingPlace, _ report: StampReport?) {
        kept.append(
            ComplianceSummary(
                id: row.id, certificate: row.certificate, icv: row.icv,
                hash: SHA256Digest(orZero: report?.hash?.bytes ?? row.hash),
                previous: DocumentLink.Previous(report?.document?.facts.pih ?? row.pih),
                uuid: DocumentLink.fingerprint(row.uuid), xml: SHA256.hash(row.xml),
                place: place))
    }

    private mutating func add(
        _ code: FindingCode, _ expected: String?, _ found: String?, _ row: Row,
        _ place: FindingPlace, follows: [CauseKey] = []
    ) {
        symptoms.append(
            Symptom(
                code, at: place, expected: expected, found: found, key: .record(row.record),
                follows: follows))
    }

    private mutating func checkMarkup(_ row: Row, _ place: FindingPlace, _ report: StampReport) {
        let certificate = CauseKey.record(RecordKey(kind: "certificate", id: row.certificate))
        for item in StampEvidence(report).items {
            add(
                item.code, item.expected, item.found, row, place,
                follows: item.isOfCertificate ? [certificate] : [])
        }
        guard let facts = report.document?.facts else { return }
        let totals = TotalsEvidence(facts)
        if !totals.isEmpty { add(.totalsWrong, totals.expected, totals.found, row, place) }
    }

    // MARK: - Columns

    private mutating func checkColumns(
        _ row: Row, _ place: FindingPlace, _ facts: DocumentFacts, hash: InvoiceHash
    ) {
        let all: [(column: String, expected: String?, found: String?)] = [
            ("icv", facts.icv, "\(row.icv)"), ("pih", facts.pih, row.pih),
            ("hash", hash.base64, InvoiceHash(row.hash)?.base64), ("uuid", facts.uuid, row.uuid),
            ("step", Self.step(facts), row.step),
        ]
        let differing = all.filter { !Bytes.areEqual($0.expected, $0.found) }
        guard !differing.isEmpty else { return }
        let expected = differing.map { "\($0.column): \($0.expected ?? "–")" }
        let found = differing.map { "\($0.column): \($0.found ?? "–")" }
        add(
            .columnMismatch, expected.joined(separator: "; "), found.joined(separator: "; "), row,
            place)
    }

    /// The step that a document is for, by its kind and type.
    private static func step(_ facts: DocumentFacts) -> String? {
        let kind = facts.isSimplified ? "simplified" : "standard"
        switch facts.typeCode {
        case "388": return "\(kind)-compliant"
        case "381": return "\(kind)-credit-note-compliant"
        case "383": return "\(kind)-debit-note-compliant"
        default: return nil
        }
    }

    // MARK: - Certificate

    private mutating func checkCertificate(
        _ row: Row, _ place: FindingPlace, _ report: StampReport, _ facts: DocumentFacts
    ) {
        guard let stamping = report.certificate else { return }
        let digest = SHA256.hash(stamping.certificate.der).bytes
        let named = RecordKey(kind: "certificate", id: row.certificate)
        guard let id = records.certificateIDs[digest] else {
            symptoms.append(
                Symptom(
                    .certificateUnknown, at: place, expected: "certificate \(row.certificate)",
                    found: Base64.encode(digest), key: .stranger(digest),
                    follows: [.record(row.record), .record(named), .file]))
            return
        }
        if id != row.certificate {
            add(
                .certificateOther, "certificate \(row.certificate)", "certificate \(id)", row,
                place)
        }
        func misuse(
            _ code: FindingCode, _ expected: String, _ found: String, _ follows: [CauseKey] = []
        ) {
            let row = CauseKey.record(row.record)
            let certificate = CauseKey.record(RecordKey(kind: "certificate", id: id))
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found, key: .misuse(id),
                    follows: follows + [row, certificate, .file]))
        }
        if !(records.certificates[id]?.isCompliance ?? false) {
            misuse(.certificateClass, "compliance", "production")
        }
        let life = stamping.certificate
        if let text = facts.text(.signingTime),
            let time = Instant(text.hasSuffix("Z") ? text : text + "Z"),
            !stamping.isValid(at: time)
        {
            let span = [life.notBefore, life.notAfter].map { Instant(secondsSince1970: $0) }
            misuse(.outsideValidity, "\(span[0])/\(span[1])", "\(time)")
        }
        guard id == row.certificate, let time = Instant(row.recordedAt) else { return }
        let fault = lives.fault(
            of: id, at: time.secondsSince1970, entry: log.records[row.record]?.seq)
        if let fault { misuse(fault.code, fault.expected, fault.found, fault.follows) }
    }
}

/// The chains of compliance documents: one for each certificate, from the initial value and counter
/// 1, without gaps.
struct ComplianceChains {
    private(set) var symptoms: [Symptom] = []

    /// - Parameter missing: Rows that the log names and the file does not have, in order.
    init(_ documents: [ComplianceSummary], missing: [Int64]) {
        let order = documents.sorted {
            ($0.certificate, $0.icv, $0.id) < ($1.certificate, $1.icv, $1.id)
        }
        var before: ComplianceSummary?
        for document in order {
            let earlier = before?.certificate == document.certificate ? before : nil
            step(to: document, from: earlier, missing: missing)
            before = document
        }
        findTwice(documents)
    }

    private mutating func step(
        to document: ComplianceSummary, from before: ComplianceSummary?, missing: [Int64]
    ) {
        func add(
            _ code: FindingCode, _ expected: String, _ found: String?, _ follows: [CauseKey],
            icv: Int64? = nil
        ) {
            var place = document.place
            place.icv = icv ?? place.icv
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found,
                    key: .record(document.record), follows: follows))
        }
        // Rows that went with the gap: with no other row of this chain between them.
        let gone = missing.filter { $0 < document.id && $0 > before?.id ?? 0 }.map {
            CauseKey.record(RecordKey(kind: "compliance-document", id: $0))
        }
        let next = (before?.icv ?? 0) + 1
        if document.icv == before?.icv {
            add(.icvDuplicate, "ICV \(next)", "ICV \(document.icv)", [])
        } else if document.icv != next {
            add(
                before == nil ? .chainStartICV : .icvGap, "ICV \(next)", "ICV \(document.icv)",
                gone + [.file], icv: before == nil ? nil : next)
        }
        let expected = before.map { DocumentLink.Previous.hash($0.hash) } ?? .initial
        guard document.previous != expected else { return }
        add(
            before == nil ? .chainStartPIH : .pihMismatch, expected.text ?? "",
            document.previous.text, gone + (before.map { [.record($0.record)] } ?? []))
    }

    private mutating func findTwice(_ documents: [ComplianceSummary]) {
        for (same, group) in [
            (FindingCode.uuidDuplicate, Dictionary(grouping: documents, by: \.uuid)),
            (.hashDuplicate, Dictionary(grouping: documents, by: \.hash.prefix)),
        ] {
            for pair in group.values.filter({ $0.count > 1 }).sorted(by: { $0[0].id < $1[0].id }) {
                let (first, last) = (pair[0], pair[pair.count - 1])
                symptoms.append(
                    Symptom(
                        same, at: last.place, expected: "compliance-document \(first.id)",
                        found: "compliance-documents \(first.id), \(last.id)",
                        key: .record(last.record)))
            }
        }
    }
}
