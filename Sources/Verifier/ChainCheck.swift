import Cryptography
import Invoicing

/// Walks every chain in the order of its counters, and looks for what is missing, twice, or in the
/// wrong line.
struct ChainCheck {
    let records: LedgerRecords
    let log: LogIndex
    /// In the order of their rows.
    let links: Pieces<DocumentLink>
    /// SHA-256 of bytes that are not those that were logged, by their rows.
    let changed: [Int64: SHA256Digest]
    /// Documents that an earlier audit has read the chain up to.
    let border: Set<Int64>
    private(set) var symptoms: [Symptom] = []
    private(set) var epochs: [Int64: AuditReport.Epoch] = [:]
    /// Rows that the log names and the file does not have, with the gap in a chain that explains
    /// each.
    private var missingRows: [Int64] = []
    private var gapOfRow: [Int64: CauseKey] = [:]
    private(set) var gapOfEntry: [Int64: CauseKey] = [:]
    private var lastHash: [Int64: SHA256Digest] = [:]

    init(
        records: LedgerRecords, log: LogIndex, links: Pieces<DocumentLink>,
        changed: [Int64: SHA256Digest],
        border: Set<Int64> = []
    ) {
        self.border = border
        self.records = records
        self.log = log
        self.links = links
        self.changed = changed
    }

    mutating func run() {
        findMissingRows()
        walkChains()
        checkEpochs()
        checkClock()
        findSwaps()
        findTwice(.hashDuplicate) { $0.hash.prefix }
        findTwice(.uuidDuplicate, \.uuid)
        findTwice(.numberDuplicate, \.number)
        findTwice(.keyDuplicate, \.key)
        addMissingRows()
    }

    private func place(_ link: DocumentLink) -> FindingPlace { records.place(link) }

    /// Rows that the log names and the file does not have.
    var missing: [RecordKey] { missingRows.map { .document($0) } }

    /// Runs of counters that were read and have no symptom, as `unit/epoch ICV first–last`.
    func readable(unsound: Set<Int64>) -> [String] {
        let order = links.lazy.filter { !unsound.contains($0.id) }
            .map { ($0.chain, $0.icv) }.sorted(by: <)
        var runs: [(chain: Int64, first: Int64, last: Int64)] = []
        for (chain, icv) in order {
            if let last = runs.last, last.chain == chain, icv == last.last + 1 {
                runs[runs.count - 1].last = icv
            } else {
                runs.append((chain, icv, icv))
            }
        }
        return runs.map { run in
            let place = records.place(chain: run.chain)
            return "\(place.unit ?? "–")/\(place.epoch ?? 0) ICV \(run.first)–\(run.last)"
        }
    }

    // MARK: - Chains

    private mutating func walkChains() {
        // Positions, not copies of the links. In a sound ledger they are in order as they come.
        var chains: [Int64: (places: [Int32], latest: Int64, isOrdered: Bool)] = [:]
        for (index, link) in links.enumerated() {
            var chain = chains.removeValue(forKey: link.chain) ?? ([], Int64.min, true)
            chain.isOrdered = chain.isOrdered && link.icv >= chain.latest
            chain.latest = link.icv
            chain.places.append(Int32(index))
            chains[link.chain] = chain
        }
        for (_, chain) in chains.sorted(by: { $0.key < $1.key }) {
            walk(chain.isOrdered ? chain.places : inOrder(chain.places))
        }
    }

    private func inOrder(_ places: [Int32]) -> [Int32] {
        places.map { (links[Int($0)].icv, $0) }.sorted(by: <).map(\.1)
    }

    private mutating func walk(_ order: [Int32]) {
        let chain = order.lazy.map { [links] in links[Int($0)] }
        guard let first = chain.first, let last = chain.last else { return }
        epochs[first.chain] = AuditReport.Epoch(
            epoch: records.chains[first.chain]?.epoch ?? 0, first: first.icv, last: last.icv)
        lastHash[first.chain] = last.hash
        var earlier = EarlierHashes(links, order)
        if !border.contains(first.id) { checkStart(first) }
        var before: [DocumentLink] = []
        var current: [DocumentLink] = [first]
        for link in chain.dropFirst() {
            if link.icv == current[0].icv {
                addDuplicate(link, of: current[0])
                checkStep(link, from: before, &earlier)
                current.append(link)
                continue
            }
            before = current
            current = [link]
            if link.icv > before[0].icv + 1 { addGap(link, after: before[before.count - 1]) }
            checkStep(link, from: before, &earlier)
        }
    }

    private mutating func checkStart(_ first: DocumentLink) {
        if first.icv != 1 {
            symptoms.append(
                Symptom(
                    .chainStartICV, at: place(first), expected: "ICV 1", found: "ICV \(first.icv)",
                    key: .gap(before: first.id), follows: [.file]))
            explainRows(from: 0, to: first.id, by: .gap(before: first.id))
        } else if first.previous != .initial {
            symptoms.append(
                Symptom(
                    .chainStartPIH, at: place(first), expected: PreviousInvoiceHash.initialText,
                    found: first.previous.text, key: .link(first.id),
                    follows: [.record(.document(first.id))]))
        }
    }

    private mutating func addGap(_ link: DocumentLink, after before: DocumentLink) {
        var place = place(link)
        place.icv = before.icv + 1
        let key = CauseKey.gap(before: link.id)
        symptoms.append(
            Symptom(
                .icvGap, at: place, expected: "ICV \(before.icv + 1)", found: "ICV \(link.icv)",
                key: key,
                follows: [.file]))
        explainRows(from: before.id, to: link.id, by: key)
    }

    private mutating func addDuplicate(_ link: DocumentLink, of first: DocumentLink) {
        // Of the two, one that the log does not know is the one that was put in.
        let isFirstStranger = log.documents.entry(of: first.id) == nil
        let stranger = isFirstStranger ? first : link
        symptoms.append(
            Symptom(
                .icvDuplicate, at: place(link), expected: "ICV \(link.icv): document \(first.id)",
                found: "documents \(first.id), \(link.id)", key: .record(.document(stranger.id))))
    }

    private mutating func checkStep(
        _ link: DocumentLink, from before: [DocumentLink], _ earlier: inout EarlierHashes
    ) {
        guard let previous = before.last else { return }
        if before.contains(where: { link.previous == .hash($0.hash) }) { return }
        if case .other = link.previous, link.isChanged { return }
        let isGap = link.icv > previous.icv + 1
        let causes: [CauseKey] =
            (isGap ? [.gap(before: link.id)] : []) + before.map { .record(.document($0.id)) } + [
                .record(.document(link.id))
            ]
        // Documents whose bytes were moved or edited do not tell who follows whom.
        let areOriginal = !link.isChanged && before.allSatisfy { !$0.isChanged }
        let isFork = !isGap && areOriginal && earlier.contains(link.previous, before: previous.icv)
        symptoms.append(
            Symptom(
                isFork ? .chainFork : .pihMismatch, at: place(link), expected: previous.hash.base64,
                found: link.previous.text, key: .link(link.id), follows: causes))
    }

    // MARK: - Epochs

    private mutating func checkEpochs() {
        var before: LedgerRecords.Chain?
        for chain in records.chainsInOrder {
            let earlier = before?.unit == chain.unit ? before : nil
            before = chain
            let expected = (earlier?.epoch ?? 0) &+ 1
            if chain.epoch != expected {
                symptoms.append(
                    Symptom(
                        .epochGap, at: records.place(chain: chain.id), expected: String(expected),
                        found: String(chain.epoch), key: .epoch(chain.id), follows: [.file]))
                continue
            }
            let named = chain.previousHash.map { SHA256Digest(orZero: $0) }
            let last = earlier.flatMap { lastHash[$0.id] }
            if named != last {
                let row = RecordKey(kind: "chain", id: chain.id)
                symptoms.append(
                    Symptom(
                        .epochLink, at: records.place(chain: chain.id), expected: last?.base64,
                        found: named?.base64, key: .epoch(chain.id),
                        follows: [.record(row)] + lastDocument(of: earlier?.id) + [.file]))
            }
        }
    }

    private func lastDocument(of chain: Int64?) -> [CauseKey] {
        guard let chain, let epoch = epochs[chain] else { return [] }
        return links.filter { $0.chain == chain && $0.icv == epoch.last }.map {
            .record(.document($0.id))
        }
    }

    private mutating func checkClock() {
        var latest: DocumentLink?
        for link in links {
            guard let newest = latest else {
                latest = link
                continue
            }
            if link.recordedAt >= newest.recordedAt {
                latest = link
            } else {
                symptoms.append(
                    Symptom(
                        .clockBackwards, at: place(link),
                        expected: Instant(secondsSince1970: newest.recordedAt).description,
                        found: Instant(secondsSince1970: link.recordedAt).description, key: .clock,
                        follows: [.record(.document(link.id)), .record(.document(newest.id))]))
            }
        }
    }

    // MARK: - Twice, swapped, missing

    /// Bytes that the log knows under another row were moved, not edited.
    private mutating func findSwaps() {
        guard !changed.isEmpty else { return }
        let digests = Set(changed.values)
        var owners: [SHA256Digest: Int64] = [:]
        for entry in log.documents.all where digests.contains(entry.payload) {
            owners[entry.payload] = entry.row
        }
        for link in links where link.isChanged {
            guard let digest = changed[link.id], let owner = owners[digest] else { continue }
            let other = links.first { $0.id == owner }
            var symptom = Symptom(
                .icvMismatch, at: place(link), expected: "ICV \(link.icv)",
                found: other.map { "ICV \($0.icv)" } ?? "document \(owner)",
                key: .record(.document(link.id)),
                follows: [.record(.document(owner))])
            symptom.leads = true
            symptoms.append(symptom)
        }
    }

    private mutating func findTwice(_ code: FindingCode, _ fingerprint: (DocumentLink) -> UInt64) {
        var values = links.map(fingerprint)
        values.sort()
        let isTwice = zip(values, values.dropFirst()).contains { $0 == $1 }
        values = []
        guard isTwice else { return }
        var order = links.indices.map { (value: fingerprint(links[$0]), index: $0) }
        order.sort { $0 < $1 }
        let pairs = zip(order, order.dropFirst()).filter { $0.value == $1.value }
        for (first, second) in pairs.sorted(by: { $0.1.index < $1.1.index }) {
            let (a, b) = (links[first.index], links[second.index])
            let isFirstStranger = log.documents.entry(of: a.id) == nil || a.isChanged
            symptoms.append(
                Symptom(
                    code, at: place(b), expected: "document \(a.id)",
                    found: "documents \(a.id), \(b.id)",
                    key: .record(.document(isFirstStranger ? a.id : b.id))))
        }
    }

    private mutating func findMissingRows() {
        var present = links.makeIterator()
        var link = present.next()
        for entry in log.documents.all {
            while let id = link?.id, id < entry.row { link = present.next() }
            if link?.id != entry.row { missingRows.append(entry.row) }
        }
        findIssuancesAlone()
    }

    /// Documents of which the log has the issuance and neither the document nor the file a row.
    private mutating func findIssuancesAlone() {
        var documents = log.documents.all.makeIterator()
        var document = documents.next()
        let count = missingRows.count
        for issuance in log.issuances.all {
            while let row = document?.row, row < issuance.row { document = documents.next() }
            if document?.row == issuance.row || links.index(ofRow: issuance.row) != nil { continue }
            missingRows.append(issuance.row)
        }
        if missingRows.count > count { missingRows.sort() }
    }

    /// Rows and entries between two documents of a chain went with the documents between them.
    private mutating func explainRows(from one: Int64, to other: Int64, by key: CauseKey) {
        // Where rows were moved, the later document of the chain may stand before the earlier one.
        let (first, last) = (min(one, other), max(one, other))
        for row in missingRows[missing(from: first)..<missing(from: last)]
        where gapOfRow[row] == nil {
            gapOfRow[row] = key
        }
        let firstSeq = log.entry(ofDocument: first) ?? 0
        let lastSeq = log.entry(ofDocument: last) ?? Int64.max
        for gap in log.gaps
        where gap.after >= firstSeq && gap.before <= lastSeq && gapOfEntry[gap.before] == nil {
            gapOfEntry[gap.before] = key
        }
    }

    /// Position of the first missing row that is not below `row`.
    private func missing(from row: Int64) -> Int {
        var low = 0
        var high = missingRows.count
        while low < high {
            let middle = (low + high) / 2
            if missingRows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func addMissingRows() {
        for (index, row) in missingRows.enumerated() {
            // Rows that went together are one deed.
            let neighbour = index > 0 && missingRows[index - 1] == row &- 1 ? row &- 1 : nil
            symptoms.append(
                Symptom(
                    .recordMissing, expected: "document \(row)", key: .record(.document(row)),
                    follows: [gapOfRow[row], .file, neighbour.map { .record(.document($0)) }]
                        .compactMap(\.self)))
        }
    }
}

/// The documents of a chain by their hashes, made when the first link is found broken.
private struct EarlierHashes {
    private let links: Pieces<DocumentLink>
    private let order: [Int32]
    private lazy var counters = Dictionary(
        order.lazy.map { [links] in links[Int($0)] }.map { ($0.hash, $0.icv) },
        uniquingKeysWith: min)

    init(_ links: Pieces<DocumentLink>, _ order: [Int32]) {
        self.links = links
        self.order = order
    }

    mutating func contains(_ previous: DocumentLink.Previous, before icv: Int64) -> Bool {
        guard case .hash(let hash) = previous, let counter = counters[hash] else { return false }
        return counter < icv
    }
}
