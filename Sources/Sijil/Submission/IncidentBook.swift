import Fatoora
import Invoicing
import Ledger

/// What an outcome says about the line and the authority.
enum LineSign {
    /// The authority said something of the document.
    case reached
    /// Nothing came back, or the authority says that it cannot.
    case trouble
    /// Neither: something on the way answered, or a setting on this computer is wrong.
    case none
}

extension FatooraOutcome {
    var sign: LineSign {
        switch self {
        case .accepted, .acceptedWithWarnings, .alreadyAccepted, .clearedWithoutCopy,
            .stepAlreadyPassed, .rejected, .clearanceOff, .requestRefused, .csidIssued,
            .csidNeedsCompliance, .csidRefused:
            .reached
        case .neverSent: next == .mend ? .none : .trouble
        case .tooManyRequests, .serverTrouble, .unknown: .trouble
        // A gateway or a proxy says these too, and nothing could be sent again.
        case .unauthorised, .forbidden, .versionRefused, .tooLarge, .redirected, .unexpectedStatus:
            .none
        }
    }
}

/// Notes when a unit's documents cannot be sent, and when they can again: the evidence that the
/// authority asks for where something is late.
struct IncidentBook {
    private struct Trouble {
        let cause: IncidentRecord.Cause
        let answer: Int64
        let since: Instant
        let word: String
    }

    private let desk: AuthorityDesk
    private var open: IncidentRecord?
    /// The first request in vain since the last answer.
    private var first: Trouble?

    init(_ desk: AuthorityDesk) throws {
        self.desk = desk
        open = try desk.ledger.openIncident(unit: desk.unit.name)
    }

    mutating func note(_ settled: AuthorityDesk.Settled, _ sign: LineSign) throws {
        guard let answer = settled.attempt.answer, sign != .none else { return }
        guard sign == .trouble else {
            first = nil
            guard let incident = open else { return }
            try desk.ledger.endIncident(
                incident, answer: answer.id, ended: answer.startedAt, now: desk.surroundings.now())
            open = nil
            return
        }
        guard first == nil else { return }
        let cause: IncidentRecord.Cause =
            switch settled.outcome {
            case .neverSent, .unknown: .line
            default: .authority
            }
        first = Trouble(
            cause: cause, answer: answer.id, since: answer.startedAt, word: settled.outcome.code)
    }

    /// What was tried in vain was no accident of one document.
    mutating func begin() throws {
        guard open == nil, let first else { return }
        try desk.ledger.beginIncident(
            unit: desk.unit.name, cause: first.cause, answer: first.answer, began: first.since,
            note: first.word, now: desk.surroundings.now())
        open = try desk.ledger.openIncident(unit: desk.unit.name)
    }
}
