import Fatoora
import Invoicing
import Ledger

/// What the authority found fault with in a rejected document, as far as it decides what comes
/// next.
enum RejectionCause: String {
    /// Whatever it was, the portal must be asked first: the document or a successor may have been
    /// accepted.
    case perhapsTaken = "perhaps-taken"
    /// Its content, or something that is not known: a corrected draft is needed.
    case content
    /// Only its stamp, made with a certificate that the unit has still, or nothing in its place: as
    /// it is it would be rejected again.
    case presentCertificate = "present-certificate"
    /// Only its stamp or its place in the chain, both of which a successor has anew.
    case stamp
}

extension StoredWords {
    /// - Parameter record: Of a rejected document.
    func cause(of record: SubmissionRecord) throws -> RejectionCause {
        if record.mayBeTaken { return .perhapsTaken }
        let errors = try errors(of: record)
        let faults = errors.map(\.stampFault)
        if errors.isEmpty || faults.contains(nil) { return .content }
        let active = try ledger.activeCertificate(unit: record.document.unit)
        let hasOther = active.map { $0.id != record.certificateID } ?? false
        return !hasOther && faults.contains(.stamp) ? .presentCertificate : .stamp
    }

    /// The codes of the errors, as the authority wrote them.
    func errorCodes(of record: SubmissionRecord) throws -> [String] {
        var codes: [String] = []
        for code in try errors(of: record).map({ $0.code ?? $0.text }) where !codes.contains(code) {
            codes.append(code)
        }
        return codes
    }
    private func errors(of record: SubmissionRecord) throws -> [FatooraMessage] {
        try record.last.flatMap { try validation(attempt: $0.id) }?.errors ?? []
    }
}
