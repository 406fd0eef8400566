import Cryptography
import Encoding
public import Invoicing

/// A part of the documents that is the same on every run: those whose leaf hash falls on the first
/// `share` of every `whole`.
///
/// Without a word, whoever knows the rule knows which documents are left out: that saves time, and
/// catches accidents and not somebody who reckons with it. A word that the auditor makes up when
/// the ledger is already in hand chooses another part, which nobody could know before.
public struct AuditSample: Hashable, Sendable, CustomStringConvertible {
    public static let largest: Int64 = 1_000_000
    public static let longestWord = 64
    public let share: Int64
    public let whole: Int64
    /// ASCII letters, digits, `-`, `_` and `.`; empty for the part that everybody knows.
    public let word: String

    /// Reads `n/m` or `n/m:WORD`, in plain digits.
    ///
    /// - Returns: `nil` unless `1 <= n <= m <= largest`, and the word has 1 to 64 characters of
    ///   those allowed.
    public init?(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let share = Int64(parts[0]), let whole = Int64(parts[1]),
            share >= 1, share <= whole, whole <= Self.largest
        else { return nil }
        self.share = share
        self.whole = whole
        word = halves.count == 2 ? String(halves[1]) : ""
        guard halves.count == 1 || Self.isWord(word) else { return nil }
    }

    private static func isWord(_ text: String) -> Bool {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || scalar == "-" || scalar == "_" || scalar == "."
        }
        return isPlain && (1...longestWord).contains(text.utf8.count)
    }

    public var description: String { "\(share)/\(whole)" + (word.isEmpty ? "" : ":" + word) }

    /// - Parameter prefix: The first 8 bytes of a leaf hash.
    func includes(leaf prefix: UInt64) -> Bool {
        mixed(prefix) % UInt64(whole) < UInt64(share)
    }

    /// With a word, the first 8 bytes of SHA-256(word, 0x00, prefix).
    private func mixed(_ prefix: UInt64) -> UInt64 {
        if word.isEmpty { return prefix }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: prefix >> (56 - 8 * $0)) }
        return SHA256.hash(Array(word.utf8) + [0] + bytes).bytes.prefix(8)
            .reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// What an audit left out because it was told to.
public struct AuditScope: Hashable, Sendable {
    /// What lies under the checkpoint of an earlier audit.
    public struct Since: Hashable, Sendable {
        /// Entries under the checkpoint.
        public var size: Int64
        /// Documents under it that were not read.
        public var documents: Int64

        public init(size: Int64, documents: Int64) {
            self.size = size
            self.documents = documents
        }
    }

    /// Documents that are in the sample were read in full, the others by their columns.
    public struct Sampled: Hashable, Sendable {
        public var sample: AuditSample
        /// Documents whose bytes were not read.
        public var documents: Int64

        public init(sample: AuditSample, documents: Int64) {
            self.sample = sample
            self.documents = documents
        }
    }

    public var since: Since?
    public var sampled: Sampled?

    public var isWhole: Bool { since == nil && sampled == nil }

    var members: [JSONValue.Member] {
        let since = since.map { since -> JSONValue in
            [
                "size": JSONValue(since.size),
                "documents_not_read": JSONValue(since.documents),
            ]
        }
        let sample = sampled.map { sampled -> JSONValue in
            [
                "of": .string(sampled.sample.description),
                "documents_not_read": JSONValue(sampled.documents),
            ]
        }
        return [.init("since", since ?? .null), .init("sample", sample ?? .null)]
    }

    /// What has to stand beside every verdict; empty where nothing was left out.
    public var words: [Bilingual] {
        var words: [Bilingual] = []
        if let since {
            words.append(
                Bilingual(
                    en: "only what came after entry \(since.size)",
                    ar: "ما بعد القيد \(since.size) فقط"))
        }
        if let sampled {
            words.append(
                Bilingual(
                    en: "only a sample of \(sampled.sample) of the documents",
                    ar: "عينة \(sampled.sample) من المستندات فقط"))
        }
        return words
    }

    /// What was left out, in numbers.
    var notChecked: [Bilingual] {
        var words: [Bilingual] = []
        if let since {
            words.append(
                Bilingual(
                    en: """
                        the rows of \(since.documents) documents up to entry \(since.size), which \
                        an earlier audit read: of the log up to there only its root was checked, \
                        of the documents only the last one of each chain
                        """,
                    ar: """
                        صفوف مستندات عددها \(since.documents) حتى القيد \(since.size)، قرأها تدقيق \
                        سابق: لم يُفحص من الدفتر حتى ذلك القيد إلا جذره، ولا من المستندات إلا آخر \
                        مستند في كل سلسلة
                        """))
            words.append(
                Bilingual(
                    en: "the pages of the file, its references, and what passed with the authority",
                    ar: "صفحات الملف وإحالاته وما تبودل مع الهيئة"))
        }
        if let sampled {
            words.append(
                Bilingual(
                    en: """
                        the bytes of \(sampled.documents) documents outside the sample \
                        \(sampled.sample): of these only the columns and the chain were checked
                        """,
                    ar: """
                        بايتات مستندات عددها \(sampled.documents) خارج العينة \(sampled.sample): \
                        لم يُفحص منها إلا الأعمدة والسلسلة
                        """))
        }
        return words
    }
}
