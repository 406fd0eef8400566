public import Invoicing

/// Why a verb could not be done, beyond what its engines report themselves.
public enum SijilError: ExplainedError, Equatable {
    /// Nothing was read.
    case fileUnreadable(path: String, reason: SystemReason)
    /// The file is longer than Sijil takes; nothing of it was used.
    case fileTooLarge(path: String, limitBytes: Int)
    /// Nothing was written; a half-written temporary file was removed.
    case fileUnwritable(path: String, reason: SystemReason)
    /// A file with other content has that name; it was left alone.
    case fileExists(path: String)
    /// One line of JSON Lines is longer than a draft may be; the lines before it were dealt with.
    case draftTooLarge(path: String, line: Int, limitBytes: Int)
    /// The text is no JSON; nothing was issued.
    case notJSON(path: String, line: Int, column: Int, detail: Bilingual)
    /// No ledger was named and the folder has none or several; nothing was opened.
    case ledgerNotNamed(found: [String])
    /// The ledger has several units and the draft names none.
    case unitNotNamed(units: [String])
    case unitUnknown(name: String, units: [String])
    case documentUnknown(number: String)
    /// No day lies between these.
    case daysReversed(from: CivilDate, to: CivilDate)
    /// No passphrase could be had; no key was opened.
    case passphraseMissing
    case passphraseNotRepeated
    /// No one-time code could be had; nothing was sent.
    case codeMissing
    /// The copy is not what a ledger must be; it was left for looking at.
    case backupUnsound(path: String, findings: Int)
    /// No backup was ever made of a ledger that is to get a production certificate.
    case backupMissing(path: String)
    /// The ledger has no keys on this computer.
    case keysMissing(folder: String)
    /// The unit has no certificate that may stamp documents.
    case noActiveCertificate(unit: String)
    /// The certificate may not be used in this ledger; it was not installed and nothing was issued.
    case certificateForOtherVAT(certificate: String, ledger: String)
    case certificateForOtherEnvironment(certificate: String, ledger: String)
    case certificateIsCompliance
    case certificateForOtherUnit(certificate: String, unit: String, serial: String)
    case certificateForOtherDocuments(certificate: String, unit: String, documents: String)
    case certificateKeyMismatch
    case certificateNotReadable(path: String)
    case certificateUnknown(serial: String)
    /// It was ended before; nothing was recorded.
    case certificateEndedBefore(serial: String, state: String)
    case instantInFuture(Instant, now: Instant)
    case certificateExpired(unit: String, notAfter: Instant, now: Instant)
    case certificateNotYetValid(notBefore: Instant, now: Instant)
    case privateKeyNotReadable(path: String)
    /// The tip says that later documents were issued: this file is older than what this computer
    /// issued.
    case ledgerRolledBack(unit: String, missing: ClosedRange<Int64>)
    /// The ledger's document at the tip's place is another one: two histories.
    case ledgerForked(unit: String, icv: Int64)
    /// The picture must not be handed out yet.
    case notCleared(number: String)
    /// The firm saw it in the portal, and the copy to hand out is not here.
    case portalCopyMissing(number: String)
    /// The authority rejected the document: its picture is nothing to hand out.
    case documentRejected(number: String)
    /// The same, and its sale was called off; in words, when and why.
    case documentClosed(Bilingual)

    /// The seller file does not fit; all its problems.
    case sellerRefused(path: String, problems: [Problem])
    case codeUnknown(String)

    /// True where the question was answered, with no.
    public var isAnswer: Bool {
        switch self {
        case .documentUnknown, .certificateUnknown, .notCleared, .portalCopyMissing,
            .documentRejected, .documentClosed, .codeUnknown:
            true
        default: false
        }
    }

    public var code: String { words.code }
    public var problem: Bilingual { words.problem }
    public var remedy: Bilingual { words.remedy }
}
