import Cryptography
import Glibc
import Invoicing
import TestSupport
import Testing

@testable import Ledger

@Suite("killed at a write")
struct CrashTests {
    @Test(
        "a request stays without answer and certificate, and is settled anew", arguments: Kill.all)
    func settling(kill: Kill) async throws {
        let shop = try Shop()
        let key = Secp256k1PrivateKey.generate()
        let compliance = try shop.complianceCSID(key: key)
        // So long that the journal is shorter than the file.
        let filler = try shop.begin("renewal", key: key, certificate: 1)
        let long = [UInt8](repeating: 7, count: 300_000)
        try shop.ledger.settle(
            filler.id, with: shop.answer("unknown", response: long), now: shop.now)
        let attempt = try shop.begin("production-csid", key: key, certificate: compliance)
        let given = try shop.given(.production, key: key)
        let before = try sqlite(shop.path, ".dump").output
        let path = shop.path
        let limit = try kill.limit(for: path)
        let whole = try fingerprint(path)
        let (id, der, response) = (attempt.id, given.der, Array(long.prefix(100_000)))
        await #expect(processExitsWith: .signal(SIGXFSZ)) {
            [
                path = path as String, limit = limit as Int, id = id as Int64,
                der = der as [UInt8], response = response as [UInt8]
            ] in
            let ledger = try Ledger(opening: path)
            limitFileSize(limit)
            let now = Sample.now
            try ledger.settle(
                id,
                with: NewAnswer(
                    outcome: "csid-issued", status: 200, bytesSent: 1, startedAt: now,
                    finishedAt: now, response: response),
                bringing: NewCertificate(
                    der: der, class: .production, occasion: .enrolment, effectiveAt: now),
                now: now)
        }
        #expect((try fingerprint(path) != whole) == kill.changesFile)
        let reopened = try Ledger(opening: path)
        #expect(try reopened.attempt(id: id).answer == nil)
        #expect(try sqlite(path, ".dump").output == before)
        #expect(try sqlite(path, "PRAGMA integrity_check;").output == "ok\n")
        let settled = try reopened.settle(
            id, with: shop.answer(response: response), bringing: given, now: shop.now)
        #expect(settled.answer?.certificateID != nil)
        let program = try shop.folder.write(LogTests.program, to: "recompute.py")
        #expect(try shell("python3 '\(program)' '\(path)'").status == 0)
    }
}

/// A moment at which the program is killed: its first write beyond so many bytes of any file.
struct Kill: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Counted from the end of the ledger, or from the beginning of every file.
    let bytes: Int
    let isFromEnd: Bool
    /// Whether the ledger has pages of the unfinished commit by then.
    let changesFile: Bool

    static let inJournal = Kill(
        testDescription: "in the journal", bytes: 6_000, isFromEnd: false, changesFile: false)
    static let atCommit = [
        Kill(
            testDescription: "at the commit's first new page", bytes: 0, isFromEnd: true,
            changesFile: true),
        Kill(
            testDescription: "at its second", bytes: 4_096, isFromEnd: true, changesFile: true),
        Kill(
            testDescription: "in the midst of a page", bytes: 14_000, isFromEnd: true,
            changesFile: true),
    ]
    static let all = [inJournal] + atCommit

    func limit(for path: String) throws -> Int {
        guard isFromEnd else { return bytes }
        return bytes + (try #require(Int(try shell("stat -c %s '\(path)'").output.dropLast())))
    }
}
