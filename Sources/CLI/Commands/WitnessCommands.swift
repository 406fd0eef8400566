import ArgumentParser
import Encoding
import Invoicing
import MerkleLog
import Sijil
import Witness

struct WitnessInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "The witness: a new file with a key of its own.")

    @Argument(help: "The file to make.")
    var file: String

    @Option(name: .long, help: "The witness's name, as auditor.example/2026.")
    var name: String

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let witness = try Witness.create(
            file, name: name, passphrase: passphrase.readNew(console))
        guard !console.isJSON else {
            return console.out([
                "witness": .string(file), "key": .string(witness.key.text),
            ])
        }
        Console.write(witness.key.text + "\n", to: 1)
        console.note(
            Bilingual(
                en: "this line is the witness's public key: the firm and its auditors need it",
                ar: "هذا السطر هو مفتاح الشاهد العلني: تحتاج إليه المنشأة ومدققوها"))
    }
}

struct WitnessTrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "The witness: take a firm's log among those it vouches for."
    )

    @Argument(help: "The witness's file.")
    var file: String

    @Argument(help: "The log's public key: the line of `sijil checkpoint --key`.")
    var key: String

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let witness = try Witness.open(file, passphrase: passphrase.read(console))
        try witness.trust(key)
        console.out(Bilingual(en: "trusted: \(key)", ar: "أصبح موثوقًا: \(key)"))
    }
}

struct WitnessAnswerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "The witness: cosign what continues the log it knows, and refuse anything else.")

    @Argument(help: "The witness's file.")
    var file: String

    @Argument(help: "The file with the request.")
    var request: String

    @Option(name: .long, help: "Write to this file instead of standard output.")
    var out: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let bytes = try Files.read(request, limitBytes: SignedNote.limitBytes)
        let witness = try Witness.open(file, passphrase: passphrase.read(console))
        let now = Surroundings.real.now().secondsSince1970
        let answer = try witness.answer(bytes, at: now)
        if let words = answer.refusal { console.note(words) }
        try console.deliver(
            answer.body, to: out, [.init("cosigned", .bool(answer.refusal == nil))])
        if answer.refusal != nil { throw ExitStatus.no }
    }
}

struct WitnessServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The witness: answer requests over HTTP, on 127.0.0.1 only.",
        discussion: """
            Answers POST /add-checkpoint as C2SP's tlog-witness has it, until it is interrupted. \
            The last checkpoint that it cosigned for a log is at /HASH/checkpoint, HASH being the \
            SHA-256 of the log's name.
            """)

    @Argument(help: "The witness's file.")
    var file: String

    @Option(name: .long, help: "The port; 0 for any free one.")
    var port: UInt16 = 0

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let passphrase = try passphrase.read(console)
        try Interruption.serve {
            let witness = try Witness.open(file, passphrase: passphrase)
            let server = try WitnessServer(
                witness, port: Int(port), clock: { Surroundings.real.now().secondsSince1970 },
                onFailure: { error in console.note(error.problem) })
            if console.isJSON {
                console.out(["url": .string(server.url), "key": .string(witness.key.text)])
            } else {
                console.out(server.url)
            }
            return server.stop
        }
    }
}

extension WitnessAnswer {
    /// Why there is no cosignature; `nil` where there is one.
    fileprivate var refusal: Bilingual? {
        switch self {
        case .cosigned: nil
        case .malformed:
            Bilingual(en: "this is no request", ar: "ليس هذا طلبًا")
        case .unsigned:
            Bilingual(
                en: "the checkpoint is not signed by the log's key",
                ar: "نقطة التحقق غير موقعة بمفتاح السجل")
        case .unknownLog:
            Bilingual(
                en: "this log is not known here: `sijil witness trust` takes its key",
                ar: "هذا السجل غير معروف هنا: يضيف `sijil witness trust` مفتاحه")
        case .otherSize(let last):
            Bilingual(
                en: "\(last) entries were cosigned last; the firm asks again from there",
                ar: "آخر ما وُقِّع عليه \(last) قيد؛ على المنشأة إعادة الطلب من هناك")
        case .inconsistent:
            Bilingual(
                en: "the log does not continue the one that was cosigned: it was rewritten; the "
                    + "request is kept as evidence",
                ar: "لا يتابع السجل ما وُقِّع عليه: أعيدت كتابته؛ حُفظ الطلب دليلًا")
        }
    }
}
