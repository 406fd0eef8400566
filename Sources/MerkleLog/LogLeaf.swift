// The leaf of one entry, and the nodes above it.
//
//   leaf = SHA-256(0x00, "sijil/entry@v1\n", kind, "\n", base64(payload_sha256), "\n")
//   node = SHA-256(0x01, left, right)                                    RFC 6962, section 2.1
//
// So a leaf is the RFC 6962 leaf hash of a text of three lines that shows nothing of the payload
// but its SHA-256. Example, kind `document`, payload the three bytes `abc`:
//
//   sijil/entry@v1
//   document
//   ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=

public import Cryptography
import Encoding

/// The leaf hash of a log entry.
public enum LogLeaf {
    private static let format = Array("sijil/entry@v1\n".utf8)

    /// - Parameters:
    ///   - kind: The entry's kind: lower-case words, never a line end.
    ///   - payload: SHA-256 of the payload's bytes.
    public static func hash(kind: String, payload: SHA256Digest) -> SHA256Digest {
        let lineEnd = UInt8(ascii: "\n")
        precondition(!kind.utf8.contains(lineEnd), "a kind is one line")
        var text: [UInt8] = [0x00]
        text.reserveCapacity(1 + format.count + kind.utf8.count + 1 + 44 + 1)
        text += format
        text += kind.utf8
        text.append(lineEnd)
        text += Base64.encodeToBytes(payload.bytes)
        text.append(lineEnd)
        return SHA256.hash(text)
    }
}

/// The hash of an inner node.
enum LogNode {
    static func hash(_ left: SHA256Digest, _ right: SHA256Digest) -> SHA256Digest {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { text in
            text[0] = 0x01
            left.store(in: UnsafeMutableRawBufferPointer(rebasing: text[1...]))
            right.store(in: UnsafeMutableRawBufferPointer(rebasing: text[33...]))
            return SHA256.hash(UnsafeRawBufferPointer(text))
        }
    }
}
