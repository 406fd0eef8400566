import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger
import Testing
import Verifier

@testable import Sijil

@Suite("Units, and the keys of this computer")
struct UnitsTests {
    static let good = """
        {"common_name":"Jeddah-1","branch":"جدة","documents":"0100","location":"JJJJ1111",\
        "industry":"Retail"}
        """

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let rules: [String]
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "a list", text: "[]", rules: ["SJL-TYPE"]),
        Row(
            name: "nothing in it", text: "{}",
            rules: [
                "SJL-REQUIRED", "SJL-REQUIRED", "SJL-REQUIRED", "SJL-REQUIRED", "SJL-REQUIRED",
            ]),
        Row(name: "a number for a name", text: edited("\"Jeddah-1\"", "7"), rules: ["SJL-TYPE"]),
        Row(
            name: "an unknown member",
            text: edited("\"industry\"", "\"colour\":\"red\",\"industry\""),
            rules: ["SJL-UNKNOWN-KEY"]),
        Row(
            name: "a document map of three", text: edited("0100", "010"),
            rules: ["SJL-UNIT-DOCUMENTS"]),
        Row(
            name: "no documents at all", text: edited("0100", "0000"), rules: ["SJL-UNIT-DOCUMENTS"]
        ),
        Row(
            name: "a serial number of two parts",
            text: edited("\"industry\"", "\"serial\":\"1-a|2-b\",\"industry\""),
            rules: ["SJL-UNIT-SERIAL"]),
        Row(
            name: "a policy there is not",
            text: edited("\"industry\"", "\"on_renewal\":\"stop\",\"industry\""),
            rules: ["SJL-CHOICE"]),
        Row(
            name: "a name with a character that the authority refuses",
            text: edited("Jeddah-1", "Jeddah@1"), rules: ["SJL-UNIT-CHARACTER"]),
        Row(
            name: "a name that is too long",
            text: edited("Jeddah-1", String(repeating: "J", count: 65)), rules: ["SJL-LENGTH"]),
        Row(
            name: "several at once", text: edited("0100\"", "2\",\"x\":1"),
            rules: ["SJL-UNKNOWN-KEY", "SJL-UNIT-DOCUMENTS"]),
    ]

    static func edited(_ text: String, _ with: String) -> String {
        good.replacing(text, with: with)
    }

    @Test("a unit file that does not fit is refused with all that is wrong", arguments: rows)
    func refuse(_ row: Row) throws {
        let stand = try Stand()
        let error = #expect(throws: UnitError.self) {
            try stand.workplace().readUnit(Array(row.text.utf8), path: "unit.json")
        }
        guard case .refused(_, let problems)? = error else { return }
        #expect(problems.map(\.rule) == row.rules)
        for problem in problems {
            #expect(problem.message.ar != problem.message.en)
            #expect(!problem.remedy.ar.isEmpty && !problem.remedy.en.isEmpty)
        }
    }

    @Test("a serial number that nobody chose is made up, one that somebody chose is kept")
    func serials() throws {
        let stand = try Stand()
        let workplace = try stand.workplace()
        let derived = try workplace.readUnit(Array(Self.good.utf8), path: "u").profile.serial
        #expect(derived.wholeMatch(of: #/1-Sijil\|2-[0-9.]+\|3-[0-9a-f-]{36}/#) != nil)
        let other = try workplace.readUnit(Array(Self.good.utf8), path: "u").profile.serial
        #expect(derived != other)
        let chosen = Self.edited("\"industry\"", "\"serial\":\"1-a|2-b|3-c\",\"industry\"")
        #expect(
            try workplace.readUnit(Array(chosen.utf8), path: "u").profile.serial == "1-a|2-b|3-c")
    }

    @Test("a name is given once; the same unit with other texts is told apart")
    func names() throws {
        let stand = try Stand()
        try stand.addUnit("Jeddah-1")
        let taken = #expect(throws: LedgerError.self) { try stand.addUnit("Jeddah-1") }
        #expect(taken?.code == "unit-taken")
        let workplace = try stand.workplace()
        let text = Self.edited("Retail", "Food").replacing("جدة", with: "فرع")
        let unit = try workplace.readUnit(Array(text.utf8), path: "u")
        #expect(throws: UnitError.differs(name: "Jeddah-1", fields: ["industry"])) {
            try workplace.addUnit(unit) { stand.passphrase }
        }
        #expect(try workplace.units().map(\.name) == ["Riyadh-1", "Jeddah-1"])
    }

    @Test("on a computer without keys a new unit gets a key folder, another computer's none")
    func newComputer() throws {
        let stand = try Stand()
        try stand.issue("A")
        Stand.remove(stand.path + ".keys")
        // The other computer's unit, with the very texts it has.
        let seller = try #require(try JSONReader.read(Array(Stand.seller.utf8)).members)
        let names: Set = ["common_name", "serial", "branch", "documents", "location", "industry"]
        let texts = JSONValue.object(seller.filter { names.contains($0.name) })
        let workplace = try stand.workplace()
        let same = try workplace.readUnit(Array(texts.serialized().utf8), path: "u")
        let taken = #expect(throws: LedgerError.self) {
            try workplace.addUnit(same) { stand.passphrase }
        }
        #expect(taken?.code == "unit-taken")
        #expect(!workplace.hasKeys)
        try stand.addUnit("Jeddah-1")
        #expect(workplace.hasKeys)
        #expect(try workplace.unitView("Jeddah-1").pending?.stage == .keyWaiting)
        var wrong = Array("not the passphrase".utf8)
        let other = SecretBytes(taking: &wrong)
        #expect(throws: KeyStoreError.self) { try stand.certify("Jeddah-1", passphrase: other) }
        try stand.certify("Jeddah-1")
        #expect(try stand.issue("J", unit: "Jeddah-1").first?.receipt?.icv == 1)
        #expect(throws: (any Error).self) { try stand.issue("B", unit: "Riyadh-1") }
        #expect(try Audit.run(stand.path).verdict == .sound)
    }

    @Test("a fresh key folder keeps the memory of the old one, which is moved aside whole")
    func renewKeys() throws {
        let stand = try Stand()
        try stand.issue("A", "B")
        let tip = try stand.keys().readTip(unit: "Riyadh-1")
        let before = try Files.names(in: stand.path + ".keys")
        var text = Array("another passphrase".utf8)
        let other = SecretBytes(taking: &text)
        let renewed = try stand.workplace().renewKeys(passphrase: other)
        let aside = try #require(renewed.movedAside)
        #expect(try Files.names(in: aside) == before)
        // Another passphrase does not open the key of the log.
        #expect(renewed.logKeyLeft?.code == "wrong-passphrase")
        #expect(try stand.keys().readTip(unit: "Riyadh-1") == tip)
        // The folder is fresh: the same again changes nothing, so that an enrolment goes on.
        #expect(try stand.workplace().renewKeys(passphrase: other).movedAside == nil)
        try stand.certify(passphrase: other)
        let issued = try stand.issue("C", passphrase: other)
        #expect(issued.first?.receipt?.epoch == 2)
        #expect(try Audit.run(stand.path).verdict == .sound)
        // Checkpoints are signed by the key that was made with the ledger, and by no other.
        let error = #expect(throws: KeyStoreError.self) {
            try stand.workplace().checkpoint(passphrase: other, also: nil)
        }
        #expect(error?.remedy.en.contains("log.p8.sha256") == true)
        for name in ["log.p8", "log.p8.sha256"] {
            let bytes = try Files.read("\(aside)/\(name)", limitBytes: 1 << 16)
            try Files.writeNew(bytes, to: stand.path + ".keys/" + name)
            chmod(stand.path + ".keys/" + name, 0o600)
        }
        _ = try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        // That key behind its own passphrase hinders nobody: the units' keys say which is right.
        try stand.workplace().prove(other, in: stand.keys())
        #expect(throws: KeyStoreError.self) {
            try stand.workplace().prove(stand.passphrase, in: stand.keys())
        }
        // Lost: what was moved aside last still remembers.
        Stand.remove(stand.path + ".keys")
        _ = try stand.workplace().renewKeys(passphrase: other)
        #expect(try stand.keys().readTip(unit: "Riyadh-1") == tip)
        // The old folder takes its name back and is the one it was.
        Stand.remove(stand.path + ".keys")
        #expect(rename(aside, stand.path + ".keys") == 0)
        #expect(try stand.keys().readTip(unit: "Riyadh-1") == tip)
        try stand.keys().checkPlace()
    }

    /// What is left of the key folder on another computer, and whether its own passphrase is used.
    @Test(
        "the key of the log comes along where its passphrase opens it",
        arguments: ["the folder, copied", "log.p8 and its checksum", "the folder, moved aside"])
    func logKey(left: String) throws {
        let stand = try Stand()
        try stand.issue("A", "B")
        let keys = stand.path + ".keys"
        switch left {
        case "log.p8 and its checksum":
            for name in try Files.names(in: keys) where !name.hasPrefix("log.p8") {
                unlink("\(keys)/\(name)")
            }
        case "the folder, moved aside":
            #expect(rename(keys, keys + ".old-2026-01-01T000000Z") == 0)
        default:
            // As `cp -r` does it: other inodes, so no longer the folder that it was.
            let copy = keys + ".copy"
            #expect(mkdir(copy, 0o700) == 0)
            for name in try Files.names(in: keys) {
                let bytes = try Files.read("\(keys)/\(name)", limitBytes: 1 << 20)
                try Files.writeNew(bytes, to: "\(copy)/\(name)")
                chmod("\(copy)/\(name)", 0o600)
            }
            Stand.remove(keys)
            #expect(rename(copy, keys) == 0)
        }
        let renewed = try stand.workplace().renewKeys(passphrase: stand.passphrase)
        #expect(renewed.logKeyLeft == nil)
        // The same again changes nothing.
        let again = try stand.workplace().renewKeys(passphrase: stand.passphrase)
        #expect(again.movedAside == nil && again.logKeyLeft == nil)
        try stand.certify()
        try stand.issue("C")
        _ = try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        #expect(try Audit.run(stand.path).verdict == .sound)
    }

    @Test("the key of another ledger's log is neither taken along nor signed with")
    func foreignLogKey() throws {
        let stand = try Stand()
        try stand.issue("A")
        for name in ["log.p8", "log.p8.sha256"] { unlink("\(stand.path).keys/\(name)") }
        try stand.keys().storeLogKey(.generate(), passphrase: stand.passphrase)
        let error = #expect(throws: KeyStoreError.self) {
            try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        }
        #expect(error?.problem.en.contains("not the key of this ledger's log") == true)
        let renewed = try stand.workplace().renewKeys(passphrase: stand.passphrase)
        #expect(renewed.movedAside != nil && renewed.logKeyLeft?.code == "key-mismatch")
        #expect(try !stand.keys().hasLogKey)
    }

    @Test("an older ledger is not made new by fresh keys")
    func rolledBack() throws {
        let stand = try RestoringTests.stand()
        try RestoringTests.replace(
            stand.path, Files.read(stand.folder + "/older", limitBytes: 1 << 24))
        _ = try stand.workplace().renewKeys(passphrase: stand.passphrase)
        #expect(throws: (any Error).self) { try stand.issue("E") }
        let result = try RestoringTests.restoring(stand, "older").run()
        #expect(result.missing.map(RestoringTests.shown) == ["Riyadh-1/1 3-4 "])
    }

    @Test("the passphrase changes for all files; a wrong old one changes none")
    func passphrase() throws {
        let stand = try Stand()
        var text = Array("another passphrase".utf8)
        let other = SecretBytes(taking: &text)
        #expect(throws: KeyStoreError.self) {
            try stand.workplace().changePassphrase(from: other, to: stand.passphrase)
        }
        #expect(try stand.workplace().changePassphrase(from: stand.passphrase, to: other) == 2)
        #expect(throws: (any Error).self) { try stand.issue("A") }
        #expect(try stand.issue("A", passphrase: other).first?.status == .issued)
    }

    @Test("in JSON Lines each draft goes to its own unit's chain, in the order of the lines")
    func twoUnits() throws {
        let stand = try Stand()
        try stand.addUnit("Jeddah-1")
        try stand.certify("Jeddah-1")
        let drafts = [
            Self.draft("A", "Riyadh-1"), Self.draft("B", "Jeddah-1"), Self.draft("C", nil),
            Self.draft("D", "Riyadh-1"), Self.draft("E", "Mecca-1"), Self.draft("F", "Jeddah-1"),
        ]
        let lines = drafts.map { $0 + "\n" }.joined()
        let results = try stand.issue(text: lines)
        #expect(
            results.map { result in
                let receipt = result.receipt
                return "\(result.name) \(receipt?.unit ?? "-") \(receipt?.icv ?? 0)"
            } == ["A Riyadh-1 1", "B Jeddah-1 1", "C - 0", "D Riyadh-1 2", "E - 0", "F Jeddah-1 2"])
        #expect(
            results.map { $0.problems.first { $0.severity == .error }?.rule } == [
                nil, nil, "SJL-UNIT", nil, "SJL-UNIT", nil,
            ])
        // With a unit on the command line, drafts that name none are its own.
        let named = try stand.issue(text: Self.draft("G", nil), unit: "Jeddah-1")
        #expect(named.first?.receipt?.icv == 3)
        let atomic = try stand.issue(
            text: "[\(Self.draft("H", "Riyadh-1")),\(Self.draft("I", "Jeddah-1"))]")
        #expect(atomic.map(\.status) == [.notAttempted, .refused])
        let one = try stand.issue(
            text: "[\(Self.draft("H", "Jeddah-1")),\(Self.draft("I", "Jeddah-1"))]")
        #expect(one.map { $0.receipt?.icv } == [4, 5])
        #expect(try Audit.run(stand.path).verdict == .sound)
    }

    static func draft(_ number: String, _ unit: String?) -> String {
        let draft = Stand.draft(number, note: "")
        return unit.map { "{\"unit\":\"\($0)\"," + draft.dropFirst() } ?? draft
    }
}

extension JSONValue {
    var members: [JSONValue.Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
