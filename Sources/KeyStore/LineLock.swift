import Cryptography
import Encoding
import Glibc

/// The right to speak with the authority for one unit, held by one process at a time.
///
/// A second run would take a request that is under way for one that a crash cut short. Given back
/// when the value goes, also by a crash.
public final class LineLock: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

extension KeyStore {
    /// - Returns: `nil` while another process has it.
    public func lockLine(unit: String) throws(KeyStoreError) -> LineLock? {
        // A unit's name may hold what no file name can.
        let digest = SHA256.hash(Array(unit.utf8)).bytes
        let name = "line-\(Hex.encode(Array(digest.prefix(8)))).lock"
        return try folder.tryLock(name).map { LineLock($0) }
    }
}
