import Encoding
import Foundation
import Testing

@Suite("Bad input is refused with a remedy, stores nothing and uses no counter")
struct BadInputTests {
    /// A ledger that holds INV-1 as counter 1.
    static func shop() throws -> Workbench {
        let bench = try Shop.ready()
        try bench.must("sijil issue one.json --passphrase-file pass")
        return bench
    }

    @Test("drafts", arguments: BadInput.drafts)
    func drafts(_ row: BadInput) throws { try check(row) }

    @Test("texts that are no drafts", arguments: BadInput.texts)
    func texts(_ row: BadInput) throws { try check(row) }

    @Test("files, locks, keys and passphrases", arguments: BadInput.surroundings)
    func surroundings(_ row: BadInput) throws { try check(row) }

    /// Runs the row, then undoes its harm and issues: the next counter must be 2.
    private func check(_ row: BadInput) throws {
        let bench = try Self.shop()
        try bench.must("mkdir .safe && cp -a shop.sijil shop.sijil.keys .safe")
        try Shop.forgetPlace(bench, ".safe/shop.sijil.keys")
        try bench.must(row.harm)
        let before = try bench.sum("shop.sijil")
        let outcome = try bench.run(row.command + " --passphrase-file pass --json")
        #expect(try bench.sum("shop.sijil") == before, "the ledger's bytes are the same")
        #expect(outcome.status == row.exit, "\(outcome.output) \(outcome.talk)")
        let says = try said(outcome, row)
        #expect(says == row.says, "\(outcome.output)")
        #expect(!outcome.output.contains(Shop.passphrase))
        #expect(!outcome.talk.contains(Shop.passphrase))
        try bench.must("rm -rf shop.sijil* && cp -a .safe/* . && cp one.json next.json")
        try bench.must("rm shop.sijil.keys/place; touch pass; chmod 600 pass")
        try bench.must("sed -i 's/INV-1/NEXT/' next.json")
        try bench.write(Shop.passphrase, to: "pass")
        try bench.must("chmod 600 pass")
        let next = try bench.must("sijil issue next.json --passphrase-file pass --json").json()
        #expect(next.first?["icv"] == .number("2"))
        try bench.must("sijil audit shop.sijil")
    }

    private func said(_ outcome: Outcome, _ row: BadInput) throws -> [String] {
        let lines = try outcome.json()
        if row.exit == 1 {
            let problems = lines.flatMap { $0["problems"]?.items ?? [] }
            for problem in problems { try checkTexts(problem) }
            return problems.filter { $0["severity"]?.text == "error" }
                .compactMap { $0["rule"]?.text }
        }
        let error = try #require(lines.first?["error"])
        #expect(lines.first?.names == ["error"])
        #expect(error.names == ["code", "message", "remedy", "retry"])
        #expect(error["retry"] == .bool(row.mayRetry))
        try checkTexts(error)
        return [error["code"]?.text ?? "-"]
    }

    /// Both languages, each in its own letters, with something to do.
    private func checkTexts(_ value: JSONValue) throws {
        for name in ["message", "remedy"] {
            let text = try #require(value[name])
            #expect(text.names == ["en", "ar"])
            #expect(text["en"]?.text?.isEmpty == false)
            let isArabic = text["ar"]?.text?.unicodeScalars
                .contains { (0x0621...0x064A).contains($0.value) }
            #expect(isArabic == true, "\(text.serialized())")
        }
    }
}
