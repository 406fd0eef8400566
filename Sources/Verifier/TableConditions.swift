import GRDB

/// The conditions (`CHECK`) of one table, to be held against its rows.
///
/// SQLite's `integrity_check` leaves them out on a read-only connection, where it does not even
/// parse them: a row that the schema forbids would pass.
struct TableConditions: Sendable {
    let table: String
    /// Each with its parentheses, as it stands in the schema.
    let conditions: [String]

    /// - Parameter sql: The text that made the table, one of the program's own: what stands in a
    ///   file is compared with it before anything of it runs.
    init?(table: String, sql: String) {
        let found = Self.conditions(in: Array(sql.utf8))
        guard !found.isEmpty else { return nil }
        self.table = table
        conditions = found
    }

    /// A row that breaks a condition.
    struct Broken: Sendable {
        let table: String
        let row: Int64
        let condition: String

        /// The condition without its line ends.
        var oneLine: String {
            condition.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        }
    }

    /// - Returns: At most `most` rows, each with the first condition that it breaks.
    func broken(_ db: Database, most: Int) throws -> [Broken] {
        let each = conditions.enumerated().map { "WHEN NOT \($1) THEN \($0)" }
        // What comes out as NULL is allowed, as in SQLite's own check.
        let scan = try RowScan(
            db,
            ownText: """
                SELECT rowid, CASE \(each.joined(separator: " ")) END
                FROM "\(table)" NOT INDEXED
                WHERE NOT (\(conditions.joined(separator: " AND ")))
                """)
        var broken: [Broken] = []
        while broken.count < most, try scan.next() {
            let condition = conditions[Int(scan.integer(1))]
            broken.append(Broken(table: table, row: scan.integer(0), condition: condition))
        }
        return broken
    }

    // MARK: - The text

    private static func conditions(in sql: [UInt8]) -> [String] {
        let word = Array("CHECK (".utf8)
        var conditions: [String] = []
        var place = 0
        while place < sql.count {
            if let next = passed(sql, from: place) {
                place = next
            } else if sql[place...].starts(with: word) {
                let start = place + word.count - 1
                place = end(of: sql, from: start)
                conditions.append(String(decoding: sql[start..<place], as: UTF8.self))
            } else {
                place += 1
            }
        }
        return conditions
    }

    /// Behind the comment or the text in quotes that begins here; `nil` if none does.
    private static func passed(_ sql: [UInt8], from place: Int) -> Int? {
        func behind(_ mark: String, from: Int) -> Int {
            sql[min(from, sql.count)...].firstRange(of: Array(mark.utf8))?.upperBound ?? sql.count
        }
        let rest = sql[place...]
        if rest.starts(with: "--".utf8) { return behind("\n", from: place + 2) }
        if rest.starts(with: "/*".utf8) { return behind("*/", from: place + 2) }
        if sql[place] == UInt8(ascii: "'") { return behind("'", from: place + 1) }
        return nil
    }

    /// Behind the parenthesis that closes the one that stands here.
    private static func end(of sql: [UInt8], from start: Int) -> Int {
        var (place, depth) = (start, 0)
        while place < sql.count {
            if let next = passed(sql, from: place) {
                place = next
                continue
            }
            if sql[place] == UInt8(ascii: "(") { depth += 1 }
            if sql[place] == UInt8(ascii: ")") { depth -= 1 }
            place += 1
            if depth == 0 { return place }
        }
        return place
    }
}

extension ExpectedSchema {
    /// The conditions of all tables, or of the small ones alone.
    func conditions(ofLarge isWhole: Bool) -> [TableConditions] {
        let large: Set<String> = [
            "document", "entry", "compliance_document", "attempt", "answer", "cleared",
        ]
        return objects.filter { $0.type == "table" && (isWhole || !large.contains($0.name)) }
            .sorted { $0.name < $1.name }
            .compactMap { object in
                object.sql.flatMap { TableConditions(table: object.name, sql: $0) }
            }
    }
}
