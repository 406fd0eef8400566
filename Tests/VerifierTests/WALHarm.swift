import Cryptography
import Ledger
import TestSupport
import Testing
import Verifier

/// A write-ahead log that lies beside a ledger and was not written for it.
struct WALHarm: Sendable, CustomTestStringConvertible {
    let ref = "B7"
    let name: String
    let harm: @Sendable (Evidence) throws -> Void

    var testDescription: String { "\(ref) \(name)" }

    /// Writes to a file in WAL mode and is killed before the log is taken into it.
    private static func leaveWAL(_ evidence: Evidence, _ file: String, _ sql: String) throws {
        let script = ".dbconfig enable_trigger off\nPRAGMA journal_mode = WAL;\n\(sql)\n"
        let name = evidence.folder.file("kill.sql")
        try File.write(Array((script + ".system kill -9 $PPID\n").utf8), to: name)
        try shell("sqlite3 '\(file)' < '\(name)'")
        try shell("cp '\(file)-wal' '\(evidence.path)-wal'")
    }

    static let all: [WALHarm] = [
        WALHarm(name: "the log of another kind of file") {
            try leaveWAL(
                $0, $0.folder.file("other.db"),
                "CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(20000));")
        },
        WALHarm(name: "the log of another ledger") {
            let other = $0.folder.file("other.sijil")
            let maker = try LedgerMaker(path: other, units: ["Other-1"])
            try maker.enrol("Other-1", key: .generate(), for: .enrolment)
            try maker.issue(30, unit: "Other-1")
            try leaveWAL(
                $0, other, "UPDATE document SET total = 1; UPDATE unit SET location = 'x';")
        },
        WALHarm(name: "the log that holds the whole of another ledger") {
            let other = $0.folder.file("other.sijil")
            let maker = try LedgerMaker(
                path: other, units: ["Other-1"], uuid: "00000000-1df2-4a3b-8c5d-0e1f2a3b4c5d")
            try maker.enrol("Other-1", key: .generate(), for: .enrolment)
            try maker.issue(5, unit: "Other-1")
            try leaveWAL($0, other, "VACUUM;")
        },
        WALHarm(name: "the log of another ledger that changes its first page") {
            let other = $0.folder.file("other.sijil")
            _ = try LedgerMaker(path: other, units: ["Other-1"])
            try leaveWAL(
                $0, other, "CREATE TABLE t (a); DROP TABLE t; UPDATE ledger SET seller = '{}';")
        },
    ]
}

@Suite("a foreign write-ahead log")
struct WALHarmTests {
    @Test("the file is judged by itself, and the log named", arguments: WALHarm.all)
    func foreign(harm: WALHarm) throws {
        let evidence = try Evidence()
        try harm.harm(evidence)
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        let words = report.findings.map { ($0.words, $0.also.map(\.words), $0.found ?? "") }
        #expect(report.findings.map(\.code) == [.walForeign], "found \(words)")
        #expect(report.checked.soundDocuments == 13)
        #expect(try evidence.fingerprints() == before)
    }
}
