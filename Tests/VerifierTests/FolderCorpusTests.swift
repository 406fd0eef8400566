import Encoding
import Glibc
import Invoicing
import TestSupport
import Testing

@testable import Verifier

/// Public documents of many systems in one folder.
@Suite("the audit of a folder of public documents")
struct FolderCorpusTests {
    /// What an independent program found false, and the findings that say so.
    private static let checks: [(name: String, codes: Set<FindingCode>)] = [
        ("invoice_digest", [.hashMismatch]),
        ("signed_properties", [.signedPropertiesMismatch]),
        ("cert_digest", [.certificateDigestMismatch, .certificateEncoding]),
        ("issuer", [.issuerMismatch, .certificateEncoding]),
        ("serial", [.serialMismatch, .certificateEncoding]),
        ("ecdsa", [.signatureInvalid, .signatureMalformed]),
    ]

    @Test("each check agrees with the index, and every document is in a section")
    func corpus() throws {
        let folder = getenv("SIJIL_CORPUS").map { String(cString: $0) } ?? "../shared/corpus"
        guard access(folder + "/index.jsonl", R_OK) == 0 else {
            print("no corpus at \(folder): skipped")
            return
        }
        let files = try FolderFiles(folder)
        let outcome = FolderPass(files: files, level: .rules, workers: 2, progress: nil).run()
        var found: [String: Set<FindingCode>] = [:]
        for symptom in outcome.symptoms {
            found[symptom.place.path ?? "", default: []].insert(symptom.code)
        }
        let hashes = Dictionary(
            uniqueKeysWithValues: outcome.documents.map {
                (files.documents.text(Int($0.file)), $0.hash.base64)
            })
        var agreeing = 0
        var entries = 0
        for line in try File.read(folder + "/index.jsonl").split(separator: 0x0A) {
            let entry = try JSONReader.read(Array(line))
            let name = try #require(entry["file"]?.string)
            entries += 1
            var differing: [String] = []
            if let hash = entry["expect"]?["hash"]?.string, hashes[name] != hash {
                differing.append("hash")
            }
            let codes = found[name] ?? []
            for check in Self.checks {
                guard case .bool(let isTrue)? = entry["crypto"]?[check.name] else { continue }
                // A cleared document's signature is the authority's, and no finding.
                let isFine = isTrue || (check.name == "ecdsa" && Self.cleared.contains(name))
                if codes.isDisjoint(with: check.codes) != isFine { differing.append(check.name) }
            }
            if differing.isEmpty { agreeing += 1 } else { print("\(name): \(differing)") }
        }
        #expect(entries == 96)
        #expect(agreeing == entries)
        let report = try FolderAudit.run(folder, AuditOptions(level: .rules))
        #expect(report.verdict == .findings)
        #expect(report.checked.documents == Int64(outcome.documents.count))
        #expect(
            report.folder?.sellers.reduce(0) { $0 + $1.documents } == report.checked.documents)
        #expect(
            report.json.serialized()
                == (try FolderAudit.run(
                    folder, AuditOptions(level: .rules, workers: 1))).json.serialized())
        print("\(agreeing) of \(entries) public documents agree with the index")
    }

    /// Those that verify with the authority's key.
    private static let cleared: Set<String> = [
        "signed/09d359f8-standard-invoice.xml", "signed/f18f3a89-standard-credit-note.xml",
    ]
}
