import Invoicing
import Page
import Testing
import Verifier

/// A name that tries to be markup, an escape sequence and an override.
private let hostile = #"<script>alert("1")</script>&'"# + "\u{1B}[31m\u{202E}"

private func report(_ file: String = "shop.sijil") -> AuditReport {
    var report = AuditReport(file: file)
    report.environment = "production"
    report.units = [
        AuditReport.Unit(
            name: "Riyadh-1", epochs: [AuditReport.Epoch(epoch: 1, first: 1, last: 9)])
    ]
    report.checked.documents = 9
    report.unanchored = 9
    report.unanchoredDays = 3
    return report
}

private func harmed() -> AuditReport {
    var report = report(hostile)
    report.environment = hostile
    report.ledger = hostile
    report.units[0].name = hostile
    var finding = Finding(
        .documentChanged,
        at: FindingPlace(unit: hostile, epoch: 1, icv: 7, number: "INV-7"), expected: hostile,
        found: hostile)
    finding.also = [
        Follower(
            .pihMismatch, at: FindingPlace(unit: hostile, epoch: 1, icv: 8, number: hostile),
            expected: nil, found: nil)
    ]
    report.findings = [finding]
    return report
}

private func page(
    _ reports: [AuditReport], _ language: ReportLanguage = .english
) throws -> String {
    // Any file will do: its digest is compared with another program's elsewhere.
    let identity = try FileIdentity.read("/dev/null")
    let subjects = reports.map { AuditPage.Subject(report: $0, identity: identity) }
    return String(
        decoding: AuditPage(subjects, language, version: "0.1.0").html(), as: UTF8.self)
}

@Suite("the page of an audit")
struct AuditPageTests {
    @Test("needs nothing from elsewhere, no script, and is the same each time")
    func selfContained() throws {
        for language in [ReportLanguage.english, .arabic] {
            let html = try page([harmed(), report()], language)
            #expect(try page([harmed(), report()], language) == html)
            for part in ["http:", "https:", "//", "<script", "<img", "<link", "@import", "url("] {
                #expect(!html.contains(part), "\(part)")
            }
            #expect(html.contains("default-src 'none'"))
            #expect(html.contains("@page"))
        }
    }

    @Test("speaks one language in its own direction")
    func languages() throws {
        let english = try page([report()])
        #expect(english.contains(#"<html lang="en" dir="ltr">"#))
        #expect(english.contains("<strong>Sound</strong>"))
        #expect(english.contains("whoever holds its keys could have rewritten it all"))
        #expect(english.contains("Signed by the auditor"))
        let arabic = try page([report()], .arabic)
        #expect(arabic.contains(#"<html lang="ar" dir="rtl">"#))
        #expect(arabic.contains("<strong>سليم</strong>"))
        #expect(arabic.contains("توقيع المدقق"))
        #expect(arabic.contains("بوسع حامل مفاتيحه"))
        // Codes keep their own direction within Arabic.
        #expect(arabic.contains(#"<bdi class="code" dir="ltr">Riyadh-1/1 ICV 1–9</bdi>"#))
    }

    @Test("names the altered invoice before anything else, and what follows from it")
    func altered() throws {
        for language in [ReportLanguage.english, .arabic] {
            let html = try page([harmed()], language)
            let name = try #require(html.firstRange(of: "<bdi>INV-7</bdi>"))
            let facts = try #require(html.firstRange(of: "<dl>"))
            #expect(name.lowerBound < facts.lowerBound)
            #expect(html.contains("pih-mismatch"))
        }
        let both = try page([report(), harmed()])
        let name = try #require(both.firstRange(of: "<bdi>INV-7</bdi>"))
        let first = try #require(both.firstRange(of: #"<section class="ledger""#))
        #expect(name.lowerBound < first.lowerBound)
    }

    @Test("makes foreign text inert")
    func inert() throws {
        let html = try page([harmed()])
        #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!html.contains("\u{202E}"))
        #expect(html.contains("&lt;script&gt;"))
        #expect(html.contains(#"\u{202e}"#))
    }

    @Test("says beside the verdict that a part only was checked")
    func part() throws {
        var part = report()
        part.scope.sampled = AuditScope.Sampled(
            sample: try #require(AuditSample("1/10")), documents: 81)
        #expect(try page([part]).contains("sound (only a sample of 1/10 of the documents)"))
        #expect(try page([part], .arabic).contains("عينة 1/10 من المستندات فقط"))
    }

    @Test("of a test ledger says so first")
    func notice() throws {
        var test = report()
        test.environment = "emulator"
        #expect(try page([test]).contains(#"<p class="notice">test: no tax value</p>"#))
        #expect(try !page([report()]).contains(#"<p class="notice">"#))
    }

    @Test("cuts a long list of findings on the first screen and keeps all below")
    func many() throws {
        var many = harmed()
        many.findings = Array(repeating: many.findings[0], count: 9)
        let html = try page([many])
        #expect(html.contains("more findings: 3"))
        #expect(html.contains(#"id="ledger-1-9""#))
    }
}
