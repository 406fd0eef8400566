import ArgumentParser
import Cryptography
import Encoding
import Glibc
import Invoicing
import Sijil

@main
struct Main {
    static func main() {
        // A reader that closes its end early must not look like a crash.
        signal(SIGPIPE, SIG_IGN)
        // A file that may grow no further is an error to be told, like a full disk.
        signal(SIGXFSZ, SIG_IGN)
        _ = ProcessHardening.forbidCoreDumps()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try SijilCommand.parseAsRoot(arguments)
            try command.run()
        } catch let status as ExitStatus {
            exit(status.rawValue)
        } catch let error as any ExplainedError {
            report(error, arguments: arguments)
            exit(exitStatus(of: error).rawValue)
        } catch {
            leave(with: error, arguments: arguments)
        }
    }

    /// An error of ours: what is wrong and what to do now, as words or as JSON.
    private static func report(_ error: any ExplainedError, arguments: [String]) {
        if wantsJSON(arguments) {
            let json: JSONValue = [
                "error": [
                    "code": .string(error.code), "message": error.problem.json,
                    "remedy": error.remedy.json, "retry": .bool(error.mayRetry),
                ]
            ]
            Console.write(json.shownText() + "\n", to: STDOUT_FILENO)
            return
        }
        let language = Language.spoken(arguments)
        let (problem, hint) = language == .ar ? ("خطأ", "تلميح") : ("error", "hint")
        Console.write("sijil: \(problem): \(error.problem(language))\n", to: STDERR_FILENO)
        Console.write("sijil: \(hint): \(error.remedy(language))\n", to: STDERR_FILENO)
    }

    /// Help and wrong usage, in ArgumentParser's own words.
    private static func leave(with error: any Error, arguments: [String]) -> Never {
        let code = SijilCommand.exitCode(for: error).rawValue
        if code != 0, wantsJSON(arguments) {
            let text = SijilCommand.message(for: error)
            let json: JSONValue = [
                "error": [
                    "code": "usage",
                    "message": [
                        "en": .string(text), "ar": .string("استعمال غير صحيح للأمر: \(text)"),
                    ],
                    "remedy": ["en": "see `sijil --help`", "ar": "انظر `sijil --help`"],
                    "retry": false,
                ]
            ]
            Console.write(json.shownText() + "\n", to: STDOUT_FILENO)
            exit(ExitStatus.usage.rawValue)
        }
        SijilCommand.exit(withError: error)
    }

    /// `--json`, or what means the same where there is `--format`.
    private static func wantsJSON(_ arguments: [String]) -> Bool {
        if arguments.contains("--json") || arguments.contains("--format=json") { return true }
        return zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
    }

    private static func exitStatus(of error: any ExplainedError) -> ExitStatus {
        if let error = error as? SijilError, error.isAnswer { return .no }
        if let error = error as? AnchorError, error.isRefusal { return .no }
        if let error = error as? TimestampFailure, error.isRefusal { return .no }
        if error is CorrectionRefusal || error is SettlementRefusal { return .no }
        if case SijilError.daysReversed = error { return .usage }
        if let error = error as? AuditRefusal, error.isUsage { return .usage }
        return .couldNotBeDone
    }
}

struct SijilCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sijil",
        abstract:
            "A ledger of Saudi e-invoices in one file: stamped, chained, checkable by anybody.",
        discussion: """
            Look around with `sijil demo`, begin with `sijil setup`.
            In scripts: init, cert enrol, issue, submit, audit.
            Exit codes: 0 done, all sound; 1 the answer is no; 2 could not be done; \
            3 not proven; 64 wrong usage.
            """,
        version: "sijil \(ProgramVersion.text)",
        subcommands: [
            SetupCommand.self, InitCommand.self, UnitCommand.self, CertCommand.self,
            IssueCommand.self, ImportCommand.self, CheckCommand.self, DraftCommand.self,
            ReissueCommand.self, CloseCommand.self, SubmitCommand.self, SettleCommand.self,
            StatusCommand.self,
            ListCommand.self, ShowCommand.self, ExportCommand.self, QRCommand.self,
            PrintCommand.self,
            VerifyCommand.self, CheckpointCommand.self, ReceiptCommand.self, TimestampCommand.self,
            WitnessCommand.self, AuditCommand.self, BackupCommand.self, RestoreCommand.self,
            MigrateCommand.self,
            DoctorCommand.self, ExplainCommand.self, RulesCommand.self, SchemaCommand.self,
            EmulatorCommand.self,
            DemoCommand.self,
        ])
}
