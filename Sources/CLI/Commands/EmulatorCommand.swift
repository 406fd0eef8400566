import ArgumentParser
import Emulator
import Encoding
import Invoicing
import Sijil

struct EmulatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emulator",
        abstract: "A local authority: enrols units, checks and clears documents. No tax value.",
        discussion: """
            Listens on 127.0.0.1 only, until it is interrupted. Codes, certificates and accepted
            documents are remembered in the state file, without one until the end.
            Its description is at /openapi.json.
            """)

    @Option(name: .long, help: "The port; 0 for any free one.")
    var port: UInt16 = 0

    @Option(name: .long, help: "Remember everything in this SQLite file.")
    var state: String?

    @Option(name: .long, help: "A JSON file of switches and faults.")
    var scenario: String?

    @Option(name: .long, help: "The seed of the scenario's chances.")
    var seed: UInt64?

    @Option(name: .long, help: "Make a one-time code for this VAT number.")
    var vat: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let vat, VATNumber(vat) == nil {
            throw ValidationError("--vat wants 15 digits, the first and the last of them 3")
        }
    }

    func run() throws {
        let console = Console(common)
        try Interruption.serve {
            let authority = try Authority(
                statePath: state, scenario: try chosenScenario(), clock: Surroundings.real.now)
            let server = try EmulatorServer(authority, port: Int(port))
            let code = try vat.flatMap { VATNumber($0) }.map { try authority.issueCode(for: $0) }
            announce(server, code, on: console)
            return server.stop
        }
    }

    private func chosenScenario() throws -> Scenario {
        let scenario =
            try scenario.map { try Scenario.read(try Files.read($0, limitBytes: 1 << 20)) }
            ?? Scenario()
        return seed.map(scenario.seeded) ?? scenario
    }

    private func announce(_ server: EmulatorServer, _ code: PortalCode?, on console: Console) {
        if console.isJSON {
            console.out([
                "endpoint": .string(server.baseURL), "otp": JSONValue(code?.text),
                "vat": JSONValue(code?.vat.text),
                "otp_expires_at": JSONValue(code?.expiresAt.description),
            ])
            return
        }
        console.out(server.baseURL)
        if let code { console.out(code.text) }
    }
}
