import ArgumentParser
import Encoding
import Glibc
import Invoicing
import Picture
import Sijil

struct QRCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr", abstract: "The QR code of a document: its text, or a picture of it.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, svg, png }

    @Argument(help: "The document's number (BT-1).")
    var number: String

    @Option(name: .long, help: "text, svg or png.")
    var format: Format = .text

    @Option(name: .long, help: "Write to this file instead of standard output.")
    var out: String?

    @Flag(
        name: .long, help: "Also for a standard document that is not cleared; the picture says so.")
    var uncleared = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let code = try workplace.qr(number: number, allowsUncleared: uncleared)
        if let notice = code.notice { console.note(notice) }
        let bytes: [UInt8] =
            switch format {
            case .text: Array((code.text + (console.isJSON ? "" : "\n")).utf8)
            case .svg:
                Array(
                    try QRPicture.svg(
                        text: code.text,
                        captions: code.notices.map(\.en) + code.notices.map(\.ar)
                    ).utf8)
            case .png:
                try QRPicture.png(text: code.text, moduleSizePixels: 6, caption: code.notice?.en)
            }
        if out == nil, format == .png, !console.isJSON, isatty(STDOUT_FILENO) == 1 {
            throw ValidationError(
                "a PNG is no text: give --out FILE, or send it to a file or a pipe")
        }
        try console.deliver(bytes, to: out, code.members(number: number))
    }
}

extension Workplace.QRText {
    /// For programs: the document, and what must be said beside its code.
    func members(number: String) -> [JSONValue.Member] {
        [
            .init("number", .string(number)),
            .init("notices", .array(notices.map(\.json))),
        ]
    }
}
