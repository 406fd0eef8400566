import ArgumentParser
import Invoicing
import Sijil

struct SettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Record that the authority's portal shows a document whose answer was lost.",
        discussion: """
            Only of a document that was sent, or before a restore perhaps sent, more than 24 hours
            ago without an answer: until then `sijil submit` settles it by the authority's own
            answer. Look in the portal first. It is not there: `sijil submit NUMBER --resend`. It
            is there, accepted: this command. It is not sent again then, waits for nobody, and is
            shown as accepted by the firm's word everywhere, in the audit too.
            A standard invoice is handed out as the authority cleared it: give the cleared XML that
            the portal has with --cleared-copy, now or later. That alone also takes the copy of one
            that the authority's answer cleared without it.
            """)

    @Argument(help: "The document's number.")
    var number: String

    @Option(
        name: .long,
        help: "What the portal shows, when it was seen and by whom, in a line; it stays on record."
    )
    var seenInPortal: String?

    @Option(name: .long, help: "The cleared XML of a standard invoice, from the portal.")
    var clearedCopy: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if seenInPortal == nil, clearedCopy == nil {
            throw ValidationError(
                "say what the portal shows: --seen-in-portal TEXT; or bring a copy that is still "
                    + "missing: --cleared-copy FILE")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        if let clearedCopy { try Files.requireReadable(clearedCopy) }
        let settled = try workplace.settle(
            number: number, seen: seenInPortal, copyPath: clearedCopy)
        if console.isJSON {
            console.out(settled.json)
        } else {
            console.out(Visible.text(settled.words(console.language)))
        }
        if let notice = settled.notice {
            console.note(notice.message)
            console.note(notice.remedy)
        }
        // What is still open, now that this is not.
        LedgerOption.warn(of: workplace, console)
    }
}
