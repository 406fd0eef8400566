/// What the cells of one column tell about how all of them are to be read.
public enum ColumnReading<Choice: Hashable & Sendable>: Hashable, Sendable {
    /// No cell depends on the choice.
    case notNeeded
    /// A cell that can be read in one way only decides for all.
    case decided(Choice, because: Sample)
    /// Cells depend on it and none decides: the user must be asked.
    case undecided(example: Sample)
    /// Two cells that no single choice can read.
    case contradictory(Sample, Sample)

    public struct Sample: Hashable, Sendable {
        public let text: String
        public let row: Int
    }

    public var choice: Choice? {
        if case .decided(let choice, _) = self { choice } else { nil }
    }
}

/// Gathers what a column's cells tell, in constant memory.
public struct ColumnEvidence<Choice: Hashable & Sendable> {
    public typealias Sample = ColumnReading<Choice>.Sample

    private var first: (choice: Choice, sample: Sample)?
    private var contrary: Sample?
    private var open: Sample?

    init() {}

    mutating func note(_ sign: Sign<Choice>, _ text: String, row: Int) {
        switch sign {
        case .none: break
        case .open: if open == nil { open = Sample(text: text, row: row) }
        case .proof(let choice):
            guard let known = first else {
                first = (choice, Sample(text: text, row: row))
                return
            }
            if known.choice != choice, contrary == nil { contrary = Sample(text: text, row: row) }
        }
    }

    public var reading: ColumnReading<Choice> {
        if let first, let contrary { return .contradictory(first.sample, contrary) }
        if let first { return .decided(first.choice, because: first.sample) }
        if let open { return .undecided(example: open) }
        return .notNeeded
    }
}

/// What one cell tells.
enum Sign<Choice> {
    case none
    /// It depends on the choice and does not tell.
    case open
    case proof(Choice)
}
