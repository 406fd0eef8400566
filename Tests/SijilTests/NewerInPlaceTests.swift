import Invoicing
import Testing
import Verifier

@testable import Sijil

@Suite("A restore over a sound and newer ledger")
struct NewerInPlaceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let harm: @Sendable (Stand) throws -> Void
        /// Whether it is refused, and what would be missing then.
        let beyond: [String]?
        var backup = "older"
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "documents beyond the copy", harm: { _ in }, beyond: ["C", "D"]),
        Row(
            name: "a certificate beyond the copy", harm: { try $0.certify() }, beyond: [],
            backup: "newest"),
        Row(name: "an equal copy", harm: { _ in }, beyond: nil, backup: "newest"),
        Row(
            name: "a newer ledger that is damaged",
            harm: { stand in
                try RestoringTests.harm(stand) { $0.removeLast($0.count * 2 / 3) }
            }, beyond: nil),
        Row(
            name: "an older ledger in place",
            harm: { stand in
                try RestoringTests.replace(
                    stand.path, Files.read(stand.folder + "/older", limitBytes: 1 << 24))
            }, beyond: nil, backup: "newest"),
        Row(
            name: "what an earlier restore made",
            harm: {
                _ = try RestoringTests.restoring($0, "older").run()
            }, beyond: nil),
    ]

    @Test("is refused unless it is asked for, and names what would be lost", arguments: rows)
    func refuse(_ row: Row) throws {
        let stand = try RestoringTests.stand()
        try row.harm(stand)
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        let names = try Files.names(in: stand.folder)
        let restoring = try RestoringTests.restoring(stand, row.backup, replacesNewer: false)
        guard let beyond = row.beyond else {
            _ = try restoring.run()
            return
        }
        let error = #expect(throws: RestoringError.self) { try restoring.run() }
        guard case .newerInPlace(_, let path, let newer)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == stand.path)
        #expect(newer.beyond == beyond)
        #expect(newer.place.entries > newer.copy.entries)
        #expect(newer.place.newest?.number == "D")
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == before)
        #expect(try Files.names(in: stand.folder) == names)
        let text = try #require(error)
        for word in ["--replace"] + beyond {
            #expect(text.remedy.en.contains(word))
            #expect(text.remedy.ar.contains(word))
        }
        #expect(text.problem.en.contains("counter 4"))
        #expect(text.problem.ar.contains("العداد 4"))
    }

    @Test("where it is asked for, the way back is named and leads back")
    func undo() throws {
        let stand = try RestoringTests.stand()
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        let result = try RestoringTests.restoring(stand, "older").run()
        let undo = try #require(result.undo)
        let aside = try #require(result.movedAside)
        #expect(undo.command == "sijil restore \(aside) --ledger \(stand.path) --replace")
        #expect(undo.keys == stand.path + ".keys")
        let name = String(aside.dropFirst(stand.folder.count + 1))
        #expect(try Files.read(aside, limitBytes: 1 << 24) == before)
        let back = try RestoringTests.restoring(stand, name).run()
        #expect(back.missing.isEmpty)
        #expect(try Audit.run(stand.path).verdict == .sound)
        #expect(try stand.issue("E").first?.receipt?.icv == 5)
    }
}
