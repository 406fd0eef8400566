// The tip file: how far each unit got in documents that left the house.
//
//     sijil-tip 1
//     epoch 1 icv 118 log 240 hash N/GhwuKdmKxSQEv/8vO55NTAMbu3vYfwu5TAYRNgu4s= unit Riyadh-1
//     sha256 4f1c…  (64 digits, of all bytes above this line)
//
// UTF-8, lines end with LF, one blank between words. One line for each unit, in the order of the
// names' bytes; the name comes last because it may hold blanks. `epoch` is 0 or more, `icv` 1 or
// more, `log` the number of entries in the ledger's log when the document was committed, `hash` 44
// characters of base64, the invoice hash. A missing file means that nothing was released yet. The
// last line tells a file that was cut short or changed by hand; it protects against accidents only,
// since anybody can compute it.

import Cryptography
import Encoding
public import Invoicing

/// The newest document of one unit that may have left the house.
public struct Tip: Hashable, Sendable {
    /// The unit's name; no control characters.
    public let unit: String
    public let epoch: Int
    public let icv: InvoiceCounterValue
    public let hash: InvoiceHash
    /// Entries in the ledger's log when the document was committed.
    public let logSize: Int64

    public init(
        unit: String, epoch: Int, icv: InvoiceCounterValue, hash: InvoiceHash, logSize: Int64
    ) {
        self.unit = unit
        self.epoch = epoch
        self.icv = icv
        self.hash = hash
        self.logSize = logSize
    }

    /// Whether this document comes after the other in the unit's life.
    func isAfter(_ other: Tip) -> Bool { (epoch, icv) > (other.epoch, other.icv) }
}

extension KeyStore {
    private static let tipName = "tip"
    static let tipLock = "tip.lock"

    /// The tip of a unit; `nil` if it released nothing yet.
    public func readTip(unit: String) throws(KeyStoreError) -> Tip? {
        try readTips().first { $0.unit == unit }
    }

    /// The tips of all units, in the order of their names' bytes.
    ///
    /// Needs no lock: the file is replaced whole.
    public func readTips() throws(KeyStoreError) -> [Tip] {
        guard let bytes = try folder.read(Self.tipName) else { return [] }
        return try TipText.read(bytes, path: folder.fullPath(Self.tipName))
    }

    /// Records durably that documents up to this one may leave the house.
    ///
    /// Moves forward only: where the file already names a later document of the unit, another
    /// process came first and nothing is written. On return the file on disk names this document or
    /// a later one.
    public func advanceTip(_ tip: Tip) throws(KeyStoreError) {
        try advanceTips([tip])
    }

    /// The same for several units, with one durable write.
    public func advanceTips(_ tips: [Tip]) throws(KeyStoreError) {
        for tip in tips { try TipText.check(tip) }
        guard !tips.isEmpty else { return }
        try folder.locked(Self.tipLock) { () throws(KeyStoreError) in
            let recorded = try readTips()
            var latest = Dictionary(uniqueKeysWithValues: recorded.map { ($0.unit, $0) })
            for tip in tips { try Self.move(&latest, to: tip) }
            let sorted = latest.values.sorted {
                $0.unit.utf8.lexicographicallyPrecedes($1.unit.utf8)
            }
            guard sorted != recorded else { return }
            try folder.replace(Self.tipName, TipText.write(sorted))
        }
    }

    fileprivate static func move(
        _ latest: inout [String: Tip], to tip: Tip
    ) throws(KeyStoreError) {
        guard let known = latest[tip.unit] else {
            latest[tip.unit] = tip
            return
        }
        if tip.isAfter(known) {
            latest[tip.unit] = tip
        } else if !known.isAfter(tip), known.hash != tip.hash {
            throw .tipFork(unit: tip.unit, epoch: tip.epoch, icv: tip.icv)
        }
    }
}

/// Collects the tips of a group of commits and records them with one durable write.
///
/// For one thread. Until `commit` returns, none of the documents noted since the last one may leave
/// the house.
public final class TipBatch {
    private let store: KeyStore
    private var latest: [String: Tip] = [:]

    public init(_ store: KeyStore) { self.store = store }

    /// Takes note of a committed document; cheap, nothing is written.
    public func note(_ tip: Tip) throws(KeyStoreError) {
        try KeyStore.move(&latest, to: tip)
    }

    /// Records the newest noted document of each unit. On an error the notes are kept, so the call
    /// can be repeated.
    public func commit() throws(KeyStoreError) {
        try store.advanceTips(Array(latest.values))
        latest = [:]
    }
}

/// Tips between the file's text and values.
private enum TipText {
    static let header = "sijil-tip 1"

    static func check(_ tip: Tip) throws(KeyStoreError) {
        let isPlain = tip.unit.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        guard isPlain, !tip.unit.isEmpty, tip.epoch >= 0, tip.logSize >= 0 else {
            throw .nameRefused(name: tip.unit)
        }
    }

    static func write(_ tips: [Tip]) -> [UInt8] {
        var text = header + "\n"
        for tip in tips {
            text += "epoch \(tip.epoch) icv \(tip.icv) log \(tip.logSize) hash \(tip.hash)"
            text += " unit \(tip.unit)\n"
        }
        let digest = Hex.encode(SHA256.hash(Array(text.utf8)).bytes)
        return Array("\(text)sha256 \(digest)\n".utf8)
    }

    static func read(_ bytes: [UInt8], path: String) throws(KeyStoreError) -> [Tip] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .tipDamaged(path: path, line: 1)
        }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.first == header else { throw .tipDamaged(path: path, line: 1) }
        // The text ends with a line end, so the last piece is empty.
        guard lines.count >= 3, lines.removeLast().isEmpty else {
            throw .tipDamaged(path: path, line: lines.count)
        }
        let seal = lines.removeLast()
        var tips: [Tip] = []
        for (index, line) in lines.enumerated().dropFirst() {
            guard let tip = tip(line) else { throw .tipDamaged(path: path, line: index + 1) }
            tips.append(tip)
        }
        // Writing is the one form: whatever differs from it was written by somebody else.
        guard write(tips) == bytes else {
            throw .tipDamaged(path: path, line: lines.count + (seal.hasPrefix("sha256 ") ? 1 : 0))
        }
        for (before, after) in zip(tips, tips.dropFirst())
        where !before.unit.utf8.lexicographicallyPrecedes(after.unit.utf8) {
            throw .tipDamaged(path: path, line: lines.count)
        }
        return tips
    }

    private static func tip(_ line: String) -> Tip? {
        let words = line.split(
            separator: " ", maxSplits: 9, omittingEmptySubsequences: false)
        guard words.count == 10 else { return nil }
        let names = ["epoch", "icv", "log", "hash", "unit"]
        guard zip(names, stride(from: 0, to: 10, by: 2)).allSatisfy({ words[$1] == $0 }) else {
            return nil
        }
        guard let epoch = Int(words[1]), let counter = Int64(words[3]),
            let icv = InvoiceCounterValue(counter), let logSize = Int64(words[5]),
            let hash = InvoiceHash(base64: String(words[7]))
        else { return nil }
        return Tip(
            unit: String(words[9]), epoch: epoch, icv: icv, hash: hash, logSize: logSize)
    }
}
