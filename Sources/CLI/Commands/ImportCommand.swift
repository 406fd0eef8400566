public import ArgumentParser
import Encoding
import Invoicing
public import Sijil

extension SheetTemplate.Format: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Show what a spreadsheet would become, or issue all of it.",
        discussion: """
            The first run shows how FILE (CSV, XLSX, ODS) is understood and writes that down in \
            FILE.rules, for you to check and keep. With --commit the whole file is issued or \
            nothing. The same file again adds nothing.
            """)

    @Argument(help: "The spreadsheet; with --template the file to write.")
    var file: String?

    @Flag(name: .long, help: "Issue all of the file, or nothing.")
    var commit = false

    @Flag(name: .long, help: "Issue also receipts whose 24 hours have passed.")
    var late = false

    @Option(
        name: .long, help: "Write the sheet again with what came of each row: .xlsx or .csv.")
    var results: String?

    @Option(name: .long, help: "The unit, where the ledger has several and the sheet names none.")
    var unit: String?

    @Option(name: .long, help: "Write a sheet to begin with: xlsx, csv.")
    var template: SheetTemplate.Format?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var afterwards: CheckpointAfterwards
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard template == nil || !commit else {
            throw ValidationError("give --template or --commit, not both")
        }
        guard file != nil || template != nil else {
            throw ValidationError("name the spreadsheet, or --template xlsx")
        }
    }

    func run() throws {
        let console = Console(common)
        if let template {
            let path = file ?? "sales-template.\(template.rawValue)"
            try SheetTemplate.write(template, to: path, isArabic: console.language == .ar)
            if console.isJSON { return console.out(["file": .string(path)]) }
            return console.out(
                Bilingual(en: "template written to \(path)", ar: "كُتب النموذج في \(path)"))
        }
        guard let file else { return }
        let workplace = try ledger.open(console)
        let rows = Bilingual(en: "rows", ar: "صفوف")
        let importing = try Importing(workplace, file: file, unit: unit) {
            console.progress($0, of: nil, rows)
        }
        var shown = try preview(importing, beforeCommit: commit && !importing.isFirstRun, console)
        if commit, shown.refusal(commit: commit, late: late) != nil {
            shown = try preview(importing, beforeCommit: false, console)
        }
        if !console.isJSON { shown.tellPreview(console) }
        try importing.writeRules()
        var refusal = shown.refusal(commit: commit, late: late)
        var committed: Importing.Committed?
        if commit, refusal == nil {
            do {
                committed = try issue(importing, of: shown.preview, workplace, console)
            } catch let error as ImportError {
                // What stands against it now is told at its cells, as a preview tells it.
                guard case .refused = error else { throw error }
                let again = try preview(importing, beforeCommit: false, console)
                guard again.preview.errors > 0 else { throw error }
                shown = again
                refusal = .problems
                if !console.isJSON { shown.tellProblems(console) }
            }
            if let committed {
                if !console.isJSON { shown.tell(committed.problems, console) }
                shown = shown.completed(by: committed)
            }
        }
        if let results {
            try importing.writeResults(to: results, isRightToLeft: console.language == .ar) {
                console.progress($0, of: nil, rows)
            }
            console.endProgress()
        }
        if console.isJSON {
            console.out(shown.json(committed, refusal))
        } else {
            shown.tellEnd(committed, refusal, results: results, console)
        }
        if shown.preview.errors > 0 || refusal != nil { throw ExitStatus.no }
    }

    private func preview(
        _ importing: Importing, beforeCommit: Bool, _ console: Console
    ) throws -> ImportShown {
        let invoices = Bilingual(en: "invoices checked", ar: "فواتير مفحوصة")
        let preview = try importing.preview(beforeCommit: beforeCommit) {
            console.progress($0, of: nil, invoices)
        }
        console.endProgress()
        return ImportShown(importing: importing, preview: preview, ledger: ledger.ledger)
    }

    private func issue(
        _ importing: Importing, of preview: ImportPreview, _ workplace: Workplace,
        _ console: Console
    ) throws -> Importing.Committed? {
        // A file that was imported before needs no key.
        guard preview.new > 0 else { return nil }
        let words = Bilingual(en: "invoices stamped", ar: "فواتير مختومة")
        let secret = try passphrase.read(console)
        let committed = try importing.commit(preview, passphrase: secret) {
            console.progress($0, of: preview.invoices, words)
        }
        console.endProgress()
        afterwards.run(workplace, secret, console)
        return committed
    }
}
