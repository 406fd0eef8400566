import EGS
import Encoding
import Invoicing
import StampCheck
import Testing
import UBL

@Suite("public documents that nobody here wrote")
struct CorpusTests {
    /// Name in the index, and what we say.
    private static let compared: [(String, @Sendable (StampChecks) -> Bool?)] = [
        ("invoice_digest", { $0.invoiceDigest }), ("signed_properties", { $0.signedProperties }),
        ("cert_digest", { $0.certDigest }), ("ecdsa", { $0.signature }), ("issuer", { $0.issuer }),
        ("serial", { $0.serial }),
    ]

    /// Stamps in documents for which the index gives no answers, because it lists them as unsigned.
    /// Where a `ds:Signature` stands, the checks have answers here: the first two have empty
    /// values, the third has a stamp that does not fit its document.
    private static let stampedButListedAsUnsigned: Set<String> = [
        "invalid/23c1ef82-simplified-debit-note.xml", "invalid/3e3a5030-standard-debit-note.xml",
        "valid/357b017d-standard-invoice.xml",
    ]

    private struct Entry {
        let file: String
        let json: JSONValue
        let report: StampReport

        var passes: Bool { json["expect"]?["verdict"] == .string("PASS") }
    }

    private static func examined() throws -> [Entry]? {
        guard let corpus = try StampFixtures.corpus() else { return nil }
        var certificates = CertificateCache()
        return try corpus.index.compactMap { json in
            guard case .string(let file) = json["file"] else { return nil }
            let bytes = try StampFixtures.bytes(of: corpus.folder + "/" + file)
            return Entry(
                file: file, json: json,
                report: StampCheck.examine(bytes, certificates: &certificates))
        }
    }

    @Test("the hash and each stamp check are what an independent program found")
    func index() throws {
        guard let entries = try Self.examined() else { return }
        var unlisted: Set<String> = []
        for entry in entries {
            if case .string(let hash) = entry.json["expect"]?["hash"] {
                #expect(entry.report.hash?.base64 == hash, "\(entry.file)")
            }
            for (name, ours) in Self.compared {
                let ours = ours(entry.report.checks)
                if case .bool(let theirs) = entry.json["crypto"]?[name] {
                    #expect(ours == theirs, "\(entry.file) \(name)")
                } else if let ours {
                    unlisted.insert(entry.file)
                    print("\(entry.file) \(name): we say \(ours), the index nothing")
                }
            }
        }
        #expect(unlisted == Self.stampedButListedAsUnsigned)
        print("\(entries.count) public documents compared")
    }

    @Test(
        "a simplified document that officially passes has no false check and no grave fault"
    )
    func simplified() throws {
        guard let entries = try Self.examined() else { return }
        var seen = 0
        for entry in entries where entry.passes {
            let document = try #require(entry.report.document)
            // A byte order mark is a fault of a ledger's document; the official validator reads
            // over it.
            let grave = entry.report.faults.filter { !$0.isInStamp && $0.kind != .byteOrderMark }
            #expect(grave == [], "\(entry.file)")
            guard document.facts.isSimplified else { continue }
            seen += 1
            let checks = entry.report.checks
            #expect(checks.qr == true, "\(entry.file) \(entry.report.findings)")
            #expect(checks.signature == true, "\(entry.file)")
            #expect(entry.report.faults.filter(\.isInStamp) == [], "\(entry.file)")
        }
        #expect(seen >= 10)
    }

    @Test(
        "documents cleared by the authority, and no others, verify with its test key"
    )
    func authority() throws {
        guard let entries = try Self.examined() else { return }
        let cleared = entries.filter { $0.report.checks.authoritySignature == true }
        #expect(cleared.allSatisfy { $0.report.authorityKey == "ZATCA test environments" })
        #expect(cleared.allSatisfy { $0.report.checks.signature == false })
        #expect(cleared.allSatisfy { $0.report.checks.invoiceDigest == true })
        #expect(cleared.map(\.file).count == 2)
    }
}
