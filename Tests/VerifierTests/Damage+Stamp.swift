import EGS
import Encoding
import Invoicing
import Signer
import Testing
import UBL
import Verifier

extension Damage {
    static let ofStamps: [Damage] = [
        Damage("A16", "stamped again at another time", .stampReplaced, 4) {
            let sealed = try $0.sealed(
                number: "INV-4", icv: 4, pih: .hash(try $0.hash(3)),
                uuid: DocumentUUID(try $0.sql("SELECT uuid FROM document WHERE id = 4;")),
                certificate: 0,
                at: Instant(secondsSince1970: SampleLedger.start.secondsSince1970 + 9))
            try $0.setXML(4, sealed.xml)
        },
        Damage("A16", "stamped again at the same time, with another nonce", .stampReplaced, 4) {
            try $0.setXML(4, Array(try $0.resigned(try $0.text(4), try $0.signedByOpenSSL(4)).utf8))
        },
        Damage("A17", "s replaced by n − s", .stampReplaced, 4, also: ["qr-mismatch 4"]) {
            let text = String(decoding: try $0.xml(4), as: UTF8.self)
            let signature = try $0.value("ds:SignatureValue", in: text)
            try $0.edit(4, signature, try HighS.other(signature))
        },
        Damage(
            "A18", "the certificate swapped for the renewed one of the same key", .stampReplaced, 4,
            also: [
                "certificate-digest-mismatch 4", "serial-mismatch 4", "qr-mismatch 4",
                "certificate-other 4",
            ]
        ) { try $0.swapCertificate(4) },
        Damage(
            "A18", "the same, and the log made to agree", .certificateDigestMismatch, 4,
            also: ["serial-mismatch 4", "qr-mismatch 4", "certificate-other 4"]
        ) {
            try $0.swapCertificate(4)
            try $0.relog(4)
        },
        Damage(
            "A19", "the QR code taken from another document", .stampReplaced, 4,
            also: ["qr-mismatch 4"]
        ) {
            try $0.swapQR(4)
        },
        Damage("A19", "the same, and the log made to agree", .qrMismatch, 4) {
            try $0.swapQR(4)
            try $0.relog(4)
        },
        Damage(
            "A20", "an extra extension", .stampReplaced, 4,
            also: ["xml-duplicate 4", "xml-structure 4"]
        ) {
            try $0.edit(
                4, "</ext:UBLExtensions>",
                "<ext:UBLExtension><x/></ext:UBLExtension></ext:UBLExtensions>")
        },
        Damage("B9", "a document cut in half", .xmlMalformed, 4) {
            let xml = try $0.xml(4)
            try $0.setXML(4, Array(xml.prefix(xml.count / 2)))
            try $0.relog(4)
        },
        Damage(
            "E12", "a certificate removed from the history", .recordMissing,
            also: [
                "record-missing", "record-missing", "certificate-unknown 1",
                "certificate-unknown 2", "foreign-key",
                "foreign-key", "foreign-key",
            ]
        ) {
            try $0.sql(
                """
                DELETE FROM certificate WHERE id = 3;
                DELETE FROM certificate_event WHERE certificate_id = 3;
                """
            )
        },
        Damage("A25", "the time in a certificate's row", .recordChanged) {
            try $0.sql(
                "UPDATE certificate SET recorded_at = '2026-03-01T07:15:01Z' WHERE id = 1;")
        },
        Damage("A25", "a class that there is not in a certificate's row", .recordChanged) {
            try $0.sql("UPDATE certificate SET class = 'qroduction' WHERE id = 1;")
        },
        Damage("E11", "a key record edited", .recordChanged, also: ["key-mismatch"]) {
            try $0.sql("UPDATE signing_key SET spki = zeroblob(88) WHERE id = 2;")
        },
    ]
}

extension Evidence {
    /// The text of the first element of this name.
    func value(_ element: String, in text: String) throws -> String {
        let start = try #require(text.firstRange(of: "<\(element)>"))
        let rest = text[start.upperBound...]
        let end = try #require(rest.firstRange(of: "</\(element)>"))
        return String(rest[..<end.lowerBound])
    }

    func qr(in text: String) throws -> String {
        let start = try #require(text.firstRange(of: "<cbc:ID>QR</cbc:ID>"))
        let rest = text[start.upperBound...]
        let open = try #require(rest.firstRange(of: "mimeCode=\"text/plain\">"))
        let value = rest[open.upperBound...]
        return String(value[..<(try #require(value.firstRange(of: "<"))).lowerBound])
    }

    func swapCertificate(_ row: Int) throws {
        let text = String(decoding: try xml(row), as: UTF8.self)
        let renewed = String(
            decoding: try #require(sample.signers[SampleLedger.riyadh]?[1]).certificate.base64,
            as: UTF8.self)
        try edit(row, try value("ds:X509Certificate", in: text), renewed)
    }

    func swapQR(_ row: Int) throws {
        let text = String(decoding: try xml(row), as: UTF8.self)
        let other = String(decoding: try xml(row + 1), as: UTF8.self)
        try edit(row, try qr(in: text), try qr(in: other))
    }
}

/// The other signature that verifies: s replaced by the order of the curve less s.
enum HighS {
    static func other(_ base64: String) throws -> String {
        let der = try #require(Base64.decode(base64))
        let rEnd = 4 + Int(der[3])
        let s = Array(der[(rEnd + 2)...])
        let order = try #require(
            Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"))
        let padded = [UInt8](repeating: 0, count: 33 - s.count) + s
        var difference = [UInt8](repeating: 0, count: 33)
        var borrow = 0
        for index in (0..<33).reversed() {
            let top = index == 0 ? 0 : Int(order[index - 1])
            var digit = top - Int(padded[index]) - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 256 }
            difference[index] = UInt8(digit)
        }
        var number = Array(difference.drop { $0 == 0 })
        if number[0] & 0x80 != 0 { number.insert(0, at: 0) }
        let body = Array(der[2..<rEnd]) + [2, UInt8(number.count)] + number
        return Base64.encode([0x30, UInt8(body.count)] + body)
    }
}
