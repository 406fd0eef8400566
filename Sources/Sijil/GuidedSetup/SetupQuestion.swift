public import Invoicing

/// One question as a screen shows it.
public struct SetupQuestion: Sendable {
    /// How far the questions have come; `nil` where they are not counted.
    public let progress: Bilingual?
    /// Why it is asked, and where the answer is found.
    public let why: [Bilingual]
    public let example: Bilingual?
    /// To be chosen from by number.
    public let choices: [Bilingual]
    public let prompt: Bilingual
    /// What an empty line stands for.
    public let proposal: String?

    public init(
        prompt: Bilingual, why: [Bilingual] = [], example: Bilingual? = nil,
        choices: [Bilingual] = [], proposal: String? = nil, progress: Bilingual? = nil
    ) {
        self.prompt = prompt
        self.why = why
        self.example = example
        self.choices = choices
        self.proposal = proposal
        self.progress = progress
    }

    /// The first question where nobody said which language to speak; the same words in both.
    public static let language = SetupQuestion(
        prompt: same("اللغة / Language"),
        choices: [same("العربية"), same("English")])

    /// Whether the answer to ``language`` is Arabic; `nil` if it is neither language.
    public static func isArabic(_ typed: String) -> Bool? {
        switch SetupTyping.withPlainDigits(SetupTyping.trimmed(typed)).lowercased() {
        case "1", "ar", "arabic", "العربية", "عربي": true
        case "2", "en", "english", "الإنجليزية", "الانجليزية": false
        default: nil
        }
    }

    /// Said in both languages, since none is chosen yet.
    public static let languageUnknown = SetupProblem(
        same("1 أو 2"), same("1 or 2"))

    private static func same(_ text: String) -> Bilingual { Bilingual(en: text, ar: text) }
}

/// Words that a person can type at any question.
public enum SetupWord: Sendable {
    case leave
    case back
    case yes
    case no

    public init?(_ typed: String) {
        switch SetupTyping.trimmed(typed).lowercased() {
        case "q", "quit", "خروج": self = .leave
        case "<", "back", "رجوع": self = .back
        case "y", "yes", "نعم": self = .yes
        case "n", "no", "لا": self = .no
        default: return nil
        }
    }
}

extension SetupAnswers {
    /// The question for a field, worded for what is known so far.
    func question(_ field: SetupField, proposal: String?, progress: Bilingual?) -> SetupQuestion {
        let words = words(field)
        // A choice is proposed by its number.
        let number = proposal.flatMap { field.choices.firstIndex(of: $0) }.map { String($0 + 1) }
        return SetupQuestion(
            prompt: words.label, why: [words.why], example: words.example, choices: words.choices,
            proposal: number ?? proposal, progress: progress)
    }

    /// What stands before the answer in the summary.
    func label(_ field: SetupField) -> Bilingual {
        switch field {
        case .environment: Bilingual(en: "Connect to", ar: "الربط بـ")
        case .idScheme: Bilingual(en: "Other registration", ar: "التسجيل الآخر")
        case .idValue: Bilingual(en: "Its number", ar: "رقمه")
        case .documents: Bilingual(en: "Invoices to", ar: "الفواتير")
        default: words(field).label
        }
    }

    /// An answer as the summary shows it.
    func shown(_ field: SetupField) -> Bilingual {
        let value = self[field] ?? ""
        guard let index = field.choices.firstIndex(of: value) else {
            return Bilingual(en: value, ar: value)
        }
        return words(field).choices[index]
    }

    private func words(_ field: SetupField) -> SetupFieldWords {
        switch field {
        case .environment, .endpoint: SetupFieldWords.system(field)
        case .name, .vat, .idScheme, .documents: SetupFieldWords.seller(field)
        case .idValue: SetupFieldWords.registrationNumber(scheme: self[.idScheme] ?? "CRN")
        case .building, .street, .district, .city, .postalCode, .location:
            SetupFieldWords.address(field)
        case .branch where isGroup: SetupFieldWords.member
        case .branch, .industry, .unitName, .file: SetupFieldWords.unit(field)
        }
    }
}
