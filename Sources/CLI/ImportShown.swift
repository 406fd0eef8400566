import Encoding
import Invoicing
import Mapping
import Sijil

/// How an import is told.
struct ImportShown {
    let importing: Importing
    let preview: ImportPreview
    /// The ledger as the command line named it.
    let ledger: String?

    private var understanding: Understanding { importing.understanding }

    /// Why a commit that was asked for is not made.
    enum Refusal {
        case problems, late, notReviewed
    }

    func refusal(commit: Bool, late: Bool) -> Refusal? {
        guard commit else { return nil }
        if preview.errors > 0 { return .problems }
        if importing.isFirstRun { return .notReviewed }
        return preview.late > 0 && !late ? .late : nil
    }

    // MARK: The preview

    func tellPreview(_ console: Console) {
        tellSheet(console)
        tellColumns(console)
        for words in understanding.assumed {
            console.out(
                Bilingual(en: "assumed: \(words.en)", ar: "بافتراض أن: \(words.ar)"))
        }
        tellRows(console)
        tellTotals(console)
        tellSuccessors(console)
        tellProblems(console)
    }

    func tellProblems(_ console: Console) {
        tell(preview.problems, console)
        let untold = preview.errors + preview.warnings - preview.problems.count
        if untold > 0 {
            console.out(
                Bilingual(en: "and \(untold) more problems", ar: "و\(untold) مشكلة أخرى"))
        }
    }

    private func tellSheet(_ console: Console) {
        let sheet = understanding.sheet.isEmpty ? "" : " «\(Visible.text(understanding.sheet))»"
        let file = Visible.text(understanding.file)
        console.out(
            Bilingual(
                en: "\(file)\(sheet): header in row \(understanding.headerRow), "
                    + "\(understanding.dataRows) rows, \(preview.invoices) invoices",
                ar: "\(file)\(sheet): العناوين في الصف \(understanding.headerRow)، "
                    + "الصفوف \(understanding.dataRows)، الفواتير \(preview.invoices)"))
    }

    private func tellColumns(_ console: Console) {
        for column in understanding.columns {
            let samples = column.samples.map { Visible.text($0, limit: 30) }.joined(
                separator: " | ")
            let name = Visible.text(column.header, limit: 60)
            let field =
                column.fieldName
                ?? (console.language == .ar ? "(لا يُستعمل)" : "(not used)")
            let remark = column.remark.map { " [\(Visible.text($0(console.language)))]" } ?? ""
            let shown = samples.isEmpty ? "" : "  \(samples)"
            console.out("  \(column.letters)  \(field)  ← \(name)\(remark)\(shown)")
        }
    }

    private func tellRows(_ console: Console) {
        for left in understanding.leftOut {
            console.out(
                Bilingual(
                    en: "row \(left.row) is left out: \(left.reason.words.en)",
                    ar: "الصف \(left.row) مستثنى: \(left.reason.words.ar)"))
        }
        if understanding.hiddenRows > 0 {
            console.out(
                Bilingual(
                    en: "\(understanding.hiddenRows) hidden rows are read (hidden-rows skip "
                        + "leaves them out)",
                    ar: "الصفوف المخفية المقروءة \(understanding.hiddenRows) (القاعدة "
                        + "hidden-rows skip تستثنيها)"))
        }
        if !understanding.hiddenColumns.isEmpty {
            let names = understanding.hiddenColumns.map { Visible.text($0) }
            console.out(
                Bilingual(
                    en: "hidden columns: \(names.joined(separator: ", "))",
                    ar: "أعمدة مخفية: \(names.joined(separator: "، "))"))
        }
    }

    private func tellTotals(_ console: Console) {
        let kinds = preview.kinds.map { ($0.key.type.words($0.key.kind), $0.value) }
        for (kind, count) in kinds.sorted(by: { $0.0.en < $1.0.en }) {
            console.out(
                Bilingual(en: "\(kind.en): \(count)", ar: "\(kind.ar): \(count)"))
        }
        for totals in preview.totals {
            console.out(
                Bilingual(
                    en: "before VAT \(totals.net), VAT \(totals.vat), total \(totals.total) "
                        + totals.currency,
                    ar: "قبل الضريبة \(totals.net)، الضريبة \(totals.vat)، الإجمالي "
                        + "\(totals.total) \(totals.currency)"))
            if totals.hasAdvances { console.out(advances(totals)) }
        }
        if preview.late > 0 {
            console.out(
                Bilingual(
                    en: "\(preview.late) receipts are past their 24 hours and will be reported "
                        + "late",
                    ar: "إيصالات مضت عليها 24 ساعة وسيتأخر الإبلاغ عنها: \(preview.late)"))
        }
    }

    /// Their VAT was due with them, so that it is no longer due with the invoice.
    private func advances(_ totals: ImportPreview.Totals) -> Bilingual {
        let (net, vat) = (totals.net - totals.advanceNet, totals.vat - totals.advanceVAT)
        return Bilingual(
            en: "settled advances deducted: before VAT \(totals.advanceNet), VAT "
                + "\(totals.advanceVAT); left: before VAT \(net), VAT \(vat) \(totals.currency)",
            ar: "يخصم من الدفعات المقدمة: قبل الضريبة \(totals.advanceNet)، الضريبة "
                + "\(totals.advanceVAT)؛ الباقي: قبل الضريبة \(net)، الضريبة \(vat) "
                + totals.currency)
    }

    private func tellSuccessors(_ console: Console) {
        for successor in preview.successors {
            let number = Visible.text(successor.number)
            console.out(
                Bilingual(
                    en: "row \(successor.row) becomes the successor of \(number), counter "
                        + "\(successor.icv), which the authority rejected",
                    ar: "الصف \(successor.row) يصدر خلفا للمستند \(number) ذي العداد "
                        + "\(successor.icv) الذي رفضته الهيئة"))
        }
        let untold = preview.successorCount - preview.successors.count
        if untold > 0 {
            console.out(
                Bilingual(
                    en: "and \(untold) more successors", ar: "ومستندات خلف أخرى عددها \(untold)"))
        }
    }

    func tell(_ problems: [SheetProblem], _ console: Console) {
        for problem in problems { tell(problem, console) }
    }

    /// With what the commit found in the final bytes.
    func completed(by committed: Importing.Committed) -> ImportShown {
        ImportShown(
            importing: importing, preview: committed.complete(preview), ledger: ledger)
    }

    private func tell(_ problem: SheetProblem, _ console: Console) {
        let found = problem.problem
        let label: Bilingual =
            problem.isError
            ? Bilingual(en: "error", ar: "خطأ") : Bilingual(en: "warning", ar: "تنبيه")
        let value = found.value.map { " (\(Visible.text($0)))" } ?? ""
        console.out("  \(label(console.language)) \(found.rule) \(place(problem.place))\(value)")
        console.out("    " + Visible.text(found.message(console.language), limit: 1_000))
        console.out("    → " + Visible.text(found.remedy(console.language), limit: 1_000))
    }

    /// `sales.xlsx «Mar» F14 «Price»`.
    private func place(_ place: SheetPlace) -> String {
        var parts = [Visible.text(place.file)]
        if !place.sheet.isEmpty { parts.append("«\(Visible.text(place.sheet))»") }
        if let address = place.address { parts.append(address) }
        if let header = place.header { parts.append("«\(Visible.text(header, limit: 60))»") }
        return parts.joined(separator: " ")
    }

    // MARK: The end

    /// Three lines: what is issued, when it is due, what to do next.
    func tellEnd(
        _ committed: Importing.Committed?, _ refusal: Refusal?, results: String?,
        _ console: Console
    ) {
        if let results {
            console.out(
                Bilingual(
                    en: "results written to \(Visible.text(results))",
                    ar: "كُتبت النتائج في \(Visible.text(results))"))
        }
        if let refusal { console.out(words(of: refusal)) }
        console.out(issued(committed))
        console.out(due)
        console.out(
            Bilingual(
                en: "next: \(next(committed, refusal).en)",
                ar: "التالي: \(next(committed, refusal).ar)"))
    }

    private func words(of refusal: Refusal) -> Bilingual {
        switch refusal {
        case .problems:
            Bilingual(
                en: "nothing is issued while the sheet has errors",
                ar: "لا يصدر شيء ما دامت في الجدول أخطاء")
        case .late:
            Bilingual(
                en: "nothing is issued: \(preview.late) receipts are late, and only --late issues "
                    + "them",
                ar: "لم يصدر شيء: إيصالات متأخرة عددها \(preview.late) لا تصدر إلا بالخيار --late")
        case .notReviewed:
            Bilingual(
                en: "nothing is issued on the first run: what was understood is written down for "
                    + "you to check",
                ar: "لا يصدر شيء في المرة الأولى: كُتب ما فُهم من الجدول لتراجعه")
        }
    }

    private func issued(_ committed: Importing.Committed?) -> Bilingual {
        var before = Bilingual(en: "", ar: "")
        if preview.existing > 0 {
            var range = Bilingual(en: "", ar: "")
            if let icv = preview.existingICV {
                let text =
                    icv.lowerBound == icv.upperBound
                    ? "\(icv.lowerBound)" : "\(icv.lowerBound)-\(icv.upperBound)"
                range = Bilingual(en: " (ICV \(text))", ar: " (العداد \(text))")
            }
            before = Bilingual(
                en: ", \(preview.existing) already issued\(range.en)",
                ar: "، صدر من قبل \(preview.existing)\(range.ar)")
        }
        if let committed, let first = committed.icvFirst, let last = committed.icvLast {
            return Bilingual(
                en: "issued: \(committed.issued) new (ICV \(first)-\(last))\(before.en)",
                ar: "صدر: \(committed.issued) جديدة (العداد \(first)-\(last))\(before.ar)")
        }
        let isDone = preview.new == 0 && preview.errors == 0
        return isDone
            ? Bilingual(en: "issued: 0 new\(before.en)", ar: "صدر: 0 جديدة\(before.ar)")
            : Bilingual(
                en: "issued: nothing; \(preview.new) new\(before.en)",
                ar: "صدر: لا شيء؛ الجديدة \(preview.new)\(before.ar)")
    }

    private var due: Bilingual {
        var parts: [Bilingual] = []
        if preview.late > 0 {
            parts.append(
                Bilingual(
                    en: "\(preview.late) overdue at once", ar: "\(preview.late) متأخرة من الآن"))
        }
        if let time = preview.dueBy {
            let text = time.description.replacingT
            parts.append(Bilingual(en: "report by \(text)", ar: "الإبلاغ قبل \(text)"))
        }
        if preview.toClear > 0 {
            parts.append(
                Bilingual(
                    en: "\(preview.toClear) to be cleared before they are handed out",
                    ar: "\(preview.toClear) تُعتمد قبل تسليمها للمشتري"))
        }
        if parts.isEmpty { parts = [Bilingual(en: "nothing", ar: "لا شيء")] }
        return Bilingual(
            en: "due: " + parts.map(\.en).joined(separator: "; "),
            ar: "المستحق: " + parts.map(\.ar).joined(separator: "؛ "))
    }

    private func next(_ committed: Importing.Committed?, _ refusal: Refusal?) -> Bilingual {
        let rules = ShellText.quoted(importing.rulesPath)
        let file = ShellText.quoted(importing.path)
        let option = ledger.map { " --ledger \(ShellText.quoted($0))" } ?? ""
        func both(_ text: String) -> Bilingual { Bilingual(en: text, ar: text) }
        if committed != nil { return both("sijil submit\(option)") }
        if preview.errors > 0 {
            return Bilingual(
                en: "mend the sheet or \(rules), then sijil import \(file)\(option)",
                ar: "صحح الجدول أو \(rules) ثم sijil import \(file)\(option)")
        }
        if preview.new == 0 { return both("sijil status\(option)") }
        let late = preview.late > 0 ? " --late" : ""
        let command = "sijil import \(file) --commit\(late)\(option)"
        if importing.isFirstRun {
            return Bilingual(
                en: "check \(rules), then \(command)", ar: "راجع \(rules) ثم \(command)")
        }
        return both(command)
    }
}

extension String {
    /// A time of issue as people read it.
    fileprivate var replacingT: String { String(map { $0 == "T" ? " " : $0 }) }
}
