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
        /// The namespace's code, 0 if unknown.
        let namespace: Int
    }

    /// A name as written that was looked up before, good for one scope.
    private struct Known {
        var name = XMLBytes(start: nil, count: 0)
        var scope = 0
        var code = Code()
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
    private let known: UnsafeMutablePointer<Known>
    private static let knownCount = 256
    /// Changes with every text and every declaration, and comes back when one goes out of scope.
    private(set) var scope = 0
    private var lastScope = 0

    init(_ vocabulary: XMLVocabulary, mostBindings: Int) {
        self.mostBindings = mostBindings
        namespaces = vocabulary.namespaces.map { Array($0.utf8) }
        words = .allocate(capacity: vocabulary.names.count)
        var size = 64
        while size < vocabulary.names.count * 4 { size *= 2 }
        places = .allocate(capacity: size)
        places.initialize(repeating: -1)
        bindings = .allocate(capacity: mostBindings)
        known = .allocate(capacity: Self.knownCount)
        known.initialize(repeating: Known(), count: Self.knownCount)
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

    /// Addresses of an earlier text mean nothing: no scope of it comes back.
    mutating func reset() {
        bindingCount = 0
        lastScope += 1
        scope = lastScope
    }

    /// - Returns: False if there is no room for another.
    mutating func enter(_ declaration: XMLNamespaceDeclaration) -> Bool {
        guard bindingCount < mostBindings else { return false }
        let namespace = namespaces.firstIndex { known in
            known.withUnsafeBufferPointer { isEqual($0, declaration.uri) }
        }
        (bindings + bindingCount).initialize(
            to: Binding(declaration: declaration, namespace: namespace.map { $0 + 1 } ?? 0))
        bindingCount += 1
        lastScope += 1
        scope = lastScope
        return true
    }

    mutating func leave(to count: Int, scope: Int) {
        bindingCount = count
        self.scope = scope
    }

    /// - Returns: `nil` if the prefix is not declared.
    mutating func code(_ name: XMLBytes, _ prefixCount: Int) -> Code? {
        let slot = hash(name)
        if known[slot].scope == scope, isEqual(known[slot].name, name) { return known[slot].code }
        guard let code = lookUp(name, prefixCount) else { return nil }
        known[slot] = Known(name: name, scope: scope, code: code)
        return code
    }

    private func hash(_ name: XMLBytes) -> Int {
        // First bytes, middle and last tell the field's names apart well enough; others cost a
        // longer look.
        let count = name.count
        var mixed = UInt32(truncatingIfNeeded: count)
        mixed = mixed &* 31 &+ UInt32(name[0])
        mixed = mixed &* 31 &+ UInt32(name[count / 2])
        mixed = mixed &* 31 &+ UInt32(name[count - 1])
        mixed = mixed &* 31 &+ UInt32(name[count * 3 / 4])
        return Int((mixed ^ mixed >> 8) & 0xFF)
    }

    private func lookUp(_ name: XMLBytes, _ prefixCount: Int) -> Code? {
        let prefix = XMLBytes(rebasing: name[..<prefixCount])
        var index = bindingCount - 1
        while index >= 0, !isEqual(bindings[index].declaration.prefix, prefix) { index -= 1 }
        guard index >= 0 else { return prefixCount == 0 ? Code() : nil }
        let binding = bindings[index]
        var code = Code(name: 0, namespace: binding.namespace, uri: binding.declaration.uri)
        if binding.namespace > 0 {
            let local = name[(prefixCount > 0 ? prefixCount + 1 : 0)...]
            code.name = place(XMLBytes(rebasing: local), binding.namespace).map { $0 + 1 } ?? 0
        }
        return code
    }
}
