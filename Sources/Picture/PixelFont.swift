/// Capital letters of five by seven pixels, for a notice above a code. Nothing that is printed by a
/// till should need a font of the system.
enum PixelFont {
    static let height = 7
    /// Five pixels and one that parts a letter from the next.
    static let advance = 6

    /// What can be drawn, as people write it: small letters are drawn as capitals.
    static func canDraw(_ character: Character) -> Bool { rows(of: character) != nil }

    /// Seven rows from the top, five pixels each, the leftmost in bit 4, 1 for black.
    static func rows(of character: Character) -> [UInt8]? {
        guard let capital = character.uppercased().first else { return nil }
        return glyphs[capital]
    }

    private static let glyphs: [Character: [UInt8]] = [
        " ": [0, 0, 0, 0, 0, 0, 0],
        ":": [0b00000, 0b01100, 0b01100, 0b00000, 0b01100, 0b01100, 0b00000],
        ";": [0b00000, 0b01100, 0b01100, 0b00000, 0b01100, 0b00100, 0b01000],
        "A": [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        "B": [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        "C": [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        "D": [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        "E": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        "F": [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        "G": [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
        "H": [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        "I": [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        "J": [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        "K": [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        "L": [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        "M": [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        "N": [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        "O": [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        "P": [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        "Q": [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        "R": [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        "S": [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        "T": [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        "U": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        "V": [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        "W": [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        "X": [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        "Y": [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        "Z": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
    ]
}

/// A notice in lines of pixels.
struct PixelCaption {
    let lines: [[Character]]
    /// Pixels of the picture for one of the font.
    let scale: Int

    /// Breaks between words so that a line takes at most `width` pixels; a longer word stands
    /// alone.
    init(_ text: String, scale: Int, width: Int) {
        self.scale = scale
        let room = max(1, width / (PixelFont.advance * scale))
        var lines: [[Character]] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= room {
                lines[lines.count - 1] = last + [" "] + word
            } else {
                lines.append(Array(word))
            }
        }
        self.lines = lines
    }

    var width: Int { (lines.map(\.count).max() ?? 0) * PixelFont.advance * scale }

    /// The rows from the top as (x of each black pixel run of `scale`), with a pixel of the font
    /// between lines and three above.
    func blackPixels(centredIn width: Int) -> [[Int]] {
        var rows = [[Int]](repeating: [], count: 3 * scale)
        for line in lines {
            let left = (width - line.count * PixelFont.advance * scale) / 2
            for row in 0..<PixelFont.height {
                var starts: [Int] = []
                for (index, character) in line.enumerated() {
                    guard let bits = PixelFont.rows(of: character)?[row] else { continue }
                    for pixel in 0..<5 where bits & (0b10000 >> UInt8(pixel)) != 0 {
                        starts.append(left + (index * PixelFont.advance + pixel) * scale)
                    }
                }
                for _ in 0..<scale { rows.append(starts) }
            }
            for _ in 0..<2 * scale { rows.append([]) }
        }
        return rows
    }
}
