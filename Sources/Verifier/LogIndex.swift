import CSQLite
import Cryptography
import Encoding
import GRDB
import Glibc
import MerkleLog

/// The entry of one row.
struct LogEntry: Spillable {
    static let zero = LogEntry(row: 0, seq: 0, payload: .zero)

    let row: Int64
    let seq: Int64
    let payload: SHA256Digest
}

/// What the log says: for each row the SHA-256 of its payload, and the number of its entry.
///
/// The entries of documents are kept in ``Pieces``, so that a long ledger stays within little
/// memory.
struct LogIndex: Sendable {
    /// Entries of one kind in the order of their rows.
    struct Entries: Sendable {
        private(set) var all: Pieces<LogEntry>
        private let scratch: ScratchFile
        private var isOrdered = true
        private var lastRow = Int64.min

        fileprivate init(_ scratch: ScratchFile) {
            self.scratch = scratch
            all = Pieces(scratch)
        }

        fileprivate mutating func append(
            _ kind: String, row: Int64, seq: Int64, payload: SHA256Digest, _ order: inout RowOrder
        ) {
            if row <= lastRow, !all.isEmpty {
                isOrdered = false
                order.note(kind, row: row, after: lastRow, seq: seq)
            }
            lastRow = row
            all.append(LogEntry(row: row, seq: seq, payload: payload))
        }

        var rows: [Int64] { all.map(\.row) }

        func entry(of row: Int64) -> LogEntry? {
            let index = all.firstIndex(notBelow: row, by: \.row)
            guard index < all.endIndex else { return nil }
            let entry = all[index]
            return entry.row == row ? entry : nil
        }

        /// Puts the entries in the order of their rows, and returns those of rows that have an
        /// earlier entry.
        fileprivate mutating func sortByRow() -> [(row: Int64, seq: Int64)] {
            if isOrdered { return [] }
            let sorted = all.sorted { ($0.row, $0.seq) < ($1.row, $1.seq) }
            all = Pieces(scratch)
            all.append(contentsOf: sorted)
            return zip(sorted, sorted.dropFirst()).filter { $0.row == $1.row }.map {
                ($1.row, $1.seq)
            }
        }
    }

    private(set) var documents: Entries
    private(set) var issuances: Entries
    private(set) var attempts: Entries
    private(set) var answers: Entries
    private(set) var cleared: Entries
    /// Entries of all other kinds.
    var records: [RecordKey: (payload: SHA256Digest, seq: Int64)] = [:]
    /// Missing numbers: the last entry before each gap and the first after it.
    var gaps: [(after: Int64, before: Int64)] = []
    /// Entries whose leaf hash is not their own, by their rows, with the stored leaf hash.
    private(set) var badLeaves: [RecordKey: (seq: Int64, leaf: SHA256Digest)] = [:]
    private var tree = MerkleTree()
    private var leaves = LeafText()
    private var lastSeq: Int64 = 0
    /// Kinds that this version of the ledger has tables for.
    private let kinds: Set<String>
    /// Roots over the first so many entries, for each size that was asked for.
    private(set) var prefixRoots: [Int64: SHA256Digest] = [:]
    private var wantedSizes: [Int64] = []
    /// Entries of documents among the first so many, for the same sizes.
    private(set) var documentCounts: [Int64: Int64] = [:]
    private(set) var documentCount: Int64 = 0
    /// Entries of large tables up to here are taken by their stored leaf hashes alone.
    private var skipped: Skipped?
    private var order = RowOrder()
    private var secondEntries: Set<Int64> = []
    var symptoms: [Symptom] = []

    init(kinds: Set<String>, scratch: ScratchFile) {
        self.kinds = kinds
        (documents, issuances) = (Entries(scratch), Entries(scratch))
        (attempts, answers, cleared) = (Entries(scratch), Entries(scratch), Entries(scratch))
    }

    var count: Int64 { tree.size }
    var newest: Int64 { lastSeq }
    var root: SHA256Digest { tree.root() }

    /// What an earlier audit has read.
    struct Skipped {
        /// Entries under its checkpoint.
        let size: Int64
        /// Documents among them that are read again.
        let kept: Set<Int64>

        /// The kinds of the large tables, told by their bytes: there are millions of them.
        fileprivate enum Kind {
            case document, issuance, other

            init?(_ bytes: UnsafeRawBufferPointer) {
                guard let start = bytes.baseAddress else { return nil }
                func holds(_ word: StaticString) -> Bool {
                    memcmp(start, word.utf8Start, bytes.count) == 0
                }
                switch bytes.count {
                case 8 where holds("document"): self = .document
                case 8 where holds("issuance"): self = .issuance
                case 7 where holds("attempt") || holds("cleared"): self = .other
                case 6 where holds("answer"): self = .other
                default: return nil
                }
            }

            var isOfDocuments: Bool { self != .other }
        }
    }

    /// Before the first entry.
    mutating func skip(_ skipped: Skipped?) { self.skipped = skipped }

    /// Asks for the roots at these sizes; before the first entry.
    mutating func want(rootsAt sizes: [Int64]) { wantedSizes = Set(sizes).sorted(by: >) }

    /// The next entry in the order of the log.
    mutating func add(_ scan: RowScan) {
        let seq = scan.integer(0)
        let row = scan.integer(2)
        if let skipped, seq <= skipped.size, let kind = Skipped.Kind(scan.textBytes(1)),
            !(kind.isOfDocuments && skipped.kept.contains(row))
        {
            if kind == .document { documentCount += 1 }
            return addLeaf(scan, seq: seq)
        }
        let kind = scan.text(1)
        if kind == "document" { documentCount += 1 }
        let payload = scan.digest(3)
        let stored = scan.digest(4)
        note(scan, seq: seq)
        let key = RecordKey(kind: kind, id: row)
        guard !kind.utf8.contains(UInt8(ascii: "\n")) else { return }
        let leaf = leaves.hash(kind: kind, payload: payload)
        push(leaf)
        if leaf != stored {
            badLeaves[key] = (seq, stored)
            symptoms.append(
                Symptom(
                    .leafMismatch, expected: leaf.base64,
                    found: stored.base64, key: .entry(seq)))
        }
        keep(key, payload: payload, seq: seq)
    }

    /// An entry of which only the leaf hash is read.
    private mutating func addLeaf(_ scan: RowScan, seq: Int64) {
        let leaf = scan.digest(4)
        note(scan, seq: seq)
        push(leaf)
    }

    private mutating func note(_ scan: RowScan, seq: Int64) {
        if !scan.malformed.isEmpty {
            let found = "entry \(seq): " + scan.malformed.joined(separator: ", ")
            symptoms.append(Symptom(.valueMalformed, found: found, key: .entry(seq)))
        }
        if seq != lastSeq &+ 1 { gaps.append((after: lastSeq, before: seq)) }
        lastSeq = seq
    }

    private mutating func push(_ leaf: SHA256Digest) {
        tree.push(leaf)
        guard let next = wantedSizes.last, tree.size >= next else { return }
        prefixRoots[next] = tree.root()
        documentCounts[next] = documentCount
        wantedSizes.removeLast()
    }

    private mutating func keep(_ key: RecordKey, payload: SHA256Digest, seq: Int64) {
        let kind = key.kind
        switch kind {
        case "document": documents.append(kind, row: key.id, seq: seq, payload: payload, &order)
        case "issuance": issuances.append(kind, row: key.id, seq: seq, payload: payload, &order)
        case "attempt" where kinds.contains(kind):
            attempts.append(kind, row: key.id, seq: seq, payload: payload, &order)
        case "answer" where kinds.contains(kind):
            answers.append(kind, row: key.id, seq: seq, payload: payload, &order)
        case "cleared" where kinds.contains(kind):
            cleared.append(kind, row: key.id, seq: seq, payload: payload, &order)
        case _ where kinds.contains(kind):
            if let first = records[key] {
                addDuplicate(seq: seq, first: first.seq)
            } else {
                records[key] = (payload, seq)
                order.note(kind, row: key.id, seq: seq)
            }
        default:
            symptoms.append(
                Symptom(.logKindUnknown, found: "entry \(seq): \(key.kind)", key: .entry(seq)))
        }
    }

    private mutating func addDuplicate(seq: Int64, first: Int64) {
        secondEntries.insert(seq)
        symptoms.append(
            Symptom(
                .logDuplicate, expected: "entry \(first)", found: "entry \(seq)", key: .entry(seq)))
    }

    /// To be called once after the last entry.
    mutating func finish() {
        let twice =
            documents.sortByRow() + issuances.sortByRow() + attempts.sortByRow()
            + answers.sortByRow() + cleared.sortByRow()
        for duplicate in twice {
            addDuplicate(seq: duplicate.seq, first: duplicate.seq)
        }
        symptoms += order.symptoms(but: secondEntries)
    }

    /// What the gaps mean, unless a gap in a chain explains them (``ChainCheck`` names that).
    func gapSymptoms(explained: [Int64: CauseKey]) -> [Symptom] {
        gaps.map { gap in
            Symptom(
                .logGap, expected: "entry \(gap.after &+ 1)", found: "entry \(gap.before)",
                key: .entry(gap.before),
                follows: [explained[gap.before], .file].compactMap(\.self))
        }
    }

    /// The gap that the entries of a row without any may have stood in; the number of the entry
    /// after it.
    func gap(near row: Int64) -> Int64? {
        guard !gaps.isEmpty else { return nil }
        let documents = documents.all
        let next = documents.firstIndex(notBelow: row, by: \.row)
        let later = next < documents.endIndex && documents[next].row == row ? next + 1 : next
        let before = later > 0 ? documents[later - 1].seq : 0
        let after = later < documents.endIndex ? documents[later].seq : Int64.max
        return gaps.first { $0.after >= before && $0.before <= after }?.before
    }

    /// True if the stored leaf hash still commits to the row as it is, so that the entry's digest
    /// was edited, not the row.
    func isEntryEdited(_ key: RecordKey, payload: SHA256Digest) -> Bool {
        guard let bad = badLeaves[key] else { return false }
        var text = LeafText()
        return text.hash(kind: key.kind, payload: payload) == bad.leaf
    }

    /// The first 8 bytes of the leaf hash of a document's entry, from what is to be hashed there.
    static func leafPrefix(document payload: SHA256Digest) -> UInt64 {
        var text = LeafText()
        return text.hash(kind: "document", payload: payload).prefix
    }

}

/// The leaf hash of an entry, derived from the words of the schema alone:
/// SHA-256(0x00, "sijil/entry@v1\n", kind, "\n", base64(payload_sha256), "\n").
struct LeafText: Sendable {
    private static let head: [UInt8] = [0x00] + Array("sijil/entry@v1\n".utf8)
    private static let lineEnd = UInt8(ascii: "\n")
    private var text = Self.head

    mutating func hash(kind: String, payload: SHA256Digest) -> SHA256Digest {
        text.removeSubrange(Self.head.count...)
        text += kind.utf8
        text.append(Self.lineEnd)
        text += Base64.encodeToBytes(payload.bytes)
        text.append(Self.lineEnd)
        return SHA256.hash(text)
    }
}
