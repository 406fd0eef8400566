import Encoding
import Invoicing
import Sheets
import Testing

@testable import Mapping

@Suite("Sheets as people keep them")
struct SheetTests {
    @Test("a plain English sheet needs no rules")
    func plain() throws {
        let bench = try Bench(
            """
            Invoice No,Date,Item,Qty,Price,VAT %,Total
            A-1,2026-03-01,Coffee,2,10.00,15%,23.00
            A-2,2026-03-02,Tea,1,"1,150.00",15,"1,322.50"
            """)
        #expect(bench.problems == [])
        #expect(bench.understanding.rules.pricesIncludeVAT == false)
        #expect(bench.understanding.rules.rowMeaning == .invoice)
        #expect(
            bench.json == [
                #"{"number":"A-1","kind":"simplified","issued_at":"2026-03-01T00:00:00","#
                    + #""lines":[{"name":"Coffee","quantity":"2","price":"10.00","#
                    + #""vat":{"category":"S","rate":"15"}}]}"#,
                #"{"number":"A-2","kind":"simplified","issued_at":"2026-03-02T00:00:00","#
                    + #""lines":[{"name":"Tea","quantity":"1","price":"1150.00","#
                    + #""vat":{"category":"S","rate":"15"}}]}"#,
            ])
    }
}
