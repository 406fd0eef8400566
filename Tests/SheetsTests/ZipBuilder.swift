/// Builds ZIP files byte by byte (PKWARE's APPNOTE 4.3), stored and not packed, so that tests can
/// lie in any field.
struct ZipBuilder {
    struct Part {
        var name: String
        var content: [UInt8]
        /// What the directory says; `nil` for the truth.
        var statedSize: UInt32?
        var isEncrypted = false
        /// Points the directory to the first part's bytes.
        var overlapsFirst = false
    }

    var parts: [Part] = []

    mutating func add(_ name: String, _ text: String) {
        parts.append(Part(name: name, content: Array(text.utf8)))
    }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let offset = part.overlapsFirst ? 0 : out.count
            let crc = Self.crc32(part.content)
            let flags: UInt16 = 0x0800 | (part.isEncrypted ? 1 : 0)
            let size = UInt32(part.content.count)
            let common =
                Self.bytes(20 as UInt16) + Self.bytes(flags) + Self.bytes(0 as UInt16)
                + Self.bytes(0 as UInt32) + Self.bytes(crc) + Self.bytes(size)
                + Self.bytes(part.statedSize ?? size) + Self.bytes(UInt16(part.name.utf8.count))
                + Self.bytes(0 as UInt16)
            if !part.overlapsFirst {
                out += [0x50, 0x4B, 3, 4] + common + Array(part.name.utf8) + part.content
            }
            directory += [0x50, 0x4B, 1, 2] + Self.bytes(20 as UInt16) + common
            directory += [UInt8](repeating: 0, count: 10) + Self.bytes(UInt32(offset))
            directory += Array(part.name.utf8)
        }
        let start = UInt32(out.count)
        let count = UInt16(parts.count)
        out += directory
        out += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.bytes(count) + Self.bytes(count)
        out += Self.bytes(UInt32(directory.count)) + Self.bytes(start) + [0, 0]
        return out
    }

    private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// A workbook written by hand.
struct XLSXBuilder {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// Inside `sheetData`.
    var rows = ""
    /// Behind `sheetData`.
    var tail = ""
    /// Before `sheetData`.
    var head = ""
    /// `si` elements.
    var texts = ""
    /// Format codes; the cell style n is the n-th of them, 0 is General.
    var formats: [String] = []
    var workbookProperties = ""
    var calculation = ""
    /// Replaces the namespaces by those of strict Open XML.
    var isStrict = false
    var sheetXML: String?
    var more: [ZipBuilder.Part] = []

    private var sheet: String {
        sheetXML
            ?? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<worksheet xmlns=\"\(Self.main)\">\(head)"
            + "<sheetData>\(rows)</sheetData>\(tail)</worksheet>"
    }

    private var styles: String {
        let codes = formats.enumerated().map {
            "<numFmt numFmtId=\"\(200 + $0.offset)\" formatCode=\"\($0.element)\"/>"
        }
        let formats = formats.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }
        return "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(codes.joined())</numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/>\(formats.joined())</cellXfs></styleSheet>"
    }

    private func relations(_ list: [(type: String, target: String)]) -> String {
        let items = list.enumerated().map {
            "<Relationship Id=\"r\($0.offset + 1)\" Type=\"\(Self.office)/\($0.element.type)\""
                + " Target=\"\($0.element.target)\"/>"
        }
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
            + "relationships\">\(items.joined())</Relationships>"
    }

    var zip: ZipBuilder {
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", "<Types/>")
        zip.add("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        zip.add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\">\(workbookProperties)"
                + "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>\(calculation)"
                + "</workbook>")
        zip.add(
            "xl/_rels/workbook.xml.rels",
            relations([
                ("worksheet", "/xl/worksheets/sheet1.xml"), ("styles", "styles.xml"),
                ("sharedStrings", "../xl/sharedStrings.xml"),
            ]))
        zip.add("xl/styles.xml", styles)
        zip.add("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(texts)</sst>")
        zip.add("xl/worksheets/sheet1.xml", sheet)
        zip.parts += more
        guard isStrict else { return zip }
        for index in zip.parts.indices {
            let text = String(decoding: zip.parts[index].content, as: UTF8.self)
            let strict = replace(
                replace(text, Self.main, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
                Self.office, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            zip.parts[index].content = Array(strict.utf8)
        }
        return zip
    }

    var bytes: [UInt8] { zip.bytes }

    private func replace(_ text: String, _ old: String, _ new: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
