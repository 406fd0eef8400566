import Invoicing
import Ledger
import Testing

@Suite("the words of errors")
struct ErrorWordsTests {
    static let since = Sample.now

    /// An error, its code, and the values that its problem must show in both languages.
    static let rows: [(LedgerError, String, [String])] = [
        (.unfit(table: "answer", column: "outcome"), "record-unfit", ["answer", "outcome"]),
        (.unknownAttempt(id: 7), "unknown-attempt", ["7"]),
        (
            .attemptOpen(id: 7, unit: "Riyadh-1", endpoint: "renewal", since: since),
            "attempt-open", ["7", "Riyadh-1", "renewal", "\(since)"]
        ),
        (.attemptSettled(id: 7, outcome: "csid-issued"), "attempt-settled", ["7", "csid-issued"]),
        (.unknownCertificate(id: 9), "unknown-certificate", ["9"]),
        (.unknownComplianceDocument(id: 9), "unknown-compliance-document", ["9"]),
        (.certificateNotForCompliance(serial: "55"), "certificate-not-for-compliance", ["55"]),
        (.certificateEnded(serial: "55", by: .revoked), "certificate-ended", ["55"]),
        (
            .certificateUnasked(endpoint: "renewal", class: .production), "certificate-unasked",
            ["renewal"]
        ),
        (
            .restoreWouldRepeat(unit: "Riyadh-1", certificateID: 3), "restore-would-repeat",
            ["Riyadh-1", "3"]
        ),
        (.current(path: "/a/b", version: 2), "ledger-current", ["/a/b", "2"]),
        (
            .backupFailed(path: "/a/b", operation: "fsync", code: 28), "backup-failed",
            ["/a/b", "fsync", "28"]
        ),
        (.moved(path: "/a/b"), "ledger-moved", ["/a/b"]),
        (.older(path: "/a/b", found: 1, newest: 2), "ledger-older", ["/a/b", "1", "2"]),
    ]

    @Test("each has its values and what to do, in English and in Arabic", arguments: rows)
    func words(error: LedgerError, code: String, values: [String]) {
        #expect(error.code == code)
        #expect(!error.mayRetry)
        for value in values {
            #expect(error.problem.en.contains(value))
            #expect(error.problem.ar.contains(value))
        }
        for words in [error.problem, error.remedy] {
            let isPlain = words.en.utf8.allSatisfy { $0 < 0x80 }
            #expect(isPlain)
            let letters = words.ar.unicodeScalars.count { (0x0621...0x064A).contains($0.value) }
            #expect(letters >= 4, "\(words.ar)")
        }
    }

    @Test("a certificate that another program renewed is told with its unit, and may be retried")
    func renewed() {
        let error = LedgerError.certificateChanged(unit: "Riyadh-1")
        #expect(error.code == "certificate-changed")
        #expect(error.mayRetry)
        #expect(error.problem.en.contains("Riyadh-1") && error.problem.ar.contains("Riyadh-1"))
    }

    @Test("an older ledger is told how it is brought up to date")
    func older() {
        let error = LedgerError.older(path: "/a/b", found: 1, newest: 2)
        #expect(error.remedy.en.contains("sijil migrate"))
        #expect(error.remedy.ar.contains("sijil migrate"))
    }

    @Test("each end of a certificate has its own word in Arabic")
    func ends() {
        let events: [CertificateRecord.Event] = [
            .installed, .activated, .superseded, .revoked, .compromised, .retired,
        ]
        let problems = events.map {
            LedgerError.certificateEnded(serial: "5", by: $0).problem.ar
        }
        #expect(Set(problems).count == events.count)
    }
}
