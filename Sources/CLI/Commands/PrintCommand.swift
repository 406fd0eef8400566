import ArgumentParser
import Invoicing
import Page
import Sijil

struct PrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "A document as one HTML page to read, print or hand on, its QR code in it.",
        discussion: """
            Arabic with English beside it; nothing in the page comes from elsewhere. Of a cleared \
            document it shows the authority's copy, which is the legal one.
            """)

    @Argument(help: "The document's number (BT-1).")
    var number: String

    @Option(name: .long, help: "Write to this file instead of standard output.")
    var out: String?

    @Flag(
        name: .long, help: "Also for a standard document that is not cleared; the page says so.")
    var uncleared = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let document = try workplace.legalDocument(number: number, allowsUncleared: uncleared)
        let page = try PrintedInvoice(
            xml: document.xml, qrText: document.qr.text, notices: document.qr.notices)
        try console.deliver(page.html(), to: out, document.qr.members(number: number))
    }
}
