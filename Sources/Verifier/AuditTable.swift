import Encoding
public import Invoicing

/// Several ledgers in one table, as a head office wants them: a row each, in the order given.
public struct AuditTable: Sendable {
    /// File, verdict, units, documents, newest anchor, unanchored, findings.
    public static let columns: [Bilingual] = [
        Bilingual(en: "file", ar: "الملف"),
        Bilingual(en: "verdict", ar: "الحكم"),
        Bilingual(en: "units", ar: "الوحدات"),
        Bilingual(en: "documents", ar: "المستندات"),
        Bilingual(en: "newest anchor", ar: "أحدث مرساة"),
        Bilingual(en: "unanchored", ar: "بلا مرساة"),
        Bilingual(en: "findings", ar: "النتائج"),
    ]

    private let reports: [AuditReport]

    public init(_ reports: [AuditReport]) { self.reports = reports }

    public func rows(_ language: ReportLanguage) -> [[String]] {
        reports.map { report in
            let anchor = report.anchoredTo.map { anchor in
                "\(anchor.size)" + (anchor.at.map { " (\($0))" } ?? "")
            }
            return [
                SafeText.shown(report.file), Self.verdict(report)[language],
                "\(report.units.count)", "\(report.checked.documents)", anchor ?? "–",
                "\(report.unanchored)", "\(report.findings.count)",
            ]
        }
    }

    /// Lines whose columns stand under each other where letters are of one width.
    public func text(_ language: ReportLanguage) -> String {
        let rows = [Self.columns.map { $0[language] }] + rows(language)
        let widths = Self.columns.indices.map { column in
            rows.map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (cell, width) in zip(row, widths) {
                let blanks = width - cell.unicodeScalars.count
                line += cell + String(repeating: " ", count: blanks + 2)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// One word, with a star where a part only was checked.
    private static func verdict(_ report: AuditReport) -> Bilingual {
        let mark = report.scope.isWhole ? "" : "*"
        return switch report.verdict {
        case .sound: Bilingual(en: "sound" + mark, ar: "سليم" + mark)
        case .findings: Bilingual(en: "findings" + mark, ar: "نتائج" + mark)
        case .unproven: Bilingual(en: "unproven" + mark, ar: "غير مثبت" + mark)
        }
    }

    /// What the star means; `nil` where there is none.
    public var remark: Bilingual? {
        guard reports.contains(where: { !$0.scope.isWhole }) else { return nil }
        return Bilingual(
            en: "* as far as checked: what was left out stands in the report of each ledger",
            ar: "* في حدود ما فُحص: ما تُرك مذكور في تقرير كل سجل")
    }
}
