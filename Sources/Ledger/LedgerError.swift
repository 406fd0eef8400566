public import Invoicing

/// Why the ledger could not be made, opened, read or written.
///
/// In every case but two nothing was stored and no counter was used. After ``inputOutput(code:)``
/// the disk did not say whether the last commit is on it, and memory may have run out on the way
/// back from one (``outOfMemory``): the same call by a new connection tells, since what was stored
/// is answered with its first receipt.
public enum LedgerError: ExplainedError {
    // The file. It was not touched.
    case missing(path: String)
    case exists(path: String)
    case notAFile(path: String)
    case empty(path: String)
    case notSQLite(path: String)
    case notALedger(path: String, applicationID: Int32)
    case newer(path: String, found: Int, newest: Int)
    case older(path: String, found: Int, newest: Int)
    case schemaDiffers(path: String, objects: [String])
    case hardLinks(path: String, count: Int)
    case networkFileSystem(path: String, name: String)
    case folderNotWritable(path: String)
    /// - Parameter owner: The user whose file it is; `nil` where it cannot even be seen.
    case notPermitted(path: String, owner: String?, toRead: Bool)
    case system(path: String, operation: String, errno: Int32)
    /// There is nothing to migrate.
    case current(path: String, version: Int)

    // A copy of the ledger. The ledger was not touched, and no copy was left.
    case backupFailed(path: String, operation: String, code: Int32)

    // SQLite. An open transaction was rolled back.
    case busy(timeoutSeconds: Int)
    case full
    /// After a disk turned read-only, the connection is not used again either.
    case readOnly
    /// The file that was opened no longer bears its name: another was put in its place, or none.
    case moved(path: String)
    case outOfMemory
    /// The connection is not used again: a sync that failed once may seem to succeed the next time.
    case inputOutput(code: Int32)
    case corrupt(code: Int32)
    case sqlite(code: Int32, sql: String)
    case setting(name: String, wanted: String, found: String)

    // What a call asked for. Nothing was stored.
    case unknownUnit(name: String)
    case unitTaken(name: String)
    case badRecord(field: String)
    case noActiveCertificate(unit: String)
    /// Another program took a new certificate into use since this one chose its own.
    case certificateChanged(unit: String)
    /// The authority may have taken the certificate back.
    case renewalUnsettled(UnsettledRenewal)
    case certificateNotValid(
        unit: String, serial: String, notBefore: Instant, notAfter: Instant, now: Instant)
    case certificateUnreadable
    case certificateTaken(serial: String)
    case certificateOfOtherKey(serial: String)
    case certificateOfOtherTaxpayer(serial: String, vat: String?, ledgerVAT: VATNumber)
    case certificateNotForProduction(serial: String, issuer: String)
    case keyOfOtherUnit(unit: String)
    /// A key, an attempt, an answer, a compliance document or a restore holds a value that its
    /// table cannot take.
    case unfit(table: String, column: String)
    case unknownCertificate(id: Int64)
    case unknownComplianceDocument(id: Int64)
    case certificateNotForCompliance(serial: String)
    case certificateEnded(serial: String, by: CertificateRecord.Event)
    case unknownAttempt(id: Int64)
    /// Nobody knows yet what came of an earlier request for a certificate.
    case attemptOpen(id: Int64, unit: String, endpoint: String, since: Instant)
    case attemptSettled(id: Int64, outcome: String)
    case certificateUnasked(endpoint: String, class: CertificateClass)
    /// An older copy was to be put back while its certificate goes on to give counters that are
    /// given already.
    case restoreWouldRepeat(unit: String, certificateID: Int64)
    case clockBehind(now: Instant, last: Instant)
    /// What the caller's guard or seal threw.
    case outside(any ExplainedError)
    case sealFailed(type: String)

    // A broken record. The transaction was rolled back.
    case readBack(what: String, icv: InvoiceCounterValue)
    case badRow(table: String, id: Int64, column: String)
}
