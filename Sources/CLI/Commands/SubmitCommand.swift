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
            cut short and begun again at any point: nothing is sent twice as something new. With
            --watch it goes on with what is issued meanwhile, until it is told to stop (Ctrl-C);
            with --checkpoint-to a checkpoint is then signed after each round in which something
            was sent.
            """)

    @Argument(help: "Only this document.")
    var number: String?

    @Option(name: .long, help: "Only this unit's documents; else every unit's.")
    var unit: String?

    @Flag(
        name: .long,
        help: """
            Send NUMBER although it may have arrived more than 24 hours ago; it may count twice. \
            If the portal shows it: sijil settle.
            """
    )
    var resend = false

    @Flag(name: .long, help: "Go on until stopped: send each document when it is issued.")
    var watch = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var authority: AuthorityOptions
    @OptionGroup var afterwards: CheckpointAfterwards
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if resend, number == nil { throw ValidationError("--resend wants one NUMBER") }
        if watch, number != nil { throw ValidationError("--watch sends all, not one NUMBER") }
    }

    func run() throws {
        // Nobody may read what is said; the documents are due all the same.
        let console = Console(common, endsWithReader: false)
        let workplace = try Workplace(opening: ledger.path())
        let secret = try passphrase.read(console)
        let line = authority.line(console.language)
        let units = try workplace.unitsToSubmit(number: number, unit: unit)
        Interruption.listen()
        var size: Int64? = try workplace.logSize()
        func checkpoint() { size = afterwards.run(workplace, since: size, secret, console) }
        // What was sent before a failure is in the log all the same.
        defer { checkpoint() }
        if watch {
            let watch = try Watch(workplace, units: units, passphrase: secret, line: line)
            var tally = SubmissionTally()
            try watch.run(isStopped: { Interruption.isStopped }) { event in
                console.tell(event, &tally)
                if case .round = event { checkpoint() }
            }
            console.endProgress()
            return console.note(tally.text)
        }
        var order = Outbox.Order(number: number, resends: resend)
        order.isStopped = { Interruption.isStopped }
        var tally = SubmissionTally()
        var isCutShort = false
        for name in units where !Interruption.isStopped {
            let outbox = try Outbox(workplace, unit: name, passphrase: secret, line: line)
            let end = try outbox.pass(order) { item in
                console.endProgress()
                console.out(item)
                tally.add(item)
                console.progress(
                    tally.count, of: nil, Bilingual(en: "documents", ar: "مستندات"))
            }
            console.endProgress()
            if let text = end.text(unit: name) { console.note(text) }
            isCutShort = isCutShort || end != .done
        }
        console.warn(of: workplace)
        // Of one document that is named, its own line has said it.
        let open = number == nil ? try workplace.openMattersWarning(units: units) : nil
        if let open { console.note(open) }
        if console.reader.isGone {
            console.note(
                Bilingual(
                    en: "the answer could not be written to its end; what was due was sent all "
                        + "the same: sijil status, sijil list",
                    ar: "تعذرت كتابة الرد إلى آخره؛ وأُرسل ما كان مستحقًا مع ذلك: sijil status "
                        + "و sijil list"))
        }
        if isCutShort || console.reader.isGone { throw ExitStatus.couldNotBeDone }
        if tally.rejected + tally.waiting > 0 || open != nil { throw ExitStatus.no }
    }
}

/// What a run did, in numbers.
struct SubmissionTally {
    private(set) var settled = 0
    private(set) var rejected = 0
    /// Documents that were left for later, by their numbers.
    private var left: Set<String> = []

    var waiting: Int { left.count }
    var count: Int { settled + rejected + waiting }

    mutating func add(_ item: Outbox.Item) {
        let name = "\(item.unit) \(item.icv) \(item.issuedAt)"
        left.remove(name)
        switch item.state {
        case .rejected: rejected += 1
        case let state where state.isSettled && !state.wantsHand: settled += 1
        default: left.insert(name)
        }
    }

    var text: Bilingual {
        Bilingual(
            en: "\(settled) accepted, \(rejected) rejected, \(waiting) waiting",
            ar: "قُبل \(settled)، رُفض \(rejected)، ينتظر \(waiting)")
    }
}

extension Outbox.End {
    /// - Parameter goesOn: The run tries again by itself; when, is said beside it.
    fileprivate func text(unit: String, goesOn: Bool = false) -> Bilingual? {
        switch self {
        case .done: nil
        case .down(let until):
            Bilingual(
                en: "unit \(unit): the line or the authority is down; nothing is lost"
                    + (goesOn ? "" : ", run the command again later")
                    + (until.map { "; the authority asks for not before \($0)" } ?? ""),
                ar: "الوحدة \(unit): الخط أو الهيئة متوقف؛ لم يضع شيء"
                    + (goesOn ? "" : "، أعد الأمر لاحقًا")
                    + (until.map { "؛ وتطلب الهيئة ألا يكون قبل \($0)" } ?? ""))
        case .loginRefused(isRenewalUnsettled: true):
            Bilingual(
                en: "unit \(unit): the authority refused the login, so nothing can be sent: a "
                    + "renewal whose answer was lost has replaced the certificate; finish it with "
                    + "a one-time code: sijil cert renew --unit \(ShellText.quoted(unit)) "
                    + "--with-pending",
                ar: "الوحدة \(unit): رفضت الهيئة الدخول فلا يمكن إرسال شيء: استبدل الشهادةَ تجديدٌ "
                    + "ضاع رده؛ أتمّه برمز لمرة واحدة: \u{200E}sijil cert renew --unit "
                    + "\(ShellText.quoted(unit)) --with-pending\u{200E}")
        case .loginRefused:
            Bilingual(
                en: "unit \(unit): the authority refused the login, so nothing can be sent; see "
                    + "`sijil cert show`, and enrol again if the certificate was revoked",
                ar: "الوحدة \(unit): رفضت الهيئة الدخول فلا يمكن إرسال شيء؛ انظر `sijil cert "
                    + "show` وسجّل الوحدة من جديد إن أُلغيت شهادتها")
        case .stopped:
            Bilingual(
                en: "stopped; what was under way is stored",
                ar: "أُوقف؛ وما كان جاريًا محفوظ")
        }
    }
}

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What is due at the authority, by when.",
        discussion: """
            Also what the authority rejected and nobody reissued or closed, or turned away unread, \
            with its words, and what keeps this computer from sending. Exit 1 where anything of \
            that waits for you, is overdue, or a certificate has ended. In JSON: due (message and \
            remedy where a document was turned away), open (rejected, or cleared without the \
            authority's copy: messages, remedy; cause: content, or stamp and present-certificate \
            for `reissue --unchanged`, or perhaps-taken where the portal is to be asked first), \
            closed_count (rejected, the sale called off), \
            by_word_count (accepted by the firm's word: sijil settle), \
            by_word_without_copy_count (of these without the authority's copy), troubles, \
            incidents, certificates.
            """)

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
            console.show(status)
        }
        if status.wantsHand { throw ExitStatus.no }
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
        out("\(Visible.text(item.number))  \(item.state.name(language))")
        if let message = item.message {
            out("    " + Visible.text(message(language), limit: 2_000))
        }
        if let remedy = item.remedy, !item.state.isSettled || item.state.wantsHand {
            out("    → " + remedy(language))
        }
    }

    fileprivate func tell(_ event: Watch.Event, _ tally: inout SubmissionTally) {
        switch event {
        case .item(let item):
            endProgress()
            out(item)
            tally.add(item)
        case .resting(let unit, let seconds, let end):
            endProgress()
            if let text = end.text(unit: unit, goesOn: true) { note(text) }
            noteRest(unit, seconds)
        case .hindered(let unit, let seconds, let error):
            endProgress()
            note(error.problem)
            note(error.remedy)
            noteRest(unit, seconds)
        case .elsewhere(let unit):
            endProgress()
            note(LineTaken(unit: unit).problem)
        case .round: return endProgress()
        case .idle: break
        }
        let text = tally.text
        progress(
            tally.count, of: nil,
            Bilingual(
                en: "waiting for documents; \(text.en);", ar: "بانتظار المستندات؛ \(text.ar)؛"))
    }

    private func noteRest(_ unit: String, _ seconds: Int64) {
        note(
            Bilingual(
                en: "unit \(unit): next try in \(seconds) s",
                ar: "الوحدة \(unit): المحاولة التالية بعد \(seconds) ثانية"))
    }
}
