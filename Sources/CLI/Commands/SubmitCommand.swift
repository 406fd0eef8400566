import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Have documents cleared and reported; settle what is unknown.",
        discussion: """
            One pass over everything that the authority has not judged, the oldest first. It may be
            cut short and begun again at any point: nothing is sent twice as something new.
            """)

    @Argument(help: "Only this document.")
    var number: String?

    @Option(name: .long, help: "Only this unit's documents; else every unit's.")
    var unit: String?

    @Flag(
        name: .long,
        help: "Send NUMBER although it may have arrived more than 24 hours ago; it may count twice."
    )
    var resend = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if resend, number == nil { throw ValidationError("--resend wants one NUMBER") }
    }

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let secret = try passphrase.read(console)
        var isRejected = false
        var isStopped = false
        for name in try workplace.unitsToSubmit(number: number, unit: unit) {
            let outbox = try Outbox(
                workplace, unit: name, passphrase: secret, line: authority.line(console.language))
            let isDone = try outbox.pass(only: number, resend: resend) { item in
                isRejected = isRejected || item.state == .rejected || !item.state.isSettled
                console.out(item)
            }
            isStopped = isStopped || !isDone
        }
        console.warn(of: workplace)
        if isStopped { throw ExitStatus.couldNotBeDone }
        if isRejected { throw ExitStatus.no }
    }
}

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What is due at the authority, by when.",
        discussion: "Exit 1 where anything is overdue or a certificate has ended.")

    @Option(name: .long, help: "Only this unit.")
    var unit: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        let status = try workplace.status(unit: unit)
        if console.isJSON {
            console.out(status.json)
        } else {
            for document in status.due { console.out(document.text) }
            console.out(status.summary)
            for life in status.lives { console.out(life.line) }
        }
        let hasEnded = status.lives.contains { $0.level == .ended }
        if status.overdue > 0 || hasEnded { throw ExitStatus.no }
    }
}

extension Console {
    fileprivate func out(_ item: Outbox.Item) {
        guard !isJSON else {
            return out([
                "number": .string(item.number), "unit": .string(item.unit),
                "kind": .string(item.kind), "icv": JSONValue(item.icv),
                "issued_at": .string(item.issuedAt), "state": .string(item.state.rawValue),
                "message": item.message?.json ?? nil, "remedy": item.remedy?.json ?? nil,
            ])
        }
        out("\(item.number)  \(item.state.name(language))")
        if let message = item.message { out("    " + message(language)) }
        if let remedy = item.remedy, !item.state.isSettled || item.state == .rejected {
            out("    → " + remedy(language))
        }
    }
}

extension SubmissionStatus {
    fileprivate var json: JSONValue {
        [
            "due": .array(
                due.map {
                    [
                        "number": .string($0.number), "unit": .string($0.unit),
                        "kind": .string($0.kind), "state": .string($0.state.rawValue),
                        "issued_at": .string($0.issuedAt),
                        "seconds_left": $0.secondsLeft.map { JSONValue($0) } ?? nil,
                    ]
                }),
            "count": JSONValue(count), "overdue": JSONValue(overdue),
            "certificates": .array(
                lives.map {
                    [
                        "unit": .string($0.unit), "not_after": .string($0.notAfter.description),
                        "days": JSONValue($0.days), "level": .string($0.level.rawValue),
                    ]
                }),
        ]
    }

    fileprivate var summary: Bilingual {
        count == 0
            ? Bilingual(en: "nothing is due", ar: "لا شيء مستحق")
            : Bilingual(
                en: "\(count) documents to submit, \(overdue) overdue: sijil submit",
                ar: "\(count) مستندًا للإرسال، منها \(overdue) متأخرًا: sijil submit")
    }
}

extension SubmissionStatus.Due {
    fileprivate var text: Bilingual {
        Bilingual(
            en: "\(number)  \(kind)  \(state.name.en)\(left.en)",
            ar: "\(number)  \(kind)  \(state.name.ar)\(left.ar)")
    }

    private var left: Bilingual {
        guard let secondsLeft else { return Bilingual(en: "", ar: "") }
        let hours = abs(secondsLeft) / 3_600
        return secondsLeft < 0
            ? Bilingual(en: ", overdue by \(hours) hours", ar: "، متأخر \(hours) ساعة")
            : Bilingual(en: ", \(hours) hours left", ar: "، بقيت \(hours) ساعة")
    }
}

extension CertificateLife {
    fileprivate var line: Bilingual {
        text
            ?? Bilingual(
                en: "the certificate of unit \(unit) ends at \(notAfter)",
                ar: "تنتهي شهادة الوحدة \(unit) في \(notAfter)")
    }
}
