import EGS
import Encoding
import Invoicing
import Signer
import Testing
import Verifier

@Suite("certificates and copies in a report")
struct CertificateReportTests {
    private static let life =
        #""not_before":"2026-01-01T00:00:00Z","not_after":"2031-01-01T00:00:00Z","documents""#

    @Test("two certificates of one epoch are told with what each stamped")
    func certificates() throws {
        let evidence = try Evidence(SampleLedger.enrolled)
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == [])
        let signers = try #require(evidence.sample.signers[SampleLedger.riyadh])
        let serials = signers.map(\.certificate.serialDecimal)
        let epochs = try #require(report.units.first?.epochs)
        #expect(epochs.map(\.epoch) == [1])
        #expect(epochs[0].certificates.map(\.serial) == serials)
        #expect(epochs[0].certificates.map(\.documents) == [3, 2])
        let json = report.json.serialized()
        for (serial, count) in zip(serials, [3, 2]) {
            #expect(json.contains("{\"serial\":\"\(serial)\",\(Self.life):\(count)}"))
            let line = "  Riyadh-1/1: certificate \(serial) (emulator, "
            #expect(report.text(.english).contains(line))
            #expect(report.text(.arabic).contains("الشهادة \(serial)"))
        }
        #expect(report.checked.complianceDocuments == 6)
        #expect(report.checked.attempts == 12)
        #expect(report.checked.answers == 11)
        #expect(report.checked.cleared == 1)
        #expect(report.size == 10 + report.checked.records + 6 + 12 + 11 + 1)
        #expect(
            json.contains(#""compliance_documents":6,"attempts":12,"answers":11,"cleared":1"#))
        #expect(json.contains(#""restores":[]"#))
    }

    @Test("a return to an older copy is told, and is no finding")
    func restored() throws {
        let report = try Evidence(SampleLedger.restored).audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.verdict == .sound)
        let restore = try #require(report.restores.first)
        #expect(report.restores.count == 1)
        let json = report.json.serialized()
        let hash = Base64.encode([UInt8](repeating: 7, count: 32))
        let documents = #"[{"icv":6,"number":"LOST-6","hash":"\#(hash)"}]"#
        let missing =
            #"[{"unit":"Riyadh-1","epoch":1,"icv_first":6,"icv_last":7,"documents":\#(documents)}]"#
        let size = #""size":\#(restore.size),"missing":\#(missing)}]"#
        #expect(json.contains(#""restores":[{"recorded_at":"\#(restore.recordedAt)",\#(size)"#))
        #expect(
            report.text(.english).contains(
                "restored from an older copy: \(restore.recordedAt), log entries "
                    + "\(restore.size), missing: Riyadh-1/1 ICV 6–7 (LOST-6)"))
        #expect(report.text(.arabic).contains("استُعيد من نسخة أقدم"))
        let units = try #require(report.units.first?.epochs)
        #expect(units.map { $0.certificates.map(\.documents) } == [[3, 2], [2]])
    }
}
