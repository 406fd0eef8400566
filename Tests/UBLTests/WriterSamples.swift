import Invoicing
import Testing
import UBL

/// Invoices built in code, one for each kind of document; the figures are worked out by hand.
struct WriterSample: Sendable, CustomTestStringConvertible {
    let name: String
    let invoice: Invoice
    var testDescription: String { name }

    static func all() throws -> [WriterSample] {
        try [
            .init(name: "standard-with-discounts", invoice: discounts()),
            .init(name: "standard-mixed-categories", invoice: mixed()),
            .init(name: "simplified-everything-on-the-line", invoice: simplified()),
            .init(name: "simplified-summary", invoice: summary()),
            .init(name: "simplified-credit-note", invoice: creditNote()),
            .init(name: "standard-debit-note", invoice: debitNote()),
            .init(name: "prepayment", invoice: prepayment()),
            .init(name: "settlement", invoice: settlement()),
            .init(name: "export-in-dollars", invoice: export()),
            .init(name: "domestic-in-dollars", invoice: dollars()),
            .init(name: "out-of-scope", invoice: outOfScope()),
            .init(name: "every-special-character", invoice: special()),
        ]
    }

    static let standardRate = VATTreatment(category: .standardRated, rateBasisPoints: 1_500)
    static let zeroRated = VATTreatment(
        category: .zeroRated, rateBasisPoints: 0, exemptionCode: "VATEX-SA-35",
        exemptionReason: "الأدوية والمعدات الطبية | Medicines and medical equipment")
    static let exempt = VATTreatment(
        category: .exempt, rateBasisPoints: 0, exemptionCode: "VATEX-SA-30",
        exemptionReason: "عقد عقاري | Real estate transactions")
    static let notSubject = VATTreatment(
        category: .outOfScope, rateBasisPoints: 0, exemptionCode: "VATEX-SA-OOS",
        exemptionReason: "خارج نطاق الضريبة | Not subject to VAT")
    static let exported = VATTreatment(
        category: .zeroRated, rateBasisPoints: 0, exemptionCode: "VATEX-SA-32",
        exemptionReason: "Export of goods")

    // MARK: Parts

    static func sar(_ text: String) -> Money {
        let parts = text.split(separator: ".")
        let whole = Int64(parts[0]) ?? 0
        let cents = Int64(parts[1]) ?? 0
        return Money(hundredths: whole * 100 + (text.hasPrefix("-") ? -cents : cents))
    }

    static func address(country: String = "SA") -> Address {
        var address = Address()
        address.street = "طريق الاختبار | Test Road"
        address.building = "1234"
        address.district = "حي العينة | Sample District"
        address.city = "الرياض | Riyadh"
        address.postalCode = "12345"
        address.country = country
        return address
    }

    /// The seller of the fixture documents.
    static func seller() -> Party {
        var seller = Party()
        seller.name = "شركة دفتر التجريبية | Daftar Fixture Co"
        seller.vat = VATNumber("399999999900003")
        seller.id = PartyID(scheme: "CRN", value: "1010010000")
        seller.address = address()
        return seller
    }

    static func buyer() -> Party {
        var buyer = Party()
        buyer.name = "مشتري العينة | Sample Buyer"
        buyer.vat = VATNumber("399999999800003")
        buyer.address = address()
        return buyer
    }

    static func line(
        _ name: String, _ quantity: String, _ price: String, net: String, vat: String,
        total: String, _ treatment: VATTreatment = standardRate
    ) -> InvoiceLine {
        InvoiceLine(
            name: name, quantity: quantity, unit: "PCE", price: price, vat: treatment,
            netAmount: sar(net), vatAmount: sar(vat), amountWithVAT: sar(total))
    }

    static func totals(
        net: String, tax: String, inclusive: String, taxInSAR: String? = nil
    ) -> InvoiceTotals {
        InvoiceTotals(
            lineNet: sar(net), allowances: nil, charges: nil, taxExclusive: sar(net), tax: sar(tax),
            taxInSAR: sar(taxInSAR ?? tax), taxInclusive: sar(inclusive), prepaid: nil,
            payableRounding: nil, payable: sar(inclusive))
    }

    static func subtotal(
        _ taxable: String, _ tax: String, _ treatment: VATTreatment = standardRate
    ) -> VATSubtotal {
        VATSubtotal(taxable: sar(taxable), tax: sar(tax), vat: treatment)
    }

    static func invoice(
        _ number: String, _ code: String = "0100000", type: InvoiceType = .invoice,
        currency: String = "SAR", lines: [InvoiceLine], breakdown: [VATSubtotal],
        totals: InvoiceTotals
    ) throws -> Invoice {
        var invoice = Invoice(
            kind: code.hasPrefix("02") ? .simplified : .standard, type: type, transactionCode: code,
            number: try #require(InvoiceNumber(number)),
            issuedAt: try #require(IssueTime("2025-06-10T13:00:09")), currency: currency,
            lines: lines, vatBreakdown: breakdown, totals: totals)
        if invoice.kind == .standard { invoice.buyer = buyer() }
        if type == .invoice, invoice.kind == .standard {
            invoice.supplyDate = CivilDate("2025-06-09")
        }
        return invoice
    }

    // MARK: Documents

    static func discounts() throws -> Invoice {
        var first = line("Chair", "3", "120.00", net: "324.00", vat: "48.60", total: "372.60")
        var discount = AllowanceCharge(direction: .allowance, amount: sar("36.00"))
        discount.percentBasisPoints = 1_000
        discount.base = sar("360.00")
        discount.reason = "خصم | Discount"
        discount.reasonCode = "95"
        first.allowancesCharges = [discount]
        first.note = "Delivered | تم التسليم"
        let second = line("Rope", "2.5", "48.333", net: "120.83", vat: "18.12", total: "138.95")
        var totals = totals(net: "444.83", tax: "60.00", inclusive: "460.00")
        totals.allowances = sar("44.83")
        totals.taxExclusive = sar("400.00")
        var invoice = try invoice(
            "A-1", lines: [first, second], breakdown: [subtotal("400.00", "60.00")], totals: totals)
        var documentDiscount = AllowanceCharge(direction: .allowance, amount: sar("44.83"))
        documentDiscount.reason = "Loyalty"
        documentDiscount.vat = standardRate
        invoice.allowancesCharges = [documentDiscount]
        invoice.paymentMeans = "10"
        invoice.note = "شكرا لكم | Thank you"
        invoice.purchaseOrder = "PO-77"
        invoice.contract = "C-5"
        return invoice
    }

    static func mixed() throws -> Invoice {
        let lines = [
            line("Desk", "1", "1000.00", net: "1000.00", vat: "150.00", total: "1150.00"),
            line(
                "Medicine", "10", "100", net: "1000.00", vat: "0.00", total: "1000.00", zeroRated),
            line("Plot", "1", "600.00", net: "600.00", vat: "0.00", total: "600.00", exempt),
        ]
        var totals = totals(net: "2600.00", tax: "142.50", inclusive: "2532.50")
        totals.allowances = sar("260.00")
        totals.charges = sar("50.00")
        totals.taxExclusive = sar("2390.00")
        var invoice = try invoice(
            "A-2", lines: lines,
            breakdown: [
                subtotal("950.00", "142.50"), subtotal("900.00", "0.00", zeroRated),
                subtotal("540.00", "0.00", exempt),
            ], totals: totals)
        let shares = [("100.00", standardRate), ("100.00", zeroRated), ("60.00", exempt)]
        invoice.allowancesCharges = shares.map { amount, vat in
            var share = AllowanceCharge(direction: .allowance, amount: sar(amount))
            share.reason = "Discount"
            share.vat = vat
            return share
        }
        var freight = AllowanceCharge(direction: .charge, amount: sar("50.00"))
        freight.reason = "Freight"
        freight.reasonCode = "FC"
        freight.vat = standardRate
        invoice.allowancesCharges.append(freight)
        return invoice
    }

    /// Gross price, base quantity, charge and allowance on one line, and all three item numbers.
    static func simplified() throws -> Invoice {
        // 24 × 108 / 12 = 216, less 16, plus 4.
        var line = line("قهوة", "24", "108.00", net: "204.00", vat: "30.60", total: "234.60")
        line.grossPrice = "120.00"
        line.priceDiscount = "12.00"
        line.baseQuantity = "12"
        line.sellersItemID = "S-1"
        line.buyersItemID = "B-1"
        line.standardItemID = "6281000000007"
        var discount = AllowanceCharge(direction: .allowance, amount: sar("16.00"))
        discount.reason = "Discount"
        var packing = AllowanceCharge(direction: .charge, amount: sar("4.00"))
        packing.reason = "Packing"
        packing.reasonCode = "ABL"
        line.allowancesCharges = [discount, packing]
        return try invoice(
            "B-1", "0200000", lines: [line], breakdown: [subtotal("204.00", "30.60")],
            totals: totals(net: "204.00", tax: "30.60", inclusive: "234.60"))
    }

    static func summary() throws -> Invoice {
        var totals = totals(net: "8.70", tax: "1.31", inclusive: "10.01")
        totals.payableRounding = sar("-0.01")
        totals.payable = sar("10.00")
        var invoice = try invoice(
            "B-2", "0200010",
            lines: [line("Dates", "1", "8.70", net: "8.70", vat: "1.31", total: "10.01")],
            breakdown: [subtotal("8.70", "1.31")], totals: totals)
        invoice.supplyDate = CivilDate("2025-05-01")
        invoice.supplyEndDate = CivilDate("2025-05-31")
        var buyer = buyer()
        buyer.vat = nil
        buyer.id = PartyID(scheme: "OTH", value: "7")
        buyer.contactName = "Salem"
        buyer.phone = "+966501234567"
        buyer.contactNote = "ring twice"
        invoice.buyer = buyer
        return invoice
    }

    static func creditNote() throws -> Invoice {
        var note = try invoice(
            "B-3", "0200000", type: .creditNote,
            lines: [
                line("Chair", "2", "120.00", net: "240.00", vat: "36.00", total: "276.00")
            ], breakdown: [subtotal("240.00", "36.00")],
            totals: totals(net: "240.00", tax: "36.00", inclusive: "276.00"))
        note.references = [
            BillingReference(number: "B-1", date: CivilDate("2025-06-01")),
            BillingReference(number: "B-2"),
        ]
        note.reason = "إرجاع | Returned"
        return note
    }

    static func debitNote() throws -> Invoice {
        var note = try invoice(
            "A-3", type: .debitNote,
            lines: [line("Chair", "1", "35.00", net: "35.00", vat: "5.25", total: "40.25")],
            breakdown: [subtotal("35.00", "5.25")],
            totals: totals(net: "35.00", tax: "5.25", inclusive: "40.25"))
        note.references = [BillingReference(number: "A-1")]
        note.reason = "Price raised"
        note.paymentMeans = "30"
        return note
    }

    static func prepayment() throws -> Invoice {
        try invoice(
            "A-4", type: .prepayment,
            lines: [
                line("Advance", "1", "1000.00", net: "1000.00", vat: "150.00", total: "1150.00")
            ], breakdown: [subtotal("1000.00", "150.00")],
            totals: totals(net: "1000.00", tax: "150.00", inclusive: "1150.00"))
    }

    static func settlement() throws -> Invoice {
        var totals = totals(net: "5000.00", tax: "600.00", inclusive: "5600.00")
        totals.prepaid = sar("1250.00")
        totals.payable = sar("4350.00")
        var invoice = try invoice(
            "A-5",
            lines: [
                line("Works", "1", "4000.00", net: "4000.00", vat: "600.00", total: "4600.00"),
                line(
                    "Medicine", "1", "1000.00", net: "1000.00", vat: "0.00", total: "1000.00",
                    zeroRated),
            ],
            breakdown: [subtotal("4000.00", "600.00"), subtotal("1000.00", "0.00", zeroRated)],
            totals: totals)
        let time = try #require(IssueTime("2025-05-02T08:00:00"))
        invoice.prepayments = [
            PrepaymentSettlement(
                number: "A-4", uuid: DocumentUUID("6f1c0f2a-6d0e-4a57-9b2e-0c6a4b8d1e03"),
                issuedAt: time, taxable: sar("1000.00"), tax: sar("150.00"), vat: standardRate),
            PrepaymentSettlement(
                number: "A-4b", uuid: nil, issuedAt: time, taxable: sar("100.00"), tax: .zero,
                vat: zeroRated),
        ]
        return invoice
    }

    static func export() throws -> Invoice {
        var invoice = try invoice(
            "A-6", "0100100", currency: "USD",
            lines: [
                line(
                    "Dates", "200", "12.3456", net: "2469.12", vat: "0.00", total: "2469.12",
                    exported)
            ], breakdown: [subtotal("2469.12", "0.00", exported)],
            totals: totals(net: "2469.12", tax: "0.00", inclusive: "2469.12"))
        var buyer = Party()
        buyer.name = "Foreign Buyer Ltd"
        buyer.id = PartyID(scheme: "OTH", value: "US-778")
        buyer.address = address(country: "US")
        buyer.address?.province = "Ohio"
        buyer.address?.additionalStreet = "Floor 3"
        buyer.address?.additionalNumber = "5678"
        invoice.buyer = buyer
        return invoice
    }

    static func dollars() throws -> Invoice {
        var invoice = try invoice(
            "A-7", currency: "USD",
            lines: [
                line("Pump", "2", "950.00", net: "1900.00", vat: "285.00", total: "2185.00")
            ], breakdown: [subtotal("1900.00", "285.00")],
            totals: totals(
                net: "1900.00", tax: "285.00", inclusive: "2185.00", taxInSAR: "1068.75"))
        invoice.exchangeRate = "3.75"
        return invoice
    }

    static func outOfScope() throws -> Invoice {
        let line = line(
            "Abroad", "1.0", "50", net: "50.00", vat: "0.00", total: "50.00", notSubject)
        return try invoice(
            "A-8", lines: [line], breakdown: [subtotal("50.00", "0.00", notSubject)],
            totals: totals(net: "50.00", tax: "0.00", inclusive: "50.00"))
    }

    static let specialText = "a & b < c > d \"e\" 'f' ]]>\tg\nh\ri é نص 😀"

    static func special() throws -> Invoice {
        var line = line(specialText, "1", "100.00", net: "100.00", vat: "15.00", total: "115.00")
        line.unit = "A\"<>&\t\n\r'"
        var invoice = try invoice(
            "N&<>\"'1", lines: [line], breakdown: [subtotal("100.00", "15.00")],
            totals: totals(net: "100.00", tax: "15.00", inclusive: "115.00"))
        invoice.note = specialText
        invoice.buyer?.name = "\(specialText)"
        return invoice
    }
}
