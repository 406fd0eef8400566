import XML

/// What a workbook's small parts say: which sheets there are, how dates are counted, which styles
/// are dates, and the common texts.
final class XLSXWorkbook {
    struct Sheet {
        let name: String
        let part: String
        let isHidden: Bool
    }

    let archive: ZipArchive
    private(set) var sheets: [Sheet] = []
    private(set) var uses1904 = false
    /// The file asks for all formulas to be computed when it is opened: no spreadsheet program has
    /// computed them.
    private(set) var formulasAreStale = false
    private(set) var formats: [NumberFormat] = []
    private(set) var texts = SharedTexts()

    init(_ archive: ZipArchive) throws(SheetError) {
        self.archive = archive
        let root = try Self.relations(of: "", in: archive)
        guard let main = root.first(where: { $0.type.hasSuffix("/officeDocument") }) else {
            throw .badPackage(name: archive.name, fault: .missingPart("xl/workbook.xml"))
        }
        let handler = WorkbookHandler()
        try Self.read(main.target, archive, handler)
        uses1904 = handler.uses1904
        formulasAreStale = handler.formulasAreStale
        let relations = try Self.relations(of: main.target, in: archive)
        for sheet in handler.sheets {
            guard let relation = relations.first(where: { $0.id == sheet.id }) else {
                throw .badPackage(name: archive.name, fault: .missingPart(sheet.name))
            }
            // Chart sheets and old macro sheets hold no cells.
            guard relation.type.hasSuffix("/worksheet") else { continue }
            sheets.append(
                Sheet(name: sheet.name, part: relation.target, isHidden: sheet.isHidden))
        }
        if sheets.isEmpty { throw .badPackage(name: archive.name, fault: .noSheets) }
        if sheets.count > archive.limits.sheets {
            throw archive.limit(.sheets, archive.limits.sheets)
        }
        if let styles = relations.first(where: { $0.type.hasSuffix("/styles") }) {
            let handler = StylesHandler()
            try Self.read(styles.target, archive, handler)
            formats = handler.formats
        }
        if let shared = relations.first(where: { $0.type.hasSuffix("/sharedStrings") }) {
            try readTexts(shared.target)
        }
    }

    private func readTexts(_ part: String) throws(SheetError) {
        let limits = archive.limits
        let handler = SharedTextsHandler(cellBytes: limits.cellBytes)
        let reader = try PartReader(
            part, of: archive, limit: limits.unpackedBytes, vocabulary: XLSXNames.vocabulary,
            handler: handler)
        try reader.readAll {
            if handler.texts.byteCount > limits.sharedTextBytes {
                return archive.limit(.sharedText, limits.sharedTextBytes, part: part)
            }
            return handler.hasGiantText
                ? archive.limit(.cellBytes, limits.cellBytes, part: part) : nil
        }
        texts = handler.texts
    }

    private static func read(
        _ part: String, _ archive: ZipArchive, _ handler: any XMLStreamHandler
    ) throws(SheetError) {
        let reader = try PartReader(
            part, of: archive, limit: archive.limits.smallPartBytes,
            vocabulary: XLSXNames.vocabulary, handler: handler)
        try reader.readAll()
    }

    struct Relation {
        let id: String
        let type: String
        /// The part's name within the package.
        let target: String
    }

    /// What the part refers to; nothing if it has no such list.
    private static func relations(
        of part: String, in archive: ZipArchive
    ) throws(SheetError) -> [Relation] {
        let folder = part.split(separator: "/").dropLast().map(String.init)
        let file = part.split(separator: "/").last.map(String.init) ?? ""
        let list = (folder + ["_rels", file + ".rels"]).joined(separator: "/")
        guard archive.contains(list) else { return [] }
        let handler = RelationsHandler(folder: folder)
        try read(list, archive, handler)
        return handler.relations
    }
}

private final class RelationsHandler: XMLStreamHandler {
    private let folder: [String]
    private(set) var relations: [XLSXWorkbook.Relation] = []

    init(folder: [String]) { self.folder = folder }

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        guard name == XLSXNames.relationship else { return }
        guard let id = attributes.value(of: "Id"), let type = attributes.value(of: "Type"),
            let target = attributes.value(of: "Target")
        else { return }
        // A part elsewhere, on the network say, is never asked for.
        if let mode = attributes.value(of: "TargetMode"), mode.matches("External") { return }
        relations.append(
            XLSXWorkbook.Relation(id: id.string, type: type.string, target: path(target.string)))
    }

    private func path(_ target: String) -> String {
        var steps = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") {
            if step == ".." {
                _ = steps.popLast()
            } else if step != "." {
                steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }

    func endElement(_ name: Int) {}
    func characters(_ bytes: XMLBytes) {}
}

private final class WorkbookHandler: XMLStreamHandler {
    private(set) var sheets: [(id: String, name: String, isHidden: Bool)] = []
    private(set) var uses1904 = false
    private(set) var formulasAreStale = false

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        switch XLSXNames.element(name) {
        case .workbookPr: uses1904 = attributes.isTrue("date1904")
        case .calcPr: formulasAreStale = attributes.isTrue("fullCalcOnLoad")
        case .sheet:
            guard let title = attributes.value(of: "name"),
                let id = XLSXNames.relationID.compactMap({ attributes.value(ofCode: $0) }).first
            else { return }
            let state = attributes.value(of: "state")
            let isHidden = state?.matches("hidden") == true || state?.matches("veryHidden") == true
            sheets.append((id.string, title.string, isHidden))
        default: break
        }
    }

    func endElement(_ name: Int) {}
    func characters(_ bytes: XMLBytes) {}
}

private final class StylesHandler: XMLStreamHandler {
    private(set) var formats: [NumberFormat] = []
    private var codes: [Int: NumberFormat] = [:]
    private var isInCellFormats = false

    func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
        switch XLSXNames.element(name) {
        case .numFmt:
            guard let id = attributes.value(of: "numFmtId")?.smallInteger,
                let code = attributes.value(of: "formatCode")
            else { return }
            codes[id] = NumberFormat(code: code.string)
        case .cellXfs: isInCellFormats = true
        case .xf where isInCellFormats:
            let id = attributes.value(of: "numFmtId")?.smallInteger ?? 0
            formats.append(codes[id] ?? NumberFormat(builtIn: id))
        default: break
        }
    }

    func endElement(_ name: Int) {
        if XLSXNames.element(name) == .cellXfs { isInCellFormats = false }
    }

    func characters(_ bytes: XMLBytes) {}
}
