import CLibCrypto
import Glibc

/// Bytes that must not reach a disk or a screen: private keys, passphrases, API secrets.
///
/// They live in pages of their own, outside Swift's memory, that are kept from the swap file (where
/// the system's limit on locked memory allows it) and from core dumps, and are wiped when the last
/// owner lets go.
///
/// Unchecked because of the pointer: the bytes never change after the initialiser has returned.
public final class SecretBytes: @unchecked Sendable {
    public let count: Int
    private let base: UnsafeMutableRawPointer
    private let mapped: Int

    /// Has the bytes written in place. What `fill` leaves untouched is zero.
    public init<E: Error>(
        count: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
    ) throws(E) {
        precondition(count >= 0, "a secret has no negative length")
        let page = sysconf(Int32(_SC_PAGESIZE))
        mapped = max(1, (count + page - 1) / page) * page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard let base = mmap(nil, mapped, PROT_READ | PROT_WRITE, flags, -1, 0),
            base != MAP_FAILED
        else { preconditionFailure("out of memory") }
        self.base = base
        self.count = count
        // Both are best effort: a low limit on locked memory must not keep the ledger from working.
        _ = mlock(base, mapped)
        _ = madvise(base, mapped, MADV_DONTDUMP)
        try fill(UnsafeMutableRawBufferPointer(start: base, count: count))
    }

    /// Copies bytes that are held elsewhere too; the caller wipes its own.
    public convenience init(copying bytes: UnsafeRawBufferPointer) {
        self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// Takes the bytes of an array and wipes the array.
    public convenience init(taking bytes: inout [UInt8]) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
        bytes = []
    }

    deinit {
        OPENSSL_cleanse(base, mapped)
        munlock(base, mapped)
        munmap(base, mapped)
    }

    /// Lends the bytes; the pointer is dead when `body` has returned.
    public func withBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "secret of \(count) bytes" }
    public var debugDescription: String { description }
    /// Keeps `dump` and test failures from printing the address.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// libcrypto's generator, seeded by the system.
public enum SecureRandom {
    public static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { out, written in
            let drawn = RAND_bytes(out.baseAddress, Int32(count))
            precondition(drawn == 1, "the system's random generator failed")
            written = count
        }
    }

    /// Random bytes that are themselves a secret.
    static func secret(_ count: Int) -> SecretBytes {
        SecretBytes(count: count) { out in
            let drawn = RAND_priv_bytes(
                out.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(count))
            precondition(drawn == 1, "the system's random generator failed")
        }
    }
}
