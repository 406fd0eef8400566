/// The name of a key that signs notes, and of a log: bytes of UTF-8, compared byte by byte.
///
/// Never empty; no plus sign, no Unicode space, no control character. At most 255 bytes.
public struct KeyName: Hashable, Sendable {
    public static let limitBytes = 255

    public let bytes: [UInt8]

    /// The name as text, to be shown. Two names may look alike.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Returns: `nil` for anything that is no name.
    public init?(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty, bytes.count <= Self.limitBytes else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        for scalar in text.unicodeScalars {
            let isRefused =
                scalar.value < 0x20 || scalar == "+" || scalar.properties.isWhitespace
            guard !isRefused else { return nil }
        }
        self.bytes = Array(bytes)
    }

    public init?(_ text: String) { self.init(text.utf8) }
}
