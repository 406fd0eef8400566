import EGS
public import Encoding
public import Invoicing

/// The questions of setup, as values: what to ask next, and what became of an answer. It neither
/// writes nor reads anything.
public struct GuidedSetup: Sendable {
    /// What became of a line.
    public enum Reply: Sendable {
        case taken
        /// Nothing changed; the same question stands.
        case refused([SetupProblem])
        case wentBack
        /// There is no question before this one.
        case nothingBefore
        case leave
        /// The summary was confirmed.
        case confirmed
    }

    /// Where the dialogue stands.
    public enum Place: Hashable, Sendable {
        case field(SetupField)
        case summary
    }

    public private(set) var answers: SetupAnswers
    public private(set) var place: Place
    /// `1-Sijil|2-VERSION|3-UUID`.
    public let serial: String
    public let isArabic: Bool
    /// The ledger's name as it was given on the command line.
    private let givenFile: String?
    private let isTaken: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - answers: Those of an earlier run; what no rule would take now is asked again.
    ///   - file: The ledger's name, where it is settled already.
    ///   - isTaken: Whether a ledger of that name cannot be made.
    public init(
        answers: SetupAnswers = SetupAnswers(), serial: String, file: String?, isArabic: Bool,
        isTaken: @escaping @Sendable (String) -> Bool
    ) {
        self.answers = answers
        self.serial = serial
        self.isArabic = isArabic
        self.isTaken = isTaken
        givenFile = file
        place = .summary
        dropRefused()
        place = next()
    }

    // MARK: Questions

    /// The fields that are asked, in order; which ones depends on the answers.
    private var asked: [SetupField] {
        SetupField.allCases.filter { field in
            !field.isDerived && (field != .endpoint || answers.isEmulator)
        }
    }

    /// The question to put now.
    public var question: SetupQuestion {
        guard case .field(let field) = place else { return SetupWords.confirmation }
        let all = asked
        let progress = all.firstIndex(of: field).map {
            Bilingual(en: "\($0 + 1) of \(all.count)", ar: "\($0 + 1) من \(all.count)")
        }
        return completed.question(
            field, proposal: answers[field] ?? proposal(field), progress: progress)
    }

    /// What an empty line stands for where nothing was answered before.
    private func proposal(_ field: SetupField) -> String? {
        switch field {
        case .idScheme: "CRN"
        case .branch where !answers.isGroup: isArabic ? "الفرع الرئيسي" : "Main branch"
        case .unitName, .file: completed[field]
        default: nil
        }
    }

    // MARK: Answers

    /// Takes what was typed at the present question.
    public mutating func answer(_ typed: String) -> Reply {
        let command = SetupWord(typed)
        if case .leave = command { return .leave }
        if case .back = command { return back() }
        guard case .field(let field) = place else { return choose(typed, command) }
        let isEmpty = SetupTyping.trimmed(typed).isEmpty
        let value =
            isEmpty
            ? answers[field] ?? proposal(field) ?? "" : chosen(typed, field)
        let found = problems(field, value)
        guard found.isEmpty else { return .refused(found) }
        answers[field] = value
        dropRefused()
        place = next()
        return .taken
    }

    /// At the summary.
    private mutating func choose(_ typed: String, _ command: SetupWord?) -> Reply {
        if case .yes = command {
            let found = problems(.file, completed[.file] ?? "")
            return found.isEmpty ? .confirmed : .refused(found)
        }
        let fields = listed
        let text = SetupTyping.withPlainDigits(SetupTyping.trimmed(typed))
        guard let number = Int(text), number >= 1, number <= fields.count else {
            return .refused([SetupWords.noSuchLine(fields.count)])
        }
        place = .field(fields[number - 1])
        return .taken
    }

    private mutating func back() -> Reply {
        let all = asked
        switch place {
        case .summary:
            guard let last = all.last else { return .nothingBefore }
            place = .field(last)
        case .field(let field):
            // A derived one is reached from the summary only.
            guard let index = all.firstIndex(of: field) else {
                place = .summary
                return .wentBack
            }
            guard index > 0 else { return .nothingBefore }
            place = .field(all[index - 1])
        }
        return .wentBack
    }

    private func next() -> Place {
        asked.first { answers[$0] == nil }.map { .field($0) } ?? .summary
    }

    /// A number stands for a choice, and its own word does too.
    private func chosen(_ typed: String, _ field: SetupField) -> String {
        guard !field.choices.isEmpty else { return field.normalised(typed, with: answers) }
        let text = SetupTyping.withPlainDigits(SetupTyping.trimmed(typed))
        guard let number = Int(text) else { return text }
        return number >= 1 && number <= field.choices.count ? field.choices[number - 1] : text
    }

    private func problems(_ field: SetupField, _ value: String) -> [SetupProblem] {
        let found = field.problems(value, with: answers)
        guard found.isEmpty, field == .file, isTaken(value) else { return found }
        return [.fileTaken(value)]
    }

    /// Forgets what is no longer allowed, such as a branch's name once the VAT number is a group's.
    private mutating func dropRefused() {
        if !answers.isEmulator { answers[.endpoint] = nil }
        for field in SetupField.allCases {
            guard let value = answers[field] else { continue }
            var others = answers
            others[field] = nil
            if !field.problems(value, with: others).isEmpty { answers[field] = nil }
        }
    }

    // MARK: What comes of it

    /// The answers with what is derived from them.
    public var completed: SetupAnswers {
        var all = answers
        if all[.unitName] == nil { all[.unitName] = unitName }
        if all[.file] == nil { all[.file] = givenFile ?? fileName }
        return all
    }

    /// The branch and a number, as one word, so that commands can name the unit easily.
    private var unitName: String? {
        guard let branch = answers[.branch] else { return nil }
        let words = branch.split { $0.isWhitespace }.joined(separator: "-")
        return String(String.UnicodeScalarView(words.unicodeScalars.prefix(62))) + "-1"
    }

    /// The VAT number, and the system where it is not the real one: a trial never stands in the way
    /// of the real ledger.
    private var fileName: String? {
        guard let vat = answers[.vat], let environment = answers[.environment] else { return nil }
        let isReal = environment == Environment.production.rawValue
        return vat + (isReal ? "" : "-\(environment)") + ".sijil"
    }

    /// The fields of the summary, in the order of their numbers.
    private var listed: [SetupField] {
        asked + [.unitName] + (givenFile == nil ? [.file] : [])
    }

    /// The numbered lines of the summary, then what setup adds by itself.
    public var summary: (lines: [(label: Bilingual, value: Bilingual)], added: [Line]) {
        let all = completed
        var added: [Line] = []
        let name = all[.name] ?? ""
        let organization = CertificateSigningRequest.organization(from: name)
        if organization != name {
            added.append((SetupWords.nameInRequest, Bilingual(en: organization, ar: organization)))
        }
        added.append((SetupWords.serial, Bilingual(en: serial, ar: serial)))
        if let givenFile {
            added.append((all.label(.file), Bilingual(en: givenFile, ar: givenFile)))
        }
        return (listed.map { (all.label($0), all.shown($0)) }, added)
    }

    public typealias Line = (label: Bilingual, value: Bilingual)

    /// The seller file that the answers make.
    public var sellerJSON: JSONValue { completed.seller(serial: serial) }
}
