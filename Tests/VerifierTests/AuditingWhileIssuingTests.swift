import Cryptography
import Encoding
import Glibc
import Ledger
import TestSupport
import Testing
import Verifier

@Suite("auditing while another process issues")
struct AuditingWhileIssuingTests {
    static let name = CaseName("D4", "an audit while another process issues")

    @Test("each audit sees one moment, says its size, and holds nobody off (D4)")
    func moments() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("busy.sijil")
        let maker = try LedgerMaker(path: path, units: ["Unit-1"])
        try maker.enrol("Unit-1", key: .generate(), for: .enrolment)
        try maker.issue(3, unit: "Unit-1")
        let early = try File.read(path)
        let first = try Audit.run(path).size
        try maker.issue(30, unit: "Unit-1")
        try maker.enrol("Unit-1", key: .generate(), for: .renewal)
        try maker.issue(30, unit: "Unit-1")
        try maker.enrol("Unit-1", key: .generate(), for: .enrolment)
        try maker.issue(30, unit: "Unit-1")
        let last = try Audit.run(path).size
        try shell("cp '\(path)' '\(folder.file("full.sijil"))'")
        // Another process brings the early file forward, a transaction a document.
        try File.write(early, to: path)
        try replayScript(folder, after: first)
        let writer = try #require(
            popen("sqlite3 -bail '\(path)' < '\(folder.file("replay.sql"))' 2>&1", "r"))
        var sizes: [Int64] = []
        repeat {
            let report = try Audit.run(path, AuditOptions(temporaryFolder: folder.path))
            #expect(report.findings.map(\.words) == [])
            #expect(report.verdict == .sound)
            // Two entries a document, and those of the rows that are not documents.
            #expect(report.size == 2 * report.checked.documents + report.checked.records)
            #expect(report.json["size"] == .number(String(report.size)))
            sizes.append(report.size)
        } while sizes.last.map { $0 < last } ?? true && sizes.count < 10_000
        var said: [UInt8] = []
        while case let byte = fgetc(writer), byte != EOF {
            said.append(UInt8(truncatingIfNeeded: byte))
        }
        let status = pclose(writer)
        #expect(status == 0, "the writer was held off: \(String(decoding: said, as: UTF8.self))")
        #expect(sizes == sizes.sorted())
        #expect(Set(sizes).count > 2, "no audit ran while the other process wrote: \(sizes)")
        print("\(sizes.count) audits, \(Set(sizes).count) sizes from \(first) to \(last)")
    }

    private static let tables = [
        "unit": "unit", "key": "signing_key", "certificate": "certificate",
        "certificate-event": "certificate_event", "chain": "chain", "document": "document",
    ]

    /// Inserts for all rows of the full ledger behind its early entries, as the program writes
    /// them: a document in one transaction, an enrolment in one.
    private func replayScript(_ folder: TemporaryFolder, after first: Int64) throws {
        let full = folder.file("full.sijil")
        let entries = try shell(
            "sqlite3 '\(full)' 'SELECT seq, kind, row_id FROM entry WHERE seq > \(first)'")
        try shell("sqlite3 '\(full)' .dump > '\(folder.file("dump.sql"))'")
        let dump = String(decoding: try File.read(folder.file("dump.sql")), as: UTF8.self)
        var inserts: [String: String] = [:]
        for line in dump.split(separator: "\n") where line.hasPrefix("INSERT INTO ") {
            let head = line.prefix { $0 != "," && $0 != ")" }
            inserts[String(head)] = String(line)
        }
        var script =
            ".timeout 10000\nPRAGMA journal_mode = TRUNCATE;\nPRAGMA synchronous = EXTRA;\n"
        var group: String?
        for line in entries.output.split(separator: "\n") {
            let parts = line.split(separator: "|").map { String($0) }
            let (seq, kind, row) = (parts[0], parts[1], parts[2])
            let wanted = kind == "document" || kind == "issuance" ? "document \(row)" : "enrolment"
            if group != wanted {
                script += group == nil ? "" : "COMMIT;\n.system sleep 0.02\n"
                script += "BEGIN IMMEDIATE;\n"
                group = wanted
            }
            if let table = Self.tables[kind] {
                script += try #require(inserts["INSERT INTO \(table) VALUES(\(row)"]) + "\n"
            }
            script += try #require(inserts["INSERT INTO entry VALUES(\(seq)"]) + "\n"
        }
        try File.write(Array((script + "COMMIT;\n").utf8), to: folder.file("replay.sql"))
    }
}
