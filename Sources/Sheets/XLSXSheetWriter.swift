import Invoicing

/// The XML of one sheet, piece by piece.
final class XLSXSheetWriter {
    private static let pieceBytes = 1 << 16
    /// In UTF-16 units; Excel calls a file with more in one cell damaged.
    private static let longestText = 32_767

    private let sheet: SheetOut
    private let path: String
    private var row = 0
    private var stage = Stage.start
    private var letters: [[UInt8]] = []

    private enum Stage { case start, rows, done }

    init(_ sheet: SheetOut, path: String) {
        self.sheet = sheet
        self.path = path
    }

    /// - Returns: `nil` after the last piece.
    func nextPiece() throws(SheetError) -> [UInt8]? {
        if case .done = stage { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(Self.pieceBytes + 4_096)
        if case .start = stage {
            writeStart(&out)
            stage = .rows
        }
        while out.count < Self.pieceBytes {
            guard let cells = try sheet.nextRow() else {
                put("</sheetData></worksheet>", &out)
                stage = .done
                break
            }
            if row == SheetLimits.workbookRows {
                throw .limit(
                    name: path, part: sheet.name, limit: .rows, value: SheetLimits.workbookRows)
            }
            write(cells, isHeader: false, &out)
        }
        return out
    }

    private func put(_ text: String, _ out: inout [UInt8]) { out.append(contentsOf: text.utf8) }

    private func writeStart(_ out: inout [UInt8]) {
        put(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n", &out)
        put(#"<worksheet xmlns="\#(XLSXParts.main)"><sheetViews><sheetView"#, &out)
        if sheet.isRightToLeft { put(#" rightToLeft="1""#, &out) }
        let header = sheet.above.count + 1
        put(#" workbookViewId="0"><pane ySplit="\#(header)" "#, &out)
        put(#"topLeftCell="A\#(header + 1)" "#, &out)
        put(#"activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#, &out)
        for (index, column) in sheet.columns.enumerated() {
            let width = min(max(column.width, 4), 255)
            put(#"<col min="\#(index + 1)" max="\#(index + 1)" width="\#(width)" "#, &out)
            put(#"customWidth="1"/>"#, &out)
        }
        // An empty list of columns is an error to Excel.
        if sheet.columns.isEmpty {
            put(#"<col min="1" max="1" width="14" customWidth="1"/>"#, &out)
        }
        put("</cols><sheetData>", &out)
        for row in sheet.above { write(row, isHeader: false, &out) }
        write(sheet.columns.map { .text($0.title) }, isHeader: true, &out)
    }

    private func write(_ cells: [SheetOutCell], isHeader: Bool, _ out: inout [UInt8]) {
        row += 1
        let number = Array(String(row).utf8)
        put("<row r=\"", &out)
        out.append(contentsOf: number)
        put("\">", &out)
        while letters.count < cells.count {
            letters.append(Array(CellAddress.letters(ofColumn: letters.count + 1).utf8))
        }
        for (index, cell) in cells.enumerated() {
            if case .empty = cell { continue }
            put("<c r=\"", &out)
            out.append(contentsOf: letters[index])
            out.append(contentsOf: number)
            out.append(0x22)
            write(cell, isHeader: isHeader, &out)
        }
        put("</row>", &out)
    }

    private func write(_ cell: SheetOutCell, isHeader: Bool, _ out: inout [UInt8]) {
        switch cell {
        case .empty: put("/>", &out)
        case .text(let text): writeText(text, isHeader: isHeader, &out)
        case .number(let number):
            let plain = number.plain
            let digits = plain.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.drop { $0 == 0x30 }
            if digits.count > 15 { return writeText(plain, isHeader: false, &out) }
            let style = number.isPercent ? XLSXParts.Style.percent : XLSXParts.Style.plain
            writeValue(plain, style: style, &out)
        case .amount(let money):
            writeValue(money.description, style: XLSXParts.Style.amount, &out)
        case .date(let moment): write(moment, &out)
        case .boolean(let value):
            put(" t=\"b\"><v>\(value ? 1 : 0)</v></c>", &out)
        }
    }

    private func writeValue(_ value: String, style: Int, _ out: inout [UInt8]) {
        if style != 0 { put(" s=\"\(style)\"", &out) }
        put("><v>", &out)
        put(value, &out)
        put("</v></c>", &out)
    }

    private func write(_ moment: SheetDateTime, _ out: inout [UInt8]) {
        let firstDay = 61 - 25_569
        // The format's own days are wrong before March 1900.
        if let date = moment.date, date.daysSince1970 < firstDay {
            return writeText(moment.text, isHeader: false, &out)
        }
        let day = (moment.date?.daysSince1970).map { $0 + 25_569 } ?? 0
        guard let second = moment.secondOfDay else {
            return writeValue(String(day), style: XLSXParts.Style.date, &out)
        }
        // Ten decimals of a day are a hundred thousandth of a second.
        let fraction = (second * 10_000_000_000 + 43_200) / 86_400
        let digits = String(fraction)
        let text = String(day) + "." + String(repeating: "0", count: 10 - digits.count) + digits
        let style = moment.date == nil ? XLSXParts.Style.time : XLSXParts.Style.dateTime
        writeValue(text, style: style, &out)
    }

    private func writeText(_ text: String, isHeader: Bool, _ out: inout [UInt8]) {
        let style =
            isHeader
            ? XLSXParts.Style.header
            : CSVText.inert(text) == text ? XLSXParts.Style.text : XLSXParts.Style.inert
        put(" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", &out)
        Self.append(Self.cut(text), to: &out)
        put("</t></is></c>", &out)
    }

    /// A text that is too long for a cell ends with an ellipsis, which everybody sees.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestText, text.utf16.count > longestText else { return text }
        var out = ""
        var count = 0
        for character in text {
            count += character.utf16.count
            if count >= longestText { break }
            out.append(character)
        }
        return out + "\u{2026}"
    }

    /// Appends a text for an XML element or attribute, with the workbook's own escape for
    /// characters that XML does not have.
    static func append(_ text: String, to out: inout [UInt8]) {
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case 0x0A, 0x09: out.append(byte)
            case 0..<0x20:
                let hex = String(byte, radix: 16, uppercase: true)
                out.append(contentsOf: "_x00\(byte < 16 ? "0" : "")\(hex)_".utf8)
            case 0xEF where isNoncharacter(bytes, index):
                out.append(contentsOf: "\u{FFFD}".utf8)
                index += 2
            case UInt8(ascii: "_") where EscapedText.isEscape(bytes, at: index):
                out.append(contentsOf: "_x005F_".utf8)
            default: out.append(byte)
            }
            index += 1
        }
    }

    /// U+FFFE or U+FFFF, which XML forbids.
    private static func isNoncharacter(_ bytes: [UInt8], _ index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    }
}
