import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import Testing
import UBL

@testable import StampCheck

/// One change to a sound stamped document, and the checks that must turn false.
struct StampHarm: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    let falseChecks: Set<String>
    var faults: Set<DocumentFault.Kind> = []

    var testDescription: String { name }

    private static let signature =
        "<ds:SignatureValue>MEQCIGi0TztkxXk471Mhzni1wsnNnEr9CxEC328B7P3vWPD6"
        + "AiAPhWBg68OVkPwecYdLGMq+KC1MDjEzyuEeKZhYtJjbzg==<"
    private static let hash = "<ds:DigestValue>N/GhwuKdmKxSQEv/8vO55NTAMbu3vYfwu5TAYRNgu4s=<"

    static let all: [StampHarm] = [
        StampHarm(
            name: "an amount in the body", old: ">115.00</cbc:PayableAmount>",
            new: ">116.00</cbc:PayableAmount>",
            falseChecks: ["invoice_digest", "signature", "qr"]),
        StampHarm(
            name: "the issuer's name", old: "<ds:X509IssuerName>CN=",
            new: "<ds:X509IssuerName>CN=X",
            falseChecks: ["signed_properties", "issuer"]),
        StampHarm(
            name: "the serial number", old: "<ds:X509SerialNumber>3", new: "<ds:X509SerialNumber>4",
            falseChecks: ["signed_properties", "serial"]),
        StampHarm(
            name: "the signing time", old: "<xades:SigningTime>2025",
            new: "<xades:SigningTime>2024",
            falseChecks: ["signed_properties"]),
        StampHarm(
            name: "white space in the signed properties", old: "<xades:SigningCertificate>",
            new: "<xades:SigningCertificate> ", falseChecks: ["signed_properties"]),
        StampHarm(
            name: "the certificate's digest", old: "<ds:DigestValue>ZDMw",
            new: "<ds:DigestValue>ZDMx",
            falseChecks: ["signed_properties", "cert_digest"]),
        StampHarm(
            name: "a blank in the certificate", old: "<ds:X509Certificate>MIID",
            new: "<ds:X509Certificate>MI ID",
            falseChecks: ["cert_digest"]),
        StampHarm(
            name: "a blank in the signature", old: "<ds:SignatureValue>MEQC",
            new: "<ds:SignatureValue>MEQ C",
            falseChecks: ["signature", "qr"]),
        StampHarm(
            name: "no signature value", old: signature, new: "<ds:SignatureValue><",
            falseChecks: ["signature", "qr"]),
        StampHarm(
            name: "G3 r is zero", old: signature, new: "<ds:SignatureValue>MAYCAQACAQE=<",
            falseChecks: ["signature", "qr"]),
        StampHarm(
            name: "no certificate", old: "<ds:X509Certificate>MIID",
            new: "<ds:X509Certificate>====MIID",
            falseChecks: ["cert_digest", "issuer", "serial", "signature", "qr"]),
        StampHarm(
            name: "G7 hexadecimal digest where bytes belong", old: hash,
            new:
                "<ds:DigestValue>MzdmMWExYzJlMjlkOThhYzUyNDA0YmZmZjJmM2I5ZTRkNGMw"
                + "MzFiYmI3YmQ4N2YwYmI5NGMwNjExMzYwYmI4Yg==<",
            falseChecks: ["invoice_digest"], faults: [.digestEncoding]),
        StampHarm(
            name: "G7 a digest whose base64 is not canonical", old: hash,
            new: "<ds:DigestValue>N/GhwuKdmKxSQEv/8vO55NTAMbu3vYfwu5TAYRNgu4t=<",
            falseChecks: ["invoice_digest"], faults: [.digestEncoding]),
        StampHarm(
            name: "F15 QR code that is no base64", old: ">ATjYtNix", new: ">*TjYtNix",
            falseChecks: ["qr"]),
        StampHarm(
            name: "F15 QR length beyond the end", old: ">ATjYtNix", new: ">Af/YtNix",
            falseChecks: ["qr"]),
        StampHarm(
            name: "F15 QR name of another seller", old: ">ATjYtNix", new: ">ATjYtNiy",
            falseChecks: ["qr"]),
    ]
}

@Suite("checking a stamp")
struct StampTests {
    private static func falseChecks(_ checks: StampChecks) -> Set<String> {
        let all: [(String, Bool?)] = [
            ("invoice_digest", checks.invoiceDigest),
            ("signed_properties", checks.signedProperties),
            ("cert_digest", checks.certDigest), ("signature", checks.signature),
            ("issuer", checks.issuer), ("serial", checks.serial), ("qr", checks.qr),
        ]
        return Set(all.filter { $0.1 == false }.map(\.0))
    }

    @Test("every check of the fixtures is true", arguments: StampFixtures.names)
    func sound(_ name: String) throws {
        let report = StampCheck.examine(try StampFixtures.vector(name))
        var expected = StampChecks()
        expected.invoiceDigest = true
        expected.signedProperties = true
        expected.certDigest = true
        expected.signature = true
        expected.issuer = true
        expected.serial = true
        expected.qr = true
        #expect(report.checks == expected)
        #expect(report.findings == [])
        #expect(report.faults == [])
        #expect(report.certificate?.vat == "399999999900003")
    }

    @Test("each harm turns exactly its checks false", arguments: StampHarm.all)
    func harm(_ harm: StampHarm) throws {
        let text = String(
            decoding: try StampFixtures.vector("simplified-invoice-icv1.xml"), as: UTF8.self)
        #expect(text.contains(harm.old))
        let changed = StampFixtures.replace(harm.old, by: harm.new, in: text)
        let report = StampCheck.examine(Array(changed.utf8))
        #expect(Self.falseChecks(report.checks) == harm.falseChecks, "\(report.findings)")
        #expect(Set(report.faults.map(\.kind)) == harm.faults)
        let explained = Set(report.findings.filter { !$0.isNote }.map(\.check.rawValue))
        #expect(
            harm.falseChecks.isSubset(of: explained.union(["cert_digest", "issuer", "serial"])))
    }

    @Test("without a stamp there is nothing to check")
    func unstamped() {
        let text =
            "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"></Invoice>"
        let report = StampCheck.examine(Array(text.utf8))
        #expect(report.checks == StampChecks())
        #expect(report.hash != nil)
        #expect(StampCheck.examine(Array("<Invoice".utf8)).hash == nil)
    }

    /// Where the three parts stand that no hash covers; found as text, not by the reader under
    /// test.
    private static func unhashed(_ bytes: [UInt8]) -> [Range<Int>] {
        let text = String(decoding: bytes, as: UTF8.self)
        let pairs = [
            ("<ext:UBLExtensions>", "</ext:UBLExtensions>"),
            (
                "<cac:AdditionalDocumentReference>\n        <cbc:ID>QR",
                "</cac:AdditionalDocumentReference>"
            ),
            ("<cac:Signature>", "</cac:Signature>"),
        ]
        return pairs.compactMap { start, end in
            guard let from = text.offset(of: start, from: 0),
                let to = text.offset(of: end, from: from)
            else { return nil }
            return from..<(to + end.utf8.count)
        }
    }

    @Test(
        "one changed byte never crashes, and in the hashed part never stays unseen",
        arguments: 0..<2)
    func flips(_ half: Int) throws {
        let sound = try StampFixtures.vector("simplified-invoice-icv1.xml")
        let unhashed = Self.unhashed(sound)
        #expect(unhashed.count == 3)
        // The declaration before the root and the line end behind it are no part of the canonical
        // text.
        let root = try #require(
            String(decoding: sound, as: UTF8.self).offset(of: "<Invoice", from: 0))
        let original = try #require(StampCheck.examine(sound).hash)
        var certificates = CertificateCache()
        var unseen = 0
        // All bytes take half a minute in unoptimised code, so a part is taken unless asked.
        let step = getenv("SIJIL_EVERY_BYTE") == nil ? 10 : 2
        for index in stride(from: half, to: sound.count, by: step) {
            var bytes = sound
            bytes[index] ^= index % 3 == 0 ? 0x01 : index % 3 == 1 ? 0x20 : 0x80
            let report = StampCheck.examine(bytes, certificates: &certificates)
            let isHashed =
                index >= root && index < sound.count - 1
                && !unhashed.contains { $0.contains(index) }
            if isHashed {
                #expect(report.hash != original, "byte \(index)")
                // In the root's namespaces the change unmakes the invoice: no stamp is seen, but
                // grave faults are.
                let isUnmade =
                    report.checks.signature == nil && report.faults.contains { !$0.isInStamp }
                #expect(report.checks.signature == false || isUnmade, "byte \(index)")
            } else if report.hash != nil && Self.falseChecks(report.checks).isEmpty
                && report.faults.isEmpty
            {
                unseen += 1
            }
        }
        print("half \(half): \(unseen) changes outside the hashed part change no check")
    }
}

extension String {
    func offset(of text: String, from start: Int) -> Int? {
        let bytes = Array(utf8)
        let wanted = Array(text.utf8)
        return (start..<max(start, bytes.count - wanted.count)).first {
            bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted)
        }
    }
}
