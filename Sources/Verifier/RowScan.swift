import CSQLite
import Cryptography
import Encoding
import GRDB
import Invoicing

/// The rows of one query, with columns read by their exact type: what another type stands in is
/// named, never converted.
final class RowScan {
    private let statement: GRDB.Statement
    private let row: OpaquePointer
    private let connection: OpaquePointer?
    /// What is wrong with the columns read from the current row: `column: what was found`.
    private(set) var malformed: [String] = []

    convenience init(_ db: Database, _ sql: StaticString, _ arguments: Int64...) throws {
        try self.init(db, ownText: sql.description, arguments)
    }

    /// - Parameter ownText: SQL put together from the program's own texts alone.
    init(_ db: Database, ownText: String, _ arguments: [Int64] = []) throws {
        statement = try db.cachedStatement(sql: ownText)
        row = statement.sqliteStatement
        connection = db.sqliteConnection
        sqlite3_reset(row)
        sqlite3_clear_bindings(row)
        for (index, argument) in arguments.enumerated() {
            sqlite3_bind_int64(row, Int32(index + 1), argument)
        }
    }

    deinit { sqlite3_reset(row) }

    /// Steps to the next row; false at the end.
    func next() throws(SQLiteFailure) -> Bool {
        malformed.removeAll()
        switch sqlite3_step(row) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            throw SQLiteFailure(
                code: sqlite3_extended_errcode(connection),
                message: String(cString: sqlite3_errmsg(connection)))
        }
    }

    var columnCount: Int32 { sqlite3_column_count(row) }

    func name(_ column: Int32) -> String {
        sqlite3_column_name(row, column).map { String(cString: $0) } ?? "column \(column)"
    }

    func type(_ column: Int32) -> Int32 { sqlite3_column_type(row, column) }

    func integer(_ column: Int32) -> Int64 {
        guard type(column) == SQLITE_INTEGER else {
            note(column, typeName(column))
            return 0
        }
        return sqlite3_column_int64(row, column)
    }

    /// A counter or a sum in 0…2^53-1, or with a minus, which JSON holds exactly; anything else is
    /// noted and read as the nearest of these, so that one may add to it.
    func number(_ column: Int32) -> Int64 {
        let value = integer(column)
        let bounded = min(max(value, -Self.largestNumber), Self.largestNumber)
        if bounded != value { note(column, String(value)) }
        return bounded
    }

    static let largestNumber = InvoiceCounterValue.largest

    /// UTF-8 without NUL; anything else is noted and read as no text.
    func text(_ column: Int32) -> String {
        guard type(column) == SQLITE_TEXT else {
            note(column, typeName(column))
            return ""
        }
        let count = Int(sqlite3_column_bytes(row, column))
        guard let start = sqlite3_column_text(row, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: count)
        guard !bytes.contains(0) else {
            note(column, "NUL")
            return ""
        }
        guard let text = String(exactly: bytes) else {
            note(column, "not UTF-8")
            return ""
        }
        return text
    }

    /// The bytes of a text as they stand, until the next step; none for anything else.
    func textBytes(_ column: Int32) -> UnsafeRawBufferPointer {
        guard type(column) == SQLITE_TEXT else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let count = Int(sqlite3_column_bytes(row, column))
        return UnsafeRawBufferPointer(start: sqlite3_column_text(row, column), count: count)
    }

    func optionalText(_ column: Int32) -> String? {
        type(column) == SQLITE_NULL ? nil : text(column)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard type(column) == SQLITE_BLOB else {
            note(column, typeName(column))
            return []
        }
        let count = Int(sqlite3_column_bytes(row, column))
        guard count > 0, let start = sqlite3_column_blob(row, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// 32 bytes; anything else is noted and read as zeros.
    func digest(_ column: Int32) -> SHA256Digest {
        if type(column) == SQLITE_BLOB {
            let count = Int(sqlite3_column_bytes(row, column))
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(row, column), count: count)
            if let digest = SHA256Digest(bytes) { return digest }
            note(column, "\(count) bytes")
        } else {
            note(column, typeName(column))
        }
        return .zero
    }

    func note(_ column: Int32, _ what: String) { malformed.append("\(name(column)): \(what)") }

    private func typeName(_ column: Int32) -> String {
        switch type(column) {
        case SQLITE_INTEGER: "INTEGER"
        case SQLITE_FLOAT: "REAL"
        case SQLITE_TEXT: "TEXT"
        case SQLITE_BLOB: "BLOB"
        default: "NULL"
        }
    }
}
