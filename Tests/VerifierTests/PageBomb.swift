import Glibc
import Testing
import Verifier

/// A table of which a few pages stand under each other again and again, so that whoever walks
/// through it never comes to its end.
struct PageBomb: Sendable, CustomTestStringConvertible {
    let ref = "B14"
    let table: String

    var testDescription: String { "\(ref) \(name)" }
    var name: String { "pages of the table \(table) under each other without end" }

    static let all = ["document", "entry"].map { PageBomb(table: $0) }

    /// Puts 14 levels of pages between the root and the rows, each of 500 entries that all lead to
    /// the next level's only page.
    func harm(_ evidence: Evidence) throws {
        let root = try evidence.rootPage(table)
        try evidence.editBytes { bytes in
            let size = FileHarm.pageSize
            let first = bytes.count / size + 1
            let levels = 14
            let rows = Array(bytes[(root - 1) * size..<root * size])
            for level in 1..<levels { bytes += Self.interior(leadingTo: first + level) }
            bytes += rows
            let top = Self.interior(leadingTo: first)
            bytes.replaceSubrange((root - 1) * size..<root * size, with: top)
            // Bytes 28 to 31: the number of pages.
            let pages = bytes.count / size
            for index in 0..<4 { bytes[28 + index] = UInt8(pages >> (24 - 8 * index) & 0xFF) }
        }
    }

    /// Section 1.6 of the file format: kind, cells, where they begin, the last page; pointers to
    /// the cells; at the end the cells, each a page and a key.
    private static func interior(leadingTo page: Int) -> [UInt8] {
        let size = FileHarm.pageSize
        let count = 500
        var bytes = [UInt8](repeating: 0, count: size)
        func put(_ value: Int, _ length: Int, at index: Int) {
            for byte in 0..<length {
                bytes[index + byte] = UInt8(value >> (8 * (length - 1 - byte)) & 0xFF)
            }
        }
        bytes[0] = 5
        put(count, 2, at: 3)
        put(size - 6 * count, 2, at: 5)
        put(page, 4, at: 8)
        for cell in 0..<count {
            let start = size - 6 * (cell + 1)
            put(start, 2, at: 12 + 2 * cell)
            put(page, 4, at: start)
            bytes[start + 4] = 0x80 | UInt8(cell >> 7)
            bytes[start + 5] = UInt8(cell & 0x7F)
        }
        return bytes
    }
}

@Suite("tables without end")
struct PageBombTests {
    @Test("are given up after a while, as damage, and the file stays", arguments: PageBomb.all)
    func bombs(bomb: PageBomb) throws {
        let evidence = try Evidence()
        try bomb.harm(evidence)
        let before = try evidence.fingerprints()
        let clock = ContinuousClock()
        let start = clock.now
        let report = try evidence.audit()
        #expect(clock.now - start < .seconds(30))
        #expect(report.findings.first?.code == .fileDamaged, "\(report.findings)")
        #expect(report.verdict == .findings)
        #expect(try evidence.fingerprints() == before)
        #expect(try evidence.audit(workers: 1).json == report.json, "one worker and two differ")
    }
}
