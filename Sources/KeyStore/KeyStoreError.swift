import Glibc
public import Invoicing

/// Why the key store did not do what it was asked to.
///
/// In every case the files that were there before are there still, unchanged.
public enum KeyStoreError: ExplainedError, Hashable {
    case missing(directory: String)
    case exists(path: String)
    case notADirectory(path: String)
    /// A link where a file of our own should be: somebody else decides what is behind it.
    case link(path: String)
    /// Others on this computer can read or change it.
    case modeTooOpen(path: String, mode: UInt32, wanted: UInt32)
    case keyMissing(path: String)
    /// The bytes are not those that were stored: their SHA-256 is not the one kept beside them.
    case fileDamaged(path: String)
    /// The file that holds the SHA-256 is not there or not readable as such, so damage cannot be
    /// told.
    case checksumMissing(path: String)
    /// The file is as it was stored, but does not open.
    case wrongPassphrase(path: String)
    /// The file opens, but is another key than its name says.
    case keyMismatch(path: String)
    case costTooHigh(path: String, iterations: Int)
    case unsupported(path: String, algorithm: String)
    case passphraseTooShort(characters: Int, minimum: Int)
    case passphraseUnreadable(path: String, errno: Int32)
    /// A name that cannot stand in a file's name or in the tip's line.
    case nameRefused(name: String)
    /// The tip file was cut short or changed by other hands.
    case tipDamaged(path: String, line: Int)
    /// Two different documents claim one place.
    case tipFork(unit: String, epoch: Int, icv: InvoiceCounterValue)
    /// The key folder is not the one that was made; a counter would have two owners.
    case keysCopied(directory: String, sign: CopySign)
    /// The key folder was made for another ledger.
    case keysOfAnotherLedger(directory: String, ledger: DocumentUUID, found: DocumentUUID)
    /// A small file of the folder's own (`place`, `change`) was cut short or changed by other
    /// hands.
    case recordDamaged(path: String)
    /// The note of the last backup was cut short or changed by other hands.
    case backupNoteDamaged(path: String)
    /// The disk failed at the moment a change of passphrase was settled: all files open with the
    /// new passphrase or all with the old one, and the next opening of the folder makes it good.
    case passphraseUnsettled(directory: String, errno: Int32)
    /// The system refused; `operation` is what was tried.
    case system(operation: String, path: String, errno: Int32)

    public var code: String {
        switch self {
        case .missing: "key-store-missing"
        case .exists: "key-exists"
        case .notADirectory: "key-store-not-a-folder"
        case .link: "key-is-link"
        case .modeTooOpen: "key-mode-too-open"
        case .keyMissing: "key-missing"
        case .fileDamaged: "key-file-damaged"
        case .checksumMissing: "key-checksum-missing"
        case .wrongPassphrase: "wrong-passphrase"
        case .keyMismatch: "key-mismatch"
        case .costTooHigh: "key-cost-too-high"
        case .unsupported: "key-unsupported"
        case .passphraseTooShort: "passphrase-too-short"
        case .passphraseUnreadable: "passphrase-unreadable"
        case .nameRefused: "key-name-refused"
        case .tipDamaged: "tip-damaged"
        case .tipFork: "tip-fork"
        case .keysCopied: "keys-copied"
        case .keysOfAnotherLedger: "keys-of-another-ledger"
        case .recordDamaged: "key-record-damaged"
        case .backupNoteDamaged: "backup-note-damaged"
        case .passphraseUnsettled: "passphrase-unsettled"
        case .system: "key-store-io"
        }
    }

    /// What gave a copy of the key folder away.
    public enum CopySign: Hashable, Sendable {
        /// The machine id is another one.
        case machine
        /// The folder has another inode or was born at another time.
        case folder
    }

    public var mayRetry: Bool {
        guard case .system(_, _, let number) = self else { return false }
        return number == ENOSPC || number == EDQUOT || number == EMFILE || number == ENFILE
    }

    public var problem: Bilingual { KeyStoreTexts.problem(self) }
    public var remedy: Bilingual { KeyStoreTexts.remedy(self) }
}
