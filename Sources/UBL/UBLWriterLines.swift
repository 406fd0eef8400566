import Invoicing

/// Totals and lines (BG-22, BG-23, BG-25).
extension UBLWriter {
    /// The riyal total (BT-111) comes first: the QR code shows the first one, and the law wants
    /// riyals there.
    static func writeTaxTotals(_ invoice: Invoice, to out: inout ByteWriter) {
        out.open("cac:TaxTotal", depth: 1)
        out.amount("cbc:TaxAmount", invoice.totals.taxInSAR, "SAR", depth: 2)
        out.close("cac:TaxTotal", depth: 1)
        out.open("cac:TaxTotal", depth: 1)
        out.amount("cbc:TaxAmount", invoice.totals.tax, invoice.currency, depth: 2)
        for subtotal in invoice.vatBreakdown {
            writeSubtotal(subtotal, currency: invoice.currency, depth: 2, to: &out)
        }
        out.close("cac:TaxTotal", depth: 1)
    }

    static func writeMonetaryTotal(
        _ totals: InvoiceTotals, currency: String, to out: inout ByteWriter
    ) {
        out.open("cac:LegalMonetaryTotal", depth: 1)
        out.amount("cbc:LineExtensionAmount", totals.lineNet, currency, depth: 2)
        out.amount("cbc:TaxExclusiveAmount", totals.taxExclusive, currency, depth: 2)
        out.amount("cbc:TaxInclusiveAmount", totals.taxInclusive, currency, depth: 2)
        if let allowances = totals.allowances {
            out.amount("cbc:AllowanceTotalAmount", allowances, currency, depth: 2)
        }
        if let charges = totals.charges {
            out.amount("cbc:ChargeTotalAmount", charges, currency, depth: 2)
        }
        if let prepaid = totals.prepaid {
            out.amount("cbc:PrepaidAmount", prepaid, currency, depth: 2)
        }
        if let rounding = totals.payableRounding {
            out.amount("cbc:PayableRoundingAmount", rounding, currency, depth: 2)
        }
        out.amount("cbc:PayableAmount", totals.payable, currency, depth: 2)
        out.close("cac:LegalMonetaryTotal", depth: 1)
    }

    static func writeLine(
        _ line: InvoiceLine, id: Int, currency: String, to out: inout ByteWriter
    ) {
        openLine(id, to: &out)
        out.leaf("cbc:Note", line.note, depth: 2)
        out.quantity("cbc:InvoicedQuantity", line.quantity, unit: line.unit, depth: 2)
        out.amount("cbc:LineExtensionAmount", line.netAmount, currency, depth: 2)
        for entry in line.allowancesCharges {
            // On a line the category is the line's own (BG-27, BG-28 have none).
            var entry = entry
            entry.vat = nil
            writeAllowanceCharge(entry, currency: currency, depth: 2, to: &out)
        }
        out.open("cac:TaxTotal", depth: 2)
        out.amount("cbc:TaxAmount", line.vatAmount, currency, depth: 3)
        out.amount("cbc:RoundingAmount", line.amountWithVAT, currency, depth: 3)
        out.close("cac:TaxTotal", depth: 2)
        out.open("cac:Item", depth: 2)
        out.leaf("cbc:Name", line.name, depth: 3)
        writeItemID("cac:BuyersItemIdentification", line.buyersItemID, to: &out)
        writeItemID("cac:SellersItemIdentification", line.sellersItemID, to: &out)
        writeItemID("cac:StandardItemIdentification", line.standardItemID, to: &out)
        writeTaxCategory(
            "cac:ClassifiedTaxCategory", line.vat, withReason: false, depth: 3, to: &out)
        out.close("cac:Item", depth: 2)
        writePrice(line, currency: currency, to: &out)
        out.close("cac:InvoiceLine", depth: 1)
    }

    private static func openLine(_ id: Int, to out: inout ByteWriter) {
        out.open("cac:InvoiceLine", depth: 1)
        out.open("cbc:ID", depth: 2)
        out.decimal(UInt64(id))
        out.end("cbc:ID")
    }

    private static func writeItemID(
        _ name: StaticString, _ id: String?, to out: inout ByteWriter
    ) {
        guard let id, !id.isEmpty else { return }
        out.open(name, depth: 3)
        out.leaf("cbc:ID", id, depth: 4)
        out.close(name, depth: 3)
    }

    private static func writePrice(
        _ line: InvoiceLine, currency: String, to out: inout ByteWriter
    ) {
        out.open("cac:Price", depth: 2)
        out.price("cbc:PriceAmount", line.price, currency, depth: 3)
        if let base = line.baseQuantity {
            out.quantity("cbc:BaseQuantity", base, unit: line.unit, depth: 3)
        }
        if let gross = line.grossPrice, let discount = line.priceDiscount {
            out.open("cac:AllowanceCharge", depth: 3)
            out.leaf("cbc:ChargeIndicator", "false", depth: 4)
            out.price("cbc:Amount", discount, currency, depth: 4)
            out.price("cbc:BaseAmount", gross, currency, depth: 4)
            out.close("cac:AllowanceCharge", depth: 3)
        }
        out.close("cac:Price", depth: 2)
    }

    /// A line that adds nothing and says which advance is drawn on (KSA-26 to KSA-34).
    ///
    /// The quantity is `0.00`, never `0`: BR-22 looks for that one character.
    static func writeSettlement(
        _ advance: PrepaymentSettlement, id: Int, as item: VATTreatment, currency: String,
        to out: inout ByteWriter
    ) {
        openLine(id, to: &out)
        out.quantity("cbc:InvoicedQuantity", "0.00", unit: "PCE", depth: 2)
        out.amount("cbc:LineExtensionAmount", .zero, currency, depth: 2)
        out.open("cac:DocumentReference", depth: 2)
        out.leaf("cbc:ID", advance.number, depth: 3)
        if let uuid = advance.uuid {
            out.open("cbc:UUID", depth: 3)
            out.uuid(uuid)
            out.end("cbc:UUID")
        }
        out.leaf("cbc:IssueDate", advance.issuedAt.date, depth: 3)
        out.open("cbc:IssueTime", depth: 3)
        out.time(advance.issuedAt)
        out.end("cbc:IssueTime")
        out.leaf("cbc:DocumentTypeCode", InvoiceType.prepayment.code, depth: 3)
        out.close("cac:DocumentReference", depth: 2)
        out.open("cac:TaxTotal", depth: 2)
        out.amount("cbc:TaxAmount", .zero, currency, depth: 3)
        out.amount("cbc:RoundingAmount", .zero, currency, depth: 3)
        let subtotal = VATSubtotal(taxable: advance.taxable, tax: advance.tax, vat: advance.vat)
        writeSubtotal(subtotal, currency: currency, depth: 3, to: &out)
        out.close("cac:TaxTotal", depth: 2)
        out.open("cac:Item", depth: 2)
        out.leaf("cbc:Name", "دفعة مقدمة | Advance payment", depth: 3)
        writeTaxCategory(
            "cac:ClassifiedTaxCategory", item, withReason: false, depth: 3, to: &out)
        out.close("cac:Item", depth: 2)
        out.open("cac:Price", depth: 2)
        out.amount("cbc:PriceAmount", .zero, currency, depth: 3)
        out.close("cac:Price", depth: 2)
        out.close("cac:InvoiceLine", depth: 1)
    }
}
