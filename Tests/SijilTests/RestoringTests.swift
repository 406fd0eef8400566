import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger
import Testing
import Verifier

@testable import Sijil

@Suite("A backup takes the ledger's place")
struct RestoringTests {
    /// A ledger with four documents, of which the backup has two, and what happens to it then.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let harm: @Sendable (Stand) throws -> Void
        var backup = "older"
        var withExports = false
        /// As `unit/epoch first-last numbers`.
        var missing: [String] = []
        /// Whether the file that was there is kept.
        var keepsOld = true
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "nothing but an older copy", harm: { _ in }, missing: ["Riyadh-1/1 3-4 C,D"]),
        Row(name: "an equal copy", harm: { _ in }, backup: "newest"),
        Row(
            name: "a ledger cut short", harm: { try harm($0) { $0.removeLast($0.count * 2 / 3) } },
            missing: ["Riyadh-1/1 3-4 "]),
        Row(
            name: "a ledger cut short, with exports",
            harm: { try harm($0) { $0.removeLast($0.count * 2 / 3) } }, withExports: true,
            missing: ["Riyadh-1/1 3-4 C,D"]),
        Row(
            name: "a ledger that is zeros",
            harm: { try harm($0) { $0 = [UInt8](repeating: 0, count: $0.count) } },
            missing: ["Riyadh-1/1 3-4 "]),
        Row(
            name: "a ledger that is empty", harm: { try harm($0) { $0 = [] } },
            missing: ["Riyadh-1/1 3-4 "]),
        Row(
            name: "no ledger", harm: { unlink($0.path) }, missing: ["Riyadh-1/1 3-4 "],
            keepsOld: false),
        Row(
            name: "no ledger, with exports", harm: { unlink($0.path) }, withExports: true,
            missing: ["Riyadh-1/1 3-4 C,D"], keepsOld: false),
        Row(
            name: "no ledger, with exported files but no index",
            harm: {
                unlink($0.path)
                unlink($0.folder + "/out/index.jsonl")
            }, withExports: true, missing: ["Riyadh-1/1 3-4 C,D"], keepsOld: false),
        Row(
            name: "no ledger and an equal copy", harm: { unlink($0.path) }, backup: "newest",
            keepsOld: false),
        Row(
            name: "no keys", harm: { Stand.remove($0.path + ".keys") },
            missing: ["Riyadh-1/1 3-4 C,D"]),
        Row(
            name: "no keys and no ledger: nothing is known of what is missing",
            harm: {
                Stand.remove($0.path + ".keys")
                unlink($0.path)
            }, keepsOld: false),
        Row(
            name: "no keys, no ledger, exports",
            harm: {
                Stand.remove($0.path + ".keys")
                unlink($0.path)
            }, withExports: true, missing: ["Riyadh-1/1 3-4 C,D"], keepsOld: false),
    ]

    @Test("what it lacks is named, its chain locked, and a new epoch goes on", arguments: rows)
    func restore(_ row: Row) throws {
        let stand = try Self.stand()
        try row.harm(stand)
        let before = try? Files.read(stand.path, limitBytes: 1 << 24)
        let result = try Self.restoring(stand, row.backup, exports: row.withExports).run()
        #expect(result.missing.map(Self.shown) == row.missing)
        #expect(result.retired.isEmpty == row.missing.isEmpty)
        #expect((result.movedAside != nil) == row.keepsOld)
        if let aside = result.movedAside {
            #expect(try Files.read(aside, limitBytes: 1 << 24) == before)
        }
        #expect(try Audit.run(stand.path).verdict == .sound)
        #expect(try Files.names(in: stand.folder).allSatisfy { !$0.hasPrefix(".shop") })
        let ledger = try Ledger(opening: stand.path)
        #expect(try ledger.restores().last?.missing.count == row.missing.count)
        try goOn(
            stand, isLocked: !row.missing.isEmpty,
            lost: result.missing.flatMap(\.documents).map(\.number.text))
    }

    /// Issues where nothing is missing; else after a new enrolment, in a new epoch, and never what
    /// is known to have been issued before.
    private func goOn(_ stand: Stand, isLocked: Bool, lost: [String]) throws {
        if isLocked {
            let error = #expect(throws: (any Error).self) { try stand.issue("E") }
            let codes = ["no-active-certificate", "keys-missing"]
            #expect(codes.contains((error as? any ExplainedError)?.code ?? "-"))
        }
        if try !stand.workplace().hasKeys {
            _ = try stand.workplace().renewKeys(passphrase: stand.passphrase)
            try stand.certify()
        } else if isLocked {
            try stand.certify()
        }
        let receipt = try #require(try stand.issue("E").first?.receipt)
        #expect(receipt.epoch == (try stand.workplace().units().first?.epoch))
        if isLocked { #expect((receipt.epoch, receipt.icv) == (2, 1)) }
        for number in lost {
            let refused = try #require(try stand.issue(number).first)
            #expect(refused.receipt == nil)
            #expect(refused.problems.map(\.rule) == ["SJL-NUMBER-LOST"])
        }
        #expect(try stand.issue("G").first?.receipt?.icv == receipt.icv + 1)
        #expect(try Audit.run(stand.path).verdict == .sound)
    }

    // MARK: Refusals

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let harm: @Sendable (Stand) throws -> Void
        var backup = "older"
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "no such backup", code: "file-unreadable", harm: { _ in }, backup: "none"),
        Refusal(
            name: "a backup that is no ledger", code: "not-sqlite",
            harm: {
                try Files.writeNew(Array("text of some length".utf8), to: $0.folder + "/text")
            },
            backup: "text"),
        Refusal(
            name: "a backup with a changed document", code: "restore-unsound",
            harm: {
                try harm($0, "older") { bytes in
                    // A digit of the first document's total.
                    let found = try #require(bytes.firstRange(of: Array(">28.75<".utf8)))
                    bytes[found.lowerBound + 1] = UInt8(ascii: "3")
                }
            }),
        Refusal(
            name: "the ledger itself", code: "restore-itself", harm: { _ in },
            backup: "shop.sijil"),
        Refusal(
            name: "a folder in the ledger's place", code: "restore-not-a-file",
            harm: {
                unlink($0.path)
                mkdir($0.path, 0o700)
            }),
        Refusal(
            name: "another ledger's file in place", code: "restore-other-ledger",
            harm: { stand in
                let other = try Stand(isFresh: true)
                try Self.replace(stand.path, Files.read(other.path, limitBytes: 1 << 24))
            }),
        Refusal(
            name: "no ledger, but another one's keys", code: "restore-other-ledger",
            harm: { stand in
                let other = try Stand(isFresh: true)
                unlink(stand.path)
                Stand.remove(stand.path + ".keys")
                #expect(rename(other.path + ".keys", stand.path + ".keys") == 0)
            }),
        Refusal(
            name: "a backup that went its own way", code: "restore-forked",
            harm: { stand in
                // Somebody without the tip issued from the older copy.
                let newest = try Files.read(stand.path, limitBytes: 1 << 24)
                let tip = try Files.read(stand.path + ".keys/tip", limitBytes: 1 << 16)
                try Self.replace(
                    stand.path, Files.read(stand.folder + "/older", limitBytes: 1 << 24))
                unlink(stand.path + ".keys/tip")
                try stand.issue("X", "Y", "Z")
                try Self.replace(
                    stand.folder + "/fork", Files.read(stand.path, limitBytes: 1 << 24))
                try Self.replace(stand.path, newest)
                try Self.replace(stand.path + ".keys/tip", tip)
            }, backup: "fork"),
        Refusal(
            name: "a damaged tip", code: "tip-damaged",
            harm: { try harm($0, "shop.sijil.keys/tip") { $0[20] ^= 4 } }),
        Refusal(
            name: "a damaged index", code: "export-refused",
            harm: { try harm($0, "out/index.jsonl") { $0[3] ^= 1 } }),
        Refusal(
            name: "an index with another document for a counter", code: "restore-forked",
            harm: { stand in
                try harm(stand, "out/index.jsonl") { bytes in
                    let hash = Array("\"hash\":\"".utf8)
                    let found = try #require(bytes.firstRange(of: hash))
                    let digit = bytes[found.upperBound]
                    bytes[found.upperBound] = digit == UInt8(ascii: "A") ? 0x42 : 0x41
                }
            }),
        Refusal(
            name: "another taxpayer's exports", code: "export-of-another",
            harm: { stand in
                try harm(stand, "out/index.jsonl") { bytes in
                    let found = try #require(bytes.firstRange(of: Array("\"file\":\"3".utf8)))
                    bytes[found.upperBound] = UInt8(ascii: "1")
                }
            }),
    ]

    @Test("each refusal has its name and changes nothing", arguments: refusals)
    func refuse(_ row: Refusal) throws {
        let stand = try Self.stand()
        try row.harm(stand)
        let before = try? Files.read(stand.path, limitBytes: 1 << 24)
        let names = try Files.names(in: stand.folder)
        let error = #expect(throws: (any Error).self) {
            try Self.restoring(stand, row.backup, exports: true).run()
        }
        let explained = try #require(error as? any ExplainedError)
        #expect(explained.code == row.code)
        for text in [explained.problem, explained.remedy] {
            #expect(text.ar.unicodeScalars.contains { (0x0621...0x064A).contains($0.value) })
        }
        #expect((try? Files.read(stand.path, limitBytes: 1 << 24)) == before)
        #expect(try Files.names(in: stand.folder) == names)
    }

    // MARK: More than once

    @Test("the same restore again finds its work done; a copy that a crash left does no harm")
    func again() throws {
        let stand = try Self.stand()
        let staged = stand.folder + "/.shop.sijil.restoring"
        for name in [staged, staged + "-journal", staged + ".before"] {
            try Files.writeNew(Array("cut".utf8), to: name)
        }
        let first = try Self.restoring(stand, "older").run()
        #expect(!first.wasInPlace)
        let bytes = try Files.read(stand.path, limitBytes: 1 << 24)
        let again = try Self.restoring(stand, "older").run()
        #expect(again.wasInPlace)
        #expect(again.missing.map(\.span) == first.missing.map(\.span))
        #expect(again.retired == first.retired)
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == bytes)
        // What was issued since is worth naming: now it is another restore.
        try stand.certify()
        try stand.issue("E", "F")
        let third = try Self.restoring(stand, "older").run()
        #expect(third.missing.map(Self.shown) == ["Riyadh-1/1 3-4 C,D", "Riyadh-1/2 1-2 E,F"])
    }

    @Test("a lost epoch's number is passed by, so that its counters are never given again")
    func lostEpochs() throws {
        let stand = try Self.stand()
        try stand.certify()
        try stand.certify()
        try stand.issue("E", "F", "G")
        let result = try Self.restoring(stand, "older").run()
        #expect(
            result.missing.map(Self.shown) == ["Riyadh-1/1 3-4 C,D", "Riyadh-1/3 1-3 E,F,G"])
        try stand.certify()
        let receipt = try #require(try stand.issue("H").first?.receipt)
        #expect((receipt.epoch, receipt.icv) == (4, 1))
        let report = try Audit.run(stand.path)
        #expect(report.verdict == .sound)
        #expect(try stand.keys().readTip(unit: "Riyadh-1")?.epoch == 4)
        // A backup of now knows of what it lacks; nothing is missing from it.
        let copy = try stand.backup("after")
        unlink(stand.path)
        let last = try Self.restoring(stand, "after").run()
        #expect(last.missing.isEmpty && last.retired.isEmpty, "\(copy)")
        let refused = try stand.issue("C", "G")
        #expect(refused.map(\.problems.first?.rule) == ["SJL-NUMBER-LOST", "SJL-NUMBER-LOST"])
        #expect(try stand.issue("I").first?.receipt?.icv == 2)
    }

    @Test("a unit that was added after the backup is missing whole, and begins a later epoch")
    func lostUnit() throws {
        let stand = try Self.stand()
        try stand.addUnit("Jeddah-1")
        try stand.certify("Jeddah-1")
        try stand.issue("J", unit: "Jeddah-1")
        let result = try Self.restoring(stand, "older").run()
        #expect(result.missing.map(Self.shown) == ["Jeddah-1/1 1-1 J", "Riyadh-1/1 3-4 C,D"])
        try stand.addUnit("Jeddah-1")
        try stand.certify("Jeddah-1")
        let receipt = try #require(try stand.issue("K", unit: "Jeddah-1").first?.receipt)
        #expect((receipt.epoch, receipt.icv) == (2, 1))
        #expect(try Audit.run(stand.path).verdict == .sound)
    }

    @Test("a certificate that was revoked since does not come alive again")
    func revoked() throws {
        for (retirement, isLocked) in [
            (Workplace.Retirement.retired, false), (.revoked, true), (.compromised, true),
        ] {
            let stand = try Stand()
            try stand.issue("A")
            try stand.backup("older")
            try stand.workplace().retire(
                serial: nil, unit: nil, as: retirement, effectiveAt: nil, note: nil)
            let result = try Self.restoring(stand, "older").run()
            #expect(result.missing.isEmpty)
            #expect(!result.retired.isEmpty == isLocked)
            #expect(result.notes.contains { $0.en.contains(" was re") })
            #expect(try Audit.run(stand.path).verdict == .sound)
        }
    }

    @Test("while another program writes, the file stays where it is")
    func busy() throws {
        let stand = try Self.stand()
        let lock = try RestoringLock(stand.path)
        defer { lock.release() }
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        let error = #expect(throws: LedgerError.self) {
            try Self.restoring(stand, "older").run()
        }
        #expect(error?.code == "ledger-busy")
        #expect(error?.mayRetry == true)
        // The lock is the one that keeps writers off.
        #expect(throws: LedgerError.self) { try stand.issue("E") }
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == before)
    }

    // MARK: The stand

    static func stand() throws -> Stand {
        let stand = try Stand()
        try fill(stand)
        return stand
    }

    static func fill(_ stand: Stand) throws {
        try stand.issue("A", "B")
        try stand.backup("older")
        try stand.issue("C", "D")
        try stand.backup("newest")
        let all = DocumentSelection(from: nil, to: nil, buyer: nil)
        _ = try stand.workplace().export(all, to: stand.folder + "/out") { _ in }
    }

    static func restoring(
        _ stand: Stand, _ backup: String, exports: Bool = false, replacesNewer: Bool = true
    ) throws -> Restoring {
        try Restoring(
            from: "\(stand.folder)/\(backup)", to: stand.path,
            exports: exports ? stand.folder + "/out" : nil, replacesNewer: replacesNewer,
            surroundings: stand.surroundings)
    }

    static func shown(_ gap: RestoringGap) -> String {
        let numbers = gap.documents.map(\.number.text).joined(separator: ",")
        return "\(gap.unit)/\(gap.epoch) \(gap.first)-\(gap.last) \(numbers)"
    }

    static func harm(
        _ stand: Stand, _ name: String = "shop.sijil", _ change: (inout [UInt8]) throws -> Void
    ) throws {
        let path = "\(stand.folder)/\(name)"
        var bytes = try Files.read(path, limitBytes: 1 << 24)
        try change(&bytes)
        try replace(path, bytes)
    }

    static func replace(_ path: String, _ bytes: [UInt8]) throws {
        unlink(path)
        try Files.writeNew(bytes, to: path)
        chmod(path, 0o600)
    }
}
