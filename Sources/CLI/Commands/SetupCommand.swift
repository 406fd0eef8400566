import ArgumentParser
import Glibc
import Invoicing
import Sijil

struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Make a ledger and connect it to Fatoora, asked step by step. Start here.",
        discussion: """
            For a person at a terminal, in Arabic or English; scripts use `init` and `cert enrol`.
            It can be left at any question: the same command goes on from there. Exit code 1 says
            that the unit is not connected yet.
            """)

    @Argument(
        help: "The ledger, NAME.sijil; else $SIJIL_LEDGER, else the only one here, else a new one.")
    var file: String?

    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        guard Terminal.isThere, !common.json else { throw SetupRefusal.noTerminal }
        let target = try SetupTarget(given: file ?? Self.named)
        guard let language = chosenLanguage(target) else { throw ExitStatus.no }
        let terminal = Terminal(language: language)
        let conversation = SetupConversation(
            screen: terminal.setupScreen, isArabic: language == .ar, version: Self.version,
            line: authority.line(language))
        do {
            switch try conversation.run(target) {
            case .connected, .rehearsed: return
            case .left: throw ExitStatus.no
            case .stopped: throw ExitStatus.couldNotBeDone
            }
        } catch let error as any ExplainedError {
            // In the language of the dialogue, which the command line need not name.
            terminal.show(error.problem, indent: "sijil: ")
            terminal.show(error.remedy, indent: "sijil: ")
            throw ExitStatus.couldNotBeDone
        }
    }

    private static var named: String? {
        guard let value = getenv("SIJIL_LEDGER"), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// `1-Sijil|2-VERSION|…` wants the number alone.
    private static var version: String {
        SijilCommand.configuration.version.split(separator: " ").last.map(String.init) ?? "0"
    }

    /// As asked for, as it was in the run before, as the environment says, or as the person says.
    private func chosenLanguage(_ target: SetupTarget) -> Language? {
        if let lang = common.lang { return lang }
        if let isArabic = target.language { return isArabic ? .ar : .en }
        if let spoken = Language.ofEnvironment { return spoken }
        // The same words in both languages.
        let screen = Terminal(language: .en).setupScreen
        var problems: [SetupProblem] = []
        while true {
            guard let typed = screen.ask(.language, problems) else { return nil }
            if case .leave = SetupWord(typed) { return nil }
            if let isArabic = SetupQuestion.isArabic(typed) { return isArabic ? .ar : .en }
            problems = [SetupQuestion.languageUnknown]
        }
    }
}
