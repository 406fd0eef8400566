public import Invoicing

/// Why a sheet that passed its checks was not issued; in every case nothing of it was.
public enum ImportError: ExplainedError, Equatable {
    /// The file is another one than was checked.
    case fileChanged(path: String)
    /// Since it was checked, something has come between: another program issued its number, or the
    /// clock passed a limit. `place` from 1, among the sheet's invoices.
    case refused(place: Int, problem: Bilingual, remedy: Bilingual)
    /// The name of a results file ends with neither `.xlsx` nor `.csv`.
    case unknownFormat(path: String)

    static func refused(place: Int, _ problems: [Problem]) -> ImportError {
        guard let first = problems.first(where: { $0.severity == .error }) else {
            preconditionFailure("what is refused has a problem")
        }
        return .refused(place: place, problem: first.message, remedy: first.remedy)
    }

    public var code: String {
        switch self {
        case .fileChanged: "file-changed"
        case .refused: "import-refused"
        case .unknownFormat: "format-unknown"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .fileChanged(let path):
            Bilingual(
                en: "\(path) was changed while it was imported; nothing was issued",
                ar: "تغير الملف \(path) أثناء استيراده؛ لم يصدر شيء")
        case .refused(let place, let problem, _):
            Bilingual(
                en: "invoice \(place) of the sheet: \(problem.en); nothing was issued",
                ar: "الفاتورة \(place) في الجدول: \(problem.ar)؛ لم يصدر شيء")
        case .unknownFormat(let path):
            Bilingual(
                en: "\(path) ends with neither .xlsx nor .csv",
                ar: "لا ينتهي اسم الملف \(path) بـ .xlsx ولا .csv")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .fileChanged:
            Bilingual(
                en: "close the file in the spreadsheet program and run the same command again",
                ar: "أغلق الملف في برنامج الجداول ونفذ الأمر نفسه مرة أخرى")
        case .refused(_, _, let remedy): remedy
        case .unknownFormat:
            Bilingual(
                en: "name it like results.xlsx or results.csv",
                ar: "سمه مثلا results.xlsx أو results.csv")
        }
    }

    public var mayRetry: Bool {
        if case .fileChanged = self { true } else { false }
    }
}
