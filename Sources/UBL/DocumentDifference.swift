public import XML
import Invoicing

/// One place where two documents do not say the same.
public struct DocumentDifference: Hashable, Sendable {
    /// Local names from the root on, from the second of a name on with its place among them:
    /// `InvoiceLine[2]/Item/Name`, `InvoiceLine/InvoicedQuantity/@unitCode`.
    public let path: String
    /// The number of the business term that stands there, `BT-153`, or of the group that it is in.
    public let term: String?
    /// `nil` where the place is not in the document.
    public let before: String?
    public let now: String?

    /// Where two documents differ, in the order of the first, then of the second.
    ///
    /// Amounts, quantities and rates are compared as numbers. Of stamp and QR code, which follow
    /// from the rest, nothing is compared.
    public static func between(
        _ old: [UInt8], _ new: [UInt8]
    ) throws(XMLError) -> [DocumentDifference] {
        let (before, now) = (Leaves(try UBLElement.read(old)), Leaves(try UBLElement.read(new)))
        let added = now.order.filter { before.texts[$0] == nil }
        return (before.order + added).compactMap { path in
            let (one, other) = (before.texts[path], now.texts[path])
            if one == other || isSameNumber(path, one, other) { return nil }
            return DocumentDifference(path: path, term: term(path), before: one, now: other)
        }
    }

    private static func isSameNumber(_ path: String, _ one: String?, _ other: String?) -> Bool {
        let name = path.split(separator: "/").last.map { $0.prefix { $0 != "[" } } ?? ""
        let isNumber =
            name.hasSuffix("Amount") || name.hasSuffix("Quantity") || name == "Percent"
            || name == "MultiplierFactorNumeric" || name == "CalculationRate"
        guard isNumber, let one = one.flatMap({ ExactDecimal($0) }) else { return false }
        return other.flatMap { ExactDecimal($0) } == one
    }

    /// By the longest of the paths below that the path begins with.
    private static func term(_ path: String) -> String? {
        var plain = ""
        var isInside = false
        for character in path {
            if character == "[" { isInside = true }
            if !isInside { plain.append(character) }
            if character == "]" { isInside = false }
        }
        return terms.filter { plain == $0.path || plain.hasPrefix($0.path + "/") }
            .max { $0.path.utf8.count < $1.path.utf8.count }?.term
    }

    private static let terms: [(path: String, term: String)] = [
        ("ID", "BT-1"), ("UUID", "KSA-1"), ("IssueDate", "BT-2"), ("IssueTime", "KSA-25"),
        ("InvoiceTypeCode", "BT-3"), ("InvoiceTypeCode/@name", "KSA-2"), ("Note", "BT-22"),
        ("DocumentCurrencyCode", "BT-5"), ("TaxCurrencyCode", "BT-6"), ("OrderReference", "BT-13"),
        ("BillingReference", "BT-25"),
        ("BillingReference/InvoiceDocumentReference/IssueDate", "BT-26"),
        ("ContractDocumentReference", "BT-12"), ("AccountingSupplierParty", "BG-4"),
        ("AccountingSupplierParty/Party/PartyTaxScheme/CompanyID", "BT-31"),
        ("AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName", "BT-27"),
        ("AccountingCustomerParty", "BG-7"),
        ("AccountingCustomerParty/Party/PartyTaxScheme/CompanyID", "BT-48"),
        ("AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName", "BT-44"),
        ("Delivery/ActualDeliveryDate", "KSA-5"), ("Delivery/LatestDeliveryDate", "KSA-24"),
        ("PaymentMeans/PaymentMeansCode", "BT-81"), ("PaymentMeans/InstructionNote", "KSA-10"),
        ("AllowanceCharge", "BG-20, BG-21"), ("TaxExchangeRate", "KSA-39"),
        ("TaxTotal/TaxAmount", "BT-110, BT-111"), ("TaxTotal/TaxSubtotal", "BG-23"),
        ("TaxTotal/TaxSubtotal/TaxableAmount", "BT-116"),
        ("TaxTotal/TaxSubtotal/TaxAmount", "BT-117"),
        ("TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason", "BT-120"),
        ("TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode", "BT-121"),
        ("LegalMonetaryTotal", "BG-22"), ("LegalMonetaryTotal/LineExtensionAmount", "BT-106"),
        ("LegalMonetaryTotal/AllowanceTotalAmount", "BT-107"),
        ("LegalMonetaryTotal/ChargeTotalAmount", "BT-108"),
        ("LegalMonetaryTotal/TaxExclusiveAmount", "BT-109"),
        ("LegalMonetaryTotal/TaxInclusiveAmount", "BT-112"),
        ("LegalMonetaryTotal/PrepaidAmount", "BT-113"),
        ("LegalMonetaryTotal/PayableRoundingAmount", "BT-114"),
        ("LegalMonetaryTotal/PayableAmount", "BT-115"), ("InvoiceLine", "BG-25"),
        ("InvoiceLine/ID", "BT-126"), ("InvoiceLine/Note", "BT-127"),
        ("InvoiceLine/InvoicedQuantity", "BT-129"),
        ("InvoiceLine/InvoicedQuantity/@unitCode", "BT-130"),
        ("InvoiceLine/LineExtensionAmount", "BT-131"),
        ("InvoiceLine/DocumentReference", "KSA-26"),
        ("InvoiceLine/DocumentReference/UUID", settledUUID),
        ("InvoiceLine/AllowanceCharge", "BG-27, BG-28"),
        ("InvoiceLine/TaxTotal/TaxAmount", "KSA-11"),
        ("InvoiceLine/TaxTotal/RoundingAmount", "KSA-12"), ("InvoiceLine/Item/Name", "BT-153"),
        ("InvoiceLine/Item/ClassifiedTaxCategory", "BT-151, BT-152"),
        ("InvoiceLine/Price/PriceAmount", "BT-146"), ("InvoiceLine/Price/BaseQuantity", "BT-149"),
        ("InvoiceLine/Price/AllowanceCharge/Amount", "BT-147"),
        ("InvoiceLine/Price/AllowanceCharge/BaseAmount", "BT-148"),
    ]

    /// Of an advance that a line settles.
    public static let settledUUID = "KSA-27"
}

/// The texts of a document's elements and attributes by their paths.
private struct Leaves {
    private(set) var texts: [String: String] = [:]
    private(set) var order: [String] = []

    init(_ root: UBLElement) {
        add(root, "") { element in
            let isQR = element.name == "AdditionalDocumentReference" && element.text("ID") == "QR"
            return isQR || element.name == "UBLExtensions" || element.name == "Signature"
        }
    }

    private mutating func add(
        _ element: UBLElement, _ path: String, besides isLeftOut: (UBLElement) -> Bool
    ) {
        if !path.isEmpty { put(element.children.isEmpty ? element.text : "", path) }
        for (name, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
            put(value, "\(path)/@\(name)")
        }
        var counts: [String: Int] = [:]
        for child in element.children where !isLeftOut(child) {
            let place = counts[child.name, default: 0] + 1
            counts[child.name] = place
            let step = place == 1 ? child.name : "\(child.name)[\(place)]"
            add(child, path.isEmpty ? step : "\(path)/\(step)") { _ in false }
        }
    }

    private mutating func put(_ text: String, _ path: String) {
        texts[path] = text
        order.append(path)
    }
}
