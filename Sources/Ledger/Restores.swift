public import Cryptography
import Encoding
import GRDB
public import Invoicing
import MerkleLog

/// Documents that the computer remembers and that a copy of the ledger lacks.
public struct MissingDocuments: Hashable, Sendable {
    public let unit: String
    /// From 1.
    public let epoch: Int
    public let icvFirst: InvoiceCounterValue
    /// Not below `icvFirst`.
    public let icvLast: InvoiceCounterValue
    /// Those of which something is left; none in a row from before version 5 of the schema.
    public let documents: [LostDocument]

    public init(
        unit: String, epoch: Int, icvFirst: InvoiceCounterValue, icvLast: InvoiceCounterValue,
        documents: [LostDocument] = []
    ) {
        self.unit = unit
        self.epoch = epoch
        self.icvFirst = icvFirst
        self.icvLast = icvLast
        self.documents = documents
    }
}

/// A document that was issued, and that this file lacks since it was restored from an older copy.
public struct LostDocument: Hashable, Sendable {
    public let icv: InvoiceCounterValue
    public let number: InvoiceNumber
    /// `nil` where only its XML is left.
    public let key: IdempotencyKey?
    public let hash: InvoiceHash

    public init(
        icv: InvoiceCounterValue, number: InvoiceNumber, key: IdempotencyKey?, hash: InvoiceHash
    ) {
        self.icv = icv
        self.number = number
        self.key = key
        self.hash = hash
    }
}

/// Documents that exist and that a file lacks, by what they took: none gets it again.
public struct LostDocuments: Sendable {
    public fileprivate(set) var numbers: [InvoiceNumber: LostNumber] = [:]
    public fileprivate(set) var keys: [IdempotencyKey: LostNumber] = [:]
}

/// Where a lost number was given, and since when it is known to be lost.
public struct LostNumber: Hashable, Sendable {
    public let number: InvoiceNumber
    public let icv: InvoiceCounterValue
    public let unit: String
    public let restoredAt: Instant
}

/// The return to an older copy of the ledger.
public struct RestoreRecord: Hashable, Sendable {
    public let id: Int64
    /// Entries in the log of the copy.
    public let size: Int64
    /// Their RFC 6962 root.
    public let root: SHA256Digest
    public let missing: [MissingDocuments]
    public let recordedAt: Instant
    /// ``nothingLost``, or what somebody noted.
    public let note: String?

    /// Where the file that had the place was the copy itself: no document was issued after it was
    /// made, and none was sent.
    public static let nothingLost = "nothing came after the copy"
}

extension Ledger {
    /// Records, in a copy that was put back, what it lacks, and retires the certificates whose
    /// chains lack documents, so that no counter is given twice. One transaction.
    ///
    /// - Parameters:
    ///   - certificateIDs: Each unit's active certificate must be among them if the unit lacks
    ///     documents. A unit that was added after the copy was made has none here.
    ///   - note: Up to 1,000 characters.
    @discardableResult
    public func recordRestore(
        missing: [MissingDocuments], retiring certificateIDs: [Int64], note: String?,
        now: @autoclosure () -> Instant
    ) throws(LedgerError) -> RestoreRecord {
        for gap in missing {
            guard !gap.unit.isEmpty, (1...Restores.maximumEpoch).contains(gap.epoch),
                gap.icvFirst <= gap.icvLast,
                gap.documents.allSatisfy({ $0.icv >= gap.icvFirst && $0.icv <= gap.icvLast })
            else {
                throw .unfit(table: "restore", column: "missing")
            }
        }
        if let note, note.unicodeScalars.count > 1_000 {
            throw .unfit(table: "restore", column: "note")
        }
        return try store.write { db throws(LedgerError) in
            let now = try Self.time(now(), db)
            try Self.checkRetired(missing, certificateIDs, db)
            let tree = try Self.wholeTree(db)
            var book = CertificateBook(db: db, log: try LogWriter(db), now: now)
            try db.step(
                """
                INSERT INTO restore (size, root, missing, recorded_at, note)
                VALUES (:size, :root, :missing, :recorded_at, :note)
                """,
                [
                    .integer(tree.size), .blob(tree.root().bytes), .text(Missing.text(missing)),
                    .text(now.description), SQLValue(note),
                ])
            let id = db.lastInsertedRowID
            try book.log.appendRow(.restore, id: id)
            for certificateID in certificateIDs {
                try book.event(.retired, certificateID, at: now, note: nil)
            }
            guard let record = try Self.restores(db).last, record.id == id else {
                throw .badRow(table: "restore", id: id, column: "id")
            }
            return record
        }
    }

    /// The documents that earlier returns lacked.
    public func lostDocuments() throws(LedgerError) -> LostDocuments {
        try store.perform { db throws(LedgerError) in try Self.lostDocuments(db) }
    }

    static func lostDocuments(_ db: Database) throws(LedgerError) -> LostDocuments {
        var lost = LostDocuments()
        for restore in try restores(db) {
            for gap in restore.missing {
                for document in gap.documents {
                    let place = LostNumber(
                        number: document.number, icv: document.icv, unit: gap.unit,
                        restoredAt: restore.recordedAt)
                    lost.numbers[document.number] = lost.numbers[document.number] ?? place
                    guard let key = document.key else { continue }
                    lost.keys[key] = lost.keys[key] ?? place
                }
            }
        }
        return lost
    }

    /// All returns to an older copy, the oldest first.
    public func restores() throws(LedgerError) -> [RestoreRecord] {
        try store.perform { db throws(LedgerError) in try Self.restores(db) }
    }

    /// Each certificate is there and not ended, and none that must end goes on.
    private static func checkRetired(
        _ missing: [MissingDocuments], _ certificateIDs: [Int64], _ db: Database
    ) throws(LedgerError) {
        for (index, id) in certificateIDs.enumerated() {
            let known = try db.first("SELECT id FROM certificate WHERE id = :id", [.integer(id)]) {
                $0.integer(0)
            }
            guard known != nil else { throw .unknownCertificate(id: id) }
            let isRepeated = certificateIDs[..<index].contains(id)
            guard !isRepeated, try certificate(id: id, db).ending == nil else {
                throw .unfit(table: "certificate_event", column: "certificate_id")
            }
        }
        for unit in Set(missing.map(\.unit)).sorted() {
            let unitID = try db.first("SELECT id FROM unit WHERE name = :name", [.text(unit)]) {
                $0.integer(0)
            }
            guard let unitID, let active = try ActiveCertificate.id(unitID: unitID, db) else {
                continue
            }
            guard certificateIDs.contains(active) else {
                throw .restoreWouldRepeat(unit: unit, certificateID: active)
            }
        }
    }

    /// The log's tree as the caller's transaction sees it.
    private static func wholeTree(_ db: Database) throws(LedgerError) -> MerkleTree {
        var tree = MerkleTree()
        try db.each("SELECT seq, leaf_hash FROM entry ORDER BY seq") { row throws(LedgerError) in
            let seq = row.integer(0)
            guard seq == tree.size + 1 else {
                throw .badRow(table: "entry", id: seq, column: "seq")
            }
            guard let leaf = SHA256Digest(row.blob(1)) else {
                throw .badRow(table: "entry", id: seq, column: "leaf_hash")
            }
            tree.push(leaf)
            return true
        }
        return tree
    }

    fileprivate static func restores(_ db: Database) throws(LedgerError) -> [RestoreRecord] {
        var restores: [RestoreRecord] = []
        try db.each(
            """
            SELECT id, size, root, missing, recorded_at, note
            FROM restore
            ORDER BY id
            """
        ) { row throws(LedgerError) in
            let id = row.integer(0)
            func known<T>(_ value: T?, _ column: String) throws(LedgerError) -> T {
                guard let value else { throw .badRow(table: "restore", id: id, column: column) }
                return value
            }
            restores.append(
                RestoreRecord(
                    id: id, size: row.integer(1),
                    root: try known(SHA256Digest(row.blob(2)), "root"),
                    missing: try known(Missing.read(row.text(3) ?? ""), "missing"),
                    recordedAt: try known(Instant(row.text(4) ?? ""), "recorded_at"),
                    note: row.text(5)))
            return true
        }
        return restores
    }
}

/// What the returns to older copies mean for what comes after them.
enum Restores {
    /// More than any unit is ever enrolled: each epoch that a copy lacks becomes a row.
    static let maximumEpoch = 1_000

    /// The last epoch of which a restored copy lacked documents of this unit; 0 if there is none.
    static func lastEpoch(unitID: Int64, _ db: Database) throws(LedgerError) -> Int {
        let name = try db.first("SELECT name FROM unit WHERE id = :id", [.integer(unitID)]) {
            $0.text(0)
        }
        return try Ledger.restores(db).flatMap(\.missing).filter { $0.unit == name }
            .map(\.epoch).max() ?? 0
    }
}

/// The column `missing`: an RFC 8785 JSON array.
private enum Missing {
    static func text(_ missing: [MissingDocuments]) -> String {
        let objects = missing.map { gap in
            JSONValue.object([
                JSONValue.Member("documents", .array(gap.documents.map(json))),
                JSONValue.Member("epoch", JSONValue(gap.epoch)),
                JSONValue.Member("icv_first", JSONValue(gap.icvFirst.rawValue)),
                JSONValue.Member("icv_last", JSONValue(gap.icvLast.rawValue)),
                JSONValue.Member("unit", .string(gap.unit)),
            ])
        }
        return String(decoding: CanonicalJSON.encode(.array(objects)), as: UTF8.self)
    }

    private static func json(_ document: LostDocument) -> JSONValue {
        .object([
            JSONValue.Member("hash", .string(document.hash.base64)),
            JSONValue.Member("icv", JSONValue(document.icv.rawValue)),
            JSONValue.Member("key", document.key.map { .string($0.text) } ?? .null),
            JSONValue.Member("number", .string(document.number.text)),
        ])
    }

    static func read(_ text: String) -> [MissingDocuments]? {
        guard case .array(let elements) = try? JSONReader.read(Array(text.utf8)) else { return nil }
        var missing: [MissingDocuments] = []
        for element in elements {
            let documents = element["documents"]
            guard case .object(let members) = element, members.count == (documents == nil ? 4 : 5),
                case .string(let unit) = element["unit"], let epoch = integer(element["epoch"]),
                let first = counter(element["icv_first"]), let last = counter(element["icv_last"]),
                let lost = lost(documents ?? .array([]))
            else { return nil }
            missing.append(
                MissingDocuments(
                    unit: unit, epoch: Int(epoch), icvFirst: first, icvLast: last, documents: lost))
        }
        return missing
    }

    private static func lost(_ value: JSONValue) -> [LostDocument]? {
        guard case .array(let elements) = value else { return nil }
        var documents: [LostDocument] = []
        for element in elements {
            guard case .object(let members) = element, members.count == 4,
                let icv = counter(element["icv"]), case .string(let number) = element["number"],
                let number = InvoiceNumber(number), case .string(let hash) = element["hash"],
                let hash = InvoiceHash(base64: hash), let key = key(element["key"])
            else { return nil }
            documents.append(LostDocument(icv: icv, number: number, key: key, hash: hash))
        }
        return documents
    }

    /// - Returns: `nil` for what is neither a key nor null.
    private static func key(_ value: JSONValue?) -> IdempotencyKey?? {
        switch value {
        case .null?: .some(nil)
        case .string(let text)?: IdempotencyKey(text).map { .some($0) }
        default: nil
        }
    }

    private static func integer(_ value: JSONValue?) -> Int64? {
        guard case .number(let digits) = value else { return nil }
        return Int64(digits)
    }

    private static func counter(_ value: JSONValue?) -> InvoiceCounterValue? {
        integer(value).flatMap { InvoiceCounterValue($0) }
    }
}
