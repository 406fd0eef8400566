import Encoding
import Invoicing
import Testing
import UBL

@Suite("the QR code's text")
struct QRTests {
    /// The fields as other places of the document show them; 8 and 9 from the test certificate of
    /// the SDK.
    static func fields(
        of vector: WriterVector
    ) throws -> [(tag: QRCode.Tag, value: [UInt8])] {
        let document = Cutter(bytes: try vector.xml())
        let date = try document.text(of: "cbc:IssueDate")
        let time = try document.text(of: "cbc:IssueTime")
        let taxTotal = try document.index(of: "<cac:TaxTotal>")
        let tax = try document.between("currencyID=\"SAR\">", "<", from: taxTotal)
        let payable = try document.between("<cbc:PayableAmount currencyID=\"SAR\">", "<")
        let texts: [(QRCode.Tag, String)] = [
            (.sellerName, try document.text(of: "cbc:RegistrationName")),
            (.vatNumber, try document.text(of: "cbc:CompanyID")),
            (.issuedAt, "\(date)T\(time)"),
            (.total, document.text(payable)),
            (.vatTotal, document.text(tax)),
            (.invoiceHash, vector.hash),
            (.signature, try document.text(of: "ds:SignatureValue")),
        ]
        var fields = texts.map { (tag: $0.0, value: Array($0.1.utf8)) }
        fields.append((.publicKey, try #require(Hex.decode(publicKey))))
        if vector.kind == .simplified {
            fields.append((.certificateSignature, try #require(Hex.decode(certificateSignature))))
        }
        return fields
    }

    /// Parts of the SDK's test certificate, cut out by another program (`openssl asn1parse`).
    static let publicKey =
        "3056301006072a8648ce3d020106052b8104000a03420004a1608a6b449af45204ad33afd2e0240b"
        + "5548297c54f673e9c76be57f8ca131e8f2f1cd365c96e50eaeed3f2768f26ab46a138c98da3c8309"
        + "e2ed7b75293f5478"
    static let certificateSignature =
        "3045022100b13f89c8669d65c250a51b71adf2722f28ab068bbc574756342bbde23dbaa01b02203d"
        + "842e0cf2380c0400cf4b399ddae88f240ea0291dcb134dd4ef97aa6c2feb5c"

    @Test("the recorded texts decode to what the document says", arguments: WriterVector.all)
    func decodeRecorded(vector: WriterVector) throws {
        let document = Cutter(bytes: try vector.xml())
        let reference = try document.index(of: "<cbc:ID>QR</cbc:ID>")
        let range = try document.between("mimeCode=\"text/plain\">", "<", from: reference)
        let code = try QRCode.decode(Array(document.bytes[range]))
        let fields = try Self.fields(of: vector)
        #expect(code.fields.map(\.tag) == fields.map(\.tag))
        #expect(code.fields.map(\.value) == fields.map(\.value))
        #expect(code.lengthForm == .short)
        #expect(try QRCode.encode(code.fields) == Array(document.bytes[range]))
    }

    /// Origin: README of the public repository SallaApp/ZATCA.
    @Test("a code of the first phase has five tags")
    func firstPhase() throws {
        let text =
            "AQVTYWxsYQIKMTIzNDU2Nzg5MQMUMjAyMS0wNy0xMlQxNDoyNTowOVoEBjEwMC4wMAUFMTUuMDA="
        let code = try QRCode.decode(Array(text.utf8))
        let texts = code.fields.map { String(decoding: $0.value, as: UTF8.self) }
        #expect(texts == ["Salla", "1234567891", "2021-07-12T14:25:09Z", "100.00", "15.00"])
        #expect(code.value(.invoiceHash) == nil)
    }

    @Test(
        "lengths are one byte to 127 and BER from 128",
        arguments: [
            (0, [0x01, 0x00]), (127, [0x01, 0x7F]), (128, [0x01, 0x81, 0x80]),
            (255, [0x01, 0x81, 0xFF]), (256, [0x01, 0x82, 0x01, 0x00]),
            (700, [0x01, 0x82, 0x02, 0xBC]),
        ] as [(Int, [UInt8])])
    func lengths(count: Int, head: [UInt8]) throws {
        let name = [UInt8](repeating: 0xD9, count: count)
        let vat = Array("399999999900003".utf8)
        let text = try QRCode.encode([(.sellerName, name), (.vatNumber, vat)])
        let bytes = try #require(Base64.decode(text))
        #expect(Array(bytes.prefix(head.count)) == head)
        let code = try QRCode.decode(text)
        #expect(code.value(.sellerName) == name)
        #expect(code.value(.vatNumber) == vat)
        #expect(code.lengthForm == (count > 127 ? .ber : .short))
    }

    @Test("a length of one plain byte is read too", arguments: [128, 129, 130, 200, 216, 255])
    func plainLengths(count: Int) throws {
        // Arabic, so that the bytes behind the length look like lengths themselves.
        let letters = Array(String(repeating: "ش", count: 128).utf8)
        let name = Array(letters.prefix(count))
        let bytes = [1, UInt8(count)] + name + [2, 3] + Array("abc".utf8)
        let code = try QRCode.decode(Base64.encodeToBytes(bytes))
        #expect(code.lengthForm == .plainByte)
        #expect(code.value(.sellerName) == name)
        #expect(code.value(.vatNumber) == Array("abc".utf8))
    }

    @Test(
        "what is no code is refused by name",
        arguments: [
            ("", .empty),
            ("AQ=", .notBase64),
            ("AQ==\n", .notBase64),
            (Base64.encode([0, 0]), .unknownTag(0, offset: 0)),
            (Base64.encode([10, 0]), .unknownTag(10, offset: 0)),
            (Base64.encode([1, 1, 65, 0x30]), .unknownTag(0x30, offset: 3)),
            (Base64.encode([1]), .cutShort(.sellerName, offset: 0)),
            (Base64.encode([1, 2, 65]), .cutShort(.sellerName, offset: 0)),
            (Base64.encode([1, 0, 2, 1]), .cutShort(.vatNumber, offset: 2)),
            (Base64.encode([2, 0, 1, 0]), .outOfOrder(.sellerName, after: .vatNumber, offset: 2)),
            (Base64.encode([1, 0, 1, 0]), .outOfOrder(.sellerName, after: .sellerName, offset: 2)),
            (Base64.encode([1, 0x81]), .cutShort(.sellerName, offset: 0)),
            (Base64.encode([1, 0x81, 0x05, 1, 2, 3, 4, 5]), .badLength(.sellerName, offset: 0)),
            (Base64.encode([1, 0x80, 0, 0]), .badLength(.sellerName, offset: 0)),
            (
                Base64.encode([1, 0x83, 0, 1, 0] + [UInt8](repeating: 0, count: 256)),
                .badLength(.sellerName, offset: 0)
            ),
            (
                Base64.encode([1, 0x82, 0, 0x81] + [UInt8](repeating: 0, count: 129)),
                .badLength(.sellerName, offset: 0)
            ),
        ] as [(String, QRError)])
    func refusals(text: String, error: QRError) {
        #expect(throws: error) { try QRCode.decode(Array(text.utf8)) }
    }

    @Test("a text over 1000 characters is not written")
    func tooLong() throws {
        let fits = [UInt8](repeating: 65, count: 746)
        #expect(try QRCode.encode([(.sellerName, fits)]).count == 1_000)
        #expect(throws: QRError.tooLong(length: 1_004)) {
            try QRCode.encode([(.sellerName, fits + [65])])
        }
        #expect(throws: QRError.outOfOrder(.sellerName, after: .sellerName, offset: 2)) {
            try QRCode.encode([(.sellerName, []), (.sellerName, [])])
        }
    }
}
