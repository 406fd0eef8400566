import Encoding
import Testing

@Suite("A restore that is killed")
struct RestoreKillTests {
    /// Seconds after its start; a whole run takes a little longer than the middle of these.
    static let moments = [0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5]

    @Test("leaves the old file or the new one, and the same command finishes")
    func killed() throws {
        let bench = try Shop.ready()
        let secret = "--passphrase-file pass"
        try bench.must("mkdir safe; sijil issue one.json \(secret); sijil backup safe/copy")
        try bench.must("sijil issue array.json \(secret); cp shop.sijil safe/newest")
        var finished = 0
        for moment in Self.moments {
            try bench.must(
                "rm -f shop.sijil shop.sijil.replaced-* .shop*; cp safe/newest shop.sijil")
            _ = try bench.run("timeout -s KILL \(moment + 0.001) sijil restore safe/copy --replace")
            let isOld = try bench.run("cmp -s safe/newest shop.sijil").status == 0
            if !isOld {
                finished += 1
                // The old file is kept under its other name.
                try bench.must("cmp safe/newest shop.sijil.replaced-*")
            }
            try bench.must("sijil audit shop.sijil")
            let again = try bench.must(
                "sijil restore safe/copy --replace --ledger shop.sijil --json")
            let result = try #require(try again.json().first)
            #expect(result["in_place_already"] == .bool(!isOld), "after \(moment) s")
            #expect(result["missing"]?.items.first?["icv_last"] == .number("3"))
            #expect(result["retired"]?.items.count == 1)
            try bench.must("sijil audit shop.sijil; test ! -e .shop.sijil.restoring")
            #expect(try bench.run("sijil issue standard.json \(secret)").status == 2)
        }
        print("killed \(Self.moments.count) restores, \(finished) of them after the last step")
    }
}
