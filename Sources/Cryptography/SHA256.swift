import CLibCrypto
import Glibc

/// A SHA-256 value: 32 bytes, held without memory of its own, since a long log has millions.
public struct SHA256Digest: Hashable, Sendable, BitwiseCopyable {
    /// The bytes in their order, eight a word, as they lie in memory.
    private let a, b, c, d: UInt64

    public static let byteCount = 32

    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard let digest = bytes.withUnsafeBytes(Self.init) else { return nil }
        self = digest
    }

    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        a = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        b = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        c = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        d = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    fileprivate init(finishing context: OpaquePointer) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { out in
            let start = out.bindMemory(to: UInt8.self).baseAddress
            let done = EVP_DigestFinal_ex(context, start, nil)
            precondition(done == 1, "libcrypto could not finish SHA-256")
        }
        (a, b, c, d) = words
    }

    /// The first eight bytes as a number, the first of them the highest.
    public var prefix: UInt64 { UInt64(bigEndian: a) }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { out, written in
            store(in: UnsafeMutableRawBufferPointer(out))
            written = Self.byteCount
        }
    }

    /// Writes the 32 bytes to the start of a buffer that has room for them.
    public func store(in buffer: UnsafeMutableRawBufferPointer) {
        buffer.storeBytes(of: a, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: b, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: c, toByteOffset: 16, as: UInt64.self)
        buffer.storeBytes(of: d, toByteOffset: 24, as: UInt64.self)
    }
}

/// SHA-256 of whole byte strings.
///
/// The algorithm is fetched once and each thread keeps one context: looking both up anew would cost
/// more than hashing 32 bytes.
public enum SHA256 {
    public static func hash(_ bytes: [UInt8]) -> SHA256Digest {
        bytes.withUnsafeBytes { hash($0) }
    }

    public static func hash(_ bytes: UnsafeRawBufferPointer) -> SHA256Digest {
        let context = ThreadContext.current()
        start(context)
        feed(context, bytes)
        return SHA256Digest(finishing: context)
    }
}

/// SHA-256 of bytes that arrive in pieces. `finish` makes it ready for the next message.
public struct SHA256Stream: ~Copyable {
    private let context: OpaquePointer

    public init() {
        context = newContext()
        start(context)
    }

    deinit { EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        feed(context, bytes)
    }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { feed(context, $0) }
    }

    public mutating func finish() -> SHA256Digest {
        let digest = SHA256Digest(finishing: context)
        start(context)
        return digest
    }
}

/// The fetched algorithm; never freed.
///
/// Unchecked because the compiler cannot know that libcrypto never changes a fetched algorithm.
private struct Algorithm: @unchecked Sendable {
    let pointer: OpaquePointer

    static let sha256: Algorithm = {
        guard let pointer = EVP_MD_fetch(nil, "SHA2-256", nil) else {
            preconditionFailure("libcrypto offers no SHA-256")
        }
        return Algorithm(pointer: pointer)
    }()
}

/// One context for each thread, freed when the thread ends.
private enum ThreadContext {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let made = pthread_key_create(&key) { EVP_MD_CTX_free(OpaquePointer($0)) }
        precondition(made == 0, "no room for a thread's SHA-256 context")
        return key
    }()

    static func current() -> OpaquePointer {
        if let known = pthread_getspecific(key) { return OpaquePointer(known) }
        let context = newContext()
        pthread_setspecific(key, UnsafeRawPointer(context))
        return context
    }
}

private func newContext() -> OpaquePointer {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    return context
}

private func start(_ context: OpaquePointer) {
    let started = EVP_DigestInit_ex2(context, Algorithm.sha256.pointer, nil)
    precondition(started == 1, "libcrypto could not start SHA-256")
}

private func feed(_ context: OpaquePointer, _ bytes: UnsafeRawBufferPointer) {
    let fed = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(fed == 1, "libcrypto could not continue SHA-256")
}
