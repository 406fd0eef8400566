import XML

/// The namespaces of an invoice and the prefixes that official samples bind to them.
enum UBLNamespace {
    static let fixed: [(prefix: StaticString, uri: StaticString)] = [
        ("inv", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
        ("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
        ("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
        ("ext", "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"),
        ("sig", "urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2"),
        ("sac", "urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2"),
        ("sbc", "urn:oasis:names:specification:ubl:schema:xsd:SignatureBasicComponents-2"),
        ("ds", "http://www.w3.org/2000/09/xmldsig#"),
        ("xades", "http://uri.etsi.org/01903/v1.3.2#"),
    ]
    static let cac =
        "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    static let cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    static let xInclude: StaticString = "http://www.w3.org/2001/XInclude"
}

/// What stands at a path.
struct PathRole {
    var fact: Fact?
    var group: DocumentFacts.Group.Kind?
    /// A second one at the same path is a fault. For values, a second one in the same group is one
    /// anyway.
    var isOnce = false
    /// Values of which the first is taken and later ones are no fault.
    var mayRepeat = false
    /// Inside one of the parts that are not hashed: nothing but the official elements may stand
    /// here.
    var isStrict = false
    /// Inside the stamp.
    var isStamp = false
    var special: Special = .none

    enum Special {
        case none, signature, signedProperties, extensions, signatureReference, reference
    }
}

/// The paths whose values are read, as a table of transitions: (state of the parent, name) to
/// state.
struct DocumentPaths: Sendable {
    /// State of every element that is not in the table.
    static let unknown = 0
    /// State around the root element.
    static let outside = 1

    let vocabulary: XMLVocabulary
    let roles: Table<PathRole>
    let paths: [String]
    let attributes: Table<[(name: StaticString, fact: Fact)]>
    /// By name code: what the official hash recipe looks for by local name.
    let cuts: Table<CutName>
    let idCode: Int
    private let next: Table<UInt16>
    private let width: Int

    /// A constant table that lives as long as the program: reading it counts no references.
    ///
    /// Unchecked because the compiler cannot see that nobody writes to it.
    struct Table<Element>: @unchecked Sendable {
        private let elements: UnsafeBufferPointer<Element>

        init(_ array: [Element]) {
            let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
            _ = copy.initialize(from: array)
            elements = UnsafeBufferPointer(copy)
        }

        var count: Int { elements.count }

        @inline(__always)
        subscript(index: Int) -> Element {
            precondition(index >= 0 && index < elements.count, "a state or code of another table")
            return elements[index]
        }
    }

    enum CutName { case none, invoice, extensions, signature, reference }

    static let shared = DocumentPaths()

    @inline(__always)
    func state(after parent: Int, name: Int) -> Int { Int(next[parent * width + name]) }

    private init() {
        var build = PathBuilder()
        for row in DocumentPathTable.rows { build.add(row) }
        let uris = Dictionary(
            uniqueKeysWithValues: UBLNamespace.fixed.map { (string($0.prefix), string($0.uri)) })
        let names = build.names.map { name in
            let parts = name.split(separator: ":")
            return XMLVocabulary.Name(
                namespace: uris[String(parts[0])] ?? "", local: String(parts[1]))
        }
        vocabulary = XMLVocabulary(
            namespaces: UBLNamespace.fixed.map { string($0.uri) }, names: names)
        width = names.count + 1
        var table = [UInt16](repeating: 0, count: build.roles.count * width)
        for (key, state) in build.transitions {
            table[key.parent * width + key.name] = UInt16(state)
        }
        next = Table(table)
        roles = Table(build.roles)
        attributes = Table(build.attributes)
        paths = build.paths
        cuts = Table([.none] + names.map { Self.cut(Array($0.local.utf8)) })
        idCode = (build.names.firstIndex(of: "cbc:ID") ?? -1) + 1
    }

    static func cut(_ local: some Collection<UInt8>) -> CutName {
        switch local.count {
        case 7: isEqual(local, "Invoice") ? .invoice : .none
        case 9: isEqual(local, "Signature") ? .signature : .none
        case 13: isEqual(local, "UBLExtensions") ? .extensions : .none
        case 27: isEqual(local, "AdditionalDocumentReference") ? .reference : .none
        default: .none
        }
    }
}

private struct PathBuilder {
    struct Key: Hashable {
        let parent: Int
        let name: Int
    }

    var names: [String] = []
    var roles: [PathRole] = [PathRole(), PathRole()]
    var paths: [String] = ["", ""]
    var attributes: [[(name: StaticString, fact: Fact)]] = [[], []]
    var transitions: [Key: Int] = [:]

    mutating func add(_ row: DocumentPathTable.Row) {
        var state = DocumentPaths.outside
        var path = ""
        for step in row.path.split(separator: "/") {
            let name = code(String(step))
            path += (path.isEmpty ? "" : "/") + step
            let key = Key(parent: state, name: name)
            if let known = transitions[key] {
                state = known
            } else {
                let around = roles[state]
                state = roles.count
                transitions[key] = state
                var role = PathRole()
                role.isStrict = around.isStrict
                role.isStamp = around.isStamp
                roles.append(role)
                paths.append(path)
                attributes.append([])
            }
        }
        row.apply(to: &roles[state])
        attributes[state] += row.attributes
    }

    private mutating func code(_ name: String) -> Int {
        if let index = names.firstIndex(of: name) { return index + 1 }
        names.append(name)
        return names.count
    }
}
