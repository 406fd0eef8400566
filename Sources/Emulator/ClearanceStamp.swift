import Cryptography
import EGS
import Encoding
import Invoicing
import StampCheck
import UBL

/// The authority's own stamp on a standard document: its signature block and QR code in the place
/// of the sender's, and not one hashed byte changed (C9).
struct ClearanceStamp {
    let key: Secp256k1PrivateKey
    let certificate: StampingCertificate

    /// - Returns: The cleared copy, or `nil` if no QR code can be made or the sender's markup
    ///   leaves no place for the stamp.
    func clear(_ xml: [UInt8], _ report: StampReport, now: Instant) -> [UInt8]? {
        guard let hash = report.hash, let facts = report.document?.facts else { return nil }
        let signature = key.sign(hash.bytes)
        guard let qr = qr(facts, hash, signature) else { return nil }
        let block = SignatureBlock.write(
            hash: hash, signature: signature,
            certificate: SignatureBlock.StampTexts(
                certificate: certificate.base64, digest: certificate.digestText,
                issuer: certificate.issuerText, serial: certificate.serialDecimal),
            signingTime: now.textWithoutSuffix)
        guard let copy = Self.edit(xml, block: block, qr: qr) else { return nil }
        // The copy is believed only after it has been read like anybody's document.
        let again = StampCheck.examine(copy)
        guard again.hash == hash, again.checks.signature == true, again.checks.qr == true else {
            return nil
        }
        return copy
    }

    /// Tags 1 to 8, each the text of the document.
    private func qr(
        _ facts: DocumentFacts, _ hash: InvoiceHash, _ signature: [UInt8]
    ) -> [UInt8]? {
        let firstTax = facts.groups(.taxTotal).first
        let issuedAt = "\(facts.issueDate ?? "")T\(facts.issueTime ?? "")"
        let fields: [(tag: QRCode.Tag, value: [UInt8])] = [
            (.sellerName, Array(facts.bytes(.sellerName) ?? [])),
            (.vatNumber, Array(facts.bytes(.sellerVAT) ?? [])),
            (.issuedAt, Array(issuedAt.utf8)),
            (.total, Array(facts.bytes(.payable) ?? [])),
            (.vatTotal, Array(firstTax.flatMap { facts.bytes(.taxAmount, in: $0) } ?? [])),
            (.invoiceHash, Base64.encodeToBytes(hash.bytes)),
            (.signature, Base64.encodeToBytes(signature)),
            (.publicKey, certificate.publicKey.spkiDER),
        ]
        return try? QRCode.encode(fields)
    }

    // MARK: - Editing

    private static let qrElement = (
        start: """
        <cac:AdditionalDocumentReference>
                <cbc:ID>QR</cbc:ID>
                <cac:Attachment>
                    <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">
        """,
        end: """
        </cbc:EmbeddedDocumentBinaryObject>
                </cac:Attachment>
            </cac:AdditionalDocumentReference>
        """
    )
    private static let signatureElement = """
        <cac:Signature>
                <cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>
                <cbc:SignatureMethod>urn:oasis:names:specification:ubl:dsig:enveloped:xades\
        </cbc:SignatureMethod>
            </cac:Signature>
        """

    /// Replaces or inserts the three elements that are not hashed. What is inserted brings no white
    /// space of its own along: that would be hashed.
    private static func edit(_ xml: [UInt8], block: [UInt8], qr: [UInt8]) -> [UInt8]? {
        guard let document = RootScanner(xml) else { return nil }
        let references = document.children.filter { $0.name == "AdditionalDocumentReference" }
        let code = references.first { reference in
            reference.content(of: "ID").map(document.text) == "QR"
        }
        let seller = document.children.first { $0.name == "AccountingSupplierParty" }
        guard let seller else { return nil }
        var edits: [(range: Range<Int>, bytes: [UInt8])] = []

        let old = document.children.first { $0.name == "UBLExtensions" }
        let start = document.contentStart
        edits.append((old?.range ?? start..<start, block))
        let whole = Array(qrElement.start.utf8) + qr + Array(qrElement.end.utf8)
        let signature = document.children.first { $0.name == "Signature" }
        if let code {
            edits.append((code.range, whole))
        } else {
            let place = (references.last?.range ?? signature?.range ?? seller.range)
            let index = references.isEmpty ? place.lowerBound : place.upperBound
            edits.append((index..<index, whole))
        }
        if signature == nil {
            let index = seller.range.lowerBound
            edits.append((index..<index, Array(signatureElement.utf8)))
        }
        var copy: [UInt8] = []
        copy.reserveCapacity(xml.count + block.count + whole.count)
        var position = 0
        for edit in edits {
            guard edit.range.lowerBound >= position else { return nil }
            copy += xml[position..<edit.range.lowerBound]
            copy += edit.bytes
            position = edit.range.upperBound
        }
        return copy + xml[position...]
    }
}
