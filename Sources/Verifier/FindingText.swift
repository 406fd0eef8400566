public import Invoicing

/// How much a finding weighs. Warnings alone leave a ledger sound.
public enum FindingSeverity: String, Sendable {
    /// Evidence that something is not what it claims.
    case fail
    /// Something could not be read.
    case corrupt
    /// Evidence is missing, so nothing is claimed either way.
    case unproven
    /// A trace worth a question; it proves nothing.
    case warning

    /// The heaviest first. What is not readable weighs as much as what is wrong.
    var order: Int {
        switch self {
        case .fail, .corrupt: 0
        case .unproven: 1
        case .warning: 2
        }
    }
}

/// What ``FindingCode`` values say to people, in both languages.
public struct FindingText: Sendable {
    public let code: FindingCode
    /// The case of the damage list that shows this finding first: `A1`.
    public let ref: String
    public let severity: FindingSeverity
    /// One line, without the values.
    public let title: Bilingual
    /// What most likely happened.
    public let cause: Bilingual
    /// What the check rests on, and what it does not show.
    public let about: Bilingual
    /// What the value under "expected" is, and where it came from.
    public let expected: Bilingual
    /// What the value under "found" is, and where it came from.
    public let found: Bilingual
    /// What to do now.
    public let next: Bilingual

    typealias Pair = (en: String, ar: String)

    init(
        _ code: FindingCode, ref: String, _ severity: FindingSeverity, next: NextStep, title: Pair,
        cause: Pair,
        about: Pair, expected: Pair, found: Pair
    ) {
        self.code = code
        self.ref = ref
        self.severity = severity
        self.title = Bilingual(en: title.en, ar: title.ar)
        self.cause = Bilingual(en: cause.en, ar: cause.ar)
        self.about = Bilingual(en: about.en, ar: about.ar)
        self.expected = Bilingual(en: expected.en, ar: expected.ar)
        self.found = Bilingual(en: found.en, ar: found.ar)
        self.next = next.text
    }

    private static let all: [FindingCode: FindingText] = {
        let groups = [
            ofFile, ofTraces, ofLog, ofChain, ofStamp, ofRules, ofCertificate, ofDocument,
            ofAuthority, ofSubmission, ofAnchor, ofTimestamp, ofTime, ofShown,
        ]
        return Dictionary(uniqueKeysWithValues: groups.joined().map { ($0.code, $0) })
    }()

    fileprivate static func text(of code: FindingCode) -> FindingText {
        guard let text = all[code] else { preconditionFailure("\(code) has no text") }
        return text
    }
}

extension FindingCode {
    public var text: FindingText { FindingText.text(of: self) }
    public var severity: FindingSeverity { text.severity }
    public var ref: String { text.ref }
}
