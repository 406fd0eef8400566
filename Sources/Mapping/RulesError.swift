public import Invoicing

/// What is wrong in a rules file, line by line; nothing was read by it.
public struct RulesError: ExplainedError, Hashable {
    public struct Fault: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case unknownWord(nearest: String)
            case unknownField(nearest: String)
            case badValue(allowed: String)
            case openQuote
            case repeated(firstLine: Int)
            case leftover
            case missing(what: String)
            /// An indented line that no `if` stands above.
            case strayIndent
            /// An `if` with nothing below it.
            case emptyCondition
            case badPattern
            case notUTF8
        }

        /// From 1.
        public let line: Int
        /// The word that is meant.
        public let text: String
        public let kind: Kind
    }

    public let file: String
    /// At least one.
    public let faults: [Fault]

    public var code: String { "rules-unreadable" }

    public var problem: Bilingual {
        Bilingual(
            en: faults.map { "\(file):\($0.line): \($0.problem.en)" }.joined(separator: "\n"),
            ar: faults.map { "\(file):\($0.line): \($0.problem.ar)" }.joined(separator: "\n"))
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "correct the rules file, or rename it to have a new one written",
            ar: "صحح ملف القواعد، أو غيّر اسمه ليُكتب ملف جديد")
    }
}

extension RulesError.Fault {
    public var problem: Bilingual {
        switch kind {
        case .unknownWord(let nearest):
            Bilingual(
                en: "there is no rule \(text); the nearest is \(nearest)",
                ar: "لا توجد قاعدة باسم \(text)؛ أقربها \(nearest)")
        case .unknownField(let nearest):
            Bilingual(
                en: "there is no field \(text); the nearest is \(nearest)",
                ar: "لا يوجد حقل باسم \(text)؛ أقربها \(nearest)")
        case .badValue(let allowed):
            Bilingual(
                en: "\(text) is not allowed here; write \(allowed)",
                ar: "القيمة \(text) غير مسموحة هنا؛ اكتب \(allowed)")
        case .openQuote:
            Bilingual(
                en: "the quotation mark is never closed: \(text)",
                ar: "علامة الاقتباس غير مغلقة: \(text)")
        case .repeated(let first):
            Bilingual(
                en: "\(text) was said before, in line \(first)",
                ar: "ذُكر \(text) من قبل في السطر \(first)")
        case .leftover:
            Bilingual(en: "nothing may follow here: \(text)", ar: "لا يجوز أن يتبع هنا: \(text)")
        case .missing(let what):
            Bilingual(en: "\(text) needs \(what)", ar: "القاعدة \(text) تحتاج إلى \(what)")
        case .strayIndent:
            Bilingual(
                en: "the line is indented and no `if` stands above it",
                ar: "السطر مزاح ولا توجد فوقه قاعدة `if`")
        case .emptyCondition:
            Bilingual(
                en: "below `if` an indented line must say what then holds",
                ar: "يجب أن يلي `if` سطر مزاح يبين ما ينطبق حينها")
        case .badPattern:
            Bilingual(
                en: "\(text) is no regular expression", ar: "القيمة \(text) ليست تعبيرا نمطيا سليما"
            )
        case .notUTF8:
            Bilingual(en: "the file is not UTF-8 text", ar: "الملف ليس نصا بترميز UTF-8")
        }
    }
}
