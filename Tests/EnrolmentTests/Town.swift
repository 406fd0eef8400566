import Cryptography
import EGS
import Emulator
import Encoding
import Foundation
import Invoicing
import KeyStore
import Ledger
import TestSupport
import Testing

/// A firm with its ledger on one side, the authority on the other, and a gate between them.
///
/// Everything that lasts is in one folder, so that a state can be kept and put back. The key folder
/// itself stays where it is: it knows its place, and a copy would refuse to work.
final class Town {
    static let passphrase = "correct horse battery staple"
    static let unit = "Riyadh-1"
    static let vat = "399999999900003"

    let bench: Bench
    let gate: Gate
    private(set) var server: EmulatorServer
    private var codes: [String] = []

    /// - Parameters:
    ///   - goesOn: Whether the unit's chain goes on over a renewal.
    ///   - documents: The unit's document map.
    init(
        environment: String = "emulator", goesOn: Bool = false, documents: String = "0100",
        shim: Shim = .cheap
    ) throws {
        bench = try Bench()
        gate = try Gate()
        server = try Self.start(bench)
        gate.lead(to: server.port)
        try bench.write(Self.passphrase + "\n", to: "pass")
        chmod(bench.path("pass"), 0o600)
        try bench.write(Self.seller(documents: documents), to: "seller.json")
        var arguments = [
            "init", "shop.sijil", "--seller", "seller.json", "--environment", environment,
            "--passphrase-file", "pass",
        ]
        if environment == "emulator" { arguments += ["--endpoint", endpoint] }
        let made = try bench.sijil(arguments, shim: shim)
        try #require(made.status == 0, "\(made.talk)")
        if goesOn { try letChainGoOn() }
    }

    deinit { server.stop() }

    var endpoint: String { "http://127.0.0.1:\(gate.port)\(Authority.basePath)" }

    static func seller(documents: String) -> String {
        """
        {"name": "شركة النخيل للتجارة", "vat": "\(vat)",
         "ids": [{"scheme": "CRN", "value": "1010010000"}],
         "address": {"street": "طريق الأمير سلطان", "building": "2322", "district": "المربع",
                     "city": "الرياض", "postal_code": "23333", "country": "SA"},
         "common_name": "\(unit)", "serial": "1-Sijil|2-1|3-7f0c4f1e-2f5b-4d0a-9f0e-5c1d2b3a4e5f",
         "branch": "فرع الرياض", "documents": "\(documents)", "location": "RRRD2929",
         "industry": "Retail"}
        """
    }

    /// The policy is the unit's row, which the program writes as `restart`: the same ledger is made
    /// anew with the other word.
    private func letChainGoOn() throws {
        let path = bench.path("shop.sijil")
        let (header, unit) = try {
            let ledger = try Ledger(opening: path)
            return (ledger.header, try ledger.unit(named: Self.unit))
        }()
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder)
        where name.hasPrefix("shop.sijil") && name != "shop.sijil.keys" {
            try FileManager.default.removeItem(atPath: bench.path(name))
        }
        var other = unit
        other.onRenewal = .continue
        _ = try Ledger.create(at: path, header: header, unit: other, now: Self.now)
    }

    static var now: Instant {
        Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }

    // MARK: The authority

    private static func start(_ bench: Bench) throws -> EmulatorServer {
        try EmulatorServer(
            Authority(statePath: bench.path("authority.db"), clock: { now }))
    }

    func scenario(_ text: String) throws {
        let answer = try admin("PUT", "/admin/scenario", text)
        try #require(answer["rules"] != nil, "\(answer.serialized())")
    }

    func code() throws -> String {
        let code = try server.authority.issueCode(for: try #require(VATNumber(Self.vat))).text
        codes.append(code)
        return code
    }

    /// All one-time codes that were made.
    var allCodes: [String] { codes }

    /// A certificate in the authority's own record.
    struct Issued {
        let serial: String
        let isProduction: Bool
        let isRevoked: Bool
    }

    func issued() throws -> [Issued] {
        try admin("GET", "/admin/certificates").items.map {
            Issued(
                serial: $0["serial"]?.text ?? "", isProduction: $0["class"]?.text == "production",
                isRevoked: $0["revoked"]?.isTrue ?? false)
        }
    }

    func admin(_ method: String, _ path: String, _ body: String = "") throws -> JSONValue {
        let command = """
            curl -s --noproxy '*' -X \(method) --data-binary @- \
            '\(server.rootURL)\(path)' <<'END'
            \(body)
            END
            """
        let answer = try shell(command)
        return try JSONReader.read(Array(answer.output.utf8), limits: .any)
    }

    // MARK: The firm

    /// `cert enrol` or `cert renew` with a fresh code.
    func certify(
        _ verb: String, _ more: String..., code: String? = nil, shim: Shim = .cheap,
        limit: String? = nil
    ) throws -> Outcome {
        let text = try code ?? self.code()
        return try bench.sijil(
            ["cert", verb, "--otp", text, "--passphrase-file", "pass", "--json"] + more,
            shim: shim, limit: limit)
    }

    private var drafts = 0

    /// Issues one simplified invoice: its line of the answer.
    func issue(shim: Shim = .cheap) throws -> (outcome: Outcome, line: JSONValue?) {
        drafts += 1
        let draft = """
            {"kind": "simplified", "type": "invoice", "number": "N-\(UUID().uuidString)",
             "lines": [{"name": "قهوة عربية", "quantity": "2", "price": "12.50",
                        "vat": {"category": "S", "rate": "15"}}], "payment_means": "10"}
            """
        try bench.write(draft, to: "draft.json")
        let outcome = try bench.sijil(
            ["issue", "draft.json", "--passphrase-file", "pass", "--json"], shim: shim)
        return (outcome, try? outcome.json().first)
    }

    // MARK: States

    /// Names of what is kept of a state, without the key folder.
    private func lastingFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: bench.folder)
            .filter { $0.hasPrefix("shop.sijil") && $0 != "shop.sijil.keys" }
    }

    func keep(_ name: String) throws {
        server.stop()
        let to = bench.path("." + name)
        try? FileManager.default.removeItem(atPath: to)
        try FileManager.default.createDirectory(
            atPath: to + "/keys", withIntermediateDirectories: true)
        for file in try lastingFiles() + ["authority.db"] {
            try FileManager.default.copyItem(atPath: bench.path(file), toPath: to + "/" + file)
        }
        let keys = bench.path("shop.sijil.keys")
        for file in try FileManager.default.contentsOfDirectory(atPath: keys) {
            try FileManager.default.copyItem(
                atPath: keys + "/" + file, toPath: to + "/keys/" + file)
        }
        try restart()
    }

    func putBack(_ name: String) throws {
        server.stop()
        let from = bench.path("." + name)
        let keys = bench.path("shop.sijil.keys")
        for file in try lastingFiles() {
            try FileManager.default.removeItem(atPath: bench.path(file))
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: bench.folder)
        where file.hasPrefix("authority.db") {
            try FileManager.default.removeItem(atPath: bench.path(file))
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: keys) {
            try FileManager.default.removeItem(atPath: keys + "/" + file)
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: from)
        where file != "keys" {
            try FileManager.default.copyItem(atPath: from + "/" + file, toPath: bench.path(file))
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: from + "/keys") {
            try FileManager.default.copyItem(
                atPath: from + "/keys/" + file, toPath: keys + "/" + file)
        }
        try restart()
    }

    private func restart() throws {
        server = try Self.start(bench)
        gate.lead(to: server.port)
    }

    // MARK: Looking

    /// The ledger as another program would find it after a crash: a copy, with the journal that
    /// may lie beside it.
    func lookAtCopy<R>(_ body: (Ledger) throws -> R) throws -> R {
        let copy = bench.path("look")
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.createDirectory(
            atPath: copy, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        for file in try lastingFiles() {
            try FileManager.default.copyItem(atPath: bench.path(file), toPath: copy + "/" + file)
        }
        return try body(Ledger(opening: copy + "/shop.sijil"))
    }

    func keyFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: bench.path("shop.sijil.keys"))
    }

    static func secretFile(_ certificate: CertificateRecord) -> String {
        "secret-\(Hex.encode(Array(SHA256.hash(certificate.der).bytes.prefix(8)))).cms"
    }
}
