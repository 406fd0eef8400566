import Glibc
import TestSupport
import Testing
import Verifier

@Suite("evidence on a medium that cannot be written")
struct ReadOnlyMediumTests {
    static let names = [
        CaseName("B17", "a ledger at rest"), CaseName("B17", "a ledger with a hot journal"),
    ]

    /// Mounts a small file system of its own, filled and then made read-only; `nil`, said aloud,
    /// where this user may not mount.
    private func audit(
        _ name: String, prepare: (Evidence) throws -> Void
    ) throws -> (before: String, after: String, report: AuditReport)? {
        let evidence = try Evidence()
        try prepare(evidence)
        let medium = evidence.folder.file("medium")
        let made = try shell(
            "mkdir '\(medium)' && mount -t tmpfs -o size=8m tmpfs '\(medium)'")
        guard made.status == 0 else {
            print("B17, \(name): not tested, this user may not mount a file system")
            return nil
        }
        defer { _ = try? shell("umount '\(medium)'") }
        let filled = try shell(
            "cp '\(evidence.path)'* '\(medium)/' && mount -o remount,ro '\(medium)'")
        try #require(filled.status == 0, "\(filled.output)")
        let list = "cd '\(medium)' && ls -lA --full-time && sha256sum *"
        let before = try shell(list).output
        let report = try Audit.run(
            medium + "/shop.sijil", AuditOptions(temporaryFolder: evidence.folder.path))
        return (before, try shell(list).output, report)
    }

    @Test("a ledger at rest is audited where it lies")
    func atRest() throws {
        guard let result = try audit("at rest", prepare: { _ in }) else { return }
        #expect(result.report.findings.map(\.words) == [])
        #expect(result.report.checked.soundDocuments == 13)
        #expect(result.after == result.before)
    }

    @Test("a hot journal beside it is rolled back in a copy elsewhere")
    func hotJournal() throws {
        let result = try audit("hot journal") { evidence in try evidence.leaveHotJournal() }
        guard let result else { return }
        #expect(result.report.findings.map(\.code) == [.journalRecovered])
        #expect(result.report.checked.soundDocuments == 13)
        #expect(result.after == result.before)
    }
}

extension Evidence {
    /// A write that was killed with its pages half in the file.
    func leaveHotJournal() throws {
        let script = """
            .dbconfig enable_trigger off
            PRAGMA cache_size = 1;
            BEGIN IMMEDIATE;
            UPDATE document SET key = key || 'x', total = 1;
            .system kill -9 $PPID
            """
        try File.write(Array((script + "\n").utf8), to: folder.file("kill.sql"))
        try shell("sqlite3 '\(path)' < '\(folder.file("kill.sql"))'")
        try #require(try fingerprints().contains("shop.sijil-journal"))
    }
}
