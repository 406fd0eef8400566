import Cryptography
import Encoding
import Glibc
import Ledger
import TestSupport
import Testing
import Verifier

/// Every byte of a small ledger changed in turn: each change is reported, or falls where, by the
/// file format, nothing is.
///
/// With `SIJIL_FLIPS=all` all of them, in two ways, those of a page's free space at once; else some
/// of every region.
@Suite("each byte of a small ledger changed")
struct ByteFlipTests {
    /// What came of the changes in one region.
    struct Count {
        var changes = 0
        var refused = 0
        var reported = 0
        var silent = 0
        /// Where the first silent ones are.
        var places: [String] = []
    }

    struct Flip: Sendable {
        /// Of one region.
        let offsets: [Int]
        let mask: UInt8
    }

    struct Outcome: Sendable {
        enum Answer { case refused, reported, silent }

        let answer: Answer
        let time: Duration
    }

    private static var isWhole: Bool {
        getenv("SIJIL_FLIPS").map { String(cString: $0) } == "all"
    }

    /// One unit, one document, as the program made it: no page of it is free.
    private static func smallLedger() throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let path = folder.file("small.sijil")
        let maker = try LedgerMaker(path: path, units: [SampleLedger.riyadh])
        try maker.enrol(SampleLedger.riyadh, key: .generate(), for: .enrolment)
        try maker.issue(1, unit: SampleLedger.riyadh)
        return try File.read(path)
    }

    @Test("is reported, or nobody reads it")
    func flips() async throws {
        let original = try Self.smallLedger()
        let map = try PageMap(original)
        #expect(map.regions.count { $0 == .unknown } == 0)
        let flips = Self.flips(of: map)
        let results = try await Self.outcomes(of: flips, original)
        var counts: [PageMap.Region: Count] = [:]
        for (flip, outcome) in zip(flips, results) {
            for offset in flip.offsets {
                counts[map.regions[offset], default: Count()].add(outcome, offset, flip.mask)
            }
        }
        let table = counts.sorted { "\($0.key)" < "\($1.key)" }
        let slowest = results.map(\.time).max() ?? .zero
        Self.show(table, bytes: original.count, slowest: slowest)
        for (region, count) in table where region.deadBecause == nil {
            // No audit reads an index, and SQLite's check of them overlooks a key that has lost
            // the number of its row.
            if case .key = region, count.silent <= 1 { continue }
            #expect(count.silent == 0, "\(region): \(count.places)")
        }
        #expect(slowest < .seconds(5))
    }

    private static func flips(of map: PageMap) -> [Flip] {
        if isWhole {
            let (free, used) = map.bytes.indices.partitioned { map.regions[$0].isFree }
            let pages = Dictionary(grouping: free) { $0 / map.pageSize }
            let groups = pages.values.sorted { $0[0] < $1[0] } + used.map { [$0] }
            return groups.flatMap { [Flip(offsets: $0, mask: 1), Flip(offsets: $0, mask: 0x80)] }
        }
        let places = Dictionary(grouping: map.bytes.indices) { map.regions[$0] }
        return places.values.flatMap { offsets in
            // A stride without small factors, so that not one column alone is met.
            let step = max(1, offsets.count / 4) | 1
            return stride(from: offsets.count / 7, to: offsets.count, by: step).map {
                Flip(offsets: [offsets[$0]], mask: $0 % 2 == 0 ? 1 : 0x80)
            }
        }.sorted { $0.offsets[0] < $1.offsets[0] }
    }

    /// One file for each processor; in the order of the flips.
    private static func outcomes(of flips: [Flip], _ original: [UInt8]) async throws -> [Outcome] {
        let lanes = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return try await withThrowingTaskGroup(of: [(Int, Outcome)].self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    let bench = try FlipBench(original)
                    return try stride(from: lane, to: flips.count, by: lanes).map {
                        if $0 % 20_000 == 0 { print("\($0) of \(flips.count) changes") }
                        return ($0, try bench.audit(flips[$0]))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func show(
        _ table: [(key: PageMap.Region, value: Count)], bytes: Int, slowest: Duration
    ) {
        print("each byte of \(bytes) changed; the slowest audit took \(slowest)")
        print("region | changes | refused | reported | silent | why")
        for (region, count) in table {
            let why = count.silent == 0 ? "" : region.deadBecause ?? "FAULT \(count.places)"
            print(
                "\(region) | \(count.changes) | \(count.refused) | \(count.reported) | "
                    + "\(count.silent) | \(why)")
        }
    }
}

extension ByteFlipTests.Count {
    fileprivate mutating func add(_ outcome: ByteFlipTests.Outcome, _ offset: Int, _ mask: UInt8) {
        changes += 1
        switch outcome.answer {
        case .refused: refused += 1
        case .reported: reported += 1
        case .silent:
            silent += 1
            if places.count < 8 { places.append("\(offset)^\(mask)") }
        }
    }
}

/// A file of its own for one thread.
private final class FlipBench {
    let original: [UInt8]
    let folder: TemporaryFolder
    let path: String
    let good: String

    init(_ original: [UInt8]) throws {
        self.original = original
        folder = try TemporaryFolder()
        path = folder.file("small.sijil")
        try File.write(original, to: path)
        let report = try Audit.run(path, AuditOptions(workers: 1, temporaryFolder: folder.path))
        try #require(report.findings == [])
        good = report.json.serialized()
    }

    func audit(_ flip: ByteFlipTests.Flip) throws -> ByteFlipTests.Outcome {
        var changed = original
        for offset in flip.offsets { changed[offset] ^= flip.mask }
        for offset in flip.offsets { try put(changed[offset], at: offset) }
        defer { for offset in flip.offsets { try? put(original[offset], at: offset) } }
        let clock = ContinuousClock()
        let start = clock.now
        let answer = try answer()
        let time = clock.now - start
        try #require(try File.read(path) == changed, "the audit changed the evidence")
        return ByteFlipTests.Outcome(answer: answer, time: time)
    }

    private func answer() throws -> ByteFlipTests.Outcome.Answer {
        let report: AuditReport
        do throws(AuditError) {
            report = try Audit.run(path, AuditOptions(workers: 1, temporaryFolder: folder.path))
        } catch {
            return .refused
        }
        if !report.findings.isEmpty { return .reported }
        // What passes must say the same of the same content.
        try #require(report.json.serialized() == good)
        return .silent
    }

    private func put(_ byte: UInt8, at offset: Int) throws {
        let descriptor = open(path, O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(pwrite(descriptor, [byte], 1, off_t(offset)) == 1)
    }
}

extension Sequence {
    fileprivate func partitioned(_ isFirst: (Element) -> Bool) -> ([Element], [Element]) {
        reduce(into: ([], [])) { parts, element in
            if isFirst(element) { parts.0.append(element) } else { parts.1.append(element) }
        }
    }
}
