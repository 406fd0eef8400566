import Encoding
import Foundation
import TestSupport
import Testing

/// A shop that issues three batches while each of its calls to the disk is written down.
private struct WatchedShop {
    let bench: Workbench
    let start: [String: [UInt8]]
    let calls: [DiskCall]
    /// How many calls had been made when each batch had ended.
    let ends: [Int]

    static let batches = [["P-1"], ["P-2", "P-3", "P-4"], ["P-5", "P-6"]]
    static let numbers = batches.flatMap(\.self)

    init() throws {
        bench = try FaultShim.shop()
        let draft = String(decoding: try bench.read("one.json"), as: UTF8.self)
        for (index, batch) in Self.batches.enumerated() {
            let lines = try batch.map {
                try JSONReader.read(Array(draft.replacing("INV-1", with: $0).utf8)).serialized()
            }
            try bench.write(lines.map { $0 + "\n" }.joined(), to: "batch-\(index).jsonl")
        }
        try bench.must("cat batch-?.jsonl > all.jsonl")
        start = try Self.files(bench)
        var ends: [Int] = []
        for index in Self.batches.indices {
            let issued = try FaultShim.run(
                bench, "FAULT_TRACE='\(bench.folder)/trace'",
                "issue batch-\(index).jsonl --passphrase-file pass --json")
            try #require(issued.status == 0, "\(issued.output)\(issued.talk)")
            ends.append(try DiskCall.read(bench.read("trace")).count)
        }
        self.ends = ends
        calls = try DiskCall.read(bench.read("trace"))
    }

    /// The ledger, what lies beside it and its keys, by their paths.
    private static func files(_ bench: Workbench) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try bench.must("ls shop.sijil shop.sijil-* shop.sijil.keys/* 2> /dev/null; :")
            .lines
        {
            files["\(bench.folder)/\(name)"] = try bench.read(name)
        }
        return files
    }

    /// What the program had said when so many calls were made: its promises, by numbers.
    func promises(before count: Int) throws -> [String: JSONValue] {
        let said = calls[..<count].filter { $0.name == "say" }.flatMap(\.bytes)
        var found: [String: JSONValue] = [:]
        for line in said.split(separator: UInt8(ascii: "\n")) {
            let value = try JSONReader.read(Array(line))
            guard case .string(let number)? = value["number"] else { continue }
            found[number] = value
        }
        return found
    }

    func put(_ files: [String: [UInt8]]) throws {
        try bench.must("rm -f shop.sijil shop.sijil-journal shop.sijil.keys/* shop.sijil.keys/.n*")
        for (path, bytes) in files {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            chmod(path, 0o600)
        }
    }

    func disk(after count: Int) -> LostDisk {
        var disk = LostDisk(start)
        for call in calls[..<count] { disk.apply(call) }
        return disk
    }
}

/// C7, C8, C18: what is left of a ledger when the power fails.
@Suite("The power fails while documents are issued", .serialized)
struct PowerLossTests {
    private static let isWhole = ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"

    @Test("what was promised is there, nothing is half there, the same command ends it (C7)")
    func powerLoss() throws {
        let shop = try WatchedShop()
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix64(seed: seed)
        var places = Array(0...shop.calls.count)
        if !Self.isWhole { places = Array(places.shuffled(using: &random).prefix(36)).sorted() }
        var promised = 0
        for place in places {
            let about = "seed \(seed), after call \(place)"
            let promises = try shop.promises(before: place)
            promised += promises.count
            try shop.put(shop.disk(after: place).afterPowerLoss(&random))
            let found = try FaultShim.run(shop.bench, "", "audit shop.sijil --json")
            #expect(found.status == 0, "\(about): \(found.output)\(found.talk)")
            try checkPromises(shop, promises, about)
        }
        print(
            "power loss, seed \(seed): \(places.count) of \(shop.calls.count + 1) moments, "
                + "\(promised) promises kept")
        #expect(promised > 0)
    }

    /// Issues all again: what was promised keeps its place, the rest follows without a gap.
    private func checkPromises(
        _ shop: WatchedShop, _ promises: [String: JSONValue], _ about: String
    ) throws {
        let again = try FaultShim.run(
            shop.bench, "", "issue all.jsonl --passphrase-file pass --json")
        try #require(again.status == 0, "\(about): \(again.output)\(again.talk)")
        let lines = try again.lines.map { try JSONReader.read(Array($0.utf8)) }
        for (index, line) in lines.enumerated() {
            let number = WatchedShop.numbers[index]
            #expect(line["number"] == .string(number), "\(about)")
            #expect(line["icv"] == JSONValue(Int64(index + 1)), "\(about): \(again.output)")
            guard let promise = promises[number] else { continue }
            #expect(line["status"] == .string("existing"), "\(about): \(number)")
            for name in ["icv", "uuid", "hash"] {
                #expect(line[name] == promise[name], "\(about): \(number) \(name)")
            }
        }
        #expect(lines.count == WatchedShop.numbers.count, "\(about)")
        let audit = try FaultShim.run(shop.bench, "", "audit shop.sijil --json")
        #expect(audit.status == 0, "\(about): \(audit.output)\(audit.talk)")
    }

    @Test("a disk that lies about its syncs is found out by tip, checkpoint or audit (C18)")
    func lying() throws {
        let shop = try WatchedShop()
        let bench = shop.bench
        try bench.must("mkdir usb")
        let kept = try FaultShim.run(
            bench, "", "checkpoint --to usb --passphrase-file pass")
        try #require(kept.status == 0, "\(kept.talk)")
        try bench.must("cp -a shop.sijil.anchors away; rm -r shop.sijil.anchors")
        // The ledger's own disk has lied since the first batch; the keys are on another one.
        var disk = LostDisk(shop.start)
        for (index, call) in shop.calls.enumerated() {
            if index == shop.ends[0] {
                let keys = bench.folder + "/shop.sijil.keys"
                disk.isLying = { !$0.hasPrefix(keys) }
            }
            disk.apply(call)
        }
        try shop.put(disk.afterLosingAll())
        let audit = try FaultShim.run(bench, "", "audit shop.sijil --anchors away --json")
        #expect(audit.status == 1)
        #expect(audit.output.contains("\"ledger-shorter\""), "\(audit.output)")
        let next = try FaultShim.run(
            bench, "", "issue one.json --passphrase-file pass --json")
        #expect(next.status == 2)
        #expect(next.output.contains("\"ledger-rolled-back\""), "\(next.output)")
        #expect(next.output.contains("2 to 6"), "\(next.output)")

        // Whatever part of it came through: all is there, or nothing more is issued, or the audit
        // tells.
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix64(seed: seed)
        var refused: [String: Int] = [:]
        for round in 0..<(Self.isWhole ? 300 : 15) {
            try shop.put(disk.afterPowerLoss(&random))
            let next = try FaultShim.run(
                bench, "", "issue one.json --passphrase-file pass --json")
            let answer = try JSONReader.read(Array(next.output.utf8))
            if next.status == 0 {
                #expect(answer["icv"] == JSONValue(Int64(7)), "seed \(seed), round \(round)")
                // Half a page of an older document can be gone: the tip knows the newest one, and
                // SQLite has no checksums. The audit sees it.
                let audit = try FaultShim.run(bench, "", "audit shop.sijil --json")
                guard audit.status == 0 else {
                    #expect(audit.status == 1, "seed \(seed), round \(round): \(audit.output)")
                    refused["audit", default: 0] += 1
                    continue
                }
                try checkPromises(shop, shop.promises(before: shop.calls.count), "seed \(seed)")
                continue
            }
            #expect(next.status == 2, "seed \(seed), round \(round): \(next.output)")
            guard case .string(let code)? = answer["error"]?["code"] else {
                Issue.record("seed \(seed), round \(round): \(next.output)\(next.talk)")
                continue
            }
            refused[code, default: 0] += 1
        }
        print("a lying disk, seed \(seed): found out by \(refused)")
        #expect(!refused.isEmpty)
    }
}
