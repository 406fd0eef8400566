import Foundation
import Testing

/// The example scripts, run as they stand.
@Suite("Import scripts")
struct ImportScriptTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("tools/examples").path

    @Test(
        "an export of orders is issued, and again the same receipts come",
        arguments: [
            ("orders_to_drafts.py", "orders.csv", 3), ("orders.sh", "orders.tsv", 2),
        ])
    func issues(script: String, orders: String, count: Int) throws {
        let bench = try Shop.ready()
        let command =
            "'\(Self.folder)/\(script)' '\(Self.folder)/\(orders)' --passphrase-file pass"
        let first = try bench.must(command)
        #expect(first.output.components(separatedBy: "issued").count == count + 1)
        let second = try bench.must(command)
        #expect(second.output == first.output.replacingOccurrences(of: "issued", with: "existing"))
        let audit = try bench.must("sijil audit shop.sijil")
        #expect(audit.output.contains("sound"))
    }

    @Test("a refused order is told, and the exit code says so")
    func refuses() throws {
        let bench = try Shop.ready()
        try bench.write(
            "order,placed,item,quantity,price,paid_by\nW-1,2026-03-04 09:12:00,Tea,0,4.00,cash\n",
            to: "bad.csv")
        let outcome = try bench.run(
            "'\(Self.folder)/orders_to_drafts.py' bad.csv --passphrase-file pass")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("W-1,refused"))
        #expect(outcome.talk.contains("W-1: "))
    }
}
