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

/// A good ledger, made by the program itself, with the keys of all that is in it.
///
/// Rows: Riyadh-1 epoch 1, ICV 1–7, in rows 1–7 (from 6 on with a renewed certificate of the same
/// key); Jeddah-1 epoch 1, ICV 1–2, in rows 8–9; Riyadh-1 epoch 2, ICV 1–3, in rows 10–12; Dammam-1
/// epoch 1, ICV 1, in row 13.
final class SampleLedger: Sendable {
    static let vat = "399999999900003"
    static let riyadh = "Riyadh-1"
    static let notBefore = Instant(secondsSince1970: 1_767_225_600)  // 2026-01-01
    static let notAfter = Instant(secondsSince1970: 1_924_992_000)  // 2031-01-01
    static let start = Instant(secondsSince1970: 1_772_349_300)  // 2026-03-01T07:15:00Z

    static let shared = Result { try SampleLedger(story) }
    /// Riyadh-1 alone, enrolled with the authority: ``enrolledStory(_:)``.
    static let enrolled = Result { try SampleLedger(enrolledStory) }
    /// The same, later put back to an older copy: ``restoredStory(_:)``.
    static let restored = Result { try SampleLedger(restoredStory) }
    /// Riyadh-1 alone, with two imports: ``importedStory(_:)``.
    static let imported = Result { try SampleLedger(importedStory) }

    /// Riyadh-1 alone, with a sale that was called off: ``closedStory(_:)``.
    static let closed = Result { try SampleLedger(closedStory) }

    /// Riyadh-1 alone, with documents that were seen in the portal: ``settledStory(_:)``.
    static let settled = Result { try SampleLedger(settledStory) }

    let bytes: [UInt8]
    /// By unit and certificate in the order of enrolment: Riyadh-1 has three.
    let signers: [String: [Signer]]
    let keys: [String: [Secp256k1PrivateKey]]
    let authorityKey: Secp256k1PrivateKey

    private init(_ story: (String) throws -> LedgerMaker) throws {
        let folder = try TemporaryFolder()
        let maker = try story(folder.file("good.sijil"))
        signers = maker.signers
        keys = maker.keys
        authorityKey = maker.authorityKey
        bytes = try File.read(folder.file("good.sijil"))
    }

    /// From the authority that issued the ledger's own.
    func certificate(for csrDER: [UInt8]) throws -> StampingCertificate {
        let authority = TestAuthority(
            key: authorityKey, notBefore: Self.notBefore, notAfter: Self.notAfter)
        return try StampingCertificate(
            der: authority.issue(
                csrDER: csrDER, notBefore: Self.notBefore, notAfter: Self.notAfter))
    }

    private static func story(_ path: String) throws -> LedgerMaker {
        let maker = try LedgerMaker(
            path: path, units: [Self.riyadh, "Jeddah-1", "Dammam-1"])
        let key = Secp256k1PrivateKey.generate()
        try maker.enrol(Self.riyadh, key: key, for: .enrolment)
        try maker.issue(5, unit: Self.riyadh)
        try maker.enrol(Self.riyadh, key: key, for: .renewal)
        try maker.issue(2, unit: Self.riyadh)
        try maker.enrol("Jeddah-1", key: .generate(), for: .enrolment)
        try maker.issue(2, unit: "Jeddah-1")
        try maker.enrol(Self.riyadh, key: .generate(), for: .enrolment)
        try maker.issue(3, unit: Self.riyadh)
        try maker.enrol("Dammam-1", key: .generate(), for: .enrolment)
        try maker.issue(1, unit: "Dammam-1")
        return maker
    }

    /// Enrolled under certificates 1 (compliance) and 2, which both have key 1, with compliance
    /// documents 1–6; ICV 1–3 in rows 1–3, of which 1 and 2 are sent; renewed under certificate 3
    /// with key 2, and the chain goes on with ICV 4–5 in rows 4–5.
    ///
    /// Attempts and answers 1–8 are of the enrolment, 9 and 10 of documents (10 has no answer), 11
    /// of the renewal, to which answer 10 belongs, and 12 with answer 11 of document 3, which is
    /// cleared.
    private static func enrolledStory(_ path: String) throws -> LedgerMaker {
        let maker = try LedgerMaker(path: path, units: [Self.riyadh, "Jeddah-1"])
        try maker.enrolWithAuthority(Self.riyadh, for: .enrolment)
        try maker.issue(3, unit: Self.riyadh)
        try maker.report(2, unit: Self.riyadh)
        try maker.renewWithAuthority(Self.riyadh)
        try maker.issue(2, unit: Self.riyadh)
        try maker.report(1, unit: Self.riyadh, isLastOpen: false)
        return maker
    }

    /// ICV 1–7 in rows 1–7, of which 2–4 came with import 1 and 6 with import 2.
    private static func importedStory(_ path: String) throws -> LedgerMaker {
        let maker = try LedgerMaker(path: path, units: [Self.riyadh])
        try maker.enrol(Self.riyadh, key: .generate(), for: .enrolment)
        try maker.issue(1, unit: Self.riyadh)
        try maker.importSheet(["S-1", "S-2", "S-3"], unit: Self.riyadh)
        try maker.issue(1, unit: Self.riyadh)
        try maker.importSheet(["S-4"], unit: Self.riyadh)
        try maker.issue(1, unit: Self.riyadh)
        return maker
    }

    /// ICV 1–4 in rows 1–4: 1 rejected and closed, 2 rejected and replaced by 5 in row 5, 3
    /// cleared, 4 not sent. Attempts and answers 1–3 are about documents 1–3.
    private static func closedStory(_ path: String) throws -> LedgerMaker {
        let maker = try LedgerMaker(path: path, units: [Self.riyadh])
        try maker.enrol(Self.riyadh, key: .generate(), for: .enrolment)
        try maker.issue(4, unit: Self.riyadh)
        try maker.reject(2, unit: Self.riyadh)
        try maker.report(1, unit: Self.riyadh, isLastOpen: false)
        try maker.close("INV-1", reason: "ألغى العميل الطلب")
        try maker.reissue("INV-2", unit: Self.riyadh)
        return maker
    }

    /// ICV 1–5 in rows 1–5: of 1 and 3 the answer was lost, and more than a day later they were
    /// seen in the portal, 3 with the authority's copy; 2 is reported, of 4 the answer was lost
    /// just now, 5 is not sent. Attempts and answers 1–4 are about documents 1, 3, 2 and 4;
    /// settlements 1 and 2 about 1 and 3.
    private static func settledStory(_ path: String) throws -> LedgerMaker {
        let maker = try LedgerMaker(path: path, units: [Self.riyadh])
        try maker.enrol(Self.riyadh, key: .generate(), for: .enrolment)
        try maker.issue(5, unit: Self.riyadh)
        try maker.lose("INV-1", unit: Self.riyadh)
        try maker.lose("INV-3", unit: Self.riyadh)
        maker.now = Instant(secondsSince1970: maker.now.secondsSince1970 + 90_000)
        try maker.report(1, unit: Self.riyadh, isLastOpen: false)
        try maker.lose("INV-4", unit: Self.riyadh)
        try maker.settle("INV-1", seen: "مقبول، رآه سالم")
        try maker.settle("INV-3", seen: "cleared, seen by Salim")
        return maker
    }

    /// Lacks ICV 6–7 of epoch 1; enrolled anew under certificates 4 (compliance) and 5, in epoch 2
    /// ICV 1–2 in rows 6–7.
    private static func restoredStory(_ path: String) throws -> LedgerMaker {
        let maker = try enrolledStory(path)
        try maker.restore([(Self.riyadh, 1, 6, 7)])
        try maker.enrolWithAuthority(Self.riyadh, for: .enrolment)
        try maker.issue(2, unit: Self.riyadh)
        return maker
    }
}

/// Makes ledgers through the program's own modules.
final class LedgerMaker {
    let path: String
    var signers: [String: [Signer]] = [:]
    var keys: [String: [Secp256k1PrivateKey]] = [:]
    let authorityKey = Secp256k1PrivateKey.generate()
    let ledger: Ledger
    let units: [String: UnitRecord]
    let authority: TestAuthority
    let complianceAuthority: TestAuthority
    /// Signs checkpoints of the log.
    let logKey = Ed25519PrivateKey.generate()
    var now = SampleLedger.start
    private var issued = 0
    /// Numbers of each unit's rejected documents that are neither replaced nor closed.
    var rejected: [String: [String]] = [:]
    /// Documents whose answers were lost, by number.
    var lost: [String: SealedInvoice] = [:]
    /// Documents of each unit that were not reported yet, the oldest first.
    var unreported: [String: [(id: Int64, sealed: SealedInvoice)]] = [:]

    init(
        path: String, units names: [String], environment: Environment = .emulator,
        onRenewal: UnitRecord.Renewal = .continue,
        uuid: String = "6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5d"
    ) throws {
        self.path = path
        let units = names.map { Self.unit($0, onRenewal) }
        self.units = Dictionary(uniqueKeysWithValues: units.map { ($0.name, $0) })
        let uuid = try #require(DocumentUUID(uuid))
        let header = LedgerHeader(
            uuid: uuid, origin: "sijil/\(SampleLedger.vat)/\(uuid)", logKey: logKey.publicKey.bytes,
            environment: environment, endpoint: nil, vat: try #require(VATNumber(SampleLedger.vat)),
            sellerJSON: #"{"name":"مؤسسة الاختبار","vat":"399999999900003"}"#)
        ledger = try Ledger.create(at: path, header: header, unit: units[0], now: now)
        for unit in units.dropFirst() { try ledger.addUnit(unit, now: now) }
        authority = TestAuthority(
            key: authorityKey, notBefore: SampleLedger.notBefore, notAfter: SampleLedger.notAfter)
        complianceAuthority = TestAuthority(
            key: authorityKey, role: .compliance, notBefore: SampleLedger.notBefore,
            notAfter: SampleLedger.notAfter)
    }

    private static func unit(_ name: String, _ onRenewal: UnitRecord.Renewal) -> UnitRecord {
        UnitRecord(
            name: name, serial: "1-Sijil|2-1.0|3-\(name)", branch: "Main", documents: "1100",
            location: "RRRD2929", industry: "Retail", onRenewal: onRenewal)
    }

    func enrol(_ name: String, key: Secp256k1PrivateKey, for occasion: Ledger.Occasion) throws {
        let request = try certificateRequest(name, key: key)
        let der = try authority.issue(
            csrDER: request.der, notBefore: SampleLedger.notBefore, notAfter: SampleLedger.notAfter)
        signers[name, default: []].append(
            try Signer(key: key, certificate: StampingCertificate(der: der)))
        keys[name, default: []].append(key)
        try ledger.installCertificate(
            der: der, class: .production, unit: name, spki: key.publicKey.spkiDER, for: occasion,
            effectiveAt: now, now: now)
    }

    func certificateRequest(
        _ name: String, key: Secp256k1PrivateKey
    ) throws -> CertificateSigningRequest {
        let unit = try #require(units[name])
        let profile = EGSUnitProfile(
            name: unit.name, serial: unit.serial, branch: unit.branch, documents: unit.documents,
            location: unit.location, industry: unit.industry)
        return try CertificateSigningRequest.make(
            profile: profile, vat: try #require(VATNumber(SampleLedger.vat)),
            organization: "Sijil Test", environment: .emulator, key: key)
    }

    /// Issues documents of both kinds in turn.
    func issue(_ count: Int, unit: String) throws {
        try issue(
            try (0..<count).map { _ in
                issued += 1
                return try Sample.request(
                    number: "INV-\(issued)", kind: issued % 3 == 0 ? .standard : .simplified)
            }, unit: unit)
    }

    /// Issues simplified documents as those of one sheet, a minute apart.
    func importSheet(_ numbers: [String], unit: String) throws {
        try importSheet(
            numbers.map { try Sample.request(number: $0, kind: .simplified) }, unit: unit)
    }

    func importSheet(_ requests: [IssueRequest], unit: String) throws {
        let signer = try #require(signers[unit]?.last)
        let seller = try Sample.seller()
        let digest = SHA256.hash(Array("sheet".utf8))
        let whole = try ledger.issueWhole(
            unit: unit,
            from: ImportedSheet(
                name: "sales.csv", size: 5, digest: digest, rulesDigest: digest, sheet: "",
                rows: requests.count),
            clock: {
                self.now = Instant(secondsSince1970: self.now.secondsSince1970 + 60)
                return self.now
            }, guardTip: { _ in },
            seal: { request, position, time in
                .sealed(
                    try signer.seal(
                        request.invoice, seller: seller, uuid: request.uuid, at: position,
                        signingTime: time), warnings: [])
            },
            feed: { desk in try desk.issue(requests) })
        try #require(whole.issued == requests.count)
    }

    /// Issues what is asked for, one transaction for all, a minute apart.
    func issue(_ batch: [IssueRequest], unit: String) throws {
        let signer = try #require(signers[unit]?.last)
        let seller = try Sample.seller()
        var sealed: [DocumentUUID: SealedInvoice] = [:]
        let outcomes = try ledger.issue(
            batch, unit: unit, mode: .allOrNothing,
            clock: {
                self.now = Instant(secondsSince1970: self.now.secondsSince1970 + 60)
                return self.now
            }, guardTip: { _ in },
            seal: { request, position, time in
                let document = try signer.seal(
                    request.invoice, seller: seller, uuid: request.uuid, at: position,
                    signingTime: time)
                sealed[request.uuid] = document
                return .sealed(document, warnings: [])
            })
        for outcome in outcomes {
            guard case .issued(let issuance) = outcome else {
                Issue.record("not issued: \(outcome)")
                return
            }
            let record = issuance.record
            unreported[unit, default: []].append((record.id, try #require(sealed[record.uuid])))
        }
    }
}

enum Sample {
    static func seller() throws -> Party {
        var seller = Party()
        seller.name = "مؤسسة الاختبار"
        seller.vat = VATNumber(SampleLedger.vat)
        seller.id = PartyID(scheme: "CRN", value: "1010010000")
        seller.address = address()
        return seller
    }

    static func address() -> Address {
        var address = Address()
        address.street = "شارع الأمير"
        address.building = "2322"
        address.district = "المربع"
        address.city = "الرياض"
        address.postalCode = "23333"
        address.country = "SA"
        return address
    }

    /// One line of 100.00 with 15.00 VAT.
    static func invoice(number: String, kind: InvoiceKind) throws -> Invoice {
        let rate = VATTreatment(category: .standardRated, rateBasisPoints: 1_500)
        let net = Money(hundredths: 10_000)
        let tax = Money(hundredths: 1_500)
        let line = InvoiceLine(
            name: "قهوة", quantity: "8", unit: "PCE", price: "12.50", vat: rate, netAmount: net,
            vatAmount: tax,
            amountWithVAT: net + tax)
        var invoice = Invoice(
            kind: kind, type: .invoice,
            transactionCode: kind == .simplified ? "0200000" : "0100000",
            number: try #require(InvoiceNumber(number)),
            issuedAt: try #require(IssueTime("2026-03-01T10:15:00")), currency: "SAR",
            lines: [line],
            vatBreakdown: [VATSubtotal(taxable: net, tax: tax, vat: rate)],
            totals: InvoiceTotals(
                lineNet: net, allowances: nil, charges: nil, taxExclusive: net, tax: tax,
                taxInSAR: tax,
                taxInclusive: net + tax, prepaid: nil, payableRounding: nil, payable: net + tax))
        invoice.supplyDate = invoice.issuedAt.date
        if kind == .standard {
            var buyer = Party()
            buyer.name = "Buyer & Sons <Ltd>"
            buyer.vat = VATNumber("310000000000003")
            buyer.address = address()
            invoice.buyer = buyer
        }
        return invoice
    }

    static func request(number: String, kind: InvoiceKind) throws -> IssueRequest {
        IssueRequest(
            key: try #require(IdempotencyKey("key \"\(number)\"")),
            draftDigest: SHA256.hash(Array(number.utf8)),
            warnings: number.hasSuffix("2") ? ["BR-KSA-08"] : [],
            uuid: DocumentUUID(random: SecureRandom.bytes(16)),
            invoice: try invoice(number: number, kind: kind))
    }
}
