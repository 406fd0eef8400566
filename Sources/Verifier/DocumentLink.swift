import Invoicing

/// 32 bytes without an allocation: one for each document of a long chain is kept.
struct Hash32: Hashable, Sendable, BitwiseCopyable {
    private let a, b, c, d: UInt64

    static let zero = Hash32([])

    /// - Parameter bytes: Exactly 32; anything else counts as zeros.
    init(_ bytes: [UInt8]) {
        func word(_ index: Int) -> UInt64 {
            bytes.count == 32 ? bytes[index..<index + 8].reduce(0) { $0 << 8 | UInt64($1) } : 0
        }
        (a, b, c, d) = (word(0), word(8), word(16), word(24))
    }

    var bytes: [UInt8] {
        [a, b, c, d].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    /// The first 8 bytes.
    var prefix: UInt64 { a }

    var base64: String { InvoiceHash(bytes)?.base64 ?? "" }
}

/// What is kept of a document for the checks of its chain: no reference, so many of them are little
/// memory and no work to free.
struct DocumentLink: Spillable {
    static let zero = DocumentLink(
        id: 0, chain: 0, certificate: 0, icv: 0, hash: .zero, previous: .other, isChanged: true,
        isLeftOut: false,
        recordedAt: 0, deadline: 0, uuid: 0, number: 0, key: 0)

    enum Previous: Hashable, Sendable, BitwiseCopyable {
        case initial
        case hash(Hash32)
        /// Neither form, or not known.
        case other

        init(_ text: String?) {
            switch text.flatMap({ PreviousInvoiceHash(text: $0) }) {
            case .initial?: self = .initial
            case .hash(let hash)?: self = .hash(Hash32(hash.bytes))
            case nil: self = .other
            }
        }

        var text: String? {
            switch self {
            case .initial: PreviousInvoiceHash.initialText
            case .hash(let hash): hash.base64
            case .other: nil
            }
        }
    }

    let id: Int64
    let chain: Int64
    /// Row of the certificate in its stamp; 0 where that is not the one that its row names.
    let certificate: Int64
    /// Of the document where its bytes are those that were logged, else of its row.
    let icv: Int64
    let hash: Hash32
    let previous: Previous
    /// The bytes are not those that were logged.
    let isChanged: Bool
    /// Its bytes were not read: all of this is from its row.
    let isLeftOut: Bool
    /// Seconds since 1970.
    let recordedAt: Int64
    /// When a simplified document had to be reported; the end of time for others.
    let deadline: Int64
    let uuid: UInt64
    let number: UInt64
    let key: UInt64

    /// Only a simplified document has a time by which it is reported.
    var isStandard: Bool { deadline == .max }

    /// Equal texts have equal ones, and other texts do not in any file that occurs: the hash is
    /// keyed anew in each process, so no file can be made to collide.
    static func fingerprint(_ text: String, _ number: Int64 = 0) -> UInt64 {
        var hasher = Hasher()
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(number)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
