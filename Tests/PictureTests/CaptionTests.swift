import Picture
import Testing

@Suite("Notices above a code")
struct CaptionTests {
    static let notices = ["test: no tax value", "not cleared by the authority"]
    static let arabic = ["تجريبي: بلا قيمة ضريبية", "لم تعتمده الهيئة"]
    static let zbar = "zbarimg --raw -q --oneshot -Sdisable -Sqrcode.enable"

    @Test(
        "zbarimg reads the captioned PNG as the same text", arguments: QRPictureTests.texts, [2, 6])
    func png(text: String, pixels: Int) throws {
        if try QRPictureTests.isMissing("zbarimg") { return }
        let png = try QRPicture.png(
            text: text, moduleSizePixels: pixels,
            caption: Self.notices.joined(separator: "; "))
        try QRPictureTests.withFile(png, "png") { path in
            let read = try QRPictureTests.run("\(Self.zbar) '\(path)'")
            #expect(read.output == text)
        }
    }

    @Test(
        "the captioned SVG, drawn by rsvg-convert, reads as the same text",
        arguments: QRPictureTests.texts)
    func svg(text: String) throws {
        if try QRPictureTests.isMissing("zbarimg") { return }
        if try QRPictureTests.isMissing("rsvg-convert") { return }
        let svg = try QRPicture.svg(text: text, captions: Self.notices + Self.arabic)
        try QRPictureTests.withFile(Array(svg.utf8), "svg") { path in
            let read = try QRPictureTests.run(
                "rsvg-convert -w 1000 '\(path)' | \(Self.zbar) png:-")
            #expect(read.output == text)
        }
    }

    /// Prints width, height, rows of the notice with black in them, and black pixels in the four
    /// modules above the code.
    static let measure = """
        import sys, struct, zlib
        d = open(sys.argv[1], 'rb').read(); pixels = int(sys.argv[2])
        w, h = struct.unpack('>II', d[16:24]); n, = struct.unpack('>I', d[33:37])
        raw = zlib.decompress(d[41:41+n]); step = 1 + (w + 7) // 8
        rows = [''.join(f'{b:08b}' for b in raw[y*step+1:(y+1)*step])[:w] for y in range(h)]
        side = int(sys.argv[3]) * pixels; top = h - side
        print(w, h, sum('0' in r for r in rows[:top]),
              sum(r.count('0') for r in rows[top:top + 4 * pixels]))
        """

    @Test("the notice is there, in its own rows, and the quiet zone stays white")
    func pngPixels() throws {
        if try QRPictureTests.isMissing("python3") { return }
        let rows: [(caption: String?, pixels: Int, expected: String)] = [
            // A symbol of 21 modules and its quiet zone are 29 modules.
            (nil, 6, "174 174 0 0"),
            // Fourteen letters of six pixels fit beside one another at two pixels each.
            ("test", 6, "174 198 14 0"),
            ("test: no tax value", 6, "174 216 28 0"),
            // "authority" is wider than the code, so the picture grows.
            ("not cleared by the authority", 1, "54 77 35 0"),
        ]
        for row in rows {
            let png = try QRPicture.png(
                text: "A", moduleSizePixels: row.pixels, caption: row.caption)
            try QRPictureTests.withFile(png, "png") { picture in
                try QRPictureTests.withFile(Array(Self.measure.utf8), "py") { program in
                    let read = try QRPictureTests.run(
                        "python3 '\(program)' '\(picture)' \(row.pixels) 29 2>&1")
                    #expect(read.output == row.expected + "\n", "\(row.caption ?? "-")")
                }
            }
        }
    }

    @Test("lines keep their direction, and the code moves down by whole modules")
    func svgText() throws {
        let svg = try QRPicture.svg(text: "A", captions: Self.notices + Self.arabic)
        for line in Self.notices {
            #expect(svg.contains("xml:lang=\"en\">\(line)</text>"))
        }
        for line in Self.arabic {
            #expect(svg.contains("direction=\"rtl\" xml:lang=\"ar\">\(line)</text>"))
        }
        #expect(svg.contains("viewBox=\"0 0 29 37\""))
        #expect(svg.contains("transform=\"translate(0 8)\""))
        let bare = try QRPicture.svg(text: "A")
        #expect(!bare.contains("<text"))
    }

    @Test("an XML reader gets back what was put in", arguments: ["<&>\"'", "a\u{0}b", "٪ < 5 & >"])
    func escaping(caption: String) throws {
        if try QRPictureTests.isMissing("python3") { return }
        let script = """
            import sys, xml.etree.ElementTree as t
            root = t.parse(sys.argv[1]).getroot()
            print(root.find('{http://www.w3.org/2000/svg}text').text, end='')
            """
        let svg = try QRPicture.svg(text: "A", captions: [caption])
        try QRPictureTests.withFile(Array(svg.utf8), "svg") { picture in
            try QRPictureTests.withFile(Array(script.utf8), "py") { program in
                let read = try QRPictureTests.run("python3 '\(program)' '\(picture)' 2>&1")
                let expected = caption.unicodeScalars.map { $0.value < 0x20 ? "\u{FFFD}" : $0 }
                #expect(read.output.unicodeScalars.elementsEqual(expected))
            }
        }
    }

    @Test("a PNG's notice in other letters is refused by the letter")
    func strangeLetters() {
        #expect(throws: QRPictureError.captionCharacter("ت")) {
            try QRPicture.png(text: "A", moduleSizePixels: 4, caption: "test ت")
        }
    }
}
