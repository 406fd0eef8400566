import Encoding
import Glibc
import Invoicing
import TestSupport
import Testing
import Verifier

@Suite("damaged and odd files")
struct FileDamageTests {
    /// The error of an audit; `nil` if there is none.
    private func error(_ evidence: Evidence) throws -> AuditError? {
        do throws(AuditError) {
            _ = try Audit.run(evidence.path, AuditOptions(temporaryFolder: evidence.folder.path))
            return nil
        } catch {
            return error
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let harm: @Sendable (Evidence) throws -> Void
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "no file", code: "file-unreadable") { unlink($0.path) },
        Refusal(name: "a folder", code: "not-a-file") {
            unlink($0.path)
            mkdir($0.path, 0o700)
        },
        Refusal(name: "an empty file", code: "file-empty") { try File.write([], to: $0.path) },
        Refusal(name: "another kind of file", code: "not-sqlite") {
            try File.write(Array("a short text".utf8), to: $0.path)
        },
        Refusal(name: "an SQLite file of another program", code: "not-a-ledger") {
            try $0.sql("PRAGMA application_id = 7;")
        },
        Refusal(name: "a newer ledger", code: "ledger-newer") {
            try $0.sql("PRAGMA user_version = 99;")
        },
    ]

    @Test("what is no ledger is refused by its name, and stays as it is", arguments: refusals)
    func refused(refusal: Refusal) throws {
        let evidence = try Evidence()
        try refusal.harm(evidence)
        let before = try evidence.fingerprints()
        let error = try #require(try error(evidence))
        #expect(error.code == refusal.code)
        #expect(error.problem.en.contains(evidence.path))
        #expect(!error.remedy.ar.isEmpty)
        #expect(try evidence.fingerprints() == before)
    }

    @Test("an unknown older version is a finding, and nothing of it is believed")
    func versionZero() throws {
        let evidence = try Evidence()
        try evidence.sql("PRAGMA user_version = 0;")
        let report = try evidence.audit()
        #expect(report.findings.map(\.code) == [.schemaDiffers])
        #expect(report.checked.documents == 0)
    }

    @Test("what can still be read is verified and listed", arguments: FileHarm.all)
    func pages(harm: FileHarm) throws {
        let evidence = try Evidence()
        try harm.harm(evidence)
        let before = try evidence.stamps()
        let report = try evidence.audit()
        let words = report.findings.map { ($0.words, $0.also.map(\.words), $0.found ?? "") }
        #expect(report.findings.map(\.code) == [harm.code] + harm.others, "found \(words)")
        #expect(harm.sound.contains(report.checked.soundDocuments), "\(report.checked)")
        let isPartial = harm.code == .fileDamaged && report.checked.soundDocuments > 0
        #expect(report.checked.readable.isEmpty != isPartial, "\(report.checked)")
        #expect(report.verdict == .findings)
        #expect(try evidence.stamps() == before)
        #expect(try evidence.audit(workers: 1).json == report.json, "one worker and two differ")
    }

    @Test("a hot journal: the recovered copy is audited and the file stays as it is (B8)")
    func hotJournal() throws {
        let evidence = try Evidence()
        try evidence.leaveHotJournal()
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(report.findings.map(\.code) == [.journalRecovered])
        #expect(report.checked.soundDocuments == 13)
        #expect(report.verdict == .sound)
        #expect(try evidence.fingerprints() == before)
        #expect(try shell("ls -A '\(evidence.folder.path)' | grep -c audit-").output == "0\n")
    }

    @Test("a hot journal deleted: what was half written is found, by whatever page it is in (B9)")
    func journalDeleted() throws {
        let evidence = try Evidence()
        try evidence.leaveHotJournal()
        try #require(unlink(evidence.path + "-journal") == 0)
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(report.verdict == .findings)
        #expect(report.checked.soundDocuments < 13)
        #expect(try evidence.fingerprints() == before)
    }

    @Test("WAL mode without its file is told, and documents in it are not invented (B6)")
    func walMissing() throws {
        let evidence = try Evidence()
        try evidence.sql("PRAGMA journal_mode = WAL;")
        let before = try evidence.fingerprints()
        try #require(!before.contains("-wal"))
        let report = try evidence.audit()
        #expect(report.findings.map(\.code) == [.walMissing])
        #expect(report.checked.soundDocuments == 13)
        #expect(try evidence.fingerprints() == before)
    }

    @Test("a write-ahead log beside the file is audited with it, in a copy (B7)")
    func walFound() throws {
        let evidence = try Evidence()
        let script = """
            .dbconfig enable_trigger off
            PRAGMA journal_mode = WAL;
            UPDATE document SET total = 1 WHERE id = 3;
            .system kill -9 $PPID
            """
        try File.write(Array((script + "\n").utf8), to: evidence.folder.file("kill.sql"))
        try shell("sqlite3 '\(evidence.path)' < '\(evidence.folder.file("kill.sql"))'")
        let before = try evidence.fingerprints()
        try #require(before.contains("-wal"))
        let report = try evidence.audit()
        #expect(report.findings.map(\.code).prefix(2) == [.walFound, .columnMismatch])
        #expect(try evidence.fingerprints() == before)
    }

    @Test("a flipped bit in a page never passes for sound, unless no record is in it")
    func flips() throws {
        let evidence = try Evidence()
        let good = try evidence.audit().json
        let original = try File.read(evidence.path)
        var silent = 0
        let step = 1_997
        for offset in stride(from: 100, to: original.count, by: step) {
            var bytes = original
            bytes[offset] ^= 0x10
            try File.write(bytes, to: evidence.path)
            guard let report = try? evidence.audit() else { continue }
            if report.verdict != .sound { continue }
            // What passes must say the same of the same content.
            silent += 1
            #expect(report.checked.root?.base64 == good["checked"]?["root"]?.string)
            #expect(report.checked.soundDocuments == 13)
        }
        print("flipped every \(step)th byte of \(original.count): \(silent) fell into unused space")
        #expect(silent < original.count / step / 2)
    }
}
