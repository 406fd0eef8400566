import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct DraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract:
            "Write the draft of a note for an invoice that is out, or of a successor.",
        discussion: """
            Of a credit or debit note it prints JSON that `sijil issue -` takes; of the successor \
            of a rejected document, JSON that `sijil reissue NUMBER -` takes and that says what \
            the rejected document says. Issued documents are never changed or removed: see \
            `sijil explain correct-an-invoice`.
            """)

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case creditNote = "credit-note"
        case debitNote = "debit-note"
        case successor
    }

    @Argument(help: "The invoice's number.")
    var number: String

    @Option(
        name: .customLong("as"),
        help: "credit-note takes back, debit-note adds; successor: of a rejected document.")
    var kind: Kind

    @Option(name: .long, help: "Only this line of the invoice, from 1; else the whole of it.")
    var line: Int?

    @Option(name: .long, help: "Why, as it will stand on the note; needed for one.")
    var reason: String?

    @Option(name: .long, help: "The note's own number; else NUMBER-CN1 or the next that is free.")
    var noteNumber: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if kind == .successor {
            guard line == nil, reason == nil, noteNumber == nil else {
                throw ValidationError("--line, --reason and --note-number are for notes")
            }
        } else if reason == nil {
            throw ValidationError("say why the note is issued: --reason TEXT")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        guard let reason else {
            let draft = try workplace.successorDraft(of: number)
            Console.write(draft.json.serialized(pretty: !console.isJSON) + "\n", to: 1)
            return tell(unclear: draft.unclearCategories, console)
        }
        let draft = try workplace.noteDraft(
            NoteDraft.Order(
                number: number, type: kind == .creditNote ? .creditNote : .debitNote, line: line,
                reason: reason, noteNumber: noteNumber))
        Console.write(draft.json.serialized(pretty: !console.isJSON) + "\n", to: 1)
        tell(draft, console)
    }

    private func tell(unclear categories: [String], _ console: Console) {
        guard !categories.isEmpty else { return }
        let list = categories.joined(separator: ", ")
        console.note(
            Bilingual(
                en: "the invoice has several exemption reasons of VAT category \(list), and does "
                    + "not say which line has which: fill in exemption_code before you issue the "
                    + (kind == .successor ? "successor" : "note"),
                ar: "في الفاتورة عدة أسباب إعفاء لفئة الضريبة \(list) ولا تبين سبب كل سطر: "
                    + "اكتب exemption_code قبل إصدار \(kind == .successor ? "الخلف" : "الإشعار")"))
    }

    /// What the ledger has credited already; the draft itself goes to standard output.
    private func tell(_ draft: NoteDraft, _ console: Console) {
        tell(unclear: draft.unclearCategories, console)
        if !draft.lost.isEmpty {
            let most = 5
            let list = draft.lost.prefix(most).map { Visible.text($0) }
            let more = draft.lost.count > most ? " … (\(draft.lost.count))" : ""
            console.note(
                Bilingual(
                    en: "documents are missing here since the ledger was restored "
                        + "(\(list.joined(separator: ", "))\(more)): a note about "
                        + "\(Visible.text(number)) among them is not counted, so look them up "
                        + "first",
                    ar: "في السجل مستندات ناقصة منذ استعادته "
                        + "(\(list.joined(separator: "، "))\(more)): وما كان منها إشعارًا عن "
                        + "\(Visible.text(number)) لا يُحسب هنا، فتحقق منها أولًا"))
        }
        guard let room = draft.room else { return }
        let words = room.words(draft.currency)
        let name = Visible.text(number)
        console.note(Bilingual(en: "\(name): \(words.en)", ar: "\(name): \(words.ar)"))
        if !draft.advances.isEmpty {
            let list = draft.advances.map { "\(Visible.text($0.number)) \($0.amount)" }
            console.note(
                Bilingual(
                    en: "\(name) settled advances (\(list.joined(separator: ", "))): its credit "
                        + "note takes them back too, so do not credit them again",
                    ar: "خصمت \(name) دفعات مقدمة (\(list.joined(separator: "، "))): إشعارها "
                        + "الدائن يردها أيضًا، فلا تُصدر عنها إشعارًا آخر"))
        }
        guard draft.total > room.left else { return }
        console.note(
            Bilingual(
                en: "this note takes back \(draft.total): more than is left; name a --line, or "
                    + "lessen its lines before you issue it",
                ar: "هذا الإشعار بمبلغ \(draft.total): أكثر من الباقي؛ اختر سطرًا بالخيار ‎--line "
                    + "أو أنقص سطوره قبل إصداره"))
    }
}

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Record that the sale of a rejected document was called off.",
        discussion: """
            Only of a document that the authority rejected and that nobody reissued. It keeps its
            counter and its place; no successor can be issued any more, and it waits for nobody.
            An invoice that is accepted is taken back with a credit note instead: `sijil draft`.
            """)

    @Argument(help: "The rejected document's number.")
    var number: String

    @Option(name: .long, help: "Why, in a line; it stays on record.")
    var reason: String

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let closed = try workplace.close(number: number, reason: reason)
        if console.isJSON {
            console.out(closed.json)
        } else {
            console.out(Visible.text(closed.words(console.language)))
        }
        // What is still open, now that this is not.
        LedgerOption.warn(of: workplace, console)
    }
}

extension Console {
    /// A topic of `explain`: its title, then a paragraph a line.
    func out(_ topic: HelpTopic) {
        guard !isJSON else {
            return out([
                "code": .string(topic.rawValue), "title": topic.title.json,
                "text": .array(topic.paragraphs.map(\.json)),
            ])
        }
        out(topic.title)
        for paragraph in topic.paragraphs { out(paragraph) }
    }
}
