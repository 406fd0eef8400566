import Invoicing

/// What the audit of a folder says beyond the texts of its findings.
enum FolderWords {
    static let largeCause = Bilingual(
        en: "It is no invoice, or was made to exhaust whoever reads it.",
        ar: "ليس فاتورة، أو صُنع لإنهاك من يقرؤه.")
    static let uuidCause = Bilingual(
        en: "A program gave the identifier twice, or a document was issued again with changes.",
        ar: "أعطى برنامج المعرّف مرتين، أو أُصدر مستند من جديد بتغيير.")
    static let numberCause = Bilingual(
        en: """
            The number was given twice. One document may take the place of another that the \
            authority rejected; a folder does not tell.
            """,
        ar: "أُعطي الرقم مرتين. وقد يحل مستند محل آخر رفضته الهيئة، ولا يُعرف ذلك من مجلد.")
    static let stampTwice = Bilingual(
        en: "The same document was stamped twice with the seller's key.",
        ar: "خُتم المستند نفسه مرتين بمفتاح البائع.")
    static let counterCause = Bilingual(
        en: """
            This document names the one before it by its hash, yet its counter is not one more: \
            the program that issued it counted wrongly, or documents were left out and the \
            others stamped again.
            """,
        ar: """
            يسمي هذا المستند سابقه بتجزئته، لكن عداده لا يزيد عليه واحدًا: أخطأ البرنامج المُصدر \
            في العد، أو أُسقطت مستندات وخُتمت الأخرى من جديد.
            """)
    static let counterTwice = Bilingual(
        en: """
            One unit gave this counter twice in the same time: a document was put in with its \
            key, or two computers issued with one certificate.
            """,
        ar: """
            أعطت وحدة واحدة هذا العداد مرتين في الوقت نفسه: أُدخل مستند بمفتاحها، أو أصدر حاسوبان \
            بشهادة واحدة.
            """)
    static let startCause = Bilingual(
        en: """
            Counter 1 and the fixed first hash belong together, and this document has only one \
            of them: the program that issued it began a chain wrongly, or documents before it \
            were left out and it was stamped again.
            """,
        ar: """
            العداد 1 والتجزئة الأولى الثابتة متلازمان، وليس في هذا المستند إلا أحدهما: بدأ \
            البرنامج المُصدر سلسلة خطأً، أو أُسقطت مستندات قبله وخُتم من جديد.
            """)
    static let clockCause = Bilingual(
        en: "The clock of the computer was set back, or documents were stamped later than counted.",
        ar: "أُرجعت ساعة الحاسوب، أو خُتمت مستندات بعد عدّها.")

    private static func run(_ counters: ClosedRange<Int64>) -> String {
        counters.count == 1
            ? "\(counters.lowerBound)" : "\(counters.lowerBound)–\(counters.upperBound)"
    }

    static func absentAtStart(_ counters: ClosedRange<Int64>) -> Bilingual {
        Bilingual(
            en: """
                Not complete: ICV \(run(counters)) is not in the folder. Whether these documents \
                were removed or only left out of the folder cannot be told from it.
                """,
            ar: """
                غير مكتملة: ليس في المجلد ICV \(run(counters)). ولا يُعرف من المجلد هل حُذفت هذه \
                المستندات أو لم توضع فيه فقط.
                """)
    }

    static func absent(_ counters: ClosedRange<Int64>) -> Bilingual {
        Bilingual(
            en: """
                Not complete: ICV \(run(counters)) is not in the folder. The documents around \
                the gap agree with each other; whether those between were removed or only left \
                out of the folder cannot be told from it.
                """,
            ar: """
                غير مكتملة: ليس في المجلد ICV \(run(counters)). والمستندات حول الفجوة متوافقة، \
                ولا يُعرف من المجلد هل حُذف ما بينها أو لم يوضع فيه فقط.
                """)
    }

    static func linkCause(_ before: String) -> Bilingual {
        let before = SafeText.shown(before)
        return Bilingual(
            en: """
                \(before) has the counter before this one, and is not the document that this one \
                names: one of the two was changed and stamped again, or they are of two chains \
                of which the folder has only parts.
                """,
            ar: """
                عداد \(before) يسبق عداد هذا المستند، وليس هو المستند الذي يسميه: غُيّر أحدهما \
                وخُتم من جديد، أو هما من سلسلتين ليس في المجلد منهما إلا أجزاء.
                """)
    }

    static func fork(_ first: String, _ second: String, after before: String?) -> Bilingual {
        let (first, second) = (SafeText.shown(first), SafeText.shown(second))
        let before = before.map { SafeText.shown($0) }
        return Bilingual(
            en: """
                \(first) and \(second) both follow \(before ?? "one that is not in the folder"). \
                Whoever holds the key put one in, or two computers issued from one copy.
                """,
            ar: """
                يتبع كل من \(first) و\(second) المستند نفسه: \(before ?? "وليس في المجلد"). أدخل \
                حامل المفتاح أحدهما، أو أصدر حاسوبان من نسخة واحدة.
                """)
    }
}

extension FolderCoverage {
    /// One line: how much was read.
    func coverageLine(_ checked: AuditReport.Checked, _ language: ReportLanguage) -> String {
        var parts: [(Bilingual, Int64)] = [
            (Bilingual(en: "files", ar: "الملفات"), files),
            (Bilingual(en: "documents", ar: "المستندات"), checked.documents),
            (Bilingual(en: "sellers", ar: "البائعون"), Int64(sellers.count)),
            (Bilingual(en: "units", ar: "الوحدات"), Int64(unitCount)),
            (Bilingual(en: "certificates", ar: "الشهادات"), checked.certificates),
        ]
        let others: [(Bilingual, Int64)] = [
            (
                Bilingual(en: "cleared by the authority", ar: "اعتمدتها الهيئة"),
                checked.cleared
            ),
            (Bilingual(en: "identical copies", ar: "نسخ متطابقة"), copies),
            (
                Bilingual(
                    en: "other stamps on the same document", ar: "أختام أخرى على المستند نفسه"),
                restamped
            ),
            (Bilingual(en: "unread", ar: "لم تُقرأ"), unread),
        ]
        parts += others.filter { $0.1 > 0 }
        if let ruled = checked.ruled {
            parts.append((Bilingual(en: "business rules on", ar: "قواعد الأعمال على"), ruled))
        }
        let head = language == .arabic ? "المشمول: " : "covered: "
        let separator = language.comma
        return head + parts.map { "\($0.0[language]) \($0.1)" }.joined(separator: separator)
    }

    /// What was passed by, and the chains of each seller.
    func lines(_ language: ReportLanguage) -> [String] {
        let most = 200
        var lines: [String] = []
        let separator = language.comma
        if !passedBy.isEmpty {
            let list = passedBy.map { "\($0.kind.words[language]) \($0.count)" }
            let head = Bilingual(en: "passed by", ar: "تُرك")[language]
            lines.append("  \(head): \(list.joined(separator: separator))")
        }
        for seller in sellers {
            let words = Bilingual(en: "seller", ar: "البائع")[language]
            let vat = seller.vat.isEmpty ? "–" : SafeText.shown(seller.vat)
            let count = Bilingual(en: "documents", ar: "المستندات")[language]
            lines.append("  \(words) \(vat): \(count) \(seller.documents)")
            for unit in seller.units {
                let name = unit.serial.map { SafeText.shown($0) } ?? "–"
                lines += unit.chains.map { "    \(name)/\($0.epoch) \($0.words(language))" }
            }
        }
        return lines.prefix(most) + (lines.count > most ? ["  … (\(lines.count))"] : [])
    }
}

extension FolderCoverage.Kind {
    fileprivate var words: Bilingual {
        switch self {
        case .suffix(let suffix): Bilingual(en: ".\(suffix)", ar: ".\(suffix)")
        case .plain: Bilingual(en: "files without a type", ar: "ملفات بلا نوع")
        case .otherXML: Bilingual(en: "XML that is no invoice", ar: "ملفات XML ليست فواتير")
        case .link: Bilingual(en: "symbolic links", ar: "روابط رمزية")
        case .special: Bilingual(en: "pipes and devices", ar: "أنابيب وأجهزة")
        }
    }
}

extension FolderCoverage.Chain {
    fileprivate func words(_ language: ReportLanguage) -> String {
        let count = Bilingual(en: "documents", ar: "المستندات")[language]
        let separator = language.comma
        let line = "ICV \(first)–\(last)\(separator)\(count) \(documents)"
        guard !missing.isEmpty else { return line }
        let runs = missing.prefix(20).map {
            $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)"
        }
        let list = runs.joined(separator: ", ") + (missing.count > 20 ? " …" : "")
        return switch language {
        case .english: "\(line), not complete: ICV \(list) missing"
        case .arabic: "\(line)، غير مكتملة: ينقص ICV \(list)"
        }
    }
}
