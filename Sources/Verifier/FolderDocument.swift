import Cryptography

/// What is kept of a document of a folder for the checks of its chain: no reference, so many of
/// them are little memory.
struct FolderDocument: BitwiseCopyable, Sendable {
    /// Place in the list of files.
    let file: Int32
    /// Place in the list of sellers.
    var seller: Int32 = 0
    /// Place in the list of units; `nil` where no certificate of the seller's tells it.
    var unit: Int32?
    /// `nil` where KSA-16 is no counter.
    let icv: Int64?
    let hash: SHA256Digest
    let previous: DocumentLink.Previous
    /// SHA-256 of the whole file.
    let digest: SHA256Digest
    let uuid: UInt64?
    let number: UInt64?
    /// When the seller's own stamp says it was made, in seconds since 1970; `nil` where the stamp
    /// is not the seller's or does not verify.
    let stampedAt: Int64?
    /// When it says it was issued.
    let issuedAt: Int64?
    /// The bytes are not those that were stamped, so what they say of their place proves nothing.
    let isChanged: Bool
    let isSimplified: Bool
    /// Stamped with a certificate of the seller.
    let isOwn: Bool

    var key: CauseKey { .record(.document(Int64(file))) }
    var link: CauseKey { .link(Int64(file)) }
    var time: Int64? { stampedAt ?? issuedAt }
}
