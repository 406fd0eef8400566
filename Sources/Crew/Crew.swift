import Dispatch
import Synchronization

/// Work on many items, done on every core and answered in their order.
///
/// The other cores begin at once; the thread that asked may do something else meanwhile, and takes
/// part when it calls ``finish()``. On one core everything is done there.
public final class Crew<Item: Sendable, Answer: Sendable>: Sendable {
    private let items: [Item]
    /// As many items one core takes at a time.
    private let share: Int
    private let work: @Sendable (Item) -> Answer
    private let next = Atomic(0)
    private let answers: Mutex<[[Answer]]>
    /// Left by each share that is done. Nobody waits for helpers that had nothing to do.
    private let undone = DispatchGroup()

    public init(
        _ items: [Item], share: Int = 8, helpers: Int = Processors.count - 1,
        work: @escaping @Sendable (Item) -> Answer
    ) {
        precondition(share > 0, "a share is at least one item")
        self.items = items
        self.share = share
        self.work = work
        let shares = (items.count + share - 1) / share
        answers = Mutex([[Answer]](repeating: [], count: shares))
        for _ in 0..<shares { undone.enter() }
        for _ in 0..<min(helpers, shares) { DispatchQueue.global().async { self.take() } }
    }

    /// All answers.
    public func finish() -> [Answer] {
        take()
        undone.wait()
        return answers.withLock { $0.flatMap(\.self) }
    }

    /// Lets the items go on which no core works yet: nobody will ask for the answers.
    public func abandon() {
        while let number = nextShare() { leave(number, []) }
    }

    private func nextShare() -> Int? {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return number * share < items.count ? number : nil
    }

    private func take() {
        while let number = nextShare() {
            let first = number * share
            leave(number, items[first..<min(first + share, items.count)].map(work))
        }
    }

    private func leave(_ number: Int, _ found: [Answer]) {
        answers.withLock { $0[number] = found }
        undone.leave()
    }

    /// The answers, for a caller that has nothing else to do.
    public static func map(
        _ items: [Item], share: Int = 8, _ work: @escaping @Sendable (Item) -> Answer
    ) -> [Answer] {
        Crew(items, share: share, work: work).finish()
    }
}
