public import Cryptography
import Glibc

/// Passphrases from files and descriptors; never from arguments or the environment.
public enum Passphrase {
    private static let maximumBytes = 1_024

    /// The first line of a file, without its line end. A file that others can read or change is
    /// refused, a pipe or a terminal is not asked for its mode.
    public static func read(file: String) throws(KeyStoreError) -> SecretBytes {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .passphraseUnreadable(path: file, errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .passphraseUnreadable(path: file, errno: errno)
        }
        guard status.st_mode & S_IFMT != S_IFREG || status.st_mode & 0o077 == 0 else {
            throw .modeTooOpen(path: file, mode: status.st_mode & 0o7777, wanted: 0o600)
        }
        return try read(descriptor: descriptor, name: file)
    }

    /// The first line that a descriptor gives, without its line end. What follows it is left
    /// unused.
    ///
    /// - Parameter name: How errors call the descriptor.
    public static func read(
        descriptor: Int32, name: String
    ) throws(KeyStoreError) -> SecretBytes {
        var length = 0
        var failure: Int32 = 0
        let room = SecretBytes(count: maximumBytes) { out in
            while length < out.count {
                let end = out.baseAddress.map { $0 + length }
                let count = Glibc.read(descriptor, end, out.count - length)
                if count < 0, errno == EINTR { continue }
                if count < 0 { failure = errno }
                guard count > 0 else { return }
                length += count
                if out[..<length].contains(UInt8(ascii: "\n")) { return }
            }
            failure = EFBIG
        }
        guard failure == 0 else { throw .passphraseUnreadable(path: name, errno: failure) }
        return room.withBytes { bytes in
            var line = bytes[..<length].prefix { $0 != UInt8(ascii: "\n") }
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            return SecretBytes(copying: UnsafeRawBufferPointer(rebasing: line))
        }
    }

    /// Refuses a passphrase that is too short to protect a key.
    public static func check(_ passphrase: SecretBytes) throws(KeyStoreError) {
        // Characters as code points: all bytes but the continuations of UTF-8.
        let characters = passphrase.withBytes { $0.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
        let minimum = KeyStore.minimumPassphraseCharacters
        guard characters >= minimum else {
            throw .passphraseTooShort(characters: characters, minimum: minimum)
        }
    }
}
