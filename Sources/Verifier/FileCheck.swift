import CSQLite
import GRDB

/// What SQLite's own checks say about the pages, indexes, values and references of a file, and the
/// traces that writers leave in it.
struct FileCheck {
    /// Lines of `integrity_check`; empty where it was satisfied.
    var messages: [String] = []
    /// A check that broke off.
    var failure: SQLiteFailure?
    /// Rows that refer to nothing.
    var references: [(table: String, row: Int64, parent: String)] = []
    var cookie: Int64 = 0
    var freePages: Int64 = 0
    /// Rows of the schema, and the number of the last one.
    private var schemaRows = (count: Int64(0), last: Int64(0))
    /// Rows that break a condition of the schema.
    private var broken: [TableConditions.Broken] = []
    /// In bytes, where the file has more or fewer than its pages.
    private var size: (expected: Int64, found: Int64)?

    private static let mostMessages: Int64 = 100
    private static let mostReferences = 1_000

    /// Pages and indexes; reads the whole file.
    mutating func readPages(_ db: Database) {
        do {
            let scan = try RowScan(db, "PRAGMA integrity_check(100)")
            while try scan.next() {
                let lines = scan.text(0).split(separator: "\n").map(String.init)
                messages += lines.filter { $0 != "ok" && !$0.hasPrefix("***") }
            }
        } catch {
            failure = SQLiteFailure(error)
        }
    }

    /// Within a transaction, which keeps writers from changing the size.
    mutating func readSize(of path: String, _ db: Database) throws {
        let scan = try RowScan(
            db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        guard try scan.next(), let found = FileSize.of(path) else { return }
        if scan.integer(0) != found { size = (scan.integer(0), found) }
    }

    mutating func readReferences(_ db: Database) {
        do {
            let scan = try RowScan(db, "PRAGMA foreign_key_check")
            while references.count < Self.mostReferences, try scan.next() {
                references.append((scan.text(0), scan.integer(1), scan.text(2)))
            }
        } catch {
            failure = failure ?? SQLiteFailure(error)
        }
    }

    mutating func readConditions(_ db: Database, _ tables: [TableConditions]) {
        for table in tables {
            do {
                broken += try table.broken(db, most: Int(Self.mostMessages) - broken.count)
            } catch {
                failure = failure ?? SQLiteFailure(error)
            }
        }
    }

    mutating func readTraces(_ db: Database) throws {
        cookie = try ExpectedSchema.cookie(in: db)
        let free = try RowScan(db, "PRAGMA freelist_count")
        if try free.next() { freePages = free.integer(0) }
        let rows = try RowScan(db, "SELECT count(*), max(rowid) FROM sqlite_schema")
        if try rows.next() { schemaRows = (rows.integer(0), rows.integer(1)) }
    }

    /// - Parameters:
    ///   - expectedCookie: Schema changes that the published version makes.
    ///   - newest: The last entry of the log.
    ///   - sequence: The highest entry ever given at the same moment, if SQLite still knows it.
    func traceSymptoms(expectedCookie: Int64, newest: Int64, sequence: Int64?) -> [Symptom] {
        var symptoms: [Symptom] = []
        if let sequence, sequence > newest {
            symptoms.append(
                Symptom(
                    .sequenceAhead, expected: String(newest), found: String(sequence), key: .traces,
                    follows: [.file])
            )
        }
        if freePages > 0 {
            symptoms.append(
                Symptom(.freePages, expected: "0", found: String(freePages), key: .traces))
        }
        // A copy made by SQLite's backup counts from 1 again, so only a higher count tells
        // something.
        if cookie > expectedCookie {
            symptoms.append(
                Symptom(
                    .schemaCookie, expected: String(expectedCookie), found: String(cookie),
                    key: .traces))
        } else if schemaRows.last != schemaRows.count {
            // No version drops anything, so the rows are numbered without a gap.
            symptoms.append(
                Symptom(
                    .schemaCookie, expected: "rows 1–\(schemaRows.count)",
                    found: "row \(schemaRows.last)", key: .traces))
        }
        return symptoms
    }

    /// - Parameters:
    ///   - scanFailure: The first table that could not be read to its end.
    ///   - others: All symptoms so far: SQLite may complain of an index or value of one of their
    ///     rows.
    func damageSymptoms(scanFailure: SQLiteFailure?, others: [Symptom]) -> [Symptom] {
        var symptoms: [Symptom] = []
        if let size {
            symptoms.append(
                Symptom(
                    .fileDamaged, expected: "\(size.expected) bytes",
                    found: "\(size.found) bytes", key: .file))
        }
        let ofValues = messages.filter(Self.isAboutValues)
        let ofPages = messages.filter { !Self.isAboutValues($0) }
        let failure = scanFailure ?? (self.failure.flatMap { $0.isDamage ? $0 : nil })
        let isTableDamage =
            scanFailure != nil || ofPages.contains { $0.contains("Rowid ") }
            || (!ofPages.isEmpty && !ofPages.contains { $0.contains("index") }
                && ofPages.allSatisfy(Self.isAboutSpace))
        if isTableDamage || (ofPages.isEmpty && failure != nil) {
            let words = (failure.map { [$0.message] } ?? []) + ofPages
            symptoms.append(
                Symptom(.fileDamaged, expected: "ok", found: Self.few(words), key: .file))
        } else if !ofPages.isEmpty {
            symptoms.append(
                Symptom(
                    .indexDamaged, expected: "ok", found: Self.few(ofPages), key: .index,
                    follows: Self.explanations(ofPages, others)))
        }
        if !ofValues.isEmpty {
            symptoms.append(
                Symptom(
                    .valueMalformed, expected: "ok", found: Self.few(ofValues), key: .values,
                    follows: others.compactMap { Self.isRecord($0.key) ? $0.key : nil }))
        }
        return symptoms
    }

    /// - Parameter others: All symptoms so far; what is wrong with a row is told already where one
    ///   of them fails it.
    func conditionSymptoms(others: [Symptom]) -> [Symptom] {
        guard !broken.isEmpty else { return [] }
        let told = Set(others.filter { $0.weight == .fail }.map(\.key))
        return broken.compactMap { row in
            let key = Self.key(row)
            if told.contains(key) { return nil }
            return Symptom(
                .valueMalformed, expected: "CHECK \(row.oneLine)",
                found: "\(row.table) \(row.row)", key: key, follows: [.file])
        }
    }

    private static func key(_ row: TableConditions.Broken) -> CauseKey {
        row.table == "entry"
            ? .entry(row.row) : .record(RecordKey(kind: kind(of: row.table), id: row.row))
    }

    func referenceSymptoms(missing: [RecordKey]) -> [Symptom] {
        references.map { reference in
            let parent = Self.kind(of: reference.parent)
            let row = CauseKey.record(
                RecordKey(kind: Self.kind(of: reference.table), id: reference.row))
            return Symptom(
                .foreignKey, expected: reference.parent,
                found: "\(reference.table) \(reference.row)",
                key: .references,
                follows: [row] + missing.filter { $0.kind == parent }.map { .record($0) } + [.file])
        }
    }

    private static func kind(of table: String) -> String {
        switch table {
        case "signing_key": "key"
        case "certificate_event": "certificate-event"
        case "compliance_document": "compliance-document"
        default: table
        }
    }

    /// Messages about single values in otherwise good pages.
    private static func isAboutValues(_ message: String) -> Bool {
        message.contains(" value in ")
    }

    private static func isAboutSpace(_ message: String) -> Bool {
        message.contains("never used") || message.contains("Freelist")
            || message.contains("freelist")
    }

    private static func isRecord(_ key: CauseKey) -> Bool {
        if case .record = key { true } else { false }
    }

    /// Rows that an index message names, and documents that are there twice: either is why the
    /// index complains.
    private static func explanations(_ messages: [String], _ others: [Symptom]) -> [CauseKey] {
        var keys: [CauseKey] = []
        for message in messages {
            let words = message.split(separator: " ")
            if words.count > 1, words[0] == "row", let row = Int64(words[1]) {
                keys.append(.record(.document(row)))
            }
        }
        let twice: Set<FindingCode> = [
            .icvDuplicate, .hashDuplicate, .uuidDuplicate, .numberDuplicate, .keyDuplicate,
            .chainFork,
        ]
        return keys + others.filter { twice.contains($0.code) }.map(\.key) + [.schema, .file]
    }

    private static func few(_ messages: [String]) -> String {
        let shown = messages.prefix(5).joined(separator: "; ")
        return messages.count > 5 ? "\(shown); … (\(messages.count))" : shown
    }
}
