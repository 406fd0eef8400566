import Cryptography
import EGS
import Glibc
import Invoicing
import Ledger
import Signer
import TestCA
import TestSupport
import Testing
import UBL

/// A ledger with one enrolled unit, and all that it needs to issue.
final class Shop {
    let folder: TemporaryFolder
    let ledger: Ledger
    let authority: TestAuthority
    /// What the clock will say; each test moves it.
    var now = Sample.now
    private(set) var signers: [String: Signer] = [:]

    static let notBefore = Instant("2026-01-01T00:00:00Z")
    static let notAfter = Instant("2031-01-01T00:00:00Z")

    /// - Parameter endpoint: Where the emulator is; `nil`: nothing is ever sent.
    init(
        onRenewal: UnitRecord.Renewal = .restart, documents: String = "1100",
        endpoint: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        var unit = Sample.unit(onRenewal: onRenewal)
        unit.documents = documents
        ledger = try Ledger.create(
            at: folder.file("shop.sijil"), header: Sample.header(endpoint: endpoint), unit: unit,
            now: Sample.now)
        authority = TestAuthority.generate(
            notBefore: try #require(Self.notBefore), notAfter: try #require(Self.notAfter))
        try enrol(unit)
    }

    var path: String { ledger.path }

    /// A certificate of the test authority for a unit.
    func certificate(
        for unit: UnitRecord, key: Secp256k1PrivateKey, vat: String = Sample.vat,
        notAfter: Instant? = Shop.notAfter
    ) throws -> [UInt8] {
        let profile = EGSUnitProfile(
            name: unit.name, serial: unit.serial, branch: unit.branch, documents: unit.documents,
            location: unit.location, industry: unit.industry)
        let request = try CertificateSigningRequest.make(
            profile: profile, vat: try #require(VATNumber(vat)), organization: "Sijil Test",
            environment: .emulator, key: key)
        return try authority.issue(
            csrDER: request.der, notBefore: try #require(Self.notBefore),
            notAfter: try #require(notAfter))
    }

    @discardableResult
    func enrol(
        _ unit: UnitRecord, key: Secp256k1PrivateKey = .generate(),
        for occasion: Ledger.Occasion = .enrolment, notAfter: Instant? = Shop.notAfter
    ) throws -> CertificateRecord {
        let der = try certificate(for: unit, key: key, notAfter: notAfter)
        signers[unit.name] = try Signer(key: key, certificate: StampingCertificate(der: der))
        return try ledger.installCertificate(
            der: der, class: .production, unit: unit.name, spki: key.publicKey.spkiDER,
            for: occasion, effectiveAt: now, now: now)
    }

    /// Issues through another connection too, if one is given.
    @discardableResult
    func issue(
        _ batch: [IssueRequest], mode: IssueMode = .allOrNothing, unit: String = "Riyadh-1",
        through other: Ledger? = nil, guardTip: (ChainHead) throws -> Void = { _ in }
    ) throws -> [IssueOutcome] {
        let signer = try #require(signers[unit])
        let seller = try Self.seller()
        return try (other ?? ledger).issue(
            batch, unit: unit, mode: mode, clock: { self.now }, guardTip: guardTip
        ) { request, position, time in
            .sealed(
                try signer.seal(
                    request.invoice, seller: seller, uuid: request.uuid, at: position,
                    signingTime: time),
                warnings: [])
        }
    }

    /// Issues `count` invoices one after the other, numbered from `first`.
    @discardableResult
    func issue(count: Int, from first: Int = 1, unit: String = "Riyadh-1") throws -> [Issuance] {
        let batch = try (first..<first + count).map { try Self.request("INV-\($0)") }
        return try issue(batch, unit: unit).map { try #require($0.issuance) }
    }

    static func seller() throws -> Party {
        var seller = Party()
        seller.name = "مؤسسة الاختبار"
        seller.vat = VATNumber(Sample.vat)
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

    /// An invoice of one line of 100.00 with 15.00 VAT.
    static func invoice(_ number: String, kind: InvoiceKind = .simplified) throws -> Invoice {
        let rate = VATTreatment(category: .standardRated, rateBasisPoints: 1_500)
        let net = Money(hundredths: 10_000)
        let tax = Money(hundredths: 1_500)
        let line = InvoiceLine(
            name: "قهوة", quantity: "8", unit: "PCE", price: "12.50", vat: rate, netAmount: net,
            vatAmount: tax, amountWithVAT: net + tax)
        var invoice = Invoice(
            kind: kind, type: .invoice,
            transactionCode: kind == .simplified ? "0200000" : "0100000",
            number: try #require(InvoiceNumber(number)),
            issuedAt: try #require(IssueTime("2026-03-01T10:15:00")), currency: "SAR",
            lines: [line], vatBreakdown: [VATSubtotal(taxable: net, tax: tax, vat: rate)],
            totals: InvoiceTotals(
                lineNet: net, allowances: nil, charges: nil, taxExclusive: net, tax: tax,
                taxInSAR: tax, taxInclusive: net + tax, prepaid: nil, payableRounding: nil,
                payable: net + tax))
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

    /// A request whose key is its number and whose draft says what `content` says.
    static func request(
        _ number: String, key: String? = nil, content: String = "", kind: InvoiceKind = .simplified,
        warnings: [String] = []
    ) throws -> IssueRequest {
        IssueRequest(
            key: try #require(IdempotencyKey(key ?? number)),
            draftDigest: SHA256.hash(Array("\(number) \(content)".utf8)), warnings: warnings,
            uuid: DocumentUUID(random: SecureRandom.bytes(16)),
            invoice: try invoice(number, kind: kind))
    }
}

extension IssueOutcome {
    /// The receipt, of now or of before.
    var issuance: Issuance? {
        switch self {
        case .issued(let issuance), .existing(let issuance): issuance
        default: nil
        }
    }

    /// A word for the kind of outcome; a refusal's code.
    var word: String {
        switch self {
        case .issued: "issued"
        case .existing: "existing"
        case .refused(let refusal): refusal.code
        case .notAttempted: "not-attempted"
        }
    }
}
