import Invoicing
import Signer
import Testing
import UBL

@Suite("reading what our own writer wrote")
struct ReaderOwnTests {
    @Test("each sealed sample is read without a parser, to the hash it was sealed with")
    func samples() throws {
        let reader = DocumentReader()
        for sample in try WriterSample.all() {
            let sealed = try SignerTests.seal(sample.invoice, at: "2026-03-01T07:15:00")
            let document = try reader.read(sealed.xml)
            #expect(document.hash == sealed.hash, "\(sample.name)")
            #expect(document.faults == [], "\(sample.name)")
            // References inside attribute values are left to the parser.
            #expect(
                document.wasCanonical || sample.name == "every-special-character", "\(sample.name)")
            #expect(document.facts.qr == sealed.qr, "\(sample.name)")
            #expect(document.facts.number == sample.invoice.number.text, "\(sample.name)")
            let byParser = try reader.read(sealed.xml, by: .parserOnly)
            #expect(byParser.hash == sealed.hash && byParser.faults == [], "\(sample.name)")
        }
    }
}
