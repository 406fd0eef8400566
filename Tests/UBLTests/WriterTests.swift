import Cryptography
import Encoding
import Invoicing
import Testing
import UBL

@Suite("documents written, read by other programs")
struct WriterTests {
    static func position(_ icv: Int64, _ pih: PreviousInvoiceHash) throws -> ChainPosition {
        ChainPosition(icv: try #require(InvoiceCounterValue(icv)), pih: pih)
    }

    static func uuid() throws -> DocumentUUID {
        try #require(DocumentUUID("6F1C0F2A-6d0e-4a57-9b2e-0c6a4b8d1e03"))
    }

    static func document(_ invoice: Invoice, icv: Int64 = 1) throws -> UnstampedDocument {
        UBLWriter.write(
            invoice, seller: WriterSample.seller(), uuid: try uuid(),
            at: try position(icv, .initial))
    }

    /// A stamp whose texts mean nothing: where it is not looked at.
    static func stamped(_ document: UnstampedDocument) -> [UInt8] {
        let texts = SignatureBlock.StampTexts(
            certificate: [0x41], digest: [0x41], issuer: "CN=x", serial: "1")
        let block = SignatureBlock.write(
            hash: document.hash, signature: [1], certificate: texts,
            signingTime: "2025-06-10T10:00:01")
        return document.stamped(extension: block, qr: Array("AQA=".utf8))
    }

    /// D1 as lxml does it: the three elements out, the text behind them kept, inclusive C14N.
    static let canonicalise = #"""
        import sys, hashlib
        from lxml import etree
        ns = {'cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
              'cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
              'ext': 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'}
        root = etree.parse(sys.argv[1]).getroot()
        out = root.xpath("//ext:UBLExtensions|//cac:Signature"
                         "|//cac:AdditionalDocumentReference[cbc:ID='QR']", namespaces=ns)
        assert len(out) == 3, len(out)
        for element in out:
            tail, parent, before = element.tail or '', element.getparent(), element.getprevious()
            if before is None: parent.text = (parent.text or '') + tail
            else: before.tail = (before.tail or '') + tail
            parent.remove(element)
        sys.stdout.buffer.write(etree.tostring(root, method='c14n'))
        """#

    @Test("lxml's canonical form is what was hashed, byte for byte")
    func canonical() throws {
        guard try Files.run("python3 -c 'import lxml' 2>&1").status == 0 else {
            print("skipped: python3 with lxml is not installed")
            return
        }
        try Files.withFolder { folder in
            try Files.write(Array(Self.canonicalise.utf8), to: "\(folder)/c14n.py")
            for sample in try WriterSample.all() {
                let document = try Self.document(sample.invoice)
                try Files.write(Self.stamped(document), to: "\(folder)/document.xml")
                let read = try Files.run("python3 \(folder)/c14n.py \(folder)/document.xml")
                #expect(read.status == 0, "\(sample.name)")
                #expect(read.output == document.canonical, "\(sample.name)")
                #expect(document.hash.bytes == SHA256.hash(read.output).bytes, "\(sample.name)")
            }
        }
    }

    @Test("the fixture documents, built as values, are written as their author wrote them")
    func fixtures() throws {
        for (vector, invoice) in zip(WriterVector.all, try Self.fixtureInvoices()) {
            let document = Cutter(bytes: Self.withoutSchemes(try vector.xml()))
            let icv = Int64(try document.text(of: "cbc:UUID", from: document.index(of: "ICV")))
            let pih = try document.between(
                "mimeCode=\"text/plain\">", "<", from: document.index(of: ">PIH<"))
            let position = try Self.position(
                try #require(icv), try #require(PreviousInvoiceHash(text: document.text(pih))))
            let uuid = try #require(DocumentUUID(document.text(of: "cbc:UUID")))
            let written = UBLWriter.write(
                invoice, seller: WriterSample.seller(), uuid: uuid, at: position)
            let block = try document.between("-2\">", "\n    <cbc:ProfileID>")
            let qr = try document.between(
                "mimeCode=\"text/plain\">", "<", from: document.index(of: ">QR<"))
            let stamped = written.stamped(
                extension: Array(document.bytes[block]), qr: Array(document.bytes[qr]))
            #expect(stamped == document.bytes, "\(vector.name)")
        }
    }

    /// The fixtures' author names code lists where the writer does not, and writes an empty element
    /// as one tag.
    static func withoutSchemes(_ bytes: [UInt8]) -> [UInt8] {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        var kept = ""
        let cuts = [
            (" schemeID=\"UN/ECE 5305\" schemeAgencyID=\"6\"", ""),
            (" schemeID=\"UN/ECE 5153\" schemeAgencyID=\"6\"", ""),
            (
                "<cac:AccountingCustomerParty/>",
                "<cac:AccountingCustomerParty></cac:AccountingCustomerParty>"
            ),
        ]
        while let first = text.first {
            if let (cut, instead) = cuts.first(where: { text.hasPrefix($0.0) }) {
                kept += instead
                text = text.dropFirst(cut.count)
            } else {
                kept.append(first)
                text = text.dropFirst()
            }
        }
        return Array(kept.utf8)
    }

    static func fixtureInvoices() throws -> [Invoice] {
        func pen(_ price: String, total: String) -> InvoiceLine {
            WriterSample.line(
                "قلم | Pen", "1.000000", price, net: price, vat: "15.00", total: total)
        }
        var totals = WriterSample.totals(net: "100.00", tax: "15.00", inclusive: "115.00")
        totals.allowances = .zero
        totals.prepaid = .zero
        let breakdown = [WriterSample.subtotal("100.00", "15.00")]
        let lines = [pen("100.00", total: "115.00")]
        var first = try WriterSample.invoice(
            "DFT-000001", "0200000", lines: lines, breakdown: breakdown, totals: totals)
        first.issuedAt = try #require(IssueTime("2025-06-10T12:30:00"))
        first.paymentMeans = "10"
        var second = try WriterSample.invoice(
            "DFT-000002", "0200000", type: .creditNote, lines: lines, breakdown: breakdown,
            totals: totals)
        second.issuedAt = try #require(IssueTime("2025-06-10T12:45:30"))
        second.paymentMeans = "10"
        second.reason = "إرجاع | Return"
        second.references = [BillingReference(number: "DFT-000001")]
        totals = WriterSample.totals(net: "100.01", tax: "15.00", inclusive: "115.01")
        totals.allowances = .zero
        totals.prepaid = .zero
        totals.payableRounding = WriterSample.sar("-0.01")
        totals.payable = WriterSample.sar("115.00")
        var third = try WriterSample.invoice(
            "DFT-000003", lines: [pen("100.01", total: "115.01")],
            breakdown: [WriterSample.subtotal("100.01", "15.00")], totals: totals)
        third.issuedAt = try #require(IssueTime("2025-06-10T13:00:00"))
        third.supplyDate = CivilDate("2025-06-10")
        third.paymentMeans = "10"
        return [first, second, third]
    }

    @Test("texts are escaped as canonical XML has them")
    func escapes() throws {
        let document = try Self.document(WriterSample.special())
        let text = String(decoding: document.canonical, as: UTF8.self)
        let escaped = "a &amp; b &lt; c &gt; d \"e\" 'f' ]]&gt;\tg\nh&#xD;i é نص 😀"
        #expect(text.contains("<cbc:Note>\(escaped)</cbc:Note>"))
        #expect(text.contains("unitCode=\"A&quot;&lt;>&amp;&#x9;&#xA;&#xD;'\""))
        #expect(text.contains("<cbc:ID>N&amp;&lt;&gt;\"'1</cbc:ID>"))
    }

    @Test("what is not known leaves no element behind", arguments: try WriterSample.all())
    func noEmptyElements(sample: WriterSample) throws {
        let document = try Self.document(sample.invoice)
        let text = String(decoding: document.canonical, as: UTF8.self)
        let empty = text.split(separator: "\n").filter { $0.contains("></") }
        let blankBuyer =
            "    <cac:AccountingCustomerParty></cac:AccountingCustomerParty>"
        #expect(empty.allSatisfy { $0 == blankBuyer })
        #expect(empty.count == (sample.invoice.buyer == nil ? 1 : 0))
    }

    @Test("amounts keep two decimals and their sign")
    func amounts() throws {
        let cases: [(Int64, String)] = [
            (0, "0.00"), (5, "0.05"), (99, "0.99"), (100, "1.00"), (123_456, "1234.56"),
            (-1, "-0.01"), (-250, "-2.50"), (.max, "92233720368547758.07"),
            (.min, "-92233720368547758.08"),
        ]
        for (hundredths, expected) in cases {
            var invoice = try WriterSample.prepayment()
            invoice.totals.payableRounding = Money(hundredths: hundredths)
            let document = Cutter(bytes: try Self.document(invoice).canonical)
            let range = try document.between(
                "<cbc:PayableRoundingAmount currencyID=\"SAR\">", "<")
            #expect(document.text(range) == expected)
        }
    }

    @Test("counter, previous hash, UUID and times stand as they should")
    func header() throws {
        var invoice = try WriterSample.prepayment()
        invoice.issuedAt = try #require(IssueTime("2026-01-02T03:04:05"))
        let hash = try #require(InvoiceHash(base64: WriterVector.all[1].hash))
        let written = UBLWriter.write(
            invoice, seller: WriterSample.seller(), uuid: try Self.uuid(),
            at: try Self.position(InvoiceCounterValue.largest, .hash(hash)))
        let document = Cutter(bytes: written.canonical)
        #expect(try document.text(of: "cbc:UUID") == "6f1c0f2a-6d0e-4a57-9b2e-0c6a4b8d1e03")
        #expect(try document.text(of: "cbc:IssueDate") == "2026-01-02")
        #expect(try document.text(of: "cbc:IssueTime") == "03:04:05")
        let counter = try document.text(of: "cbc:UUID", from: document.index(of: ">ICV<"))
        #expect(counter == "9007199254740991")
        let pih = try document.between("mimeCode=\"text/plain\">", "<")
        #expect(document.text(pih) == WriterVector.all[1].hash)
    }
}
