import Invoicing
import UBL

/// The lines of a printed invoice.
enum InvoiceLines {
    static let columns = [
        InvoiceWords.item, InvoiceWords.quantity, InvoiceWords.price, InvoiceWords.discount,
        InvoiceWords.net, InvoiceWords.rate, InvoiceWords.vat, InvoiceWords.gross,
    ]

    static let advanceColumns = [
        InvoiceWords.number, InvoiceWords.issueDate, InvoiceWords.taxable, InvoiceWords.rate,
        InvoiceWords.vat,
    ]

    static func row(_ line: UBLElement) -> [String: Any] {
        let code = line.first("InvoicedQuantity")?.attributes["unitCode"] ?? ""
        let quantity = line.shown("InvoicedQuantity") ?? ""
        let unit = UnitWords.words(code)
        let base = line.shown("Price/BaseQuantity").map { $0 == "1" ? "" : " / \($0)" } ?? ""
        let price = Amounts.grouped(line.shown("Price/PriceAmount")) + base
        let taxed = line.first("Item/ClassifiedTaxCategory")
        return [
            "item": line.shown("Item/Name") ?? "",
            "notes": line.all("Note").map(\.shown) + line.all("AllowanceCharge").compactMap(reason),
            "quantity": unit == nil ? "\(quantity) \(code)" : quantity,
            "unit": unit.map { [words($0)] } ?? [],
            "cells": [
                price, adjustments(line),
                Amounts.grouped(line.shown("LineExtensionAmount")),
                rate(taxed), Amounts.grouped(line.shown("TaxTotal/TaxAmount")),
                Amounts.grouped(line.shown("TaxTotal/RoundingAmount")),
            ],
        ]
    }

    /// What is taken off (with a minus) and put on a line.
    private static func adjustments(_ line: UBLElement) -> String {
        line.all("AllowanceCharge").map { entry in
            let sign = entry.shown("ChargeIndicator") == "true" ? "+" : "−"
            return sign + Amounts.grouped(entry.shown("Amount"))
        }.joined(separator: " ")
    }

    private static func reason(_ entry: UBLElement) -> String? {
        entry.shown("AllowanceChargeReason") ?? entry.shown("AllowanceChargeReasonCode")
    }

    /// The rate of a category, its letter where it has none.
    static func rate(_ category: UBLElement?) -> String {
        guard let category else { return "" }
        let letter = category.shown("ID") ?? ""
        guard let percent = category.shown("Percent"), letter != "O" else { return letter }
        return letter == "S" ? "\(percent)%" : "\(letter) \(percent)%"
    }

    /// The prepayments that one line deducts, one row for each of its categories.
    static func advances(_ line: UBLElement) -> [[String: Any]] {
        let reference = line.first("DocumentReference")
        let number = reference?.shown("ID") ?? ""
        let date = reference?.shown("IssueDate") ?? ""
        return line.all("TaxTotal/TaxSubtotal").map { part in
            [
                "cells": [
                    number, date, Amounts.grouped(part.shown("TaxableAmount")),
                    rate(part.first("TaxCategory")), Amounts.grouped(part.shown("TaxAmount")),
                ]
            ]
        }
    }
}
