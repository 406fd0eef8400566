public import Invoicing

/// An invoice in its final form: the bytes that are stored, handed over and sent, never to be
/// written again.
public struct SealedInvoice: Sendable {
    /// The whole document, UTF-8, with stamp and QR code.
    public let xml: [UInt8]
    public let hash: InvoiceHash
    public let uuid: DocumentUUID
    public let position: ChainPosition
    /// The base64 text of the QR code, as it stands in `xml`.
    public let qr: String
    public let invoice: Invoice

    public init(
        xml: [UInt8], hash: InvoiceHash, uuid: DocumentUUID, position: ChainPosition, qr: String,
        invoice: Invoice
    ) {
        self.xml = xml
        self.hash = hash
        self.uuid = uuid
        self.position = position
        self.qr = qr
        self.invoice = invoice
    }
}
