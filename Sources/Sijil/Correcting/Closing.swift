public import Encoding
public import Invoicing
import Ledger

/// A rejected document whose sale was called off.
public struct ClosedDocument: Sendable {
    /// Closed now, not by an earlier call with the same reason.
    public let isNew: Bool
    public let number: String
    public let reason: String
    /// In UTC.
    public let recordedAt: String
    public let icv: Int64
    private let record: DocumentRecord

    init(_ record: DocumentRecord, _ closing: ClosingRecord, isNew: Bool) {
        self.isNew = isNew
        self.record = record
        number = record.number.text
        icv = record.icv.rawValue
        reason = closing.reason
        recordedAt = closing.recordedAt.description
    }

    public var json: JSONValue {
        [
            "status": .string(isNew ? "closed" : "existing"), "number": .string(number),
            "key": .string(record.key.text), "revision": JSONValue(record.revision),
            "unit": .string(record.unit), "epoch": JSONValue(record.epoch),
            "icv": JSONValue(icv), "uuid": .string(record.uuid.description),
            "reason": .string(reason), "recorded_at": .string(recordedAt),
        ]
    }

    /// What became of it, in a line.
    public var words: Bilingual {
        isNew
            ? Bilingual(
                en: "\(number) (ICV \(icv)): recorded on \(recordedAt) that the sale was called "
                    + "off",
                ar: "\(number) (ICV \(icv)): قُيّد في \(recordedAt) أن البيع أُلغي")
            : Bilingual(
                en: "\(number) (ICV \(icv)): it is on record since \(recordedAt) that the sale was "
                    + "called off",
                ar: "\(number) (ICV \(icv)): مُقيّد منذ \(recordedAt) أن البيع أُلغي")
    }
}

extension Workplace {
    /// Records that the sale of a rejected document was called off, so that it waits for nobody.
    ///
    /// The same call again is answered with the first record.
    ///
    /// - Throws: ``CorrectionRefusal`` for a document that was not rejected, that has a successor,
    ///   or that was closed for another reason.
    public func close(number: String, reason: String) throws -> ClosedDocument {
        guard Ledger.mayBeReason(reason) else {
            throw CorrectionRefusal.reasonUnfit(characters: reason.unicodeScalars.count)
        }
        let record = try find(number: number, key: nil)
        // In an older copy the successor may be missing.
        if hasKeys { try TipGuard.checkAll(ledger, keyStore(), unit: record.unit) }
        switch try ledger.close(record, reason: reason, now: surroundings.now()) {
        case .closed(let closing): return ClosedDocument(record, closing, isNew: true)
        case .existing(let closing):
            guard closing.reason == reason else {
                throw CorrectionRefusal.closed(closing.words(number: number))
            }
            return ClosedDocument(record, closing, isNew: false)
        case .replaced(let other):
            throw CorrectionRefusal.replaced(
                number: number, by: other.number.text, icv: other.icv.rawValue)
        case .notRejected:
            throw CorrectionRefusal.notRejected(
                number: number, state: SubmissionState(try ledger.submission(of: record)))
        }
    }
}
