import Cryptography
import EGS
import Encoding
import GRDB
import Invoicing
import Loopback
import StampCheck
import UBL

/// Compliance check, reporting and clearance.
extension Session {
    /// A document as it is sent (C2).
    private struct Submission {
        let hash: String
        let uuid: String
        let xml: [UInt8]
    }

    /// Duplicates are known for so long (C6).
    private static let memorySeconds: Int64 = 86_400

    func document(
        _ endpoint: Endpoint, _ csid: CSIDRecord, _ certificates: inout CertificateCache
    ) throws -> Answer {
        guard let body = JSONValue.object(in: call.body) else {
            return PlainAnswer.invalidRequest(400)
        }
        let submission: Submission
        switch Self.submission(body) {
        case .success(let value): submission = value
        case .failure(let refusal): return refused([refusal.message], endpoint, false)
        }
        if endpoint == .clearance,
            scenario.clearance == .off || call.headers["clearance-status"] == "0"
        {
            return PlainAnswer.clearanceOff
        }
        let report = StampCheck.examine(submission.xml, certificates: &certificates)
        guard let hash = report.hash, let facts = report.document?.facts else {
            let words = report.faults.first.map { "\($0.kind.rawValue) \($0.place)" } ?? ""
            return refused(
                [Self.error("XSD_ZATCA_INVALID", "XSD validation", words, words)], endpoint, false)
        }
        let disagreements = Self.disagreements(submission, hash, facts)
        if !disagreements.isEmpty { return refused(disagreements, endpoint, facts.isSimplified) }
        if let duplicate = try duplicate(endpoint, submission.hash, facts.isSimplified) {
            return duplicate
        }
        if let message = misdirection(endpoint, facts) {
            return refused([message], endpoint, facts.isSimplified)
        }
        var judge = DocumentJudge(
            submission.xml, report, facts,
            sentBy: DocumentJudge.Holder(vat: csid.vat, documents: csid.documents), now: now)
        judge.judge()
        if facts.hasSignature {
            judge.checkCertificate(
                try standing(report, judge.signingTime, csid), policy: scenario.otherCertificates)
        }
        return try close(endpoint, csid, submission, report, facts, judge)
    }

    /// Records what was accepted and writes the answer.
    private func close(
        _ endpoint: Endpoint, _ csid: CSIDRecord, _ submission: Submission, _ report: StampReport,
        _ facts: DocumentFacts, _ judge: DocumentJudge
    ) throws -> Answer {
        var answer = ValidationAnswer(
            endpoint: endpoint, isSimplified: facts.isSimplified, messages: judge.messages)
        guard answer.severity != .error else { return answer.answer(call.language) }
        if endpoint == .complianceCheck {
            let step = ComplianceStep(isSimplified: facts.isSimplified, typeCode: facts.typeCode)
            try step?.record(csid.id, now: now, in: db)
            return answer.answer(call.language)
        }
        if endpoint == .clearance {
            let stamp = ClearanceStamp(
                key: keys.clearanceKey, certificate: keys.clearanceCertificate)
            guard let copy = stamp.clear(submission.xml, report, now: now) else {
                answer.messages.append(
                    Self.error(
                        "QRCODE_INVALID", "QRCODE_VALIDATION", "no QR code can be made for it",
                        "لا يمكن إنشاء رمز QR له"))
                return answer.answer(call.language)
            }
            answer.clearedCopy = copy
        }
        try db.execute(
            sql: """
                INSERT INTO accepted (endpoint, hash, uuid, csid, accepted_at, cleared)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                endpoint.rawValue, submission.hash, submission.uuid, csid.id,
                now.secondsSince1970, answer.clearedCopy.map { Base64.encode($0) },
            ])
        return answer.answer(call.language)
    }

    private func refused(
        _ messages: [ValidationMessage], _ endpoint: Endpoint, _ isSimplified: Bool
    ) -> Answer {
        ValidationAnswer(endpoint: endpoint, isSimplified: isSimplified, messages: messages)
            .answer(call.language)
    }

    private static func error(
        _ code: String, _ category: String, _ en: String, _ ar: String
    ) -> ValidationMessage {
        ValidationMessage(
            severity: .error, code: code, category: category, text: Bilingual(en: en, ar: ar))
    }

    // MARK: - The request against the document

    private struct SubmissionRefusal: Error { let message: ValidationMessage }

    private static func submission(_ body: JSONValue) -> Result<Submission, SubmissionRefusal> {
        guard let hash = body["invoiceHash"]?.string, InvoiceHash(base64: hash) != nil else {
            return .failure(
                SubmissionRefusal(
                    message: error(
                        "InvoiceHash-Errors", "Invalid-InvoiceHash",
                        "invoiceHash is missing or not 32 bytes in base64",
                        "invoiceHash ناقص أو ليس 32 بايت بترميز base64")))
        }
        guard let uuid = body["uuid"]?.string, !uuid.isEmpty else {
            return .failure(
                SubmissionRefusal(
                    message: error("Invoice-Errors", "Missing-UUID", "uuid is missing", "uuid ناقص")
                ))
        }
        guard let text = body["invoice"]?.string, !text.isEmpty, let xml = Base64.decode(text)
        else {
            return .failure(
                SubmissionRefusal(
                    message: error(
                        "Invoice-Errors", "Invalid-Invoice",
                        "invoice is missing or not base64 on one line",
                        "invoice ناقص أو ليس base64 في سطر واحد")))
        }
        return .success(Submission(hash: hash, uuid: uuid, xml: xml))
    }

    private static func disagreements(
        _ submission: Submission, _ hash: InvoiceHash, _ facts: DocumentFacts
    ) -> [ValidationMessage] {
        var messages: [ValidationMessage] = []
        if submission.hash != hash.base64 {
            messages.append(
                error(
                    "invalid-invoice-hash", "INVOICE_HASHING_ERRORS",
                    "invoiceHash is \(submission.hash), the document's is \(hash)",
                    "invoiceHash هو \(submission.hash) وبصمة المستند \(hash)"))
        }
        let isSame =
            submission.uuid == facts.uuid
            || DocumentUUID(submission.uuid).map { $0 == facts.uuid.flatMap { DocumentUUID($0) } }
                ?? false
        if !isSame {
            messages.append(
                error(
                    "Invoice-Errors", "Invalid-UUID",
                    "uuid is \(submission.uuid), the document's is \(facts.uuid ?? "missing")",
                    "uuid هو \(submission.uuid) وفي المستند \(facts.uuid ?? "ناقص")"))
        }
        return messages
    }

    /// Standard documents are cleared, simplified ones reported; with clearance off, all are
    /// reported (C9).
    private func misdirection(_ endpoint: Endpoint, _ facts: DocumentFacts) -> ValidationMessage? {
        let (code, category) = ("Invoice-Errors", "Invalid-Invoice-Type")
        if endpoint == .reporting, !facts.isSimplified, scenario.clearance == .on {
            return Self.error(
                code, category,
                "XML Submitted using reporting API is not a simplified document",
                "المستند المرسل للإبلاغ ليس مستندًا مبسطًا")
        }
        if endpoint == .clearance, facts.isSimplified {
            return Self.error(
                code, category, "XML Submitted using clearance API is not a standard document",
                "المستند المرسل للاعتماد ليس مستندًا ضريبيًا")
        }
        return nil
    }

    // MARK: - Memory

    private func duplicate(
        _ endpoint: Endpoint, _ hash: String, _ isSimplified: Bool
    ) throws -> Answer? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT cleared FROM accepted
                WHERE endpoint = ? AND hash = ? AND accepted_at > ?
                ORDER BY id DESC
                """,
            arguments: [endpoint.rawValue, hash, now.secondsSince1970 - Self.memorySeconds])
        guard let row else { return nil }
        var answer = ValidationAnswer(endpoint: endpoint, isSimplified: isSimplified, messages: [])
        let words = Bilingual(
            en: "the same invoice was accepted before", ar: "قُبلت الفاتورة نفسها من قبل")
        if endpoint == .clearance {
            answer.clearedCopy = (row["cleared"] as String?).flatMap { Base64.decode($0) }
            answer.messages = [
                ValidationMessage(
                    severity: .info, code: "Invoice-Errors", category: "Duplicate-Invoice",
                    text: words)
            ]
            return answer.answer(call.language, status: 208)
        }
        // The earlier one was reported, although this answer says that nothing was (C6).
        answer.messages = [
            Self.error("Invoice-Errors", "Duplicate-Invoice", words.en, words.ar)
        ]
        return answer.answer(call.language, status: 409)
    }

    private func standing(
        _ report: StampReport, _ signingTime: Instant?, _ csid: CSIDRecord
    ) throws -> CertificateStanding {
        guard let certificate = report.certificate,
            let found = try CSIDRecord.with(
                token: Base64.encode(certificate.base64), in: db)
        else { return .unknown }
        if found.class != csid.class { return .otherClass }
        if found.isRevoked { return .revoked }
        if found.id != csid.id { return .other }
        guard let signingTime, certificate.isValid(at: signingTime) else {
            return .outsideValidity
        }
        return .own
    }
}
