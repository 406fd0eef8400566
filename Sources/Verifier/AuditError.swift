public import Invoicing

/// Why a file could not be audited at all. In every case nothing on disk was changed.
public enum AuditError: ExplainedError, Equatable {
    /// There is no such file, or it may not be read; `reason` is the system's error number.
    case unreadable(path: String, reason: Int32)
    /// A folder, a device or something else that is no ordinary file.
    case notAFile(path: String)
    case empty(path: String)
    /// A folder without a single XML file that could be an e-invoice.
    case noDocuments(path: String)
    /// The file does not begin as SQLite files do.
    case notSQLite(path: String)
    /// An SQLite file, but no ledger.
    case notALedger(path: String, applicationID: UInt32)
    case newer(path: String, version: Int, newestKnown: Int)
    /// Another process held the file for longer than the audit waits.
    case busy(path: String)
    /// SQLite could not open the file even for salvage.
    case notOpened(path: String, code: Int32, message: String)
    /// The computer had no memory left; that says nothing about the file.
    case outOfMemory(path: String)
    /// The checkpoint to go on from is of another ledger; nothing was audited.
    case checkpointForeign(path: String, origin: String, expected: String)
    /// The private copy of the file could not be made.
    case copyFailed(path: String, folder: String, reason: Int32)

    static func notOpened(_ path: String, _ failure: SQLiteFailure) -> AuditError {
        failure.isOutOfMemory
            ? .outOfMemory(path: path)
            : .notOpened(path: path, code: failure.code, message: failure.message)
    }

    public var code: String {
        switch self {
        case .unreadable: "file-unreadable"
        case .notAFile: "not-a-file"
        case .empty: "file-empty"
        case .noDocuments: "no-documents"
        case .notSQLite: "not-sqlite"
        case .notALedger: "not-a-ledger"
        case .newer: "ledger-newer"
        case .busy: "file-busy"
        case .notOpened: "file-not-opened"
        case .outOfMemory: "out-of-memory"
        case .checkpointForeign: "checkpoint-foreign"
        case .copyFailed: "copy-failed"
        }
    }

    public var mayRetry: Bool {
        switch self {
        case .busy, .copyFailed, .outOfMemory: true
        default: false
        }
    }

    public var problem: Bilingual {
        switch self {
        case .unreadable(let path, let reason):
            Bilingual(
                en: "\(shown(path)) cannot be read: \(SystemWords.of(reason).en)",
                ar: "تعذرت قراءة \(shown(path)): \(SystemWords.of(reason).ar)")
        case .notAFile(let path):
            Bilingual(
                en: "\(shown(path)) is no ordinary file",
                ar: "\(shown(path)) ليس ملفًا عاديًا")
        case .empty(let path):
            Bilingual(en: "\(shown(path)) is empty", ar: "\(shown(path)) فارغ")
        case .noDocuments(let path):
            Bilingual(
                en: "there is no e-invoice (.xml) in \(shown(path)) or the folders in it",
                ar: "لا فاتورة إلكترونية (‎.xml) في \(shown(path)) ولا في المجلدات التي فيه")
        case .notSQLite(let path):
            Bilingual(en: "\(shown(path)) is no SQLite file", ar: "\(shown(path)) ليس ملف SQLite")
        case .notALedger(let path, let applicationID):
            Bilingual(
                en:
                    "\(shown(path)) is SQLite, but no ledger (application_id \(applicationID))",
                ar: "\(shown(path)) ملف SQLite لكنه ليس سجلًا (application_id \(applicationID))")
        case .newer(let path, let version, let newest):
            Bilingual(
                en:
                    "\(shown(path)) has version \(version); this program knows up to \(newest)",
                ar: "إصدار \(shown(path)) هو \(version)، وهذا البرنامج يعرف الإصدارات حتى \(newest)"
            )
        case .busy(let path):
            Bilingual(
                en: "\(shown(path)) is held by another program",
                ar: "برنامج آخر يمسك \(shown(path))")
        case .notOpened(let path, let code, let message):
            Bilingual(
                en: "SQLite cannot open \(shown(path)): \(shown(message)) (\(code))",
                ar: "تعذر على SQLite فتح \(shown(path)): ‏\(shown(message)) (\(code))")
        case .outOfMemory(let path):
            Bilingual(
                en: "the computer has too little memory free to audit \(shown(path))",
                ar: "لا تكفي الذاكرة الخالية في الحاسوب لتدقيق \(shown(path))")
        case .checkpointForeign(let path, let origin, let expected):
            Bilingual(
                en: """
                    the checkpoint is of the ledger \(shown(origin)), and \(shown(path)) is \
                    \(shown(expected))
                    """,
                ar: """
                    نقطة التحقق للسجل \(shown(origin))، أما \(shown(path)) فهو \(shown(expected))
                    """)
        case .copyFailed(let path, let folder, let reason):
            Bilingual(
                en: "\(shown(path)) could not be copied to \(shown(folder)): "
                    + SystemWords.of(reason).en,
                ar: "تعذر نسخ \(shown(path)) نسخة خاصة في \(shown(folder)): "
                    + SystemWords.of(reason).ar)
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .unreadable, .notAFile:
            Bilingual(
                en: "name the ledger file, and check that you may read it",
                ar: "سمِّ ملف السجل، وتأكد من أن لك حق قراءته")
        case .empty, .notSQLite, .notALedger:
            Bilingual(
                en: "name a file that was made by sijil init; ledgers end in .sijil",
                ar: "سمِّ ملفًا أنشأه sijil init؛ وأسماء السجلات تنتهي بـ ‎.sijil")
        case .noDocuments:
            Bilingual(
                en: "name a ledger, or the folder that holds the invoices",
                ar: "سمِّ سجلًا أو المجلد الذي فيه الفواتير")
        case .newer:
            Bilingual(en: "audit it with a newer Sijil", ar: "دققه بإصدار أحدث من سجل")
        case .busy:
            Bilingual(
                en: "close the other program and try again", ar: "أغلق البرنامج الآخر وأعد المحاولة"
            )
        case .notOpened:
            Bilingual(
                en: "copy the file from its medium once more, or audit the newest backup",
                ar: "انسخ الملف من وسيطه مرة أخرى، أو دقق أحدث نسخة احتياطية")
        case .outOfMemory:
            Bilingual(
                en: "close other programs and try again", ar: "أغلق البرامج الأخرى وأعد المحاولة")
        case .checkpointForeign:
            Bilingual(
                en: "name the checkpoint that you kept of this ledger, or leave out --since",
                ar: "سمِّ نقطة التحقق التي حفظتها لهذا السجل، أو احذف \u{200E}--since")
        case .copyFailed:
            Bilingual(
                en:
                    "make room in that folder: with a journal beside it, only a copy is audited",
                ar: "وفّر مساحة في ذلك المجلد: فبجانب الملف سجل تراجع ولا يُدقق إلا نسخة منه")
        }
    }

    private func shown(_ text: String) -> String { SafeText.shown(text) }
}
