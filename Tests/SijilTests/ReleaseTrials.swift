import Glibc
import Testing

@testable import Sijil

/// `SIJIL_TRIALS` sets their number, `SIJIL_SEED` the first world's seed.
@Suite("Crash, rollback, restore and copy")
struct ReleaseTrials {
    /// Trials in one world.
    private static let worldLength = 40

    @Test("no certificate ever releases two hashes for one counter")
    func neverTwo() throws {
        let trials = Self.number("SIJIL_TRIALS") ?? 800
        let seed = UInt64(Self.number("SIJIL_SEED") ?? 20_261_122)
        let root = "/tmp/sijil-trials-\(getpid())"
        try Files.makeFolder(root)
        defer { rmdir(root) }
        var counts: [String: Int] = [:]
        var released = 0
        for index in 0..<UInt64((trials + Self.worldLength - 1) / Self.worldLength) {
            var world = try TrialWorld(seed: seed &+ index, in: root)
            defer { world.remove() }
            do {
                for _ in 0..<Self.worldLength { try world.trial() }
            } catch let fork as TrialWorld.Fork {
                Issue.record("seed \(seed &+ index): \(fork.slot) has \(fork.hashes)")
            }
            released += world.released.count
            counts.merge(world.counts, uniquingKeysWith: +)
        }
        print("trials \(trials) from seed \(seed): \(released) counters released")
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { print("  \(name): \(count)") }
        // A world in which nothing is released or nothing is refused would prove nothing.
        #expect(released > trials / 10)
        for name in [
            "issue done", "issue ledger-rolled-back", "issue keys-copied", "issue keys-missing",
            "crashBeforeCommit passphrase-missing", "crashAfterCommit crashed", "rollBack done",
            "restore done", "enrolAnew done", "renew done", "twoAtOnce done",
        ] {
            #expect(counts[name, default: 0] > 0, "\(name) never happened")
        }
    }

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }
    }
}
