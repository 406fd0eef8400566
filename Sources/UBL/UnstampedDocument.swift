import Cryptography
public import Invoicing

/// A document that is written and hashed, and still lacks its stamp and its QR code.
public struct UnstampedDocument: Sendable {
    /// SHA-256 of `canonical`: the invoice hash.
    public let hash: InvoiceHash
    /// The bytes that the hash covers: root start tag to root end tag, without the three elements.
    public let canonical: [UInt8]

    /// Where in `canonical` `ext:UBLExtensions` goes: right behind the root's start tag.
    private let extensionOffset: Int
    /// Where the reference `QR` goes.
    private let qrOffset: Int
    /// Where `cac:Signature` goes.
    private let signatureOffset: Int

    init(canonical: [UInt8], extensionOffset: Int, qrOffset: Int, signatureOffset: Int) {
        guard let hash = InvoiceHash(SHA256.hash(canonical).bytes) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        self.hash = hash
        self.canonical = canonical
        self.extensionOffset = extensionOffset
        self.qrOffset = qrOffset
        self.signatureOffset = signatureOffset
    }

    /// The final document: declaration, body, and the three elements in their places.
    ///
    /// - Parameters:
    ///   - extension: The whole of `ext:UBLExtensions`, as `SignatureBlock` writes it.
    ///   - qr: The base64 text of the QR code.
    public func stamped(extension block: [UInt8], qr: [UInt8]) -> [UInt8] {
        var out = ByteWriter(capacity: canonical.count + block.count + qr.count + 1_024)
        out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        out.raw(canonical[..<extensionOffset])
        out.raw(block)
        out.raw(canonical[extensionOffset..<qrOffset])
        Self.writeEmbedded("QR", to: &out) { $0.raw(qr) }
        out.raw(canonical[qrOffset..<signatureOffset])
        out.raw(
            """
            <cac:Signature>
                    <cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>
                    <cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades\
            </cbc:SignatureMethod>
                </cac:Signature>
            """)
        out.raw(canonical[signatureOffset...])
        out.byte(UInt8(ascii: "\n"))
        return out.bytes
    }

    /// A reference that holds a text: `PIH` (KSA-13) and `QR` (KSA-14).
    static func writeEmbedded(
        _ id: StaticString, to out: inout ByteWriter, content: (inout ByteWriter) -> Void
    ) {
        out.raw(
            """
            <cac:AdditionalDocumentReference>
                    <cbc:ID>
            """)
        out.raw(id)
        out.raw(
            """
            </cbc:ID>
                    <cac:Attachment>
                        <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">
            """)
        content(&out)
        out.raw(
            """
            </cbc:EmbeddedDocumentBinaryObject>
                    </cac:Attachment>
                </cac:AdditionalDocumentReference>
            """)
    }
}
