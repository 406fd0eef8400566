public import Invoicing

/// Writes an `Invoice` as UBL 2.1 in the layout of the authority's own software: four spaces a
/// level, LF, one element a line, the order that the schema fixes.
///
/// What is written is canonical from the start (C14N 1.1: attributes sorted, start and end tag even
/// where nothing stands between, canonical escapes), so the invoice hash is the SHA-256 of bytes
/// that stand in the final document unchanged. Three elements are left out of the hash and put in
/// afterwards: `ext:UBLExtensions`, the reference `QR` and `cac:Signature`. The line ends and
/// blanks around them belong to the hash and are there from the start.
public enum UBLWriter {
    /// - Parameters:
    ///   - seller: Written as it is; the caller has checked it.
    ///   - position: Counter (KSA-16) and previous hash (KSA-13).
    public static func write(
        _ invoice: Invoice, seller: Party, uuid: DocumentUUID, at position: ChainPosition
    ) -> UnstampedDocument {
        var out = ByteWriter(capacity: 5_120 + invoice.lines.count * 1_280)
        out.raw(rootStart)
        let extensionOffset = out.count
        writeHeader(invoice, uuid: uuid, to: &out)
        writeReferences(invoice, to: &out)
        writeChainPosition(position, to: &out)
        out.raw("\n    ")
        let qrOffset = out.count
        out.raw("\n    ")
        let signatureOffset = out.count
        writeParty(seller, as: "cac:AccountingSupplierParty", to: &out)
        writeParty(invoice.buyer ?? Party(), as: "cac:AccountingCustomerParty", to: &out)
        writeDelivery(invoice, to: &out)
        writePayment(invoice, to: &out)
        for entry in invoice.allowancesCharges {
            writeAllowanceCharge(entry, currency: invoice.currency, depth: 1, to: &out)
        }
        writeExchangeRate(invoice, to: &out)
        writeTaxTotals(invoice, to: &out)
        writeMonetaryTotal(invoice.totals, currency: invoice.currency, to: &out)
        for (index, line) in invoice.lines.enumerated() {
            writeLine(line, id: index + 1, currency: invoice.currency, to: &out)
        }
        for (index, advance) in invoice.prepayments.enumerated() {
            let id = invoice.lines.count + index + 1
            // The line's own category must stand in the breakdown (BR-S-01 and its like); that of
            // the advance stands in the line's subtotal.
            let isUsed = invoice.vatBreakdown.contains { $0.vat.category == advance.vat.category }
            let item = isUsed ? advance.vat : invoice.vatBreakdown.first?.vat ?? advance.vat
            writeSettlement(advance, id: id, as: item, currency: invoice.currency, to: &out)
        }
        out.raw("\n</Invoice>")
        return UnstampedDocument(
            canonical: out.bytes, extensionOffset: extensionOffset, qrOffset: qrOffset,
            signatureOffset: signatureOffset)
    }

    private static let rootStart: StaticString = """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \
        xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
        xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" \
        xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">
        """

    private static func writeHeader(
        _ invoice: Invoice, uuid: DocumentUUID, to out: inout ByteWriter
    ) {
        out.raw("\n    <cbc:ProfileID>reporting:1.0</cbc:ProfileID>")
        out.leaf("cbc:ID", invoice.number.text, depth: 1)
        out.open("cbc:UUID", depth: 1)
        out.uuid(uuid)
        out.end("cbc:UUID")
        out.leaf("cbc:IssueDate", invoice.issuedAt.date, depth: 1)
        out.open("cbc:IssueTime", depth: 1)
        out.time(invoice.issuedAt)
        out.end("cbc:IssueTime")
        out.raw("\n    <cbc:InvoiceTypeCode name=\"")
        out.attribute(invoice.transactionCode)
        out.raw("\">")
        out.text(invoice.type.code)
        out.end("cbc:InvoiceTypeCode")
        out.leaf("cbc:Note", invoice.note, depth: 1)
        out.leaf("cbc:DocumentCurrencyCode", invoice.currency, depth: 1)
        // BR-KSA-EN16931-02: tax is accounted in riyals, whatever the document's currency.
        out.raw("\n    <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>")
    }

    private static func writeReferences(_ invoice: Invoice, to out: inout ByteWriter) {
        if let order = invoice.purchaseOrder, !order.isEmpty {
            out.open("cac:OrderReference", depth: 1)
            out.leaf("cbc:ID", order, depth: 2)
            out.close("cac:OrderReference", depth: 1)
        }
        for reference in invoice.references {
            out.open("cac:BillingReference", depth: 1)
            out.open("cac:InvoiceDocumentReference", depth: 2)
            out.leaf("cbc:ID", reference.number, depth: 3)
            if let date = reference.date { out.leaf("cbc:IssueDate", date, depth: 3) }
            out.close("cac:InvoiceDocumentReference", depth: 2)
            out.close("cac:BillingReference", depth: 1)
        }
        if let contract = invoice.contract, !contract.isEmpty {
            out.open("cac:ContractDocumentReference", depth: 1)
            out.leaf("cbc:ID", contract, depth: 2)
            out.close("cac:ContractDocumentReference", depth: 1)
        }
    }

    /// Only the counter may stand in `cbc:UUID`: a second such element stops the official validator
    /// (BR-KSA-34).
    private static func writeChainPosition(_ position: ChainPosition, to out: inout ByteWriter) {
        out.raw(
            """

                <cac:AdditionalDocumentReference>
                    <cbc:ID>ICV</cbc:ID>
                    <cbc:UUID>
            """)
        out.decimal(UInt64(position.icv.rawValue))
        out.raw(
            """
            </cbc:UUID>
                </cac:AdditionalDocumentReference>
            """)
        out.raw("\n    ")
        UnstampedDocument.writeEmbedded("PIH", to: &out) { $0.text(position.pih.text) }
    }

    private static func writeDelivery(_ invoice: Invoice, to out: inout ByteWriter) {
        guard invoice.supplyDate != nil || invoice.supplyEndDate != nil else { return }
        out.open("cac:Delivery", depth: 1)
        if let date = invoice.supplyDate { out.leaf("cbc:ActualDeliveryDate", date, depth: 2) }
        if let date = invoice.supplyEndDate { out.leaf("cbc:LatestDeliveryDate", date, depth: 2) }
        out.close("cac:Delivery", depth: 1)
    }

    /// The reason of a note (KSA-10) has its place here, and UBL wants a code beside it: 1, "not
    /// defined", where the draft names no means.
    private static func writePayment(_ invoice: Invoice, to out: inout ByteWriter) {
        guard invoice.paymentMeans != nil || invoice.reason != nil else { return }
        out.open("cac:PaymentMeans", depth: 1)
        out.leaf("cbc:PaymentMeansCode", invoice.paymentMeans ?? "1", depth: 2)
        out.leaf("cbc:InstructionNote", invoice.reason, depth: 2)
        out.close("cac:PaymentMeans", depth: 1)
    }

    private static func writeExchangeRate(_ invoice: Invoice, to out: inout ByteWriter) {
        guard let rate = invoice.exchangeRate, !rate.isEmpty else { return }
        out.open("cac:TaxExchangeRate", depth: 1)
        out.leaf("cbc:SourceCurrencyCode", invoice.currency, depth: 2)
        out.leaf("cbc:TargetCurrencyCode", "SAR", depth: 2)
        out.leaf("cbc:CalculationRate", rate, depth: 2)
        out.close("cac:TaxExchangeRate", depth: 1)
    }
}
