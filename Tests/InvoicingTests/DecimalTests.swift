import Encoding
import Invoicing
import Testing

@Suite("exact decimals")
struct DecimalTests {
    @Test(
        "text in, the same text out",
        arguments: [
            "0", "0.00", "7", "-7", "12.50", "-0.01", "0.00000000000001", "99999999999999",
            "99999999999999.99999999999999", "-99999999999999.99999999999999", "0.10", "100",
        ])
    func roundTrip(_ text: String) throws {
        #expect(try #require(ExactDecimal(text)).description == text)
    }

    @Test("leading zeros go", arguments: [("007.50", "7.50"), ("00", "0"), ("-00.5", "-0.5")])
    func leadingZeros(_ text: String, _ expected: String) throws {
        #expect(try #require(ExactDecimal(text)).description == expected)
    }

    @Test(
        "what is no decimal, or too long, is refused",
        arguments: [
            "", "-", ".", ".5", "5.", "1e3", "+1", " 1", "1 ", "1,5", "1.2.3", "--1", "0x1", "١",
            "100000000000000", "0.000000000000000", "NaN", "∞",
        ])
    func refused(_ text: String) { #expect(ExactDecimal(text) == nil) }

    @Test("equal by value, whatever the scale")
    func equality() throws {
        let plain = try #require(ExactDecimal("15"))
        let scaled = try #require(ExactDecimal("15.000"))
        #expect(plain == scaled)
        #expect(plain.hashValue == scaled.hashValue)
        #expect(scaled.normalized.description == "15")
        #expect(try #require(ExactDecimal("-0.0")) == ExactDecimal(.zero))
        #expect(try #require(ExactDecimal("0.10")) < #require(ExactDecimal("0.2")))
        #expect(try #require(ExactDecimal("-3")) < #require(ExactDecimal("-2.99")))
        let huge = ExactDecimal(digits: Int128.max, scale: 0)
        let tiny = ExactDecimal(digits: 1, scale: 38)
        #expect(tiny < huge)
        #expect(!(huge < tiny))
    }

    @Test(
        "rounding to two decimals is half up",
        arguments: [
            ("0.005", "0.01"), ("0.00499", "0.00"), ("2.155", "2.16"), ("1.015", "1.02"),
            ("-0.005", "0.00"), ("-0.006", "-0.01"), ("120.8325", "120.83"), ("5", "5.00"),
            ("999999999999.99", "999999999999.99"),
        ])
    func rounding(_ text: String, _ expected: String) throws {
        #expect(try #require(ExactDecimal(text)?.money).description == expected)
    }

    @Test("beyond the limits there is no value, and no trap")
    func limits() throws {
        #expect(try #require(ExactDecimal("1000000000000.00")).money == nil)
        let largest = try #require(ExactDecimal("99999999999999.99999999999999"))
        #expect(largest.multiplied(by: largest) == nil)
        #expect(largest.divided(by: ExactDecimal(.zero), scale: 2) == nil)
        #expect(ExactDecimal(digits: .max, scale: 0).adding(largest) == nil)
        #expect(ExactDecimal(digits: .max, scale: 0).money == nil)
        #expect(ExactDecimal(digits: .min, scale: 38).rounded(scale: 2).description == "-1.70")
    }

    @Test("division rounds half up at the scale asked for")
    func division() throws {
        let ten = try #require(ExactDecimal("10"))
        let three = try #require(ExactDecimal("3"))
        #expect(ten.divided(by: three, scale: 4)?.description == "3.3333")
        #expect(
            try #require(ExactDecimal("20")).divided(by: three, scale: 2)?.description == "6.67")
        #expect(
            try #require(ExactDecimal("0.05")).divided(by: ten, scale: 2)?.description == "0.01")
        #expect(ten.divided(by: three, scale: 0)?.description == "3")
    }
}

@Suite("the canonical form of a draft")
struct CanonicalDraftTests {
    private func canonical(_ text: String) throws -> String {
        let draft = try InvoiceDraft.read(json(text)).get()
        return String(decoding: draft.canonicalJSON(), as: UTF8.self)
    }

    @Test("order, blanks, kinds of decimals and nulls make no difference")
    func same() throws {
        let first = try canonical(
            """
            {"kind":"simplified","number":"1","note":null,"charges":[],
             "lines":[{"name":"قهوة","price":12.50,"quantity":"2.0",
              "vat":{"category":"S","rate":15}}]}
            """)
        let second = try canonical(
            """
            {"lines":[{"vat":{"rate":"15.00","category":"S"},
              "quantity":2,"price":"12.5","name":"قهوة"}],
             "number":"1", "kind":"simplified"}
            """)
        #expect(first == second)
        #expect(
            first == #"{"kind":"simplified","lines":[{"name":"قهوة","price":"12.5","quantity":"2","#
                + #""vat":{"category":"S","rate":"15"}}],"number":"1"}"#)
    }

    @Test("defaults stay out, so that saying one is a difference")
    func defaults() throws {
        let plain = #"{"kind":"simplified","number":"1","lines":[]}"#
        #expect(try canonical(plain) == #"{"kind":"simplified","number":"1"}"#)
        let said = #"{"kind":"simplified","number":"1","currency":"SAR","lines":[]}"#
        #expect(try canonical(plain) != canonical(said))
        let draft = try InvoiceDraft.read(json(plain)).get()
        #expect(draft.key == "1")
        #expect(draft.type == .invoice)
    }

    @Test(
        "every example is the same again when its canonical form is read",
        arguments: Examples.drafts)
    func stable(_ name: String) throws {
        let draft = try InvoiceDraft.read(JSONReader.read(Examples.bytes(name))).get()
        let canonical = draft.canonicalJSON()
        let again = try InvoiceDraft.read(JSONReader.read(canonical)).get()
        #expect(again == draft)
        #expect(again.canonicalJSON() == canonical)
        #expect(CanonicalJSON.encode(try JSONReader.read(canonical)) == canonical)
    }

    @Test("every member of a draft is part of it", arguments: Refusal.everyMember)
    func complete(_ member: String) throws {
        // A member that reading keeps but the form leaves out would let two drafts pass for one.
        let full = Base.settlement
            .setting("/key", "K").setting("/unit", "U").setting("/supply_end_date", "2026-04-01")
            .setting("/currency", "USD").setting("/exchange_rate", "3.75")
            .setting("/buyer/ids", [["scheme": "CRN", "value": "1010010000"]])
            .setting("/lines/0/unit", "KGM").setting("/lines/0/note", "N")
            .setting("/lines/0/allowances", [["amount": "1"]])
            .setting("/lines/0/charges", [["percent": "1", "base": "2", "reason_code": "FC"]])
            .setting("/lines/0/item_ids", ["seller": "I"])
            .setting("/lines/0/gross_price", "14").setting("/lines/0/price_discount", "1.5")
            .setting("/lines/0/base_quantity", "3").setting("/lines/0/vat/exemption_code", "X")
            .setting("/allowances", [["amount": "1"]]).setting("/charges", [["amount": "1"]])
            .setting("/prepayments/0/uuid", "7f0c4f1e-2f5b-4d0a-9f0e-5c1d2b3a4e5f")
            .setting("/payment_means", "10").setting("/references", [["number": "R"]])
            .setting("/reason", "W").setting("/flags", ["b2g"]).setting("/purchase_order", "P")
            .setting("/contract", "C").setting("/note", "N").setting("/payable_rounding", "0.01")
            .setting("/prices_include_vat", false).setting("/expect_total", "1")
        let whole = try InvoiceDraft.read(full).get().canonicalJSON()
        let without = InvoiceDraft.read(full.setting(member, nil))
        if member == "/kind" || member == "/number" {
            #expect(throws: Problems.self) { try without.get() }
        } else {
            #expect(try without.get().canonicalJSON() != whole)
        }
    }
}
