import Cryptography
import EGS
import Invoicing
import Ledger
import Signer
import StampCheck
import TestSupport
import Testing
import UBL

@Suite("compliance documents")
struct ComplianceDocumentTests {
    let shop: Shop
    let key = Secp256k1PrivateKey.generate()
    let certificate: Int64

    init() throws {
        shop = try Shop()
        certificate = try shop.complianceCSID(key: key)
    }

    static let steps = [
        "standard-compliant", "standard-credit-note-compliant", "standard-debit-note-compliant",
        "simplified-compliant", "simplified-credit-note-compliant",
        "simplified-debit-note-compliant",
    ]

    @Test("each step's document takes the next counter of its certificate, apart from the invoices")
    func chain() throws {
        try shop.issue(count: 2)
        let records = try Self.steps.map {
            try shop.addComplianceDocument($0, certificate: certificate, key: key)
        }
        #expect(records.map(\.step) == Self.steps)
        #expect(records.map(\.icv.rawValue) == [1, 2, 3, 4, 5, 6])
        #expect(records[0].pih == .initial)
        for (earlier, later) in zip(records, records.dropFirst()) {
            #expect(later.pih == .hash(earlier.hash))
        }
        #expect(try shop.ledger.complianceDocuments(certificateID: certificate) == records)
        for record in records {
            let report = StampCheck.examine(try shop.ledger.complianceXML(id: record.id))
            #expect(report.hash == record.hash)
            #expect(report.checks.signature == true)
        }
        #expect(try shop.ledger.documents(limit: 10).count == 2)
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.icv?.rawValue == 2)
        #expect(code { _ = try shop.ledger.complianceXML(id: 7) } == "unknown-compliance-document")
    }

    @Test("a second compliance certificate begins at counter 1; a step may be made again")
    func secondCertificate() throws {
        try shop.addComplianceDocument(certificate: certificate, key: key)
        let again = try shop.addComplianceDocument(certificate: certificate, key: key)
        #expect(again.icv.rawValue == 2)
        let other = Secp256k1PrivateKey.generate()
        let second = try shop.complianceCSID(key: other)
        let first = try shop.addComplianceDocument(certificate: second, key: other)
        #expect(first.icv == .first)
        #expect(first.pih == .initial)
        #expect(try shop.ledger.complianceDocuments(certificateID: second) == [first])
    }

    @Test("a certificate that may not stamp them is refused")
    func certificates() throws {
        let production = try #require(try shop.ledger.activeCertificate(unit: "Riyadh-1"))
        let later = try #require(Instant("2032-01-01T00:00:00Z"))
        let before = Instant(secondsSince1970: shop.now.secondsSince1970 - 1)
        let size = try shop.ledger.logSize()
        func add(_ id: Int64, step: String = "simplified-compliant", at now: Instant) -> String? {
            code {
                _ = try shop.ledger.addComplianceDocument(
                    certificateID: id, step: step, now: now
                ) { _ in
                    Issue.record("asked to seal")
                    throw CancellationError()
                }
            }
        }
        #expect(add(certificate, step: "prepayment-compliant", at: shop.now) == "record-unfit")
        #expect(add(99, at: shop.now) == "unknown-certificate")
        #expect(add(production.id, at: shop.now) == "certificate-not-for-compliance")
        #expect(add(certificate, at: later) == "certificate-not-valid")
        #expect(add(certificate, at: before) == "clock-behind")
        #expect(try shop.ledger.logSize() == size)
        let record = try #require(try shop.ledger.certificates().first { $0.id == certificate })
        try shop.ledger.endCertificate(
            record, by: .superseded, effectiveAt: shop.now, note: nil, now: shop.now)
        #expect(add(certificate, at: shop.now) == "certificate-ended")
    }

    @Test("what the seal throws is passed on, and no counter is used")
    func sealFails() throws {
        let found = code {
            _ = try shop.ledger.addComplianceDocument(
                certificateID: certificate, step: "simplified-compliant", now: shop.now
            ) { _ in throw CancellationError() }
        }
        #expect(found == "seal-failed")
        #expect(try shop.addComplianceDocument(certificate: certificate, key: key).icv == .first)
    }

    /// A wrong document, and the part in which its stored row shows it.
    static let wrongs = [
        "invoice_digest", "markup", "hash", "kind", "type", "seller", "certificate", "icv", "uuid",
    ]

    @Test("a document that does not check out is rolled back", arguments: wrongs)
    func readBack(what: String) throws {
        try shop.addComplianceDocument(certificate: certificate, key: key)
        let before = try sqlite(shop.path, ".dump").output
        do {
            try add(wrongIn: what)
            Issue.record("stored")
        } catch let error as LedgerError {
            guard case .readBack(what, let icv) = error else { throw error }
            #expect(icv.rawValue == 2)
        }
        #expect(try sqlite(shop.path, ".dump").output == before)
        #expect(
            try shop.addComplianceDocument(certificate: certificate, key: key).icv.rawValue == 2)
    }

    private func add(wrongIn what: String) throws {
        var seller = try Shop.seller()
        var invoice = try Shop.complianceInvoice("simplified-compliant")
        switch what {
        case "kind": invoice = try Shop.complianceInvoice("standard-compliant")
        case "type": invoice = try Shop.complianceInvoice("simplified-debit-note-compliant")
        case "seller": seller.vat = VATNumber("310000000000003")
        default: break
        }
        let other = try #require(shop.signers["Riyadh-1"])
        let signer = try shop.signer(certificate: certificate, key: key)
        try shop.addComplianceDocument(
            certificate: certificate, key: key, invoice: invoice, seller: seller
        ) { sealed in
            switch what {
            case "invoice_digest":
                return try ReadBackTests.edited(sealed, ">115.00<", ">116.00<")
            case "markup":
                return ReadBackTests.with(
                    sealed, xml: Array(sealed.xml.prefix(sealed.xml.count / 2)))
            case "hash":
                return ReadBackTests.with(
                    sealed, hash: InvoiceHash([UInt8](repeating: 7, count: 32)))
            case "certificate":
                return try other.seal(
                    sealed.invoice, seller: seller, uuid: sealed.uuid, at: sealed.position,
                    signingTime: shop.now)
            case "icv":
                let place = ChainPosition(icv: sealed.position.icv.next, pih: sealed.position.pih)
                return try signer.seal(
                    sealed.invoice, seller: seller, uuid: sealed.uuid, at: place,
                    signingTime: shop.now)
            case "uuid":
                return SealedInvoice(
                    xml: sealed.xml, hash: sealed.hash,
                    uuid: DocumentUUID(random: SecureRandom.bytes(16)), position: sealed.position,
                    qr: sealed.qr, invoice: sealed.invoice)
            default: return sealed
            }
        }
    }

    @Test("the counter of another program's row must be the next, and meets no other")
    func triggers() throws {
        try shop.addComplianceDocument(certificate: certificate, key: key)
        func insert(_ icv: String, uuid: String, verb: String = "INSERT") throws -> String {
            try sqlite(
                shop.path,
                """
                PRAGMA foreign_keys = ON;
                \(verb) INTO compliance_document
                SELECT NULL, certificate_id, step, \(icv), pih, hash, \(uuid), recorded_at, xml
                FROM compliance_document WHERE icv = 1;
                """
            ).output
        }
        let fresh = "'00000000-0000-4000-8000-000000000000'"
        #expect(try insert("3", uuid: fresh).contains("the next one takes the next counter"))
        #expect(try insert("1", uuid: fresh, verb: "REPLACE").contains("compliance_document: "))
        #expect(try insert("2", uuid: "uuid", verb: "REPLACE").contains("that key is taken"))
        #expect(try sqlite(shop.path, "SELECT count(*) FROM compliance_document;").output == "1\n")
        #expect(try insert("2", uuid: fresh) == "")
    }
}
