/// One step of the schema, forward only. Once published its text never changes: each ledger keeps
/// the SHA-256 of what it ran.
public struct Migration: Sendable {
    /// From 1, without gaps; also the `user_version` of a file whose newest step this is.
    public let number: Int
    /// The file name without `.sql`.
    public let name: String
    /// The SQL text, exactly the bytes of the file.
    public let sql: [UInt8]

    public static let all: [Migration] = [
        Migration(number: 1, name: "0001_ledger", sql: PackageResources._001_ledger_sql),
        Migration(number: 2, name: "0002_authority", sql: PackageResources._002_authority_sql),
        Migration(number: 3, name: "0003_incident", sql: PackageResources._003_incident_sql),
        Migration(number: 4, name: "0004_import", sql: PackageResources._004_import_sql),
        Migration(number: 5, name: "0005_closing", sql: PackageResources._005_closing_sql),
        Migration(number: 6, name: "0006_settlement", sql: PackageResources._006_settlement_sql),
    ]
}

/// What marks an SQLite file as a ledger.
public enum LedgerFormat {
    /// `application_id` of the header: the letters SIJL.
    public static let applicationID: Int32 = 0x5349_4A4C
    /// The newest `user_version` that this program reads and writes.
    public static var newestVersion: Int { Migration.all.count }
}
