import Encoding
import Glibc
import Invoicing
import Testing

@testable import Rules

/// Documents that nobody here wrote, with the official validator's verdicts.
@Suite("the corpus gets the official verdicts")
struct CorpusTests {
    /// Rules that depend on the day of the check; they have tests with a fixed clock.
    private static let dated: Set<String> = ["BR-KSA-98", "BR-KSA-04"]

    @Test("sets of errors and warnings equal the index, file by file")
    func verdicts() throws {
        guard let corpus = Corpus.folder else {
            print("no corpus: set SIJIL_CORPUS to its folder to compare with it")
            return
        }
        let now = try #require(Instant("2026-11-01T00:00:00Z"))
        let known = Set(RuleID.allCases.map(\.rawValue))
        let reader = RuleReader()
        var compared = 0
        for entry in try Corpus.entries(corpus) {
            let bytes = try #require(Corpus.read(corpus + "/" + entry.file))
            let report = RuleSet.current.judge(try reader.read(bytes), at: now)
            let errors = Set(report.errors).subtracting(Self.dated)
            let warnings = Set(report.warnings).subtracting(Self.dated)
            #expect(
                errors == entry.errors.intersection(known).subtracting(Self.dated), "\(entry.file)")
            #expect(
                warnings == entry.warnings.intersection(known).subtracting(Self.dated),
                "\(entry.file)")
            #expect(report.schemaIsValid == !entry.errors.contains("XSD"), "\(entry.file)")
            #expect(report.aborts.isEmpty == !entry.errors.contains("SaxonApiException"))
            compared += 1
        }
        #expect(compared >= 90)
    }
}

enum Corpus {
    struct Entry {
        let file: String
        let errors: Set<String>
        let warnings: Set<String>
    }

    /// `$SIJIL_CORPUS`, or the folder beside the package.
    static var folder: String? {
        let named = getenv("SIJIL_CORPUS").map { String(cString: $0) }
        let beside = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let candidates = [named, "/" + beside + "/../shared/corpus"].compactMap { $0 }
        return candidates.first { access($0 + "/index.jsonl", R_OK) == 0 }
    }

    static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func entries(_ folder: String) throws -> [Entry] {
        let index = try #require(read(folder + "/index.jsonl"))
        return try index.split(separator: UInt8(ascii: "\n")).map { line in
            let entry = try JSONReader.read(Array(line))
            let expect = try #require(entry["expect"])
            return Entry(
                file: try #require(text(entry["file"])), errors: try texts(expect["errors"]),
                warnings: try texts(expect["warnings"]))
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard case .string(let text)? = value else { return nil }
        return text
    }

    private static func texts(_ value: JSONValue?) throws -> Set<String> {
        guard case .array(let items) = try #require(value) else { return [] }
        return Set(items.compactMap(text))
    }
}
