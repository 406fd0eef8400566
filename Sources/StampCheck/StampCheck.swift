import Cryptography
import EGS
import Encoding
import Invoicing
import UBL

/// Checks a document's hash, stamp and QR code, from its bytes alone.
///
/// Everything is derived anew by reading; nothing is shared with the program that wrote the bytes
/// but the way a QR code's tags are laid out. Definitions: `zatca` sections C9, D, E, F.
public enum StampCheck {
    /// - Parameters:
    ///   - certificates: Kept from document to document by one worker.
    ///   - authorityKeys: Tried where the embedded certificate's key does not verify a standard
    ///     document.
    public static func examine(
        _ xml: [UInt8], certificates: inout CertificateCache,
        authorityKeys: [AuthorityKey] = AuthorityKey.testEnvironments
    ) -> StampReport {
        let document: ReadDocument
        do throws(DocumentError) {
            document = try certificates.reader.read(xml)
        } catch {
            return StampReport(
                hash: nil, checks: StampChecks(), document: nil, certificate: nil,
                faults: [error.fault], findings: [], authorityKey: nil)
        }
        var examination = Examination(document)
        examination.run(&certificates, authorityKeys)
        return StampReport(
            hash: document.hash, checks: examination.checks, document: document,
            certificate: examination.entry?.stamping,
            faults: document.faults + examination.faults, findings: examination.findings,
            authorityKey: examination.authorityKey)
    }

    /// Examines one document with a cache of its own.
    public static func examine(_ xml: [UInt8]) -> StampReport {
        var certificates = CertificateCache()
        return examine(xml, certificates: &certificates)
    }
}

/// One document in the middle of its examination.
struct Examination {
    let document: ReadDocument
    let facts: DocumentFacts
    /// The text of the recomputed hash.
    let hashText: [UInt8]
    var checks = StampChecks()
    var findings: [StampFinding] = []
    var faults: [DocumentFault] = []
    var entry: CertificateCache.Entry?
    var authorityKey: String?

    init(_ document: ReadDocument) {
        self.document = document
        facts = document.facts
        hashText = Base64.encodeToBytes(document.hash.bytes)
    }

    mutating func run(_ certificates: inout CertificateCache, _ keys: [AuthorityKey]) {
        if facts.hasSignature {
            if let text = facts.bytes(.certificate), !text.isEmpty {
                entry = certificates.entry(text)
            }
            checkDigests()
            checkCertificate()
            checkSignature(&certificates, keys)
        }
        checkQR()
    }

    // MARK: - Digests

    private mutating func checkDigests() {
        let references = facts.groups(.stampReference)
        let forDocument = references.first {
            facts.holds(.stampReferenceIdentifier, "invoiceSignedData".utf8, in: $0)
        }
        let forProperties = references.first {
            facts.holds(.stampReferenceURI, "#xadesSignedProperties".utf8, in: $0)
        }
        checks.invoiceDigest = check(
            .invoiceDigest, forDocument.flatMap { facts.bytes(.digestValue, in: $0) },
            is: hashText)
        if checks.invoiceDigest == false {
            nameForm(of: forDocument, digest: document.hash.bytes, right: .bytes)
        }
        let digest = SHA256.hash(facts.signedProperties)
        let text = Base64.encodeToBytes(Hex.encodeToBytes(digest.bytes))
        let stored = forProperties.flatMap { facts.bytes(.digestValue, in: $0) }
        checks.signedProperties = check(
            .signedProperties, facts.signedProperties.isEmpty ? nil : stored, is: text)
        if checks.signedProperties == false {
            nameForm(of: forProperties, digest: digest.bytes, right: .hexText)
        }
    }

    private mutating func check(
        _ check: StampFinding.Check, _ found: ArraySlice<UInt8>?, is expected: [UInt8]
    ) -> Bool {
        if let found, Bytes.areEqual(found, expected) { return true }
        findings.append(
            StampFinding(
                check, found?.isEmpty ?? true ? "missing" : "different", expected: string(expected),
                found: found.map(string)))
        return false
    }

    private enum DigestForm: String {
        case bytes = "base64 of the 32 bytes"
        case hexText = "base64 of the hexadecimal text"
        case hex = "hexadecimal text"
        case loose = "base64 that is not canonical"
    }

    /// The right digest in a wrong dress is a mistake of its own (integrity: 313).
    private mutating func nameForm(
        of reference: DocumentFacts.Group?, digest: [UInt8], right: DigestForm
    ) {
        guard let reference, let value = facts.bytes(.digestValue, in: reference) else { return }
        guard value.count <= 1_000, let form = Self.form(Array(value), digest), form != right else {
            return
        }
        faults.append(
            DocumentFault(
                .digestEncoding, place: "ds:Reference/ds:DigestValue", expected: right.rawValue,
                found: form.rawValue, isInStamp: true))
    }

    private static func form(_ value: [UInt8], _ digest: [UInt8]) -> DigestForm? {
        let hex = Hex.encodeToBytes(digest)
        if value == Base64.encodeToBytes(digest) { return .bytes }
        if value == Base64.encodeToBytes(hex) { return .hexText }
        if string(value[...]).lowercased() == string(hex[...]) { return .hex }
        // Blanks, missing padding, or bits that no byte uses: the same digest in another text.
        let characters = value.filter { $0 > 0x20 && $0 != UInt8(ascii: "=") }
        for right in [Base64.encodeToBytes(digest), Base64.encodeToBytes(hex)] {
            let bare = right.filter { $0 != UInt8(ascii: "=") }
            if characters.count == bare.count, characters.dropLast() == bare.dropLast() {
                return .loose
            }
        }
        return nil
    }

    // MARK: - Certificate

    private mutating func checkCertificate() {
        guard let entry, entry.certificate != nil else {
            checks.certDigest = false
            checks.issuer = false
            checks.serial = false
            if let entry {
                checks.certDigest = check(
                    .certDigest, facts.bytes(.certificateDigest), is: entry.digestText)
            }
            findings.append(
                StampFinding(
                    .certificate, entry == nil ? "missing" : "unreadable",
                    found: entry?.error.map { "\($0)" }))
            return
        }
        checks.certDigest = check(
            .certDigest, facts.bytes(.certificateDigest), is: entry.digestText)
        checks.issuer = check(
            .issuer, facts.bytes(.issuer).map { trimmed($0) }, is: entry.issuerText)
        checks.serial = check(.serial, facts.bytes(.serial), is: entry.serialText)
        if entry.stamping == nil {
            findings.append(StampFinding(.certificate, "not secp256k1"))
        }
    }

    // MARK: - Signature

    private mutating func checkSignature(
        _ certificates: inout CertificateCache, _ keys: [AuthorityKey]
    ) {
        let text = facts.bytes(.signatureValue).map(Array.init) ?? []
        // Strict: blanks inside the text make it another text, which the official validator
        // refuses.
        let signature = text.isEmpty ? nil : Base64.decode(text)
        if let signature, let entry,
            certificates.verify(signature, of: document.hash.bytes, with: entry)
        {
            checks.signature = true
            return
        }
        checks.signature = false
        let cause =
            text.isEmpty
            ? "missing"
            : signature == nil
                ? "not base64" : entry?.stamping == nil ? "no key" : "does not verify"
        findings.append(StampFinding(.signature, cause, found: string(text[...])))
        if facts.isSimplified { return }
        let match = signature.flatMap { signature in
            keys.first { $0.key.verify(signature, of: document.hash.bytes) }
        }
        checks.authoritySignature = match != nil
        authorityKey = match?.name
    }
}

func string(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return bytes.prefix(0) }
    let last = bytes.lastIndex { !isSpace($0) } ?? first
    return bytes[first...last]
}

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
