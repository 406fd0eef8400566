import Cryptography
import EGS
import Glibc
import Encoding
import Invoicing
import KeyStore

/// The guided way from nothing to a connected unit: the questions, the ledger, a first backup, the
/// portal, the certificate.
///
/// It can be left or cut short anywhere. Answers are kept beside the ledger's name until the ledger
/// is made; from then on the ledger itself says how far things are.
public struct SetupConversation {
    /// How it ended.
    public enum End: Equatable, Sendable {
        case connected
        /// The sandbox connects nobody.
        case rehearsed
        case left
        /// Something could not be done; it was told.
        case stopped
    }

    let screen: SetupScreen
    let isArabic: Bool
    let version: String
    let line: AuthorityLine
    let surroundings: Surroundings
    private let spokenIsArabic: Bool?

    /// - Parameters:
    ///   - version: The program's; part of the unit's serial number.
    ///   - spokenIsArabic: What the environment says of the language; commands that are told to
    ///     the person name the language only where it does not say so by itself.
    public init(
        screen: SetupScreen, isArabic: Bool, spokenIsArabic: Bool?, version: String,
        line: AuthorityLine, surroundings: Surroundings = .real
    ) {
        self.spokenIsArabic = spokenIsArabic
        self.screen = screen
        self.isArabic = isArabic
        self.version = version
        self.line = line
        self.surroundings = surroundings
    }

    /// Goes on from wherever things stand.
    public func run(_ target: SetupTarget) throws -> End {
        if let ledger = target.ledger, target.isMade {
            target.memory.forget()
            return try SetupConnection(self, ledger: ledger).run()
        }
        guard let guide = try askSeller(target) else { return left(target) }
        return try make(guide, target)
    }

    // MARK: Seller

    private func askSeller(_ target: SetupTarget) throws -> GuidedSetup? {
        let kept = target.memory.read()
        let serial = kept?.serial ?? "1-Sijil|2-\(version)|3-\(surroundings.newUUID())"
        var guide = GuidedSetup(
            answers: kept?.answers ?? SetupAnswers(), serial: serial, file: target.ledger,
            isArabic: isArabic, isTaken: Self.isTaken(_:))
        if guide.answers.isEmpty {
            for text in SetupWords.welcome() { screen.text(text) }
        } else {
            screen.text(SetupWords.goingOn)
        }
        var problems: [SetupProblem] = []
        while true {
            if guide.place == .summary, problems.isEmpty { show(guide) }
            guard let typed = screen.ask(guide.question, problems) else { return nil }
            problems = []
            switch guide.answer(typed) {
            case .taken, .wentBack: try keep(guide, target)
            case .refused(let found): problems = found
            case .nothingBefore: problems = [SetupWords.nothingBefore]
            case .leave: return nil
            case .confirmed:
                try keep(guide, target, with: guide.completed)
                return guide
            }
        }
    }

    private func keep(
        _ guide: GuidedSetup, _ target: SetupTarget, with answers: SetupAnswers? = nil
    ) throws {
        try target.memory.write(
            SetupMemory.Kept(
                isArabic: isArabic, serial: guide.serial, answers: answers ?? guide.answers))
    }

    private func show(_ guide: GuidedSetup) {
        screen.text(SetupWords.summary)
        let summary = guide.summary
        for (index, line) in summary.lines.enumerated() {
            screen.tell(.item(Self.line(line, number: index + 1)))
        }
        screen.text(SetupWords.added)
        for line in summary.added { screen.tell(.item(Self.line(line, number: nil))) }
    }

    private static func line(_ line: GuidedSetup.Line, number: Int?) -> Bilingual {
        let start = number.map { "\($0). " } ?? ""
        return Bilingual(
            en: "\(start)\(line.label.en): \(line.value.en)",
            ar: "\(start)\(line.label.ar): \(Marked.text(line.value.ar))")
    }

    // MARK: Ledger

    private func make(_ guide: GuidedSetup, _ target: SetupTarget) throws -> End {
        let answers = guide.completed
        guard let path = answers[.file],
            let environment = answers[.environment].flatMap(Environment.init)
        else { return left(target) }
        let seller = try Setup.readSeller(Array(guide.sellerJSON.serialized().utf8), path: path)
        guard let passphrase = choosePassphrase() else { return left(target) }
        let made = try Setup.initialise(
            path, seller: seller, environment: environment, endpoint: answers[.endpoint],
            passphrase: passphrase, surroundings: surroundings)
        target.memory.forget()
        screen.tell(.done(SetupWords.made(made.path)))
        return try SetupConnection(self, ledger: made.path).run(knowing: passphrase)
    }

    private func choosePassphrase() -> SecretBytes? {
        screen.text(SetupWords.passphraseRules)
        while true {
            guard let first = screen.askHidden(SetupWords.newPassphrase) else { return nil }
            do throws(KeyStoreError) {
                try Passphrase.check(first)
            } catch {
                guard case .passphraseTooShort(let count, let minimum) = error else { return nil }
                screen.tell(.trouble(SetupWords.tooShort(count, minimum)))
                continue
            }
            guard let second = screen.askHidden(SetupWords.repeated) else { return nil }
            let isSame = first.withBytes { a in second.withBytes { b in a.elementsEqual(b) } }
            if isSame { return first }
            screen.tell(.trouble(SetupWords.notRepeated))
        }
    }

    // MARK: Leaving

    private func left(_ target: SetupTarget) -> End {
        // Until the ledger is made, the answers remember the language.
        let ledger = target.memory.path == SetupMemory.unnamed ? nil : target.ledger
        let name = ledger.map { " \(ShellText.quoted($0))" } ?? ""
        return left(target.memory.isThere ? "sijil setup\(name)" : command(ledger))
    }

    func left(_ command: String) -> End {
        sayHowToGoOn(command)
        return .left
    }

    func sayHowToGoOn(_ command: String) {
        screen.text(SetupWords.goOn)
        screen.tell(.command(command))
    }

    /// The command that goes on.
    func command(_ ledger: String?) -> String {
        let name = ledger.map { " \(ShellText.quoted($0))" } ?? ""
        let language = spokenIsArabic == isArabic ? "" : " --lang \(isArabic ? "ar" : "en")"
        return "sijil setup\(name)\(language)"
    }

    /// The first commands of daily work: a spreadsheet, or a draft. Other commands speak English
    /// where nothing is said.
    func firstCommands(_ ledger: String) -> [String] {
        let language =
            (spokenIsArabic ?? false) == isArabic ? "" : isArabic ? " --lang ar" : " --lang en"
        let option = "--ledger \(ShellText.quoted(ledger))\(language)"
        return ["sijil import SALES.xlsx \(option)", "sijil issue DRAFT.json \(option)"]
    }

    @Sendable private static func isTaken(_ path: String) -> Bool {
        access(path, F_OK) == 0 || access(Setup.keysFolder(of: path), F_OK) == 0
    }
}
