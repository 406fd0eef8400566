import Invoicing
import Mustache
public import Verifier

/// The audits of one or more ledgers as one self-contained HTML page in one language, to read,
/// print and sign: no script, nothing from elsewhere, and the same bytes for the same reports.
///
/// What stands in a ledger is somebody else's: it is made visible first and escaped then.
public struct AuditPage {
    /// One ledger and what identifies its file.
    public struct Subject {
        public var report: AuditReport
        public var identity: FileIdentity

        public init(report: AuditReport, identity: FileIdentity) {
            self.report = report
            self.identity = identity
        }
    }

    private let subjects: [Subject]
    private let language: ReportLanguage
    private let version: String

    /// - Parameter version: Of the program.
    public init(_ subjects: [Subject], _ language: ReportLanguage, version: String) {
        self.subjects = subjects
        self.language = language
        self.version = version
    }

    /// The page in UTF-8.
    public func html() -> [UInt8] {
        let source = String(decoding: PackageResources.audit_mustache, as: UTF8.self)
        guard let template = try? MustacheTemplate(string: source) else {
            preconditionFailure("the template of the audit is one of ours")
        }
        return Array(template.render(context).utf8)
    }

    private func say(_ text: Bilingual) -> String { language == .arabic ? text.ar : text.en }

    private var context: [String: Any] {
        let isSeveral = subjects.count > 1
        let one = subjects.first?.report.folder == nil ? AuditWords.title : AuditWords.folderTitle
        let title = say(isSeveral ? AuditWords.several : one)
        var context: [String: Any] = [
            "lang": language == .arabic ? "ar" : "en",
            "dir": language == .arabic ? "rtl" : "ltr",
            "title": title, "program": "\(say(AuditWords.program)) \(version)",
            "ledgers": subjects.enumerated().map { ledger($1, number: $0 + 1) },
            "signing": say(AuditWords.signing),
            "lines": [AuditWords.name, AuditWords.date, AuditWords.signature].map(say),
        ]
        if isSeveral {
            let table = AuditTable(subjects.map(\.report))
            var all: [String: Any] = [
                "columns": AuditTable.columns.map(say),
                "rows": table.rows(language).enumerated().map { index, cells -> [String: Any] in
                    [
                        "target": "ledger-\(index + 1)", "first": cells[0],
                        "cells": Array(cells.dropFirst()),
                        "state": subjects[index].report.verdict.rawValue,
                        "why": subjects[index].report.findings.prefix(1).map {
                            shown($0, target: "ledger-\(index + 1)-1")
                        },
                    ]
                },
            ]
            if let remark = table.remark { all["remark"] = say(remark) }
            context["table"] = all
        }
        return context
    }

    private func ledger(_ subject: Subject, number: Int) -> [String: Any] {
        let report = subject.report
        let target = "ledger-\(number)"
        let findings = report.findings.enumerated().map { index, finding in
            shown(finding, target: "\(target)-\(index + 1)")
        }
        // The first screen names what was altered, whatever else there is to say.
        let most = 6
        var context: [String: Any] = [
            "target": target, "state": report.verdict.rawValue,
            "verdict": say(AuditWords.verdict(report.verdict)),
            "numbers": report.verdictWords(language),
            "name": SafeText.shown(report.file),
            "headlines": Array(findings.prefix(most)), "facts": facts(report),
            "notCheckedLabel": say(AuditWords.notChecked),
            "notChecked": report.notChecked.map(say),
            "identityTitle": say(report.folder == nil ? AuditWords.identity : AuditWords.folder),
            "identity": identity(subject),
        ]
        if report.isTest { context["notice"] = say(AuditReport.testNotice) }
        if findings.count > most {
            context["more"] = "\(say(AuditWords.more)): \(findings.count - most)"
        }
        if !findings.isEmpty {
            context["findings"] = ["title": say(AuditWords.findings), "list": findings]
        }
        context["texts"] = [
            text(AuditWords.folderChains, report.folderLines(language), indent: "   "),
            text(AuditWords.outside, report.outsideLines(language), indent: " "),
            text(AuditWords.closings, report.closingLines(language), indent: " "),
            text(AuditWords.settlements, report.settlementLines(language), indent: " "),
        ].compactMap(\.self)
        let chains = AuditChains(report, language)
        // What a folder holds says this in its own way.
        if !chains.rows.isEmpty, report.folder == nil { context["chains"] = chains.context }
        if !report.restores.isEmpty {
            context["restores"] = ["title": say(AuditWords.restores), "list": chains.restores]
        }
        return context
    }

    /// - Parameter indent: What lines begin with that belong to the one before.
    private func text(_ title: Bilingual, _ lines: [String], indent: String) -> [String: Any]? {
        if lines.isEmpty { return nil }
        return [
            "title": say(title),
            "list": lines.map { line in
                ["line": line, "detail": line.hasPrefix(indent) ? "detail" : ""]
            },
        ]
    }

    // MARK: - The four lines

    private func facts(_ report: AuditReport) -> [[String: Any]] {
        var rows: [[String: Any]] = []
        let runs = report.units.flatMap { unit in
            unit.epochs.compactMap { epoch -> String? in
                guard let first = epoch.first, let last = epoch.last else { return nil }
                return "\(SafeText.shown(unit.name))/\(epoch.epoch) ICV \(first)–\(last)"
            }
        }
        var counts = [
            (AuditWords.units, Int64(report.units.count)),
            (AuditWords.documents, report.checked.documents),
        ]
        if report.folder == nil { counts.append((AuditWords.entries, report.checked.entries)) }
        counts.append((AuditWords.certificates, report.checked.certificates))
        if let ruled = report.checked.ruled { counts.append((AuditWords.rules, ruled)) }
        rows.append([
            "label": say(AuditWords.covered),
            "counts": counts.map { ["name": say($0), "count": "\($1)"] }, "codes": runs,
        ])
        if let anchor = report.anchoredTo {
            let time = anchor.at.map { ["\($0)"] } ?? []
            rows.append([
                "label": say(AuditWords.anchor),
                "counts": [["name": say(AuditWords.entries), "count": "\(anchor.size)"]],
                "codes": anchor.signers.map { SafeText.shown($0) } + time,
            ])
        } else {
            let words = report.verdict == .sound ? AuditWords.unanchored : AuditWords.none
            rows.append(["label": say(AuditWords.anchor), "words": say(words)])
        }
        var tail = [["name": say(AuditWords.documents), "count": "\(report.unanchored)"]]
        if let days = report.unanchoredDays {
            tail.append(["name": say(AuditWords.days), "count": "\(days)"])
        }
        rows.append(["label": say(AuditWords.tail), "counts": tail])
        return rows
    }

    private func identity(_ subject: Subject) -> [[String: Any]] {
        let report = subject.report
        let rows: [(Bilingual, String?)] = [
            (AuditWords.file, SafeText.shown(report.file)),
            (AuditWords.digest, subject.identity.hex),
            (AuditWords.size, "\(subject.identity.size)"),
            (AuditWords.ledger, report.ledger.map { SafeText.shown($0) }),
            (AuditWords.environment, report.environment.map { SafeText.shown($0) }),
            (AuditWords.entries, report.folder == nil ? "\(report.size)" : nil),
            (AuditWords.root, report.checked.root?.base64),
        ]
        return rows.compactMap { label, value in
            value.map { ["label": say(label), "value": $0] }
        }
    }

    // MARK: - Findings

    private func shown(_ finding: Finding, target: String) -> [String: Any] {
        let text = finding.code.text
        var values: [[String: Any]] = []
        if let expected = finding.expected {
            values.append(value(AuditWords.expected, expected, what: text.expected))
        }
        if let found = finding.found {
            values.append(value(AuditWords.found, found, what: text.found))
        }
        var context: [String: Any] = [
            "target": target, "code": finding.code.rawValue, "ref": finding.code.ref,
            "title": say(text.title), "place": place(finding.place),
            "severity": finding.severity.rawValue,
            "severityWord": say(AuditWords.severity(finding.severity)), "values": values,
            "words": [
                (AuditWords.cause, finding.cause), (AuditWords.about, text.about),
                (AuditWords.next, finding.next),
            ].map { ["label": say($0), "text": say($1)] },
        ]
        if !finding.also.isEmpty {
            context["also"] = [
                "label": say(AuditWords.also), "list": finding.also.map(follower),
            ]
        }
        return context
    }

    private func value(_ label: Bilingual, _ value: String, what: Bilingual) -> [String: Any] {
        ["label": say(label), "value": SafeText.shown(value), "what": say(what)]
    }

    private func follower(_ follower: Follower) -> [String: Any] {
        var range = ""
        if follower.count > 1 {
            range = (follower.lastICV.map { "–\($0) " } ?? "") + "(×\(follower.count))"
        }
        return [
            "title": say(follower.code.text.title), "code": follower.code.rawValue,
            "place": place(follower.place), "range": range,
        ]
    }

    private func place(_ place: FindingPlace) -> [[String: Any]] {
        var parts: [[String: Any]] = []
        func add(_ label: String, _ value: String?) {
            if let value { parts.append(["label": label, "value": SafeText.shown(value)]) }
        }
        add(say(AuditWords.file), place.path)
        add(say(AuditWords.number), place.number)
        add(say(AuditWords.unit), place.unit)
        add(say(AuditWords.epoch), place.epoch.map { "\($0)" })
        add("ICV", place.icv.map { "\($0)" })
        return parts
    }
}
