import ArgumentParser
import Encoding
import Invoicing
import Sijil
import Verifier

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check a whole ledger from its stored bytes; anybody's, read only.",
        discussion: "Never changes a byte in or beside the file, and needs no key.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, jsonl }
    enum Level: String, CaseIterable, ExpressibleByArgument { case stamps, rules }

    @Argument(help: "The ledgers.")
    var files: [String]

    @Option(name: .long, help: "text, json or jsonl.")
    var format: Format?

    @Option(name: .long, help: "stamps, or rules: every business rule on every document too.")
    var level: Level = .stamps

    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let format = format ?? (console.isJSON ? .json : .text)
        var isSound = true
        var options = AuditOptions.shown(on: console)
        options.level = level == .rules ? .rules : .stamps
        for file in files {
            let report = try Audit.run(file, options)
            console.endProgress()
            switch format {
            case .text: Console.write(report.text(console.reportLanguage), to: 1)
            case .json: console.out(report.json)
            case .jsonl: Console.write(report.jsonLines, to: 1)
            }
            if report.verdict == .findings { isSound = false }
        }
        if !isSound { throw ExitStatus.no }
    }
}

extension AuditOptions {
    /// Every core, with progress on a terminal.
    static func shown(on console: Console) -> AuditOptions {
        guard console.showsProgress else { return AuditOptions() }
        return AuditOptions { done, total in
            // Once in a while is enough for eyes, and the workers wait less for the terminal.
            guard done % 256 == 0 || done == total else { return }
            console.progress(
                Int(done), of: Int(total), Bilingual(en: "checking", ar: "جارٍ التدقيق"))
        }
    }
}

extension Console {
    var reportLanguage: ReportLanguage { language == .ar ? .arabic : .english }
}
