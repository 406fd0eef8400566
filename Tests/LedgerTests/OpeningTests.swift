import EGS
import Glibc
import Invoicing
import TestSupport
import Testing

@testable import Ledger

@Suite("making and opening a ledger")
struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a new ledger opens again with the same header and unit")
    func createAndOpen() throws {
        var header = try Sample.header()
        header.endpoint = "http://127.0.0.1:8080"
        let path = folder.file("shop.sijil")
        _ = try Ledger.create(at: path, header: header, unit: Sample.unit(), now: Sample.now)
        let opened = try Ledger(opening: path)
        #expect(opened.header == header)
        #expect(try opened.units() == [Sample.unit()])
        #expect(try opened.unit(named: "Riyadh-1") == Sample.unit())
        #expect(code { _ = try opened.unit(named: "Jeddah-1") } == "unknown-unit")
        #expect(try opened.lastRecordedAt() == Sample.now)
        #expect(try opened.chainHead(unit: "Riyadh-1") == nil)
        // Six migrations, the ledger, the unit.
        #expect(try opened.logSize() == 8)
    }

    @Test("a ledger at rest is one file that only its owner reads, marked as ours")
    func atRest() throws {
        do { _ = try Sample.ledger(in: folder) }
        #expect(try shell("ls '\(folder.path)'").output == "shop.sijil\nshop.sijil-journal\n")
        let journal = try shell("stat -c %s '\(folder.file("shop.sijil-journal"))'").output
        #expect(journal == "0\n")
        #expect(try shell("stat -c %a '\(folder.file("shop.sijil"))'").output == "600\n")
        let marks = try sqlite(
            folder.file("shop.sijil"),
            "PRAGMA application_id; PRAGMA user_version; PRAGMA integrity_check;")
        #expect(marks.output == "1397312076\n6\nok\n")
        #expect(try shell("file '\(folder.file("shop.sijil"))' | grep -c WAL").output == "0\n")
    }

    /// What is wrong with the file, the commands that make it so, and the code of the refusal.
    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let harm: String
        let code: String
    }

    static let refusals = [
        Refusal(testDescription: "no file", harm: "rm F", code: "ledger-missing"),
        Refusal(testDescription: "a folder", harm: "rm F; mkdir F", code: "ledger-not-a-file"),
        Refusal(testDescription: "a pipe", harm: "rm F; mkfifo F", code: "ledger-not-a-file"),
        Refusal(testDescription: "an empty file", harm: ": > F", code: "ledger-empty"),
        Refusal(testDescription: "a short text", harm: "echo hi > F", code: "ledger-not-sqlite"),
        Refusal(
            testDescription: "a long text", harm: "yes | head -c 9000 > F",
            code: "ledger-not-sqlite"),
        Refusal(
            testDescription: "another program's database",
            harm: "rm F; sqlite3 F 'CREATE TABLE t (a)'", code: "ledger-foreign"),
        Refusal(
            testDescription: "a newer version", harm: "sqlite3 F 'PRAGMA user_version = 7'",
            code: "ledger-newer"),
        Refusal(
            testDescription: "an older version", harm: "sqlite3 F 'PRAGMA user_version = 0'",
            code: "ledger-older"),
        Refusal(
            testDescription: "a trigger taken away",
            harm: "sqlite3 F 'DROP TRIGGER entry_no_update'", code: "ledger-schema-differs"),
        Refusal(
            testDescription: "a trigger emptied",
            harm: "sqlite3 F 'DROP TRIGGER entry_no_update; "
                + "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END'",
            code: "ledger-schema-differs"),
        Refusal(
            testDescription: "a view put in", harm: "sqlite3 F 'CREATE VIEW v AS SELECT 1'",
            code: "ledger-schema-differs"),
        Refusal(
            testDescription: "an index taken away", harm: "sqlite3 F 'DROP INDEX document_uuid'",
            code: "ledger-schema-differs"),
        Refusal(testDescription: "two names", harm: "ln F F2", code: "ledger-hard-links"),
    ]

    @Test("what is no ledger of ours is refused and not touched", arguments: refusals)
    func refuse(_ refusal: Refusal) throws {
        do { _ = try Sample.ledger(in: folder) }
        let path = folder.file("shop.sijil")
        // Only the whole word F is the file.
        let command = refusal.harm.split(separator: " ", omittingEmptySubsequences: false).map {
            switch $0 {
            case "F": "'\(path)'"
            case "F;": "'\(path)';"
            case "F2": "'\(path)2'"
            default: String($0)
            }
        }.joined(separator: " ")
        #expect(try shell(command).status == 0)
        let isFile = try shell("test -f '\(path)'").status == 0
        let before = isFile ? try fingerprint(path) : ""
        #expect(code { _ = try Ledger(opening: path) } == refusal.code)
        if isFile { #expect(try fingerprint(path) == before) }
    }

    @Test("a network file system is refused by name", arguments: SharedFileSystem.names.keys)
    func networkFileSystem(magic: UInt32) throws {
        do { _ = try Sample.ledger(in: folder) }
        let found = code {
            _ = try LedgerFile(existing: folder.file("shop.sijil")) { _ in magic }
        }
        #expect(found == "ledger-on-network")
        let made = code { _ = try LedgerFile(creating: folder.file("new.sijil")) { _ in magic } }
        #expect(made == "ledger-on-network")
        #expect(try shell("test -e '\(folder.file("new.sijil"))'").status != 0)
    }

    @Test("the system tells the file system's number")
    func magicNumber() throws {
        let stat = try shell("stat -f -c %t '\(folder.path)'").output.dropLast()
        #expect(SharedFileSystem.magic(of: folder.path) == UInt32(stat, radix: 16))
        #expect(SharedFileSystem.magic(of: folder.file("nowhere")) == nil)
    }

    @Test("a symbolic link leads to the file, and the journal stands beside the file")
    func symbolicLink() throws {
        do { _ = try Sample.ledger(in: folder) }
        try shell(
            "mkdir '\(folder.file("other"))'; ln -s ../shop.sijil '\(folder.file("other/l"))'")
        let opened = try Ledger(opening: folder.file("other/l"))
        #expect(opened.path == folder.file("shop.sijil"))
        try opened.addUnit(Sample.unit("Jeddah-1"), now: Sample.now)
        #expect(try shell("ls '\(folder.file("other"))'").output == "l\n")
    }

    @Test("names with the characters of a URI open as they are", arguments: ["a?b", "a#b", "a%41"])
    func oddNames(name: String) throws {
        do { _ = try Sample.ledger(in: folder, name: name) }
        #expect(try Ledger(opening: folder.file(name)).units().count == 1)
    }

    @Test("an existing file is never overwritten")
    func neverOverwritten() throws {
        let path = try folder.write("my book", to: "shop.sijil")
        #expect(code { _ = try Sample.ledger(in: folder) } == "ledger-exists")
        #expect(try shell("cat '\(path)'").output == "my book")
    }

    @Test("a folder that cannot be written is refused")
    func folderNotWritable() throws {
        // Nobody may make files there, the administrator included.
        let found = code {
            _ = try Ledger.create(
                at: "/proc/shop.sijil", header: Sample.header(), unit: Sample.unit(),
                now: Sample.now)
        }
        #expect(["ledger-folder-not-writable", "ledger-file", "ledger-missing"].contains(found))
        let missing = code {
            _ = try Ledger.create(
                at: folder.file("none/shop.sijil"), header: Sample.header(), unit: Sample.unit(),
                now: Sample.now)
        }
        #expect(missing == "ledger-missing")
    }
}

@Suite("what a ledger may be made of")
struct RecordRangeTests {
    struct BadUnit: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout UnitRecord) -> Void
    }

    static let badUnits = [
        BadUnit(testDescription: "no name") { $0.name = "" },
        BadUnit(testDescription: "65 characters of name") {
            $0.name = String(repeating: "ن", count: 65)
        },
        BadUnit(testDescription: "a NUL in the name") { $0.name = "a\0b" },
        BadUnit(testDescription: "a serial of another form") { $0.serial = "POS7" },
        BadUnit(testDescription: "no branch") { $0.branch = "" },
        BadUnit(testDescription: "five digits") { $0.documents = "11000" },
        BadUnit(testDescription: "a digit 2") { $0.documents = "2100" },
        BadUnit(testDescription: "no kind at all") { $0.documents = "0000" },
        BadUnit(testDescription: "no location") { $0.location = "" },
        BadUnit(testDescription: "no industry") { $0.industry = "" },
    ]

    @Test("a unit out of range is refused, and no file is left", arguments: badUnits)
    func badUnit(_ bad: BadUnit) throws {
        let folder = try TemporaryFolder()
        var unit = Sample.unit()
        bad.change(&unit)
        let found = code {
            _ = try Ledger.create(
                at: folder.file("shop.sijil"), header: Sample.header(), unit: unit, now: Sample.now)
        }
        #expect(found == "bad-record")
        #expect(try shell("ls '\(folder.path)'").output == "")
    }

    struct BadHeader: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout LedgerHeader) -> Void
    }

    static let badHeaders = [
        BadHeader(testDescription: "no origin") { $0.origin = "" },
        BadHeader(testDescription: "a log key of 31 bytes") { $0.logKey.removeLast() },
        BadHeader(testDescription: "an empty endpoint") { $0.endpoint = "" },
        BadHeader(testDescription: "a seller that is no JSON") { $0.sellerJSON = "{" },
        BadHeader(testDescription: "a seller that is no object") { $0.sellerJSON = "[]" },
        BadHeader(testDescription: "a seller not in RFC 8785 form") { $0.sellerJSON = "{ }" },
    ]

    @Test("a header out of range is refused, and no file is left", arguments: badHeaders)
    func badHeader(_ bad: BadHeader) throws {
        let folder = try TemporaryFolder()
        var header = try Sample.header()
        bad.change(&header)
        let found = code {
            _ = try Ledger.create(
                at: folder.file("shop.sijil"), header: header, unit: Sample.unit(), now: Sample.now)
        }
        #expect(found == "bad-record")
        #expect(try shell("ls '\(folder.path)'").output == "")
    }

    @Test("a second unit is added, under a name of its own and not before the newest record")
    func addUnit() throws {
        let folder = try TemporaryFolder()
        let ledger = try Sample.ledger(in: folder)
        try ledger.addUnit(Sample.unit("Jeddah-1"), now: Sample.now)
        #expect(try ledger.units().map(\.name) == ["Riyadh-1", "Jeddah-1"])
        let taken = code { try ledger.addUnit(Sample.unit("Jeddah-1"), now: Sample.now) }
        #expect(taken == "unit-taken")
        let before = Instant(secondsSince1970: Sample.now.secondsSince1970 - 1)
        #expect(code { try ledger.addUnit(Sample.unit("Dammam"), now: before) } == "clock-behind")
        #expect(try ledger.units().count == 2)
        #expect(try ledger.logSize() == 9)
    }
}
