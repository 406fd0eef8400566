import Encoding
import Invoicing
import Page
import Sijil
import Verifier

/// The reports of one command in the form that was asked for.
///
/// Text and JSON appear ledger by ledger, as soon as each is done; SARIF and the page are one
/// document over all of them.
struct AuditReports {
    enum Format: String, CaseIterable { case text, json, jsonl, sarif, html }

    private let format: Format
    private let console: Console
    /// Ledgers that were named.
    private let count: Int
    private var subjects: [AuditPage.Subject] = []
    private(set) var reports: [AuditReport] = []

    init(_ format: Format, _ console: Console, count: Int) {
        self.format = format
        self.console = console
        self.count = count
    }

    /// Audits one ledger, and says what it found where that need not wait for the others.
    mutating func audit(_ file: String, _ options: AuditOptions) throws {
        if FolderAudit.isFolder(file) {
            let report = try FolderAudit.run(file, options)
            return tell(report, identity: report.folder?.identity)
        }
        let before = try format == .html ? FileIdentity.read(file) : nil
        let report = try Audit.run(file, options)
        let after = try format == .html ? FileIdentity.read(file) : nil
        // A page that is to be signed names one file, not two states of one.
        guard before == after else { throw AuditRefusal.changedMeanwhile(path: file) }
        tell(report, identity: after)
    }

    private mutating func tell(_ report: AuditReport, identity: FileIdentity?) {
        console.endProgress()
        reports.append(report)
        switch format {
        case .text:
            if reports.count > 1 { Console.write("\n", to: 1) }
            Console.write(report.text(console.reportLanguage), to: 1)
        case .json: console.out(report.json)
        case .jsonl: Console.write(report.jsonLines, to: 1)
        case .sarif: break
        case .html:
            guard let identity else { return }
            subjects.append(AuditPage.Subject(report: report, identity: identity))
        }
    }

    func finish() {
        switch format {
        case .json, .jsonl: return
        case .text:
            guard count > 1 else { return }
            let table = AuditTable(reports)
            Console.write("\n" + table.text(console.reportLanguage), to: 1)
            if let remark = table.remark { console.out(remark) }
        case .sarif:
            let log = SARIFReport(reports, console.reportLanguage, version: ProgramVersion.text)
            console.out(log.json)
        case .html:
            let page = AuditPage(subjects, console.reportLanguage, version: ProgramVersion.text)
            Console.write(String(decoding: page.html(), as: UTF8.self), to: 1)
        }
    }
}

/// Why an audit was not begun, or its page not written. Nothing on disk was changed.
enum AuditRefusal: ExplainedError, Hashable {
    /// `--sample` is not n/m or n/m:WORD.
    case sample(String)
    /// The file of `--since` is no checkpoint.
    case sinceFile(path: String)
    /// Another option asks for what `--since` leaves out.
    case sinceLeavesOut(String)
    /// An option that asks for what only a ledger has, and a folder.
    case folderOption(String, path: String)
    /// Somebody wrote to the ledger during the audit.
    case changedMeanwhile(path: String)

    var code: String {
        switch self {
        case .sample: "sample-malformed"
        case .sinceFile: "checkpoint-malformed"
        case .sinceLeavesOut: "since-left-out"
        case .folderOption: "folder-option"
        case .changedMeanwhile: "ledger-changed"
        }
    }

    /// Wrong usage, and not a file that could not be read.
    var isUsage: Bool {
        switch self {
        case .sample, .sinceLeavesOut, .folderOption: true
        case .sinceFile, .changedMeanwhile: false
        }
    }

    var mayRetry: Bool { if case .changedMeanwhile = self { true } else { false } }

    var problem: Bilingual {
        switch self {
        case .sample(let text):
            Bilingual(
                en: "--sample \(Visible.text(text)) is not n/m or n/m:WORD",
                ar: "القيمة \(Visible.text(text)) بعد ‎--sample ليست من الصورة n/m أو n/m:WORD")
        case .sinceFile(let path):
            Bilingual(
                en: "\(Visible.text(path)) is no checkpoint and no receipt",
                ar: "\(Visible.text(path)) ليس نقطة تحقق ولا إيصالًا")
        case .sinceLeavesOut(let option):
            Bilingual(
                en: "--since leaves documents and answers out that \(option) asks for",
                ar: "الخيار ‎--since يترك مستندات وردودًا يسأل عنها ‎\(option)")
        case .folderOption(let option, let path):
            Bilingual(
                en: "\(option) is about a ledger's log; \(Visible.text(path)) is a folder and has "
                    + "none",
                ar: "الخيار ‎\(option) يخص دفتر السجل، و\(Visible.text(path)) مجلد لا دفتر له")
        case .changedMeanwhile(let path):
            Bilingual(
                en: "\(Visible.text(path)) was written to during the audit",
                ar: "كُتب في \(Visible.text(path)) أثناء التدقيق")
        }
    }

    var remedy: Bilingual {
        switch self {
        case .sample:
            Bilingual(
                en:
                    "give whole numbers with 1 <= n <= m <= \(AuditSample.largest), as in 1/100, "
                    + "and a word of letters, digits, - _ . to choose others, as in 1/100:spring",
                ar:
                    "اكتب عددين صحيحين بحيث 1 <= n <= m <= \(AuditSample.largest) مثل 1/100، "
                    + "وكلمة من حروف لاتينية وأرقام و - _ . لاختيار غيرها مثل 1/100:spring")
        case .sinceFile:
            Bilingual(
                en: "name a file that `sijil checkpoint` wrote, as you kept it",
                ar: "سمِّ ملفًا كتبه `sijil checkpoint` كما حفظته")
        case .sinceLeavesOut:
            Bilingual(en: "leave out one of the two", ar: "احذف أحد الخيارين")
        case .folderOption(let option, _):
            Bilingual(
                en: "leave out \(option), or name the ledger file",
                ar: "احذف ‎\(option)، أو سمِّ ملف السجل")
        case .changedMeanwhile:
            Bilingual(
                en: "audit a copy, or while nobody is issuing",
                ar: "دقق نسخة منه، أو حين لا يُصدر أحد")
        }
    }
}
