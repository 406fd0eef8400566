import CSQLite
import Encoding
import GRDB

/// A value for one parameter of a statement.
enum SQLValue {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    init(_ bytes: [UInt8]?) { self = bytes.map { .blob($0) } ?? .null }
}

/// One row while a statement stands on it; every value is copied out.
struct SQLRow {
    let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// The text, an integer's digits too; `nil` for NULL.
    func text(_ column: Int32) -> String? {
        guard let bytes = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// One member a column, as RFC 8785 JSON knows its value: the log's form of a row.
    var json: JSONValue {
        .object(
            (0..<sqlite3_column_count(statement)).map { column in
                let name = sqlite3_column_name(statement, column).map { String(cString: $0) }
                return JSONValue.Member(name ?? "", json(column))
            })
    }

    private func json(_ column: Int32) -> JSONValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: JSONValue(integer(column))
        case SQLITE_BLOB: .string(Base64.encode(blob(column)))
        case SQLITE_NULL: .null
        default: JSONValue(text(column))
        }
    }
}

/// A statement that is run for every document: to look one up by its text costs as much as a short
/// query.
struct PreparedSQL {
    let text: String
    fileprivate let statement: Statement

    init(_ text: String, _ db: Database) throws(LedgerError) {
        self.text = text
        do { statement = try db.cachedStatement(sql: text) } catch {
            throw LedgerError(error, sql: text)
        }
    }
}

/// GRDB prepares and caches the statements; values go in and out without an object for each.
extension Database {
    func step(_ sql: PreparedSQL, _ values: [SQLValue]) throws(LedgerError) {
        try each(sql, values) { _ in true }
    }

    func first<T>(
        _ sql: PreparedSQL, _ values: [SQLValue], _ read: (SQLRow) throws(LedgerError) -> T?
    ) throws(LedgerError) -> T? {
        var found: T?
        try each(sql, values) { row throws(LedgerError) in
            found = try read(row)
            return false
        }
        return found
    }

    /// Runs a statement to its end, whatever rows it has.
    func step(_ sql: String, _ values: [SQLValue] = []) throws(LedgerError) {
        try each(sql, values) { _ in true }
    }

    /// The first row's value; `nil` where there is no row.
    func first<T>(
        _ sql: String, _ values: [SQLValue] = [],
        _ read: (SQLRow) throws(LedgerError) -> T?
    ) throws(LedgerError) -> T? {
        try first(try PreparedSQL(sql, self), values, read)
    }

    /// Hands each row to `body` until it answers false.
    ///
    /// - Parameters:
    ///   - values: One for each parameter, in the order in which the parameters' names first stand
    ///     in `sql`.
    func each(
        _ sql: String, _ values: [SQLValue] = [],
        _ body: (SQLRow) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        try each(try PreparedSQL(sql, self), values, body)
    }

    func each(
        _ sql: PreparedSQL, _ values: [SQLValue], _ body: (SQLRow) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        let prepared = sql.statement.sqliteStatement
        let expected = Int(sqlite3_bind_parameter_count(prepared))
        precondition(expected == values.count, "one value for each parameter of: \(sql.text)")
        do throws(LedgerError) {
            for (index, value) in values.enumerated() {
                try bind(value, to: prepared, at: Int32(index + 1), of: sql.text)
            }
            try run(prepared, sql.text, body)
        } catch {
            sqlite3_reset(prepared)
            sqlite3_clear_bindings(prepared)
            throw error
        }
        let code = sqlite3_reset(prepared)
        sqlite3_clear_bindings(prepared)
        // A column that could not be had for lack of memory looks like a NULL; only this tells.
        guard code == SQLITE_OK else { throw LedgerError(sqlite: code, sql: sql.text) }
    }

    private func run(
        _ prepared: OpaquePointer, _ text: String, _ body: (SQLRow) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        while true {
            let code = sqlite3_step(prepared)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw LedgerError(sqlite: sqlite3_extended_errcode(sqliteConnection), sql: text)
            }
            guard try body(SQLRow(statement: prepared)) else { return }
        }
    }

    private func bind(
        _ value: SQLValue, to statement: OpaquePointer, at index: Int32, of text: String
    ) throws(LedgerError) {
        let raw = UnsafeMutableRawPointer(statement)
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(statement, index)
        case .integer(let integer): code = sqlite3_bind_int64(statement, index, integer)
        case .text(var text):
            code = text.withUTF8 {
                sijil_sqlite_bind_text(raw, index, $0.baseAddress, Int32($0.count))
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes {
                sijil_sqlite_bind_blob(raw, index, $0.baseAddress, Int32($0.count))
            }
        }
        if code == SQLITE_NOMEM { throw .outOfMemory }
        precondition(code == SQLITE_OK, "SQLite could not take a value of: \(text)")
    }
}

extension LedgerError {
    /// What SQLite's extended result code means for a ledger. `sql` is kept, bound values never
    /// are.
    init(sqlite extended: Int32, sql: String) {
        switch extended & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(timeoutSeconds: 0)
        case SQLITE_FULL: self = .full
        case SQLITE_NOMEM: self = .outOfMemory
        case _ where extended == Self.readWithoutMemory: self = .outOfMemory
        // Whose path the caller knows.
        case _ where extended == Self.fileMoved: self = .moved(path: "")
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_IOERR, SQLITE_CANTOPEN: self = .inputOutput(code: extended)
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(code: extended)
        default: self = .sqlite(code: extended, sql: sql)
        }
    }

    /// `SQLITE_IOERR_NOMEM` and `SQLITE_READONLY_DBMOVED`; Swift does not import such macros.
    private static let readWithoutMemory: Int32 = 10 | 12 << 8
    private static let fileMoved: Int32 = 8 | 4 << 8

    /// An error that GRDB threw.
    init(_ error: any Error, sql: String) {
        guard let error = error as? DatabaseError else {
            self = .sqlite(code: SQLITE_ERROR, sql: sql)
            return
        }
        self.init(sqlite: error.extendedResultCode.rawValue, sql: error.sql ?? sql)
    }

    /// An error that GRDB threw while it opened `path`.
    init(_ error: any Error, path: String, busyTimeoutSeconds: Int) {
        self.init(error, sql: "open")
        if case .busy = self { self = .busy(timeoutSeconds: busyTimeoutSeconds) }
        if case .corrupt(SQLITE_NOTADB) = self { self = .notSQLite(path: path) }
    }
}
