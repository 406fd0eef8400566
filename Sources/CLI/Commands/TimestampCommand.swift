import ArgumentParser
import Cryptography
import Encoding
import Invoicing
import Sijil

struct TimestampCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timestamp",
        abstract: "Have a time-stamping authority say when a checkpoint existed (RFC 3161).",
        discussion: """
            The stamp is over the checkpoint with the log's own signature, kept as \
            SIZE.stamped; the token is SIZE.stamped.tsr beside it. To check them without Sijil: \
            openssl ts -verify -data SIZE.stamped -in SIZE.stamped.tsr -CAfile CA.pem.

            An authority without an address of its own goes by files: --query, and later --reply. \
            A token whose certificate ends soon can be stamped itself.
            """)

    @Argument(help: "The checkpoint, or a token to be stamped; else the newest checkpoint.")
    var file: String?

    @Option(name: .long, help: "Ask the authority at this address.")
    var url: String?

    @Option(name: .long, help: "Write the query to this file, for an authority to answer.")
    var query: String?

    @Option(name: .long, help: "Take the authority's reply from this file.")
    var reply: String?

    @Option(name: .long, help: "The policy that is wanted, as 1.3.6.1.4.1.4146.2.3.")
    var policy: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard [url, query, reply].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give one of --url, --query and --reply")
        }
        if reply != nil, policy != nil {
            throw ValidationError("--policy goes with the query: the reply is held against that")
        }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        if let query {
            return try console.deliver(
                workplace.timestampQuery(for: file, policy: policy), to: query)
        }
        if let url {
            return console.out(try workplace.timestamp(file, at: url, policy: policy))
        }
        guard let reply else { preconditionFailure("one of three is there") }
        let bytes = try Files.read(reply, limitBytes: TimestampToken.limitBytes)
        console.out(try workplace.takeTimestamp(bytes, for: file))
    }
}

extension Console {
    fileprivate func out(_ kept: Workplace.KeptTimestamp) {
        let token = kept.token
        guard !isJSON else {
            return out([
                "stamped": .string(kept.stamped), "token": .string(kept.path),
                "at": .string(kept.time.description), "policy": .string(token.policy),
                "serial": .string(token.serial),
            ])
        }
        out(
            Bilingual(
                en: "\(kept.path): \(kept.stamped) existed at \(kept.time) "
                    + "(policy \(token.policy), serial \(token.serial))",
                ar: "\(kept.path): كان \(kept.stamped) موجودًا في \(kept.time) "
                    + "(السياسة \(token.policy)، الرقم \(token.serial))"))
    }
}
