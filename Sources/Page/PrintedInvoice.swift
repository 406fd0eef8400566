public import Invoicing
import Mustache
import Picture
import UBL
import XML

/// An e-invoice as one self-contained HTML page: Arabic first, English beside it, its QR code,
/// no script and nothing from elsewhere. It prints on A4.
///
/// The page shows the document's own bytes, not the ledger's columns: for a cleared document those
/// of the authority. Numbers and codes read left to right within the Arabic text.
public struct PrintedInvoice {
    private let root: UBLElement
    private let qrText: String
    private let notices: [Bilingual]

    /// - Parameters:
    ///   - xml: The document that counts: the cleared copy where there is one.
    ///   - qrText: The text of its QR code, base64.
    ///   - notices: What must stand on every copy, as `test: no tax value`.
    public init(xml: [UInt8], qrText: String, notices: [Bilingual]) throws(PageError) {
        do {
            root = try UBLElement.read(xml)
        } catch {
            throw .notXML(line: error.line, column: error.column)
        }
        self.qrText = qrText
        self.notices = notices
    }

    /// The page in UTF-8.
    public func html() throws(PageError) -> [UInt8] {
        guard let picture = try? QRPicture.svg(text: qrText) else {
            throw .noQRCode(bytes: qrText.utf8.count)
        }
        let source = String(decoding: PackageResources.invoice_mustache, as: UTF8.self)
        guard let template = try? MustacheTemplate(string: source) else {
            preconditionFailure("the template of the invoice is one of ours")
        }
        return Array(template.render(context(picture)).utf8)
    }

    private var typeCode: UBLElement? { root.first("InvoiceTypeCode") }

    /// KSA-2: `01…` for a standard document, `02…` for a simplified one, then the flags.
    private var transaction: [Character] { Array(typeCode?.attributes["name"] ?? "") }

    private var isStandard: Bool { transaction.starts(with: ["0", "1"]) }

    /// BT-5.
    private var currency: String { root.shown("DocumentCurrencyCode") ?? "SAR" }
    private func context(_ picture: String) -> [String: Any] {
        let title = InvoiceWords.title(isStandard: isStandard, typeCode: typeCode?.shown ?? "")
        let lines = root.all("InvoiceLine")
        let advances = lines.filter { $0.first("DocumentReference") != nil }
        let goods = lines.filter { $0.first("DocumentReference") == nil }
        var context: [String: Any] = [
            "title": words(title), "number": root.shown("ID") ?? "",
            "notices": notices.map(words), "facts": facts, "parties": parties, "qr": picture,
            "scan": words(InvoiceWords.scan), "currency": currency,
            "columns": InvoiceLines.columns.map(words),
            "lines": goods.map { InvoiceLines.row($0) },
            "summary": words(InvoiceWords.summary),
            "summaryColumns": InvoiceTotals.columns.map(words),
            "subtotals": InvoiceTotals.subtotals(root),
            "totals": InvoiceTotals.totals(root, currency: currency),
            "uuid": root.shown("UUID") ?? "",
        ]
        if !advances.isEmpty {
            context["prepayments"] = [
                "title": words(InvoiceWords.prepayments),
                "columns": InvoiceLines.advanceColumns.map(words),
                "rows": advances.flatMap { InvoiceLines.advances($0) },
            ]
        }
        return context
    }

    /// The facts of the whole document, label and value.
    private var facts: [[String: Any]] {
        var rows: [[String: Any]] = []
        func add(_ label: Bilingual, _ value: String?) {
            if let value { rows.append(Self.fact(label, value)) }
        }
        func add(_ label: Bilingual, day: String?) {
            if let day { rows.append(Self.fact(label, nil, digits: day)) }
        }
        add(InvoiceWords.number, root.shown("ID"))
        add(InvoiceWords.issueDate, day: root.shown("IssueDate"))
        add(InvoiceWords.supplyDate, day: root.shown("Delivery/ActualDeliveryDate"))
        add(InvoiceWords.supplyEnd, day: root.shown("Delivery/LatestDeliveryDate"))
        for reference in root.all("BillingReference/InvoiceDocumentReference") {
            guard let number = reference.shown("ID") else { continue }
            let date = reference.shown("IssueDate").map { "(\($0))" }
            rows.append(Self.fact(InvoiceWords.reference, number, digits: date))
        }
        for reason in root.all("PaymentMeans/InstructionNote") {
            add(InvoiceWords.reason, reason.shown)
        }
        add(InvoiceWords.purchaseOrder, root.shown("OrderReference/ID"))
        add(InvoiceWords.contract, root.shown("ContractDocumentReference/ID"))
        // Code 1 says that the means is not known.
        for code in root.all("PaymentMeans/PaymentMeansCode") where code.shown != "1" {
            rows.append(Self.fact(InvoiceWords.means, InvoiceWords.payment(code.shown)))
        }
        for (flag, isSet) in zip(InvoiceWords.flags, transaction.dropFirst(2)) where isSet == "1" {
            rows.append(Self.fact(InvoiceWords.particular, flag))
        }
        for note in root.all("Note") { add(InvoiceWords.note, note.shown) }
        return rows
    }

    private var parties: [[String: Any]] {
        [
            (InvoiceWords.seller, root.first("AccountingSupplierParty/Party")),
            (InvoiceWords.buyer, root.first("AccountingCustomerParty/Party")),
        ].compactMap { title, party in
            guard let party else { return nil }
            let rows = Self.party(party)
            return rows.isEmpty ? nil : ["title": words(title), "facts": rows]
        }
    }

    private static func party(_ party: UBLElement) -> [[String: Any]] {
        var rows: [[String: Any]] = []
        if let name = party.shown("PartyLegalEntity/RegistrationName") {
            rows.append(fact(InvoiceWords.name, name))
        }
        if let form = party.shown("PartyLegalEntity/CompanyLegalForm") {
            rows.append(fact(InvoiceWords.legalForm, form))
        }
        if let vat = party.shown("PartyTaxScheme/CompanyID") {
            rows.append(fact(InvoiceWords.vatNumber, nil, digits: vat))
        }
        for id in party.all("PartyIdentification/ID") where !id.shown.isEmpty {
            let scheme = id.attributes["schemeID"].map { "\($0) " } ?? ""
            rows.append(fact(InvoiceWords.otherID, nil, digits: scheme + id.shown))
        }
        let parts = [
            "BuildingNumber", "StreetName", "AdditionalStreetName", "PlotIdentification",
            "CitySubdivisionName", "CityName", "PostalZone", "CountrySubentity",
            "Country/IdentificationCode",
        ]
        let address = parts.compactMap { party.shown("PostalAddress/\($0)") }
        if !address.isEmpty {
            rows.append([
                "label": words(InvoiceWords.address), "parts": address,
            ])
        }
        return rows
    }

    /// - Parameter digits: What reads from left to right and stands behind the value by itself:
    ///   beside an Arabic number a date would turn round.
    private static func fact(
        _ label: Bilingual, _ value: String?, digits: String? = nil
    ) -> [String: Any] {
        [
            "label": words(label), "parts": value.map { [$0] } ?? [],
            "digits": digits.map { [$0] } ?? [],
        ]
    }

    private static func fact(_ label: Bilingual, _ value: Bilingual) -> [String: Any] {
        ["label": words(label), "words": words(value)]
    }
}

/// Both languages, as the template takes them.
func words(_ text: Bilingual) -> [String: Any] { ["ar": text.ar, "en": text.en] }
