import Invoicing
import Ledger

/// What a sound file that has the ledger's place holds beyond the copy that is to replace it.
public struct NewerInPlace: Sendable, Equatable {
    /// One of the two files.
    public struct Side: Sendable, Equatable {
        /// Of its log.
        public let entries: Int64
        public let documents: Int64
        /// The document that was issued last; `nil` where there is none or it was not read.
        let newest: Newest?
    }

    struct Newest: Equatable, Sendable {
        let number: String
        let unit: String
        let icv: Int64
        let issuedAt: String
    }

    public let place: Side
    public let copy: Side
    /// Numbers of documents that would be missing; at most ``mostNamed``.
    public let beyond: [String]
    /// All of them.
    public let count: Int

    static let mostNamed = 20

    /// The documents that would be missing, as a list.
    var names: String { beyond.joined(separator: ", ") + (count > beyond.count ? ", …" : "") }
}

extension NewerInPlace.Side {
    init(_ ledger: Ledger) throws {
        let newest = try ledger.newestDocument()
        self.init(
            entries: try ledger.logSize(), documents: newest?.id ?? 0,
            newest: newest.map {
                NewerInPlace.Newest(
                    number: $0.number.text, unit: $0.unit, icv: $0.icv.rawValue,
                    issuedAt: $0.issuedAt.description)
            })
    }

    var words: Bilingual {
        let last = newest.map { last in
            Bilingual(
                en: ", the newest \(last.number) (unit \(last.unit), counter \(last.icv), issued "
                    + "at \(last.issuedAt))",
                ar: "، أحدثها \(last.number) (الوحدة \(last.unit)، العداد \(last.icv)، صدر في "
                    + "\(last.issuedAt))")
        }
        return Bilingual(
            en: "\(entries) log entries and \(documents) documents\(last?.en ?? "")",
            ar: "\(entries) من قيود السجل و\(documents) من المستندات\(last?.ar ?? "")")
    }
}
