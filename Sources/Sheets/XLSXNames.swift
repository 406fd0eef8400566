import XML

/// The elements of SpreadsheetML that are read (ECMA-376 part 1, section 18).
enum XLSXElement: Int, CaseIterable {
    case worksheet = 1
    case sheetView, cols, col, sheetData, row
    case c, v, f
    case `is`, t, r, rPh
    case mergeCell
    case sst, si
    case workbookPr, sheet, calcPr
    case numFmt, cellXfs, xf
}

/// The names of the parts, in both namespaces: the one of every program's files, and the one of
/// files saved as "Strict Open XML".
enum XLSXNames {
    private static let main = [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ]
    private static let office = [
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    static let vocabulary: XMLVocabulary = {
        var names: [XMLVocabulary.Name] = []
        for namespace in main {
            names += XLSXElement.allCases.map {
                XMLVocabulary.Name(namespace: namespace, local: String(describing: $0))
            }
        }
        names.append(XMLVocabulary.Name(namespace: package, local: "Relationship"))
        names += office.map { XMLVocabulary.Name(namespace: $0, local: "id") }
        return XMLVocabulary(namespaces: main + office + [package], names: names)
    }()

    private static let count = XLSXElement.allCases.count
    static let relationship = count * 2 + 1
    static let relationID = [count * 2 + 2, count * 2 + 3]

    @inline(__always)
    static func element(_ code: Int) -> XLSXElement? {
        XLSXElement(rawValue: code > count ? code - count : code)
    }
}
