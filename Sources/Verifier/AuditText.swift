import Invoicing

/// The report for people: four lines before any detail, then the findings.
extension AuditReport {
    public func text(_ language: ReportLanguage) -> String {
        var lines: [String] = []
        if isTest { lines.append(Self.testNotice[language]) }
        lines += headline(language) + certificateLines(language) + restoreLines(language)
        lines += (closingLines(language) + settlementLines(language)).map { "  " + $0 }
        lines += outsideLines(language)
        lines += folderLines(language)
        for finding in findings {
            lines.append("")
            lines += finding.lines(language)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// What the auditor brought along shows: certificates judged at a time, documents from buyers,
    /// time stamps. What belongs to the line before begins with two blanks.
    public func outsideLines(_ language: ReportLanguage) -> [String] {
        (validation?.lines(language) ?? []) + (shown?.lines(language) ?? [])
            + existenceLines(language)
    }

    /// The sellers, units and chains of a folder; empty for a ledger.
    public func folderLines(_ language: ReportLanguage) -> [String] {
        folder?.lines(language) ?? []
    }

    /// Verdict, coverage, anchors, and what was not checked: one line each.
    private func headline(_ language: ReportLanguage) -> [String] {
        let open = notChecked.map { $0[language] }.joined(separator: language.semicolon)
        return [
            "\(SafeText.shown(file)): \(verdictWords(language))", coverageLine(language),
            anchorLine(language), Phrase.notChecked[language] + open,
        ]
    }

    /// The verdict with its numbers. What was left out on request stands beside it, so that nobody
    /// takes a part for the whole.
    public func verdictWords(_ language: ReportLanguage) -> String {
        let warnings = findings.count { $0.severity == .warning }
        let faults = findings.count - warnings
        let words =
            switch (verdict, language) {
            case (.sound, .english): "sound" + (warnings == 0 ? "" : ", warnings: \(warnings)")
            case (.sound, .arabic): "سليم" + (warnings == 0 ? "" : "، تنبيهات: \(warnings)")
            case (.findings, .english): "findings: \(faults), warnings: \(warnings)"
            case (.findings, .arabic): "نتائج: \(faults)، تنبيهات: \(warnings)"
            case (.unproven, .english): "unproven: \(faults), warnings: \(warnings)"
            case (.unproven, .arabic): "غير مثبت: \(faults)، تنبيهات: \(warnings)"
            }
        guard !scope.isWhole else { return words }
        let parts = scope.words.map { $0[language] }
        return "\(words) (\(parts.joined(separator: language.comma)))"
    }

    private func coverageLine(_ language: ReportLanguage) -> String {
        if let folder { return folder.coverageLine(checked, language) }
        let runs = units.flatMap { unit in
            unit.epochs.compactMap { epoch -> String? in
                guard let first = epoch.first, let last = epoch.last else { return nil }
                return "\(SafeText.shown(unit.name))/\(epoch.epoch) ICV \(first)–\(last)"
            }
        }
        let list = runs.isEmpty ? "" : " (\(runs.joined(separator: ", ")))"
        let rules = checked.ruled.map { documents in
            Bilingual(
                en: ", business rules on \(documents) documents",
                ar: "، قواعد الأعمال على مستندات عددها \(documents)")[language]
        }
        switch language {
        case .english:
            return
                "covered: \(units.count) units, \(checked.documents) documents\(list), "
                + "\(checked.entries) log entries, \(checked.certificates) certificates"
                + (rules ?? "")
        case .arabic:
            return
                "المشمول: الوحدات \(units.count)، المستندات \(checked.documents)\(list)، "
                + "قيود الدفتر \(checked.entries)، الشهادات \(checked.certificates)" + (rules ?? "")
        }
    }

    /// Which certificate stamped how many documents of each epoch.
    private func certificateLines(_ language: ReportLanguage) -> [String] {
        let most = 100
        let lines = units.flatMap { unit in
            unit.epochs.flatMap { epoch in
                epoch.certificates.map { certificate in
                    "  \(SafeText.shown(unit.name))/\(epoch.epoch): \(certificate.line(language))"
                }
            }
        }
        return lines.prefix(most) + (lines.count > most ? ["  … (\(lines.count))"] : [])
    }

    private func restoreLines(_ language: ReportLanguage) -> [String] {
        restores.map { restore in
            let runs = restore.missing.map {
                "\(SafeText.shown($0.unit))/\($0.epoch) ICV \($0.first)–\($0.last)"
                    + Self.numbers(of: $0)
            }
            let missing = runs.isEmpty ? "–" : runs.joined(separator: ", ")
            let parts = [
                "\(Phrase.restored[language]): \(SafeText.shown(restore.recordedAt))",
                "\(Phrase.entries[language]) \(restore.size)",
                "\(Phrase.missing[language]): \(missing)",
            ]
            return "  " + parts.joined(separator: language.comma)
        }
    }

    /// The rejected documents whose sale was called off.
    public func closingLines(_ language: ReportLanguage) -> [String] {
        let most = 100
        let lines = closings.prefix(most).map { $0.line(language) }
        return lines + (closings.count > most ? ["… (\(closings.count))"] : [])
    }

    /// The documents that are accepted by the firm's word alone.
    public func settlementLines(_ language: ReportLanguage) -> [String] {
        let most = 100
        let lines = settlements.prefix(most).map { $0.line(language) }
        return lines + (settlements.count > most ? ["… (\(settlements.count))"] : [])
    }

    private static func numbers(of run: AuditReport.MissingRun) -> String {
        let most = 10
        let numbers = run.documents.prefix(most).map { SafeText.shown($0.number) }
        let more = run.documents.count > most ? ["… (\(run.documents.count))"] : []
        return numbers.isEmpty ? "" : " (" + (numbers + more).joined(separator: ", ") + ")"
    }

    private func existenceLines(_ language: ReportLanguage) -> [String] {
        existence.map { proof in
            "  \(Phrase.entries[language]) 1–\(proof.size): "
                + "\(Phrase.existed[language]) \(proof.at) ("
                + "\(SafeText.shown(proof.source)), \(proof.policy))"
        }
    }

    private func anchorLine(_ language: ReportLanguage) -> String {
        if folder != nil { return Phrase.folderAnchors[language] }
        let tail = "\(unanchored)" + daysWords(language)
        if let anchoredTo { return anchoredTo.line(language, unanchored: tail) }
        return switch (verdict, language) {
        case (.sound, .english):
            "anchors: none; consistent with itself; "
                + "whoever holds its keys could have rewritten it all "
                + "(documents under no anchor: \(tail))"
        case (.sound, .arabic):
            "المراسي: لا شيء؛ السجل متسق مع نفسه، وكان بوسع حامل مفاتيحه أن يعيد كتابته كله "
                + "(مستندات بلا مرساة: \(tail))"
        case (_, .english):
            "anchors: none (documents under no anchor: \(tail))"
        case (_, .arabic):
            "المراسي: لا شيء (مستندات بلا مرساة: \(tail))"
        }
    }

    /// The whole days that the documents under no anchor span, after their number.
    public func daysWords(_ language: ReportLanguage) -> String {
        guard let unanchoredDays else { return "" }
        return switch language {
        case .english: ", over whole days: \(unanchoredDays)"
        case .arabic: "، على أيام كاملة عددها: \(unanchoredDays)"
        }
    }
}

extension AnchoredTo {
    fileprivate func line(_ language: ReportLanguage, unanchored: String) -> String {
        let names = signers.map { SafeText.shown($0) }.joined(separator: ", ")
        let time = at.map { ", \($0)" } ?? ""
        return switch language {
        case .english:
            "anchors: as it was at entry \(size) (\(names)\(time)); "
                + "documents after that, which could be rewritten: \(unanchored)"
        case .arabic:
            "المراسي: كما كان عند القيد \(size) (\(names)\(time))؛ "
                + "مستندات بعده يمكن أن تعاد كتابتها: \(unanchored)"
        }
    }
}

extension AuditReport.Closing {
    fileprivate func line(_ language: ReportLanguage) -> String {
        func shown(_ value: Int64?) -> String { value.map { "\($0)" } ?? "–" }
        let place = "\(SafeText.shown(unit ?? "–"))/\(shown(epoch)) ICV \(shown(icv))"
        return "\(Phrase.calledOff[language]): \(SafeText.shown(number ?? "–")) (\(place))"
            + language.comma + "\(SafeText.shown(recordedAt)): \(SafeText.shown(reason))"
    }
}

extension AuditReport.Settlement {
    fileprivate func line(_ language: ReportLanguage) -> String {
        func shown(_ value: Int64?) -> String { value.map { "\($0)" } ?? "–" }
        let place = "\(SafeText.shown(unit ?? "–"))/\(shown(epoch)) ICV \(shown(icv))"
        let copy = lacksCopy ? language.semicolon + Phrase.copyMissing[language] : ""
        return "\(Phrase.seenInPortal[language]): \(SafeText.shown(number ?? "–")) (\(place))"
            + language.comma + "\(SafeText.shown(recordedAt)): \(SafeText.shown(seen))\(copy)"
    }
}

extension AuditReport.Certificate {
    fileprivate func line(_ language: ReportLanguage) -> String {
        let life = "\(notBefore)/\(notAfter)"
        let head = "\(Phrase.certificate[language]) \(serial) (\(`class`), \(life))"
        switch language {
        case .english: return "\(head), documents: \(documents)"
        case .arabic: return "\(head)، المستندات: \(documents)"
        }
    }
}

extension Finding {
    func lines(_ language: ReportLanguage) -> [String] {
        let text = code.text
        var lines = ["\(severity.rawValue) \(code.rawValue) (\(code.ref)): \(text.title[language])"]
        if let place = place.words(language) { lines.append("  " + place) }
        if let expected {
            lines.append(
                "  \(Phrase.expected[language]) \(SafeText.shown(expected))"
                    + "  = \(text.expected[language])"
            )
        }
        if let found {
            lines.append(
                "  \(Phrase.found[language]) \(SafeText.shown(found))  = \(text.found[language])")
        }
        lines.append("  \(Phrase.cause[language]) \(cause[language])")
        for follower in also {
            lines.append("  \(Phrase.also[language]) \(follower.line(language))")
        }
        lines.append("  \(Phrase.next[language]) \(next[language])")
        return lines
    }
}

extension Follower {
    fileprivate func line(_ language: ReportLanguage) -> String {
        var line = "\(code.rawValue): \(code.text.title[language])"
        if let place = place.words(language) { line += " — " + place }
        if count > 1, let lastICV {
            line += "–\(lastICV) (×\(count))"
        } else if count > 1 {
            line += " (×\(count))"
        }
        return line
    }
}

extension FindingPlace {
    func words(_ language: ReportLanguage) -> String? {
        var words: [String] = []
        if let path { words.append(SafeText.shown(path)) }
        if let unit { words.append("\(Phrase.unit[language]) \(SafeText.shown(unit))") }
        if let epoch { words.append("\(Phrase.epoch[language]) \(epoch)") }
        if let number { words.append(SafeText.shown(number)) }
        if let icv { words.append("ICV \(icv)") }
        return words.isEmpty ? nil : words.joined(separator: language.comma)
    }
}
