import Invoicing

/// The fragments of one unit put in order: which of them are one chain with documents missing
/// between, and which are chains of their own.
///
/// What is not in the folder is missing, no more: the folder may be a part. Only what two documents
/// say against each other is evidence.
struct FolderChains {
    /// One chain, in the order of its counters.
    struct Chain {
        /// In the order of their counters, which do not meet.
        private(set) var fragments: [FolderLinks.Fragment]
        /// When the seller's own stamps were made, first and last.
        private(set) var span: ClosedRange<Int64>?

        init(_ fragment: FolderLinks.Fragment, span: ClosedRange<Int64>?) {
            fragments = [fragment]
            self.span = span
        }

        /// The place of the first fragment that ends at this counter or after it.
        func place(of counter: Int64) -> Int {
            var (low, high) = (0, fragments.count)
            while low < high {
                let middle = (low + high) / 2
                if fragments[middle].last < counter { low = middle + 1 } else { high = middle }
            }
            return low
        }

        func hasRoom(for fragment: FolderLinks.Fragment) -> Bool {
            if hasStart, fragment.first <= first { return false }
            let next = place(of: fragment.first)
            return next == fragments.count || fragments[next].first > fragment.last
        }

        mutating func add(_ fragment: FolderLinks.Fragment, span other: ClosedRange<Int64>?) {
            fragments.insert(fragment, at: place(of: fragment.first))
            guard let other else { return }
            span =
                span.map {
                    min($0.lowerBound, other.lowerBound)...max($0.upperBound, other.upperBound)
                } ?? other
        }

        var first: Int64 { fragments[0].first }
        var last: Int64 { fragments[fragments.count - 1].last }
        /// Its first fragment begins it.
        var hasStart: Bool {
            if case .fixed = fragments[0].start { true } else { first == 1 }
        }
        var count: Int { fragments.reduce(0) { $0 + $1.documents.count } }

        /// Counters that are in no fragment, from the first of the chain on.
        var missing: [FolderCoverage.Missing] {
            var runs: [FolderCoverage.Missing] = []
            var next: Int64 = hasStart ? first : 1
            for fragment in fragments {
                if fragment.first > next {
                    runs.append(FolderCoverage.Missing(first: next, last: fragment.first - 1))
                }
                next = fragment.last + 1
            }
            return runs
        }
    }

    private let documents: [FolderDocument]
    private let name: (FolderDocument) -> String
    private let place: (FolderDocument, Int64?) -> FindingPlace
    private(set) var chains: [Chain] = []
    private(set) var symptoms: [Symptom] = []

    init(
        _ documents: [FolderDocument], name: @escaping (FolderDocument) -> String,
        place: @escaping (FolderDocument, Int64?) -> FindingPlace
    ) {
        self.documents = documents
        self.name = name
        self.place = place
    }

    /// - Parameter fragments: Of one unit.
    mutating func run(_ fragments: [FolderLinks.Fragment]) {
        let placed = fragments.filter { !$0.counters.isEmpty }
        let order = placed.sorted(by: isEarlier)
        for fragment in order where isStart(fragment) {
            checkBeside(fragment)
            begin(fragment)
        }
        for fragment in order where !isStart(fragment) { put(fragment) }
        for index in chains.indices {
            checkStart(index)
            checkGaps(index)
            checkTimes(index)
        }
    }

    // MARK: - Order

    private func firstDocument(_ fragment: FolderLinks.Fragment) -> FolderDocument {
        documents[Int(fragment.documents[0])]
    }

    private func isStart(_ fragment: FolderLinks.Fragment) -> Bool {
        if case .fixed = fragment.start { true } else { false }
    }

    private func isEarlier(_ a: FolderLinks.Fragment, _ b: FolderLinks.Fragment) -> Bool {
        let (first, second) = (firstDocument(a), firstDocument(b))
        let key = (first.time ?? .max, a.first, first.file)
        return key < (second.time ?? .max, b.first, second.file)
    }

    private func span(_ fragment: FolderLinks.Fragment) -> ClosedRange<Int64>? {
        var span: ClosedRange<Int64>?
        for node in fragment.documents {
            guard let time = documents[Int(node)].stampedAt else { continue }
            span = span.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
        }
        return span
    }

    /// The place of the first chain that is not older than a fragment.
    private func place(of fragment: FolderLinks.Fragment) -> Int {
        var (low, high) = (0, chains.count)
        while low < high {
            let middle = (low + high) / 2
            if isEarlier(chains[middle].fragments[0], fragment) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private mutating func begin(_ fragment: FolderLinks.Fragment) {
        chains.insert(Chain(fragment, span: span(fragment)), at: place(of: fragment))
    }

    /// Adds a fragment to the newest of the older chains that have room for its counters.
    private mutating func put(_ fragment: FolderLinks.Fragment) {
        let place = place(of: fragment)
        var room: Int?
        if fragment.first > 1 {
            room = near(..<place).last { chains[$0].hasRoom(for: fragment) }
            // Times of issue may be any; times of stamping tell that a chain is too young.
            let isSure = firstDocument(fragment).stampedAt != nil
            room =
                room
                ?? near(place...).first { index in
                    let start = firstDocument(chains[index].fragments[0])
                    return !(isSure && start.stampedAt != nil)
                        && chains[index].hasRoom(for: fragment)
                }
        }
        if let room {
            chains[room].add(fragment, span: span(fragment))
        } else if !checkBeside(fragment) {
            begin(fragment)
        }
    }

    /// A unit is enrolled a few times; among thousands of chains only the nearest are looked at.
    private static let mostLookedAt = 64

    private func near(_ range: PartialRangeUpTo<Int>) -> Range<Int> {
        max(0, range.upperBound - Self.mostLookedAt)..<range.upperBound
    }

    private func near(_ range: PartialRangeFrom<Int>) -> Range<Int> {
        range.lowerBound..<min(chains.count, range.lowerBound + Self.mostLookedAt)
    }

    /// Two documents of a unit have one counter only where a chain was begun anew, and then all of
    /// the one chain are older than those of the other.
    ///
    /// - Returns: True if the fragment stands beside a chain of the same time.
    @discardableResult
    private mutating func checkBeside(_ fragment: FolderLinks.Fragment) -> Bool {
        guard let own = span(fragment) else { return false }
        let middle = place(of: fragment)
        let nearest = near(..<middle).lowerBound..<near(middle...).upperBound
        for chain in chains[nearest].reversed() {
            guard let span = chain.span, own.lowerBound < span.upperBound,
                span.lowerBound < own.upperBound,
                let (twin, other) = twin(of: fragment, in: chain)
            else { continue }
            var symptom = Symptom(
                .icvDuplicate, at: place(twin, nil), expected: name(other),
                found: "\(name(other)), \(name(twin))", key: twin.link,
                follows: [twin.key, other.key])
            symptom.knownCause = FolderWords.counterTwice
            symptom.knownNext = .source
            symptoms.append(symptom)
            return true
        }
        return false
    }

    private func twin(
        of fragment: FolderLinks.Fragment, in chain: Chain
    ) -> (FolderDocument, FolderDocument)? {
        for (node, counter) in zip(fragment.documents, fragment.counters) {
            let place = chain.place(of: counter)
            guard place < chain.fragments.count else { return nil }
            let other = chain.fragments[place]
            guard let index = other.counters.firstIndex(of: counter) else { continue }
            return (documents[Int(node)], documents[Int(other.documents[index])])
        }
        return nil
    }

    // MARK: - What is missing

    private mutating func checkStart(_ index: Int) {
        let fragment = chains[index].fragments[0]
        let document = firstDocument(fragment)
        let epoch = Int64(index + 1)
        switch (fragment.start, fragment.first) {
        case (.fixed, 1): break
        case (.fixed, _):
            add(
                .chainStartICV, at: place(document, epoch), expected: "ICV 1",
                found: "ICV \(fragment.first)", key: document.link, follows: [document.key],
                cause: FolderWords.startCause)
        case (_, 1):
            add(
                .chainStartPIH, at: place(document, epoch),
                expected: PreviousInvoiceHash.initialText, found: document.previous.text,
                key: document.link, follows: [document.key], cause: FolderWords.startCause)
        case (_, let first):
            add(
                .chainStartICV, at: place(document, epoch), expected: "ICV 1",
                found: "ICV \(first)", key: .gap(before: Int64(document.file)), follows: [],
                cause: FolderWords.absentAtStart(1...(first - 1)), severity: .unproven)
        }
    }

    private mutating func checkGaps(_ index: Int) {
        let fragments = chains[index].fragments
        for (before, after) in zip(fragments, fragments.dropFirst()) {
            let document = firstDocument(after)
            let last = documents[Int(before.documents[before.documents.count - 1])]
            if after.first == before.last + 1 {
                add(
                    .pihMismatch, at: place(document, Int64(index + 1)),
                    expected: last.hash.base64, found: document.previous.text,
                    key: document.link, follows: [last.key, document.key],
                    cause: FolderWords.linkCause(name(last)))
                continue
            }
            let missing = (before.last + 1)...(after.first - 1)
            var place = place(document, Int64(index + 1))
            place.icv = missing.lowerBound
            place.number = nil
            add(
                .icvGap, at: place, expected: "ICV \(missing.lowerBound)",
                found: "ICV \(after.first)", key: .gap(before: Int64(document.file)),
                follows: [], cause: FolderWords.absent(missing), severity: .unproven)
        }
    }

    private mutating func checkTimes(_ index: Int) {
        var before: FolderDocument?
        for fragment in chains[index].fragments {
            for node in fragment.documents {
                let document = documents[Int(node)]
                guard let time = document.stampedAt, !document.isChanged else { continue }
                defer { before = document }
                guard let earlier = before?.stampedAt, time < earlier else { continue }
                add(
                    .clockBackwards, at: place(document, Int64(index + 1)),
                    expected: Instant(secondsSince1970: earlier).description,
                    found: Instant(secondsSince1970: time).description, key: .clock, follows: [],
                    cause: FolderWords.clockCause)
            }
        }
    }

    private mutating func add(
        _ code: FindingCode, at place: FindingPlace, expected: String?, found: String?,
        key: CauseKey, follows: [CauseKey], cause: Bilingual, severity: FindingSeverity? = nil
    ) {
        var symptom = Symptom(
            code, at: place, expected: expected, found: found, key: key, follows: follows)
        symptom.knownCause = cause
        symptom.knownNext = severity == .unproven ? .collect : .source
        symptom.severity = severity
        symptoms.append(symptom)
    }
}
