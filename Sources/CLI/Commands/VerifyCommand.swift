import ArgumentParser
import Encoding
import Invoicing
import MerkleLog
import Sijil
import Verifier

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check e-invoice documents from anybody.")

    /// Larger documents are refused unread.
    static let documentLimitBytes = 10 << 20

    @Argument(help: "E-invoice XML files.")
    var documents: [String]

    @Option(name: .long, help: "A receipt (.tlog-proof) for the one document that is named.")
    var receipt: String?

    @Option(name: .long, help: "Whom you trust: a policy file (C2SP tlog-policy).")
    var policy: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if receipt != nil, documents.count != 1 {
            throw ValidationError("--receipt is for one document: name just that")
        }
        if policy != nil, receipt == nil {
            throw ValidationError("--policy judges a receipt: give --receipt too")
        }
    }

    func run() throws {
        let console = Console(common)
        var allPass = true
        var isProven = true
        let trust = try policy.map { try TrustPolicy.read(path: $0) }
        for file in documents {
            let proof = try receipt.map { try Files.read($0, limitBytes: SignedNote.limitBytes) }
            let verdict = try Self.tell(file, receipt: proof, policy: trust, console)
            if !verdict.passes || verdict.receipt?.standing == .fail { allPass = false }
            if verdict.receipt?.standing == .unproven { isProven = false }
        }
        if !allPass { throw ExitStatus.no }
        if !isProven { throw ExitStatus.unproven }
    }

    /// Checks one document and says what was found.
    static func tell(
        _ file: String, receipt: [UInt8]? = nil, policy: TrustPolicy? = nil, _ console: Console
    ) throws -> DocumentVerdict {
        let bytes = try Files.read(file, limitBytes: documentLimitBytes + 1)
        let now = Surroundings.real.now()
        var verdict = Verify.document(bytes, name: file, at: now)
        verdict.receipt = receipt.map {
            ReceiptCheck.verdict(of: $0, for: bytes, policy: policy, at: now)
        }
        if console.isJSON {
            console.out(verdict.json)
        } else {
            Console.write(verdict.text(console.reportLanguage), to: 1)
        }
        return verdict
    }
}
