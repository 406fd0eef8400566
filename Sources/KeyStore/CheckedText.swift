import Cryptography
import Encoding

/// A small text file that ends with the SHA-256 of what stands above.
///
///     sijil-backup 1
///     at 2026-03-01T10:15:00Z log 240
///     sha256 4f1c…  (64 digits, of all bytes above this line)
///
/// UTF-8, lines end with LF. The last line tells a file that was cut short or changed by hand; it
/// protects against accidents only, since anybody can compute it.
enum CheckedText {
    static func write(_ header: String, _ lines: [String]) -> [UInt8] {
        let text = ([header] + lines).map { $0 + "\n" }.joined()
        return Array("\(text)sha256 \(Hex.encode(SHA256.hash(Array(text.utf8)).bytes))\n".utf8)
    }

    /// - Returns: The lines between the first and the last; `nil` for anything but what `write`
    ///   makes.
    static func read(_ bytes: [UInt8], _ header: String) -> [String]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        // The text ends with a line end, so the last piece is empty and the one before is the sum.
        guard lines.count >= 3 else { return nil }
        let body = Array(lines[1..<(lines.count - 2)])
        return write(header, body) == bytes ? body : nil
    }
}
