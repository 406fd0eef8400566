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

    /// `==` of texts takes canonical equivalents for the same, such as K and the Kelvin sign, or é
    /// in one code point and in two. Where a text is evidence, its bytes count.
    public static func areEqual(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return a.utf8.elementsEqual(b.utf8)
    }

    @usableFromInline
    static func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        guard let first = a.baseAddress, let second = b.baseAddress else { return true }
        return memcmp(first, second, a.count) == 0
    }
}
