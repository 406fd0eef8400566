import Cryptography
import EGS
import Encoding
import Invoicing
import Ledger
import Signer
import TestCA
import TestSupport
import Testing
import UBL

/// Requests and answers as they are stored, put together from the interface's description: head,
/// empty line, JSON. None of the program's own code makes them.
enum StoredMessage {
    static func request(_ path: String, _ members: [(String, String)]) -> [UInt8] {
        let body = json(members)
        return Array(
            """
            POST /e-invoicing/core\(path) HTTP/1.1\r
            Host: 127.0.0.1:8080\r
            Accept-Version: V2\r
            Accept-Language: en\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    static func answer(_ status: String, _ members: [(String, String)]) -> [UInt8] {
        let body = json(members)
        return Array(
            """
            HTTP/1.1 \(status)\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    private static func json(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",") + "}"
    }
}

extension LedgerMaker {
    private static let steps: [(step: String, kind: InvoiceKind, type: InvoiceType)] = [
        ("standard-compliant", .standard, .invoice),
        ("standard-credit-note-compliant", .standard, .creditNote),
        ("standard-debit-note-compliant", .standard, .debitNote),
        ("simplified-compliant", .simplified, .invoice),
        ("simplified-credit-note-compliant", .simplified, .creditNote),
        ("simplified-debit-note-compliant", .simplified, .debitNote),
    ]

    func tick() -> Instant {
        now = Instant(secondsSince1970: now.secondsSince1970 + 1)
        return now
    }

    /// A whole enrolment: a fresh key, a compliance certificate, the six checks, a production
    /// certificate.
    func enrolWithAuthority(_ unit: String, for occasion: Ledger.Occasion) throws {
        let key = Secp256k1PrivateKey.generate()
        _ = try ledger.recordKey(spki: key.publicKey.spkiDER, unit: unit, now: tick())
        let request = try certificateRequest(unit, key: key)
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: unit, endpoint: "compliance-csid", spki: key.publicKey.spkiDER, profile: 1,
                request: csr("/compliance", request)), now: tick())
        let der = try issue(request, by: .compliance)
        let number = "\(attempt.id)123"
        let settled = try settle(attempt.id, "200 OK", "csid-issued", der, number, .compliance)
        let certificate = try #require(settled.answer?.certificateID)
        try passChecks(
            unit, Signer(key: key, certificate: StampingCertificate(der: der)), certificate)
        try finishEnrolment(unit, key: key, compliance: certificate, number: number, for: occasion)
    }

    /// The last request of an enrolment, which brings the production certificate.
    private func finishEnrolment(
        _ unit: String, key: Secp256k1PrivateKey, compliance: Int64, number: String,
        for occasion: Ledger.Occasion
    ) throws {
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: unit, endpoint: "production-csid", spki: key.publicKey.spkiDER,
                certificateID: compliance, profile: 1,
                request: StoredMessage.request(
                    "/production/csids", [("compliance_request_id", number)])),
            now: tick())
        let der = try issue(try certificateRequest(unit, key: key), by: .production)
        _ = try settle(attempt.id, "200 OK", "csid-issued", der, nil, .production, for: occasion)
        signers[unit, default: []].append(
            try Signer(key: key, certificate: StampingCertificate(der: der)))
        keys[unit, default: []].append(key)
    }

    /// A renewal for a fresh key; where the authority wants them, with the six checks anew.
    func renewWithAuthority(_ unit: String, withChecks: Bool = false) throws {
        let active = try #require(try ledger.activeCertificate(unit: unit))
        let key = Secp256k1PrivateKey.generate()
        _ = try ledger.recordKey(spki: key.publicKey.spkiDER, unit: unit, now: tick())
        let request = try certificateRequest(unit, key: key)
        let attempt = try ledger.beginAttempt(
            NewAttempt(
                unit: unit, endpoint: "renewal", spki: key.publicKey.spkiDER,
                certificateID: active.id, profile: 1, request: csr("/production/csids", request)),
            now: tick())
        guard withChecks else {
            let der = try issue(request, by: .production)
            _ = try settle(
                attempt.id, "200 OK", "csid-issued", der, nil, .production, for: .renewal)
            signers[unit, default: []].append(
                try Signer(key: key, certificate: StampingCertificate(der: der)))
            keys[unit, default: []].append(key)
            return
        }
        let der = try issue(request, by: .compliance)
        let number = "\(attempt.id)456"
        let settled = try settle(
            attempt.id, "428 Precondition Required", "csid-needs-compliance", der, number,
            .compliance, for: .renewal)
        let certificate = try #require(settled.answer?.certificateID)
        try passChecks(
            unit, Signer(key: key, certificate: StampingCertificate(der: der)), certificate)
        try finishEnrolment(unit, key: key, compliance: certificate, number: number, for: .renewal)
    }

    /// Reports or clears the oldest documents that were not sent yet; of the last one nobody knows
    /// whether it arrived.
    func report(_ count: Int, unit: String, isLastOpen: Bool = true) throws {
        let certificate = try #require(try ledger.activeCertificate(unit: unit))
        for index in 0..<min(count, unreported[unit]?.count ?? 0) {
            guard let (id, sealed) = unreported[unit]?.removeFirst() else { return }
            let isStandard = sealed.invoice.kind == .standard
            let endpoint = isStandard ? "clearance" : "reporting"
            let attempt = try ledger.beginAttempt(
                NewAttempt(
                    unit: unit, endpoint: endpoint, certificateID: certificate.id, documentID: id,
                    profile: 1, request: document("/invoices/\(endpoint)/single", sealed)),
                now: tick())
            if index == count - 1, isLastOpen {
                lost[sealed.invoice.number.text] = sealed
                return
            }
            if isStandard {
                try clear(sealed, unit: unit, attempt: attempt.id)
            } else {
                try answer(
                    attempt.id, "accepted",
                    StoredMessage.answer("200 OK", [("reportingStatus", "REPORTED")]))
            }
        }
    }

    /// Has the oldest documents that were not sent yet rejected.
    func reject(_ count: Int, unit: String) throws {
        let certificate = try #require(try ledger.activeCertificate(unit: unit))
        for _ in 0..<min(count, unreported[unit]?.count ?? 0) {
            guard let (id, sealed) = unreported[unit]?.removeFirst() else { return }
            let isStandard = sealed.invoice.kind == .standard
            let (endpoint, name) =
                isStandard ? ("clearance", "clearanceStatus") : ("reporting", "reportingStatus")
            let attempt = try ledger.beginAttempt(
                NewAttempt(
                    unit: unit, endpoint: endpoint, certificateID: certificate.id, documentID: id,
                    profile: 1, request: document("/invoices/\(endpoint)/single", sealed)),
                now: tick())
            let word = isStandard ? "NOT_CLEARED" : "NOT_REPORTED"
            try answer(
                attempt.id, "rejected", status: 400,
                StoredMessage.answer("400 Bad Request", [(name, word)]))
            rejected[unit, default: []].append(sealed.invoice.number.text)
        }
    }

    /// Records that a rejected sale was called off.
    func close(_ number: String, reason: String) throws {
        let number = try #require(InvoiceNumber(number))
        let record = try #require(try ledger.document(number: number))
        guard case .closed = try ledger.close(record, reason: reason, now: tick()) else {
            Issue.record("\(number) was not closed")
            return
        }
    }

    /// Issues the successor of a rejected document, under its number.
    func reissue(_ number: String, unit: String) throws {
        let number = try #require(InvoiceNumber(number))
        let record = try #require(try ledger.document(number: number))
        var request = try Sample.request(number: number.text, kind: record.kind)
        request.draftDigest = SHA256.hash(Array("\(number) corrected".utf8))
        request.replacing = record
        try issue([request], unit: unit)
    }

    /// A document as the authority gives it back: the same one under another stamp.
    func copy(of sealed: SealedInvoice, unit: String) throws -> SealedInvoice {
        let key = Secp256k1PrivateKey.generate()
        let der = try issue(try certificateRequest(unit, key: key), by: .production)
        return try Signer(key: key, certificate: StampingCertificate(der: der)).seal(
            sealed.invoice, seller: try Sample.seller(), uuid: sealed.uuid, at: sealed.position,
            signingTime: tick())
    }

    /// Stores a document as the authority gives it back.
    private func clear(_ sealed: SealedInvoice, unit: String, attempt: Int64) throws {
        let stamped = try copy(of: sealed, unit: unit)
        try answer(
            attempt, "accepted",
            StoredMessage.answer(
                "200 OK",
                [
                    ("clearanceStatus", "CLEARED"), ("clearedInvoice", Base64.encode(stamped.xml)),
                ]))
        let record = try #require(try ledger.document(number: sealed.invoice.number))
        let answer = try #require(try ledger.attempt(id: attempt).answer)
        _ = try ledger.addCleared(stamped.xml, of: record, answer: answer.id, now: tick())
    }

    /// The newest epoch of a unit and the counter that it gives next.
    func epoch(of unit: String) throws -> (number: Int, next: Int64) {
        let head = try #require(try ledger.chainHead(unit: unit))
        return (head.epoch, head.next.icv.rawValue)
    }

    /// Notes that this file is an older copy that was put back.
    func restore(_ missing: [(unit: String, epoch: Int, first: Int64, last: Int64)]) throws {
        let runs = try missing.map { run in
            MissingDocuments(
                unit: run.unit, epoch: run.epoch,
                icvFirst: try #require(InvoiceCounterValue(run.first)),
                icvLast: try #require(InvoiceCounterValue(run.last)),
                documents: [
                    LostDocument(
                        icv: try #require(InvoiceCounterValue(run.first)),
                        number: try #require(InvoiceNumber("LOST-\(run.first)")),
                        key: IdempotencyKey("LOST-KEY"),
                        hash: try #require(InvoiceHash([UInt8](repeating: 7, count: 32))))
                ])
        }
        let active = try Set(missing.map(\.unit)).sorted().compactMap {
            try ledger.activeCertificate(unit: $0)?.id
        }
        try ledger.recordRestore(missing: runs, retiring: active, note: nil, now: tick())
    }

    // MARK: - Parts

    private func passChecks(_ unit: String, _ signer: Signer, _ certificate: Int64) throws {
        let seller = try Sample.seller()
        for (index, check) in Self.steps.enumerated() {
            let invoice = try Sample.checked("CHECK-\(index + 1)", check.kind, check.type)
            let uuid = DocumentUUID(random: SecureRandom.bytes(16))
            let time = tick()
            var made: SealedInvoice?
            let record = try ledger.addComplianceDocument(
                certificateID: certificate, step: check.step, now: time
            ) { position in
                let sealed = try signer.seal(
                    invoice, seller: seller, uuid: uuid, at: position, signingTime: time)
                made = sealed
                return sealed
            }
            let attempt = try ledger.beginAttempt(
                NewAttempt(
                    unit: unit, endpoint: "compliance-check", certificateID: certificate,
                    complianceDocumentID: record.id, profile: 1,
                    request: document("/compliance/invoices", try #require(made))), now: tick())
            try answer(
                attempt.id, "accepted",
                StoredMessage.answer(
                    "200 OK", [("reportingStatus", "REPORTED")]))
        }
    }

    private func issue(
        _ request: CertificateSigningRequest, by role: TestAuthority.Role
    ) throws -> [UInt8] {
        let authority = role == .compliance ? complianceAuthority : authority
        return try authority.issue(
            csrDER: request.der, notBefore: SampleLedger.notBefore, notAfter: SampleLedger.notAfter)
    }

    private func csr(_ path: String, _ request: CertificateSigningRequest) -> [UInt8] {
        StoredMessage.request(path, [("csr", Base64.encode(request.pem))])
    }

    func document(_ path: String, _ sealed: SealedInvoice) -> [UInt8] {
        StoredMessage.request(
            path,
            [
                ("invoiceHash", sealed.hash.base64), ("uuid", "\(sealed.uuid)"),
                ("invoice", Base64.encode(sealed.xml)),
            ])
    }

    private func answer(
        _ attempt: Int64, _ outcome: String, status: Int = 200, _ response: [UInt8]
    ) throws {
        let time = tick()
        _ = try ledger.settle(
            attempt,
            with: NewAnswer(
                outcome: outcome, status: status, bytesSent: 5_000, startedAt: time,
                finishedAt: time,
                response: response), now: time)
    }

    private func settle(
        _ attempt: Int64, _ status: String, _ outcome: String, _ der: [UInt8],
        _ requestID: String?, _ kind: CertificateClass, for occasion: Ledger.Occasion = .enrolment
    ) throws -> AttemptRecord {
        let time = tick()
        let token = Base64.encode(Base64.encodeToBytes(der))
        let response = StoredMessage.answer(
            status,
            [
                ("requestID", requestID ?? "1"), ("binarySecurityToken", token),
                ("secret", "[removed]"),
            ])
        return try ledger.settle(
            attempt,
            with: NewAnswer(
                outcome: outcome, status: 200, bytesSent: 1_500, startedAt: time, finishedAt: time,
                requestID: requestID, response: response),
            bringing: NewCertificate(
                der: der, class: kind, occasion: occasion, effectiveAt: time), now: time)
    }
}

extension Sample {
    /// A document for a compliance check.
    static func checked(
        _ number: String, _ kind: InvoiceKind, _ type: InvoiceType
    ) throws -> Invoice {
        var invoice = try invoice(number: number, kind: kind)
        invoice.type = type
        guard type.isNote else { return invoice }
        invoice.references = [BillingReference(number: "CHECK-0", date: invoice.issuedAt.date)]
        invoice.reason = "رد"
        return invoice
    }
}
