import Glibc
import Invoicing
import Testing

@testable import UBL

@Suite("reading hostile documents")
struct ReaderHostileTests {
    @Test("each harm is found, and nothing else", arguments: Harm.all)
    func harm(_ harm: Harm) throws {
        let text = String(
            decoding: try ReaderFixtures.vector("simplified-invoice-icv1.xml"), as: UTF8.self)
        let bytes = harm.make(text)
        let reader = DocumentReader()
        var found: [DocumentFault] = []
        let before = cpuSeconds()
        do {
            do throws(DocumentError) {
                found = try reader.read(bytes).faults
            } catch {
                found = [error.fault]
            }
        }
        let kinds = Set(found.map(\.kind))
        if harm.kinds == [.namespace] {
            // A prefix that means something else takes the meaning from every element with it.
            #expect(kinds.contains(.namespace))
        } else {
            #expect(kinds == harm.kinds, "\(found)")
        }
        #expect(found.count <= 50)
        // Unoptimised code takes several times as long as what ships.
        #expect(cpuSeconds() - before < (isOptimised ? 0.1 : 3))
    }

    /// Things that look odd and mean the same (F12): the same hash and no fault.
    static let equals: [(name: String, old: String, new: String)] = [
        ("CDATA", ">115.00</cbc:PayableAmount>", "><![CDATA[115.00]]></cbc:PayableAmount>"),
        (
            "character references", ">115.00</cbc:PayableAmount>",
            ">&#49;1&#x35;.00</cbc:PayableAmount>"
        ),
        (
            "quotes and blanks", "<cbc:PayableAmount currencyID=\"SAR\">",
            "<cbc:PayableAmount  currencyID = 'SAR' >"
        ),
        (
            "a declaration again", "<cac:LegalMonetaryTotal>",
            "<cac:LegalMonetaryTotal xmlns:cbc=\"\(UBLNamespace.cbc)\">"
        ),
        (
            "a comment between elements", "<cac:LegalMonetaryTotal>",
            "<!-- 1 --><cac:LegalMonetaryTotal>"
        ),
    ]

    @Test("what means the same has the same hash and no fault", arguments: equals)
    func equal(_ row: (name: String, old: String, new: String)) throws {
        let text = String(
            decoding: try ReaderFixtures.vector("simplified-invoice-icv1.xml"), as: UTF8.self)
        let document = try DocumentReader.read(
            Array(text.replacingFirst(row.old, by: row.new).utf8))
        #expect(document.hash.base64 == ReaderHashTests.hashes[0].1)
        #expect(document.faults == [])
        #expect(document.facts.text(.payable) == "115.00")
    }

    /// Of this thread: other tests run beside this one.
    private func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private var isOptimised: Bool {
        var optimised = true
        assert(
            {
                optimised = false
                return true
            }())
        return optimised
    }
}
