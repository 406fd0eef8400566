import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Whether all is well around the ledger: one line a check, and what to do.",
        discussion: """
            Changes nothing and uses no network. With --passphrase-file or --passphrase-fd it also \
            opens every file of the key folder. What the documents say is `audit`'s.
            """)

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let path = try ledger.path()
        let isGiven = passphrase.passphraseFile != nil || passphrase.passphraseFd != nil
        let secret = isGiven ? try passphrase.source.read(prompt: "", repeatPrompt: nil) : nil
        let checks = Doctor(path, passphrase: secret).run()
        if console.isJSON {
            console.out([
                "ledger": .string(path),
                "healthy": .bool(!checks.contains { $0.level == .fail }),
                "checks": .array(checks.map(\.json)),
            ])
        } else {
            for check in checks { tell(check, console) }
        }
        if checks.contains(where: { $0.level == .fail }) { throw ExitStatus.no }
    }

    private func tell(_ check: Doctor.Check, _ console: Console) {
        let remedy = check.remedy.map { " → \($0(console.language))" } ?? ""
        console.out(
            "\(check.level.word(console.language))  \(check.name): "
                + "\(check.message(console.language))\(remedy)")
    }
}

extension Doctor.Level {
    fileprivate func word(_ language: Language) -> String {
        guard language == .ar else { return rawValue }
        return switch self {
        case .ok: "سليم"
        case .warn: "تنبيه"
        case .fail: "خلل"
        }
    }
}

extension Doctor.Check {
    fileprivate var json: JSONValue {
        [
            "check": .string(name), "level": .string(level.rawValue), "message": message.json,
            "remedy": remedy.map(\.json) ?? nil,
        ]
    }
}
