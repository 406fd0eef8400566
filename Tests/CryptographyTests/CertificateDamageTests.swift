import Cryptography
import EGS
import Encoding
import Testing

@Suite("hostile certificates are refused for the right reason (integrity G1, G2, G4)")
struct CertificateDamageTests {
    static func sdkDER() throws -> [UInt8] {
        try #require(Base64.decode(SDKVectors.certificateBase64))
    }

    enum Expected: Sendable {
        case notDER, malformed, badPublicKey, negativeSerial, zeroSerial
        case unknownExtension(String)

        func matches(_ error: CertificateError) -> Bool {
            switch (self, error) {
            case (.notDER, .notDER), (.malformed, .malformed), (.badPublicKey, .badPublicKey),
                (.negativeSerial, .negativeSerial), (.zeroSerial, .zeroSerial):
                true
            case (.unknownExtension(let oid), .unknownCriticalExtension(let found)): oid == found
            default: false
            }
        }
    }

    struct Harm: Sendable, CustomTestStringConvertible {
        let name: String
        let expected: Expected
        let apply: @Sendable (inout [UInt8]) throws -> Void
        var testDescription: String { name }
    }

    /// Replaces the only place where these bytes stand by as many others.
    static func replace(_ bytes: inout [UInt8], _ old: String, by new: String) throws {
        let (old, new) = (try #require(Hex.decode(old)), try #require(Hex.decode(new)))
        try #require(old.count == new.count)
        let places = bytes.indices.filter { bytes[$0...].starts(with: old) }
        try #require(places.count == 1)
        bytes.replaceSubrange(places[0]..<(places[0] + old.count), with: new)
    }

    // The certificate starts 30 82 03DE 30 82 0384 A0 03 02 01 02 02 13 11 00 …
    static let harms: [Harm] = [
        Harm(name: "empty", expected: .notDER) { $0 = [] },
        Harm(name: "one byte", expected: .notDER) { $0 = [0x30] },
        Harm(name: "cut by one byte", expected: .notDER) { $0.removeLast() },
        Harm(name: "cut in the middle", expected: .notDER) { $0 = Array($0.prefix(400)) },
        Harm(name: "a byte behind", expected: .notDER) { $0.append(0) },
        Harm(name: "twice", expected: .notDER) { $0 += $0 },
        Harm(name: "indefinite outer length", expected: .notDER) {
            $0 = [0x30, 0x80] + $0.dropFirst(4) + [0, 0]
        },
        Harm(name: "length with a needless zero", expected: .notDER) {
            $0 = [0x30, 0x83, 0x00] + $0.dropFirst(2)
        },
        Harm(name: "long form for a short length", expected: .notDER) {
            try CertificateDamageTests.replace(&$0, "a003020102", by: "a081020102")
        },
        Harm(name: "length of four octets", expected: .notDER) {
            $0 = [0x30, 0x84, 0, 0] + $0.dropFirst(2)
        },
        Harm(name: "length of 127 octets", expected: .notDER) { $0[1] = 0xFF },
        Harm(name: "length beyond the end", expected: .notDER) { $0[2] = 0xFF },
        Harm(name: "high tag number", expected: .notDER) { $0[4] = 0x3F },
        Harm(name: "boolean of 01", expected: .notDER) {
            try CertificateDamageTests.replace(&$0, "0603551d0f0101ff", by: "0603551d0f010101")
        },
        Harm(name: "integer with a needless zero", expected: .notDER) {
            try CertificateDamageTests.replace(&$0, "0213110000", by: "0213000000")
        },
        Harm(name: "string in pieces", expected: .notDER) {
            try CertificateDamageTests.replace(&$0, "06035504061302", by: "06035504063302")
        },
        Harm(name: "object identifier with a needless 80", expected: .notDER) {
            try CertificateDamageTests.replace(&$0, "0603551d0e", by: "060380550e")
        },
        Harm(name: "no certificate inside", expected: .malformed) { $0 = [0x30, 0x00] },
        Harm(name: "version 1 in version 3's place", expected: .malformed) {
            try CertificateDamageTests.replace(&$0, "a003020102", by: "a003020100")
        },
        Harm(name: "two algorithms", expected: .malformed) {
            // The last of the two places where ecdsa-with-SHA256 stands becomes ecdsa-with-SHA384.
            let bytes = $0
            let oid = try #require(Hex.decode("06082a8648ce3d040302"))
            let place = try #require(bytes.indices.last { bytes[$0...].starts(with: oid) })
            $0[place + 9] = 0x03
        },
        Harm(name: "notBefore in month 13", expected: .malformed) {
            try CertificateDamageTests.replace(&$0, "170d323430313131", by: "170d323431333131")
        },
        Harm(name: "negative serial", expected: .negativeSerial) {
            try CertificateDamageTests.replace(&$0, "02131100003803", by: "02139100003803")
        },
        Harm(name: "zero serial", expected: .zeroSerial) {
            try CertificateDamageTests.zeroSerial(&$0)
        },
        Harm(name: "unknown critical extension", expected: .unknownExtension("2.5.29.113")) {
            try CertificateDamageTests.replace(&$0, "0603551d0f0101ff", by: "0603551d710101ff")
        },
        Harm(name: "one extension twice", expected: .malformed) {
            try CertificateDamageTests.replace(&$0, "0603551d23", by: "0603551d0e")
        },
        Harm(name: "point off the curve", expected: .badPublicKey) {
            try CertificateDamageTests.replace(&$0, "a1608a6b44", by: "a1608a6b45")
        },
        Harm(name: "hybrid point", expected: .badPublicKey) {
            try CertificateDamageTests.replace(&$0, "03420004a1608a", by: "03420006a1608a")
        },
        Harm(name: "parameters are null", expected: .badPublicKey) {
            try CertificateDamageTests.replace(
                &$0, "06072a8648ce3d020106052b8104000a", by: "06072a8648ce3d0201050004032b8104"
            )
        },
    ]

    /// Rebuilds the front of the certificate around a serial number of zero.
    static func zeroSerial(_ bytes: inout [UInt8]) throws {
        let serial: [UInt8] = [0x02, 0x13, 0x11]
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: serial) })
        bytes.replaceSubrange(start..<(start + 21), with: [2, 1, 0])
        // Both lengths shrink by the 18 bytes that went.
        for place in [2, 6] {
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            bytes[place] = UInt8((length - 18) >> 8)
            bytes[place + 1] = UInt8((length - 18) & 0xFF)
        }
    }

    @Test("each harm has its own error", arguments: harms)
    func harm(_ harm: Harm) throws {
        var bytes = try Self.sdkDER()
        _ = try Certificate(der: bytes)
        try harm.apply(&bytes)
        let error = #expect(throws: CertificateError.self) { try Certificate(der: bytes) }
        #expect(error.map(harm.expected.matches) == true, "found \(String(describing: error))")
    }

    @Test("no cut and no flipped bit brings the reader down or goes unnoticed by the signature")
    func everyByte() throws {
        let good = try Self.sdkDER()
        let reference = try Certificate(der: good)
        for length in good.indices {
            #expect(throws: CertificateError.self) { try Certificate(der: Array(good[..<length])) }
        }
        var parsed = 0
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 1 << UInt8(index % 8)
            guard let changed = try? Certificate(der: bytes) else { continue }
            parsed += 1
            // What still parses differs in the signed part or in the signature.
            #expect(changed.tbsDER != reference.tbsDER || changed.signature != reference.signature)
        }
        print("\(parsed) of \(good.count) one-bit changes still parse")
    }

    @Test(
        "other curves and RSA parse without a stamping key, explicit curves do not"
    )
    func others() throws {
        let bench = try Workbench()
        for (name, options, hasKey) in [
            ("k1", ["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], true),
            ("p256", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], false),
            ("rsa", ["rsa:2048"], false), ("ed25519", ["ed25519"], false),
        ] {
            let list =
                ["req", "-x509", "-newkey"] + options + [
                    "-nodes", "-keyout", "\(name).key", "-subj", "/CN=\(name)/O=Ünïcode شركة",
                    "-utf8",
                    "-out", "\(name).der", "-outform", "DER", "-days", "30",
                ]
            let made = try bench.run("openssl", list: list)
            try #require(made.status == 0, "\(made.text)")
            let certificate = try Certificate(der: bench.read("\(name).der"))
            #expect((certificate.publicKey != nil) == hasKey, "\(name)")
            #expect(certificate.subjectCommonName == name)
            #expect(certificate.subject["2.5.4.10"] == "Ünïcode شركة")
            #expect(certificate.isAuthority)
            #expect(certificate.isSigned(by: certificate.spkiDER))
            #expect(!certificate.isSigned(by: try Self.sdkSPKI()))
        }
        try bench.must(
            "openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-param_enc",
            "explicit", "-out", "explicit.key")
        try bench.must(
            "openssl", "req", "-x509", "-key", "explicit.key", "-subj", "/CN=x", "-out",
            "explicit.der", "-outform", "DER")
        let explicit = try bench.read("explicit.der")
        let error = #expect(throws: CertificateError.self) { try Certificate(der: explicit) }
        #expect(error.map(Expected.badPublicKey.matches) == true)
        #expect(throws: CertificateError.notSecp256k1) {
            try StampingCertificate(der: bench.read("p256.der"))
        }
    }

    @Test("a critical extension that nobody knows, made by OpenSSL")
    func criticalByOpenSSL() throws {
        let bench = try Workbench()
        try bench.must(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1",
            "-nodes", "-keyout", "key", "-subj", "/CN=x", "-outform", "DER", "-out", "c.der",
            "-addext", "1.2.3.4=critical,ASN1:UTF8String:x")
        #expect(throws: CertificateError.unknownCriticalExtension(oid: "1.2.3.4")) {
            try Certificate(der: bench.read("c.der"))
        }
    }

    static func sdkSPKI() throws -> [UInt8] { try #require(Hex.decode(SDKVectors.spkiHex)) }
}
