import Encoding
import TestSupport
import Testing
import Verifier

extension Damage {
    /// What a certificate that cannot be used takes with it.
    private static let keyless = ["signature-invalid", "qr-mismatch"]

    /// A certificate harmed in the stamp of one document, and in the ledger's own row and document.
    private static func both(
        _ ref: String, _ name: String, _ code: FindingCode,
        _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> [Damage] {
        [
            Damage(ref, name + ", in a stamp", code, 4, also: keyless.map { $0 + " 4" }) {
                try $0.recertify(.document, change)
            },
            Damage(
                ref, name + ", in the ledger", code,
                also: ["\(code.rawValue) 1"] + keyless.map { $0 + " 1" }
            ) { try $0.recertify(.ledger, change) },
        ]
    }

    private static func both(
        _ ref: String, _ name: String, _ code: FindingCode,
        parts change: @escaping @Sendable (inout CertificateParts) throws -> Void
    ) -> [Damage] {
        [
            Damage(ref, name + ", in a stamp", code, 4, also: keyless.map { $0 + " 4" }) {
                try $0.recertify(.document, parts: change)
            },
            Damage(
                ref, name + ", in the ledger", code,
                also: ["\(code.rawValue) 1"] + keyless.map { $0 + " 1" }
            ) { try $0.recertify(.ledger, parts: change) },
        ]
    }

    static let ofCertificates: [Damage] = [
        both("G1", "an indefinite length", .certificateEncoding) {
            [0x30, 0x80] + DERSurgery.content(of: $0) + [0, 0]
        },
        both("G1", "a length longer than it need be", .certificateEncoding) {
            [0x30, 0x83, 0] + $0.dropFirst(2)
        },
        both("G1", "a certificate cut short", .certificateEncoding) { $0.dropLast(6) },
        both("G1", "bytes behind the certificate", .certificateEncoding) { $0 + [5, 0] },
        both("G1", "a length beyond all bytes", .certificateEncoding) {
            [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF] + DERSurgery.content(of: $0)
        },
        both("G2", "explicit curve parameters", .certificateKey, parts: setExplicitParameters),
        both("G2", "a point off the curve", .certificateKey, parts: { $0.point[64] ^= 1 }),
        both("G2", "the point at infinity", .certificateKey, parts: { $0.point = [0] }),
        both("E10", "a key on P-256", .certificateKey, parts: setOtherCurve),
        both("G4", "an unknown critical extension", .certificateProfile, parts: addExtension),
        both("G4", "a negative serial", .certificateProfile, parts: setNegativeSerial),
    ].flatMap(\.self)

    private static func setNegativeSerial(_ parts: inout CertificateParts) {
        // Two different bits in front, else the number might be shorter, which is another fault.
        parts.serial[0] = parts.serial[0] & 0x3F | 0x80
    }

    private static func setExplicitParameters(_ parts: inout CertificateParts) throws {
        let made = try shell(
            "openssl ecparam -name secp256k1 -param_enc explicit -outform DER | xxd -p -c0")
        let parameters = try #require(Hex.decode(made.output.trimmedAtEnd))
        try #require(parameters.count > 150)
        parts.setKey(parameters: parameters, point: parts.point)
    }

    /// A sound key, but of a curve that makes no stamps.
    private static func setOtherCurve(_ parts: inout CertificateParts) throws {
        let made = try shell(
            "openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -outform DER "
                + "2> /dev/null | tail -c 65 | xxd -p -c0")
        let point = try #require(Hex.decode(made.output.trimmedAtEnd))
        let oid: [UInt8] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
        parts.setKey(parameters: oid, point: point)
    }

    private static func addExtension(_ parts: inout CertificateParts) {
        let oid: [UInt8] = [0x06, 0x03, 0x2A, 0x03, 0x04]
        let rest: [UInt8] = [0x01, 0x01, 0xFF, 0x04, 0x02, 0x05, 0x00]
        parts.addExtension(DERSurgery.element(0x30, oid + rest))
    }

    private static func signature(
        _ name: String,
        _ change: @escaping @Sendable (inout (r: [UInt8], s: [UInt8])) throws -> Void
    ) -> Damage {
        Damage("G3", name, .signatureMalformed, 4) {
            var numbers = try $0.signatureNumbers()
            try change(&numbers)
            try $0.sign(r: numbers.r, s: numbers.s)
        }
    }

    /// Order of secp256k1 (SEC 2, section 2.4.1), with the zero that keeps it positive.
    private static let order: [UInt8] =
        [0x00] + [UInt8](repeating: 0xFF, count: 15) + [
            0xFE, 0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0,
            0x36,
            0x41, 0x41,
        ]

    static let ofSignatures: [Damage] = [
        signature("r = 0") { $0.r = [0] },
        signature("s = 0") { $0.s = [0] },
        signature("r = n") { $0.r = order },
        signature("s = n") { $0.s = order },
        signature("r = n + 1") { $0.r = order.dropLast() + [0x42] },
        signature("s of 33 bytes") { $0.s = [0x01] + [UInt8](repeating: 0, count: 32) },
        signature("a negative r") { $0.r[0] |= 0x80 },
        signature("a negative s") { $0.s[0] |= 0x80 },
        signature("an r with a needless zero") { $0.r.insert(0, at: 0) },
        signature("an s with a needless zero") { $0.s.insert(0, at: 0) },
        Damage("G3", "a signature with a long length", .signatureMalformed, 4) {
            let numbers = try $0.signatureNumbers()
            let body =
                DERSurgery.element(0x02, numbers.r) + DERSurgery.element(0x02, numbers.s)
            try $0.sign([0x30, 0x81, UInt8(body.count)] + body)
        },
        Damage("G3", "a byte behind the signature", .signatureMalformed, 4) {
            let numbers = try $0.signatureNumbers()
            let body =
                DERSurgery.element(0x02, numbers.r) + DERSurgery.element(0x02, numbers.s)
            try $0.sign(DERSurgery.element(0x30, body) + [0])
        },
        Damage(
            "G7", "an invoice digest in hexadecimal", .digestEncoding, 4, also: ["hash-mismatch 4"],
            found: "hexadecimal text"
        ) {
            let old = try $0.value("ds:DigestValue", in: try $0.text(4))
            try $0.relogged(old, Hex.encode(try #require(Base64.decode(old))))
        },
        Damage(
            "G7", "hexadecimal in base64 where bytes belong", .digestEncoding, 4,
            also: ["hash-mismatch 4"], found: "base64 of the hexadecimal text"
        ) {
            let old = try $0.value("ds:DigestValue", in: try $0.text(4))
            let hex = Hex.encodeToBytes(try #require(Base64.decode(old)))
            try $0.relogged(old, Base64.encode(hex))
        },
        Damage(
            "G7", "base64 that is not canonical", .digestEncoding, 4, also: ["hash-mismatch 4"],
            found: "base64 that is not canonical"
        ) {
            let old = try $0.value("ds:DigestValue", in: try $0.text(4))
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            // Of 43 characters the last one has two bits that no byte uses.
            let last = try #require(alphabet.firstIndex(of: old.dropLast().last ?? "="))
            try $0.relogged(old, String(old.dropLast(2)) + String(alphabet[last | 1]) + "=")
        },
        Damage(
            "G7", "bytes in base64 where hexadecimal belongs", .digestEncoding, 4,
            also: ["signed-properties-mismatch 4"], found: "base64 of the 32 bytes"
        ) { evidence in
            let text = try evidence.text(4)
            let anchor = "URI=\"#xadesSignedProperties\""
            let from = try #require(text.firstRange(of: anchor))
            let old = try evidence.value("ds:DigestValue", in: String(text[from.upperBound...]))
            let hex = String(decoding: try #require(Base64.decode(old)), as: UTF8.self)
            let new = Base64.encode(try #require(Hex.decode(hex)))
            try evidence.relogged { _ in
                Array(try evidence.put(new, into: "ds:DigestValue", after: anchor, of: text).utf8)
            }
        },
    ]
}

extension String {
    var trimmedAtEnd: String {
        String(reversed().drop { $0 == "\n" || $0 == " " }.reversed())
    }
}
