import Glibc

/// What names mean while a text is scanned: the namespaces in scope, and the vocabulary's codes.
///
/// It is asked at every tag, so its tables are plain memory.
struct ScannedNames: ~Copyable {
    struct Code {
        var name = 0
        var namespace = 0
        var uri = XMLBytes(start: nil, count: 0)
    }

    private struct Binding {
        let declaration: XMLNamespaceDeclaration
        let packedPrefix: UInt64
        /// The namespace's code, 0 if unknown.
        let namespace: Int
    }

    /// A name as written, with what it meant where its prefix stood for that namespace. Both
    /// together mean the same in every text, so it is good for as long as the reader.
    private struct Known {
        var count = 0
        var prefixCount = 0
        var packedPrefix: UInt64 = 0
        var namespace = 0
        var name = 0
        /// Where the prefix was bound, and the place of the name that came next, the last time:
        /// documents are much alike.
        var binding = 0
        var follower = 0
    }

    /// One of the vocabulary's names, its bytes in memory of its own.
    private struct Word {
        let local: XMLBytes
        /// The code of its namespace.
        let namespace: Int
    }

    private let namespaces: [[UInt8]]
    private let words: UnsafeMutableBufferPointer<Word>
    /// Places in `words`, by a hash of namespace and local name; -1 where free.
    private let places: UnsafeMutableBufferPointer<Int32>
    private let bindings: UnsafeMutablePointer<Binding>
    private let mostBindings: Int
    private(set) var bindingCount = 0
    /// True if a prefix in scope may be bound twice; then the innermost has to be looked for.
    private var hasShadow = false
    private let known: UnsafeMutablePointer<Known>
    /// The place of the name that came last; `knownCount` before the first.
    private var last = ScannedNames.knownCount
    /// The bytes of the known names, each with the same room.
    private let knownBytes: UnsafeMutablePointer<UInt8>
    private static let knownCount = 512
    private static let longestKnown = 64
    private static let longestPrefix = 8

    init(_ vocabulary: XMLVocabulary, mostBindings: Int) {
        self.mostBindings = mostBindings
        namespaces = vocabulary.namespaces.map { Array($0.utf8) }
        words = .allocate(capacity: vocabulary.names.count)
        var size = 64
        while size < vocabulary.names.count * 4 { size *= 2 }
        places = .allocate(capacity: size)
        places.initialize(repeating: -1)
        bindings = .allocate(capacity: mostBindings)
        // One more, which the first name of a text follows.
        known = .allocate(capacity: Self.knownCount + 1)
        known.initialize(repeating: Known(), count: Self.knownCount + 1)
        knownBytes = .allocate(capacity: Self.knownCount * Self.longestKnown)
        for (index, name) in vocabulary.names.enumerated() {
            let local = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: name.local.utf8.count)
            _ = local.initialize(from: name.local.utf8)
            let namespace = (vocabulary.namespaces.firstIndex(of: name.namespace) ?? -1) + 1
            words.initializeElement(
                at: index, to: Word(local: XMLBytes(local), namespace: namespace))
            var slot = Self.hash(XMLBytes(local), namespace) & (size - 1)
            while places[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            places[slot] = Int32(index)
        }
    }

    deinit {
        for word in words { word.local.deallocate() }
        words.deallocate()
        places.deallocate()
        bindings.deallocate()
        known.deallocate()
        knownBytes.deallocate()
    }

    private static func hash(_ local: XMLBytes, _ namespace: Int) -> Int {
        var mixed = UInt64(namespace)
        for byte in local { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) & 0xFFFF_FFFF)
    }

    private func place(_ local: XMLBytes, _ namespace: Int) -> Int? {
        var slot = Self.hash(local, namespace) & (places.count - 1)
        while places[slot] >= 0 {
            let index = Int(places[slot])
            let word = words[index]
            if word.namespace == namespace, isEqual(word.local, local) { return index }
            slot = (slot + 1) & (places.count - 1)
        }
        return nil
    }

    mutating func reset() {
        bindingCount = 0
        hasShadow = false
        last = Self.knownCount
    }

    /// The name that is most likely to come next, if it does: its place among the known.
    ///
    /// - Parameter text: From the name on.
    @inline(__always)
    func expected(_ text: XMLBytes) -> (place: Int, count: Int, prefixCount: Int)? {
        let place = known[last].follower
        let count = known[place].count
        guard count > 0, count < text.count, let start = text.baseAddress,
            memcmp(start, knownBytes + place * Self.longestKnown, count) == 0
        else { return nil }
        switch text[count] {
        case 0x20, UInt8(ascii: ">"), UInt8(ascii: "/"):
            return (place, count, known[place].prefixCount)
        default: return nil
        }
    }

    /// What an expected name means; `nil` if its prefix is not bound as it was then.
    mutating func code(expected place: Int) -> Code? {
        let name = known[place]
        guard !hasShadow, name.binding < bindingCount else { return nil }
        let binding = bindings[name.binding]
        guard binding.packedPrefix == name.packedPrefix, binding.namespace == name.namespace,
            name.namespace > 0
        else { return nil }
        last = place
        return Code(name: name.name, namespace: name.namespace, uri: binding.declaration.uri)
    }

    /// - Returns: False if there is no room for another, or the prefix is too long to be packed.
    mutating func enter(_ declaration: XMLNamespaceDeclaration) -> Bool {
        guard bindingCount < mostBindings else { return false }
        guard declaration.prefix.count <= Self.longestPrefix else { return false }
        let namespace = namespaces.firstIndex { known in
            known.withUnsafeBufferPointer { isEqual($0, declaration.uri) }
        }
        let packed = Self.pack(declaration.prefix, declaration.prefix.count)
        for index in 0..<bindingCount where bindings[index].packedPrefix == packed {
            hasShadow = true
        }
        (bindings + bindingCount).initialize(
            to: Binding(
                declaration: declaration, packedPrefix: packed,
                namespace: namespace.map { $0 + 1 } ?? 0))
        bindingCount += 1
        return true
    }

    mutating func leave(to count: Int) { bindingCount = count }

    /// - Returns: `nil` if the prefix is not declared.
    mutating func code(_ name: XMLBytes, _ prefixCount: Int) -> Code? {
        guard prefixCount <= Self.longestPrefix else { return nil }
        var index = bindingCount - 1
        let packed = Self.pack(name, prefixCount)
        while index >= 0, bindings[index].packedPrefix != packed { index -= 1 }
        guard index >= 0 else { return prefixCount == 0 ? Code() : nil }
        let namespace = bindings[index].namespace
        return Code(
            name: namespace > 0 ? self.name(name, prefixCount, namespace, index) : 0,
            namespace: namespace, uri: bindings[index].declaration.uri)
    }

    /// The prefix as one number, so that prefixes are compared at once. No byte of a name is 0.
    @inline(__always)
    private static func pack(_ name: XMLBytes, _ count: Int) -> UInt64 {
        if count == 0 { return 0 }
        if let raw = UnsafeRawPointer(name.baseAddress), name.count >= 8, count < 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            return word & (1 << UInt64(count * 8) - 1)
        }
        var packed: UInt64 = 0
        for index in 0..<count { packed |= UInt64(name[index]) << UInt64(index * 8) }
        return packed
    }

    /// The name's code, 0 if the vocabulary does not have it; remembers what came after what.
    private mutating func name(
        _ name: XMLBytes, _ prefixCount: Int, _ namespace: Int, _ binding: Int
    ) -> Int {
        guard name.count <= Self.longestKnown else {
            return lookUp(name, prefixCount, namespace)
        }
        let slot = hash(name)
        let bytes = knownBytes + slot * Self.longestKnown
        let isKnown =
            known[slot].count == name.count && known[slot].namespace == namespace
            && isEqual(XMLBytes(start: bytes, count: name.count), name)
        if !isKnown {
            for (index, byte) in name.enumerated() { bytes[index] = byte }
            known[slot] = Known(
                count: name.count, prefixCount: prefixCount,
                packedPrefix: Self.pack(name, prefixCount), namespace: namespace,
                name: lookUp(name, prefixCount, namespace))
        }
        known[slot].binding = binding
        known[last].follower = slot
        last = slot
        return known[slot].name
    }

    /// The last eight bytes tell most of the field's names apart, and the length the others.
    @inline(__always)
    private func hash(_ name: XMLBytes) -> Int {
        var word = UInt64(name[name.count - 1])
        if let raw = UnsafeRawPointer(name.baseAddress), name.count >= 16 {
            word = raw.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
            word ^= raw.loadUnaligned(fromByteOffset: name.count - 16, as: UInt64.self) &* 31
        } else if let raw = UnsafeRawPointer(name.baseAddress), name.count >= 8 {
            word = raw.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
        }
        let mixed = (word &+ UInt64(name.count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 55)
    }

    private func lookUp(_ name: XMLBytes, _ prefixCount: Int, _ namespace: Int) -> Int {
        let local = name[(prefixCount > 0 ? prefixCount + 1 : 0)...]
        return place(XMLBytes(rebasing: local), namespace).map { $0 + 1 } ?? 0
    }
}
