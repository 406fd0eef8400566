import Encoding
import Testing

@Suite("Notes, discounts and advances in a sheet")
struct ImportNotesTests {
    private static let secret = "--passphrase-file pass"

    private func answer(_ outcome: Outcome) throws -> JSONValue {
        try #require(try outcome.json().first)
    }

    private func told(_ answer: JSONValue) -> [String] {
        (answer["problems"]?.items ?? []).map {
            "\($0["rule"]?.text ?? "") \($0["path"]?.text ?? "")"
        }
    }

    @Test("a note that stands above its invoice is not unknown, however far apart they are")
    func above() throws {
        let bench = try Shop.ready()
        var sheet =
            "Number,Date,Type,Original Invoice,Reason,Item,Price before VAT\n"
            + "CN-1,2026-03-01,credit note,R-600,returned,Tea set,10\n"
            + "CN-2,2026-03-01,credit note,OLD,returned,Tea set,10\n"
        for number in 1...1_100 { sheet += "R-\(number),2026-03-01,invoice,,,Tea set,10\n" }
        sheet += "CN-3,2026-03-01,credit note,R-600,returned,Tea set,10\n"
        try bench.write(sheet, to: "a.csv")
        // The second note over one invoice is too much, and the first counts.
        let expected = ["SJL-UNKNOWN-REFERENCE D3", "SJL-OVER-CREDIT D1104"]
        for arguments in ["", "--commit --late \(Self.secret)"] {
            let answer = try answer(try bench.must("sijil import a.csv --json \(arguments)"))
            #expect(told(answer) == expected)
            #expect(answer["warnings"] == .number("2"))
        }
        let stored = try bench.must(
            "sqlite3 shop.sijil \"SELECT number, warnings FROM document WHERE type = '381'\"")
        #expect(
            stored.lines == [
                #"CN-1|["BR-KSA-98"]"#, #"CN-2|["BR-KSA-98","SJL-UNKNOWN-REFERENCE"]"#,
                #"CN-3|["BR-KSA-98","SJL-OVER-CREDIT"]"#,
            ])
    }

    @Test("a discount of the whole invoice is shared by lines of different VAT")
    func discount() throws {
        let bench = try Shop.ready()
        try bench.write(
            "Number,Date,Item,Price before VAT,VAT %,VAT Category,Exemption Code,Invoice Discount\n"
                + "1,2026-03-01,Tea set,100,15,S,,100\n"
                + "1,2026-03-01,Loan fee,900,0,E,VATEX-SA-29,100\n", to: "a.csv")
        let preview = try answer(try bench.must("sijil import a.csv --json"))
        #expect(preview["errors"] == .number("0"))
        // A tenth of the discount belongs to the taxed line: 90.00 are left of it.
        let totals = preview["totals"]?.items.first
        #expect(totals?["net"]?.text == "900.00")
        #expect(totals?["vat"]?.text == "13.50")
        #expect(totals?["total"]?.text == "913.50")
    }
}
