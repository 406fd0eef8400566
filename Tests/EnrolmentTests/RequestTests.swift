import Encoding
import Foundation
import TestSupport
import Testing

@Suite("Requests, read by openssl")
struct RequestTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let environment: String
        let seller: String
        let name: String
        var testDescription: String { "\(environment), \(name)" }

        static let template = [
            "sandbox": "TSTZATCA-Code-Signing", "simulation": "PREZATCA-Code-Signing",
            "production": "ZATCA-Code-Signing", "emulator": "TSTZATCA-Code-Signing",
        ]

        static let all: [Row] = template.keys.sorted().flatMap { environment in
            sellers.map { Row(environment: environment, seller: $0.1, name: $0.0) }
        }

        private static let sellers: [(String, String)] = [
            ("Arabic", Town.seller(documents: "1100")),
            (
                "Latin",
                Town.seller(documents: "1000")
                    .replacingOccurrences(of: "شركة النخيل للتجارة", with: "Palm Trading Co")
                    .replacingOccurrences(of: "فرع الرياض", with: "Riyadh Branch")
            ),
            (
                // The eleventh digit tells a group; the branch is then the member's TIN.
                "VAT group",
                Town.seller(documents: "0100")
                    .replacingOccurrences(of: Town.vat, with: "399999999910003")
                    .replacingOccurrences(of: "فرع الرياض", with: "3999999999")
            ),
        ]
    }

    @Test("every request verifies and names what the seller's file does", arguments: Row.all)
    func verified(_ row: Row) throws {
        let bench = try Bench()
        try bench.write(row.seller, to: "seller.json")
        try bench.write(Town.passphrase, to: "pass")
        chmod(bench.path("pass"), 0o600)
        var initial = [
            "init", "shop.sijil", "--seller", "seller.json", "--environment", row.environment,
            "--passphrase-file", "pass",
        ]
        if row.environment == "emulator" { initial += ["--endpoint", "http://127.0.0.1:9/x"] }
        let made = try bench.sijil(initial)
        try #require(made.status == 0, "\(made.talk)")
        try bench.must("cert", "request", "--out", "csr.pem", "--passphrase-file", "pass")
        let read = try shell(
            """
            cd '\(bench.folder)'
            openssl req -in csr.pem -noout -text -verify -nameopt utf8,sep_comma_plus -utf8
            openssl asn1parse -in csr.pem | grep -A40 1.3.6.1.4.1.311.20.2
            """)
        #expect(read.status == 0)
        let text = read.output
        #expect(text.contains("verify OK"), "\(text)")
        #expect(text.contains("secp256k1"))
        #expect(text.contains("ecdsa-with-SHA256"))
        let json = try JSONReader.read(Array(row.seller.utf8))
        for name in ["name", "branch", "common_name", "serial", "location", "industry", "vat"] {
            let value = try #require(json[name]?.text)
            #expect(text.contains(value), "\(name) \(value) is not in \(text)")
        }
        let template = try #require(Row.template[row.environment])
        let hex = template.utf8.map { String($0, radix: 16, uppercase: true) }.joined()
        #expect(text.contains(hex), "\(text)")
        // The same key waits for its certificate: asked again it is the same request but for its
        // signature.
        try bench.must("cert", "request", "--out", "again.pem", "--passphrase-file", "pass")
        let same = try shell(
            """
            cd '\(bench.folder)'
            openssl req -in csr.pem -noout -pubkey; openssl req -in again.pem -noout -pubkey
            """)
        let keys = same.output.components(separatedBy: "-----BEGIN PUBLIC KEY-----").dropFirst()
        #expect(keys.count == 2)
        #expect(Set(keys.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }).count == 1)
    }
}
