import Cryptography
import Invoicing

/// The documents of a folder joined by the hashes that they name.
///
/// Who follows whom is told by the documents alone: KSA-13 is part of what was stamped. A run of
/// documents that join is a fragment; whatever a fragment lacks before it is told by counters
/// (``FolderChains``).
struct FolderLinks {
    /// Documents, each following the one before it.
    struct Fragment {
        enum Start {
            /// KSA-13 is the fixed first value.
            case fixed
            /// KSA-13 is the hash of a document that is not in the folder.
            case absent
            /// KSA-13 is no hash.
            case unknown
        }

        let start: Start
        /// Places in the list of documents.
        var documents: [Int32]
        /// Counters by place: what the documents say, unless they were changed. Empty where no
        /// document of the fragment has one.
        var counters: [Int64] = []
        var unit: Int32?

        var first: Int64 { counters.first ?? 0 }
        var last: Int64 { counters.last ?? 0 }
    }

    private let documents: [FolderDocument]
    private let name: (FolderDocument) -> String
    private let place: (FolderDocument) -> FindingPlace
    private(set) var fragments: [Fragment] = []
    private(set) var symptoms: [Symptom] = []
    private(set) var copies: Int64 = 0
    private(set) var restamped: Int64 = 0

    /// One document of each hash, in the order of the files.
    private var nodes: [Int32] = []
    private var children: [SHA256Digest: [Int32]] = [:]
    /// Documents from here to the end of the longest line that follows, by place.
    private var depths: [Int32: Int32] = [:]

    init(
        _ documents: [FolderDocument], name: @escaping (FolderDocument) -> String,
        place: @escaping (FolderDocument) -> FindingPlace
    ) {
        self.documents = documents
        self.name = name
        self.place = place
    }

    mutating func run() {
        chooseNodes()
        findTwice(.uuidDuplicate, FolderWords.uuidCause) { $0.uuid }
        findTwice(.numberDuplicate, FolderWords.numberCause, severity: .unproven) { document in
            document.number.map { $0 &+ UInt64(document.seller) &* 0x9E37_79B9_7F4A_7C15 }
        }
        join()
    }

    // MARK: - One of each

    private mutating func chooseNodes() {
        var digests: Set<SHA256Digest> = []
        var places: [SHA256Digest: Int] = [:]
        for (index, document) in documents.enumerated() {
            guard digests.insert(document.digest).inserted else {
                copies += 1
                continue
            }
            guard let place = places[document.hash] else {
                places[document.hash] = nodes.count
                nodes.append(Int32(index))
                continue
            }
            addTwin(document, Int32(index), node: place)
        }
        nodes.sort()
    }

    /// The authority stamps a standard document anew, so there two stamps are two copies of one.
    private mutating func addTwin(_ document: FolderDocument, _ index: Int32, node: Int) {
        let other = documents[Int(nodes[node])]
        if !document.isSimplified {
            restamped += 1
            if document.isOwn, !other.isOwn { nodes[node] = index }
            return
        }
        guard !document.isChanged else { return }
        add(
            .hashDuplicate, document, expected: name(other),
            found: "\(name(other)), \(name(document))", follows: [document.key, other.key],
            cause: FolderWords.stampTwice)
    }

    private mutating func findTwice(
        _ code: FindingCode, _ cause: Bilingual, severity: FindingSeverity? = nil,
        _ value: (FolderDocument) -> UInt64?
    ) {
        var seen: [UInt64: Int32] = [:]
        for node in nodes {
            let document = documents[Int(node)]
            // What a changed document says is nobody's word.
            guard !document.isChanged, let value = value(document) else { continue }
            guard let before = seen[value] else {
                seen[value] = node
                continue
            }
            let other = documents[Int(before)]
            // The same UUID says it all.
            if code == .numberDuplicate, document.uuid == other.uuid { continue }
            add(
                code, document, expected: name(other),
                found: "\(name(other)), \(name(document))",
                key: severity == nil ? document.key : .number(Int64(document.file)),
                follows: severity == nil ? [other.key] : [], cause: cause, severity: severity)
        }
    }

    private mutating func add(
        _ code: FindingCode, _ document: FolderDocument, expected: String? = nil,
        found: String? = nil, key: CauseKey? = nil, follows: [CauseKey] = [], cause: Bilingual,
        severity: FindingSeverity? = nil
    ) {
        var symptom = Symptom(
            code, at: place(document), expected: expected, found: found,
            key: key ?? document.key, follows: follows)
        symptom.knownCause = cause
        symptom.knownNext = .source
        symptom.severity = severity
        symptoms.append(symptom)
    }

    // MARK: - Lines

    private mutating func join() {
        var byHash: [SHA256Digest: Int32] = [:]
        for node in nodes { byHash[documents[Int(node)].hash] = node }
        var fixed: [Int32] = []
        var unknown: [Int32] = []
        var absent: [SHA256Digest] = []
        for node in nodes {
            let document = documents[Int(node)]
            switch document.previous {
            // A changed document begins no chain.
            case .initial where document.isChanged && document.icv != 1: unknown.append(node)
            case .initial: fixed.append(node)
            case .other: unknown.append(node)
            case .hash(let hash):
                let before = byHash[hash].map { documents[Int($0)] }
                guard before.map({ $0.seller == document.seller }) ?? true else {
                    unknown.append(node)
                    continue
                }
                if before == nil, children[hash] == nil { absent.append(hash) }
                children[hash, default: []].append(node)
            }
        }
        measure()
        for node in fixed { addFragment(.fixed, from: node) }
        for hash in absent {
            guard let first = choose(children[hash] ?? [], after: nil) else { continue }
            addFragment(.absent, from: first)
        }
        for node in unknown { addFragment(.unknown, from: node) }
    }

    /// How long the line behind each document is. A document names the hash of one before it, so no
    /// line comes back to itself.
    private mutating func measure() {
        var stack: [Int32] = []
        for node in nodes where depths[node] == nil {
            stack.append(node)
            while let top = stack.last {
                let next = children[documents[Int(top)].hash] ?? []
                let open = next.filter { depths[$0] == nil }
                if open.isEmpty {
                    depths[top] = 1 + (next.compactMap { depths[$0] }.max() ?? 0)
                    stack.removeLast()
                } else {
                    stack += open
                }
            }
        }
    }

    private mutating func addFragment(_ start: Fragment.Start, from node: Int32) {
        var fragment = Fragment(start: start, documents: [node])
        var last = node
        while let next = choose(children[documents[Int(last)].hash] ?? [], after: last) {
            fragment.documents.append(next)
            last = next
        }
        fragment.unit = unit(of: fragment)
        count(&fragment)
        fragments.append(fragment)
    }

    /// Of several documents after the same one, the one that the chain goes on with; each of the
    /// others is a fork, unless its own bytes were changed.
    private mutating func choose(_ next: [Int32], after before: Int32?) -> Int32? {
        guard next.count > 1 else { return next.first }
        func rank(_ node: Int32) -> (Int, Int32, Int64, Int32) {
            let document = documents[Int(node)]
            return (
                document.isChanged ? 1 : 0, -(depths[node] ?? 0), document.time ?? .max, node
            )
        }
        let order = next.sorted { rank($0) < rank($1) }
        let main = documents[Int(order[0])]
        for node in order.dropFirst() {
            let document = documents[Int(node)]
            guard !document.isChanged else { continue }
            let previous = before.map { documents[Int($0)] }
            add(
                .chainFork, document, found: document.previous.text, key: document.key,
                follows: [],
                cause: FolderWords.fork(
                    name(main), name(document), after: previous.map(name)))
        }
        return order[0]
    }

    /// The unit that the first certificate tells.
    private func unit(of fragment: Fragment) -> Int32? {
        for node in fragment.documents {
            if let unit = documents[Int(node)].unit { return unit }
        }
        return nil
    }

    /// Each counter is one more than that of the document before.
    private mutating func count(_ fragment: inout Fragment) {
        guard
            let anchor = fragment.documents.firstIndex(where: { node in
                documents[Int(node)].icv.map { $0 > 0 } ?? false
            })
        else { return }
        let known = documents[Int(fragment.documents[anchor])].icv ?? 0
        var before = max(0, known - Int64(anchor) - 1)
        for (index, node) in fragment.documents.enumerated() {
            let document = documents[Int(node)]
            let expected = before + 1
            var counter = document.icv ?? expected
            if counter != expected, index > 0 {
                add(
                    .icvMismatch, document, expected: "ICV \(expected)", found: "ICV \(counter)",
                    key: document.link, follows: [document.key], cause: FolderWords.counterCause)
                // A changed or a falling counter does not tell the place.
                if document.isChanged || counter < expected { counter = expected }
            }
            fragment.counters.append(counter)
            before = counter
        }
    }
}
