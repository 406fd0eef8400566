public import Cryptography
import Encoding
import Invoicing
import Ledger

extension Workplace {
    /// Issues the successor of a rejected document.
    ///
    /// It has the next revision and may keep number and key. What the draft does not say is taken
    /// over: the key, and the time of issue, which is the sale's. The same draft again is answered
    /// with the first receipt.
    ///
    /// - Throws: ``CorrectionRefusal`` for a document that was not rejected, or whose sale was
    ///   called off.
    public func reissue(
        number: String, path: String, passphrase: SecretBytes
    ) throws -> IssueResult {
        let newest = try find(number: number, key: nil)
        let json = try Self.onlyDraft(path)
        let submission = try ledger.submission(of: newest)
        let state = SubmissionState(submission)
        let refusal =
            submission.closing.map {
                CorrectionRefusal.closed($0.words(number: number))
            } ?? .notRejected(number: number, state: state)
        // A successor that stands already may be the one that this very draft made.
        let old = state == .rejected ? newest : try ledger.predecessor(of: newest)
        guard let old else { throw refusal }
        let desk = try IssuingDesk(self, passphrase: passphrase, unit: newest.unit)
        let result = try desk.issue(json, replacing: old)
        let isOther = result.status == .refused && old.id != newest.id
        if isOther { throw refusal }
        return result
    }

    private static func onlyDraft(_ path: String) throws -> JSONValue {
        var source = try DraftSource(path: path)
        let text = try source.readWhole(limitBytes: DraftSource.draftLimitBytes)
        let json: JSONValue
        do {
            json = try JSONReader.read(text, limits: .draft)
        } catch {
            throw SijilError.notJSON(path: source.name, error)
        }
        guard case .array(let drafts) = json else { return json }
        guard drafts.count == 1 else { throw CorrectionRefusal.severalDrafts(count: drafts.count) }
        return drafts[0]
    }
}
