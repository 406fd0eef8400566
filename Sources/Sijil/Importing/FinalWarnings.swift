import Invoicing
import Mapping
import Rules
import Synchronization

/// What the rules warn of in final bytes, at the cells that it comes from; gathered on several
/// cores.
final class FinalWarnings: Sendable {
    struct Found: Sendable {
        /// All of them.
        fileprivate(set) var count = 0
        /// The first ones, in the order of the sheet.
        fileprivate(set) var first: [(place: Int, problem: SheetProblem)] = []
    }

    private let found = Mutex(Found())

    func add(_ problems: [Problem], of draft: MappedDraft) {
        // As the preview, which looks at documents without a stamp.
        let located = draft.located(
            problems.filter { !(RuleID(rawValue: $0.rule)?.isOfStamp ?? false) })
        if located.isEmpty { return }
        found.withLock { found in
            found.count += located.count
            found.first += located.map { (draft.index, $0) }
            if found.first.count > 2 * ImportPreview.mostShown { found.trim() }
        }
    }

    var all: Found {
        found.withLock { found in
            found.trim()
            return found
        }
    }
}

extension FinalWarnings.Found {
    /// Documents are judged nearly in order, and those of one are added together.
    fileprivate mutating func trim() {
        let sorted = first.enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }
        first = sorted.prefix(ImportPreview.mostShown).map(\.element)
    }
}
