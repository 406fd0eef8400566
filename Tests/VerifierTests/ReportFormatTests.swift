import Encoding
import Invoicing
import TestSupport
import Testing
import Verifier

/// Text, JSON Lines, SARIF and the table of the same reports.
@Suite("the forms of a report")
struct ReportFormatTests {
    /// Name of a unit that tries to be a link, a placeholder, an escape and an override.
    static let hostile = "[x](http://evil) {0} \u{1B}[31m \u{202E}<script>"

    private func altered() throws -> Evidence {
        let evidence = try Evidence()
        try evidence.edit(3, ">115.00<", ">116.00<")
        return evidence
    }

    private func hostileReport() -> AuditReport {
        var report = AuditReport(file: "a b/\u{202E}سجل[1].sijil")
        report.units = [
            AuditReport.Unit(
                name: Self.hostile,
                epochs: [AuditReport.Epoch(epoch: 1, first: 1, last: 2)])
        ]
        var finding = Finding(
            .documentChanged,
            at: FindingPlace(unit: Self.hostile, epoch: 1, icv: 2, number: Self.hostile),
            expected: Self.hostile, found: "\u{1B}]0;x\u{7}")
        finding.also = [
            Follower(.pihMismatch, at: finding.place, expected: nil, found: Self.hostile)
        ]
        report.findings = [finding, Finding(.notAnchored, expected: "2", found: "2")]
        return report
    }

    @Test("as text: four lines first, and the days that the tail spans")
    func text() throws {
        let evidence = try altered()
        let before = try evidence.fingerprints()
        let report = try evidence.audit()
        #expect(try evidence.fingerprints() == before)
        let lines = report.text(.english).split(separator: "\n")
        #expect(lines[1].hasSuffix("shop.sijil: findings: 1, warnings: 0"))
        #expect(lines[2].hasPrefix("covered: 3 units, 13 documents (Riyadh-1/1 ICV 1–7, "))
        #expect(lines[3].hasSuffix("(documents under no anchor: 13, over whole days: 0)"))
        #expect(lines[4].hasPrefix("not checked: "))
        #expect(report.text(.arabic).contains("مستندات بلا مرساة: 13، على أيام كاملة عددها: 0"))
        #expect(report.json["unanchored_days"] == 0)
        #expect(try evidence.audit().text(.english) == report.text(.english))
    }

    @Test("whole days are counted by what was recorded, from the oldest document on")
    func days() throws {
        let evidence = try Evidence()
        try evidence.sql(
            "UPDATE document SET recorded_at = '2026-03-04T07:15:59Z' WHERE id = 13;")
        #expect(try evidence.audit().unanchoredDays == 2)
        try evidence.sql(
            "UPDATE document SET recorded_at = '2026-03-04T07:16:00Z' WHERE id = 13;")
        #expect(try evidence.audit().unanchoredDays == 3)
    }

    @Test(
        "as SARIF has all that the format demands, says a program of others",
        arguments: [ReportLanguage.english, .arabic])
    func sarif(language: ReportLanguage) throws {
        let sound = try Evidence()
        let harmed = try altered()
        let reports = [try sound.audit(), try harmed.audit(), hostileReport()]
        let log = SARIFReport(reports, language, version: "0.1.0").json
        let file = harmed.folder.file("log.sarif")
        let text = log.shownText()
        try File.write(Array(text.utf8), to: file)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
        let script = harmed.folder.file("check.py")
        try File.write(Array(Self.check.utf8), to: script)
        let answer = try shell("python3 '\(script)' '\(file)'")
        #expect(answer.output == "0 [] 1 ['document-changed'] 2 ['document-changed', ")
    }

    @Test("several ledgers stand in one table, marked where a part only was checked")
    func table() throws {
        var part = AuditReport(file: "b.sijil")
        part.scope.sampled = AuditScope.Sampled(
            sample: try #require(AuditSample("1/10")), documents: 9)
        let whole = AuditTable([AuditReport(file: "a.sijil")])
        #expect(whole.remark == nil)
        let table = AuditTable([hostileReport(), part])
        #expect(table.remark != nil)
        let lines = table.text(.english).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix(#"a b/\u{202e}سجل[1].sijil  findings  1"#))
        #expect(lines[2].contains("  sound*  "))
        #expect(table.rows(.arabic)[1][1] == "سليم*")
    }

    /// The demands of SARIF 2.1.0 on the members that are used, from its text.
    private static let check = #"""
        import json, re, sys
        from urllib.parse import urlparse
        log = json.load(open(sys.argv[1], encoding="utf-8"))
        assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
        out = []
        def message(value):
            text = value["text"]
            assert text and not re.search("[{}]", text.replace("{{", "").replace("}}", ""))
            assert not re.search(r"(?<!\\)\[", text), text
        def location(value, artifacts):
            place = value["physicalLocation"]["artifactLocation"]
            assert artifacts[place["index"]]["location"]["uri"] == place["uri"]
            uri = urlparse(place["uri"])
            assert uri.scheme in ("", "file") and re.fullmatch(r"[\w.~/%-]*", uri.path, re.A)
            for logical in value.get("logicalLocations", []):
                assert logical["fullyQualifiedName"] and logical["kind"]
        for number, run in enumerate(log["runs"]):
            driver = run["tool"]["driver"]
            assert driver["name"] and driver["version"]
            ids = [rule["id"] for rule in driver["rules"]]
            assert len(ids) == len(set(ids)) > 90
            for rule in driver["rules"]:
                assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
                for name in "shortDescription", "fullDescription", "help": message(rule[name])
                assert set(rule["messageStrings"]) == {"en", "ar"}
                for text in rule["messageStrings"].values(): message(text)
            for result in run["results"]:
                assert ids[result["ruleIndex"]] == result["ruleId"]
                assert result["kind"] in ("fail", "open")
                assert (result["level"] == "none") == (result["kind"] == "open")
                message(result["message"])
                for place in result["locations"]: location(place, run["artifacts"])
                related = result.get("relatedLocations", [])
                assert [place["id"] for place in related] == list(range(1, len(related) + 1))
                for place in related:
                    location(place, run["artifacts"])
                    message(place["message"])
                assert {"expected", "found", "cause", "next"} <= set(result["properties"])
            out.append(f"{number} {[result['ruleId'] for result in run['results']]}")
        print(" ".join(out)[:len("0 [] 1 ['document-changed'] 2 ['document-changed', ")], end="")
        """#
}
