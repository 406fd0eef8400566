/// A run of UTF-8 within a document.
typealias Text = UnsafeBufferPointer<UInt8>

/// The index of an element; `Tree.none` where there is none.
typealias NodeID = Int32

/// Names of elements, each within the one before: `cac:Party/cac:PostalAddress/cbc:CityName`.
struct Path {
    private let packed: UInt128
    let count: Int

    @inline(__always)
    init(_ first: Element, _ rest: Element...) {
        var packed = UInt128(first.rawValue)
        for (index, element) in rest.enumerated() {
            packed |= UInt128(element.rawValue) << UInt128(16 * (index + 1))
        }
        self.packed = packed
        count = rest.count + 1
    }

    @inline(__always)
    subscript(index: Int) -> UInt16 { UInt16(truncatingIfNeeded: packed >> UInt128(16 * index)) }
}

/// What a path leads to: how many elements, and the first of them.
struct Found {
    var first: NodeID = Tree.none
    var count = 0

    var exists: Bool { count > 0 }
}

/// A document's arrays as plain memory, for the time of one judgement.
struct Tree {
    static let none: NodeID = -1

    let nodes: UnsafeBufferPointer<RuleDocument.Node>
    let attributes: UnsafeBufferPointer<RuleDocument.Attribute>
    let textBytes: Text
    let attributeBytes: Text
    let firstOfName: UnsafeBufferPointer<NodeID>
    let seams: UnsafeBufferPointer<Int32>

    // MARK: - Elements

    @inline(__always)
    func name(_ node: NodeID) -> UInt16 { nodes[Int(node)].name }

    @inline(__always)
    func isNamed(_ node: NodeID, _ element: Element) -> Bool {
        node >= 0 && nodes[Int(node)].name == element.rawValue
    }

    @inline(__always)
    func parent(_ node: NodeID) -> NodeID { nodes[Int(node)].parent }

    /// The first child of this name.
    @inline(__always)
    func child(_ node: NodeID, _ element: Element) -> NodeID {
        node < 0 ? Self.none : sameNamed(from: nodes[Int(node)].firstChild, element.rawValue)
    }

    /// The next sibling of the same name.
    @inline(__always)
    func next(_ node: NodeID) -> NodeID {
        sameNamed(from: nodes[Int(node)].nextSibling, nodes[Int(node)].name)
    }

    @inline(__always)
    private func sameNamed(from start: NodeID, _ name: UInt16) -> NodeID {
        var node = start
        while node >= 0, nodes[Int(node)].name != name { node = nodes[Int(node)].nextSibling }
        return node
    }

    @inline(__always)
    func has(_ node: NodeID, _ element: Element) -> Bool { child(node, element) >= 0 }

    /// The children of this name.
    @inline(__always)
    func children(_ node: NodeID, _ element: Element) -> Chain {
        Chain(tree: self, node: child(node, element), isByName: false)
    }

    /// All elements of this name, in document order.
    @inline(__always)
    func all(_ element: Element) -> Chain {
        Chain(tree: self, node: firstOfName[Int(element.rawValue)], isByName: true)
    }

    struct Chain: Sequence, IteratorProtocol {
        fileprivate let tree: Tree
        fileprivate var node: NodeID
        fileprivate let isByName: Bool

        @inline(__always)
        mutating func next() -> NodeID? {
            guard node >= 0 else { return nil }
            defer { node = isByName ? tree.nodes[Int(node)].nextOfName : tree.next(node) }
            return node
        }
    }

    /// The elements that the path leads to from `node`.
    func find(_ node: NodeID, _ path: Path) -> Found {
        var found = Found()
        each(node, path) { target in
            if found.count == 0 { found.first = target }
            found.count += 1
            return false
        }
        return found
    }

    /// The elements that the path leads to from each element of this name.
    func find(anywhere element: Element, _ path: Path) -> Found {
        var found = Found()
        var node = firstOfName[Int(element.rawValue)]
        while node >= 0 {
            let part = find(node, path)
            if found.count == 0 { found.first = part.first }
            found.count += part.count
            node = nodes[Int(node)].nextOfName
        }
        return found
    }

    /// Whether the body says true of one element that the path leads to. It is asked in document
    /// order, until it does.
    @discardableResult
    func each(
        _ node: NodeID, _ path: Path, at depth: Int = 0, _ body: (NodeID) -> Bool
    ) -> Bool {
        guard node >= 0 else { return false }
        let name = path[depth]
        var child = sameNamed(from: nodes[Int(node)].firstChild, name)
        while child >= 0 {
            let isLast = depth + 1 == path.count
            if isLast ? body(child) : each(child, path, at: depth + 1, body) { return true }
            child = sameNamed(from: nodes[Int(child)].nextSibling, name)
        }
        return false
    }

    /// The same with a body that may end the stage.
    func any(
        _ node: NodeID, _ path: Path, at depth: Int = 0,
        _ body: (NodeID) throws(StageAbort) -> Bool
    ) throws(StageAbort) -> Bool {
        guard node >= 0 else { return false }
        let name = path[depth]
        var child = sameNamed(from: nodes[Int(node)].firstChild, name)
        while child >= 0 {
            if depth + 1 == path.count {
                if try body(child) { return true }
            } else if try any(child, path, at: depth + 1, body) {
                return true
            }
            child = sameNamed(from: nodes[Int(child)].nextSibling, name)
        }
        return false
    }

    // MARK: - Values

    /// The string value; empty where there is no element.
    @inline(__always)
    func text(_ node: NodeID) -> Text {
        guard node >= 0 else { return Text(start: nil, count: 0) }
        let range = Int(nodes[Int(node)].textStart)..<Int(nodes[Int(node)].textEnd)
        return Text(rebasing: textBytes[range])
    }

    /// The texts directly in an element without children, as comments divide them.
    func textPieces(_ node: NodeID) -> [Text] {
        let range = Int(nodes[Int(node)].textStart)..<Int(nodes[Int(node)].textEnd)
        var pieces: [Text] = []
        var start = range.lowerBound
        for seam in seams where Int(seam) > start && Int(seam) < range.upperBound {
            pieces.append(Text(rebasing: textBytes[start..<Int(seam)]))
            start = Int(seam)
        }
        if start < range.upperBound {
            pieces.append(Text(rebasing: textBytes[start..<range.upperBound]))
        }
        return pieces
    }

    /// `nil` where there is no such attribute.
    func attribute(_ node: NodeID, _ name: UInt8) -> Text? {
        guard node >= 0 else { return nil }
        let entry = nodes[Int(node)]
        let first = Int(entry.firstAttribute)
        for attribute in attributes[first..<(first + Int(entry.attributeCount))]
        where attribute.name == name {
            return Text(rebasing: attributeBytes[Int(attribute.start)..<Int(attribute.end)])
        }
        return nil
    }
}

extension RuleDocument {
    /// Runs the body with the arrays as plain memory.
    func withTree<R>(_ body: (Tree) -> R) -> R {
        nodes.withUnsafeBufferPointer { nodes in
            attributes.withUnsafeBufferPointer { attributes in
                text.withUnsafeBufferPointer { text in
                    attributeText.withUnsafeBufferPointer { attributeText in
                        firstOfName.withUnsafeBufferPointer { firstOfName in
                            seams.withUnsafeBufferPointer { seams in
                                body(
                                    Tree(
                                        nodes: nodes, attributes: attributes, textBytes: text,
                                        attributeBytes: attributeText,
                                        firstOfName: firstOfName, seams: seams))
                            }
                        }
                    }
                }
            }
        }
    }
}
