public import EGS
public import Invoicing
public import UBL

/// The answers of one examination: true, false, or nil where there is nothing to check.
///
/// Where a `ds:Signature` stands, its checks are never nil: a missing or empty value is a false
/// one.
public struct StampChecks: Hashable, Sendable {
    /// The official schema; StampCheck does not know it and leaves nil.
    public var schema: Bool?
    /// `ds:DigestValue` of the document's reference is the text of the recomputed hash (D1).
    public var invoiceDigest: Bool?
    /// `ds:DigestValue` of the properties' reference is that of the embedded properties (E4).
    public var signedProperties: Bool?
    /// `xades:CertDigest` is that of the exact text of `ds:X509Certificate` (E3).
    public var certDigest: Bool?
    /// `ds:SignatureValue` verifies over the recomputed hash with the embedded certificate (E5).
    public var signature: Bool?
    /// `ds:X509IssuerName` and `ds:X509SerialNumber` are the certificate's (E3).
    public var issuer: Bool?
    public var serial: Bool?
    /// Every tag of the QR code says what the document and its stamp say (F2, F4).
    public var qr: Bool?
    /// The signature verifies with one of the authority's keys (C9). Nil unless `signature` is
    /// false on a standard document.
    public var authoritySignature: Bool?

    public init() {}
}

/// Why a check is false: what should stand there and what does.
public struct StampFinding: Hashable, Sendable {
    public enum Check: String, Hashable, Sendable, CaseIterable {
        case invoiceDigest = "invoice_digest"
        case signedProperties = "signed_properties"
        case certDigest = "cert_digest"
        case signature, issuer, serial, qr
        case certificate
    }

    public let check: Check
    /// For the QR code `tag 4`; else a word for the cause.
    public let cause: String
    public let expected: String?
    public let found: String?
    /// True where the check holds all the same.
    public let isNote: Bool

    init(
        _ check: Check, _ cause: String, expected: String? = nil, found: String? = nil,
        isNote: Bool = false
    ) {
        self.check = check
        self.cause = cause
        self.expected = expected
        self.found = found
        self.isNote = isNote
    }
}

/// Everything that the bytes of one document say about themselves. A class: it is large, and handed
/// on as it is.
public final class StampReport: Sendable {
    /// Recomputed; nil if the bytes could not be read.
    public let hash: InvoiceHash?
    public let checks: StampChecks
    public let document: ReadDocument?
    /// The certificate in the stamp, if it is one that can make stamps.
    public let certificate: StampingCertificate?
    public let faults: [DocumentFault]
    /// The evidence for each false check.
    public let findings: [StampFinding]
    /// The name of the authority's key that verified the signature.
    public let authorityKey: String?

    init(
        hash: InvoiceHash?, checks: StampChecks, document: ReadDocument?,
        certificate: StampingCertificate?, faults: [DocumentFault], findings: [StampFinding],
        authorityKey: String?
    ) {
        self.hash = hash
        self.checks = checks
        self.document = document
        self.certificate = certificate
        self.faults = faults
        self.findings = findings
        self.authorityKey = authorityKey
    }
}

extension StampReport {
    /// The text of the hash that the QR code states (tag 6).
    public var statedHash: String? {
        guard let text = document?.facts.qr,
            let value = try? QRCode.decode(Array(text.utf8)).value(.invoiceHash)
        else { return nil }
        return string(value[...])
    }

    /// Whether the stamp is by a key that is known to be the authority's: that of its test
    /// environments, or the emulator's, whose copies carry a certificate of its own. That of
    /// production is known to nobody.
    public func isByKnownAuthority(isEmulator: Bool) -> Bool {
        if checks.authoritySignature == true { return true }
        return isEmulator && checks.signature == true && certificate?.class == .emulator
    }
}
