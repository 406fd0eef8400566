public import Encoding
public import Invoicing

/// Where in a ledger something stands; each part is `nil` where it does not apply.
public struct FindingPlace: Hashable, Sendable {
    /// Name of the unit.
    public var unit: String?
    public var epoch: Int64?
    /// The file below the audited folder; `nil` in a ledger.
    public var path: String?
    /// KSA-16.
    public var icv: Int64?
    /// BT-1.
    public var number: String?

    public init(
        unit: String? = nil, epoch: Int64? = nil, icv: Int64? = nil, number: String? = nil,
        path: String? = nil
    ) {
        self.unit = unit
        self.path = path
        self.epoch = epoch
        self.icv = icv
        self.number = number
    }

    /// The whole file.
    public static let file = FindingPlace()
}

/// Something else that is wrong because of the same cause.
public struct Follower: Hashable, Sendable {
    public var code: FindingCode
    public var place: FindingPlace
    public var expected: String?
    public var found: String?
    /// How many times this was found in a row, up to `lastICV`; 1 mostly.
    public var count = 1
    public var lastICV: Int64?

    public init(_ code: FindingCode, at place: FindingPlace, expected: String?, found: String?) {
        self.code = code
        self.place = place
        self.expected = expected
        self.found = found
        lastICV = place.icv
    }

    var json: JSONValue {
        .object(
            [.init("code", .string(code.rawValue)), .init("ref", .string(code.ref))] + place.members
                + [
                    .init("expected", JSONValue(expected)), .init("found", JSONValue(found)),
                    .init("count", JSONValue(count)),
                    .init("icv_last", lastICV.map { JSONValue($0) } ?? .null),
                ])
    }
}

/// One thing that an audit found: a stored record is not what it claims.
public struct Finding: Hashable, Sendable {
    public var code: FindingCode
    /// The code's, unless the document it is about makes less of it.
    public var severity: FindingSeverity
    public var place: FindingPlace
    /// What should be there; what that is, says ``FindingText/expected``.
    public var expected: String?
    /// What is there.
    public var found: String?
    /// What most likely happened, if more is known than the code says.
    public var knownCause: Bilingual?
    /// What to do, if it is not what the code says.
    public var knownNext: Bilingual?
    /// Everything else with the same cause, in order.
    public var also: [Follower] = []

    public init(
        _ code: FindingCode, at place: FindingPlace = .file, expected: String? = nil,
        found: String? = nil,
        cause: Bilingual? = nil
    ) {
        self.code = code
        severity = code.severity
        self.place = place
        self.expected = expected
        self.found = found
        knownCause = cause
    }

    public var cause: Bilingual { knownCause ?? code.text.cause }
    public var next: Bilingual { knownNext ?? code.text.next }

    /// `{"code","ref","severity","unit","epoch","icv","number","expected","found","cause","next",`
    /// `"also":[…]}`.
    public var json: JSONValue {
        .object(
            [
                .init("code", .string(code.rawValue)), .init("ref", .string(code.ref)),
                .init("severity", .string(severity.rawValue)),
            ] + place.members + [
                .init("expected", JSONValue(expected)), .init("found", JSONValue(found)),
                .init("cause", cause.json), .init("next", next.json),
                .init("also", .array(also.map(\.json))),
            ])
    }
}

extension FindingPlace {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("unit", JSONValue(unit)), .init("epoch", epoch.map { JSONValue($0) } ?? .null),
            .init("icv", icv.map { JSONValue($0) } ?? .null), .init("number", JSONValue(number)),
        ] + (path.map { [.init("file", .string($0))] } ?? [])
    }
}

extension Bilingual {
    subscript(language: ReportLanguage) -> String {
        switch language {
        case .english: en
        case .arabic: ar
        }
    }
}

/// The language of a report for people.
public enum ReportLanguage: Sendable {
    case english, arabic

    /// Between the parts of a sentence.
    var comma: String { self == .arabic ? "، " : ", " }
    var semicolon: String { self == .arabic ? "؛ " : "; " }
}
