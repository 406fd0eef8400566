import Cryptography
import Encoding
import Invoicing

extension SHA256Digest {
    /// Stands for a digest that nobody knows.
    static let zero: SHA256Digest = {
        guard let zeros = SHA256Digest([UInt8](repeating: 0, count: byteCount)) else {
            preconditionFailure("32 bytes are a digest")
        }
        return zeros
    }()

    /// - Parameter bytes: Exactly 32; anything else counts as zeros.
    init(orZero bytes: [UInt8]) { self = SHA256Digest(bytes) ?? .zero }

    var base64: String { Base64.encode(bytes) }
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
        case hash(SHA256Digest)
        /// Neither form, or not known.
        case other

        init(_ text: String?) {
            switch text.flatMap({ PreviousInvoiceHash(text: $0) }) {
            case .initial?: self = .initial
            case .hash(let hash)?: self = .hash(SHA256Digest(orZero: hash.bytes))
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
    let hash: SHA256Digest
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
    /// Successors of rejected documents keep the number; more than a few are not looked for.
    static let mostRevisions: Int64 = 16

    static func fingerprint(_ text: String, _ number: Int64 = 0) -> UInt64 {
        var hasher = Hasher()
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(number)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
