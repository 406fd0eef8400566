import Synchronization

/// A plain value without references whose bytes may wait in a ``ScratchFile``. All zeros is one.
protocol Spillable: BitwiseCopyable, Sendable {
    static var zero: Self { get }
}

/// A long list in the order of its making: its last piece is in memory, and so are the first few,
/// the others in a scratch file.
///
/// Copies share what they have read, from any thread.
struct Pieces<Element: Spillable>: RandomAccessCollection, Sendable {
    /// Elements in each piece but the last.
    static var length: Int { 256 }
    /// A short list needs no file.
    private static var mostInMemory: Int { 16 }

    private enum Place {
        case memory([Element])
        case file(Int64)
    }

    private let scratch: ScratchFile
    private let recent = Recent()
    private var places: [Place] = []
    private var last: [Element] = []
    /// The first of each piece, for searches.
    private(set) var firsts: [Element] = []

    init(_ scratch: ScratchFile) { self.scratch = scratch }

    // MARK: - Writing

    mutating func append(_ element: Element) {
        if last.isEmpty {
            firsts.append(element)
            last.reserveCapacity(Self.length)
        }
        last.append(element)
        if last.count == Self.length { putAway() }
    }

    mutating func append(contentsOf elements: some Sequence<Element>) {
        for element in elements { append(element) }
    }

    private mutating func putAway() {
        let place =
            places.count < Self.mostInMemory
            ? nil : last.withUnsafeBytes { scratch.append($0) }
        if let place {
            places.append(.file(place))
            last.removeAll(keepingCapacity: true)
        } else {
            places.append(.memory(last))
            last = []
        }
    }

    // MARK: - Reading

    var startIndex: Int { 0 }
    var endIndex: Int { places.count * Self.length + last.count }

    subscript(index: Int) -> Element {
        piece(index / Self.length)[index % Self.length]
    }

    var pieceCount: Int { places.count + (last.isEmpty ? 0 : 1) }

    func piece(_ number: Int) -> [Element] {
        guard number < places.count else { return last }
        switch places[number] {
        case .memory(let elements): return elements
        case .file(let place): return recent.piece(number, at: place, in: scratch)
        }
    }

    /// The place of the first element whose value is not below `key`, in a list that ascends by it.
    func firstIndex<Key: Comparable>(notBelow key: Key, by value: (Element) -> Key) -> Int {
        let later = Self.count(firsts.count) { value(firsts[$0]) < key }
        guard later > 0 else { return 0 }
        let before = piece(later - 1)
        return (later - 1) * Self.length + Self.count(before.count) { value(before[$0]) < key }
    }

    /// How many of `count` are below, if all that are stand first.
    private static func count(_ count: Int, _ isBelow: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    struct Iterator: IteratorProtocol {
        private let pieces: Pieces
        private var number = 0
        private var piece: [Element] = []
        private var place = 0

        fileprivate init(_ pieces: Pieces) { self.pieces = pieces }

        mutating func next() -> Element? {
            if place == piece.count {
                guard number < pieces.pieceCount else { return nil }
                piece = pieces.piece(number)
                (number, place) = (number + 1, 0)
            }
            defer { place += 1 }
            return piece[place]
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }

    /// The pieces that were read last: workers go through a list side by side.
    private final class Recent: Sendable {
        private static var slots: Int { 8 }
        private let state = Mutex(
            [(number: Int, elements: [Element])](
                repeating: (-1, []), count: slots))

        func piece(_ number: Int, at place: Int64, in scratch: ScratchFile) -> [Element] {
            let slot = number % Self.slots
            let known = state.withLock { $0[slot].number == number ? $0[slot].elements : nil }
            if let known { return known }
            let elements = [Element](unsafeUninitializedCapacity: Pieces.length) { out, count in
                // The elements hold no references, and these bytes are those of as many of them.
                out.initialize(repeating: Element.zero)
                scratch.read(UnsafeMutableRawBufferPointer(out), at: place)
                count = Pieces.length
            }
            state.withLock { $0[slot] = (number, elements) }
            return elements
        }
    }
}

extension Int64: Spillable {}
