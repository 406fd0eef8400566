import Cryptography
import EGS
import Invoicing
import Ledger
import Signer
import TestSupport
import Testing
import UBL

/// What an enrolment with the authority stores, step by step.
extension Shop {
    static let request = Array("POST /compliance HTTP/1.1\r\n\r\n{\"csr\":\"طلب\"}".utf8)
    static let response = Array("HTTP/1.1 200 OK\r\n\r\n{\"secret\":\"[removed]\"}".utf8)

    /// An attempt of one unit that fits in, whatever the endpoint.
    @discardableResult
    func begin(
        _ endpoint: String, unit: String = "Riyadh-1", key: Secp256k1PrivateKey? = nil,
        certificate: Int64? = nil, complianceDocument: Int64? = nil, document: Int64? = nil
    ) throws -> AttemptRecord {
        try ledger.beginAttempt(
            NewAttempt(
                unit: unit, endpoint: endpoint, spki: key?.publicKey.spkiDER,
                certificateID: certificate, complianceDocumentID: complianceDocument,
                documentID: document, profile: 1, request: Self.request),
            now: now)
    }

    func answer(
        _ outcome: String = "csid-issued", status: Int? = 200, requestID: String? = nil,
        response: [UInt8]? = Shop.response
    ) -> NewAnswer {
        NewAnswer(
            outcome: outcome, status: status, bytesSent: 512, startedAt: now, finishedAt: now,
            requestID: requestID, response: response)
    }

    /// A new certificate of the test authority over a key.
    func given(
        _ class: CertificateClass, key: Secp256k1PrivateKey, unit: UnitRecord = Sample.unit(),
        for occasion: Ledger.Occasion = .enrolment
    ) throws -> NewCertificate {
        NewCertificate(
            der: try certificate(for: unit, key: key), class: `class`, occasion: occasion,
            effectiveAt: now)
    }

    /// Records the key and settles a request for a compliance certificate with one.
    ///
    /// - Returns: The id of the certificate.
    @discardableResult
    func complianceCSID(
        key: Secp256k1PrivateKey, unit: UnitRecord = Sample.unit()
    ) throws -> Int64 {
        try ledger.recordKey(spki: key.publicKey.spkiDER, unit: unit.name, now: now)
        let attempt = try begin("compliance-csid", unit: unit.name, key: key)
        let settled = try ledger.settle(
            attempt.id, with: answer(requestID: "1234567890123"),
            bringing: try given(.compliance, key: key, unit: unit), now: now)
        return try #require(settled.answer?.certificateID)
    }

    /// Seals the document of a compliance check and stores it.
    @discardableResult
    func addComplianceDocument(
        _ step: String = "simplified-compliant", certificate id: Int64, key: Secp256k1PrivateKey,
        now: Instant? = nil, invoice given: Invoice? = nil, seller: Party? = nil,
        change: (SealedInvoice) throws -> SealedInvoice = { $0 }
    ) throws -> ComplianceDocumentRecord {
        let signer = try signer(certificate: id, key: key)
        let invoice = try given ?? Self.complianceInvoice(step)
        let seller = try seller ?? Self.seller()
        return try ledger.addComplianceDocument(
            certificateID: id, step: step, now: now ?? self.now
        ) { position in
            try change(
                try signer.seal(
                    invoice, seller: seller, uuid: DocumentUUID(random: SecureRandom.bytes(16)),
                    at: position, signingTime: self.now))
        }
    }

    /// One that seals with a stored certificate.
    func signer(certificate id: Int64, key: Secp256k1PrivateKey) throws -> Signer {
        let stored = try #require(try ledger.certificates().first { $0.id == id })
        return try Signer(key: key, certificate: StampingCertificate(der: stored.der))
    }

    static func complianceInvoice(_ step: String) throws -> Invoice {
        var invoice = try invoice(step, kind: step.hasPrefix("standard") ? .standard : .simplified)
        if step.contains("-note-") {
            invoice.type = step.contains("credit") ? .creditNote : .debitNote
            invoice.references = [BillingReference(number: "INV-0")]
            invoice.reason = "Returned"
        }
        return invoice
    }

    /// A whole enrolment of one more key, every check passed, the first document cleared, and then
    /// a return to an older copy: rows in every table.
    @discardableResult
    func enrolThroughAuthority(unit: UnitRecord = Sample.unit()) throws -> CertificateRecord {
        let key = Secp256k1PrivateKey.generate()
        let compliance = try complianceCSID(key: key, unit: unit)
        for step in ["standard-compliant", "simplified-credit-note-compliant"] {
            let document = try addComplianceDocument(step, certificate: compliance, key: key)
            let check = try begin(
                "compliance-check", unit: unit.name, certificate: compliance,
                complianceDocument: document.id)
            try ledger.settle(check.id, with: answer("accepted"), now: now)
        }
        let attempt = try begin(
            "production-csid", unit: unit.name, key: key, certificate: compliance)
        try ledger.settle(
            attempt.id, with: answer(),
            bringing: try given(.production, key: key, unit: unit), now: now)
        if let document = try ledger.documents(limit: 1).first {
            let active = try #require(try ledger.activeCertificate(unit: unit.name))
            let clearing = try begin(
                "clearance", unit: document.unit,
                certificate: document.unit == unit.name ? active.id : 1,
                document: document.id)
            let settled = try ledger.settle(clearing.id, with: answer("accepted"), now: now)
            let id = try #require(settled.answer?.id)
            _ = try ledger.addCleared(Array("<Invoice/>".utf8), of: document, answer: id, now: now)
            try ledger.beginIncident(
                unit: document.unit, cause: .line, answer: id, began: now, note: nil, now: now)
            let incident = try #require(try ledger.openIncident(unit: document.unit))
            try ledger.endIncident(incident, answer: id, ended: now, now: now)
        }
        try ledger.recordRestore(missing: [], retiring: [], note: "قرص جديد", now: now)
        return try #require(try ledger.activeCertificate(unit: unit.name))
    }
}
