import Glibc
import TestSupport
import Testing

/// The whole damage list, A1 to K9: where each of its cases is shown, or why not.
enum CaseInventory {
    enum Standing: Sendable {
        /// By rows of this target, as many as ``DemandedCases`` asks for.
        case rows
        /// By a test, or a row of a test, of this title in this file of Tests.
        case test(String, String)
        /// It is about something that does not exist.
        case absent(String)
        /// It is about something that exists, and no test shows it.
        case open(String)
    }

    /// How many cases each letter has.
    static let lengths: KeyValuePairs = [
        "A": 30, "B": 18, "C": 18, "D": 8, "E": 18, "F": 16, "G": 7, "H": 11, "I": 13, "J": 9,
        "K": 9,
    ]

    static let refs = lengths.flatMap { letter, count in (1...count).map { "\(letter)\($0)" } }
    static let all = ofLedgers.merging(ofEvidence) { first, _ in first }
}

@Suite("the whole damage list")
struct CaseInventoryTests {
    @Test("has a standing for each of its 157 cases, and for no other")
    func complete() {
        #expect(CaseInventory.refs.count == 157)
        #expect(CaseInventory.ofLedgers.count + CaseInventory.ofEvidence.count == 157)
        #expect(Set(CaseInventory.all.keys) == Set(CaseInventory.refs))
        #expect(CaseInventory.all.values.allSatisfy { !$0.isEmpty })
        var (shown, absent, open) = (0, 0, 0)
        for ref in CaseInventory.refs {
            for standing in CaseInventory.all[ref]?.prefix(1) ?? [] {
                switch standing {
                case .rows, .test: shown += 1
                case .absent(let reason):
                    absent += 1
                    print("\(ref) concerns nothing that exists: \(reason)")
                case .open(let reason):
                    open += 1
                    print("\(ref) is not shown: \(reason)")
                }
            }
        }
        print(
            "\(CaseInventory.refs.count) cases: \(shown) shown, \(absent) not concerned, "
                + "\(open) not shown; \(DemandedCases.shown.count) rows in this target")
    }

    @Test("has rows for just the cases that say so")
    func rows() {
        let said = CaseInventory.all.filter { $0.value.contains { $0.isRows } }.keys
        #expect(Set(said) == Set(DemandedCases.alternatives.keys))
        #expect(Set(DemandedCases.shown.map(\.ref)) == Set(said))
    }

    @Test("names tests that there are", arguments: CaseInventory.refs)
    func tests(ref: String) throws {
        let source = #filePath
        let folder = try #require(source.firstRange(of: "VerifierTests/")).lowerBound
        for case .test(let file, let title) in CaseInventory.all[ref] ?? [] {
            let text = String(
                decoding: try File.read(source[..<folder] + file), as: UTF8.self)
            #expect(text.contains("\"\(title)\""), "\(file): \(title)")
        }
    }
}

extension CaseInventory.Standing {
    fileprivate var isRows: Bool { if case .rows = self { true } else { false } }
}
