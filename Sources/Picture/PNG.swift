/// A PNG file of one bit a pixel: signature, `IHDR`, one `IDAT`, `IEND`.
///
/// The pixels are not compressed: a zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4). A QR
/// code of a document is some 90 KB this way at 8 pixels a module, and needs no library.
enum PNG {
    /// - Parameter rows: From the top; each `(width + 7) / 8` bytes, the leftmost pixel in the
    ///   highest bit, 1 for white.
    static func encode(rows: [[UInt8]], width: Int) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // Bit depth 1, colour type 0 (grey), and the only methods there are, without interlacing.
        let header = bigEndian(UInt32(width)) + bigEndian(UInt32(rows.count)) + [1, 0, 0, 0, 0]
        appendChunk("IHDR", header, to: &file)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(rows.count * ((width + 7) / 8 + 1))
        for row in rows {
            pixels.append(0)  // filter "none"
            pixels += row
        }
        appendChunk("IDAT", stored(pixels), to: &file)
        appendChunk("IEND", [], to: &file)
        return file
    }

    private static func appendChunk(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
        let typed = Array(type.utf8) + data
        file += bigEndian(UInt32(data.count))
        file += typed
        file += bigEndian(crc32(typed))
    }

    /// A zlib stream whose blocks are stored, 65,535 bytes at most in each.
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, data.count)
            let length = UInt16(end - start)
            stream.append(end == data.count ? 1 : 0)
            for half in [length, ~length] {
                stream.append(UInt8(half & 0xFF))
                stream.append(UInt8(half >> 8))
            }
            stream += data[start..<end]
            start = end
        } while start < data.count
        return stream + bigEndian(adler32(data))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    private static let crcTable: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF) { crcTable[Int(UInt8($0 & 0xFF) ^ $1)] ^ ($0 >> 8) }
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var a: UInt32 = 1
        var b: UInt32 = 0
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }
}
