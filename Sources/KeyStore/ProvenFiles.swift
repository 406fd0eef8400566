import Cryptography
import Synchronization

/// Which sealed bytes the passphrase in use is known to open, because this process has opened or
/// made them with it.
///
/// Only digests of sealed bytes are kept, and a hold on the passphrase that the caller has anyway.
final class ProvenFiles: Sendable {
    private struct Known {
        let passphrase: SecretBytes
        var files: Set<SHA256Digest>
    }

    private let known = Mutex<Known?>(nil)

    func note(_ sealed: [UInt8], _ passphrase: SecretBytes) {
        let digest = SHA256.hash(sealed)
        known.withLock { known in
            if let before = known, Self.isSame(before.passphrase, passphrase) {
                known?.files.insert(digest)
            } else {
                known = Known(passphrase: passphrase, files: [digest])
            }
        }
    }

    func holds(_ sealed: [UInt8], _ passphrase: SecretBytes) -> Bool {
        let digest = SHA256.hash(sealed)
        return known.withLock { known in
            guard let known, known.files.contains(digest) else { return false }
            return Self.isSame(known.passphrase, passphrase)
        }
    }

    private static func isSame(_ one: SecretBytes, _ other: SecretBytes) -> Bool {
        if one === other { return true }
        return one.withBytes { a in
            other.withBytes { b in
                // As long for every difference: the time must not tell where one is.
                a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
            }
        }
    }
}
