public import Cryptography
import Encoding
import Glibc

/// By what anybody can tell later that they hold the very file that was audited.
public struct FileIdentity: Hashable, Sendable {
    public let sha256: SHA256Digest
    /// In bytes.
    public let size: Int64

    public var hex: String { Hex.encode(sha256.bytes) }

    /// Reads the whole file, and nothing beside it.
    ///
    /// Not to be called while this process has the file open by SQLite: closing it here would free
    /// the locks that SQLite holds.
    public static func read(_ path: String) throws(AuditError) -> FileIdentity {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: errno) }
        defer { close(descriptor) }
        var stream = SHA256Stream()
        var size: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: errno) }
            if count == 0 { break }
            buffer.withUnsafeBytes { stream.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            size += Int64(count)
        }
        return FileIdentity(sha256: stream.finish(), size: size)
    }
}
