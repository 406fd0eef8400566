import Cryptography
import EGS
import Fatoora
import Invoicing
import KeyStore

/// The second half of setup: a ledger that is there is connected, from whatever step it stands at.
struct SetupConnection {
    private let talk: SetupConversation
    private let path: String
    private let workplace: Workplace
    private var screen: SetupScreen { talk.screen }

    init(_ talk: SetupConversation, ledger: String) throws {
        self.talk = talk
        path = ledger
        workplace = try Workplace(opening: ledger, surroundings: talk.surroundings)
    }

    /// - Parameter passphrase: Where it was chosen a moment ago.
    func run(knowing passphrase: SecretBytes? = nil) throws -> SetupConversation.End {
        let units = try workplace.units().map(\.name)
        let lives = try workplace.lives()
        let open = units.first { unit in
            lives.first { $0.unit == unit }.map { $0.level == .ended } ?? true
        }
        guard let unit = open else {
            for life in lives { tell(life, amongSeveral: units.count > 1) }
            return connected()
        }
        if passphrase == nil { greet(unit, lives) }
        guard try backUp(isNew: passphrase != nil) else { return leave() }
        do {
            guard let enrolment = try begin(unit, passphrase) else { return leave() }
            return try enrol(enrolment)
        } catch let error as any ExplainedError {
            screen.tell(.trouble(EnrolmentTrouble.told(error)))
            return stop()
        }
    }

    private func greet(_ unit: String, _ lives: [CertificateLife]) {
        if let life = lives.first(where: { $0.unit == unit }) {
            screen.text(SetupWords.ended(unit, Self.day(life.notAfter)))
        } else {
            screen.text(SetupWords.notConnected(unit))
        }
    }

    // MARK: Backup

    /// - Returns: False where the person leaves.
    private func backUp(isNew: Bool) throws -> Bool {
        var isNeeded = false
        do throws(SijilError) {
            try requireBackup()
        } catch {
            isNeeded = true
        }
        guard isNew || isNeeded else { return true }
        var problems: [SetupProblem] = []
        while true {
            guard let typed = screen.ask(SetupWords.backup(isNeeded: isNeeded), problems) else {
                return false
            }
            switch SetupWord(typed) {
            case .leave: return false
            case .back:
                problems = [PortalGuide.nothingToCorrect]
                continue
            default: break
            }
            let text = SetupTyping.trimmed(typed)
            if text.isEmpty, !isNeeded { return true }
            guard !text.isEmpty else {
                problems = [.missing]
                continue
            }
            do {
                let made = try workplace.backup(to: text)
                screen.tell(.done(SetupWords.backedUp(made.path)))
                for warning in made.warnings { screen.text(warning) }
                return true
            } catch let error as any ExplainedError {
                problems = [SetupProblem(error.problem, error.remedy)]
            }
        }
    }

    private func requireBackup() throws(SijilError) {
        do {
            try workplace.requireBackup()
        } catch {
            throw error as? SijilError ?? .backupMissing(path: path)
        }
    }

    // MARK: Enrolment

    /// - Returns: `nil` where the person leaves.
    private func begin(_ unit: String, _ known: SecretBytes?) throws -> Enrolment? {
        var known = known
        while true {
            guard let passphrase = known ?? screen.askHidden(SetupWords.passphrase) else {
                return nil
            }
            known = nil
            do {
                return try Enrolment(
                    workplace, unit: unit, purpose: .enrol, passphrase: passphrase, line: talk.line)
            } catch let error as KeyStoreError {
                guard case .wrongPassphrase = error else { throw error }
                screen.tell(.trouble(SetupProblem(error.problem, error.remedy)))
            }
        }
    }

    private func enrol(_ enrolment: Enrolment) throws -> SetupConversation.End {
        var code: String?
        var isPortalTold = false
        while true {
            if try enrolment.needsCode() {
                if !isPortalTold {
                    guard tellPortal(enrolment) else { return leave() }
                    isPortalTold = true
                }
                if code == nil {
                    code = askCode()
                    guard code != nil else { return leave() }
                }
            }
            screen.text(PortalGuide.asking)
            do {
                let result = try enrolment.run(code: .given(code ?? "")) { step in
                    screen.tell(.done(step.text))
                }
                guard let result else { return rehearsed() }
                screen.tell(.done(SetupWords.connected(Self.day(result.notAfter))))
                return connected()
            } catch let error as any ExplainedError {
                screen.tell(.trouble(EnrolmentTrouble.told(error)))
                switch EnrolmentTrouble(error) {
                case .wantsNewCode: code = nil
                case .mayPass: guard wantsAgain() else { return leave() }
                case .stops: return stop()
                }
            }
        }
    }

    private func wantsAgain() -> Bool {
        guard let typed = screen.ask(PortalGuide.tryAgain, []) else { return false }
        switch SetupWord(typed) {
        case .leave, .no: return false
        default: return true
        }
    }

    // MARK: Portal

    /// - Returns: False where the person leaves.
    private func tellPortal(_ enrolment: Enrolment) -> Bool {
        let guide = PortalGuide(enrolment.desk.client.profile)
        if let question = guide.registered {
            switch yesOrNo(question) {
            case nil: return false
            case false?:
                screen.text(PortalGuide.registerFirst)
                return false
            case true?: break
            }
        }
        for step in guide.steps { screen.text(step) }
        return true
    }

    private func yesOrNo(_ question: SetupQuestion) -> Bool? {
        var problems: [SetupProblem] = []
        while true {
            guard let typed = screen.ask(question, problems) else { return nil }
            switch SetupWord(typed) {
            case .leave: return nil
            case .yes: return true
            case .no: return false
            case .back: problems = [PortalGuide.nothingToCorrect]
            case nil: problems = [PortalGuide.wantsYesOrNo]
            }
        }
    }

    /// Asked for without showing it: what scrolls by is often recorded.
    private func askCode() -> String? {
        while true {
            guard let typed = screen.askHidden(PortalGuide.code.prompt) else { return nil }
            let text = typed.withBytes { String(decoding: $0, as: UTF8.self) }
            switch SetupWord(text) {
            case .leave: return nil
            case .back:
                screen.tell(.trouble(PortalGuide.nothingToCorrect))
                continue
            default: break
            }
            do throws(FatooraError) {
                let code = SetupTyping.trimmed(text)
                _ = try OneTimeCode(code)
                return code
            } catch {
                screen.tell(.trouble(SetupProblem(error.problem, error.remedy)))
            }
        }
    }

    // MARK: Ends

    private func tell(_ life: CertificateLife, amongSeveral: Bool) {
        let text = SetupWords.connected(Self.day(life.notAfter))
        guard amongSeveral else { return screen.tell(.done(text)) }
        screen.tell(
            .done(
                Bilingual(
                    en: "\(life.unit): \(text.en)", ar: "\(Marked.text(life.unit)): \(text.ar)")))
    }

    private func connected() -> SetupConversation.End {
        screen.text(SetupWords.nextIssue)
        for command in talk.firstCommands(path) { screen.tell(.command(command)) }
        return .connected
    }

    private func rehearsed() -> SetupConversation.End {
        screen.text(SetupWords.rehearsed)
        screen.tell(.command(talk.command("NAME.sijil")))
        return .rehearsed
    }

    private func leave() -> SetupConversation.End { talk.left(talk.command(path)) }

    private func stop() -> SetupConversation.End {
        talk.sayHowToGoOn(talk.command(path))
        return .stopped
    }

    /// The day in Riyadh.
    private static func day(_ instant: Instant) -> String { IssueTime(instant).date.description }
}
