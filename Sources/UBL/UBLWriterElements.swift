import Invoicing

/// Elements on lines of their own, indented by their depth below the root.
extension ByteWriter {
    /// LF, four spaces a level, and `text` as it is.
    mutating func line(_ depth: Int, _ text: StaticString) {
        indent(depth)
        raw(text)
    }

    /// The end tag on a line of its own.
    mutating func close(_ name: StaticString, depth: Int) {
        indent(depth)
        end(name)
    }

    /// Nothing at all where there is no text: an empty element says less than none, and rules
    /// object to it.
    mutating func leaf(_ name: StaticString, _ text: String?, depth: Int) {
        guard let text, !text.isEmpty else { return }
        open(name, depth: depth)
        self.text(text)
        end(name)
    }

    mutating func leaf(_ name: StaticString, _ date: CivilDate, depth: Int) {
        open(name, depth: depth)
        self.date(date)
        end(name)
    }

    mutating func amount(_ name: StaticString, _ amount: Money, _ currency: String, depth: Int) {
        openAmount(name, currency, depth: depth)
        money(amount)
        end(name)
    }

    /// A price: as many decimals as it was given with.
    mutating func price(_ name: StaticString, _ text: String, _ currency: String, depth: Int) {
        openAmount(name, currency, depth: depth)
        self.text(text)
        end(name)
    }

    private mutating func openAmount(_ name: StaticString, _ currency: String, depth: Int) {
        indent(depth)
        byte(UInt8(ascii: "<"))
        raw(name)
        raw(" currencyID=\"")
        attribute(currency)
        raw("\">")
    }

    mutating func quantity(_ name: StaticString, _ text: String, unit: String, depth: Int) {
        indent(depth)
        byte(UInt8(ascii: "<"))
        raw(name)
        // BT-130 is optional; an empty attribute would be a unit without a name.
        if !unit.isEmpty {
            raw(" unitCode=\"")
            attribute(unit)
            byte(UInt8(ascii: "\""))
        }
        byte(UInt8(ascii: ">"))
        self.text(text)
        end(name)
    }
}

/// A category of VAT, an allowance or charge: shapes that stand on the document and on its lines
/// alike.
extension UBLWriter {
    /// The rate is written for every category, for O too: without it the arithmetic of BR-CO-17
    /// fails.
    static func writeTaxCategory(
        _ name: StaticString, _ vat: VATTreatment, withReason: Bool, depth: Int,
        to out: inout ByteWriter
    ) {
        out.open(name, depth: depth)
        out.leaf("cbc:ID", vat.category.rawValue, depth: depth + 1)
        out.open("cbc:Percent", depth: depth + 1)
        out.money(Money(hundredths: Int64(vat.rateBasisPoints)))
        out.end("cbc:Percent")
        if withReason {
            out.leaf("cbc:TaxExemptionReasonCode", vat.exemptionCode, depth: depth + 1)
            out.leaf("cbc:TaxExemptionReason", vat.exemptionReason, depth: depth + 1)
        }
        writeTaxScheme(depth: depth + 1, to: &out)
        out.close(name, depth: depth)
    }

    /// KSA-21: `VAT`, upper case.
    static func writeTaxScheme(depth: Int, to out: inout ByteWriter) {
        out.open("cac:TaxScheme", depth: depth)
        out.leaf("cbc:ID", "VAT", depth: depth + 1)
        out.close("cac:TaxScheme", depth: depth)
    }

    static func writeAllowanceCharge(
        _ entry: AllowanceCharge, currency: String, depth: Int, to out: inout ByteWriter
    ) {
        out.open("cac:AllowanceCharge", depth: depth)
        let isCharge = entry.direction == .charge
        out.leaf("cbc:ChargeIndicator", isCharge ? "true" : "false", depth: depth + 1)
        out.leaf("cbc:AllowanceChargeReasonCode", entry.reasonCode, depth: depth + 1)
        out.leaf("cbc:AllowanceChargeReason", entry.reason, depth: depth + 1)
        if let percent = entry.percentBasisPoints {
            out.open("cbc:MultiplierFactorNumeric", depth: depth + 1)
            out.money(Money(hundredths: Int64(percent)))
            out.end("cbc:MultiplierFactorNumeric")
        }
        out.amount("cbc:Amount", entry.amount, currency, depth: depth + 1)
        if let base = entry.base {
            out.amount("cbc:BaseAmount", base, currency, depth: depth + 1)
        }
        if let vat = entry.vat {
            writeTaxCategory("cac:TaxCategory", vat, withReason: false, depth: depth + 1, to: &out)
        }
        out.close("cac:AllowanceCharge", depth: depth)
    }

    static func writeSubtotal(
        _ subtotal: VATSubtotal, currency: String, depth: Int, to out: inout ByteWriter
    ) {
        out.open("cac:TaxSubtotal", depth: depth)
        out.amount("cbc:TaxableAmount", subtotal.taxable, currency, depth: depth + 1)
        out.amount("cbc:TaxAmount", subtotal.tax, currency, depth: depth + 1)
        writeTaxCategory(
            "cac:TaxCategory", subtotal.vat, withReason: true, depth: depth + 1, to: &out)
        out.close("cac:TaxSubtotal", depth: depth)
    }
}
