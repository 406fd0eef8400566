import Cryptography
import EGS
import Emulator
import Encoding
import Invoicing
import Signer
import Synchronization
import TestSupport
import Testing
import UBL

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    /// 2026-03-01, 10:15 in Riyadh.
    static let start = Instant(secondsSince1970: 1_772_349_300)

    private let seconds = Mutex(TestClock.start.secondsSince1970)

    var now: Instant { Instant(secondsSince1970: seconds.withLock { $0 }) }

    func advance(_ secondsMore: Int64) { seconds.withLock { $0 += secondsMore } }
}

/// An emulator that is listening, with its clock.
final class Desk: Sendable {
    static let vat = "399999999900003"

    let clock: TestClock
    let server: EmulatorServer

    init(
        _ scenario: String = "{}", statePath: String? = nil, clock: TestClock = TestClock()
    ) throws {
        self.clock = clock
        let authority = try Authority(
            statePath: statePath, scenario: try Scenario.read(Array(scenario.utf8)),
            clock: { clock.now })
        server = try EmulatorServer(authority)
    }

    deinit { server.stop() }

    func code(_ vat: String = Desk.vat) throws -> String {
        try server.authority.issueCode(for: try #require(VATNumber(vat))).text
    }

    func admin(_ method: String, _ path: String, _ body: String = "") throws -> Reply {
        try Wire.send(method, path, port: server.port, body: Array(body.utf8))
    }

    func scenario(_ text: String) throws {
        try #require(try admin("PUT", "/admin/scenario", text).status == 200)
    }

    /// One call under the base path, with the header that all need.
    func call(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: JSONValue,
        deadlineMilliseconds: Int = 20_000
    ) throws -> Reply {
        try Wire.send(
            method, Authority.basePath + path, port: server.port,
            headers: [("Accept-Version", "V2"), ("Content-Type", "application/json")] + headers,
            body: Array(body.serialized().utf8), deadlineMilliseconds: deadlineMilliseconds)
    }
}

/// A CSID as the client has it.
struct Credential {
    let token: String
    let secret: String
    let requestID: String
    let certificate: StampingCertificate

    init(_ reply: Reply) throws {
        token = try #require(reply.json["binarySecurityToken"].flatMap(Self.text), "\(reply.text)")
        secret = try #require(reply.json["secret"].flatMap(Self.text))
        guard case .number(let number) = reply.json["requestID"] else {
            throw Missing(what: "requestID")
        }
        requestID = number
        certificate = try StampingCertificate(pemDEROrToken: Array(token.utf8))
    }

    struct Missing: Error { let what: String }

    private static func text(_ value: JSONValue) -> String? {
        if case .string(let text) = value { text } else { nil }
    }

    var login: (String, String) {
        ("Authorization", "Basic " + Base64.encode(Array("\(token):\(secret)".utf8)))
    }
}

/// A unit with its key: makes requests and documents.
final class Firm {
    var profile = EGSUnitProfile(
        name: "Riyadh-1", serial: "1-Sijil|2-1|3-0001", branch: "فرع الرياض", documents: "1100",
        location: "RRRD2929", industry: "Retail")
    var vat = Desk.vat
    var key = Secp256k1PrivateKey.generate()
    let desk: Desk
    private var made = 0

    init(_ desk: Desk, documents: String = "1100") {
        self.desk = desk
        profile = EGSUnitProfile(
            name: profile.name, serial: profile.serial, branch: profile.branch,
            documents: documents, location: profile.location, industry: profile.industry)
    }

    func request(_ environment: Environment = .emulator) throws -> String {
        let request = try CertificateSigningRequest.make(
            profile: profile, vat: try #require(VATNumber(vat)), organization: "Sijil Test",
            environment: environment, key: key)
        return Base64.encode(request.pem)
    }

    // MARK: - Calls

    func enrol() throws -> Credential {
        try Credential(
            desk.call(
                "POST", "/compliance", [("OTP", try desk.code())],
                ["csr": .string(try request())]))
    }

    func production(_ csid: Credential) throws -> Reply {
        try desk.call(
            "POST", "/production/csids", [csid.login],
            ["compliance_request_id": .string(csid.requestID)])
    }

    func renew(_ csid: Credential, code: String? = nil) throws -> Reply {
        try desk.call(
            "PATCH", "/production/csids", [csid.login, ("OTP", try code ?? desk.code())],
            ["csr": .string(try request())])
    }

    /// Every kind of document that the map needs.
    func passChecks(_ csid: Credential) throws {
        let map = Array(profile.documents)
        for kind in InvoiceKind.allCases where map[kind == .standard ? 0 : 1] == "1" {
            for type in [InvoiceType.invoice, .creditNote, .debitNote] {
                let reply = try send(
                    "/compliance/invoices", try document(kind, type, csid: csid), csid)
                try #require(reply.status == 200, "\(reply.text)")
            }
        }
    }

    /// From nothing to a production CSID.
    func active() throws -> Credential {
        let compliance = try enrol()
        try passChecks(compliance)
        return try Credential(production(compliance))
    }

    func send(
        _ path: String, _ document: Document, _ csid: Credential,
        headers: [(String, String)] = [], deadlineMilliseconds: Int = 20_000
    ) throws -> Reply {
        try desk.call(
            "POST", path, [csid.login] + headers, document.body,
            deadlineMilliseconds: deadlineMilliseconds)
    }

    func report(_ document: Document, _ csid: Credential) throws -> Reply {
        try send("/invoices/reporting/single", document, csid)
    }

    func clear(_ document: Document, _ csid: Credential) throws -> Reply {
        try send("/invoices/clearance/single", document, csid)
    }

    // MARK: - Documents

    struct Document {
        var xml: [UInt8]
        var hash: String
        var uuid: String

        var body: JSONValue {
            [
                "invoiceHash": .string(hash), "uuid": .string(uuid),
                "invoice": .string(Base64.encode(xml)),
            ]
        }

        /// Without an element that the hash does not cover, the white space around it left.
        func without(_ name: String) throws -> Document {
            let (start, end) = (Array("<\(name)>".utf8), Array("</\(name)>".utf8))
            let from = try #require(xml.indices.first { xml[$0...].starts(with: start) })
            let to = try #require(xml.indices.first { xml[$0...].starts(with: end) })
            var copy = self
            copy.xml = Array(xml[..<from] + xml[(to + end.count)...])
            return copy
        }

        /// With one text replaced by another, of which there must be some, and the hash as told.
        func replacing(_ old: String, _ new: String, hash: String? = nil) throws -> Document {
            let text = String(decoding: xml, as: UTF8.self)
            let parts = text.split(separator: old, omittingEmptySubsequences: false)
            try #require(parts.count > 1, "\(old) is not in the document")
            var copy = self
            copy.xml = Array(parts.joined(separator: new).utf8)
            copy.hash = try hash ?? DocumentReader.read(copy.xml).hash.base64
            return copy
        }
    }

    func document(
        _ kind: InvoiceKind, _ type: InvoiceType = .invoice, csid: Credential,
        issuedAt: Instant? = nil, change: (inout Invoice) -> Void = { _ in }
    ) throws -> Document {
        made += 1
        var invoice = try Self.invoice(kind, type, "INV-\(made)", issuedAt ?? desk.clock.now)
        change(&invoice)
        let position = ChainPosition(icv: .first, pih: .initial)
        let sealed = try Signer(key: key, certificate: csid.certificate).seal(
            invoice, seller: try seller(), uuid: DocumentUUID(random: SecureRandom.bytes(16)),
            at: position, signingTime: desk.clock.now)
        return Document(
            xml: sealed.xml, hash: sealed.hash.base64, uuid: sealed.uuid.description)
    }

    private func seller() throws -> Party {
        var seller = Party()
        seller.name = "مؤسسة الاختبار"
        seller.vat = VATNumber(vat)
        seller.id = PartyID(scheme: "CRN", value: "1010010000")
        seller.address = Self.address
        return seller
    }

    private static let address: Address = {
        var address = Address()
        address.street = "شارع الأمير"
        address.building = "2322"
        address.district = "المربع"
        address.city = "الرياض"
        address.postalCode = "23333"
        address.country = "SA"
        return address
    }()

    /// One line of 100.00 with 15.00 VAT.
    private static func invoice(
        _ kind: InvoiceKind, _ type: InvoiceType, _ number: String, _ now: Instant
    ) throws -> Invoice {
        let rate = VATTreatment(category: .standardRated, rateBasisPoints: 1_500)
        let net = Money(hundredths: 10_000)
        let tax = Money(hundredths: 1_500)
        let line = InvoiceLine(
            name: "قهوة", quantity: "8", unit: "PCE", price: "12.50", vat: rate, netAmount: net,
            vatAmount: tax, amountWithVAT: net + tax)
        var invoice = Invoice(
            kind: kind, type: type,
            transactionCode: kind == .simplified ? "0200000" : "0100000",
            number: try #require(InvoiceNumber(number)), issuedAt: IssueTime(now),
            currency: "SAR", lines: [line],
            vatBreakdown: [VATSubtotal(taxable: net, tax: tax, vat: rate)],
            totals: InvoiceTotals(
                lineNet: net, allowances: nil, charges: nil, taxExclusive: net, tax: tax,
                taxInSAR: tax, taxInclusive: net + tax, prepaid: nil, payableRounding: nil,
                payable: net + tax))
        invoice.supplyDate = invoice.issuedAt.date
        if type.isNote {
            invoice.references = [BillingReference(number: "INV-0")]
            invoice.reason = "إرجاع"
        }
        if kind == .standard {
            var buyer = Party()
            buyer.name = "Buyer & Sons <Ltd>"
            buyer.vat = VATNumber("310000000000003")
            buyer.address = address
            invoice.buyer = buyer
        }
        return invoice
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

    /// The codes of one list of a validation answer.
    func codes(_ list: String) -> [String] {
        self["validationResults"]?[list]?.items.compactMap { $0["code"]?.text } ?? []
    }

    var errorCodes: [String] { codes("errorMessages") }
    var warningCodes: [String] { codes("warningMessages") }
    /// The first code of a CSID refusal.
    var refusal: String? { self["errors"]?.items.first?["code"]?.text }
}
