import CQRencode
import Glibc

/// Why there is no picture.
public enum QRPictureError: Error, Hashable, Sendable {
    case empty
    /// More bytes than the largest symbol holds at level M.
    case tooLong(bytes: Int)
    /// Only 1 to 64 pixels a module are drawn.
    case moduleSize(pixels: Int)
    /// A caption of a PNG is in Latin letters, spaces, colons and semicolons.
    case captionCharacter(Character)
    case outOfMemory
}

/// A QR symbol for a text, as SVG or PNG.
///
/// Bytes as they are (8-bit mode), error correction level M, the smallest version that holds them,
/// and a quiet zone of four modules on every side, as ISO/IEC 18004 asks.
public enum QRPicture {
    static let quietZone = 4

    /// One path in a square of white; a unit of the view box is a module.
    ///
    /// At least 35 mm wide, and never less than 0.36 mm a module, so that a till's printer and a
    /// telephone can both cope.
    ///
    /// - Parameter captions: Lines of text above the code and its quiet zone, each in its own
    ///   direction.
    public static func svg(
        text: String, captions: [String] = []
    ) throws(QRPictureError) -> String {
        let symbol = try QRSymbol(bytes: Array(text.utf8))
        let side = symbol.side + 2 * quietZone
        let caption = SVGCaption(captions, side: side)
        let height = side + caption.height
        let width = max(3_500, side * 36)
        let code =
            caption.height == 0
            ? "<path fill=\"#000\" d=\"\(path(of: symbol))\"/>"
            : "<path fill=\"#000\" transform=\"translate(0 \(caption.height))\" "
                + "d=\"\(path(of: symbol))\"/>"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(millimetres(width))" \
            height="\(millimetres(width * height / side))" viewBox="0 0 \(side) \(height)" \
            shape-rendering="crispEdges">
            <rect width="\(side)" height="\(height)" fill="#fff"/>
            \(caption.elements)\(code)
            </svg>

            """
    }

    private static func millimetres(_ hundredths: Int) -> String {
        let cents = hundredths % 100
        return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)mm"
    }

    /// Dark modules side by side become one rectangle.
    private static func path(of symbol: QRSymbol) -> String {
        var path = ""
        for row in 0..<symbol.side {
            var column = 0
            while column < symbol.side {
                guard symbol.isDark(row, column) else {
                    column += 1
                    continue
                }
                let start = column
                while column < symbol.side, symbol.isDark(row, column) { column += 1 }
                let run = column - start
                path += "M\(start + quietZone) \(row + quietZone)h\(run)v1h-\(run)z"
            }
        }
        return path
    }

    /// A greyscale picture of one bit a pixel.
    ///
    /// - Parameter caption: A notice in Latin letters above the code and its quiet zone; the
    ///   picture grows by its height, and by its width where a word is wider than the code.
    public static func png(
        text: String, moduleSizePixels: Int, caption: String? = nil
    ) throws(QRPictureError) -> [UInt8] {
        guard (1...64).contains(moduleSizePixels) else {
            throw .moduleSize(pixels: moduleSizePixels)
        }
        if let strange = caption?.first(where: { !PixelFont.canDraw($0) }) {
            throw .captionCharacter(strange)
        }
        let symbol = try QRSymbol(bytes: Array(text.utf8))
        let side = (symbol.side + 2 * quietZone) * moduleSizePixels
        let notice = caption.map {
            PixelCaption($0, scale: max(1, moduleSizePixels / 3), width: side)
        }
        let width = max(side, notice?.width ?? 0)
        let left = (width - side) / 2
        var rows: [[UInt8]] = []
        if let notice {
            for starts in notice.blackPixels(centredIn: width) {
                rows.append(
                    row(width, blackAt: starts.lazy.flatMap { $0..<$0 + notice.scale }))
            }
        }
        for line in -quietZone..<symbol.side + quietZone {
            let dark = (0..<side).lazy
                .filter { symbol.isDark(line, $0 / moduleSizePixels - quietZone) }
                .map { left + $0 }
            let bits = row(width, blackAt: dark)
            for _ in 0..<moduleSizePixels { rows.append(bits) }
        }
        return PNG.encode(rows: rows, width: width)
    }

    /// A set bit is white.
    private static func row(_ width: Int, blackAt xs: some Sequence<Int>) -> [UInt8] {
        var bits = [UInt8](repeating: 0xFF, count: (width + 7) / 8)
        for x in xs { bits[x / 8] &= ~(0x80 >> UInt8(x % 8)) }
        return bits
    }
}

/// The modules of a symbol.
struct QRSymbol {
    /// In modules, without the quiet zone.
    let side: Int
    private let modules: [UInt8]

    init(bytes: [UInt8]) throws(QRPictureError) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Int32.max else { throw .tooLong(bytes: bytes.count) }
        let made = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        guard let symbol = made else {
            throw errno == ENOMEM ? .outOfMemory : .tooLong(bytes: bytes.count)
        }
        defer { QRcode_free(symbol) }
        let side = Int(symbol.pointee.width)
        self.side = side
        modules = Array(UnsafeBufferPointer(start: symbol.pointee.data, count: side * side))
    }

    /// Everything outside the symbol is light.
    func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
        // libqrencode keeps the colour in the lowest bit, and other things in the rest.
        return modules[row * side + column] & 1 == 1
    }
}
