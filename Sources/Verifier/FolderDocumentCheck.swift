import Cryptography
import EGS
import Encoding
import Invoicing
import Rules
import StampCheck
import UBL

/// Every check of one file of a folder by itself. One worker has one; it keeps the certificates it
/// has met.
struct FolderDocumentCheck {
    /// What became of a file.
    struct Outcome: Sendable {
        enum Kind: Sendable { case document, otherXML, unread }

        var kind = Kind.document
        /// `nil` where the file could not be read as a document.
        var document: FolderDocument?
        var seller = ""
        /// The serial number of the unit in the certificate.
        var unit: String?
        var symptoms: [Symptom] = []
        /// Of the whole file; `nil` where it was not read.
        var digest: SHA256Digest?
        var bytes: Int64 = 0
        var isJudged = false
        /// The stamp is the authority's.
        var isCleared = false
        /// What the stamp tells of the environment; `nil` where there is none.
        var isTest: Bool?
        var certificate: UInt64?

        var isSound: Bool { symptoms.allSatisfy { $0.weight == .warning } }
    }

    private let rules: RuleReader?
    private var certificates = CertificateCache()

    init(level: AuditOptions.Level) { rules = level == .rules ? RuleReader() : nil }

    mutating func check(
        _ content: FolderFiles.Content, file: Int, path: String
    ) -> Outcome {
        let subject = Subject(file: file, path: path)
        switch content {
        case .unread(let reason):
            return subject.unread(.fileUnread, found: reason)
        case .large(let size):
            return subject.unread(
                .valueTooLarge, expected: "\(DocumentRow.largestDocument)", found: "\(size)")
        case .bytes(let xml):
            let digest = SHA256.hash(xml)
            var outcome = check(xml, digest, subject)
            outcome.digest = digest
            outcome.bytes = Int64(xml.count)
            return outcome
        }
    }

    private mutating func check(
        _ xml: [UInt8], _ digest: SHA256Digest, _ given: Subject
    ) -> Outcome {
        var subject = given
        let report = StampCheck.examine(xml, certificates: &certificates)
        guard let document = report.document, let hash = report.hash else {
            subject.outcome.kind = .unread
            checkMarkup(&subject, report)
            return subject.outcome
        }
        let facts = document.facts
        if Self.isOther(xml, report) {
            subject.outcome.kind = .otherXML
            return subject.outcome
        }
        subject.isStandard = !facts.isSimplified
        subject.place.icv = facts.icv.flatMap { Int64($0) }
        subject.place.number = facts.number
        checkMarkup(&subject, report)
        checkFields(&subject, facts)
        checkCertificate(&subject, report, facts)
        checkRules(&subject, xml, facts)
        describe(&subject, report, facts)
        subject.outcome.document = summary(
            of: subject, facts, hash: hash, digest: digest, report: report)
        return subject.outcome
    }

    // MARK: - One file

    private struct Subject {
        let file: Int
        var place: FindingPlace
        var isStandard = false
        var outcome = Outcome()

        init(file: Int, path: String) {
            self.file = file
            place = FindingPlace(path: path)
        }

        var key: CauseKey { .record(.document(Int64(file))) }

        /// The bytes are not what they claim, whatever else is wrong with them.
        var isHarmed: Bool {
            outcome.symptoms.contains { $0.key == key && $0.weight != .warning }
        }

        mutating func add(
            _ code: FindingCode, expected: String? = nil, found: String? = nil,
            key: CauseKey? = nil, severity: FindingSeverity? = nil, cause: Bilingual? = nil,
            next: NextStep? = nil
        ) {
            var symptom = Symptom(
                code, at: place, expected: expected, found: found, key: key ?? self.key)
            symptom.severity = severity
            symptom.knownCause = cause
            symptom.knownNext = next
            outcome.symptoms.append(symptom)
        }

        func unread(
            _ code: FindingCode, expected: String? = nil, found: String?
        ) -> Outcome {
            var subject = self
            subject.outcome.kind = .unread
            subject.add(
                code, expected: expected, found: found,
                cause: code == .valueTooLarge ? FolderWords.largeCause : nil, next: .source)
            return subject.outcome
        }
    }

    /// XML whose root is something else and that names nowhere what an invoice is made of.
    private static func isOther(_ xml: [UInt8], _ report: StampReport) -> Bool {
        let isRootForeign = report.faults.contains {
            $0.kind == .unexpectedStructure && $0.expected == "Invoice of UBL 2.1"
        }
        guard isRootForeign else { return false }
        return !contains(xml, Array("urn:oasis:names:specification:ubl:schema:xsd:".utf8))
    }

    private static func contains(_ bytes: [UInt8], _ text: [UInt8]) -> Bool {
        guard let first = text.first else { return true }
        var from = 0
        while let at = bytes[from...].firstIndex(of: first) {
            if bytes[at...].starts(with: text) { return true }
            from = at + 1
        }
        return false
    }

    // MARK: - Markup, stamp, totals

    private func checkMarkup(_ subject: inout Subject, _ report: StampReport) {
        // Where the authority's own key made the stamp, it is not the certificate's.
        let isAuthoritys = report.checks.authoritySignature == true
        let items = StampEvidence(report).items.filter {
            !(isAuthoritys && $0.code == .signatureInvalid)
        }
        let isStandard = subject.isStandard
        func isMild(_ item: StampEvidence.Item) -> Bool {
            item.isTolerated || (isStandard && item.isInStamp)
        }
        for item in items where !isMild(item) {
            subject.add(item.code, expected: item.expected, found: item.found, next: .source)
        }
        // The same remark on every standard document is one remark.
        let isHarmed = subject.isHarmed
        for item in items where isMild(item) {
            subject.add(
                item.code, expected: item.expected, found: item.found,
                key: isHarmed ? nil : .rule("stamp \(item.code.rawValue)"), severity: .warning,
                next: .source)
        }
    }

    private func checkFields(_ subject: inout Subject, _ facts: DocumentFacts) {
        let totals = TotalsEvidence(facts)
        if !totals.isEmpty {
            subject.add(.totalsWrong, expected: totals.expected, found: totals.found)
        }
        for fact in [Fact.icv, .pih, .uuid, .number, .issueDate, .issueTime, .taxInclusive] {
            if facts.bytes(fact)?.isEmpty ?? true {
                subject.add(.fieldMissing, expected: "\(fact)", next: .source)
            }
        }
        if let icv = facts.icv, !icv.isEmpty, Self.counter(facts) == nil {
            subject.add(.valueMalformed, expected: "KSA-16: 1…", found: icv, next: .source)
        }
        if let pih = facts.pih, !pih.isEmpty, PreviousInvoiceHash(text: pih) == nil {
            subject.add(
                .valueMalformed, expected: "KSA-13: base64, 32 bytes", found: pih, next: .source)
        }
    }

    private static func counter(_ facts: DocumentFacts) -> Int64? {
        facts.icv.flatMap { Int64($0) }.flatMap { InvoiceCounterValue($0) }?.rawValue
    }

    // MARK: - Certificate

    /// The certificate in a stamp that is not the authority's own one.
    private func checkCertificate(
        _ subject: inout Subject, _ report: StampReport, _ facts: DocumentFacts
    ) {
        guard let stamping = report.certificate, let vat = stamping.vat else { return }
        let severity = subject.isStandard ? FindingSeverity.warning : nil
        // What is wrong with a certificate is one finding, not one a document.
        let key = CauseKey.stranger(
            SHA256.hash(stamping.certificate.der).bytes + [subject.isStandard ? 1 : 0])
        func add(_ code: FindingCode, _ expected: String?, _ found: String?) {
            subject.add(code, expected: expected, found: found, key: key, severity: severity)
        }
        if facts.sellerVAT != vat { add(.certificateVAT, facts.sellerVAT, vat) }
        if stamping.class == .compliance { add(.certificateClass, "production", "compliance") }
        let kind: InvoiceKind = facts.isSimplified ? .simplified : .standard
        if !stamping.allows(kind) { add(.certificateDocuments, stamping.documents, kind.rawValue) }
        if let time = Self.signingTime(facts), !stamping.isValid(at: time) {
            let life = [stamping.certificate.notBefore, stamping.certificate.notAfter]
                .map { Instant(secondsSince1970: $0).description }
            add(.outsideValidity, life.joined(separator: "/"), time.description)
        }
    }

    private static func signingTime(_ facts: DocumentFacts) -> Instant? {
        facts.text(.signingTime).flatMap { Instant($0.hasSuffix("Z") ? $0 : $0 + "Z") }
    }

    // MARK: - Rules

    /// Judged as on the day of issue: a folder says nothing of when documents came into it.
    private func checkRules(_ subject: inout Subject, _ xml: [UInt8], _ facts: DocumentFacts) {
        guard let rules else { return }
        let at = Self.issueTime(facts)?.instant ?? Instant(secondsSince1970: 0)
        guard let errors = RulesEvidence.errors(xml, at: at, rules) else { return }
        subject.outcome.isJudged = true
        let isHarmed = subject.isHarmed
        for item in errors {
            subject.add(
                .ruleError, expected: item.expected, found: item.found,
                key: isHarmed ? nil : .rule(item.rule), cause: item.cause)
        }
    }

    private static func issueTime(_ facts: DocumentFacts) -> IssueTime? {
        guard let date = facts.issueDate, let time = facts.issueTime else { return nil }
        return IssueTime("\(date)T\(time.hasSuffix("Z") ? String(time.dropLast()) : time)")
    }

    // MARK: - What is kept

    private func describe(
        _ subject: inout Subject, _ report: StampReport, _ facts: DocumentFacts
    ) {
        subject.outcome.seller = facts.sellerVAT ?? ""
        let unit = report.certificate.flatMap { $0.vat == facts.sellerVAT ? $0.unitSerial : nil }
        subject.outcome.unit = unit
        for index in subject.outcome.symptoms.indices {
            subject.outcome.symptoms[index].place.unit = FolderCoverage.name(
                subject.outcome.seller, unit)
        }
        subject.outcome.isCleared = report.checks.authoritySignature == true
        guard let stamping = report.certificate else { return }
        let isStandIn = subject.isStandard && stamping.class == .emulator && stamping.vat == nil
        if isStandIn, report.checks.signature == true { subject.outcome.isCleared = true }
        subject.outcome.isTest = report.authorityKey != nil || stamping.class != .production
        subject.outcome.certificate = DocumentLink.fingerprint(
            String(decoding: stamping.base64, as: UTF8.self))
    }

    private func summary(
        of subject: Subject, _ facts: DocumentFacts, hash: InvoiceHash, digest: SHA256Digest,
        report: StampReport
    ) -> FolderDocument {
        let checks = report.checks
        let isOwn = checks.signature == true && report.certificate?.vat == facts.sellerVAT
        func fingerprint(_ text: String?) -> UInt64? {
            text.flatMap { $0.isEmpty ? nil : DocumentLink.fingerprint($0) }
        }
        return FolderDocument(
            file: Int32(subject.file), icv: Self.counter(facts),
            hash: SHA256Digest(orZero: hash.bytes),
            previous: DocumentLink.Previous(facts.pih), digest: digest,
            uuid: fingerprint(facts.uuid?.lowercased()), number: fingerprint(facts.number),
            stampedAt: isOwn ? Self.signingTime(facts)?.secondsSince1970 : nil,
            issuedAt: Self.issueTime(facts)?.instant.secondsSince1970,
            isChanged: checks.invoiceDigest == false
                || (facts.isSimplified && checks.signature == false),
            isSimplified: facts.isSimplified, isOwn: isOwn)
    }
}
