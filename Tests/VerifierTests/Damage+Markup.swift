import Testing
import Verifier

private let cac =
    "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
private let payable = "<cbc:PayableAmount currencyID=\"SAR\">115.00</cbc:PayableAmount>"
private let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
private let counter = "<cac:AdditionalDocumentReference>\n        <cbc:ID>ICV</cbc:ID>"
private let totals = "<cac:LegalMonetaryTotal>"

extension Damage {
    /// Declarations between the XML declaration and the root, and an entity in place of an amount.
    private static func doctype(_ name: String, _ declarations: String, use: String? = nil)
        -> Damage
    {
        Damage("F1", name, .xmlDoctype, 4) { evidence in
            try evidence.relogged { xml in
                var text = String(decoding: xml, as: UTF8.self)
                text = try evidence.replacing("<Invoice ", declarations + "<Invoice ", in: text)
                if let use { text = try evidence.replacing("115.00", use, in: text) }
                return Array(text.utf8)
            }
        }
    }

    private static let bomb =
        "<!DOCTYPE Invoice [<!ENTITY a0 \"0123456789\">"
        + (1...20).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }
        .joined() + "]>"

    static let ofDoctypes: [Damage] = [
        doctype("a DOCTYPE", "<!DOCTYPE Invoice>"),
        doctype(
            "an entity that is a file", "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"/etc/passwd\">]>",
            use: "&x;"),
        doctype(
            "an entity that is an address",
            "<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>", use: "&x;"),
        doctype("entities ten to the twentieth", bomb, use: "&a20;"),
        doctype(
            "one long entity, often",
            "<!DOCTYPE Invoice [<!ENTITY x \"\(String(repeating: "x", count: 50_000))\">]>",
            use: String(repeating: "&x;", count: 5_000)),
        doctype(
            "a parameter entity",
            "<!DOCTYPE Invoice [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]>"),
        Damage("F2", "XInclude", .xmlInstruction, 1) {
            try $0.forge(
                payable,
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"
                    + payable)
        },
        Damage("F2", "a stylesheet", .xmlInstruction, 1) {
            try $0.forge(
                "<Invoice ", "<?xml-stylesheet href=\"file:///x.xsl\"?><Invoice ")
        },
        Damage("F2", "xml:base", .xmlInstruction, 1) {
            try $0.forge(
                totals, "<cac:LegalMonetaryTotal xml:base=\"http://example.com/\">")
        },
    ]

    /// Puts text made by SQL into document 4: it is too much to be handed over.
    private static func huge(
        _ name: String, _ code: FindingCode = .xmlLimit, in old: String, _ new: String
    ) -> Damage {
        Damage("F3", name, code, 4) {
            try $0.sql(
                """
                UPDATE document
                SET xml = CAST(replace(CAST(xml AS TEXT), '\(old)', \(new)) AS BLOB)
                WHERE id = 4;
                """)
            try $0.relog(4)
        }
    }

    private static func attributes(_ count: Int) -> String {
        """
        (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
         SELECT '<cac:LegalMonetaryTotal ' || group_concat('a' || i || '=""', ' ') || '>' FROM n)
        """
    }

    static let ofLimits: [Damage] = [
        huge(
            "100,000 elements in one another", in: payable,
            "replace(hex(zeroblob(100000)), '00', '<a>')"),
        huge(
            "an attribute of 9.9 MB", in: totals,
            "'<cac:LegalMonetaryTotal a=\"' || substr(hex(zeroblob(5000000)), 1, 9900000) || '\">'"
        ),
        huge("700,000 attributes", in: totals, attributes(700_000)),
        // So many cannot be had in 10 MiB.
        huge("a million attributes", .valueTooLarge, in: totals, attributes(1_000_000)),
        Damage("F4", "UTF-16", .xmlEncoding, 4) {
            try $0.relogged {
                String(decoding: $0, as: UTF8.self).utf16.flatMap {
                    [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                }
            }
        },
        Damage("F4", "UTF-16 with its mark", .xmlEncoding, 4) {
            try $0.relogged {
                [0xFE, 0xFF]
                    + String(decoding: $0, as: UTF8.self).utf16.flatMap {
                        [UInt8($0 >> 8), UInt8($0 & 0xFF)]
                    }
            }
        },
        Damage("F4", "UTF-7", .xmlEncoding, 4) {
            try $0.relogged("encoding=\"UTF-8\"", "encoding=\"UTF-7\"")
        },
        Damage("F4", "a byte order mark", .xmlEncoding, 4) {
            try $0.relogged { [0xEF, 0xBB, 0xBF] + $0 }
        },
        Damage("F4", "bad UTF-8", .xmlEncoding, 4) {
            try $0.relogged { xml in
                var xml = xml
                xml[xml.count / 2] = 0xFF
                return xml
            }
        },
        Damage("F4", "a NUL", .xmlEncoding, 4) { try $0.relogged("115.00", "115\u{0}.00") },
        Damage("F13", "text after the root element", .xmlTrailing, 4) {
            try $0.relogged { $0 + Array("x".utf8) }
        },
        Damage("F13", "a second root element", .xmlTrailing, 4) {
            try $0.relogged { $0 + Array("<Invoice/>".utf8) }
        },
        Damage("F13", "a comment after the root element", .xmlTrailing, 4) {
            try $0.relogged { $0 + Array("<!-- -->".utf8) }
        },
        Damage("F14", "a control character by its number", .xmlMalformed, 4) {
            try $0.relogged("قهوة", "&#27;[2J")
        },
        Damage("F14", "a control character", .xmlEncoding, 4) {
            try $0.relogged("قهوة", "\u{1B}[2J")
        },
    ]

    private static let nested =
        ["xml-duplicate 1"] + [Words](repeating: "xml-structure 1", count: 4)

    static let ofStructure: [Damage] = [
        Damage(
            "F5", "the signed document inside an extension of a false one", .xmlStructure, 1,
            also: nested + [
                "hash-mismatch 1", "signature-invalid 1", "qr-mismatch 1", "totals-wrong 1",
            ]
        ) { evidence in
            // Whoever has no key: the outer document is false, its stamp that of the inner one.
            let inner = try evidence.text(13)
            let outer = try evidence.replacing(
                payable, payable.replacing("115", with: "915"), in: inner)
            try evidence.setXML(13, Array(try evidence.wrapping(inner, in: outer).utf8))
            try evidence.recolumn(13)
            try evidence.relog(13)
        },
        Damage(
            "F5", "a signed document inside an extension of a stamped one", .xmlStructure, 1,
            also: nested
        ) { evidence in
            let inner = try evidence.text(13)
            try evidence.forge { $0 }
            let outer = try evidence.text(13)
            try evidence.setXML(13, Array(try evidence.wrapping(inner, in: outer).utf8))
            try evidence.relog(13)
        },
        Damage(
            "F5", "another element around the root", .xmlStructure, 4,
            also: [Words](repeating: "xml-structure 4", count: 4)
                + ["stamp-missing 4", "qr-missing 4", "totals-wrong 4"]
                + [Words](repeating: "field-missing 4", count: 7)
                + ["column-mismatch 4", "seller-mismatch 4", "pih-mismatch 4", "pih-mismatch 5"]
        ) { evidence in
            try evidence.relogged { xml in
                let text = String(decoding: xml, as: UTF8.self)
                return Array(
                    (try evidence.replacing(
                        "<Invoice ", "<cac:Wrapper xmlns:cac=\"\(cac)\"><Invoice ", in: text)
                        + "</cac:Wrapper>").utf8)
            }
        },
        Damage("F5", "text between the elements of the stamp", .xmlStructure, 4) {
            try $0.relogged("</ext:UBLExtension>", "pay another account</ext:UBLExtension>")
        },
        Damage("F5", "extensions inside a line", .xmlStructure, 4) {
            try $0.relogged(
                "<cac:Price>", "<ext:UBLExtensions><cbc:Note/></ext:UBLExtensions><cac:Price>")
        },
        Damage("F5", "something beside the QR code", .xmlStructure, 4) {
            try $0.relogged(
                "<cbc:ID>QR</cbc:ID>",
                "<cbc:ID>QR</cbc:ID><cbc:DocumentDescription>x</cbc:DocumentDescription>")
        },
        Damage("F6", "a second counter", .xmlDuplicate, 1) {
            try $0.forge(
                counter,
                counter + "\n        <cbc:UUID>1</cbc:UUID></cac:AdditionalDocumentReference>"
                    + counter)
        },
        Damage("F6", "a second previous hash", .xmlDuplicate, 1) {
            try $0.forge(
                "<cac:AccountingSupplierParty>",
                "<cac:AdditionalDocumentReference><cbc:ID>PIH</cbc:ID><cac:Attachment>"
                    + "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/plain\">x"
                    + "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
                    + "</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>")
        },
        Damage("F6", "a second QR code", .xmlDuplicate, 4) {
            try $0.relogged(
                "<cac:Signature>",
                "<cac:AdditionalDocumentReference><cbc:ID>QR</cbc:ID>"
                    + "</cac:AdditionalDocumentReference><cac:Signature>")
        },
        Damage("F6", "a second number", .xmlDuplicate, 1) {
            try $0.forge(
                "<cbc:ID>INV-13</cbc:ID>", "<cbc:ID>INV-13</cbc:ID><cbc:ID>other</cbc:ID>")
        },
        Damage("F6", "a second Signature", .xmlDuplicate, 4) {
            try $0.relogged("<cac:Signature>", "<cac:Signature></cac:Signature><cac:Signature>")
        },
        Damage("F6", "a second SignedInfo", .xmlDuplicate, 4) {
            try $0.relogged(
                "<ds:SignedInfo>", "<ds:SignedInfo></ds:SignedInfo><ds:SignedInfo>")
        },
        Damage("F7", "a comment inside an amount", .xmlComment, 4) {
            try $0.relogged(
                "SAR\">115.00</cbc:PayableAmount>", "SAR\">11<!-- -->5.00</cbc:PayableAmount>")
        },
        Damage("F7", "a comment inside a digest", .xmlComment, 4) {
            try $0.relogged("<ds:DigestValue>", "<ds:DigestValue><!-- -->")
        },
        Damage("F7", "a comment inside the signature", .xmlComment, 4) {
            try $0.relogged("<ds:SignatureValue>", "<ds:SignatureValue><!-- -->")
        },
        Damage(
            "F11", "a prefix bound to another namespace", .xmlNamespace, 1,
            also: ["xml-namespace 1"]
        ) {
            try $0.forge(
                payable, payable + "<cbc:Note xmlns:cbc=\"urn:other\">x</cbc:Note>")
        },
        Damage(
            "F11", "the prefix of the totals bound to another namespace", .xmlNamespace, 1,
            also: [Words](repeating: "xml-namespace 1", count: 4)
                + ["qr-mismatch 1", "totals-wrong 1", "field-missing 1", "column-mismatch 1"]
        ) {
            try $0.forge(
                totals, "<cac:LegalMonetaryTotal xmlns:cbc=\"urn:other\">")
        },
        Damage("F11", "another default namespace for a part", .xmlNamespace, 1) {
            try $0.forge(
                payable,
                payable + "<PayableAmount xmlns=\"urn:other\">1</PayableAmount>")
        },
    ]

    private static let propertiesReference = "URI=\"#xadesSignedProperties\""
    private static let c14n =
        "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>"
    private static let ecdsa = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

    private static func stamp(
        _ ref: String, _ name: String, _ code: FindingCode, also: [Words] = [], _ old: String,
        _ new: String
    ) -> Damage {
        Damage(ref, name, code, 4, also: also) { try $0.relogged(old, new) }
    }

    /// Other bytes than those of the log: the document's hash tells whether it says the same.
    static let ofSameText: [Damage] = [
        Damage("F12", "CDATA, unknown to the log", .stampReplaced, 4) {
            try $0.edit(4, ">115.00</cbc:Payable", "><![CDATA[115.00]]></cbc:Payable")
        },
        Damage("F12", "a character by its number, unknown to the log", .stampReplaced, 4) {
            try $0.edit(4, "115.00</cbc:Payable", "11&#x35;.00</cbc:Payable")
        },
        Damage(
            "F12", "a carriage return by its number", .documentChanged, 4,
            also: [
                "hash-mismatch 4", "signature-invalid 4", "qr-mismatch 4", "column-mismatch 4",
                "pih-mismatch 5",
            ]
        ) {
            try $0.edit(4, "<cbc:PayableAmount", "&#13;<cbc:PayableAmount")
        },
    ]

    static let ofStampMarkup: [Damage] = [
        stamp(
            "F8", "one Id twice", .xmlReference, "<ds:SignedInfo>",
            "<ds:SignedInfo Id=\"signature\">"),
        stamp(
            "F8", "a reference to another Id", .xmlReference,
            also: ["xml-algorithm 4", "signed-properties-mismatch 4"], propertiesReference,
            "URI=\"#other\""),
        stamp(
            "F8", "a reference to a file", .xmlReference, also: ["xml-algorithm 4"], "URI=\"\"",
            "URI=\"file:///etc/passwd\""),
        stamp(
            "F8", "a reference to an address", .xmlReference, also: ["xml-algorithm 4"], "URI=\"\"",
            "URI=\"http://127.0.0.1:1/\""),
        stamp(
            "F9", "a transform more", .xmlTransform, "</ds:Transforms>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/></ds:Transforms>"
        ),
        stamp(
            "F9", "another path in a transform", .xmlTransform,
            "not(//ancestor-or-self::cac:Signature)", "not(//ancestor-or-self::cac:InvoiceLine)"),
        stamp(
            "F9", "XSLT", .xmlTransform,
            "<ds:Transform Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"),
        stamp(
            "F9", "exclusive canonical form", .xmlTransform, c14n,
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"),
        stamp(
            "F9", "canonical form with comments", .xmlTransform, c14n,
            c14n.replacing("c14n11", with: "c14n11#WithComments")),
        stamp(
            "F10", "HMAC", .xmlAlgorithm, ecdsa, "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
        stamp(
            "F10", "RSA-SHA1", .xmlAlgorithm, ecdsa, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        stamp("F10", "no method", .xmlAlgorithm, ecdsa, ""),
        stamp("F10", "the method none", .xmlAlgorithm, ecdsa, "none"),
        Damage(
            "F10", "a missing reference", .xmlAlgorithm, 4, also: ["signed-properties-mismatch 4"]
        ) { evidence in
            try evidence.relogged { xml in
                let text = String(decoding: xml, as: UTF8.self)
                let start = try #require(text.firstRange(of: "<ds:Reference Type="))
                let end = try #require(text.firstRange(of: "</ds:SignedInfo>"))
                return Array((text[..<start.lowerBound] + text[end.lowerBound...]).utf8)
            }
        },
        Damage("F15", "a length beyond the end of the QR code", .qrMalformed, 4) {
            try $0.relogged(try $0.qr(in: try $0.text(4)), "AQ==")
        },
        Damage("F15", "a tag twice in the QR code", .qrMalformed, 4) {
            let qr = try $0.qr(in: try $0.text(4))
            try $0.relogged(qr, try $0.repeatingFirstTag(qr))
        },
        Damage("F15", "a QR code that is no base64", .qrMalformed, 4) {
            let qr = try $0.qr(in: try $0.text(4))
            try $0.relogged(qr, "*" + String(qr.dropFirst()))
        },
    ]
}

extension Evidence {
    func wrapping(_ inner: String, in outer: String) throws -> String {
        let body = try replacing(declaration + "\n", "", in: inner)
        return try replacing(
            "</ext:UBLExtensions>",
            "<ext:UBLExtension><ext:ExtensionContent>" + body
                + "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>", in: outer)
    }
}
