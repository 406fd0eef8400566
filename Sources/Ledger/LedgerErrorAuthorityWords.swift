import Invoicing

extension LedgerError {
    /// What passes between the firm and the authority.
    var authorityWords: Words? {
        switch self {
        case .unfit(let table, let column):
            Words(
                "record-unfit", "the table \(table) cannot take the value given for \(column)",
                "لا يقبل الجدول \(table) القيمة المقدمة للعمود \(column)",
                do: "nothing was stored; report this as a fault of sijil",
                "لم يحفظ شيء؛ أبلغ عن هذا خللا في sijil")
        case .unknownAttempt(let id):
            Words(
                "unknown-attempt", "the ledger has no request \(id) to the authority",
                "لا يوجد في السجل طلب إلى الهيئة برقم \(id)",
                do: "check that this is the ledger from which it was sent",
                "تحقق من أن هذا هو السجل الذي أرسل الطلب منه")
        case .attemptOpen(let id, let unit, let endpoint, let since):
            Words(
                "attempt-open",
                "unit \(unit) asked the authority for a certificate on \(since) "
                    + "(request \(id), \(endpoint)), and what came of it is not known yet",
                "طلبت الوحدة \(unit) شهادة من الهيئة في \(since) "
                    + "(الطلب \(id)، \(endpoint))، ولم تعرف نتيجته بعد",
                do: "if another sijil is enrolling this unit, let it finish; "
                    + "else run sijil cert enrol again, which settles that request first",
                "إن كان sijil آخر يسجل هذه الوحدة فانتظر انتهاءه، "
                    + "وإلا فأعد الأمر sijil cert enrol فهو يحسم ذلك الطلب أولا")
        case .renewalUnsettled(let renewal): Self.words(of: renewal)
        case .attemptSettled(let id, let outcome):
            Words(
                "attempt-settled", "what came of request \(id) is stored already: \(outcome)",
                "نتيجة الطلب \(id) محفوظة من قبل: \(outcome)",
                do: "nothing: it is stored once and stays", "لا شيء: تحفظ مرة واحدة وتبقى")
        default: nil
        }
    }

    private static func words(of renewal: UnsettledRenewal) -> Words {
        let command = "sijil cert renew --unit \(ShellText.quoted(renewal.unit)) --with-pending"
        let other =
            renewal.isOpen
            ? Bilingual(
                en: "if another sijil is renewing it at this moment, let it finish; else ",
                ar: "إن كان sijil آخر يجددها الآن فانتظر انتهاءه، وإلا ف")
            : Bilingual(en: "", ar: "")
        return Words(
            "renewal-unsettled",
            "the certificate of unit \(renewal.unit) was to be renewed at \(renewal.since), and "
                + "what came of it is not known: the authority may have replaced it already, and "
                + "then rejects what is stamped with it",
            "طُلب تجديد شهادة الوحدة \(renewal.unit) في \(renewal.since) ولم تُعرف نتيجته: قد "
                + "تكون الهيئة استبدلت الشهادة، وعندها ترفض ما يُختم بها",
            do: other.en
                + "fetch a one-time code on the portal and finish the renewal: \(command); until "
                + "then nothing is stamped",
            other.ar + "أحضر رمزًا لمرة واحدة من البوابة وأتمّ التجديد: "
                + "\u{200E}\(command)\u{200E}؛ ولا يُختم شيء حتى ذلك")
    }

    /// The certificates and documents of an enrolment.
    var complianceWords: Words? {
        switch self {
        case .unknownCertificate(let id):
            Words(
                "unknown-certificate", "the ledger has no certificate \(id)",
                "لا توجد في السجل شهادة برقم \(id)",
                do: "see sijil cert list", "انظر sijil cert list")
        case .unknownComplianceDocument(let id):
            Words(
                "unknown-compliance-document", "the ledger has no compliance document \(id)",
                "لا يوجد في السجل مستند فحص امتثال برقم \(id)",
                do: "check that this is the ledger of that enrolment",
                "تحقق من أن هذا هو سجل ذلك التسجيل")
        case .certificateNotForCompliance(let serial):
            Words(
                "certificate-not-for-compliance",
                "certificate \(serial) is for real documents, not for compliance checks",
                "الشهادة \(serial) للمستندات الحقيقية لا لفحوص الامتثال",
                do: "enrol anew with sijil cert enrol, which obtains a compliance certificate",
                "سجل من جديد بالأمر sijil cert enrol، فهو يحصل على شهادة امتثال")
        case .certificateEnded(let serial, let event):
            Words(
                "certificate-ended", "certificate \(serial) is in use no more: \(event.rawValue)",
                "لم تعد الشهادة \(serial) مستخدمة: \(event.arabic)",
                do: "enrol anew with sijil cert enrol", "سجل من جديد بالأمر sijil cert enrol")
        case .certificateUnasked(let endpoint, let kind):
            Words(
                "certificate-unasked",
                "a request to \(endpoint) brings no \(kind.rawValue) certificate",
                "الطلب إلى \(endpoint) لا يأتي بشهادة \(kind == .production ? "إنتاج" : "امتثال")",
                do: "report this as a fault of sijil", "أبلغ عن هذا خللا في sijil")
        default: nil
        }
    }

    /// What a number means behind which there is SQLite, or the system.
    private static func meaning(_ code: Int32, of operation: String) -> Bilingual {
        guard operation.hasPrefix("sqlite3") || operation == "SELECT" else {
            let words = SystemWords.of(code)
            return Bilingual(en: " (\(words.en))", ar: " (\(words.ar))")
        }
        guard code & 0xFF == 13 else { return Bilingual(en: "", ar: "") }
        return Bilingual(en: " (the disk is full)", ar: " (القرص ممتلئ)")
    }

    /// Copies, and the way back to one.
    var copyWords: Words? {
        switch self {
        case .current(let path, let version):
            Words(
                "ledger-current", "\(path) has the newest schema version already: \(version)",
                "إصدار مخطط الملف \(path) هو الأحدث من قبل: \(version)",
                do: "nothing: it is ready for use", "لا شيء: هو جاهز للاستعمال")
        case .backupFailed(let path, let operation, let code):
            Words(
                "backup-failed",
                "the copy \(path) could not be written: \(operation) failed with error \(code)"
                    + Self.meaning(code, of: operation).en,
                "تعذرت كتابة النسخة \(path): فشلت العملية \(operation) بالخطأ \(code)"
                    + Self.meaning(code, of: operation).ar,
                do: "check that the folder exists, that you may write there, and that it has room",
                "تحقق من وجود المجلد ومن حق الكتابة فيه ومن توفر المساحة")
        case .restoreWouldRepeat(let unit, let certificateID):
            Words(
                "restore-would-repeat",
                "unit \(unit) lacks documents in this copy, and its certificate \(certificateID) "
                    + "would give their counters a second time",
                "تنقص الوحدة \(unit) مستندات في هذه النسخة، "
                    + "وستعطي شهادتها \(certificateID) عداداتها مرة ثانية",
                do: "retire that certificate with the restore; sijil restore does it",
                "أنه استعمال تلك الشهادة مع الاستعادة؛ والأمر sijil restore يفعل ذلك")
        default: nil
        }
    }
}

extension CertificateRecord.Event {
    fileprivate var arabic: String {
        switch self {
        case .installed: "ثبتت"
        case .activated: "فعلت"
        case .superseded: "حلت محلها أخرى"
        case .revoked: "ألغيت"
        case .compromised: "انكشف مفتاحها"
        case .retired: "أنهي استعمالها"
        }
    }
}
