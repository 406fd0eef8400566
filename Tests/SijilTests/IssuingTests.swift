import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger
import Testing

@testable import Sijil

@Suite("Issuing under a clock of our own")
struct IssuingTests {
    private func statuses(_ results: [IssueResult]) -> [String] {
        results.map { "\($0.status.rawValue) \($0.receipt.map { String($0.icv) } ?? "-")" }
    }

    @Test("the same draft twice gives one document and the first receipt, word for word")
    func idempotent() throws {
        let stand = try Stand()
        let first = try stand.issue("A", "B")
        stand.clock.move(3_600)
        let again = try stand.issue("B", "A", "C", "C")
        #expect(statuses(again) == ["existing 2", "existing 1", "issued 3", "existing 3"])
        #expect(again[0].receipt == first[1].receipt)
        #expect(again[1].receipt == first[0].receipt)
    }

    @Test("a clock behind the last record issues nothing; set right, the next counter follows")
    func clockBehind() throws {
        let stand = try Stand()
        try stand.issue("A")
        let before = try Files.read(stand.path, limitBytes: 1 << 24)
        stand.clock.move(-1)
        let error = #expect(throws: LedgerError.self) { try stand.issue("B") }
        #expect(error?.code == "clock-behind")
        #expect(error?.mayRetry == true)
        #expect(try Files.read(stand.path, limitBytes: 1 << 24) == before)
        stand.clock.move(1)
        #expect(statuses(try stand.issue("B")) == ["issued 2"])
    }

    @Test("an ended certificate, and one that has not begun, stamp nothing")
    func certificateTimes() throws {
        let stand = try Stand()
        stand.clock.move(31 * 86_400)
        let ended = #expect(throws: SijilError.self) { try stand.issue("A") }
        #expect(ended?.code == "certificate-expired")
        stand.clock.move(-33 * 86_400)
        let early = #expect(throws: SijilError.self) { try stand.issue("A") }
        #expect(early?.code == "certificate-not-yet-valid")
    }

    @Test("the tip names each run's newest document")
    func tipFollows() throws {
        let stand = try Stand()
        #expect(try stand.keys().readTip(unit: "Riyadh-1") == nil)
        let results = try stand.issue("A", "B", "C")
        let tip = try #require(try stand.keys().readTip(unit: "Riyadh-1"))
        #expect(tip.icv.rawValue == 3)
        #expect(tip.hash.base64 == results[2].receipt?.hash)
    }

    @Test("a receipt of a run that was cut off before its tip is given only with the tip recorded")
    func tipCatchesUp() throws {
        let stand = try Stand()
        try stand.issue("A", "B")
        // A crash between COMMIT and the tip leaves the ledger with documents and the tip without.
        #expect(unlink(stand.path + ".keys/tip") == 0)
        #expect(statuses(try stand.issue("A")) == ["existing 1"])
        #expect(try stand.keys().readTip(unit: "Riyadh-1")?.icv.rawValue == 2)
    }

    @Test("a receipt of another unit's document records that unit's tip, not one's own")
    func tipOfAnotherUnit() throws {
        let stand = try Stand()
        try stand.issue("A", "B")
        try stand.addUnit("Jeddah-1")
        try stand.certify("Jeddah-1")
        #expect(unlink(stand.path + ".keys/tip") == 0)
        // The other unit has no document yet, and then one of its own.
        #expect(statuses(try stand.issue("A", unit: "Jeddah-1")) == ["existing 1"])
        #expect(try stand.keys().readTips().map(\.unit) == ["Riyadh-1"])
        #expect(try stand.keys().readTip(unit: "Riyadh-1")?.icv.rawValue == 2)
        try stand.issue("C", unit: "Jeddah-1")
        #expect(unlink(stand.path + ".keys/tip") == 0)
        #expect(statuses(try stand.issue("B", unit: "Jeddah-1")) == ["existing 2"])
        #expect(try stand.keys().readTips().map(\.unit) == ["Riyadh-1"])
    }

    @Test("a ledger of other documents than the tip's is a fork, whichever is longer")
    func forks() throws {
        let stand = try Stand()
        try stand.issue("A")
        let copy = try Files.read(stand.path, limitBytes: 1 << 24)
        try stand.issue("B")
        let newest = try Files.read(stand.path, limitBytes: 1 << 24)
        // Somebody without this tip goes on from the copy.
        let tip = try Files.read(stand.path + ".keys/tip", limitBytes: 1 << 16)
        try replace(stand.path, copy)
        unlink(stand.path + ".keys/tip")
        try stand.issue("X")
        try replace(stand.path + ".keys/tip", tip)
        #expect(throws: SijilError.ledgerForked(unit: "Riyadh-1", icv: 2)) { try stand.issue("Y") }
        unlink(stand.path + ".keys/tip")
        try stand.issue("Y")
        try replace(stand.path + ".keys/tip", tip)
        #expect(throws: SijilError.ledgerForked(unit: "Riyadh-1", icv: 2)) { try stand.issue("Z") }
        try replace(stand.path, newest)
        #expect(statuses(try stand.issue("Z")) == ["issued 3"])
    }

    @Test("a certificate that is renewed while a run waits stamps the drafts that follow")
    func renewedMeanwhile() throws {
        let stand = try Stand()
        let units = try IssuingUnits(
            stand.workplace(), passphrase: stand.passphrase, unit: nil)
        var results: [IssueResult] = []
        func issue(_ number: String) throws {
            let json = try JSONReader.read(Array(Stand.draft(number, note: "").utf8))
            let item = DraftSource.Item(place: 1, json: .success(json))
            try units.issue([item], allOrNothing: false) { results += $0 }
        }
        try issue("A")
        try stand.certify()
        try issue("B")
        try issue("A")
        #expect(statuses(results) == ["issued 1", "issued 1", "existing 1"])
        #expect(results.map { $0.receipt?.epoch } == [1, 2, 1])
    }

    @Test("official names: what is no ASCII letter or digit is a dash, one name is never two files")
    func officialNames() throws {
        let stand = try Stand()
        let numbers = try stand.issue("INV/1", "INV-1", "فاتورة ٣", "a.b c²")
        let names = try exported(stand)
        let begin = "399999999900003_20260301T101500_"
        let second = try #require(numbers[1].receipt?.uuid)
        #expect(
            names == [
                "\(begin)--------.xml", "\(begin)INV-1.xml", "\(begin)INV-1_\(second).xml",
                "\(begin)a-b-c-.xml", "index.jsonl",
            ])
        // Again over the same files: all of them are as they should be.
        #expect(try exported(stand) == names)
    }

    @Test("a second export adds what is new and brings the index up to date")
    func exportAgain() throws {
        let stand = try Stand()
        let out = stand.folder + "/out"
        func index() throws -> [JSONValue] {
            try Files.read(out + "/index.jsonl", limitBytes: 1 << 20).split(separator: 0x0A)
                .map { try JSONReader.read(Array($0)) }
        }
        // One name for two numbers, of which the first is exported later.
        try stand.issue("INV/1")
        stand.clock.move(86_400)
        try stand.issue("INV-1", "C")
        let second = try stand.workplace().export(
            DocumentSelection(from: nil, to: nil, buyer: nil), to: out
        ) { _ in }
        #expect(second.documents == 3)
        let before = try index()
        stand.clock.move(60)
        try stand.issue("D")
        #expect(try exported(stand).count == 5)
        let after = try index()
        #expect(after.count == 4)
        #expect(Array(after.prefix(3)) == before)
        #expect(after.last?["number"] == .string("D"))
        // Other content is told before anything is written.
        try stand.issue("E")
        let names = try Files.names(in: out)
        let victim = out + "/" + (try #require(names.first))
        let right = try Files.read(victim, limitBytes: 1 << 20)
        try replace(victim, right + [0x0A])
        #expect(throws: SijilError.fileExists(path: victim)) { try exported(stand) }
        #expect(try Files.names(in: out) == names)
        #expect(try index() == after)
        try replace(victim, right)
        #expect(try exported(stand).count == 6)
        // Whose index it is cannot be told where it is no index.
        try replace(out + "/index.jsonl", Array("notes of mine\n".utf8))
        #expect(throws: SijilError.fileExists(path: out + "/index.jsonl")) { try exported(stand) }
    }

    @Test("what an earlier export has stays in the index of one of other documents")
    func exportParts() throws {
        let stand = try Stand()
        let results = try stand.issue("INV/1", "INV-1")
        let out = stand.folder + "/out"
        func export(_ number: String) throws -> [String] {
            let workplace = try stand.workplace()
            let name = try #require(InvoiceNumber(number))
            let record = try #require(try workplace.ledger.document(number: name))
            var index = try ExportIndex(folder: out)
            let file = try index.file(of: record, vat: workplace.ledger.header.vat)
            index.add(record, file: file, legal: [0x41], state: .issued)
            try index.write()
            return try Files.read(out + "/index.jsonl", limitBytes: 1 << 20)
                .split(separator: 0x0A).map { line in
                    guard case .string(let file)? = try JSONReader.read(Array(line))["file"] else {
                        return "-"
                    }
                    return file
                }
        }
        try Files.makeFolder(out)
        let begin = "399999999900003_20260301T101500_INV-1"
        let uuid = try #require(results[0].receipt?.uuid)
        #expect(try export("INV-1") == [begin + ".xml"])
        #expect(try export("INV/1") == [begin + ".xml", "\(begin)_\(uuid).xml"])
        #expect(try export("INV-1") == ["\(begin)_\(uuid).xml", begin + ".xml"])
    }

    private func exported(_ stand: Stand) throws -> [String] {
        let all = DocumentSelection(from: nil, to: nil, buyer: nil)
        _ = try stand.workplace().export(all, to: stand.folder + "/out") { _ in }
        return try Files.names(in: stand.folder + "/out")
    }

    private func replace(_ path: String, _ bytes: [UInt8]) throws {
        unlink(path)
        try Files.writeNew(bytes, to: path)
        chmod(path, 0o600)
    }
}
