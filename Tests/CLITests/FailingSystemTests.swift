import Encoding
import Foundation
import TestSupport
import Testing

/// C6, C9, C15: the system fails the program in the middle of its work.
@Suite("Memory or the disk fails while a document is issued", .serialized)
struct FailingSystemTests {
    private static let isWhole = ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"
    private static let issue = "issue one.json --passphrase-file pass --json"

    /// What the ledger and the tip were before.
    private static func keep(_ bench: Workbench) throws {
        try bench.must("mkdir was; cp -a shop.sijil was; ls -A shop.sijil.keys > was.names")
    }

    private static func putBack(_ bench: Workbench) throws {
        try bench.must(
            "rm -f shop.sijil shop.sijil-journal shop.sijil.keys/tip; cp -a was/shop.sijil .")
    }

    private static func answer(_ outcome: Outcome) throws -> JSONValue? {
        try outcome.lines.first.map { try JSONReader.read(Array($0.utf8)) }
    }

    /// With a sound system again: the ledger is sound, and the document is in it once.
    private static func checkAfterwards(_ bench: Workbench, _ about: String) throws {
        let audit = try FaultShim.run(bench, "", "audit shop.sijil --json")
        #expect(audit.status == 0, "\(about): \(audit.output)\(audit.talk)")
        let again = try FaultShim.run(bench, "", issue)
        #expect(again.status == 0, "\(about): \(again.output)\(again.talk)")
        #expect(try answer(again)?["icv"] == JSONValue(Int64(1)), "\(about)")
    }

    @Test("whichever allocation of SQLite fails, it is said or does no harm (C9)")
    func memory() throws {
        let bench = try FaultShim.shop()
        try Self.keep(bench)
        let count = "FAULT_COUNT='\(bench.folder)/count'"
        let good = try FaultShim.run(bench, count, Self.issue)
        try #require(good.status == 0, "\(good.talk)")
        let all = try #require(Int(String(decoding: bench.read("count"), as: UTF8.self)))
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix64(seed: seed)
        let rounds = Self.isWhole ? 2_000 : 40
        var tally: [String: Int] = [:]
        for round in 0..<rounds {
            let place = Int.random(
                in: (all * round / rounds + 1)...(all * (round + 1) / rounds), using: &random)
            let lasts = round % 2 == 0 ? "" : "FAULT_LASTS=1"
            let about = "seed \(seed), allocation \(place) of \(all) \(lasts)"
            try Self.putBack(bench)
            let cut = try FaultShim.run(bench, "FAULT_MEMORY=\(place) \(lasts)", Self.issue)
            let word = try Self.judge(cut, about)
            tally[word, default: 0] += 1
            try Self.checkAfterwards(bench, about)
        }
        print("out of memory, seed \(seed): \(rounds) of \(all) allocations: \(tally)")
        #expect(tally["out-of-memory", default: 0] > rounds / 2)
    }

    /// - Returns: What the program said; `ended` where GRDB, while it opens a file, ended it.
    private static func judge(_ cut: Outcome, _ about: String) throws -> String {
        if cut.status == 0 { return "done" }
        if cut.status > 128 {
            #expect(cut.talk.contains("GRDB/Utils.swift"), "\(about): \(cut.talk)")
            #expect(cut.talk.contains("out of memory"), "\(about): \(cut.talk)")
            return "ended"
        }
        #expect(cut.status == 2, "\(about): \(cut.output)\(cut.talk)")
        #expect(
            try answer(cut)?["error"]?["code"] == .string("out-of-memory"),
            "\(about): \(cut.output)")
        return "out-of-memory"
    }

    @Test("an audit without memory says so, and never that the ledger is damaged (C9)")
    func auditMemory() throws {
        let bench = try FaultShim.shop()
        let issued = try FaultShim.run(bench, "", Self.issue)
        try #require(issued.status == 0, "\(issued.talk)")
        let audit = "audit shop.sijil --json"
        let good = try FaultShim.run(bench, "FAULT_COUNT='\(bench.folder)/count'", audit)
        let all = try #require(Int(String(decoding: bench.read("count"), as: UTF8.self)))
        let rounds = Self.isWhole ? 2_000 : 30
        var random = SplitMix64(seed: 9)
        for round in 0..<rounds {
            let place = Int.random(
                in: (all * round / rounds + 1)...(all * (round + 1) / rounds), using: &random)
            let lasts = round % 2 == 0 ? "" : "FAULT_LASTS=1"
            let about = "allocation \(place) of \(all) \(lasts)"
            let cut = try FaultShim.run(bench, "FAULT_MEMORY=\(place) \(lasts)", audit)
            let word = try Self.judge(cut, about)
            if word == "done" { #expect(cut.output == good.output, "\(about)") }
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let call: String
        let file: String
        let error: Int32
        let codes: [String]
    }

    /// SQLite calls a page that the disk does not give damaged; which of both it is, only an audit
    /// from another disk could tell.
    static let faults = [
        Fault(
            testDescription: "the disk does not read (C6)", call: "pread", file: "shop.sijil",
            error: EIO, codes: ["ledger-io", "ledger-corrupt"]),
        Fault(
            testDescription: "the ledger's disk turns read-only (C15)", call: "pwrite",
            file: "shop.sijil", error: EROFS, codes: ["ledger-read-only"]),
        Fault(
            testDescription: "so does the journal's", call: "pwrite", file: "shop.sijil-journal",
            error: EROFS, codes: ["ledger-read-only"]),
        Fault(
            testDescription: "the journal cannot be cut", call: "cut", file: "shop.sijil-journal",
            error: EROFS, codes: ["ledger-read-only"]),
        Fault(
            testDescription: "the disk does not write (C5)", call: "pwrite", file: "shop.sijil",
            error: EIO, codes: ["ledger-io"]),
        Fault(
            testDescription: "nor sync", call: "sync", file: "shop.sijil", error: EIO,
            codes: ["ledger-io"]),
    ]

    @Test(
        "a disk that fails from some call on is named, and no document is half there",
        arguments: faults)
    func disk(_ fault: Fault) throws {
        let bench = try FaultShim.shop()
        try Self.keep(bench)
        var failures = 0
        var place = 1
        while true {
            let about = "\(fault.testDescription), from call \(place)"
            try Self.putBack(bench)
            let cut = try FaultShim.run(
                bench,
                "FAULT_CALL=\(fault.call) FAULT_PATH=\(fault.file) FAULT_AT=\(place) "
                    + "FAULT_ERRNO=\(fault.error)", Self.issue)
            if cut.status == 0 { break }
            #expect(cut.status == 2, "\(about): \(cut.output)\(cut.talk)")
            if case .string(let code)? = try Self.answer(cut)?["error"]?["code"] {
                #expect(fault.codes.contains(code), "\(about): \(cut.output)")
            } else {
                Issue.record("\(about): \(cut.output)\(cut.talk)")
            }
            try Self.checkAfterwards(bench, about)
            failures += 1
            place += Self.isWhole ? 1 : 1 + place / 3
        }
        print("\(fault.testDescription): failed at \(failures) places up to call \(place)")
        #expect(failures > 0)
    }

    @Test("an audit from a disk that does not read never passes (C6)")
    func auditDisk() throws {
        let bench = try FaultShim.shop()
        let issued = try FaultShim.run(bench, "", Self.issue)
        try #require(issued.status == 0, "\(issued.talk)")
        var failures = 0
        for place in stride(from: 1, to: 400, by: Self.isWhole ? 1 : 13) {
            let cut = try FaultShim.run(
                bench,
                "FAULT_CALL=pread FAULT_PATH=shop.sijil FAULT_AT=\(place) FAULT_ERRNO=\(EIO)",
                "audit shop.sijil --json")
            if cut.status == 0 { break }
            failures += 1
            #expect(cut.status == 1 || cut.status == 2, "call \(place): \(cut.talk)")
            let isNamed = ["file-damaged", "file-not-opened", "file-unreadable"].contains {
                cut.output.contains("\"\($0)\"")
            }
            #expect(isNamed, "call \(place): \(cut.output)\(cut.talk)")
        }
        #expect(failures > 1)
    }
}

@Suite("A memory stick, whose file system knows no second names", .serialized)
struct MemoryStickTests {
    static let commands = [
        "export --to stick/invoices", "print INV-1 --out stick/n1.html",
        "qr INV-1 --format svg --out stick/n1.svg", "receipt INV-1 --out stick/n1.tlog-proof",
        "backup stick/copy", "export --sheet stick/book.xlsx",
    ]

    @Test("what is handed on is written there, and never over another file", arguments: 1...2)
    func stick(kind: Int) throws {
        let bench = try FaultShim.shop()
        try bench.must("mkdir stick")
        for command in ["issue one.json", "checkpoint"] {
            let done = try FaultShim.run(bench, "", command + " --passphrase-file pass")
            try #require(done.status == 0, "\(done.output)\(done.talk)")
        }
        let fault = "FAULT_STICK=\(kind)"
        for command in Self.commands {
            let written = try FaultShim.run(bench, fault, command)
            #expect(written.status == 0, "\(command): \(written.output)\(written.talk)")
        }
        let names = try bench.must("find stick -type f | sort").lines
        #expect(names.count == Self.commands.count + 1, "\(names)")
        #expect(!names.contains { $0.contains(".part") })
        let same = "for f in stick/invoices/*.xml; do sijil verify \"$f\" || exit 1; done"
        #expect(try bench.run(same).status == 0)
        // With other bytes it is another file's.
        try bench.must("echo other > stick/n1.svg")
        let taken = try FaultShim.run(bench, fault, "qr INV-1 --format svg --out stick/n1.svg")
        #expect(taken.status == 2)
        #expect(taken.talk.contains("stick/n1.svg is there already"), "\(taken.talk)")
        #expect(try bench.must("cat stick/n1.svg").output == "other\n")
    }

    @Test("what a run that was killed left behind stands in the next one's way never")
    func leftover() throws {
        let bench = try Shop.ready()
        try bench.must("sijil issue one.json --passphrase-file pass")
        // A program that takes this one's place has its number.
        let again = "sh -c 'touch qr.svg.$$.part; exec sijil qr INV-1 --format svg --out qr.svg'"
        #expect(try bench.run(again).status == 0)
    }
}
