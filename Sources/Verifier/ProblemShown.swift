import Encoding
import Invoicing

extension Problem {
    /// Rule, place and value on one line, what it means and how to mend it on the next ones.
    func lines(_ language: ReportLanguage) -> [String] {
        let shown = value.map { " (\(SafeText.shown($0)))" } ?? ""
        let isArabic = language == .arabic
        let word =
            switch severity {
            case .error: isArabic ? "خطأ" : "error"
            case .warning: isArabic ? "تنبيه" : "warning"
            }
        return [
            "  \(word) \(rule) \(SafeText.shown(path))\(shown)",
            "    " + SafeText.shown(isArabic ? message.ar : message.en),
            "    → " + SafeText.shown(isArabic ? remedy.ar : remedy.en),
        ]
    }
}
