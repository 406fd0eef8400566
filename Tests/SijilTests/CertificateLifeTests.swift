import Invoicing
import Testing

@testable import Sijil

@Suite("How near a certificate's end is")
struct CertificateLifeTests {
    static let day: Int64 = 86_400

    static let rows: [(left: Int64, level: CertificateLife.Level, days: Int64)] = [
        (5 * 365 * day, .good, 1_825), (90 * day + 1, .good, 90), (90 * day, .notice, 90),
        (30 * day + 1, .notice, 30), (30 * day, .warning, 30), (7 * day + 1, .warning, 7),
        (7 * day, .urgent, 7), (1, .urgent, 0), (0, .urgent, 0), (-1, .ended, 0),
        (-365 * day, .ended, 0),
    ]

    @Test("levels change at 90, 30 and 7 days and at the end", arguments: rows)
    func levels(left: Int64, level: CertificateLife.Level, days: Int64) {
        let now = Instant(secondsSince1970: 1_772_400_000)
        let life = CertificateLife(
            unit: "Riyadh 1", notAfter: Instant(secondsSince1970: now.secondsSince1970 + left),
            now: now)
        #expect(life.level == level)
        #expect(life.days == days)
        #expect((life.text == nil) == (level == .good))
        // The command in it can be copied as it stands.
        if let text = life.text { #expect(text.en.contains("--unit 'Riyadh 1'")) }
        if let text = life.text { #expect(text.ar.contains("--unit 'Riyadh 1'")) }
    }
}
