import Dispatch
import Synchronization

/// Values that a thread of its own makes while others are used, never more than a few ahead.
public final class ReadAhead<Element: Sendable>: Sendable {
    private struct State {
        var ready: [Element] = []
        var isAtEnd = false
        var failure: (any Error)?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let filled = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()

    /// - Parameters:
    ///   - ahead: As many values may wait.
    ///   - make: Hands on one value after the other; ends when `deliver` answers false.
    public init(
        ahead: Int = 2, _ make: @escaping @Sendable (_ deliver: (Element) -> Bool) throws -> Void
    ) {
        for _ in 0..<ahead { room.signal() }
        DispatchQueue(label: "read-ahead").async(group: ended) {
            do { try make(self.deliver) } catch { self.state.withLock { $0.failure = error } }
            self.state.withLock { $0.isAtEnd = true }
            self.filled.signal()
        }
    }

    private func deliver(_ element: Element) -> Bool {
        room.wait()
        let isWanted = state.withLock { state in
            if !state.isAbandoned { state.ready.append(element) }
            return !state.isAbandoned
        }
        filled.signal()
        return isWanted
    }

    /// The next value; `nil` at the end.
    ///
    /// - Throws: What kept the next one from being made.
    public func next() throws -> Element? {
        filled.wait()
        let (element, failure) = state.withLock { state in
            (state.ready.isEmpty ? nil : state.ready.removeFirst(), state.failure)
        }
        if let element {
            room.signal()
            return element
        }
        // Whoever asks once more gets the same answer.
        filled.signal()
        if let failure { throw failure }
        return nil
    }

    /// Makes no more, and waits for the one that is being made: afterwards nobody uses what it is
    /// made of.
    public func close() {
        state.withLock { $0.isAbandoned = true }
        room.signal()
        ended.wait()
    }
}
