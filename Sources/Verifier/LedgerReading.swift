import CSQLite
import GRDB

/// Reads the small tables, the log, and the list of documents, in short transactions: rows are only
/// ever added, so everything up to the newest row of the first moment is of that moment.
struct LedgerReading {
    static let mostEntries: Int64 = 20_000_000
    static let mostDocuments: Int64 = 5_000_000
    /// Entries that are tried one by one behind a damaged page, and in all.
    private static let mostProbes: Int64 = 100_000
    private static let mostProbesInAll: Int64 = 2_000_000

    private(set) var records = LedgerRecords()
    private(set) var recordCount: Int64 = 0
    private(set) var log: LogIndex
    /// Rows of documents, in order.
    private(set) var documents: Pieces<Int64>
    private(set) var symptoms: [Symptom] = []
    private(set) var rows: [RecordRow] = []
    /// The first table that could not be read to its end.
    private(set) var damage: SQLiteFailure?
    /// The highest entry ever given at that moment, if SQLite still knows it.
    private(set) var entrySequence: Int64?
    /// Tables that were not read to their end because one of the limits was passed.
    private(set) var unfinished: Set<String> = []
    /// The newest row of each table of ``AuthorityTable`` at that moment, by its kind.
    private(set) var newestOfAuthority: [String: Int64] = [:]
    private let connection: EvidenceConnection
    private let version: Int
    private let scratch: ScratchFile
    /// Entries that an earlier audit has read.
    private let since: Int64?
    /// Of these, the last document of each chain; in the order of their rows.
    private(set) var border: [Int64] = []
    private var borderRow: Int64?

    /// - Parameter since: Entries that are taken by their leaf hashes alone.
    init(
        _ connection: EvidenceConnection, version: Int, scratch: ScratchFile, since: Int64? = nil
    ) {
        self.since = since
        self.connection = connection
        self.version = version
        self.scratch = scratch
        documents = Pieces(scratch)
        log = LogIndex(kinds: RecordTable.kinds(version: version), scratch: scratch)
    }

    /// - Parameter sizes: Where the log's root is wanted, beside the sizes that the ledger itself
    ///   names.
    mutating func run(rootsAt sizes: [Int64]) throws(SQLiteFailure) {
        let newest = try readMoment()
        if let since { try readBorder(since) }
        log.want(rootsAt: sizes + records.restores.map { $0.integer("size") })
        try readLog(upTo: newest.entry)
        for row in rows {
            for var symptom in RecordCheck.logSymptoms(of: row, in: log) {
                // Rows without number are one deed.
                if unfinished.contains(row.kind) { symptom.follows.append(.values) }
                symptoms.append(symptom)
            }
        }
        try readDocumentList(upTo: newest.document)
    }

    /// Reads all small tables, the newest rows of the large ones and SQLite's own count of entries
    /// in one transaction: somebody may be issuing or enrolling meanwhile.
    ///
    /// - Returns: The newest rows; `Int64.max` where the file is too damaged to tell.
    private mutating func readMoment() throws(SQLiteFailure) -> (entry: Int64, document: Int64) {
        var newest = (entry: Int64.max, document: Int64.max)
        var failures: [(table: String, error: SQLiteFailure)] = []
        var tables: [(kind: String, rows: [RecordRow])] = []
        var sequence: Int64?
        var newestOfAuthority: [String: Int64] = [:]
        let (small, large) = (
            RecordTable.all(version: version), version < 2 ? [] : AuthorityTable.all
        )
        try connection.read { db in
            do {
                newest = try Self.newestRows(db)
            } catch {
                failures.append(("document", SQLiteFailure(error)))
            }
            sequence = try? Self.sequence(db)
            for table in large {
                do {
                    newestOfAuthority[table.kind] = try table.newest(db)
                } catch {
                    failures.append((table.kind, SQLiteFailure(error)))
                }
            }
            for table in small {
                var found: [RecordRow] = []
                do {
                    let scan = try RowScan(db, table.sql)
                    while found.count < RecordTable.mostRows, try scan.next() {
                        found.append(RecordRow(kind: table.kind, scan))
                    }
                } catch {
                    failures.append((table.kind, SQLiteFailure(error)))
                }
                tables.append((table.kind, found))
            }
        }
        entrySequence = sequence
        self.newestOfAuthority = newestOfAuthority
        for failure in failures { try note(failure.error, table: failure.table) }
        for table in tables { keep(table.rows, of: table.kind) }
        return newest
    }

    private static func newestRows(_ db: Database) throws -> (entry: Int64, document: Int64) {
        let entry = try RowScan(db, "SELECT coalesce(max(seq), 0) FROM entry")
        let document = try RowScan(db, "SELECT coalesce(max(id), 0) FROM document")
        _ = try entry.next()
        _ = try document.next()
        return (entry.integer(0), document.integer(0))
    }

    private static func sequence(_ db: Database) throws -> Int64? {
        let scan = try RowScan(db, "SELECT seq FROM sqlite_sequence WHERE name = 'entry'")
        return try scan.next() ? scan.integer(0) : nil
    }

    private mutating func keep(_ found: [RecordRow], of kind: String) {
        if found.count == RecordTable.mostRows {
            addLimit(kind, most: Int64(RecordTable.mostRows), found: "≥ \(RecordTable.mostRows)")
        }
        recordCount += Int64(found.count)
        for row in found { records.add(row) }
        rows += found
    }

    /// Keeps a failure that is the file's; a busy file is not.
    private mutating func note(_ error: SQLiteFailure, table: String) throws(SQLiteFailure) {
        if error.isTooBig {
            let most = String(EvidenceConnection.largestValue)
            addLimit(Symptom(.valueTooLarge, expected: most, found: table, key: .values), table)
            return
        }
        guard error.isDamage else { throw error }
        damage = damage ?? error
    }

    private mutating func addLimit(_ table: String, most: Int64, found: String) {
        let found = "\(table): \(found)"
        addLimit(Symptom(.tooManyRows, expected: String(most), found: found, key: .values), table)
    }

    /// A limit that was passed leads all that could not be told because of it.
    private mutating func addLimit(_ symptom: Symptom, _ table: String) {
        var symptom = symptom
        symptom.leads = true
        symptoms.append(symptom)
        unfinished.insert(table)
    }

    // MARK: - Log

    private mutating func readLog(upTo newest: Int64) throws(SQLiteFailure) {
        var reached: Int64 = 0
        var probes: Int64 = 0
        while reached < newest {
            if log.count >= Self.mostEntries {
                addLimit("entry", most: Self.mostEntries, found: "≥ \(log.count)")
                break
            }
            let before = reached
            do {
                try connection.read { db in
                    let scan = try RowScan(db, Self.entries, reached, min(newest, Int64.max - 1))
                    // In a damaged table rows can come in any order, again and again.
                    while try scan.next(), scan.integer(0) > reached {
                        reached = scan.integer(0)
                        log.add(scan)
                    }
                }
                if reached == before { break }
            } catch {
                try note(error, table: "entry")
                let start = reached
                guard probes < Self.mostProbesInAll, let next = try readSingly(after: start)
                else { break }
                reached = next
                probes += next - start
            }
        }
        log.finish()
        symptoms += log.symptoms
    }

    private static let entries: StaticString = """
        SELECT seq, kind, row_id, payload_sha256, leaf_hash
        FROM entry NOT INDEXED
        WHERE seq > ? AND seq <= ?
        ORDER BY seq
        LIMIT 20000
        """
    private static let entry: StaticString = """
        SELECT seq, kind, row_id, payload_sha256, leaf_hash
        FROM entry NOT INDEXED
        WHERE seq = ?
        """

    /// Reads the next entry that can be read behind a damaged page.
    ///
    /// By itself: a search for all that follow may meet the damage again, and so for ever.
    private mutating func readSingly(after row: Int64) throws(SQLiteFailure) -> Int64? {
        let last = min(entrySequence ?? Int64.max, row &+ Self.mostProbes)
        guard row < last else { return nil }
        return try connection.read { db in
            for candidate in row + 1...last {
                do {
                    let scan = try RowScan(db, Self.entry, candidate)
                    guard try scan.next(), scan.integer(0) == candidate else { continue }
                    log.add(scan)
                    return candidate
                } catch {
                    let failure = SQLiteFailure(error)
                    guard failure.isDamage else { throw failure }
                }
            }
            return nil
        }
    }

    // MARK: - An earlier audit

    /// The document whose entry is the last one under the checkpoint: rows are only ever added, so
    /// the new ones come after it.
    private static let lastDocument: StaticString = """
        SELECT row_id
        FROM entry NOT INDEXED
        WHERE seq <= ? AND kind = 'document'
        ORDER BY seq DESC
        LIMIT 1
        """
    private static let lastOfChain: StaticString = """
        SELECT id
        FROM document
        WHERE chain_id = ? AND id <= ?
        ORDER BY icv DESC
        LIMIT 1
        """

    /// Finds the documents that the new ones are chained to; they are read in full again.
    private mutating func readBorder(_ size: Int64) throws(SQLiteFailure) {
        let chains = records.chainsInOrder.map(\.id)
        var kept: Set<Int64> = []
        var last: Int64 = 0
        try connection.read { db in
            let scan = try RowScan(db, Self.lastDocument, size)
            guard try scan.next() else { return }
            last = scan.integer(0)
            kept.insert(last)
            for chain in chains {
                let scan = try RowScan(db, Self.lastOfChain, chain, last)
                if try scan.next() { kept.insert(scan.integer(0)) }
            }
        }
        borderRow = last
        border = kept.sorted()
        log.skip(LogIndex.Skipped(size: size, kept: kept))
    }

    // MARK: - Documents

    private static let documentIDs: StaticString = """
        SELECT id
        FROM document NOT INDEXED
        WHERE id > ? AND id <= ?
        ORDER BY id
        LIMIT 20000
        """

    private mutating func readDocumentList(upTo newest: Int64) throws(SQLiteFailure) {
        var reached = borderRow ?? Int64.min
        documents.append(contentsOf: border)
        while reached < newest {
            if documents.count >= Self.mostDocuments {
                addLimit("document", most: Self.mostDocuments, found: "≥ \(documents.count)")
                return
            }
            let before = documents.count
            do {
                try connection.read { db in
                    let scan = try RowScan(
                        db, Self.documentIDs, reached, min(newest, Int64.max - 1))
                    while try scan.next(), scan.integer(0) > reached {
                        reached = scan.integer(0)
                        documents.append(reached)
                    }
                }
            } catch {
                try note(error, table: "document")
                // The log names the rows; each is tried by itself.
                let known = Set(documents).union(log.documents.rows).sorted()
                documents = Pieces(scratch)
                documents.append(contentsOf: known)
                return
            }
            if documents.count == before { return }
        }
    }
}
