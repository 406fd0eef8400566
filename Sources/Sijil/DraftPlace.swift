import Invoicing

/// Where in a draft the value stands that a rule found in the document made from it.
///
/// What a draft does not hold (totals, the seller, the stamp) keeps its place in the document.
struct DraftPlace {
    private let invoice: Invoice

    init(_ invoice: Invoice) { self.invoice = invoice }

    /// - Parameter path: As rules write it: `/Invoice/cac:InvoiceLine[2]/cac:Item/cbc:Name`.
    /// - Returns: A JSON Pointer, `/lines/1/name`, or the path itself.
    func pointer(_ path: String) -> String {
        let steps = path.utf8.split(separator: UInt8(ascii: "/")).map { Step(Substring($0)) }
        guard steps.count > 1, steps[0].name == "Invoice" else { return path }
        let rest = steps.dropFirst(2).map(\.name)
        switch steps[1].name {
        case "cac:InvoiceLine": return line(steps[1].index, steps.dropFirst(2)) ?? path
        case "cac:AllowanceCharge":
            return allowance(steps[1].index, in: invoice.allowancesCharges, rest) ?? path
        case "cac:AccountingCustomerParty": return "/buyer" + Self.party(rest)
        case "cac:BillingReference":
            let field = rest.last == "cbc:IssueDate" ? "/date" : "/number"
            return "/references/\(steps[1].index)" + (rest.count > 1 ? field : "")
        case "cac:PaymentMeans":
            return rest.first == "cbc:InstructionNote" ? "/reason" : "/payment_means"
        case "cac:Delivery":
            return rest.first == "cbc:LatestDeliveryDate" ? "/supply_end_date" : "/supply_date"
        default: return Self.header[steps[1].name] ?? path
        }
    }

    /// One name of a path with its place among equals, from 0.
    private struct Step {
        let name: String
        let index: Int

        init(_ text: Substring) {
            guard let bracket = text.utf8.firstIndex(of: UInt8(ascii: "[")) else {
                name = String(text)
                index = 0
                return
            }
            name = String(text[..<bracket])
            index = (Int(text[text.utf8.index(after: bracket)...].dropLast()) ?? 1) - 1
        }
    }

    private static let header = [
        "cbc:ID": "/number", "cbc:IssueDate": "/issued_at", "cbc:IssueTime": "/issued_at",
        "cbc:DocumentCurrencyCode": "/currency", "cbc:Note": "/note",
        "cac:OrderReference": "/purchase_order", "cac:ContractDocumentReference": "/contract",
        "cac:TaxExchangeRate": "/exchange_rate",
    ]

    private static func party(_ names: [String]) -> String {
        let fields = [
            "cac:PartyIdentification": "/ids", "cac:PartyTaxScheme": "/vat",
            "cac:PartyLegalEntity": "/name",
        ]
        let address = [
            "cbc:StreetName": "/street", "cbc:BuildingNumber": "/building",
            "cbc:CitySubdivisionName": "/district", "cbc:CityName": "/city",
            "cbc:PostalZone": "/postal_code", "cac:Country": "/country",
            "cbc:PlotIdentification": "/additional_number",
        ]
        let inner = names.drop { $0 == "cac:Party" }
        guard let field = inner.first else { return "" }
        guard field == "cac:PostalAddress" else { return fields[field] ?? "" }
        return "/address" + (inner.dropFirst().first.flatMap { address[$0] } ?? "")
    }

    private func line(_ index: Int, _ steps: ArraySlice<Step>) -> String? {
        guard index < invoice.lines.count else {
            let place = index - invoice.lines.count
            return place < invoice.prepayments.count ? "/prepayments/\(place)" : nil
        }
        let start = "/lines/\(index)"
        let names = steps.map(\.name)
        switch names.first {
        case "cac:AllowanceCharge":
            let entries = invoice.lines[index].allowancesCharges
            let inner = steps.first.flatMap {
                allowance($0.index, in: entries, Array(names.dropFirst()))
            }
            return start + (inner ?? "")
        case "cbc:InvoicedQuantity": return start + "/quantity"
        case "cbc:Note": return start + "/note"
        case "cac:Price":
            switch names.dropFirst().first {
            case "cbc:PriceAmount": return start + "/price"
            case "cbc:BaseQuantity": return start + "/base_quantity"
            case "cac:AllowanceCharge":
                return start + (names.last == "cbc:Amount" ? "/price_discount" : "/gross_price")
            default: return start
            }
        case "cac:Item":
            switch names.dropFirst().first {
            case "cbc:Name": return start + "/name"
            case "cac:ClassifiedTaxCategory": return start + "/vat"
            case nil: return start
            default: return start + "/item_ids"
            }
        default: return start
        }
    }

    private func allowance(
        _ index: Int, in entries: [AllowanceCharge], _ names: [String]
    ) -> String? {
        guard index < entries.count else { return nil }
        let direction = entries[index].direction
        let place = entries[..<index].count { $0.direction == direction }
        let fields = [
            "cbc:Amount": "/amount", "cbc:BaseAmount": "/base",
            "cbc:MultiplierFactorNumeric": "/percent", "cbc:AllowanceChargeReason": "/reason",
            "cbc:AllowanceChargeReasonCode": "/reason_code", "cac:TaxCategory": "/vat",
        ]
        return (direction == .charge ? "/charges/\(place)" : "/allowances/\(place)")
            + (names.first.flatMap { fields[$0] } ?? "")
    }
}
