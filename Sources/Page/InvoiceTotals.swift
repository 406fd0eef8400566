import Invoicing

/// The sums of a printed invoice.
enum InvoiceTotals {
    typealias Element = DocumentTree.Element

    static let columns = [
        InvoiceWords.category, InvoiceWords.rate, InvoiceWords.taxable, InvoiceWords.vat,
        InvoiceWords.exemption,
    ]

    /// BT-116 to BT-121, one row a category.
    static func subtotals(_ root: Element) -> [[String: Any]] {
        root.all("TaxTotal/TaxSubtotal").map { part in
            let category = part.first("TaxCategory")
            return [
                "category": words(InvoiceWords.category(category?.text("ID") ?? "")),
                "cells": [
                    InvoiceLines.rate(category), Amounts.grouped(part.text("TaxableAmount")),
                    Amounts.grouped(part.text("TaxAmount")),
                ],
                "reason": category?.text("TaxExemptionReason") ?? "",
            ]
        }
    }

    static func totals(_ root: Element, currency: String) -> [[String: Any]] {
        let sums = root.first("LegalMonetaryTotal")
        var rows: [[String: Any]] = []
        func add(
            _ label: Bilingual, _ amount: String?, _ unit: String, isMain: Bool = false
        ) {
            guard let amount else { return }
            rows.append([
                "label": words(label), "amount": Amounts.grouped(amount), "currency": unit,
                "isMain": isMain,
            ])
        }
        func add(unlessZero label: Bilingual, _ amount: String?) {
            add(label, Amounts.isZero(amount) ? nil : amount, currency)
        }
        add(InvoiceWords.lineTotal, sums?.text("LineExtensionAmount"), currency)
        for entry in root.all("AllowanceCharge") {
            let isCharge = entry.text("ChargeIndicator") == "true"
            let word = isCharge ? InvoiceWords.charge : InvoiceWords.discount
            let reason = entry.text("AllowanceChargeReason").map { " (\($0))" } ?? ""
            add(
                Bilingual(en: word.en + reason, ar: word.ar + reason),
                entry.text("Amount").map { isCharge ? $0 : "-\($0)" }, currency)
        }
        add(InvoiceWords.withoutVAT, sums?.text("TaxExclusiveAmount"), currency)
        let taxes = root.all("TaxTotal/TaxAmount")
        let vat = taxes.first { $0[attribute: "currencyID"] == currency }
        add(InvoiceWords.vatTotal, vat?.text, currency)
        if currency != "SAR" {
            let riyals = taxes.first { $0[attribute: "currencyID"] == "SAR" }
            add(InvoiceWords.vatInRiyals, riyals?.text, "SAR")
        }
        add(InvoiceWords.withVAT, sums?.text("TaxInclusiveAmount"), currency)
        add(unlessZero: InvoiceWords.prepaid, sums?.text("PrepaidAmount"))
        add(unlessZero: InvoiceWords.rounding, sums?.text("PayableRoundingAmount"))
        add(InvoiceWords.payable, sums?.text("PayableAmount"), currency, isMain: true)
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
