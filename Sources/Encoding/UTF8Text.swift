import Glibc

extension String {
    /// The text of exactly these bytes; `nil` if they are no UTF-8.
    ///
    /// `String(validating:as:)` answers the same, but asks the runtime for types at every call. The
    /// repairing initialiser does not, and whatever it had to repair differs from its bytes.
    public init?(exactly bytes: UnsafeBufferPointer<UInt8>) {
        var text = String(decoding: bytes, as: UTF8.self)
        let isSame = text.withUTF8 { written in
            guard written.count == bytes.count else { return false }
            guard let a = written.baseAddress, let b = bytes.baseAddress else { return true }
            return memcmp(a, b, bytes.count) == 0
        }
        guard isSame else { return nil }
        self = text
    }
}
