// The backup file: the newest backup that was made of the ledger.
//
//     sijil-backup 1
//     at 2026-03-01T10:15:00Z log 240
//     sha256 4f1c…  (64 digits, of all bytes above this line)

public import Invoicing

/// The newest backup of the ledger that was made on this computer.
public struct BackupNote: Hashable, Sendable {
    public let at: Instant
    /// Entries in the ledger's log that the backup has.
    public let logSize: Int64

    fileprivate static let fileName = "backup"
    fileprivate static let header = "sijil-backup 1"

    fileprivate var bytes: [UInt8] { CheckedText.write(Self.header, ["at \(at) log \(logSize)"]) }

    fileprivate static func read(_ bytes: [UInt8]) -> BackupNote? {
        guard let lines = CheckedText.read(bytes, header), lines.count == 1 else { return nil }
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, let at = Instant(String(words[1])), let logSize = Int64(words[3])
        else { return nil }
        let note = BackupNote(at: at, logSize: logSize)
        return note.bytes == bytes ? note : nil
    }
}

extension KeyStore {
    /// Records durably that a backup was made; the note before is replaced.
    public func noteBackup(at: Instant, logSize: Int64) throws(KeyStoreError) {
        precondition(logSize >= 0, "a log has no negative size")
        let note = BackupNote(at: at, logSize: logSize)
        try exclusively { () throws(KeyStoreError) in
            try folder.replace(BackupNote.fileName, note.bytes)
        }
    }

    /// The newest backup; `nil` if none was noted.
    public func lastBackup() throws(KeyStoreError) -> BackupNote? {
        guard let bytes = try folder.read(BackupNote.fileName) else { return nil }
        guard let note = BackupNote.read(bytes) else {
            throw .backupNoteDamaged(path: folder.fullPath(BackupNote.fileName))
        }
        return note
    }
}
