import EGS
public import Invoicing
import KeyStore
import Ledger
import Verifier

/// Counters of one epoch that were given and are not in the file.
public struct RestoringGap: Sendable, Hashable {
    public struct Document: Sendable, Hashable {
        let lost: LostDocument
        /// The file that still has it; `nil` where only an earlier restore names it.
        public let place: String?

        init(_ lost: LostDocument, place: String?) {
            self.lost = lost
            self.place = place
        }

        public var icv: InvoiceCounterValue { lost.icv }
        public var number: InvoiceNumber { lost.number }
        public var hash: InvoiceHash { lost.hash }
    }

    public let unit: String
    public let epoch: Int
    public let first: Int64
    public let last: Int64
    /// Those of which something is left, in the order of their counters.
    public let documents: [Document]

    init(unit: String, epoch: Int, first: Int64, last: Int64, documents: [Document]) {
        self.unit = unit
        self.epoch = epoch
        self.first = first
        self.last = last
        self.documents = documents
    }

    init(_ missing: MissingDocuments) {
        self.init(
            unit: missing.unit, epoch: missing.epoch, first: missing.icvFirst.rawValue,
            last: missing.icvLast.rawValue,
            documents: missing.documents.map { Document($0, place: nil) })
    }

    /// The counters alone, to be compared.
    var span: RestoringGap {
        RestoringGap(unit: unit, epoch: epoch, first: first, last: last, documents: [])
    }

    var record: MissingDocuments {
        get throws {
            guard let first = InvoiceCounterValue(first), let last = InvoiceCounterValue(last)
            else { preconditionFailure("a gap begins after a counter that is there") }
            return MissingDocuments(
                unit: unit, epoch: epoch, icvFirst: first, icvLast: last,
                documents: documents.map(\.lost))
        }
    }
}

/// Holds a copy of the ledger against what else is known of it.
struct RestoringComparison {
    struct Chain: Hashable {
        let unit: String
        let epoch: Int
    }

    let copy: Ledger
    private var notes: [Bilingual] = []
    /// Certificates that were retired since the copy was made, and are in use again where nothing
    /// else ends them.
    private var revived: [(unit: String, words: Bilingual)] = []
    /// The last counter that the copy has of each chain, or that it names as missing already.
    private var known: [Chain: Int64] = [:]
    /// The last counter that anybody knows of.
    private var reached: [Chain: Int64] = [:]
    private var found: [Chain: [InvoiceCounterValue: RestoringGap.Document]] = [:]
    /// What a sound file in place holds that the copy does not.
    private(set) var newerInPlace: NewerInPlace?
    /// Numbers of documents that are in the file in place alone.
    private var beyond: [String] = []
    private var hasCertificateBeyond = false
    /// The file in place opens, but cannot be read to its end.
    private(set) var isOldDamaged = false
    /// Units of documents whose place in a chain cannot be told, or whose certificate was revoked.
    private var locked: Set<String> = []

    init(_ copy: Ledger) throws {
        self.copy = copy
        for unit in try copy.units() {
            for head in try copy.chainHeads(unit: unit.name) {
                known[Chain(unit: unit.name, epoch: head.epoch)] = head.icv?.rawValue ?? 0
            }
        }
        for missing in try copy.restores().flatMap(\.missing) {
            let chain = Chain(unit: missing.unit, epoch: missing.epoch)
            known[chain] = max(known[chain] ?? 0, missing.icvLast.rawValue)
        }
    }

    /// What is missing, by unit, epoch and counter.
    var gaps: [RestoringGap] {
        reached.compactMap { chain, last in
            let first = (known[chain] ?? 0) + 1
            guard first <= last else { return nil }
            let documents = (found[chain] ?? [:]).values.filter { $0.icv.rawValue >= first }
            return RestoringGap(
                unit: chain.unit, epoch: chain.epoch, first: first, last: last,
                documents: documents.sorted { $0.icv < $1.icv })
        }
        .sorted { ($0.unit, $0.epoch) < ($1.unit, $1.epoch) }
    }

    /// The certificates of the units that lack something: going on with them would give counters a
    /// second time.
    func certificatesToRetire() throws -> [CertificateRecord] {
        let units = Set(gaps.map(\.unit)).union(locked)
        return try copy.units().filter { units.contains($0.name) }.compactMap {
            try copy.activeCertificate(unit: $0.name)
        }
    }

    /// What else a person should know, once the certificates of those units are retired.
    func notes(locking units: Set<String>) -> [Bilingual] {
        notes + revived.filter { !units.contains($0.unit) }.map(\.words)
    }

    /// Whether the document with that place is one that the copy does not have.
    func isMissing(_ chain: Chain, icv: InvoiceCounterValue) -> Bool {
        icv.rawValue > known[chain] ?? 0
    }

    mutating func note(_ text: Bilingual) {
        if !notes.contains(text) { notes.append(text) }
    }

    mutating func reach(_ chain: Chain, icv: Int64) {
        reached[chain] = max(reached[chain] ?? 0, icv)
    }

    mutating func find(_ document: RestoringGap.Document, of chain: Chain) {
        reach(chain, icv: document.icv.rawValue)
        if found[chain]?[document.icv]?.place == nil {
            found[chain, default: [:]][document.icv] = document
        }
    }

    mutating func lock(_ unit: String) { locked.insert(unit) }

    /// Two histories cannot be put together.
    func requireSame(
        _ hash: InvoiceHash, at icv: InvoiceCounterValue, of chain: Chain, by witness: String
    ) throws {
        let here = try copy.invoiceHash(unit: chain.unit, epoch: chain.epoch, icv: icv)
        guard here == nil || here == hash else {
            throw RestoringError.forked(
                unit: chain.unit, epoch: chain.epoch, icv: icv.rawValue, witness: witness)
        }
    }

    // MARK: Witnesses

    /// What the key folder remembers.
    mutating func takeTips(of store: KeyStore?) throws {
        guard let store else {
            note(RestoringNotes.noKeys)
            return
        }
        for tip in try store.readTips() {
            let chain = Chain(unit: tip.unit, epoch: tip.epoch)
            try requireSame(tip.hash, at: tip.icv, of: chain, by: store.directory + "/tip")
            reach(chain, icv: tip.icv.rawValue)
            let newest = known.keys.filter { $0.unit == tip.unit }.map(\.epoch).max() ?? 0
            if tip.epoch > newest, newest > 0 {
                note(RestoringNotes.epochLost(unit: tip.unit, epoch: newest))
            }
        }
    }

    /// What the file in place holds, which will have another name.
    mutating func take(_ old: OldLedger, keptAs aside: String) throws {
        guard let ledger = old.ledger else {
            note(RestoringNotes.damaged(old.path, isSalvaged: !old.salvaged.isEmpty))
            for head in old.salvaged {
                reach(Chain(unit: head.unit, epoch: head.epoch), icv: head.icv)
            }
            return
        }
        do {
            for unit in try ledger.units() { try take(unit, of: ledger, aside) }
            for missing in try ledger.restores().flatMap(\.missing) {
                let chain = Chain(unit: missing.unit, epoch: missing.epoch)
                reach(chain, icv: missing.icvLast.rawValue)
                for document in missing.documents where isMissing(chain, icv: document.icv) {
                    find(RestoringGap.Document(document, place: nil), of: chain)
                }
            }
            let more = try ledger.logSize() - copy.logSize()
            if more > 0 { note(RestoringNotes.moreEntries(more)) }
            if more > 0 || hasCertificateBeyond || !beyond.isEmpty {
                newerInPlace = NewerInPlace(
                    place: try NewerInPlace.Side(ledger), copy: try NewerInPlace.Side(copy),
                    beyond: Array(beyond.prefix(NewerInPlace.mostNamed)), count: beyond.count)
            }
        } catch let error as LedgerError {
            // Damage in the middle: what could be read is taken, the rest is salvaged.
            guard case .corrupt = error else { throw error }
            isOldDamaged = true
            note(RestoringNotes.damaged(old.path, isSalvaged: true))
            for head in OldLedger.heads(try Audit.run(old.path)) {
                reach(Chain(unit: head.unit, epoch: head.epoch), icv: head.icv)
            }
        }
    }

    /// A certificate that was ended since the copy was made would come alive in it again.
    private mutating func takeEnding(of active: CertificateRecord, from ledger: Ledger) throws {
        let there = try ledger.certificates().first { $0.der == active.der }
        guard let ending = there?.history.last(where: { $0.event.isEndOnPortal })?.event else {
            return
        }
        let words = RestoringNotes.ended(
            unit: active.unit, serial: try StampingCertificate(der: active.der).serialDecimal,
            isLocked: ending != .retired)
        // Retired may mean no more than that an earlier restore locked the chain.
        if ending == .retired {
            revived.append((active.unit, words))
        } else {
            lock(active.unit)
            note(words)
        }
    }

    private mutating func take(_ unit: UnitRecord, of ledger: Ledger, _ path: String) throws {
        let isKnown = try copy.units().contains { $0.name == unit.name }
        let ourHeads = isKnown ? try copy.chainHeads(unit: unit.name) : []
        for head in try ledger.chainHeads(unit: unit.name) {
            guard let icv = head.icv else { continue }
            let chain = Chain(unit: unit.name, epoch: head.epoch)
            let here = ourHeads.first { $0.epoch == head.epoch }?.icv
            // Each document names the hash of the one before: where the newest that both have is
            // the same, all are.
            if let common = here.map({ min($0, icv) }),
                let hash = try ledger.invoiceHash(
                    unit: unit.name, epoch: head.epoch, icv: common)
            {
                try requireSame(hash, at: common, of: chain, by: path)
            }
            reach(chain, icv: icv.rawValue)
        }
        let active = isKnown ? try copy.activeCertificate(unit: unit.name) : nil
        let ours = active?.der
        if let active { try takeEnding(of: active, from: ledger) }
        if let der = try ledger.activeCertificate(unit: unit.name)?.der, der != ours {
            hasCertificateBeyond = true
            note(
                RestoringNotes.certificateLost(
                    unit: unit.name, serial: try StampingCertificate(der: der).serialDecimal))
        }
        var last: DocumentRecord?
        while true {
            let page = try ledger.documents(
                matching: DocumentFilter(unit: unit.name), after: last, limit: 500)
            for record in page {
                let chain = Chain(unit: unit.name, epoch: record.epoch)
                guard isMissing(chain, icv: record.icv) else { continue }
                beyond.append(record.number.text)
                let lost = LostDocument(
                    icv: record.icv, number: record.number, key: record.key, hash: record.hash)
                find(RestoringGap.Document(lost, place: path), of: chain)
            }
            guard let end = page.last else { return }
            last = end
        }
    }
}

extension CertificateRecord.Event {
    fileprivate var isEndOnPortal: Bool {
        switch self {
        case .retired, .revoked, .compromised: true
        case .installed, .activated, .superseded: false
        }
    }
}
