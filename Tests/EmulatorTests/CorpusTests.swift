import Encoding
import Glibc
import Invoicing
import StampCheck
import Testing
import UBL

@testable import Emulator

@Suite("verdicts on public documents that nobody here wrote")
struct EmulatorCorpusTests {
    private struct Entry {
        let file: String
        let expect: JSONValue
        let isSimplified: Bool
        let messages: [ValidationMessage]

        func codes(_ severity: ValidationMessage.Severity) -> Set<String> {
            Set(messages.filter { $0.severity == severity }.map(\.code))
        }

        /// What the index lists under a name.
        func listed(_ name: String) -> Set<String> {
            Set(expect[name]?.items.compactMap(\.text) ?? [])
        }
    }

    /// The index of the corpus and its folder, if it is there.
    private static func entries() throws -> [Entry]? {
        let folder = try #require(
            getenv("SIJIL_CORPUS").map { String(cString: $0) } ?? Self.besideThePackage)
        guard access(folder + "/index.jsonl", R_OK) == 0 else {
            print("the corpus is not there (SIJIL_CORPUS): verdicts were not compared")
            return nil
        }
        var certificates = CertificateCache()
        let index = try read(folder + "/index.jsonl")
        return try index.split(separator: 0x0A).map { line in
            let json = try JSONReader.read(Array(line))
            let file = try #require(json["file"]?.text)
            let xml = try read(folder + "/" + file)
            let report = StampCheck.examine(xml, certificates: &certificates)
            let facts = try #require(report.document?.facts, "\(file)")
            var judge = DocumentJudge(
                xml, report, facts,
                sentBy: DocumentJudge.Holder(vat: facts.sellerVAT ?? Desk.vat, documents: "1100"),
                now: Instant(secondsSince1970: 1_795_305_600))
            judge.judge()
            return Entry(
                file: file, expect: json["expect"] ?? .null, isSimplified: facts.isSimplified,
                messages: judge.messages)
        }
    }

    private static let besideThePackage: String? = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/shared/corpus"
    }()

    private static func read(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Rules that depend on the day of the check.
    private static let dated: Set<String> = ["BR-KSA-98", "BR-KSA-04"]

    @Test("the answer holds exactly the rules that the official validator names")
    func officialRules() throws {
        guard let entries = try Self.entries() else { return }
        #expect(entries.count == 96)
        for entry in entries {
            func rules(_ codes: Set<String>) -> Set<String> {
                codes.filter { $0.hasPrefix("BR-") }.subtracting(Self.dated)
            }
            #expect(
                rules(entry.codes(.error)) == rules(entry.listed("errors")), "\(entry.file)")
            #expect(
                rules(entry.codes(.warning)) == rules(entry.listed("warnings")), "\(entry.file)")
            let isRefused = entry.listed("errors").contains("XSD")
            #expect(entry.codes(.error).contains("XSD_ZATCA_INVALID") == isRefused)
        }
    }

    @Test("a wrong stamp or QR code condemns simplified documents only, as it officially does")
    func stamps() throws {
        guard let entries = try Self.entries() else { return }
        var condemned = 0
        for entry in entries {
            // Whether the sender may send it is no question of the corpus.
            let ours = entry.codes(.error).filter {
                !$0.hasPrefix("BR-") && $0 != "certificate-permissions"
            }
            let theirs = entry.listed("errors").filter { !$0.hasPrefix("BR-") && $0 != "XSD" }
            #expect(ours.isEmpty == theirs.isEmpty, "\(entry.file) \(ours) \(theirs)")
            if !entry.isSimplified { #expect(ours.isEmpty, "\(entry.file)") }
            if !ours.isEmpty { condemned += 1 }
        }
        #expect(condemned >= 10)
    }
}
