import Testing

@testable import Verifier

/// What a connection to a file that nobody trusts refuses, whatever the file holds.
struct RefusedStatement: Sendable, CustomTestStringConvertible {
    let name: String
    let sql: StaticString
    /// Part of what SQLite says.
    let words: String

    var testDescription: String { name }

    static let all = [
        RefusedStatement(
            name: "a write", sql: "UPDATE unit SET name = 'x'", words: "readonly database"),
        RefusedStatement(
            name: "a change of the schema", sql: "DELETE FROM sqlite_schema",
            words: "may not be modified"),
        RefusedStatement(name: "another file", sql: "ATTACH ':memory:' AS a", words: "max 0"),
        RefusedStatement(
            name: "an extension", sql: "SELECT load_extension('/tmp/a.so')", words: "not authorized"
        ),
        RefusedStatement(
            name: "a value of 23 MB", sql: "SELECT length(randomblob(23000000))", words: "too big"),
        RefusedStatement(
            name: "an expression 200 deep",
            sql: """
                SELECT \
                1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+\
                1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+\
                1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1
                """, words: "maximum depth 100"),
        RefusedStatement(
            name: "101 columns",
            sql: """
                SELECT \
                1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,\
                1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,\
                1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1
                """, words: "too many columns"),
        RefusedStatement(
            name: "eleven selections in one",
            sql: """
                SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 1
                UNION ALL SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 1
                UNION ALL SELECT 1 UNION ALL SELECT 1
                """, words: "too many terms"),
        RefusedStatement(
            name: "a query that never ends",
            sql: """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                SELECT max(i) FROM n
                """, words: StepBudget.words),
    ]
}

@Suite("a connection to a file that nobody trusts")
struct EvidenceConnectionTests {
    @Test("refuses", arguments: RefusedStatement.all)
    func refused(statement: RefusedStatement) throws {
        let evidence = try Evidence()
        let before = try evidence.fingerprints()
        let connection = try EvidenceConnection(evidence.path, .plain)
        let error = #expect(throws: SQLiteFailure.self) {
            try connection.read { db in
                let scan = try RowScan(db, statement.sql)
                while try scan.next() {}
            }
        }
        #expect(error?.message.contains(statement.words) == true, "\(String(describing: error))")
        #expect(try evidence.fingerprints() == before)
    }

    /// Pragmas that answer with one number.
    static let settings: [(sql: StaticString, value: Int64)] = [
        ("PRAGMA trusted_schema", 0), ("PRAGMA cell_size_check", 1), ("PRAGMA mmap_size", 0),
        ("PRAGMA temp_store", 2), ("PRAGMA foreign_keys", 0),
    ]

    @Test("has the settings that the manual gives for such files, read back")
    func settingsHold() throws {
        let evidence = try Evidence()
        let connection = try EvidenceConnection(evidence.path, .plain)
        try connection.read { db in
            for setting in Self.settings {
                let scan = try RowScan(db, setting.sql)
                guard try scan.next() else { continue }
                #expect(scan.integer(0) == setting.value, "\(setting.sql)")
            }
        }
    }
}
