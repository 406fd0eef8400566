import Cryptography
import EGS
import Encoding
import Invoicing
import Signer
import TestSupport
import Testing
import UBL

/// What a dishonest holder of the stamping key can do: stamp anything, and write it as if it had
/// been issued. After that only the check that is meant can speak.
extension Evidence {
    static let dammam = "Dammam-1"

    /// The one document of Dammam-1, on whose hash nothing else rests.
    static let lastRow = 13

    func text(_ row: Int) throws -> String { String(decoding: try xml(row), as: UTF8.self) }

    /// Edits the hashed part of a document, stamps it anew, and makes columns and log agree.
    func forge(_ row: Int = lastRow, _ edit: (String) throws -> String) throws {
        let key = try #require(sample.keys[Self.dammam]?.first)
        try setXML(row, Array(try restamped(try edit(try text(row)), key: key).utf8))
        try recolumn(row)
        try relog(row)
    }

    func forge(_ old: String, _ new: String) throws {
        try forge { text in try replacing(old, new, in: text) }
    }

    /// Changes document 4, and makes the log agree.
    func relogged(_ change: ([UInt8]) throws -> [UInt8]) throws {
        try setXML(4, try change(try xml(4)))
        try relog(4)
    }

    func relogged(_ old: String, _ new: String) throws {
        try edit(4, old, new)
        try relog(4)
    }

    /// The same document with its hash, its signature, the digest of its signed properties and its
    /// QR code made to fit, and with another certificate if one is given.
    func restamped(
        _ text: String, key: Secp256k1PrivateKey, certificate: [UInt8]? = nil
    ) throws -> String {
        var text = text
        if let certificate {
            let base64 = Base64.encode(certificate)
            text = try put(base64, into: "ds:X509Certificate", of: text)
            text = try put(
                Self.hexDigest(Array(base64.utf8)), into: "ds:DigestValue",
                after: "<xades:CertDigest>", of: text)
        }
        let document = try DocumentReader.read(Array(text.utf8))
        text = try put(document.hash.base64, into: "ds:DigestValue", of: text)
        text = try put(
            Self.hexDigest(document.facts.signedProperties), into: "ds:DigestValue",
            after: "URI=\"#xadesSignedProperties\"", of: text)
        return try resigned(text, hash: document.hash, key.sign(document.hash.bytes))
    }

    /// The same document with another signature value, in its QR code too.
    func resigned(_ text: String, hash: InvoiceHash? = nil, _ signature: [UInt8]) throws -> String {
        let base64 = Base64.encode(signature)
        let old = try qr(in: text)
        var fields = try QRCode.decode(Array(old.utf8)).fields
        for index in fields.indices {
            if let hash, fields[index].tag == .invoiceHash {
                fields[index].value = Array(hash.base64.utf8)
            }
            if fields[index].tag == .signature { fields[index].value = Array(base64.utf8) }
        }
        let new = String(decoding: try QRCode.encode(fields), as: UTF8.self)
        let text = try put(base64, into: "ds:SignatureValue", of: text)
        return try replacing(old, new, in: text)
    }

    /// Puts a signature of the given numbers into row 4, and makes the log agree.
    func sign(r: [UInt8], s: [UInt8]) throws {
        let body = DERSurgery.element(0x02, r) + DERSurgery.element(0x02, s)
        try sign(DERSurgery.element(0x30, body))
    }

    func sign(_ signature: [UInt8]) throws {
        try setXML(4, Array(try resigned(try text(4), signature).utf8))
        try relog(4)
    }

    /// The numbers of the signature of row 4.
    func signatureNumbers() throws -> (r: [UInt8], s: [UInt8]) {
        let base64 = try value("ds:SignatureValue", in: try text(4))
        let parts = DERSurgery.parts(of: try #require(Base64.decode(base64)))
        try #require(parts.count == 2)
        return (DERSurgery.content(of: parts[0]), DERSurgery.content(of: parts[1]))
    }

    private static func hexDigest(_ bytes: [UInt8]) -> String {
        Base64.encode(Hex.encodeToBytes(SHA256.hash(bytes).bytes))
    }

    /// Replaces the text of the first element of this name behind an anchor.
    func put(
        _ value: String, into element: String, after anchor: String = "<ext:UBLExtensions>",
        of text: String
    ) throws -> String {
        let from = try #require(text.firstRange(of: anchor), "no \(anchor)")
        let head = String(text[..<from.upperBound])
        let rest = String(text[from.upperBound...])
        let start = try #require(rest.firstRange(of: "<\(element)>"))
        let end = try #require(rest.firstRange(of: "</\(element)>"))
        return head + String(rest[..<start.upperBound]) + value + String(rest[end.lowerBound...])
    }

    /// A signature on the hash of a document of Riyadh-1, with the random nonce of another program.
    func signedByOpenSSL(_ row: Int) throws -> [UInt8] {
        let key = try #require(sample.keys[SampleLedger.riyadh]?.first)
        try File.write(key.pkcs8().withBytes { Array($0) }, to: folder.file("key.der"))
        try File.write(try hash(row).bytes, to: folder.file("hash"))
        let made = try shell(
            "cd '\(folder.path)' && openssl dgst -sha256 -keyform DER -sign key.der hash"
                + " | xxd -p -c0")
        return try #require(Hex.decode(made.output.trimmedAtEnd))
    }

    /// The text of a QR code whose first tag stands in it twice.
    func repeatingFirstTag(_ qr: String) throws -> String {
        let bytes = try #require(Base64.decode(qr))
        return Base64.encode(bytes[..<(2 + Int(bytes[1]))] + bytes)
    }

    // MARK: - Certificates

    enum Reach { case document, ledger }

    /// Changes a certificate as its authority could have: in one document's stamp alone (row 4), or
    /// in the ledger's own row and in all that it stamps (row 13).
    func recertify(_ reach: Reach, _ change: ([UInt8]) throws -> [UInt8]) throws {
        let (row, unit) = reach == .document ? (4, SampleLedger.riyadh) : (13, Self.dammam)
        let signer = try #require(sample.signers[unit]?.first)
        let key = try #require(sample.keys[unit]?.first)
        let changed = try change(signer.certificate.certificate.der)
        let text = try restamped(try text(row), key: key, certificate: changed)
        try setXML(row, Array(text.utf8))
        if reach == .ledger {
            try sql("UPDATE certificate SET der = X'\(Hex.encode(changed))' WHERE id = 5;")
            try setEntry("certificate", 5, payload: changed)
        }
        try relog(row)
    }

    func recertify(_ reach: Reach, parts change: (inout CertificateParts) throws -> Void) throws {
        try recertify(reach) { der in
            var parts = CertificateParts(der)
            try change(&parts)
            return parts.signed(by: sample.authorityKey)
        }
    }
}

/// Takes DER apart and puts it together again, without asking whether it is right.
enum DERSurgery {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case ..<0x80: [tag, UInt8(content.count)] + content
        case ..<0x100: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
    }

    static func content(of element: [UInt8]) -> [UInt8] { Array(element[headLength(element)...]) }

    /// The elements inside a constructed one, each with its tag and length.
    static func parts(of element: [UInt8]) -> [[UInt8]] {
        var rest = content(of: element)
        var parts: [[UInt8]] = []
        while rest.count >= 2 {
            let head = headLength(rest)
            let long = rest[2..<max(2, head)].reduce(0) { $0 << 8 | Int($1) }
            let end = head + (rest[1] < 0x80 ? Int(rest[1]) : long)
            parts.append(Array(rest[..<min(end, rest.count)]))
            rest.removeFirst(min(end, rest.count))
        }
        return parts
    }

    private static func headLength(_ element: [UInt8]) -> Int {
        element[1] < 0x80 ? 2 : 2 + Int(element[1] & 0x7F)
    }
}

/// A certificate in pieces. Places of the fields: RFC 5280, section 4.1.
struct CertificateParts {
    private var fields: [[UInt8]]
    private let algorithm: [UInt8]

    init(_ der: [UInt8]) {
        let parts = DERSurgery.parts(of: der)
        fields = DERSurgery.parts(of: parts[0])
        algorithm = parts[1]
    }

    var serial: [UInt8] {
        get { DERSurgery.content(of: fields[1]) }
        set { fields[1] = DERSurgery.element(0x02, newValue) }
    }

    var publicKey: [UInt8] {
        get { fields[6] }
        set { fields[6] = newValue }
    }

    /// The point of the key, behind the byte that counts unused bits.
    var point: [UInt8] {
        get { Array(DERSurgery.content(of: DERSurgery.parts(of: publicKey)[1]).dropFirst()) }
        set { setKey(parameters: nil, point: newValue) }
    }

    mutating func setKey(parameters: [UInt8]?, point: [UInt8]) {
        let parts = DERSurgery.parts(of: publicKey)
        let names = DERSurgery.parts(of: parts[0])
        let algorithm = DERSurgery.element(0x30, names[0] + (parameters ?? names[1]))
        publicKey = DERSurgery.element(
            0x30, algorithm + DERSurgery.element(0x03, [0] + point))
    }

    mutating func addExtension(_ der: [UInt8]) {
        let list = DERSurgery.parts(of: fields[7])[0]
        fields[7] = DERSurgery.element(
            0xA3, DERSurgery.element(0x30, DERSurgery.content(of: list) + der))
    }

    func signed(by key: Secp256k1PrivateKey) -> [UInt8] {
        let body = DERSurgery.element(0x30, fields.flatMap(\.self))
        return DERSurgery.element(
            0x30, body + algorithm + DERSurgery.element(0x03, [0] + key.sign(body)))
    }
}
