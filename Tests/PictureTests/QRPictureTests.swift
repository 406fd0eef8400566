import Glibc
import Picture
import Testing

@Suite("QR pictures, read by other programs")
struct QRPictureTests {
    /// Texts as documents carry them; the last is a simplified document's code of 700 characters.
    static let texts = [
        "A",
        "AQVTYWxsYQIKMTIzNDU2Nzg5MQMUMjAyMS0wNy0xMlQxNDoyNTowOVoEBjEwMC4wMAUFMTUuMDA=",
        String(String(repeating: "AW/YtNix2YPYqSDYqtmI2LHZitiv+7", count: 24).prefix(700)),
        String(repeating: "Zm9v", count: 250),
    ]

    enum Failure: Error {
        case tool(String)
        case file(String)
    }

    static func run(_ command: String) throws -> (output: String, status: Int32) {
        guard let pipe = popen(command, "r") else { throw Failure.tool(command) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
            bytes += buffer[..<count]
        }
        return (String(decoding: bytes, as: UTF8.self), pclose(pipe) >> 8 & 0xFF)
    }

    static func isMissing(_ tool: String) throws -> Bool {
        guard try run("command -v \(tool)").status != 0 else { return false }
        print("skipped: \(tool) is not installed")
        return true
    }

    static func withFile<R>(_ bytes: [UInt8], _ suffix: String, _ body: (String) throws -> R) throws
        -> R
    {
        let path = "/tmp/sijil-picture-\(getpid())-\(UInt32.random(in: 0 ... .max)).\(suffix)"
        guard let file = fopen(path, "wb") else { throw Failure.file(path) }
        let written = fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        defer { unlink(path) }
        guard written == bytes.count else { throw Failure.file(path) }
        return try body(path)
    }

    @Test("zbarimg reads the PNG as the text", arguments: texts, [2, 3, 8])
    func png(text: String, pixels: Int) throws {
        if try Self.isMissing("zbarimg") { return }
        let png = try QRPicture.png(text: text, moduleSizePixels: pixels)
        try Self.withFile(png, "png") { path in
            let read = try Self.run(
                "zbarimg --raw -q --oneshot -Sdisable -Sqrcode.enable '\(path)'")
            #expect(read.output == text)
        }
    }

    @Test("a strict PNG reader finds no fault, and the size it should have")
    func pngIsSound() throws {
        // Checks chunks, CRCs, the zlib stream and its sum with Python's own zlib; rebuilds the
        // rows.
        let script = """
            import sys, struct, zlib
            d = open(sys.argv[1], 'rb').read()
            assert d[:8] == bytes([137, 80, 78, 71, 13, 10, 26, 10])
            at, chunks = 8, []
            while at < len(d):
                n, = struct.unpack('>I', d[at:at+4]); kind = d[at+4:at+8]; body = d[at+8:at+8+n]
                crc, = struct.unpack('>I', d[at+8+n:at+12+n])
                assert crc == zlib.crc32(kind + body); chunks.append((kind, body)); at += 12 + n
            assert [k for k, _ in chunks] == [b'IHDR', b'IDAT', b'IEND']
            w, h, depth, colour, a, b, c = struct.unpack('>IIBBBBB', chunks[0][1])
            rows = zlib.decompress(chunks[1][1])
            assert (depth, colour, a, b, c) == (1, 0, 0, 0, 0)
            assert len(rows) == h * (1 + (w + 7) // 8)
            print(w, h)
            """
        if try Self.isMissing("python3") { return }
        // Version 1 has 21 modules, version 26 has 121; eight more are the quiet zone.
        for (text, pixels, side) in [("A", 1, 29), (Self.texts[3], 8, 1_032)] {
            let png = try QRPicture.png(text: text, moduleSizePixels: pixels)
            try Self.withFile(png, "png") { picture in
                try Self.withFile(Array(script.utf8), "py") { program in
                    let read = try Self.run("python3 '\(program)' '\(picture)' 2>&1")
                    #expect(read.output == "\(side) \(side)\n")
                }
            }
        }
    }

    @Test("rsvg-convert draws the SVG so that zbarimg reads the text", arguments: texts)
    func svg(text: String) throws {
        if try Self.isMissing("zbarimg") { return }
        if try Self.isMissing("rsvg-convert") { return }
        let svg = try QRPicture.svg(text: text)
        try Self.withFile(Array(svg.utf8), "svg") { path in
            let read = try Self.run(
                "rsvg-convert -w 1000 '\(path)' | "
                    + "zbarimg --raw -q --oneshot -Sdisable -Sqrcode.enable png:-")
            #expect(read.output == text)
        }
    }

    @Test("the SVG is a square of modules, at least 35 mm wide")
    func svgSize() throws {
        let small = try QRPicture.svg(text: "A")
        #expect(small.contains("width=\"35.00mm\" height=\"35.00mm\" viewBox=\"0 0 29 29\""))
        // 129 modules of 0.36 mm.
        let large = try QRPicture.svg(text: Self.texts[3])
        #expect(large.contains("width=\"46.44mm\" height=\"46.44mm\" viewBox=\"0 0 129 129\""))
    }

    @Test("what cannot be drawn is refused by name")
    func refusals() {
        #expect(throws: QRPictureError.empty) { try QRPicture.svg(text: "") }
        // Version 40 holds 2331 bytes at level M (ISO/IEC 18004, table 7).
        let most = String(repeating: "a", count: 2_331)
        #expect(throws: Never.self) { try QRPicture.svg(text: most) }
        #expect(throws: QRPictureError.tooLong(bytes: 2_332)) {
            try QRPicture.svg(text: most + "a")
        }
        for pixels in [0, -1, 65] {
            #expect(throws: QRPictureError.moduleSize(pixels: pixels)) {
                try QRPicture.png(text: "A", moduleSizePixels: pixels)
            }
        }
    }
}
