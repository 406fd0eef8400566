import Invoicing

/// The lines of a printed invoice.
enum InvoiceLines {
    typealias Element = DocumentTree.Element

    static let columns = [
        InvoiceWords.item, InvoiceWords.quantity, InvoiceWords.price, InvoiceWords.discount,
        InvoiceWords.net, InvoiceWords.rate, InvoiceWords.vat, InvoiceWords.gross,
    ]

    static let advanceColumns = [
        InvoiceWords.number, InvoiceWords.issueDate, InvoiceWords.taxable, InvoiceWords.rate,
        InvoiceWords.vat,
    ]

    static func row(_ line: Element) -> [String: Any] {
        let unit = line.first("InvoicedQuantity")?[attribute: "unitCode"] ?? ""
        let base = line.text("Price/BaseQuantity").map { $0 == "1" ? "" : " / \($0)" } ?? ""
        let price = (line.text("Price/PriceAmount") ?? "") + base
        let taxed = line.first("Item/ClassifiedTaxCategory")
        return [
            "item": line.text("Item/Name") ?? "",
            "notes": line.all("Note").map(\.text) + line.all("AllowanceCharge").compactMap(reason),
            "cells": [
                "\(line.text("InvoicedQuantity") ?? "") \(unit)", price, adjustments(line),
                Amounts.grouped(line.text("LineExtensionAmount")),
                rate(taxed), Amounts.grouped(line.text("TaxTotal/TaxAmount")),
                Amounts.grouped(line.text("TaxTotal/RoundingAmount")),
            ],
        ]
    }

    /// What is taken off (with a minus) and put on a line.
    private static func adjustments(_ line: Element) -> String {
        line.all("AllowanceCharge").map { entry in
            let sign = entry.text("ChargeIndicator") == "true" ? "+" : "−"
            return sign + Amounts.grouped(entry.text("Amount"))
        }.joined(separator: " ")
    }

    private static func reason(_ entry: Element) -> String? {
        entry.text("AllowanceChargeReason") ?? entry.text("AllowanceChargeReasonCode")
    }

    /// The rate of a category, its letter where it has none.
    static func rate(_ category: Element?) -> String {
        guard let category else { return "" }
        let letter = category.text("ID") ?? ""
        guard let percent = category.text("Percent"), letter != "O" else { return letter }
        return letter == "S" ? "\(percent)%" : "\(letter) \(percent)%"
    }

    /// The prepayments that one line deducts, one row for each of its categories.
    static func advances(_ line: Element) -> [[String: Any]] {
        let reference = line.first("DocumentReference")
        let number = reference?.text("ID") ?? ""
        let date = reference?.text("IssueDate") ?? ""
        return line.all("TaxTotal/TaxSubtotal").map { part in
            [
                "cells": [
                    number, date, Amounts.grouped(part.text("TaxableAmount")),
                    rate(part.first("TaxCategory")), Amounts.grouped(part.text("TaxAmount")),
                ]
            ]
        }
    }
}
