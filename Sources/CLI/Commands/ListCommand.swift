public import ArgumentParser
import Encoding
public import Invoicing
import Sijil

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// Which documents a command is about.
struct DocumentFilterOptions: ParsableArguments {
    @Option(name: .long, help: "Issued on or after this day, YYYY-MM-DD.")
    var from: CivilDate?

    @Option(name: .long, help: "Issued on or before this day, YYYY-MM-DD.")
    var to: CivilDate?

    @Option(name: .long, help: "Buyer's VAT number, or a part of the buyer's name.")
    var buyer: String?

    var selection: DocumentSelection {
        DocumentSelection(from: from, to: to, buyer: buyer)
    }
}

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The documents of the ledger, by their dates of issue."
    )

    @OptionGroup var which: DocumentFilterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        var count = 0
        try workplace.forEachDocument(which.selection) { document in
            count += 1
            if console.isJSON {
                console.out(document.json)
            } else {
                let buyer = Visible.text(document.buyer ?? "-")
                console.out(
                    "\(document.unit)/\(document.epoch)/\(document.icv)  \(document.issuedAt)  "
                        + "\(document.name(console.language))  \(Visible.text(document.number))  "
                        + "\(document.total) \(document.currency)  "
                        + "\(document.state.name(console.language))  \(buyer)"
                )
            }
        }
        console.note(Bilingual(en: "\(count) documents", ar: "عدد المستندات \(count)"))
    }
}

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One document with its whole history.")

    @Argument(help: "The document's number (BT-1).")
    var number: String?

    @Option(name: .long, help: "Find it by its idempotency key instead.")
    var key: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (number == nil) != (key == nil) else {
            throw ValidationError("give a document number, or --key K")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let documents = try workplace.documents(number: number, key: key)
        for document in documents {
            if console.isJSON {
                console.out(document.json)
                continue
            }
            for (label, value) in document.lines {
                let shown = Visible.text(value(console.language), limit: 2_000)
                console.out("\(label(console.language)): \(shown)")
            }
        }
    }
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Write the stored XML, byte for byte, under the official file names, with an index.")

    @Option(
        name: .long,
        help: "A folder to write to; or, written YYYY-MM-DD, the last day. May be given twice.")
    var to: [String] = []

    @Option(name: .long, help: "Issued on or after this day, YYYY-MM-DD.")
    var from: CivilDate?

    @Option(name: .long, help: "Buyer's VAT number, or a part of the buyer's name.")
    var buyer: String?

    @Option(
        name: .long,
        help: "Write the register and the VAT summary instead: a name ending with .xlsx or .csv.")
    var sheet: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard sheet == nil || folders.isEmpty else {
            throw ValidationError("give a folder or --sheet, not both")
        }
        guard to.filter({ CivilDate($0) != nil }).count <= 1, folders.count <= 1 else {
            throw ValidationError("give --to at most once with a folder and once with a day")
        }
        // A folder may have such a name, but a mistyped day is likelier.
        if let folder = folders.first, folder.allSatisfy({ "0123456789-/.".contains($0) }),
            folder.contains(where: \.isNumber)
        {
            throw ValidationError(
                "--to \(folder) is no day: write it YYYY-MM-DD, or a folder with a "
                    + "letter in its name")
        }
    }

    private var folders: [String] { to.filter { CivilDate($0) == nil } }

    func run() throws {
        let console = Console(common)
        let path = try ledger.path()
        let workplace = try Workplace(opening: path)
        console.warn(of: workplace)
        let folder = folders.first ?? path + ".export"
        let lastDay = to.compactMap { CivilDate($0) }.first
        let selection = DocumentSelection(from: from, to: lastDay, buyer: buyer)
        if let sheet { return try write(sheet, selection, workplace, console) }
        let export = try workplace.export(selection, to: folder) { done in
            console.progress(done, of: nil, Bilingual(en: "documents", ar: "مستندات"))
        }
        console.endProgress()
        guard !console.isJSON else {
            return console.out([
                "folder": .string(folder), "documents": JSONValue(export.documents),
                "kept_uncleared": JSONValue(export.kept),
            ])
        }
        let count = export.documents
        console.out(
            Bilingual(
                en: "\(count) documents and index.jsonl written to \(folder)",
                ar: "كُتب \(count) من المستندات مع الفهرس index.jsonl في \(folder)"))
        guard export.kept > 0 else { return }
        console.note(
            Bilingual(
                en: "\(export.kept) of them were exported before they were cleared: the "
                    + "authority's copy has the name now, and what stood there is kept as "
                    + "NAME.xml\(ExportDone.keptSuffix)",
                ar: "صُدّر منها \(export.kept) قبل اعتماده: صار الاسم لنسخة الهيئة، وحُفظ ما كان "
                    + "مكانها باسم ‎NAME.xml\(ExportDone.keptSuffix)"))
    }

    private func write(
        _ sheet: String, _ selection: DocumentSelection, _ workplace: Workplace, _ console: Console
    ) throws {
        let written = try workplace.exportSheet(
            selection, to: sheet, isArabic: console.language == .ar
        ) { done in
            console.progress(done, of: nil, Bilingual(en: "documents", ar: "مستندات"))
        }
        console.endProgress()
        guard !console.isJSON else {
            return console.out([
                "files": .array(written.files.map { .string($0) }),
                "documents": JSONValue(written.documents),
            ])
        }
        let files = written.files.joined(separator: ", ")
        console.out(
            Bilingual(
                en: "register and VAT summary of \(written.documents) documents written to "
                    + files,
                ar: "كُتب سجل \(written.documents) من المستندات وملخص الضريبة في \(files)"))
    }
}
