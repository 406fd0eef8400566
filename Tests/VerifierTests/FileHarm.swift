import Glibc
import TestSupport
import Testing
import Verifier

/// A harm to the pages of a file, after which what can still be read must be verified and listed.
struct FileHarm: Sendable, CustomTestStringConvertible {
    let ref: String
    let name: String
    let code: FindingCode
    /// How many of the 13 documents must still be found sound.
    let sound: ClosedRange<Int64>
    /// Findings with causes of their own.
    let others: [FindingCode]
    let harm: @Sendable (Evidence) throws -> Void

    init(
        _ ref: String, _ name: String, _ code: FindingCode, sound: ClosedRange<Int64>,
        others: [FindingCode] = [], harm: @escaping @Sendable (Evidence) throws -> Void
    ) {
        self.ref = ref
        self.name = name
        self.code = code
        self.sound = sound
        self.others = others
        self.harm = harm
    }

    var testDescription: String { "\(ref) \(name)" }

    static let pageSize = 4_096

    private static func index(_ name: String) -> FileHarm {
        FileHarm("B3", "a page of the index \(name) zeroed", .indexDamaged, sound: 13...13) {
            try $0.zero(page: try $0.rootPage(name))
        }
    }

    static let all: [FileHarm] = [
        // Of so small a file the first half is schema, without which there is no ledger at all.
        FileHarm("B1", "the second half of the records cut off", .fileDamaged, sound: 1...12) {
            let roots = try $0.sql("SELECT max(rootpage) FROM sqlite_schema;")
            let schema = try #require(Int(roots)) * pageSize
            try $0.editBytes { $0.removeLast(($0.count - schema) / 2 / pageSize * pageSize) }
        },
        FileHarm("B1", "a part of a page cut off", .fileDamaged, sound: 11...13) {
            try $0.editBytes { $0.removeLast(1_000) }
        },
        // Every row is there, but to SQLite the file is malformed.
        FileHarm("B1", "more pages in the header than in the file", .fileDamaged, sound: 13...13) {
            try $0.editBytes { $0[29] ^= 1 }
        },
        FileHarm("B1", "bytes behind the last page", .fileDamaged, sound: 13...13) {
            try $0.editBytes { $0 += [UInt8](repeating: 0x20, count: 4_096) }
        },
        FileHarm("B1", "a few bytes behind the last page", .fileDamaged, sound: 13...13) {
            try $0.editBytes { $0 += [1, 2, 3] }
        },
        FileHarm("B2", "a page of documents zeroed", .fileDamaged, sound: 9...12) {
            let row = try $0.offset(of: "INV-3standard388")
            try $0.zero(page: row / pageSize + 1)
        },
        FileHarm("B2", "an overflow page of a document zeroed", .fileDamaged, sound: 12...12) {
            let number = try $0.offset(of: "<cbc:ID>INV-3</cbc:ID>")
            try $0.zero(page: number / pageSize + 1)
        },
        // No other page hangs on the last one, so SQLite sees nothing.
        FileHarm(
            "B2", "the last overflow page of a document zeroed", .documentChanged, sound: 12...12
        ) {
            let line = try $0.offset(of: "<cac:InvoiceLine>", after: "<cbc:ID>INV-3</cbc:ID>")
            try $0.zero(page: line / pageSize + 1)
        },
        FileHarm("B2", "the interior page over the documents zeroed", .fileDamaged, sound: 0...0) {
            let page = try $0.rootPage("document")
            try $0.editBytes { #expect($0[(page - 1) * pageSize] == 5, "no interior page") }
            try $0.zero(page: page)
        },
        FileHarm("B2", "the interior page over the log zeroed", .fileDamaged, sound: 0...13) {
            let page = try $0.rootPage("entry")
            try $0.editBytes { #expect($0[(page - 1) * pageSize] == 5, "no interior page") }
            try $0.zero(page: page)
        },
        index("document_uuid"), index("document_number"), index("entry_row"),
        index("signing_key_spki"),
        FileHarm("B14", "a sparse file of 10 GB", .fileDamaged, sound: 13...13) {
            // The header says so too: SQLite believes it.
            let pages = 2_621_440
            try $0.editBytes { bytes in
                for index in 0..<4 { bytes[28 + index] = UInt8(pages >> (24 - 8 * index) & 0xFF) }
            }
            try #require(truncate($0.path, pages * pageSize) == 0)
        },
    ]
}

extension Evidence {
    func zero(page: Int) throws {
        try editBytes { bytes in
            for index in (page - 1) * FileHarm.pageSize..<page * FileHarm.pageSize {
                bytes[index] = 0
            }
        }
    }

    /// Where a text first stands in the file.
    func offset(of text: String, after anchor: String? = nil) throws -> Int {
        let bytes = try File.read(path)
        let start = try anchor.map { try #require(bytes.firstRange(of: Array($0.utf8))).upperBound }
        return try #require(bytes[(start ?? 0)...].firstRange(of: Array(text.utf8))).lowerBound
    }
}
