import Invoicing
import UBL

/// The sums of a printed invoice.
enum InvoiceTotals {
    static let columns = [
        InvoiceWords.category, InvoiceWords.rate, InvoiceWords.taxable, InvoiceWords.vat,
        InvoiceWords.exemption,
    ]

    /// BT-116 to BT-121, one row a category.
    static func subtotals(_ root: UBLElement) -> [[String: Any]] {
        root.all("TaxTotal/TaxSubtotal").map { part in
            let category = part.first("TaxCategory")
            return [
                "category": words(InvoiceWords.category(category?.shown("ID") ?? "")),
                "cells": [
                    InvoiceLines.rate(category), Amounts.grouped(part.shown("TaxableAmount")),
                    Amounts.grouped(part.shown("TaxAmount")),
                ],
                "reason": category?.shown("TaxExemptionReason") ?? "",
            ]
        }
    }

    static func totals(_ root: UBLElement, currency: String) -> [[String: Any]] {
        let sums = root.first("LegalMonetaryTotal")
        var rows: [[String: Any]] = []
        func add(
            _ label: Bilingual, _ amount: String?, _ unit: String, isMain: Bool = false,
            reason: String? = nil
        ) {
            guard let amount else { return }
            rows.append([
                "label": words(label), "amount": Amounts.grouped(amount), "currency": unit,
                "isMain": isMain, "reasons": reason.map { [$0] } ?? [],
            ])
        }
        func add(unlessZero label: Bilingual, _ amount: String?) {
            add(label, Amounts.isZero(amount) ? nil : amount, currency)
        }
        add(InvoiceWords.lineTotal, sums?.shown("LineExtensionAmount"), currency)
        for entry in root.all("AllowanceCharge") {
            let isCharge = entry.shown("ChargeIndicator") == "true"
            let word = isCharge ? InvoiceWords.charge : InvoiceWords.discount
            add(
                word, entry.shown("Amount").map { isCharge ? $0 : "-\($0)" }, currency,
                reason: entry.shown("AllowanceChargeReason"))
        }
        add(InvoiceWords.withoutVAT, sums?.shown("TaxExclusiveAmount"), currency)
        let taxes = root.all("TaxTotal/TaxAmount")
        let vat = taxes.first { $0.attributes["currencyID"] == currency }
        add(InvoiceWords.vatTotal, vat?.shown, currency)
        if currency != "SAR" {
            let riyals = taxes.first { $0.attributes["currencyID"] == "SAR" }
            add(InvoiceWords.vatInRiyals, riyals?.shown, "SAR")
        }
        add(InvoiceWords.withVAT, sums?.shown("TaxInclusiveAmount"), currency)
        add(unlessZero: InvoiceWords.prepaid, sums?.shown("PrepaidAmount"))
        add(unlessZero: InvoiceWords.rounding, sums?.shown("PayableRoundingAmount"))
        add(InvoiceWords.payable, sums?.shown("PayableAmount"), currency, isMain: true)
        return rows
    }
}

/// Amounts as people read them.
enum Amounts {
    /// Commas between the thousands; anything that is no plain decimal stays as it is.
    static func grouped(_ text: String?) -> String {
        guard let text, ExactDecimal(text) != nil else { return text ?? "" }
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        let digits = Array(parts.first ?? "")
        var whole = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { whole += "," }
            whole.append(digit)
        }
        let fraction = parts.count > 1 ? ".\(parts[1])" : ""
        return (isNegative ? "−" : "") + whole + fraction
    }

    static func isZero(_ text: String?) -> Bool {
        text.flatMap { ExactDecimal($0) }.map { $0.digits == 0 } ?? true
    }
}
