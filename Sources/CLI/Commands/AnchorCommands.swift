import ArgumentParser
import Cryptography
import Encoding
import Invoicing
import MerkleLog
import Sijil

struct CheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign what the ledger's log is now, for somebody outside to keep.",
        discussion: """
            The file is kept in LEDGER.anchors and, with --to, in a second folder. Whoever holds a \
            copy can prove later that nothing before it was rewritten.
            """)

    @Option(name: .long, help: "Keep a copy in this folder too.")
    var to: String?

    @Flag(name: .long, help: "Only print the log's public key, for policies and witnesses.")
    var key = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        guard !key else {
            let key = try workplace.logKey().text
            return console.isJSON
                ? console.out(["log_key": .string(key)]) : Console.write(key + "\n", to: 1)
        }
        let kept = try workplace.checkpoint(passphrase: passphrase.read(console), also: to)
        console.out(kept)
    }
}

extension Console {
    fileprivate func out(_ kept: Workplace.KeptCheckpoint) {
        let checkpoint = kept.checkpoint
        guard !isJSON else {
            return out([
                "origin": .string(checkpoint.origin.text), "size": JSONValue(checkpoint.size),
                "root": .string(Base64.encode(checkpoint.root.bytes)),
                "files": .array(kept.paths.map { .string($0) }),
            ])
        }
        for path in kept.paths {
            out(
                Bilingual(
                    en: "\(path): \(checkpoint.size) log entries",
                    ar: "\(path): عدد قيود السجل \(checkpoint.size)"))
        }
    }
}

struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "The proof that a document is in the ledger's log, for its buyer to keep.",
        discussion: """
            A text of about a kilobyte. With the document and `sijil verify --receipt` anybody can \
            check it, without the ledger. It goes under the newest checkpoint that a witness \
            cosigned, if one covers the document.
            """)

    @Argument(help: "The document's number (BT-1).")
    var number: String

    @Option(name: .long, help: "Write to this file, NAME.tlog-proof, instead of standard output.")
    var out: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let receipt = try workplace.receipt(number: number)
        // A receipt holds for a rejected document too; whoever hands it out should know.
        let state = try workplace.submissionState(number: number)
        try console.deliver(
            receipt.bytes, to: out,
            [.init("number", .string(number)), .init("state", .string(state.rawValue))])
        guard !console.isJSON else { return }
        let name = Visible.text(number)
        console.note(
            Bilingual(en: "\(name): \(state.name.en)", ar: "\(name): \(state.name.ar)"))
    }
}

struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Somebody outside the firm who vouches that its log only grew.",
        discussion: """
            The witness runs `init`, `trust` and `answer` on a computer of its own; the firm runs \
            `request` and `add`. The files may go by mail. The same goes over HTTP: the witness \
            runs `serve`, and the firm `request --to`.
            """,
        subcommands: [
            WitnessInitCommand.self, WitnessTrustCommand.self, WitnessRequestCommand.self,
            WitnessAnswerCommand.self, WitnessAddCommand.self, WitnessServeCommand.self,
        ])
}

struct WitnessRequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "The firm: ask a witness to cosign the newest checkpoint."
    )

    @Option(name: .long, help: "Log entries that the witness cosigned last; 0 for never.")
    var from: Int64?

    @Option(name: .long, help: "Write to this file instead of standard output.")
    var out: String?

    @Option(
        name: .long,
        help: "Ask over HTTP at this address, and put the answer under the checkpoint.")
    var to: String?

    @Option(name: .long, help: "With --to: the witness's public key, one line.")
    var key: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let from, from < 0 { throw ValidationError("--from is 0 or more") }
        if (to == nil) != (key == nil) { throw ValidationError("--to and --key go together") }
        if to != nil, out != nil { throw ValidationError("give --to or --out, not both") }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        if let to, let key {
            return console.out(try workplace.askWitness(at: to, key: key, from: from))
        }
        try console.deliver(workplace.witnessRequest(from: from).bytes, to: out)
    }
}

struct WitnessAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "The firm: put the witness's answer under the checkpoint.")

    @Argument(help: "The file with the answer.")
    var answer: String

    @Option(name: .long, help: "The witness's public key, one line.")
    var key: String

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let bytes = try Files.read(answer, limitBytes: SignedNote.limitBytes)
        console.out(try workplace.addCosignature(bytes, witness: key))
    }
}
