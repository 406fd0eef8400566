public import Invoicing

/// Why the emulator does not run. Its state file is as it was.
public enum EmulatorError: ExplainedError, Hashable {
    /// The address could not be taken; `reason` is the system's word.
    case address(port: Int, reason: String)
    /// The state file cannot be used; `reason` is SQLite's word.
    case state(path: String, reason: String)
    /// The state file belongs to another program, or to a newer version of this one.
    case foreignState(path: String)
    /// The scenario says what is not understood, all of it at once.
    case scenario([Problem])

    public var code: String {
        switch self {
        case .address: "emulator-address"
        case .state: "emulator-state"
        case .foreignState: "emulator-foreign-state"
        case .scenario: "emulator-scenario"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .address(let port, let reason):
            Bilingual(
                en: "the emulator cannot listen on 127.0.0.1:\(port): \(reason)",
                ar: "تعذر على المحاكي الاستماع على 127.0.0.1:\(port): \(reason)")
        case .state(let path, let reason):
            Bilingual(
                en: "the emulator's state \(path) cannot be used: \(reason)",
                ar: "تعذر استعمال ملف حالة المحاكي \(path): \(reason)")
        case .foreignState(let path):
            Bilingual(
                en: "\(path) is no state of this version's emulator",
                ar: "\(path) ليس ملف حالة لمحاكي هذا الإصدار")
        case .scenario(let problems):
            Bilingual(
                en: problems.map { "\($0.path): \($0.message.en)" }.joined(separator: "; "),
                ar: problems.map { "\($0.path): \($0.message.ar)" }.joined(separator: "؛ "))
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .address:
            Bilingual(
                en: "choose another port, or 0 for any free one",
                ar: "اختر منفذًا آخر، أو 0 لأي منفذ حر")
        case .state:
            Bilingual(
                en: "name the emulator's own file or a new one, where you may write",
                ar: "سمِّ ملف المحاكي نفسه أو ملفًا جديدًا حيث يمكنك الكتابة")
        case .foreignState:
            Bilingual(
                en: "name a new file; the emulator fills it",
                ar: "سمِّ ملفًا جديدًا وسيملؤه المحاكي")
        case .scenario(let problems):
            Bilingual(
                en: problems.map(\.remedy.en).joined(separator: "; "),
                ar: problems.map(\.remedy.ar).joined(separator: "؛ "))
        }
    }

    public var mayRetry: Bool {
        if case .address = self { true } else { false }
    }
}
