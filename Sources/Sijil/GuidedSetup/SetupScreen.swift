public import Cryptography
public import Invoicing

/// How setup speaks with a person; what the words look like is the screen's affair.
public struct SetupScreen {
    /// One thing to be told.
    public enum Notice: Sendable {
        case text(Bilingual)
        /// One of several things in a row.
        case item(Bilingual)
        /// Something was done.
        case done(Bilingual)
        case trouble(SetupProblem)
        /// A command on a line of its own, so that it can be copied.
        case command(String)
    }

    public let tell: (Notice) -> Void
    /// Asks and returns what was typed; `nil` where nothing more will come. After problems only the
    /// prompt is shown again.
    public let ask: (SetupQuestion, [SetupProblem]) -> String?
    /// Asks without showing what is typed.
    public let askHidden: (Bilingual) -> SecretBytes?

    public init(
        tell: @escaping (Notice) -> Void,
        ask: @escaping (SetupQuestion, [SetupProblem]) -> String?,
        askHidden: @escaping (Bilingual) -> SecretBytes?
    ) {
        self.tell = tell
        self.ask = ask
        self.askHidden = askHidden
    }

    func text(_ text: Bilingual) { tell(.text(text)) }
}
