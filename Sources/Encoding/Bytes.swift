import Glibc

/// Comparing bytes wherever they are kept.
public enum Bytes {
    /// What `elementsEqual` answers, by one comparison of memory instead of one for each byte.
    @inlinable
    public static func areEqual(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Bool {
        let answer = a.withContiguousStorageIfAvailable { first in
            b.withContiguousStorageIfAvailable { second in
                areSame(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
            }
        }
        if let answer, let answer { return answer }
        return a.elementsEqual(b)
    }

    @usableFromInline
    static func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return memcmp(first, second, a.count) == 0
    }
}
