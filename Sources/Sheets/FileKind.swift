/// What a file is, told from its bytes.
enum FileKind {
    case xlsx(ZipArchive)
    case ods(ZipArchive)
    /// Text without the marks of any other format: a CSV.
    case text

    /// - Throws: ``SheetError/notASheet(name:found:)`` for what is none of these, and
    ///   ``SheetError/encrypted(name:)``.
    static func of(_ source: ByteSource, limits: SheetLimits) throws(SheetError) -> FileKind {
        let head = try source.head(4_096)
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw try compound(source) }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
        {
            return try package(source, limits)
        }
        if let found = binary(head) { throw .notASheet(name: source.name, found: found) }
        if let found = markup(head, name: source.name) {
            throw .notASheet(name: source.name, found: found)
        }
        return .text
    }

    /// The two kinds of workbook in Microsoft's compound file: the old one, and any new one behind
    /// a password.
    private static func compound(_ source: ByteSource) throws(SheetError) -> SheetError {
        // Its directory may be anywhere; names in it are UTF-16.
        let bytes = try source.head(16_000_000)
        func holds(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            return bytes.withUnsafeBytes { all in
                wanted.withUnsafeBytes { ByteSearch.isFound($0, in: all) }
            }
        }
        if holds("EncryptedPackage") { return .encrypted(name: source.name) }
        let isExcel = holds("Workbook") || holds("Book")
        return .notASheet(name: source.name, found: isExcel ? .oldExcel : .oldOffice)
    }

    private static func package(
        _ source: ByteSource, _ limits: SheetLimits
    ) throws(SheetError) -> FileKind {
        let archive = try ZipArchive(source.input, limits: limits)
        if archive.contains("content.xml") || archive.contains("mimetype") {
            let type = archive.contains("mimetype") ? try archive.bytes(of: "mimetype") : []
            let text = String(decoding: type.prefix(200), as: UTF8.self)
            let sheet = "application/vnd.oasis.opendocument.spreadsheet"
            if text.isEmpty || text.hasPrefix(sheet) {
                if try isEncryptedODS(archive) { throw .encrypted(name: archive.name) }
                return .ods(archive)
            }
            if text.hasPrefix("application/vnd.oasis.opendocument.text") {
                throw .notASheet(name: archive.name, found: .word)
            }
            if text.hasPrefix("application/vnd.oasis.opendocument.presentation") {
                throw .notASheet(name: archive.name, found: .presentation)
            }
        }
        if archive.isEncrypted { throw .encrypted(name: archive.name) }
        let folders: [(part: String, format: ForeignFormat)] = [
            ("xl/workbook.bin", .binaryExcel), ("word/document.xml", .word),
            ("ppt/presentation.xml", .presentation), ("index/document.iwa", .numbers),
            ("index.zip", .numbers),
        ]
        for folder in folders where archive.contains(folder.part) {
            throw .notASheet(name: archive.name, found: folder.format)
        }
        let isOffice = archive.contains("[Content_Types].xml") && archive.contains("_rels/.rels")
        guard isOffice else { throw .notASheet(name: archive.name, found: .otherZip) }
        return .xlsx(archive)
    }

    private static func isEncryptedODS(_ archive: ZipArchive) throws(SheetError) -> Bool {
        guard archive.contains("META-INF/manifest.xml") else { return false }
        let bytes = try archive.bytes(of: "META-INF/manifest.xml")
        return bytes.withUnsafeBytes { ByteSearch.isFound("encryption-data", in: $0) }
    }

    private static func binary(_ head: [UInt8]) -> ForeignFormat? {
        let marks: [([UInt8], ForeignFormat)] = [
            (Array("%PDF-".utf8), .pdf), (Array("SQLite format 3\0".utf8), .ledger),
            ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture),
            (Array("GIF8".utf8), .picture), ([0x1F, 0x8B], .packed),
            ([0x37, 0x7A, 0xBC, 0xAF], .packed), (Array("Rar!".utf8), .packed),
            ([0x42, 0x5A, 0x68], .packed), ([0xFD, 0x37, 0x7A, 0x58], .packed),
            ([0x7F, 0x45, 0x4C, 0x46], .binary), (Array("MIME-Version:".utf8), .webArchive),
            // Excel before 1997 wrote its records without the compound file.
            ([0x09, 0x08, 0x08, 0x00], .oldExcel), ([0x09, 0x04, 0x06, 0x00], .oldExcel),
            ([0x09, 0x02, 0x06, 0x00], .oldExcel), ([0x09, 0x00, 0x04, 0x00], .oldExcel),
        ]
        return marks.first { head.starts(with: $0.0) }?.1
    }

    /// Marked-up text, in UTF-8 or in UTF-16 with its zero bytes left out.
    private static func markup(_ head: [UInt8], name: String) -> ForeignFormat? {
        let plain = head.filter { $0 != 0 && $0 < 0x80 }
        let start = plain.drop { $0 <= 0x20 }
        guard let first = start.first else { return nil }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            let isNamed = name.lowercased().hasSuffix(".json") || name.hasSuffix(".jsonl")
            let next = start.dropFirst().first { $0 > 0x20 }
            let isObject = next == UInt8(ascii: "\"") || next == UInt8(ascii: "{")
            return isNamed || isObject ? .json : nil
        }
        guard first == UInt8(ascii: "<") else { return nil }
        let lower = String(decoding: start, as: UTF8.self).lowercased()
        func mentions(_ word: StaticString) -> Bool {
            Array(lower.utf8).withUnsafeBytes { ByteSearch.isFound(word, in: $0) }
        }
        if mentions("urn:schemas-microsoft-com:office:spreadsheet") && lower.hasPrefix("<?xml") {
            return .spreadsheetXML
        }
        if mentions("<html") || mentions("<!doctype html") || mentions("<table")
            || mentions("<meta")
        {
            return .html
        }
        if mentions("opendocument:xmlns:office") { return .flatODS }
        if mentions("specification:ubl:schema:xsd:invoice") { return .invoiceXML }
        return lower.hasPrefix("<?xml") ? .otherXML : nil
    }
}
