import ArgumentParser
import Encoding
import Invoicing
import Sijil
import Verifier

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the whole ledger, audited, without its keys; others may go on issuing.")

    @Argument(help: "A file that does not exist, or a folder: the copy is then named by the time.")
    var to: String

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try ledger.open(console)
        let made = try workplace.backup(to: to, audit: .shown(on: console))
        console.endProgress()
        for warning in made.warnings { console.note(warning) }
        guard !console.isJSON else {
            return console.out([
                "backup": .string(made.path), "bytes": JSONValue(made.bytes),
                "size": JSONValue(made.size),
                "documents": JSONValue(made.report.checked.documents),
                "verdict": .string(made.report.verdict.rawValue), "keys": false,
                "warnings": .array(made.warnings.map(\.json)),
            ])
        }
        let documents = made.report.checked.documents
        console.out(
            Bilingual(
                en: "\(made.path): \(made.bytes) bytes, \(made.size) log entries, "
                    + "\(documents) documents, audited: \(made.report.verdict.rawValue)",
                ar: "\(made.path): الحجم \(made.bytes) بايت، قيود السجل \(made.size)، المستندات "
                    + "\(documents)، ونتيجة التدقيق: \(made.report.verdict.word)"))
        console.note(
            Bilingual(
                en: "keep it on another disk, and more than one of them; the keys are not in it: "
                    + "they belong to this computer, and another one enrols with keys of its own; "
                    + "keep a copy of log.p8 and log.p8.sha256 alone, which sign checkpoints there "
                    + "too",
                ar: "احفظها على قرص آخر واحتفظ بأكثر من نسخة؛ ليست المفاتيح فيها فهي لهذا الحاسوب، "
                    + "وأي حاسوب آخر يُسجل بمفاتيح خاصة به؛ واحفظ نسخة من log.p8 وlog.p8.sha256 "
                    + "وحدهما فهما يوقّعان نقاط التحقق هناك أيضًا"))
        console.note(
            Bilingual(
                en: "to return to it: sijil restore \(ShellText.quoted(made.path)) --ledger "
                    + ShellText.quoted(workplace.path),
                ar: "للرجوع إليها: sijil restore \(ShellText.quoted(made.path)) --ledger "
                    + ShellText.quoted(workplace.path)))
    }
}

extension AuditVerdict {
    fileprivate var word: String {
        switch self {
        case .sound: "سليم"
        case .findings: "فيه ملاحظات"
        case .unproven: "غير مثبت"
        }
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the ledger's place, and say what it lacks.",
        discussion: """
            The file that is there is kept under another name; one that is in order and holds more
            than the backup gives way only with --replace. Documents that were issued after the
            backup are named, by what the key folder remembers, the old file as far as it can be
            read, and exported documents; certificates that would give their counters again are
            retired. After a crash the same command finishes.
            """)

    @Argument(help: "The backup.")
    var from: String

    @Option(name: .long, help: "A folder that `export` wrote, to name more of what is missing.")
    var exports: String?

    @Flag(name: .long, help: "Go back although the file that is there is newer.")
    var replace = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let restoring = try Restoring(
            from: from, to: ledger.path(), exports: exports, replacesNewer: replace,
            audit: .shown(on: console))
        let result = try restoring.run()
        console.endProgress()
        guard !console.isJSON else { return console.out(result.json) }
        console.out(result.summary)
        if let aside = result.movedAside {
            console.out(
                Bilingual(
                    en: "the file that was there is now \(aside)",
                    ar: "الملف الذي كان هناك صار \(aside)"))
        }
        if let aside = result.checkpointsAside {
            console.out(
                Bilingual(
                    en: "the checkpoints of what was given up are now in \(aside): keep them; who "
                        + "holds others, a witness or an auditor, sees that the log was set back",
                    ar: "نقاط التحقق مما تُرك صارت في \(aside): احتفظ بها؛ ومن عنده غيرها، شاهد أو "
                        + "مدقق، يرى أن الدفتر أُعيد إلى الوراء"))
        }
        for gap in result.missing { tell(gap, console) }
        for ended in result.retired {
            console.out(
                Bilingual(
                    en: "unit \(ended.unit) is locked: certificate \(ended.serial) stamps no more",
                    ar: "الوحدة \(ended.unit) موقوفة: لم تعد الشهادة \(ended.serial) تختم شيئًا"))
        }
        if let undo = result.undo { console.out(undo.text) }
        for note in result.notes { console.note(note) }
        for (index, step) in result.next.enumerated() {
            console.note(Bilingual(en: "\(index + 1). \(step.en)", ar: "\(index + 1). \(step.ar)"))
        }
    }

    private func tell(_ gap: RestoringGap, _ console: Console) {
        console.out(
            Bilingual(
                en: "missing: unit \(gap.unit), epoch \(gap.epoch), counters \(gap.first) to "
                    + "\(gap.last)",
                ar: "ناقص: الوحدة \(gap.unit)، الحقبة \(gap.epoch)، العدادات من \(gap.first) إلى "
                    + "\(gap.last)"))
        for document in gap.documents {
            console.out(
                "  \(document.icv)  \(Visible.text(document.number.text))  "
                    + Visible.text(document.place ?? "–"))
        }
    }
}

extension Restoring.Result {
    fileprivate var summary: Bilingual {
        wasInPlace
            ? Bilingual(
                en: "\(path) is that copy already: \(size) log entries, \(documents) documents",
                ar: "الملف \(path) هو تلك النسخة من قبل: قيود السجل \(size)، المستندات "
                    + "\(documents)")
            : Bilingual(
                en: "\(path) is restored: \(size) log entries, \(documents) documents",
                ar: "استُعيد الملف \(path): قيود السجل \(size)، المستندات \(documents)")
    }

    fileprivate var json: JSONValue {
        [
            "ledger": .string(path), "moved_aside": JSONValue(movedAside),
            "checkpoints_moved_aside": JSONValue(checkpointsAside),
            "size": JSONValue(size), "documents": JSONValue(documents),
            "in_place_already": .bool(wasInPlace),
            "missing": .array(missing.map(\.json)),
            "retired": .array(
                retired.map { ["unit": .string($0.unit), "serial": .string($0.serial)] }),
            "notes": .array(notes.map(\.json)), "next": .array(next.map(\.json)),
            "undo": undo.map {
                ["command": .string($0.command), "keys": JSONValue($0.keys)]
            } ?? .null,
        ]
    }
}

extension Restoring.Undo {
    fileprivate var text: Bilingual {
        let kept = keys.map {
            Bilingual(
                en: "; the keys in \($0) are as they were",
                ar: "؛ والمفاتيح في \($0) كما كانت")
        }
        return Bilingual(
            en: "to undo this before anything is issued or ended on the portal: "
                + "\(command)\(kept?.en ?? "")",
            ar: "للتراجع قبل أي إصدار أو إنهاء في البوابة: ‎\(command)‎\(kept?.ar ?? "")")
    }
}

extension RestoringGap {
    var json: JSONValue {
        [
            "unit": .string(unit), "epoch": JSONValue(epoch), "icv_first": JSONValue(first),
            "icv_last": JSONValue(last),
            "documents": .array(
                documents.map {
                    [
                        "icv": JSONValue($0.icv.rawValue), "number": .string($0.number.text),
                        "hash": .string($0.hash.base64), "file": JSONValue($0.place),
                    ]
                }),
        ]
    }
}

struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring a ledger of an older version up to date, after a copy of it as it is.")

    @Option(
        name: .long,
        help: "Where the copy goes; else FILE.before-VERSION.sijil beside the ledger.")
    var backup: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let done = try Migrating.run(ledger.path(), backup: backup)
        guard !console.isJSON else {
            return console.out([
                "ledger": .string(done.path), "from": JSONValue(done.from),
                "to": JSONValue(done.to), "backup": .string(done.backup),
            ])
        }
        console.out(
            Bilingual(
                en: "\(done.path): version \(done.from) is now version \(done.to)",
                ar: "\(done.path): صار الإصدار \(done.from) الإصدار \(done.to)"))
        console.out(
            Bilingual(
                en: "the file as it was: \(done.backup)", ar: "الملف كما كان: \(done.backup)"))
    }
}
