import Encoding
import Invoicing
import Testing

/// The worked examples of the calculation model, each figure to the halala.
@Suite("worked examples")
struct WorkedExamplesTests {
    private func line(
        _ quantity: String, _ price: String, _ vat: JSONValue = ["category": "S", "rate": "15"]
    ) -> JSONValue {
        ["name": "صنف", "quantity": .string(quantity), "price": .string(price), "vat": vat]
    }

    private func expect(
        _ line: InvoiceLine, _ net: String, _ vat: String, _ total: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(line.netAmount == money(net), sourceLocation: sourceLocation)
        #expect(line.vatAmount == money(vat), sourceLocation: sourceLocation)
        #expect(line.amountWithVAT == money(total), sourceLocation: sourceLocation)
    }

    private func expect(
        _ invoice: Invoice, _ lineNet: String, _ exclusive: String, _ tax: String,
        _ inclusive: String, _ payable: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let totals = invoice.totals
        #expect(totals.lineNet == money(lineNet), sourceLocation: sourceLocation)
        #expect(totals.taxExclusive == money(exclusive), sourceLocation: sourceLocation)
        #expect(totals.tax == money(tax), sourceLocation: sourceLocation)
        #expect(totals.taxInclusive == money(inclusive), sourceLocation: sourceLocation)
        #expect(totals.payable == money(payable), sourceLocation: sourceLocation)
    }

    @Test("1: a line discount in percent and a document discount")
    func example1() throws {
        let draft = Base.standard.setting("/lines", [line("3", "120.00"), line("2.5", "48.333")])
            .setting("/lines/0/allowances", [["percent": "10", "reason": "خصم"]])
            .setting(
                "/allowances",
                [["amount": "44.83", "vat": ["category": "S", "rate": "15.00"]]])
        let invoice = try invoice(draft)
        expect(invoice.lines[0], "324.00", "48.60", "372.60")
        expect(invoice.lines[1], "120.83", "18.12", "138.95")
        let allowance = invoice.lines[0].allowancesCharges[0]
        #expect(allowance.amount == money("36.00"))
        #expect(allowance.percentBasisPoints == 1_000)
        #expect(allowance.base == money("360.00"))
        expect(invoice, "444.83", "400.00", "60.00", "460.00", "460.00")
        #expect(invoice.totals.allowances == money("44.83"))
        #expect(invoice.totals.charges == nil)
        #expect(invoice.totals.taxInSAR == money("60.00"))
        #expect(invoice.vatBreakdown.map(\.taxable) == [money("400.00")])
    }

    @Test("2: three categories, a discount split over them, freight")
    func example2() throws {
        let lines: JSONValue = [
            line("1", "1000.00"),
            line("1", "1000.00", ["category": "Z", "exemption_code": "VATEX-SA-35"]),
            line("1", "600.00", ["category": "E", "exemption_code": "VATEX-SA-30"]),
        ]
        let draft = Base.standard.setting("/lines", lines)
            .setting("/allowances", [["amount": "260.00"]])
            .setting(
                "/charges",
                [
                    [
                        "amount": "50.00", "reason": "شحن", "reason_code": "FC",
                        "vat": ["category": "S", "rate": "15"],
                    ]
                ])
        let invoice = try invoice(draft)
        #expect(
            invoice.allowancesCharges.map(\.amount) == [
                money("100.00"), money("100.00"), money("60.00"), money("50.00"),
            ])
        #expect(
            invoice.vatBreakdown.map(\.taxable) == [
                money("950.00"), money("900.00"), money("540.00"),
            ])
        #expect(invoice.vatBreakdown.map(\.tax) == [money("142.50"), .zero, .zero])
        #expect(invoice.vatBreakdown[1].vat.exemptionReason == "أدوية أو معدات طبية")
        #expect(invoice.totals.allowances == money("260.00"))
        #expect(invoice.totals.charges == money("50.00"))
        expect(invoice, "2600.00", "2390.00", "142.50", "2532.50", "2532.50")
    }

    @Test("3 and 3b: a credit note and a debit note have positive amounts")
    func example3() throws {
        let credit = try invoice(Base.creditNote.setting("/lines", [line("2", "120.00")]))
        expect(credit.lines[0], "240.00", "36.00", "276.00")
        expect(credit, "240.00", "240.00", "36.00", "276.00", "276.00")
        #expect(credit.paymentMeans == "1")
        let debit = try invoice(
            Base.creditNote.setting("/type", "debit-note").setting("/lines", [line("1", "35.00")]))
        expect(debit, "35.00", "35.00", "5.25", "40.25", "40.25")
        #expect(debit.supplyDate == nil)
    }

    @Test("4a and 4: an advance, and the invoice that draws on it")
    func example4() throws {
        let advance = try invoice(
            Base.standard.setting("/type", "prepayment").setting("/lines", [line("1", "1000")]))
        expect(advance, "1000.00", "1000.00", "150.00", "1150.00", "1150.00")
        let final = try invoice(
            Base.settlement.setting("/lines", [line("1", "4000.00")])
                .setting("/prepayments/0/taxable", "1000.00").setting(
                    "/prepayments/0/tax", "150.00"))
        expect(final.lines[0], "4000.00", "600.00", "4600.00")
        expect(final, "4000.00", "4000.00", "600.00", "4600.00", "3450.00")
        #expect(final.totals.prepaid == money("1150.00"))
        #expect(final.vatBreakdown.map(\.taxable) == [money("4000.00")])
    }

    @Test("5: an export in dollars; 5b: a domestic invoice in dollars")
    func example5() throws {
        let foreign: JSONValue = [
            "name": "Harbor Inc.", "ids": [["scheme": "OTH", "value": "US12"]],
            "address": ["street": "45 Pier Ave", "city": "Houston", "country": "US"],
        ]
        let export = try invoice(
            Base.dollars.setting("/buyer", foreign).setting("/flags", ["export"]).setting(
                "/lines",
                [line("200", "12.3456", ["category": "Z", "exemption_code": "VATEX-SA-32"])]
            ))
        #expect(export.transactionCode == "0100100")
        expect(export, "2469.12", "2469.12", "0.00", "2469.12", "2469.12")
        #expect(export.totals.taxInSAR == .zero)
        let domestic = try invoice(Base.dollars.setting("/lines", [line("1", "1900")]))
        expect(domestic, "1900.00", "1900.00", "285.00", "2185.00", "2185.00")
        #expect(domestic.totals.taxInSAR == money("1068.75"))
        #expect(domestic.exchangeRate == "3.75")
    }

    @Test("6: VAT is taken of the group, not added up from the lines")
    func example6() throws {
        let invoice = try invoice(
            Base.simplified.setting(
                "/lines", [line("3", "0.95"), line("1", "4.30"), line("1", "0.70")]))
        expect(invoice.lines[0], "2.85", "0.43", "3.28")
        expect(invoice.lines[1], "4.30", "0.65", "4.95")
        expect(invoice.lines[2], "0.70", "0.11", "0.81")
        expect(invoice, "7.85", "7.85", "1.18", "9.03", "9.03")
    }

    @Test("6b: a shelf price with VAT, the gap goes into the rounding")
    func example6b() throws {
        let invoice = try invoice(
            Base.simplified.setting("/prices_include_vat", true)
                .setting("/lines", [line("1", "10.00")]))
        #expect(invoice.lines[0].price == "8.70")
        expect(invoice, "8.70", "8.70", "1.31", "10.01", "10.00")
        #expect(invoice.totals.payableRounding == money("-0.01"))
    }

    @Test("6c: prices with many decimals")
    func example6c() throws {
        let invoice = try invoice(
            Base.simplified.setting("/lines", [line("3", "33.33333333"), line("7", "0.145")]))
        #expect(invoice.lines.map(\.netAmount) == [money("100.00"), money("1.02")])
        #expect(invoice.lines[0].price == "33.33333333")
    }

    @Test("a percentage that the binary check would see otherwise goes as an amount alone")
    func binaryPercentage() throws {
        let draft = Base.simplified.setting("/lines", [line("1", "43.10")])
            .setting("/lines/0/allowances", [["percent": "5"]])
        let allowance = try invoice(draft).lines[0].allowancesCharges[0]
        #expect(allowance.amount == money("2.16"))
        #expect(allowance.percentBasisPoints == nil)
        #expect(allowance.base == nil)
    }

    @Test("prices with VAT: discounts and gross prices come out on the same footing")
    func grossPrices() throws {
        let draft = Base.simplified.setting("/prices_include_vat", true)
            .setting("/lines", [line("3", "10.00"), line("1", "23.00")])
            .setting("/lines/0/allowances", [["amount": "3.00"]])
            .setting("/lines/1/gross_price", "25.30").setting("/lines/1/price_discount", "2.30")
            .setting("/allowances", [["amount": "5.00"]])
        let invoice = try invoice(draft)
        // 27.00 / 1.15 = 23.478…; 3.00 / 1.15 = 2.608…; 23.48 + 2.61 = 26.09 over 3 pieces.
        #expect(invoice.lines[0].netAmount == money("23.48"))
        #expect(invoice.lines[0].allowancesCharges[0].amount == money("2.61"))
        #expect(invoice.lines[0].price == "8.697")
        #expect(invoice.lines[1].price == "20.00")
        #expect(invoice.lines[1].priceDiscount == "2.00")
        #expect(invoice.lines[1].grossPrice == "22.00")
        #expect(invoice.allowancesCharges[0].amount == money("4.35"))
        // 27 + 23 - 5 is what the buyer pays.
        #expect(invoice.totals.payable == money("45.00"))
    }

    @Test(
        "a voucher for all that prices with VAT come to leaves nothing, and nothing below it",
        arguments: [
            ([["amount": "0.12"]], "0.09", "0.00", "0.00"),
            ([["percent": "100"]], "0.09", "0.00", "0.00"),
            // 0.01 is left, of which 0.00 is net: the rounding has it.
            ([["amount": "0.11"]], "0.09", "0.00", "0.01"),
            ([["amount": "0.06"], ["amount": "0.06"]], "0.09", "0.00", "0.00"),
        ] as [(JSONValue, String, String, String)])
    func voucher(
        _ vouchers: JSONValue, _ allowances: String, _ exclusive: String, _ payable: String
    ) throws {
        let invoice = try invoice(
            Base.simplified.setting("/prices_include_vat", true)
                .setting("/lines", [line("1", "0.04"), line("1", "0.04"), line("1", "0.04")])
                .setting("/allowances", vouchers))
        #expect(invoice.totals.lineNet == money("0.09"))
        #expect(invoice.totals.allowances == money(allowances))
        expect(invoice, "0.09", exclusive, "0.00", exclusive, payable)
        #expect(invoice.allowancesCharges.allSatisfy { $0.percentBasisPoints == nil })
    }

    @Test("a voucher for all of an invoice with two categories leaves no halala of VAT")
    func wholeVoucher() throws {
        let invoice = try invoice(
            Base.simplified.setting("/prices_include_vat", true)
                .setting(
                    "/lines",
                    [
                        line("1", "10.00"), line("1", "5.55"),
                        line("1", "7.77", ["category": "Z", "exemption_code": "VATEX-SA-35"]),
                    ]
                )
                .setting("/allowances", [["percent": "100"]]))
        #expect(invoice.vatBreakdown.map(\.taxable) == [.zero, .zero])
        #expect(invoice.totals.taxInclusive == .zero)
        #expect(invoice.totals.payableRounding == nil)
    }

    @Test("VAT of some halalas is the same in a currency that is worth nearly a riyal")
    func nearlyRiyals() throws {
        let draft = Base.dollars.setting("/currency", "AED").setting("/exchange_rate", "1.0211")
            .setting("/lines", [line("1", "0.10")])
        #expect(try invoice(draft).totals.taxInSAR == money("0.02"))
        #expect(try warnings(draft) == ["BR-KSA-97 /exchange_rate"])
    }

    @Test("a price for several units")
    func baseQuantity() throws {
        let invoice = try invoice(
            Base.simplified.setting("/lines", [line("3", "1000.00")])
                .setting("/lines/0/base_quantity", "7"))
        #expect(invoice.lines[0].netAmount == money("428.57"))
        #expect(invoice.lines[0].baseQuantity == "7")
    }

    @Test("a standard invoice without a day of supply bears the day of issue (BR-KSA-15)")
    func supplyDate() throws {
        let silent = Base.standard.setting("/supply_date", nil)
        #expect(try invoice(silent).supplyDate == CivilDate("2026-04-01"))
        #expect(try invoice(Base.standard).supplyDate == CivilDate("2026-03-31"))
        #expect(try invoice(Base.simplified).supplyDate == nil)
        #expect(try invoice(silent.setting("/type", "prepayment")).supplyDate == nil)
    }

    @Test("each flag has its place in the transaction code")
    func transactionCodes() throws {
        for (flags, code) in [
            ([], "0200000"), (["third-party"], "0210000"), (["nominal"], "0201000"),
            (["continuous-supply"], "02000001"),
        ] as [([String], String)] {
            let draft = Base.simplified.setting("/flags", .array(flags.map { .string($0) }))
            #expect(try invoice(draft).transactionCode == code)
        }
        let government = Base.standard.setting("/contract", "C-1")
        #expect(try invoice(government.setting("/flags", ["b2g"])).transactionCode == "010000001")
        #expect(
            try invoice(government.setting("/flags", ["continuous-supply", "b2g", "self-billed"]))
                .transactionCode == "010000111")
    }
}
