import Glibc

/// Finding a word in bytes.
enum ByteSearch {
    static func isFound(_ word: StaticString, in bytes: UnsafeRawBufferPointer) -> Bool {
        isFound(
            UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), in: bytes)
    }

    static func isFound(_ word: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress, let start = word.baseAddress else { return false }
        var index = 0
        while index + word.count <= bytes.count {
            let rest = bytes.count - word.count + 1 - index
            guard let found = memchr(base + index, Int32(word[0]), rest) else { return false }
            if memcmp(found, start, word.count) == 0 { return true }
            index = UnsafeRawPointer(found) - base + 1
        }
        return false
    }
}
