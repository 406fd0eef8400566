import Cryptography
import EGS
import Encoding
import Invoicing
import Rules
import StampCheck
import UBL

/// Every check of one stored document by itself: against the log, its own stamp, its row, and its
/// certificate.
///
/// One worker has one; it keeps the certificates it has met.
struct DocumentCheck {
    let records: LedgerRecords
    let log: LogIndex
    /// Only where the level of the audit asks for the business rules.
    private let rules: RuleReader?
    /// Documents that the rules judged.
    private(set) var judged: Int64 = 0
    private var certificates = CertificateCache()
    private(set) var symptoms: [Symptom] = []
    private(set) var links: [DocumentLink] = []
    /// SHA-256 of bytes that are not those that were logged, by their rows.
    private(set) var changed: [Int64: SHA256Digest] = [:]
    private(set) var successors: [SubmissionCheck.Successor] = []
    /// Documents of which only the columns were read.
    private(set) var leftOut: Int64 = 0
    /// Rows of certificates by their text in a stamp: found once for many documents.
    private var lastCertificate: (text: [UInt8], sha256: [UInt8])?

    init(records: LedgerRecords, log: LogIndex, level: AuditOptions.Level) {
        self.records = records
        self.log = log
        rules = level == .rules ? RuleReader() : nil
    }

    /// Forgets what was found, and keeps the certificates.
    mutating func clear() {
        symptoms.removeAll()
        changed.removeAll()
        judged = 0
        leftOut = 0
        links.removeAll(keepingCapacity: true)
        successors.removeAll()
    }

    /// What one document is judged in.
    private struct Subject {
        let row: DocumentRow
        let key: CauseKey
        var place: FindingPlace
        var symptoms: [Symptom] = []
        /// Row of the certificate in the stamp, if it is the one that the document's row names.
        var certificate: Int64 = 0

        mutating func add(
            _ code: FindingCode, expected: String? = nil, found: String? = nil,
            key: CauseKey? = nil,
            follows: [CauseKey] = []
        ) {
            symptoms.append(
                Symptom(
                    code, at: place, expected: expected, found: found, key: key ?? self.key,
                    follows: follows))
        }
    }

    /// What the row alone tells: where the document stands, and values of a wrong form.
    private func subject(of row: DocumentRow) -> Subject {
        var place = records.place(chain: row.chain)
        place.icv = row.icv
        place.number = row.number
        var subject = Subject(row: row, key: .record(.document(row.id)), place: place)
        if !row.malformed.isEmpty {
            subject.add(.valueMalformed, found: row.malformed.joined(separator: ", "))
        }
        return subject
    }

    mutating func check(_ row: DocumentRow) {
        var subject = subject(of: row)
        guard row.xmlLength <= DocumentRow.largestDocument else {
            subject.add(
                .valueTooLarge, expected: String(DocumentRow.largestDocument),
                found: String(row.xmlLength))
            finish(subject, report: nil, changed: nil)
            return
        }
        let digest = SHA256.hash(row.xml)
        let report = StampCheck.examine(row.xml, certificates: &certificates)
        // Bytes that are still those that were logged are believed before their row.
        let entry = log.documents.entry(of: row.id)
        let isChanged = isChanged(row, digest, entry)
        if !isChanged, let own = report.document?.facts.icv.flatMap({ Int64($0) }) {
            subject.place.icv = own
        }
        checkLog(&subject, digest: digest, entry: entry, isChanged: isChanged, report: report)
        checkMarkup(&subject, report: report)
        if let document = report.document {
            let columns = DocumentColumns(row: row, facts: document.facts, hash: document.hash)
            if let symptom = columns.symptom(at: subject.place) { subject.symptoms.append(symptom) }
            checkSeller(&subject, facts: document.facts)
            checkCertificate(&subject, report: report, facts: document.facts)
        }
        checkRules(&subject)
        finish(subject, report: report, changed: isChanged ? digest : nil)
    }

    /// What can be told of a document without its bytes.
    mutating func checkColumns(_ row: DocumentRow, entry: LogEntry) {
        var subject = subject(of: row)
        checkIssuance(&subject, documentDigest: entry.payload.bytes, isLogged: true)
        subject.certificate = row.certificate
        leftOut += 1
        finish(subject, report: nil, changed: nil, isLeftOut: true)
    }

    private mutating func finish(
        _ subject: Subject, report: StampReport?, changed: SHA256Digest?, isLeftOut: Bool = false
    ) {
        let row = subject.row
        let facts = report?.document?.facts
        symptoms += subject.symptoms
        if let changed { self.changed[row.id] = changed }
        links.append(
            DocumentLink(
                id: row.id, chain: row.chain, certificate: subject.certificate,
                icv: subject.place.icv ?? row.icv,
                hash: SHA256Digest(orZero: report?.hash?.bytes ?? row.hash),
                previous: DocumentLink.Previous(facts == nil ? row.pih : facts?.pih),
                isChanged: changed != nil, isLeftOut: isLeftOut,
                recordedAt: Instant(row.recordedAt)?.secondsSince1970 ?? 0,
                deadline: Self.deadline(row),
                uuid: DocumentLink.fingerprint(row.uuid),
                number: DocumentLink.fingerprint(row.number, row.revision),
                key: DocumentLink.fingerprint(row.key, row.revision)))
        guard row.revision > 0 else { return }
        successors.append(
            SubmissionCheck.Successor(
                id: row.id, numberBefore: DocumentLink.fingerprint(row.number, row.revision - 1),
                keyBefore: DocumentLink.fingerprint(row.key, row.revision - 1)))
    }

    private static func deadline(_ row: DocumentRow) -> Int64 {
        guard row.kind == "simplified", let issuedAt = IssueTime(row.issuedAt) else { return .max }
        return issuedAt.instant.secondsSince1970 + SubmissionCheck.limitSeconds
    }

    // MARK: - Log

    private func isChanged(_ row: DocumentRow, _ digest: SHA256Digest, _ entry: LogEntry?) -> Bool {
        guard let entry else { return false }
        return entry.payload != digest
            && !log.isEntryEdited(.document(row.id), payload: digest)
    }

    /// - Parameter isChanged: True if the bytes are not those that the log knows.
    private func checkLog(
        _ subject: inout Subject, digest: SHA256Digest, entry: LogEntry?, isChanged: Bool,
        report: StampReport
    ) {
        let row = subject.row
        var logged = digest.bytes
        if let entry {
            if isChanged { logged = entry.payload.bytes }
        } else {
            subject.add(
                .recordNotLogged, expected: "document \(row.id)", follows: notLoggedCauses(row.id))
        }
        if isChanged {
            let isStampOnly = report.hash.map { $0.bytes == row.hash } ?? false
            subject.add(
                isStampOnly ? .stampReplaced : .documentChanged,
                expected: Base64.encode(logged),
                found: Base64.encode(digest.bytes), follows: badLeaf("document", row.id))
        }
        checkIssuance(&subject, documentDigest: logged, isLogged: entry != nil)
    }

    private func checkIssuance(
        _ subject: inout Subject, documentDigest: [UInt8], isLogged: Bool
    ) {
        let row = subject.row
        guard let expected = log.issuances.entry(of: row.id)?.payload else {
            if isLogged {
                subject.add(
                    .recordNotLogged, expected: "issuance \(row.id)",
                    follows: notLoggedCauses(row.id))
            }
            return
        }
        let found = row.issuancePayload(
            documentDigest: documentDigest, unit: subject.place.unit ?? "",
            epoch: subject.place.epoch ?? 0)
        if let found, expected == found { return }
        if let found, log.isEntryEdited(RecordKey(kind: "issuance", id: row.id), payload: found) {
            return
        }
        // The unit's name and the epoch come from other rows.
        let chain = RecordKey(kind: "chain", id: row.chain)
        let unit = records.chains[row.chain].map { RecordKey(kind: "unit", id: $0.unit) }
        subject.add(
            .issuanceChanged, expected: expected.base64,
            found: found.map { Base64.encode($0.bytes) } ?? "warnings",
            follows: badLeaf("issuance", row.id) + [.record(chain)]
                + (unit.map { [.record($0)] } ?? []))
    }

    private func badLeaf(_ kind: String, _ row: Int64) -> [CauseKey] {
        log.badLeaves[RecordKey(kind: kind, id: row)].map { [.entry($0.seq)] } ?? []
    }

    /// A row without an entry goes with the gap in the log that may have held it.
    private func notLoggedCauses(_ row: Int64) -> [CauseKey] {
        log.gap(near: row).map { [.entry($0), .file] } ?? [.file]
    }

    // MARK: - Document

    private func checkMarkup(_ subject: inout Subject, report: StampReport) {
        // A certificate that is as bad in the ledger's own row is one deed, not one a document.
        let certificate = CauseKey.record(
            RecordKey(kind: "certificate", id: subject.row.certificate))
        for item in StampEvidence(report).items {
            subject.add(
                item.code, expected: item.expected, found: item.found,
                follows: item.isOfCertificate ? [certificate] : [])
        }
        guard let facts = report.document?.facts else { return }
        let totals = TotalsEvidence(facts)
        if !totals.isEmpty {
            subject.add(.totalsWrong, expected: totals.expected, found: totals.found)
        }
        for fact in [Fact.icv, .pih, .uuid, .number, .issueDate, .issueTime, .taxInclusive] {
            if facts.bytes(fact)?.isEmpty ?? true {
                subject.add(.fieldMissing, expected: "\(fact)")
            }
        }
    }

    private mutating func checkRules(_ subject: inout Subject) {
        guard let rules, let evidence = RulesEvidence(subject.row, rules) else { return }
        judged += 1
        // What was done to one document explains its rules too; else the rule is the cause.
        let key = subject.key
        let isHarmed = subject.symptoms.contains { $0.key == key }
        for item in evidence.errors {
            var symptom = Symptom(
                .ruleError, at: subject.place, expected: item.expected, found: item.found,
                key: isHarmed ? key : .rule(item.rule))
            symptom.knownCause = item.cause
            subject.symptoms.append(symptom)
        }
        if let disagreement = evidence.disagreement {
            subject.add(
                .warningsDiffer, expected: disagreement.expected, found: disagreement.found,
                key: isHarmed
                    ? key : .rule("\(disagreement.expected)/\(disagreement.found)"))
        }
    }

    private func checkSeller(_ subject: inout Subject, facts: DocumentFacts) {
        guard let ledger = records.ledger, !facts.holds(.sellerVAT, ledger.vat.utf8) else { return }
        subject.add(
            .sellerMismatch, expected: ledger.vat, found: facts.sellerVAT,
            follows: [.record(RecordKey(kind: "ledger", id: 1))])
    }

    // MARK: - Certificate

    private mutating func checkCertificate(
        _ subject: inout Subject, report: StampReport, facts: DocumentFacts
    ) {
        guard let stamping = report.certificate else { return }
        let row = subject.row
        let digest = sha256(of: stamping)
        let rowKey = CauseKey.record(RecordKey(kind: "certificate", id: row.certificate))
        guard let id = records.certificateIDs[digest] else {
            subject.add(
                .certificateUnknown, expected: "certificate \(row.certificate)",
                found: Base64.encode(digest),
                key: .stranger(digest), follows: [subject.key, rowKey, .file])
            return
        }
        if id == row.certificate {
            subject.certificate = id
        } else {
            subject.add(
                .certificateOther, expected: "certificate \(row.certificate)",
                found: "certificate \(id)")
        }
        checkUse(&subject, stamping: stamping, certificate: id, facts: facts)
    }

    private func checkUse(
        _ subject: inout Subject, stamping: StampingCertificate, certificate id: Int64,
        facts: DocumentFacts
    ) {
        let misuse = CauseKey.misuse(id)
        let causes = [subject.key, CauseKey.record(RecordKey(kind: "certificate", id: id)), .file]
        let unit = records.unit(ofCertificate: id)
        if let unit, let chain = records.chains[subject.row.chain], unit.id != chain.unit {
            subject.add(
                .certificateUnit, expected: subject.place.unit, found: unit.name, key: misuse,
                follows: causes)
        }
        if records.certificates[id]?.isCompliance ?? false {
            subject.add(
                .certificateClass, expected: "production", found: "compliance", key: misuse,
                follows: causes)
        }
        let kind: InvoiceKind = facts.isSimplified ? .simplified : .standard
        if !stamping.allows(kind) {
            subject.add(
                .certificateDocuments, expected: stamping.documents, found: kind.rawValue,
                key: misuse,
                follows: causes)
        }
        if let text = facts.text(.signingTime),
            let time = Instant(text.hasSuffix("Z") ? text : text + "Z"),
            !stamping.isValid(at: time)
        {
            let life = [stamping.certificate.notBefore, stamping.certificate.notAfter]
            subject.add(
                .outsideValidity,
                expected: life.map { Instant(secondsSince1970: $0).description }.joined(
                    separator: "/"),
                found: time.description, key: misuse, follows: causes)
        }
    }

    private mutating func sha256(of stamping: StampingCertificate) -> [UInt8] {
        if let last = lastCertificate, last.text == stamping.base64 { return last.sha256 }
        let digest = SHA256.hash(stamping.certificate.der).bytes
        lastCertificate = (stamping.base64, digest)
        return digest
    }
}
