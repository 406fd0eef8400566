import XML

/// The schema, compiled once from its tables: for each element what it may hold.
struct SchemaGrammar: Sendable {
    /// What the text of a basic element must be.
    enum DataType: UInt8, Sendable {
        case text, code, identifier, indicator, date, time, amount, quantity, measure, numeric
        case binaryObject
        // Types of the stamp's elements.
        case string, base64, integer, dateTime
    }

    /// One place in a sequence.
    struct Particle: Sendable {
        let element: UInt16
        let isRequired: Bool
        let mayRepeat: Bool
    }

    enum Content: Sendable {
        /// Nothing is said of it.
        case unknown
        case basic(DataType)
        /// Elements in this order.
        case sequence(Int)
        /// Any elements, at least and at most so many.
        case any(least: Int, most: Int)
    }

    struct Rule: Sendable {
        var content = Content.unknown
        /// Text may stand between its elements.
        var isMixed = false
        /// One bit for each attribute's code.
        var attributes: UInt64 = 0
        var required: UInt64 = 0
    }

    /// By the element's code.
    private(set) var rules: [Rule] = []
    private(set) var sequences: [[Particle]] = []
    /// Prefix and local name, by the element's code; the first is empty.
    private(set) var names: [String] = [""]
    private var codes: [String: UInt16] = [:]

    static let shared = SchemaGrammar()

    /// The namespaces of the prefixes in the tables.
    static let namespaces: [(prefix: String, uri: String)] = {
        let ubl = "urn:oasis:names:specification:ubl:schema:xsd:"
        return [
            ("ubl", ubl + "Invoice-2"), ("cac", ubl + "CommonAggregateComponents-2"),
            ("cbc", ubl + "CommonBasicComponents-2"),
            ("ext", ubl + "CommonExtensionComponents-2"),
            ("sig", ubl + "CommonSignatureComponents-2"),
            ("sac", ubl + "SignatureAggregateComponents-2"),
            ("sbc", ubl + "SignatureBasicComponents-2"),
            ("ds", "http://www.w3.org/2000/09/xmldsig#"),
            ("xades", "http://uri.etsi.org/01903/v1.3.2#"),
        ]
    }()

    /// The names for the parser, in the order of their codes.
    var vocabulary: XMLVocabulary {
        var uris: [String: String] = [:]
        for namespace in Self.namespaces { uris[namespace.prefix] = namespace.uri }
        return XMLVocabulary(
            namespaces: Self.namespaces.map(\.uri),
            names: names.dropFirst().map { name in
                let parts = name.split(separator: ":", maxSplits: 1)
                return XMLVocabulary.Name(
                    namespace: uris[String(parts[0])] ?? "", local: String(parts[1]))
            })
    }

    private init() {
        for element in Element.allCases {
            let word = String(describing: element)
            _ = code(word.prefix(3) + ":" + word.dropFirst(3))
        }
        for entry in Self.entries(UBLGrammar.text) { readUBL(entry) }
        for entry in Self.entries(SignatureGrammar.text) { readStamp(entry) }
        rules[Int(code("ubl:Invoice"))].content = .sequence(invoiceSequence())
        for index in names.indices.dropFirst() where names[index].hasPrefix("cbc:") {
            let type = Self.dataType(names[index])
            rules[index].content = .basic(type)
            setAttributes(of: index, type)
        }
        for index in names.indices {
            if case .basic(let type) = rules[index].content { setAttributes(of: index, type) }
        }
    }

    /// An entry begins where a line is not indented.
    private static func entries(_ text: String) -> [[Substring]] {
        var entries: [[Substring]] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix(" ") {
                entries[entries.count - 1] += words
            } else {
                entries.append(words)
            }
        }
        return entries
    }

    private mutating func code(_ name: some StringProtocol) -> UInt16 {
        let name = String(name)
        if let code = codes[name] { return code }
        let code = UInt16(names.count)
        codes[name] = code
        names.append(name)
        while rules.count < names.count { rules.append(Rule()) }
        return code
    }

    private mutating func particle(_ word: Substring, prefix: String) -> Particle {
        let mark = word.last
        let isMarked = mark == "?" || mark == "*" || mark == "+"
        let name = isMarked ? word.dropLast() : word
        return Particle(
            element: code(prefix + name), isRequired: mark != "?" && mark != "*",
            mayRepeat: mark == "*" || mark == "+")
    }

    private mutating func readUBL(_ entry: [Substring]) {
        guard let equals = entry.firstIndex(of: "="), let type = entry.first else {
            preconditionFailure("an entry of the grammar has no body")
        }
        var sequence: [Particle] = []
        var prefix = "cbc:"
        for word in entry[(equals + 1)...] {
            if word == "/" {
                prefix = "cac:"
            } else {
                sequence.append(particle(word, prefix: prefix))
            }
        }
        sequences.append(sequence)
        var elements = entry[1..<equals].filter { $0 != ":" }
        if !type.hasPrefix("-") { elements.append(type) }
        for element in elements {
            let code = Int(code((type == "Invoice" ? "ubl:" : "cac:") + element))
            rules[code].content = .sequence(sequences.count - 1)
        }
    }

    /// The root's table begins behind its extensions, which are of another namespace.
    private mutating func invoiceSequence() -> Int {
        let extensions = Particle(
            element: code("ext:UBLExtensions"), isRequired: false, mayRepeat: false)
        guard case .sequence(let index) = rules[Int(code("ubl:Invoice"))].content else {
            preconditionFailure("the grammar has no Invoice")
        }
        sequences.append([extensions] + sequences[index])
        return sequences.count - 1
    }

    private mutating func readStamp(_ entry: [Substring]) {
        guard let equals = entry.firstIndex(of: "="), var name = entry.first else {
            preconditionFailure("an entry of the grammar has no body")
        }
        var rule = Rule()
        if name.hasPrefix("~") {
            rule.isMixed = true
            name = name.dropFirst()
        }
        for word in entry[1..<equals] {
            let isRequired = word.hasSuffix("!")
            let attribute = String(word.dropFirst().prefix { $0 != "!" })
            let bit: UInt64 = 1 << UInt64(AttributeName.code(of: attribute))
            rule.attributes |= bit
            if isRequired { rule.required |= bit }
        }
        switch entry[equals + 1] {
        case "any": rule.content = .any(least: 0, most: .max)
        case "any+": rule.content = .any(least: 1, most: .max)
        case "any1": rule.content = .any(least: 1, most: 1)
        case let word where word.hasPrefix("\""):
            rule.content = .basic(Self.type(named: String(word.dropFirst().dropLast())))
        default:
            sequences.append(entry[(equals + 1)...].map { particle($0, prefix: "") })
            rule.content = .sequence(sequences.count - 1)
        }
        rules[Int(code(name))] = rule
    }

    private static func type(named name: String) -> DataType {
        switch name {
        case "identifier": .identifier
        case "code": .code
        case "text": .text
        case "base64": .base64
        case "integer": .integer
        case "datetime": .dateTime
        default: .string
        }
    }

    /// In UBL the last word of a basic element's name says its type.
    private static func dataType(_ name: String) -> DataType {
        let endings: [(String, DataType)] = [
            ("BinaryObject", .binaryObject), ("Amount", .amount), ("Code", .code),
            ("ID", .identifier), ("URI", .identifier), ("Date", .date), ("Time", .time),
            ("Indicator", .indicator), ("Quantity", .quantity), ("Measure", .measure),
            ("Percent", .numeric), ("Rate", .numeric), ("Numeric", .numeric),
        ]
        return endings.first { name.hasSuffix($0.0) }?.1 ?? .text
    }

    private mutating func setAttributes(of index: Int, _ type: DataType) {
        let (allowed, required) = Self.attributes(of: type)
        for name in allowed + required {
            rules[index].attributes |= 1 << UInt64(AttributeName.code(of: name))
        }
        for name in required {
            rules[index].required |= 1 << UInt64(AttributeName.code(of: name))
        }
    }

    private static func attributes(of type: DataType) -> (allowed: [String], required: [String]) {
        switch type {
        case .amount: (["currencyCodeListVersionID"], ["currencyID"])
        case .binaryObject:
            (["format", "encodingCode", "characterSetCode", "uri", "filename"], ["mimeCode"])
        case .code:
            (
                [
                    "listID", "listAgencyID", "listAgencyName", "listName", "listVersionID",
                    "name", "languageID", "listURI", "listSchemeURI",
                ], []
            )
        case .identifier:
            (
                [
                    "schemeID", "schemeName", "schemeAgencyID", "schemeAgencyName",
                    "schemeVersionID", "schemeDataURI", "schemeURI",
                ], []
            )
        case .measure: (["unitCodeListVersionID"], ["unitCode"])
        case .numeric: (["format"], [])
        case .quantity:
            (
                [
                    "unitCode", "unitCodeListID", "unitCodeListAgencyID",
                    "unitCodeListAgencyName",
                ], []
            )
        case .text: (["languageID", "languageLocaleID"], [])
        case .indicator, .date, .time, .string, .base64, .integer, .dateTime: ([], [])
        }
    }
}
