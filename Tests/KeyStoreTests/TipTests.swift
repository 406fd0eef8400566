import Cryptography
import Encoding
import Glibc
import Invoicing
import KeyStore
import Testing

@Suite("the tip")
struct TipTests {
    let bench: Workbench
    let store: KeyStore

    init() throws {
        bench = try Workbench()
        store = try KeyStore.create(directory: bench.folder + "/keys", ledger: KeyStoreTests.ledger)
    }

    static func tip(
        _ icv: Int64, epoch: Int = 1, unit: String = "Riyadh-1", fill: UInt8? = nil
    ) throws -> Tip {
        let byte = fill ?? UInt8(truncatingIfNeeded: icv)
        return Tip(
            unit: unit, epoch: epoch, icv: try #require(InvoiceCounterValue(icv)),
            hash: try #require(InvoiceHash([UInt8](repeating: byte, count: 32))), logSize: icv * 2)
    }

    @Test("one process at a time speaks for a unit, others for other units")
    func line() throws {
        var mine = try store.lockLine(unit: "محطة 1")
        #expect(mine != nil)
        #expect(try store.lockLine(unit: "محطة 1") == nil)
        #expect(try store.lockLine(unit: "محطة 2") != nil)
        mine = nil
        #expect(try store.lockLine(unit: "محطة 1") != nil)
    }

    @Test("the file is the documented text")
    func format() throws {
        #expect(try store.readTips().isEmpty)
        try store.advanceTip(Self.tip(118, unit: "محطة 1"))
        try store.advanceTip(Self.tip(7, epoch: 0, unit: "Branch with blanks"))
        let hash118 = Base64.encode([UInt8](repeating: 118, count: 32))
        let hash7 = Base64.encode([UInt8](repeating: 7, count: 32))
        let body = """
            sijil-tip 1
            epoch 0 icv 7 log 14 hash \(hash7) unit Branch with blanks
            epoch 1 icv 118 log 236 hash \(hash118) unit محطة 1

            """
        let text = String(decoding: try bench.read("keys/tip"), as: UTF8.self)
        let digest = Hex.encode(SHA256.hash(Array(body.utf8)).bytes)
        #expect(text == body + "sha256 \(digest)\n")
        #expect(try store.readTip(unit: "محطة 1") == Self.tip(118, unit: "محطة 1"))
        #expect(try store.readTip(unit: "none") == nil)
        #expect(
            try bench.must("stat", "-c", "%a", "keys/tip", "keys/tip.lock").text == "600\n600\n")
    }

    @Test(
        "it moves forward only: later epochs win, earlier places change nothing, forks are refused")
    func forward() throws {
        try store.advanceTip(Self.tip(5))
        try store.advanceTip(Self.tip(4))
        #expect(try store.readTip(unit: "Riyadh-1") == Self.tip(5))
        try store.advanceTip(Self.tip(5))
        let fork = KeyStoreError.tipFork(
            unit: "Riyadh-1", epoch: 1, icv: try #require(InvoiceCounterValue(5)))
        #expect(throws: fork) { try store.advanceTip(Self.tip(5, fill: 99)) }
        KeyStoreTests.checkWords(fork)
        #expect(try store.readTip(unit: "Riyadh-1") == Self.tip(5))
        try store.advanceTip(Self.tip(1, epoch: 2))
        try store.advanceTip(Self.tip(6, epoch: 1))
        #expect(try store.readTip(unit: "Riyadh-1") == Self.tip(1, epoch: 2))
        for unit in ["", "a\nb", "a\u{85}b"] {
            #expect(throws: KeyStoreError.nameRefused(name: unit)) {
                try store.advanceTip(Self.tip(1, unit: unit))
            }
        }
    }

    @Test("a batch writes once for each commit")
    func batch() throws {
        let batch = TipBatch(store)
        try batch.commit()
        #expect(try store.readTips().isEmpty)
        for icv in 1...Int64(3_000) { try batch.note(Self.tip(icv)) }
        for icv in 1...Int64(10) { try batch.note(Self.tip(icv, unit: "B")) }
        #expect(try store.readTips().isEmpty)
        try batch.commit()
        #expect(try store.readTips() == [Self.tip(10, unit: "B"), Self.tip(3_000)])
        let inode = try bench.must("stat", "-c", "%i %y", "keys/tip").text
        try batch.commit()
        try batch.note(Self.tip(2_999))
        try batch.commit()
        #expect(try bench.must("stat", "-c", "%i %y", "keys/tip").text == inode)
    }

    static let harms: [(script: String, code: String)] = [
        ("truncate -s -1 tip", "tip-damaged"), ("truncate -s 60 tip", "tip-damaged"),
        ("truncate -s 12 tip", "tip-damaged"), ("truncate -s 0 tip", "tip-damaged"),
        ("sed -i 's/icv 5/icv 4/' tip", "tip-damaged"),
        ("sed -i 's/icv 5/icv -5/' tip", "tip-damaged"),
        ("sed -i 's/epoch 1/epoch  1/' tip", "tip-damaged"), ("sed -i 2d tip", "tip-damaged"),
        ("sed -i '$d' tip", "tip-damaged"), ("sed -i 's/$/\\r/' tip", "tip-damaged"),
        ("sed -i 's/tip 1/tip 2/' tip", "tip-damaged"), ("echo >> tip", "tip-damaged"),
        ("printf '\\377' | dd of=tip bs=1 seek=30 conv=notrunc", "tip-damaged"),
        ("head -c 4096 /dev/urandom > tip", "tip-damaged"),
        ("head -c 2000000 /dev/zero > tip", "key-store-io"), ("chmod 644 tip", "key-mode-too-open"),
        ("mv tip x; ln -s x tip", "key-is-link"), ("ln -sf tip tip.lock", "key-is-link"),
    ]

    @Test("a torn or hand-edited file is an error, and stays as it is", arguments: harms)
    func damage(script: String, code: String) throws {
        try store.advanceTip(Self.tip(5))
        try bench.must(
            "sh", "-ec", "umask 077; cd keys; \(script); chmod go-rwx x 2> /dev/null || true")
        let before = try bench.read("keys/tip")
        let error = #expect(throws: KeyStoreError.self) { try store.advanceTip(Self.tip(6)) }
        #expect(error?.code == code, "\(String(describing: error?.problem.en))")
        if let error { KeyStoreTests.checkWords(error) }
        #expect(try bench.read("keys/tip") == before)
    }

    @Test("many writers at once lose nothing")
    func concurrent() async throws {
        let directory = store.directory
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    // Each with its own descriptors, as processes would have.
                    let own = try KeyStore.open(directory: directory)
                    for icv in 1...Int64(25) {
                        try own.advanceTip(Self.tip(icv, unit: "shared"))
                        try own.advanceTip(Self.tip(icv, unit: "unit \(writer)"))
                        let seen = try #require(try own.readTip(unit: "shared"))
                        #expect(seen.icv.rawValue >= icv)
                    }
                }
            }
            try await group.waitForAll()
        }
        let tips = try store.readTips()
        #expect(tips.count == 7)
        #expect(tips.allSatisfy { $0.icv.rawValue == 25 })
        #expect(try bench.must("ls", "-A", "keys").text == "place\ntip\ntip.lock\n")
    }
}
