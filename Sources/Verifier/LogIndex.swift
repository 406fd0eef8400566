import CSQLite
import Cryptography
import Encoding
import GRDB
import Invoicing
import MerkleLog

/// What the log says: for each row the SHA-256 of its payload, and the number of its entry.
///
/// Documents are kept in flat arrays, 80 bytes each, so that a long ledger stays within little
/// memory.
struct LogIndex: Sendable {
    /// Entries of one kind in the order of their rows.
    struct Entries: Sendable {
        fileprivate(set) var rows: [Int64] = []
        fileprivate(set) var seqs: [Int64] = []
        private var payloads: [UInt8] = []

        fileprivate mutating func reserveCapacity(_ count: Int) {
            rows.reserveCapacity(count)
            seqs.reserveCapacity(count)
            payloads.reserveCapacity(count * 32)
        }

        fileprivate mutating func append(row: Int64, seq: Int64, payload: [UInt8]) {
            rows.append(row)
            seqs.append(seq)
            payloads += payload
        }

        /// Position of the entry of a row.
        func index(of row: Int64) -> Int? {
            var low = 0
            var high = rows.count
            while low < high {
                let middle = (low + high) / 2
                if rows[middle] < row { low = middle + 1 } else { high = middle }
            }
            return low < rows.count && rows[low] == row ? low : nil
        }

        func payload(at index: Int) -> ArraySlice<UInt8> { payloads[index * 32..<index * 32 + 32] }

        /// Puts the entries in the order of their rows, and returns those of rows that have an
        /// earlier entry.
        fileprivate mutating func sortByRow() -> [(row: Int64, seq: Int64)] {
            if zip(rows, rows.dropFirst()).allSatisfy({ $0 < $1 }) { return [] }
            let order = rows.indices.sorted { (rows[$0], seqs[$0]) < (rows[$1], seqs[$1]) }
            let old = self
            rows = order.map { old.rows[$0] }
            seqs = order.map { old.seqs[$0] }
            payloads = order.flatMap { Array(old.payload(at: $0)) }
            return rows.indices.dropFirst().filter { rows[$0] == rows[$0 - 1] }.map {
                (rows[$0], seqs[$0])
            }
        }
    }

    var documents = Entries()
    var issuances = Entries()
    var attempts = Entries()
    var answers = Entries()
    var cleared = Entries()
    /// Entries of all other kinds.
    var records: [RecordKey: (payload: [UInt8], seq: Int64)] = [:]
    /// Missing numbers: the last entry before each gap and the first after it.
    var gaps: [(after: Int64, before: Int64)] = []
    /// Entries whose leaf hash is not their own, by their rows, with the stored leaf hash.
    private(set) var badLeaves: [RecordKey: (seq: Int64, leaf: [UInt8])] = [:]
    private var tree = MerkleTree()
    private var leaves = LeafText()
    private var lastSeq: Int64 = 0
    /// Kinds that this version of the ledger has tables for.
    private let kinds: Set<String>
    /// Roots over the first so many entries, for each size that was asked for.
    private(set) var prefixRoots: [Int64: SHA256Digest] = [:]
    private var wantedSizes: [Int64] = []
    var symptoms: [Symptom] = []

    init(kinds: Set<String> = []) { self.kinds = kinds }

    var count: Int64 { tree.size }
    var newest: Int64 { lastSeq }
    var root: SHA256Digest { tree.root() }

    /// Makes room at once: arrays that grow stand in memory twice. The number comes from the file,
    /// so it is believed only so far.
    mutating func expect(documents count: Int64) {
        let count = Int(min(max(count, 0), 1_000_000))
        documents.reserveCapacity(count)
        issuances.reserveCapacity(count)
    }

    /// Asks for the roots at these sizes; before the first entry.
    mutating func want(rootsAt sizes: [Int64]) { wantedSizes = Set(sizes).sorted(by: >) }

    /// The next entry in the order of the log.
    mutating func add(_ scan: RowScan) {
        let seq = scan.integer(0)
        let kind = scan.text(1)
        let row = scan.integer(2)
        let payload = scan.blob(3, bytes: 32)
        let stored = scan.blob(4, bytes: 32)
        if !scan.malformed.isEmpty {
            let found = "entry \(seq): " + scan.malformed.joined(separator: ", ")
            symptoms.append(Symptom(.valueMalformed, found: found, key: .entry(seq)))
        }
        if seq != lastSeq + 1 { gaps.append((after: lastSeq, before: seq)) }
        lastSeq = seq
        let key = RecordKey(kind: kind, id: row)
        guard let digest = SHA256Digest(payload), !kind.utf8.contains(UInt8(ascii: "\n")) else {
            return
        }
        let leaf = leaves.hash(kind: kind, payload: digest)
        tree.push(leaf)
        if let next = wantedSizes.last, tree.size >= next {
            prefixRoots[next] = tree.root()
            wantedSizes.removeLast()
        }
        if leaf.bytes != stored {
            badLeaves[key] = (seq, stored)
            symptoms.append(
                Symptom(
                    .leafMismatch, expected: Self.base64(leaf.bytes), found: Self.base64(stored),
                    key: .entry(seq)))
        }
        keep(key, payload: payload, seq: seq)
    }

    private mutating func keep(_ key: RecordKey, payload: [UInt8], seq: Int64) {
        switch key.kind {
        case "document": documents.append(row: key.id, seq: seq, payload: payload)
        case "issuance": issuances.append(row: key.id, seq: seq, payload: payload)
        case "attempt" where kinds.contains(key.kind):
            attempts.append(row: key.id, seq: seq, payload: payload)
        case "answer" where kinds.contains(key.kind):
            answers.append(row: key.id, seq: seq, payload: payload)
        case "cleared" where kinds.contains(key.kind):
            cleared.append(row: key.id, seq: seq, payload: payload)
        case _ where kinds.contains(key.kind):
            if let first = records[key] {
                addDuplicate(seq: seq, first: first.seq)
            } else {
                records[key] = (payload, seq)
            }
        default:
            symptoms.append(
                Symptom(.logKindUnknown, found: "entry \(seq): \(key.kind)", key: .entry(seq)))
        }
    }

    private mutating func addDuplicate(seq: Int64, first: Int64) {
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
    }

    /// What the gaps mean, unless a gap in a chain explains them (``ChainCheck`` names that).
    func gapSymptoms(explained: [Int64: CauseKey]) -> [Symptom] {
        gaps.map { gap in
            Symptom(
                .logGap, expected: "entry \(gap.after + 1)", found: "entry \(gap.before)",
                key: .entry(gap.before),
                follows: [explained[gap.before], .file].compactMap(\.self))
        }
    }

    /// The gap that the entries of a row without any may have stood in; the number of the entry
    /// after it.
    func gap(near row: Int64) -> Int64? {
        guard !gaps.isEmpty else { return nil }
        let next = documents.rows.firstIndex { $0 > row }
        let before = next.map { $0 > 0 ? documents.seqs[$0 - 1] : 0 } ?? documents.seqs.last ?? 0
        let after = next.map { documents.seqs[$0] } ?? Int64.max
        return gaps.first { $0.after >= before && $0.before <= after }?.before
    }

    /// True if the stored leaf hash still commits to the row as it is, so that the entry's digest
    /// was edited, not the row.
    func isEntryEdited(_ key: RecordKey, payload: SHA256Digest) -> Bool {
        guard let bad = badLeaves[key] else { return false }
        var text = LeafText()
        return text.hash(kind: key.kind, payload: payload).bytes == bad.leaf
    }

    private static func base64(_ bytes: [UInt8]) -> String { InvoiceHash(bytes)?.base64 ?? "" }
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
