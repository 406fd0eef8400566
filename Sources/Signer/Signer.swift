public import Cryptography
public import EGS
public import Invoicing
public import UBL

/// Puts a unit's cryptographic stamp (KSA-15) on invoices: one key, one certificate.
///
/// The same invoice at the same place and time gives the same bytes again: the nonce is that of RFC
/// 6979. About 40 µs a document, most of it the signature.
public struct Signer: Sendable {
    public let certificate: StampingCertificate
    private let key: Secp256k1PrivateKey
    private let texts: SignatureBlock.StampTexts

    /// - Throws: ``SignerError/keyMismatch(serial:)`` unless the certificate is for this key.
    public init(
        key: Secp256k1PrivateKey, certificate: StampingCertificate
    ) throws(SignerError) {
        guard key.publicKey == certificate.publicKey else {
            throw .keyMismatch(serial: certificate.serialDecimal)
        }
        self.key = key
        self.certificate = certificate
        texts = SignatureBlock.StampTexts(
            certificate: certificate.base64, digest: certificate.digestText,
            issuer: certificate.issuerText, serial: certificate.serialDecimal)
    }

    /// Writes, hashes and stamps an invoice.
    ///
    /// - Parameters:
    ///   - position: The place that the document will hold; it goes into the hash.
    ///   - signingTime: The machine's instant, written as UTC without a suffix.
    public func seal(
        _ invoice: Invoice, seller: Party, uuid: DocumentUUID, at position: ChainPosition,
        signingTime: Instant
    ) throws(SignerError) -> SealedInvoice {
        try stamp(
            write(invoice, seller: seller, uuid: uuid, at: position, signingTime: signingTime))
    }

    /// An invoice that is written and hashed: the next one may be written while it is stamped.
    public struct Written: Sendable {
        public var hash: InvoiceHash { document.hash }
        fileprivate let document: UnstampedDocument
        fileprivate let invoice: Invoice
        fileprivate let seller: Party
        fileprivate let uuid: DocumentUUID
        fileprivate let position: ChainPosition
        fileprivate let signingTime: Instant
    }

    /// The first half of sealing.
    public func write(
        _ invoice: Invoice, seller: Party, uuid: DocumentUUID, at position: ChainPosition,
        signingTime: Instant
    ) throws(SignerError) -> Written {
        guard certificate.allows(invoice.kind) else {
            throw .kindNotAllowed(invoice.kind, documents: certificate.documents)
        }
        guard certificate.isValid(at: signingTime) else {
            throw .outsideValidity(
                at: signingTime,
                from: Instant(secondsSince1970: certificate.certificate.notBefore),
                until: Instant(secondsSince1970: certificate.certificate.notAfter))
        }
        return Written(
            document: UBLWriter.write(invoice, seller: seller, uuid: uuid, at: position),
            invoice: invoice, seller: seller, uuid: uuid, position: position,
            signingTime: signingTime)
    }

    /// The second half: the signature, the stamp and the QR code.
    public func stamp(_ written: Written) throws(SignerError) -> SealedInvoice {
        let document = written.document
        // The message is the 32 bytes of the hash: they are hashed once more for the signature.
        let signature = key.sign(document.hash.bytes)
        let block = SignatureBlock.write(
            hash: document.hash, signature: signature, certificate: texts,
            signingTime: written.signingTime.textWithoutSuffix)
        let qr = try qrCode(written.invoice, written.seller, document.hash, signature)
        return SealedInvoice(
            xml: document.stamped(extension: block, qr: qr), hash: document.hash,
            uuid: written.uuid, position: written.position,
            qr: String(decoding: qr, as: UTF8.self), invoice: written.invoice)
    }

    private func qrCode(
        _ invoice: Invoice, _ seller: Party, _ hash: InvoiceHash, _ signature: [UInt8]
    ) throws(SignerError) -> [UInt8] {
        do {
            return try QRCode.encode(
                invoice, seller: seller, hash: hash, signature: signature,
                publicKey: certificate.publicKey.spkiDER,
                certificateSignature: certificate.certificate.signature)
        } catch {
            guard case .tooLong(let length) = error else {
                preconditionFailure("the fields of a code are written in order: \(error)")
            }
            throw .qrTooLong(length: length, sellerNameBytes: (seller.name ?? "").utf8.count)
        }
    }
}
