import Testing

@testable import UBL

/// One harm to a sound document, and the fault that must name it (integrity.md, case list F and
/// G7).
struct Harm: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable (String) -> [UInt8]
    /// What reading finds; for a text that cannot be read, what it throws.
    let kinds: Set<DocumentFault.Kind>

    var testDescription: String { name }

    init(
        _ name: String, _ kinds: Set<DocumentFault.Kind>,
        bytes make: @escaping @Sendable (String) -> [UInt8]
    ) {
        self.name = name
        self.kinds = kinds
        self.make = make
    }

    /// Puts `new` in the place of the first `old`.
    init(_ name: String, _ kinds: Set<DocumentFault.Kind>, _ old: String, _ new: String) {
        self.init(name, kinds) { Array($0.replacingFirst(old, by: new).utf8) }
    }
}

extension String {
    func replacingFirst(_ old: String, by new: String) -> String {
        let bytes = Array(utf8)
        let wanted = Array(old.utf8)
        for start in 0...max(0, bytes.count - wanted.count)
        where bytes[start] == wanted[0] && bytes[start...].starts(with: wanted) {
            return String(
                decoding: bytes[..<start] + Array(new.utf8) + bytes[(start + wanted.count)...],
                as: UTF8.self)
        }
        Issue.record("the fixture does not hold \(old)")
        return self
    }
}

private let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
private let payable = "<cbc:PayableAmount currencyID=\"SAR\">115.00</cbc:PayableAmount>"
private let icv = "<cac:AdditionalDocumentReference>\n        <cbc:ID>ICV</cbc:ID>"
private let c14n = "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>"
private let extensionEnd = "</ext:UBLExtension>"

private func doctype(_ text: String, _ body: @escaping @Sendable (String) -> String = { $0 })
    -> @Sendable (String) -> [UInt8]
{
    { Array(body($0).replacingFirst(declaration, by: declaration + "\n" + text).utf8) }
}

private let bomb =
    "<!DOCTYPE Invoice [<!ENTITY a0 \"0123456789\">"
    + (1...20).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }
    .joined()
    + "]>"

extension Harm {
    static let documentTypes: [Harm] = [
        Harm("F1 document type", [.documentType], bytes: doctype("<!DOCTYPE Invoice>")),
        Harm(
            "F1 external file", [.documentType],
            bytes: doctype("<!DOCTYPE Invoice SYSTEM \"file:///etc/passwd\">")),
        Harm(
            "F1 external entity", [.documentType],
            bytes: doctype("<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>") {
                $0.replacingFirst("115.00", by: "&x;")
            }),
        Harm(
            "F1 ten to the twentieth", [.documentType],
            bytes: doctype(bomb) { $0.replacingFirst("115.00", by: "&a20;") }),
        Harm(
            "F1 one long entity, often", [.documentType],
            bytes: doctype(
                "<!DOCTYPE Invoice [<!ENTITY x \"\(String(repeating: "x", count: 100_000))\">]>"
            ) {
                $0.replacingFirst("115.00", by: String(repeating: "&x;", count: 10_000))
            }),
        Harm(
            "F1 parameter entity", [.documentType],
            bytes: doctype("<!DOCTYPE Invoice [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]>")),
        Harm("F1 entity without document type", [.notWellFormed], "115.00", "&x;"),
    ]

    static let inclusions: [Harm] = [
        Harm(
            "F2 XInclude", [.inclusion], payable,
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>"
                + payable),
        Harm(
            "F2 stylesheet", [.inclusion], declaration,
            declaration + "<?xml-stylesheet href=\"file:///x.xsl\"?>"),
        Harm("F2 instruction in the body", [.inclusion], payable, payable + "<?php exit?>"),
        Harm(
            "F2 xml:base", [.inclusion], "<cac:LegalMonetaryTotal>",
            "<cac:LegalMonetaryTotal xml:base=\"http://example.com/\">"),
    ]

    static let limits: [Harm] = [
        Harm("F3 depth 100,000", [.limit]) {
            Array($0.replacingFirst(payable, by: String(repeating: "<a>", count: 100_000)).utf8)
        },
        Harm("F3 attribute of 9 MB", [.limit]) {
            let value = String(repeating: "x", count: 9_000_000)
            return Array(
                $0.replacingFirst(
                    "<cac:LegalMonetaryTotal>", by: "<cac:LegalMonetaryTotal a=\"\(value)\">"
                ).utf8)
        },
        Harm("F3 a million attributes", [.limit]) {
            let list = (0..<700_000).map { " a\($0)=\"\"" }.joined()
            return Array(
                $0.replacingFirst("<cac:LegalMonetaryTotal>", by: "<cac:LegalMonetaryTotal\(list)>")
                    .utf8)
        },
        Harm("F3 more than 10 MB", [.limit]) {
            Array($0.utf8) + [UInt8](repeating: 0x20, count: 10_000_000)
        },
        Harm("F3 a million elements", [.limit]) {
            Array(
                $0.replacingFirst(
                    payable, by: payable + String(repeating: "<a/>", count: 1_000_000)
                ).utf8)
        },
    ]

    static let encodings: [Harm] = [
        Harm("F4 UTF-16", [.encoding]) { $0.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } },
        Harm("F4 UTF-16 with a mark", [.encoding]) {
            [0xFE, 0xFF] + $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        },
        Harm("F4 declared UTF-7", [.encoding], "encoding=\"UTF-8\"", "encoding=\"UTF-7\""),
        Harm(
            "F4 declared windows-1256", [.encoding], "encoding=\"UTF-8\"",
            "encoding=\"windows-1256\""),
        Harm("F4 byte order mark", [.byteOrderMark]) { [0xEF, 0xBB, 0xBF] + Array($0.utf8) },
        Harm("F4 bad UTF-8", [.encoding]) {
            var bytes = Array($0.utf8)
            bytes[bytes.count / 2] = 0xFF
            return bytes
        },
        Harm("F4 a byte 0", [.encoding], "115.00", "115\u{0}.00"),
        Harm("F14 an escape character in a name", [.encoding], "Daftar Fixture Co", "\u{1B}[2J"),
    ]

    static let structures: [Harm] = [
        Harm(
            "F5 the signed document inside a fake root's extension",
            [.unexpectedStructure, .duplicate]
        ) { text in
            let inner = text.replacingFirst(declaration + "\n", by: "")
            let outer = text.replacingFirst(
                "<ext:UBLExtensions>",
                by: "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>" + inner
                    + "</ext:ExtensionContent></ext:UBLExtension>")
            return Array(outer.utf8)
        },
        Harm("F5 another root", [.unexpectedStructure]) {
            Array(
                ($0.replacingFirst(
                    declaration + "\n", by: "<cac:Wrapper xmlns:cac=\"\(UBLNamespace.cac)\">")
                    + "</cac:Wrapper>").utf8)
        },
        Harm(
            "A20 a hidden part in the extensions", [.unexpectedStructure], extensionEnd,
            "<cbc:Note>hidden</cbc:Note>" + extensionEnd),
        Harm(
            "F5 text between the stamp's elements", [.unexpectedStructure], extensionEnd,
            "pay to another account" + extensionEnd),
        Harm(
            "F5 extensions in a line", [.unexpectedStructure], "<cac:Price>",
            "<ext:UBLExtensions><cbc:Note/></ext:UBLExtensions><cac:Price>"),
        Harm(
            "F5 a QR reference in a line", [.unexpectedStructure], "<cac:Price>",
            "<cac:AdditionalDocumentReference><cbc:ID>QR</cbc:ID>"
                + "<cbc:Note>x</cbc:Note></cac:AdditionalDocumentReference><cac:Price>"
        ),
        Harm(
            "F5 something beside the QR code", [.unexpectedStructure], "<cbc:ID>QR</cbc:ID>",
            "<cbc:ID>QR</cbc:ID><cbc:DocumentDescription>x</cbc:DocumentDescription>"),
        Harm(
            "F5 something beside the QR code's object", [.unexpectedStructure],
            "<cbc:ID>QR</cbc:ID>\n        <cac:Attachment>",
            "<cbc:ID>QR</cbc:ID>\n        <cac:Attachment><cac:ExternalReference>"
                + "<cbc:URI>x</cbc:URI></cac:ExternalReference>"),
        Harm(
            "F5 an attribute on the QR code's name", [.unexpectedStructure], "<cbc:ID>QR</cbc:ID>",
            "<cbc:ID schemeID=\"x\">QR</cbc:ID>"),
        Harm(
            "an element inside an amount", [.unexpectedStructure], ">115.00</cbc:PayableAmount>",
            ">11<cbc:Note/>5.00</cbc:PayableAmount>"),
    ]

    static let duplicates: [Harm] = [
        Harm(
            "F6 second ICV", [.duplicate], icv,
            icv + "<cbc:UUID>9</cbc:UUID></cac:AdditionalDocumentReference>" + icv),
        Harm(
            "F6 second QR", [.duplicate], icv,
            "<cac:AdditionalDocumentReference><cbc:ID> QR </cbc:ID>"
                + "</cac:AdditionalDocumentReference>"
                + icv),
        Harm(
            "F6 second PIH", [.duplicate], icv,
            "<cac:AdditionalDocumentReference><cbc:ID>PIH</cbc:ID>"
                + "<cac:Attachment><cbc:EmbeddedDocumentBinaryObject>x"
                + "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
                + "</cac:AdditionalDocumentReference>"
                + icv),
        Harm("F6 second number", [.duplicate], "<cbc:UUID>", "<cbc:ID>other</cbc:ID><cbc:UUID>"),
        Harm("F6 second payable amount", [.duplicate], payable, payable + payable),
        Harm(
            "F6 second signature reference", [.duplicate], "<cac:Signature>",
            "<cac:Signature></cac:Signature><cac:Signature>"),
        Harm(
            "F6 second SignedInfo", [.duplicate], "<ds:SignedInfo>",
            "<ds:SignedInfo></ds:SignedInfo><ds:SignedInfo>"),
        Harm(
            "F6 second SignatureValue", [.duplicate], "<ds:SignatureValue>",
            "<ds:SignatureValue>x</ds:SignatureValue><ds:SignatureValue>"),
        Harm(
            "F6 second UBLExtensions", [.duplicate, .unexpectedStructure], "<ext:UBLExtensions>",
            "<ext:UBLExtensions><cbc:Note/></ext:UBLExtensions><ext:UBLExtensions>"),
    ]

    static let values: [Harm] = [
        Harm(
            "F7 comment in an amount", [.splitValue], ">115.00</cbc:PayableAmount>",
            ">11<!-- -->5.00</cbc:PayableAmount>"),
        Harm(
            "F7 comment in a digest", [.splitValue], "<ds:DigestValue>",
            "<ds:DigestValue><!-- -->"),
        Harm(
            "F7 comment in the signature", [.splitValue], "<ds:SignatureValue>",
            "<ds:SignatureValue><!-- -->"),
        Harm(
            "F7 comment in an unread value", [.splitValue], "<cbc:CityName>",
            "<cbc:CityName><!-- -->"),
        Harm(
            "F7 instruction in an amount", [.splitValue, .inclusion], ">115.00</cbc:PayableAmount>",
            ">11<?x?>5.00</cbc:PayableAmount>"),
        Harm(
            "F7 CDATA beside text", [.splitValue], ">115.00</cbc:PayableAmount>",
            ">11<![CDATA[5.00]]></cbc:PayableAmount>"),
    ]

    static let stamps: [Harm] = [
        Harm(
            "F8 one Id twice", [.reference], "<ds:SignedInfo>", "<ds:SignedInfo Id=\"signature\">"),
        Harm(
            "F8 reference to another Id", [.reference, .algorithm],
            "URI=\"#xadesSignedProperties\"",
            "URI=\"#other\""),
        Harm(
            "F8 reference to a file", [.reference, .algorithm], "URI=\"\"",
            "URI=\"file:///etc/passwd\""),
        Harm(
            "F9 stylesheet transform", [.transform],
            "<ds:Transform Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"),
        Harm(
            "F9 one transform more", [.transform], "</ds:Transforms>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/></ds:Transforms>"
        ),
        Harm(
            "F9 another path", [.transform], "not(//ancestor-or-self::cac:Signature)",
            "not(//ancestor-or-self::cac:InvoiceLine)"),
        Harm(
            "F9 exclusive canonical form", [.transform], c14n,
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"),
        Harm(
            "F9 canonical form with comments", [.transform], c14n,
            "<ds:CanonicalizationMethod "
                + "Algorithm=\"http://www.w3.org/2006/12/xml-c14n11#WithComments\"/>"
        ),
        Harm(
            "F10 HMAC", [.algorithm], "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
        Harm(
            "F10 no method", [.algorithm], "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", ""
        ),
        Harm(
            "F10 SHA-1 as digest", [.algorithm], "http://www.w3.org/2001/04/xmlenc#sha256",
            "http://www.w3.org/2000/09/xmldsig#sha1"),
        Harm("F10 missing reference", [.algorithm]) { text in
            let start = "<ds:Reference Type="
            guard let from = text.firstIndex(ofText: start),
                let to = text.firstIndex(ofText: "</ds:SignedInfo>")
            else { return [] }
            return Array(text.utf8[..<from]) + Array(text.utf8[to...])
        },
    ]

    static let others: [Harm] = [
        Harm(
            "F11 prefix bound elsewhere", [.namespace], "xmlns:cbc=\"\(UBLNamespace.cbc)\"",
            "xmlns:cbc=\"urn:other\""),
        Harm(
            "F11 prefix bound elsewhere for one element", [.namespace], "<cac:LegalMonetaryTotal>",
            "<cac:LegalMonetaryTotal xmlns:cbc=\"urn:other\">"),
        Harm(
            "F11 default namespace of a part", [.namespace], payable,
            payable + "<PayableAmount xmlns=\"urn:other\">1</PayableAmount>"),
        Harm("F13 text after the root", [.contentAfterRoot]) { Array(($0 + "x").utf8) },
        Harm("F13 a second document", [.contentAfterRoot]) { Array(($0 + "<Invoice/>").utf8) },
        Harm("F13 a comment after the root", [.contentAfterRoot]) { Array(($0 + "<!-- -->").utf8) },
        Harm("cut short", [.notWellFormed]) { Array($0.utf8.dropLast(200)) },
        Harm("empty", [.notWellFormed]) { _ in [] },
    ]

    static let all =
        documentTypes + inclusions + limits + encodings + structures + duplicates + values + stamps
        + others
}

extension String {
    func firstIndex(ofText text: String) -> String.Index? {
        var index = utf8.startIndex
        while index < utf8.endIndex {
            if utf8[index...].starts(with: text.utf8) { return index }
            index = utf8.index(after: index)
        }
        return nil
    }
}
