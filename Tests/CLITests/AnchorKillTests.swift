import Foundation
import Testing

@Suite("C11: an anchor's file whose writing is killed", .serialized)
struct AnchorKillTests {
    /// A way of writing into the folder of checkpoints, from the state that `preparation` leaves.
    struct Way: Sendable, CustomTestStringConvertible {
        let name: String
        let preparation: String
        let command: String
        var testDescription: String { name }
    }

    private static let secret = "--passphrase-file pass"
    private static let checkpoint = "sijil checkpoint \(secret) --to usb"

    static let ways = [
        Way(
            name: "a new checkpoint, in two folders",
            preparation: "true", command: checkpoint),
        Way(
            name: "a cosignature under a checkpoint",
            preparation: """
                \(checkpoint); sijil witness init w --name w.example \(secret) > key
                sijil witness trust w "$(sijil checkpoint --key)" \(secret)
                sijil witness request --out ask; sijil witness answer w ask \(secret) --out got
                """,
            command: "sijil witness add got --key \"$(cat key)\""),
        Way(
            name: "a time stamp",
            preparation: """
                \(checkpoint); test-tsa make tsa; sijil timestamp --query ask.tsq
                test-tsa reply tsa ask.tsq got.tsr
                """,
            command: "sijil timestamp --reply got.tsr"),
    ]

    @Test(
        "is the old one or the new one, never half, and the same command finishes", arguments: ways)
    func killed(_ way: Way) throws {
        let bench = try Shop.ready()
        let calm = "export \(try KillingShim.calm()); "
        // The keys are made anew: with the shim's derivation they open with it alone.
        try bench.must("rm -rf shop.sijil*")
        try bench.must(
            calm
                + "sijil init shop.sijil --seller seller.json --environment emulator \(Self.secret)"
        )
        try bench.must(calm + "mkdir usb; \(way.preparation)")
        let folders = "shop.sijil.anchors usb"
        try bench.must("mkdir -p \(folders); mkdir was; cp -a \(folders) was")
        let old = try files(bench)
        try bench.must("\(KillingShim.calm(log: "calls"))\(way.command)")
        let new = try files(bench)
        #expect(old != new)
        let calls = try KillingShim.calls(bench, "calls")
        try #require(calls > 4)
        var (olds, news, between) = (0, 0, 0)
        for place in 1...calls {
            try bench.must("rm -rf \(folders); cp -a was/* .")
            let outcome = try bench.run(
                "\(KillingShim.dying(at: place, torn: place % 2 == 0))\(way.command)")
            #expect(outcome.status != 0 || place == calls, "call \(place)")
            let found = try files(bench)
            for (name, sum) in found where sum != old[name] {
                #expect(sum == new[name], "call \(place): \(name)")
            }
            if found == old { olds += 1 } else if found == new { news += 1 } else { between += 1 }
            try bench.must("\(KillingShim.calm())\(way.command)")
            #expect(try files(bench) == new, "call \(place)")
        }
        print("\(way.name): killed at \(calls) calls: \(olds) old, \(news) new, \(between) between")
    }

    /// What anybody would read of the folders: by name, the digest. Parts that a crash left are
    /// read by nobody.
    private func files(_ bench: Workbench) throws -> [String: String] {
        let listing = try bench.must(
            "find shop.sijil.anchors usb -type f ! -name '*.part' -exec sha256sum {} +"
        ).output
        let pairs = listing.split(separator: "\n").map { line in
            (String(line.dropFirst(66)), String(line.prefix(64)))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
