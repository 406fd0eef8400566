/// The check of a document against the UBL 2.1 schema: order and number of elements, attributes,
/// types of values.
struct SchemaCheck {
    private let tree: Tree
    private let grammar = SchemaGrammar.shared
    private var faults: [Fault] = []
    /// The values of `Id` so far: no two are the same.
    private var ids: Set<String> = []

    struct Fault {
        let kind: SchemaFault.Kind
        let node: NodeID
        let found: String?
        let expected: String?
    }

    /// More are not reported: they tell nobody anything new.
    private static let mostFaults = 100

    static func faults(_ tree: Tree) -> [Fault] {
        var check = SchemaCheck(tree: tree)
        check.run()
        return check.faults
    }

    private init(tree: Tree) { self.tree = tree }

    private mutating func add(
        _ kind: SchemaFault.Kind, _ node: NodeID, found: String? = nil, expected: String? = nil
    ) {
        guard faults.count < Self.mostFaults else { return }
        faults.append(Fault(kind: kind, node: node, found: found, expected: expected))
    }

    private mutating func run() {
        guard tree.isNamed(0, .ublInvoice) else {
            add(.root, 0, found: nil, expected: "ubl:Invoice")
            return
        }
        // Where anything may stand, what is unknown is not looked into.
        var skipped = Tree.none
        for index in 0..<NodeID(tree.nodes.count) {
            if skipped >= 0 {
                if isWithin(index, skipped) { continue }
                skipped = Tree.none
            }
            let rule = grammar.rules[Int(tree.name(index))]
            switch rule.content {
            case .unknown:
                skipped = index
                continue
            case .basic(let type):
                checkBasic(index, type)
            case .sequence(let sequence):
                checkSequence(index, grammar.sequences[sequence])
                if !rule.isMixed { checkNoText(index) }
            case .any(let least, let most):
                checkCount(index, least: least, most: most)
                if !rule.isMixed { checkNoText(index) }
            }
            checkAttributes(index, rule)
        }
    }

    private func isWithin(_ node: NodeID, _ ancestor: NodeID) -> Bool {
        var node = tree.parent(node)
        while node > ancestor { node = tree.parent(node) }
        return node == ancestor
    }

    // MARK: - Elements

    private mutating func checkSequence(_ node: NodeID, _ sequence: [SchemaGrammar.Particle]) {
        var child = tree.nodes[Int(node)].firstChild
        var place = 0
        var count = 0
        while child >= 0 {
            let name = tree.name(child)
            var next = place
            while next < sequence.count, sequence[next].element != name || name == 0 { next += 1 }
            if next == sequence.count || (next == place && count > 0 && !sequence[place].mayRepeat)
            {
                add(
                    .unexpectedElement, child, found: grammar.names[Int(name)],
                    expected: expected(sequence, from: place, count))
                return
            }
            if let missing = firstRequired(sequence, from: place, count, upTo: next) {
                add(.missingElement, node, expected: grammar.names[Int(missing)])
                return
            }
            count = next == place ? count + 1 : 1
            place = next
            child = tree.nodes[Int(child)].nextSibling
        }
        if let missing = firstRequired(sequence, from: place, count, upTo: sequence.count) {
            add(.missingElement, node, expected: grammar.names[Int(missing)])
        }
    }

    private func firstRequired(
        _ sequence: [SchemaGrammar.Particle], from place: Int, _ count: Int, upTo end: Int
    ) -> UInt16? {
        guard place < end else { return nil }
        for index in place..<end where sequence[index].isRequired {
            if index > place || count == 0 { return sequence[index].element }
        }
        return nil
    }

    /// What may stand here: everything up to the next that must.
    private func expected(
        _ sequence: [SchemaGrammar.Particle], from place: Int, _ count: Int
    ) -> String {
        var names: [String] = []
        for index in place..<sequence.count {
            if index == place, count > 0, !sequence[index].mayRepeat { continue }
            names.append(grammar.names[Int(sequence[index].element)])
            if sequence[index].isRequired && !(index == place && count > 0) { break }
        }
        return names.isEmpty ? "" : names.prefix(10).joined(separator: " ")
    }

    private mutating func checkCount(_ node: NodeID, least: Int, most: Int) {
        var count = 0
        var child = tree.nodes[Int(node)].firstChild
        while child >= 0 {
            count += 1
            if most < .max, count == most + 1 {
                add(.unexpectedElement, child, found: grammar.names[Int(tree.name(child))])
            }
            child = tree.nodes[Int(child)].nextSibling
        }
        if count < least { add(.missingElement, node) }
    }

    /// Only blanks stand between elements.
    private mutating func checkNoText(_ node: NodeID) {
        var start = Int(tree.nodes[Int(node)].textStart)
        var child = tree.nodes[Int(node)].firstChild
        while child >= 0 {
            if !checkBlank(node, start, Int(tree.nodes[Int(child)].textStart)) { return }
            start = Int(tree.nodes[Int(child)].textEnd)
            child = tree.nodes[Int(child)].nextSibling
        }
        _ = checkBlank(node, start, Int(tree.nodes[Int(node)].textEnd))
    }

    private mutating func checkBlank(_ node: NodeID, _ start: Int, _ end: Int) -> Bool {
        let text = Text(rebasing: tree.textBytes[start..<end])
        if text.isBlank { return true }
        add(.unexpectedText, node, found: Judge.shown(text))
        return false
    }

    // MARK: - Values

    private mutating func checkBasic(_ node: NodeID, _ type: SchemaGrammar.DataType) {
        let child = tree.nodes[Int(node)].firstChild
        if child >= 0 {
            add(.unexpectedElement, child, found: grammar.names[Int(tree.name(child))])
            return
        }
        let text = tree.text(node)
        let (isRight, name) = Self.isRight(text, type)
        if !isRight { add(.badValue, node, found: Judge.shown(text), expected: name) }
    }

    private static func isRight(
        _ text: Text, _ type: SchemaGrammar.DataType
    ) -> (Bool, String) {
        switch type {
        case .text, .code, .identifier, .string: (true, "")
        case .indicator: (Lexical.isBoolean(text), "xs:boolean")
        case .date: (Lexical.date(text) != nil, "xs:date")
        case .time: (Lexical.isTime(text), "xs:time")
        case .dateTime: (Lexical.dateTime(text) != nil, "xs:dateTime")
        case .amount, .quantity, .measure, .numeric: (Lexical.isDecimal(text), "xs:decimal")
        case .binaryObject, .base64: (Lexical.isBase64(text), "xs:base64Binary")
        case .integer: (Lexical.isInteger(text), "xs:integer")
        }
    }

    private mutating func checkAttributes(_ node: NodeID, _ rule: SchemaGrammar.Rule) {
        let entry = tree.nodes[Int(node)]
        if entry.attributeCount == 0, rule.required == 0 { return }
        var seen: UInt64 = 0
        let first = Int(entry.firstAttribute)
        for attribute in tree.attributes[first..<(first + Int(entry.attributeCount))] {
            if attribute.name == RuleDocument.Attribute.schemaInstance { continue }
            let value = Text(
                rebasing: tree.attributeBytes[Int(attribute.start)..<Int(attribute.end)])
            let bit: UInt64 = attribute.name == 0 ? 0 : 1 << UInt64(attribute.name)
            seen |= bit
            if rule.attributes & bit == 0 {
                add(.unexpectedAttribute, node, found: Self.name(attribute) ?? Judge.shown(value))
            } else if attribute.name == Self.languageID, !Lexical.isLanguage(value) {
                add(.badValue, node, found: Judge.shown(value), expected: "xs:language")
            } else if attribute.name == Self.id,
                !(Lexical.isName(value) && ids.insert(String(value.trimmed)).inserted)
            {
                add(.badValue, node, found: Judge.shown(value), expected: "xs:ID")
            }
        }
        let missing = rule.required & ~seen
        if missing != 0 {
            let code = missing.trailingZeroBitCount
            add(.missingAttribute, node, expected: AttributeName.names[code - 1].description)
        }
    }

    private static let id = AttributeName.code(of: "Id")
    private static let languageID = AttributeName.code(of: "languageID")

    private static func name(_ attribute: RuleDocument.Attribute) -> String? {
        attribute.name == 0 ? nil : AttributeName.names[Int(attribute.name) - 1].description
    }
}
