import Invoicing
public import Sheets

/// What only whoever knows the sheet can tell. The rules file has a line for each answer, commented
/// out.
enum RulesQuestion: Hashable, CaseIterable {
    case dateOrder, calendar, decimalMark, pricesIncludeVAT

    /// The lines of the rules file that answer it; one of them is right.
    var lines: [String] {
        switch self {
        case .dateOrder: DateOrder.allCases.map { "date-order \($0.rawValue)" }
        case .calendar: ["calendar \(DateCalendar.ummAlQura.rawValue)"]
        case .decimalMark: DecimalMark.allCases.map { "decimal-mark \($0.rawValue)" }
        case .pricesIncludeVAT: ["prices-include-vat yes", "prices-include-vat no"]
        }
    }
}

/// Writes rules as a file that a person can read, change and keep; reading it gives the same rules.
public enum RulesWriter {
    /// - Parameters:
    ///   - file: The sheet's own name.
    ///   - samples: What stands in the columns, shown beside them.
    public static func text(
        _ rules: Rules, file: String, samples: [SheetField: [String]] = [:]
    ) -> String {
        text(rules, file: file, samples: samples, questions: [])
    }

    static func text(
        _ rules: Rules, file: String, samples: [SheetField: [String]],
        questions: Set<RulesQuestion>
    ) -> String {
        var out = Output()
        out.remark(
            Bilingual(
                en: "How `sijil import` reads \(oneLine(file)). Check each line; change what is "
                    + "wrong; keep the file.",
                ar: "كيف يقرأ `sijil import` الملف \(oneLine(file)). راجع كل سطر وصحح الخطأ "
                    + "واحتفظ بالملف."))
        sheet(rules, &out)
        reading(rules, &out)
        ask(questions, &out)
        out.remark(
            Bilingual(
                en: "Which column is what: by its header, or `column F`. Columns not named here "
                    + "are left out.",
                ar: "معنى كل عمود: بعنوانه أو `column F`. ما لم يذكر هنا يُترك."))
        for mapping in rules.mappings {
            let shown = (samples[mapping.field] ?? []).map(oneLine).joined(separator: " | ")
            out.rule(
                "field \(mapping.field.rawValue) \(column(mapping.column))",
                shown.isEmpty ? "" : "   # " + shown)
        }
        if !rules.constants.isEmpty {
            out.remark(
                Bilingual(
                    en: "What holds where a cell is empty or has no column.",
                    ar: "ما ينطبق إذا كانت الخلية فارغة أو لا عمود لها."))
            for constant in rules.constants { out.rule(set(constant)) }
        }
        if !rules.conditions.isEmpty {
            out.remark(
                Bilingual(
                    en: "What holds in some rows only, over what their cells say.",
                    ar: "ما ينطبق على بعض الصفوف فقط، ويغلب ما في خلاياها."))
            for condition in rules.conditions { self.condition(condition, &out) }
        }
        return out.text
    }

    private struct Output {
        var text = ""

        mutating func remark(_ words: Bilingual) {
            if !text.isEmpty { text += "\n" }
            text += "# \(words.en)\n# \(words.ar)\n"
        }

        mutating func rule(_ line: String, _ tail: String = "") { text += line + tail + "\n" }
    }

    private static func sheet(_ rules: Rules, _ out: inout Output) {
        if let sheet = rules.sheet { out.rule("sheet \(quoted(sheet))") }
        if let encoding = rules.encoding { out.rule("encoding \(encoding.rawValue)") }
        if let separator = rules.separator {
            out.rule("separator \(separator == "\t" ? "tab" : quoted(String(separator)))")
        }
        switch rules.header {
        case .searched: break
        case .row(let row): out.rule("header \(row)")
        case .none: out.rule("header none")
        }
        for rows in rules.skippedRows {
            let isOne = rows.lowerBound == rows.upperBound
            out.rule(
                "skip \(rows.lowerBound)" + (isOne ? "" : "-\(rows.upperBound)"))
        }
        if rules.hiddenRows == .skip { out.rule("hidden-rows skip") }
        if rules.totalsRows == .ignore { out.rule("totals-rows ignore") }
        if let meaning = rules.rowMeaning {
            out.remark(
                Bilingual(
                    en: "`rows invoice`: each row is an invoice. `rows line`: rows with one number "
                        + "are its lines.",
                    ar: "`rows invoice`: كل صف فاتورة. `rows line`: الصفوف ذات الرقم الواحد بنود "
                        + "فاتورة واحدة."))
            out.rule("rows \(meaning.rawValue)")
        }
        if !rules.key.isEmpty {
            out.remark(
                Bilingual(
                    en: "What makes an invoice the same one when the file comes again.",
                    ar: "ما يميز الفاتورة إذا عاد الملف مرة أخرى."))
            out.rule("key " + rules.key.map(\.rawValue).joined(separator: " "))
        }
    }

    private static func reading(_ rules: Rules, _ out: inout Output) {
        if rules.dateOrder != nil || rules.calendar != nil || rules.decimalMark != nil
            || rules.pricesIncludeVAT != nil
        {
            out.remark(
                Bilingual(
                    en: "How dates and numbers are written: date-order d/m/y or m/d/y, calendar "
                        + "gregorian or umm-al-qura, decimal-mark . or ,",
                    ar: "كتابة التواريخ والأرقام: ترتيب التاريخ والتقويم والعلامة العشرية وهل "
                        + "الأسعار شاملة الضريبة."))
        }
        if let order = rules.dateOrder { out.rule("date-order \(order.rawValue)") }
        if let calendar = rules.calendar { out.rule("calendar \(calendar.rawValue)") }
        if let mark = rules.decimalMark { out.rule("decimal-mark \(mark.rawValue)") }
        if let includes = rules.pricesIncludeVAT {
            out.rule("prices-include-vat \(includes ? "yes" : "no")")
        }
        if rules.expectedCount != nil || rules.expectedTotal != nil {
            out.remark(
                Bilingual(
                    en: "Control totals: anything else is refused.",
                    ar: "مجاميع الضبط: يُرفض ما يخالفها."))
        }
        if let count = rules.expectedCount { out.rule("expect-count \(count)") }
        if let total = rules.expectedTotal { out.rule("expect-total \(total)") }
    }

    private static func ask(_ questions: Set<RulesQuestion>, _ out: inout Output) {
        for question in RulesQuestion.allCases where questions.contains(question) {
            out.remark(
                Bilingual(
                    en: "The sheet does not tell: take the # off the line that is right.",
                    ar: "الجدول لا يبين ذلك: احذف علامة # من السطر الصحيح."))
            for line in question.lines { out.rule("# \(line)") }
        }
    }

    private static func condition(_ condition: Rules.Condition, _ out: inout Output) {
        let test =
            switch condition.test {
            case .isEmpty: "empty"
            case .isNotEmpty: "not-empty"
            case .equals(let text): "equals \(quoted(text))"
            case .contains(let text): "contains \(quoted(text))"
            case .matches(let text): "matches \(quoted(text))"
            }
        out.rule("if \(column(condition.column)) \(test)")
        for constant in condition.sets { out.rule("  " + set(constant)) }
        if condition.skips { out.rule("  skip") }
    }

    private static func set(_ constant: Rules.Constant) -> String {
        "set \(constant.field.rawValue) \(quoted(constant.value))"
    }

    private static func column(_ column: Rules.Column) -> String {
        switch column {
        case .named(let name): quoted(name)
        case .at(let index): "column \(CellAddress.letters(ofColumn: index))"
        }
    }

    /// Plain words stand bare.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text != "column"
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x3A
            }
        if isPlain { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\"") + "\""
    }

    private static func oneLine(_ text: String) -> String {
        let tidy = WrittenText.tidy(text)
        return tidy.count > 40 ? tidy.prefix(40) + "…" : tidy
    }
}
