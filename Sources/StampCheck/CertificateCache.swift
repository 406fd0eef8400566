import Cryptography
import EGS
import Encoding
import UBL

/// What one worker keeps from document to document: certificates that it has read, by their exact
/// text in the stamp, and its reader.
///
/// One cache serves one thread.
public struct CertificateCache {
    /// A certificate as it stands in a stamp, read once. A class: it is handed on once a document.
    final class Entry {
        let text: [UInt8]
        /// Nil where the text is no certificate at all.
        let certificate: Certificate?
        let stamping: StampingCertificate?
        let error: CertificateError?
        /// The digest that belongs to the text (E3).
        let digestText: [UInt8]
        let issuerText: [UInt8]
        let serialText: [UInt8]
        fileprivate var verified = 0
        fileprivate var multiples: KeyMultiples?

        init(text: [UInt8]) {
            self.text = text
            digestText = Base64.encodeToBytes(Hex.encodeToBytes(SHA256.hash(text).bytes))
            let read = Result { () throws(CertificateError) in try Entry.read(text) }
            certificate = try? read.get()
            if case .failure(let failure) = read { error = failure } else { error = nil }
            stamping = certificate.flatMap { try? StampingCertificate($0) }
            issuerText = Array((certificate?.issuerText ?? "").utf8)
            serialText = Array((certificate?.serialDecimal ?? "").utf8)
        }

        /// Blanks are no hindrance here; the digest, which covers them, tells.
        private static func read(_ text: [UInt8]) throws(CertificateError) -> Certificate {
            let bare = text.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
            guard let der = Base64.decode(bare) else { throw .unknownEncoding }
            return try Certificate(der: der)
        }
    }

    let reader = DocumentReader()
    private var known: [[UInt8]: Entry] = [:]
    /// Documents of one ledger mostly follow each other with one certificate.
    private var last: Entry?
    private var tables = 0

    /// A hostile pile of documents must not fill the memory.
    private static let most = 1_000
    /// Ten certificates that stamp on in turn are a large shop; a table has 330 KB.
    private static let mostTables = 10
    /// A table costs as much time as is saved on some sixty signatures.
    private static let worthTable = 100

    public init() {}

    mutating func entry(_ text: ArraySlice<UInt8>) -> Entry {
        if let last, Bytes.areEqual(last.text, text) { return last }
        let text = Array(text)
        let entry = known[text] ?? Entry(text: text)
        if known.count >= Self.most {
            known.removeAll()
            tables = 0
        }
        known[text] = entry
        last = entry
        return entry
    }

    /// Whether the key of the certificate signed the hash; `false` where it has none that could.
    mutating func verify(_ signature: [UInt8], of hash: [UInt8], with entry: Entry) -> Bool {
        guard let key = entry.stamping?.publicKey else { return false }
        if let multiples = entry.multiples { return multiples.verify(signature, of: hash) }
        entry.verified += 1
        if entry.verified == Self.worthTable, tables < Self.mostTables {
            tables += 1
            entry.multiples = KeyMultiples(key)
        }
        return key.verify(signature, of: hash)
    }
}
