import Cryptography
import Encoding
import Foundation
import KeyStore
import Ledger
import TestSupport
import Testing

@Suite("Secrets", .serialized)
struct SecretScanTests {
    /// Everything that is secret, in each form in which it could stand somewhere.
    private struct Secrets {
        private var forms: [(name: String, bytes: [UInt8])] = []

        mutating func add(_ name: String, _ bytes: [UInt8]) {
            forms.append((name, bytes))
            forms.append((name + " in hex", Array(Hex.encode(bytes).utf8)))
            forms.append((name + " in HEX", Array(Hex.encode(bytes).uppercased().utf8)))
            // In base64 the text depends on where in a group of three the bytes begin.
            for shift in 0..<3 {
                let text = Base64.encodeToBytes([UInt8](repeating: 0, count: shift) + bytes)
                let inner = text.dropFirst(shift == 0 ? 0 : 4).dropLast(4)
                if inner.count >= 8 { forms.append((name + " in base64", Array(inner))) }
            }
        }

        mutating func addPlain(_ name: String, _ text: String) {
            forms.append((name, Array(text.utf8)))
        }

        var count: Int { forms.count }

        /// The first form that the bytes hold.
        func found(in bytes: [UInt8]) -> String? {
            let data = Data(bytes)
            return forms.first { data.range(of: Data($0.bytes)) != nil }?.name
        }
    }

    private static let newPassphrase = "a second phrase for the shop"

    @Test("after a full run none is in any file, answer or word")
    func scan() throws {
        let town = try run()
        var secrets = Secrets()
        for phrase in [Town.passphrase, Self.newPassphrase] {
            secrets.add("passphrase", Array(phrase.utf8))
        }
        for code in town.allCodes {
            secrets.addPlain("one-time code", " " + code)
            secrets.addPlain("one-time code", "\"" + code)
            secrets.addPlain("one-time code", ":" + code)
            secrets.add("one-time code in base64", Array("OTP: \(code)".utf8))
        }
        for secret in try authoritySecrets(town) {
            secrets.add("API secret", Array(secret.utf8))
            secrets.add("API secret, decoded", try #require(Base64.decode(secret)))
        }
        for (scalar, pkcs8) in try privateKeys(town) {
            secrets.add("private key", scalar)
            secrets.add("private key, PKCS#8", pkcs8)
        }
        // That the scan can find something.
        #expect(secrets.found(in: Array("x\(Town.passphrase)y".utf8)) == "passphrase")
        var scanned = 0
        let files = try #require(FileManager.default.enumerator(atPath: town.bench.folder))
        for case let name as String in files {
            let kind = try FileManager.default.attributesOfItem(atPath: town.bench.path(name))
            guard kind[.type] as? FileAttributeType == .typeRegular else { continue }
            // The passphrase file is the user's, the authority's state is not ours.
            if name == "pass" || name.hasPrefix("authority.db") { continue }
            scanned += 1
            #expect(secrets.found(in: try town.bench.read(name)) == nil, "\(name)")
            #expect(!name.contains("core"), "\(name)")
        }
        let words = town.bench.transcript.now
        #expect(secrets.found(in: Array(words.utf8)) == nil)
        #expect(try secrets.found(in: storedBytes(town)) == nil)
        print(
            "secret scan: \(secrets.count) forms, \(scanned) files, \(words.utf8.count) bytes of "
                + "output")
        #expect(scanned > 12)
    }

    /// Init, enrolment with a crash and an answer that repeats what was sent, issuing, renewal with
    /// submission, another crash; with and without JSON. No shim makes anything cheaper.
    private func run() throws -> Town {
        let town = try Town(shim: .honest)
        // A server that throws our own words back at us.
        town.gate.react { request in
            guard request.path.hasSuffix("/compliance") else { return .pass }
            let head = String(decoding: request.bytes[..<request.bodyStart], as: UTF8.self)
            let echo = head.replacingOccurrences(of: "\r\n", with: " ")
                .replacingOccurrences(of: "\"", with: "'")
            return .answer(
                Forger.http(400, #"{"errors": [{"code": "Invalid-OTP", "message": "\#(echo)"}]}"#))
        }
        let echoed = try town.certify("enrol", shim: .honest)
        #expect(echoed.status == 2)
        town.gate.react { _ in .pass }
        let crash = try town.certify("enrol", shim: Shim(kill: 120, isCheap: false))
        #expect(crash.isKilled)
        let code = try town.code()
        let plain = try town.bench.sijil(
            ["cert", "enrol", "--otp", code, "--passphrase-file", "pass"], shim: .honest)
        #expect(plain.status == 0, "\(plain.talk)")
        #expect(try town.issue(shim: .honest).outcome.status == 0)
        let store = try KeyStore.open(directory: town.bench.path("shop.sijil.keys"))
        try store.changePassphrase(
            from: Self.sealed(Town.passphrase), to: Self.sealed(Self.newPassphrase))
        try town.bench.write(Self.newPassphrase + "\n", to: "pass")
        try town.scenario(#"{"renewal": "not-compliant"}"#)
        let cut = try town.certify("renew", shim: Shim(kill: 260, isTorn: true, isCheap: false))
        #expect(cut.isKilled)
        let renewed = try town.certify("renew", shim: .honest)
        #expect(renewed.status == 0, "\(renewed.output)\(renewed.talk)")
        #expect(try town.issue(shim: .honest).outcome.status == 0)
        for arguments in [["cert", "list"], ["cert", "show", "--json"], ["list"]] {
            #expect(try town.bench.sijil(arguments, shim: .honest).status == 0)
        }
        let wrong = try town.bench.sijil(
            ["cert", "enrol", "--otp", Town.passphrase, "--passphrase-file", "pass"],
            shim: .honest)
        #expect(wrong.status == 0, "connected: the code is not even looked at")
        return town
    }

    private static func sealed(_ text: String) -> SecretBytes {
        var bytes = Array(text.utf8)
        return SecretBytes(taking: &bytes)
    }

    private func authoritySecrets(_ town: Town) throws -> [String] {
        let listed = try shell(
            "sqlite3 '\(town.bench.path("authority.db"))' 'SELECT secret FROM csid'")
        let all = listed.output.split(separator: "\n").map(String.init)
        try #require(all.count >= 4, "\(listed.output)")
        return all
    }

    /// The private keys, opened with stock openssl.
    private func privateKeys(_ town: Town) throws -> [(scalar: [UInt8], pkcs8: [UInt8])] {
        let keys = try town.keyFiles().filter { $0.hasPrefix("key-") && $0.hasSuffix(".p8") }
        try #require(keys.count == 2)
        return try keys.map { name in
            let opened = try shell(
                """
                cd '\(town.bench.folder)'
                openssl pkcs8 -in 'shop.sijil.keys/\(name)' -passin file:pass -topk8 -nocrypt \
                  -outform DER | od -An -v -tx1 | tr -d ' \\n'
                """)
            let der = try #require(Hex.decode(opened.output), "\(opened.output)")
            let start = try #require(der.firstRange(of: [0x04, 0x20])?.upperBound)
            return (Array(der[start..<start + 32]), der)
        }
    }

    /// The stored requests and answers, and the ledger's pages are in its file.
    private func storedBytes(_ town: Town) throws -> [UInt8] {
        let ledger = try Ledger(opening: town.bench.path("shop.sijil"))
        var all: [UInt8] = []
        for attempt in try ledger.attempts(unit: Town.unit) {
            all += try ledger.requestBytes(attempt: attempt.id)
            all += try ledger.responseBytes(attempt: attempt.id) ?? []
        }
        #expect(all.count > 10_000)
        return all
    }

    @Test("secrets open with stock openssl, and are those that the authority gave")
    func opened() throws {
        let town = try Town(shim: .honest)
        let enrolled = try town.certify("enrol", shim: .honest)
        try #require(enrolled.status == 0, "\(enrolled.talk)")
        let given = try shell(
            "sqlite3 '\(town.bench.path("authority.db"))' 'SELECT secret FROM csid'")
        let files = try town.keyFiles().filter { $0.hasPrefix("secret-") && $0.hasSuffix(".cms") }
        #expect(files.count == 2)
        var found: Set<String> = []
        for name in files {
            let opened = try shell(
                """
                cd '\(town.bench.folder)'
                openssl cms -decrypt -inform PEM -in 'shop.sijil.keys/\(name)' \
                  -pwri_password "$(cat pass)" -binary
                """)
            #expect(opened.status == 0, "\(opened.output)")
            found.insert(opened.output)
        }
        #expect(found == Set(given.output.split(separator: "\n").map(String.init)))
    }
}
