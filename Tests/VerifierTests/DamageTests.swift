import Encoding
import Invoicing
import Testing
import Verifier

@Suite("damage")
struct DamageTests {
    @Test("a good ledger has no finding, and its report is the same each time")
    func good() throws {
        let evidence = try Evidence()
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.verdict == .sound)
        #expect(report.checked.documents == 13)
        #expect(report.checked.soundDocuments == 13)
        #expect(try evidence.audit(workers: 1).json == report.json)
        #expect(try evidence.fingerprints() == before)
    }

    @Test("each harm is found, with its cause first, and nothing else", arguments: Damage.all)
    func damage(_ damage: Damage) throws { try check(damage, Evidence()) }

    @Test(
        "each harm to what passed between firm and authority is found",
        arguments: Damage.ofRequests + Damage.ofSubmissions + Damage.ofComplianceDocuments
            + Damage.ofCertificateLives)
    func authority(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.enrolled))
    }

    @Test("each row that cannot be beside the others is found", arguments: Damage.ofRelations)
    func relations(_ damage: Damage) throws { try check(damage, Evidence()) }

    @Test("each exchange that cannot have been is found", arguments: Damage.ofExchanges)
    func exchanges(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.enrolled))
    }

    @Test("each harm to a return to an older copy is found", arguments: Damage.ofRestores)
    func restores(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.restored))
    }

    @Test("each harm to the record of an import is found", arguments: Damage.ofImports)
    func imports(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.imported))
    }

    @Test("each harm to the record of a sale called off is found", arguments: Damage.ofClosings)
    func closings(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.closed))
    }

    @Test("a ledger with a sale called off has no finding, and the report tells of it")
    func goodClosings() throws {
        let report = try Evidence(SampleLedger.closed).audit()
        #expect(report.findings.map(\.words) == [])
        let closing = try #require(report.closings.first)
        #expect(report.closings.count == 1)
        #expect(closing.number == "INV-1" && closing.unit == SampleLedger.riyadh)
        #expect(closing.epoch == 1 && closing.icv == 1)
        for (language, words, comma) in [
            (ReportLanguage.english, "rejected, the sale called off", ", "),
            (.arabic, "مرفوض أُلغي بيعه", "، "),
        ] {
            let text = report.text(language)
            let place = "INV-1 (Riyadh-1/1 ICV 1)"
            let line = "  \(words): \(place)\(comma)\(closing.recordedAt): ألغى العميل الطلب\n"
            #expect(text.contains(line), "\(text)")
        }
        let listed = try #require(report.json["closings"])
        #expect(
            listed.serialized()
                == #"[{"number":"INV-1","unit":"Riyadh-1","epoch":1,"icv":1,"recorded_at":""#
                + closing.recordedAt + #"","reason":"ألغى العميل الطلب"}]"#)
    }

    @Test(
        "each harm to the record of what was seen in the portal is found",
        arguments: Damage.ofSettlements)
    func settlements(_ damage: Damage) throws {
        try check(damage, Evidence(SampleLedger.settled))
    }

    @Test("a ledger with documents seen in the portal has no finding, and the report says so")
    func goodSettlements() throws {
        let report = try Evidence(SampleLedger.settled).audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.settlements.map(\.number) == ["INV-1", "INV-3"])
        let first = try #require(report.settlements.first)
        #expect(first.unit == SampleLedger.riyadh && first.epoch == 1 && first.icv == 1)
        #expect(report.settlements.allSatisfy { !$0.lacksCopy })
        for (language, words, comma, open) in [
            (
                ReportLanguage.english, "accepted by the firm's word, seen in the portal", ", ",
                "by the firm's word alone (2)"
            ),
            (
                .arabic, "مقبول بقول المنشأة، شوهد في البوابة", "، ",
                "المقبولة بقول المنشأة وحده (عددها 2)"
            ),
        ] {
            let text = report.text(language)
            let place = "INV-1 (Riyadh-1/1 ICV 1)"
            let line = "  \(words): \(place)\(comma)\(first.recordedAt): مقبول، رآه سالم\n"
            #expect(text.contains(line), "\(text)")
            #expect(text.contains(open), "\(text)")
        }
        let listed = try #require(report.json["settlements"]).serialized()
        let begin = #"[{"number":"INV-1","unit":"Riyadh-1","epoch":1,"icv":1,"recorded_at":""#
        let end = #"","seen":"مقبول، رآه سالم","copy_missing":false},"#
        #expect(listed.hasPrefix(begin + first.recordedAt + end), "\(listed)")
        // Beside the authority's answers nothing says that they are accepted.
        #expect(report.checked.cleared == 1)
    }

    @Test("a ledger with imports has no finding")
    func goodImports() throws {
        let report = try Evidence(SampleLedger.imported).audit()
        #expect(report.findings.map(\.words) == [])
        #expect(report.checked.soundDocuments == 7)
    }

    private func check(_ damage: Damage, _ evidence: Evidence) throws {
        try damage.harm(evidence)
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        let words = report.findings.map { ($0.words, $0.also.map(\.words)) }
        let finding = try #require(
            report.findings.first { $0.code == damage.code }, "found \(words)")
        #expect(finding.place.icv == damage.icv, "found \(words)")
        #expect(finding.also.map(\.words) == damage.also, "found \(words)")
        if let found = damage.found {
            #expect(finding.found?.contains(found) == true, "found \(finding.found ?? "nothing")")
        }
        // Whoever rewrites a row may leave free pages: a trace of its own, more or less of it by
        // chance.
        let others = report.findings.filter {
            $0 != finding && $0.code != .freePages && $0.code != .foreignWrite
        }.map(\.code)
        #expect(others == damage.others, "found \(words)")
        #expect(try evidence.fingerprints() == before, "the audit changed the evidence")
        #expect(try evidence.audit(workers: 1).json == report.json, "one worker and two differ")
        #expect(!report.text(.arabic).isEmpty)
    }

    @Test("what changes no record is no finding", arguments: Harmless.all)
    func harmless(_ harmless: Harmless) throws {
        let evidence = try Evidence()
        let before = try evidence.fingerprints()
        try harmless.change(evidence)
        #expect(try evidence.fingerprints() != before)
        let report = try evidence.audit()
        #expect(report.findings.filter { $0.code != .freePages }.map(\.words) == [])
        #expect(report.checked.soundDocuments == 13)
        #expect(report.verdict == .sound)
    }

    @Test("every code has texts in both languages", arguments: FindingCode.allCases)
    func texts(code: FindingCode) throws {
        let text = code.text
        let example = try #require(code.example, "no example")
        let words = [
            example, text.title, text.cause, text.about, text.expected, text.found, text.next,
        ]
        for words in words {
            #expect(!words.en.isEmpty)
            #expect(
                words.ar.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }
                    || words.ar == words.en)
        }
        #expect(code.rawValue.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D })
        #expect(text.ref.wholeMatch(of: /[ABEFGHJK][0-9]{1,2}/) != nil)
    }
}
