import Cryptography
import EGS
import Fatoora
import Invoicing
import KeyStore
import Ledger

/// What the ledger says of its units.
extension Doctor {
    func certificates(_ workplace: Workplace) throws -> [Check] {
        let now = surroundings.now()
        return try workplace.ledger.units().map { unit in
            guard let active = try workplace.ledger.activeCertificate(unit: unit.name) else {
                let flag = workplace.hasKeys ? "" : " --new-keys"
                let command = "sijil cert enrol --unit \(ShellText.quoted(unit.name))\(flag)"
                return Check(
                    "certificate", .warn,
                    Bilingual(
                        en: "unit \(unit.name) has no certificate in use",
                        ar: "ليس للوحدة \(unit.name) شهادة مستعملة"),
                    Bilingual(en: command, ar: "\u{200E}\(command)\u{200E}"))
            }
            let end = try StampingCertificate(der: active.der).certificate.notAfter
            let life = CertificateLife(
                unit: unit.name, notAfter: Instant(secondsSince1970: end), now: now)
            switch life.level {
            case .good: break
            case .notice, .warning, .urgent:
                return Check("certificate", .warn, life.text ?? Self.until(life), nil)
            case .ended: return Check("certificate", .fail, life.text ?? Self.until(life), nil)
            }
            return Check("certificate", .ok, Self.until(life))
        }
    }

    private static func until(_ life: CertificateLife) -> Bilingual {
        Bilingual(
            en: "unit \(life.unit) stamps until \(life.notAfter), \(life.days) days from now",
            ar: "تختم الوحدة \(life.unit) حتى \(life.notAfter)، أي \(life.days) يومًا من الآن")
    }

    func requests(_ workplace: Workplace) throws -> [Check] {
        let open = try workplace.ledger.units().compactMap { unit -> Check? in
            if let lost = try workplace.ledger.unsettledRenewal(unit: unit.name) {
                let error = LedgerError.renewalUnsettled(lost)
                return Check("request", .fail, error.problem, error.remedy)
            }
            guard let pending = try workplace.pending(of: unit) else { return nil }
            return Check(
                "request", .warn,
                Bilingual(
                    en: "unit \(unit.name): \(pending.text.en)",
                    ar: "الوحدة \(unit.name): \(pending.text.ar)"),
                Bilingual(en: pending.command, ar: "‎\(pending.command)‎"))
        }
        guard open.isEmpty else { return open }
        return [
            Check(
                "request", .ok,
                Bilingual(
                    en: "no enrolment or renewal is half done",
                    ar: "لا تسجيل ولا تجديد متوقف في منتصفه"))
        ]
    }

    func unsubmitted(_ workplace: Workplace) throws -> [Check] {
        let limit = UnitView.unsubmittedLimit
        let now = surroundings.now()
        let waiting = try workplace.ledger.units().compactMap { unit -> Check? in
            let records = try workplace.ledger.unsubmitted(unit: unit.name, limit: limit)
            guard let oldest = records.map(\.document.issuedAt).min() else { return nil }
            let count = records.count == limit ? "≥ \(limit)" : "\(records.count)"
            let overdue = records.count { record in
                let document = record.document
                return SubmissionStatus.reportBy(document.kind, document.issuedAt)
                    .map { $0 < now } ?? false
            }
            return Check(
                "unsubmitted", overdue > 0 ? .fail : .warn,
                Bilingual(
                    en: "unit \(unit.name): \(count) documents are not submitted, \(overdue) of "
                        + "them overdue, the oldest issued at \(oldest) (Riyadh)",
                    ar: "الوحدة \(unit.name): مستندات لم تُرسل: \(count)، منها متأخرة: \(overdue)، "
                        + "وأقدمها صدر في \(oldest) بتوقيت الرياض"),
                Bilingual(
                    en: "the authority expects simplified documents within 24 hours, and standard "
                        + "ones before they are handed out; run: sijil submit",
                    ar: "تنتظر الهيئة المستندات المبسطة خلال 24 ساعة والضريبية قبل تسليمها؛ شغّل: "
                        + "sijil submit"))
        }
        guard waiting.isEmpty else { return waiting }
        return [
            Check(
                "unsubmitted", .ok,
                Bilingual(en: "nothing waits to be submitted", ar: "لا شيء ينتظر الإرسال"))
        ]
    }

    /// What was judged and wants a hand all the same.
    func open(_ workplace: Workplace) throws -> [Check] {
        let open = try workplace.openMatters(units: workplace.ledger.units().map(\.name))
        guard !open.isEmpty else { return [] }
        let names = open.prefix(5).map(\.number).joined(separator: ", ")
        let list = names + (open.count > 5 ? ", …" : "")
        return [
            Check(
                "judged", .fail,
                Bilingual(
                    en: "rejected and neither reissued nor closed, or cleared without the "
                        + "authority's copy: \(open.count) documents (\(list))",
                    ar: "مرفوضة لم يُصدر خلفها ولم تُغلق، أو معتمدة بلا نسخة الهيئة: "
                        + "\(open.count) مستندات (\(list))"),
                Bilingual(
                    en: "sijil status says why and what to do",
                    ar: "الأمر sijil status يبين السبب وما العمل"))
        ]
    }

    private static let daySeconds: Int64 = 86_400
    private static let backupDays: Int64 = 7

    func backup(_ workplace: Workplace) throws -> Check {
        let remedy = Bilingual(
            en: "sijil backup TO, on another disk", ar: "‎sijil backup TO‎ على قرص آخر")
        guard workplace.hasKeys else {
            return Check(
                "backup", .warn,
                Bilingual(
                    en: "this computer does not remember when a backup was made: it has no key "
                        + "folder",
                    ar: "لا يذكر هذا الحاسوب متى أُخذت نسخة احتياطية: لا مجلد مفاتيح فيه"), remedy)
        }
        guard let last = try workplace.keyStore().lastBackup() else {
            return Check(
                "backup", .warn,
                Bilingual(en: "no backup was ever made", ar: "لم تؤخذ نسخة احتياطية قط"), remedy)
        }
        let more = max(0, try workplace.ledger.logSize() - last.logSize)
        let age = surroundings.now().secondsSince1970 - last.at.secondsSince1970
        let days = max(0, age / Self.daySeconds)
        let isOld = more > 0 && days >= Self.backupDays
        return Check(
            "backup", isOld ? .warn : .ok,
            Bilingual(
                en: "the last backup was made at \(last.at), \(days) days ago; \(more) log "
                    + "entries came since",
                ar: "آخر نسخة احتياطية في \(last.at) قبل \(days) يومًا؛ وجاء بعدها \(more) من قيود "
                    + "السجل"), isOld ? remedy : nil)
    }

    func profile(_ workplace: Workplace) throws -> Check {
        let header = workplace.ledger.header
        // A ledger for the emulator may do without an address until it enrols.
        if header.sendsNothing {
            return Check(
                "profile", .ok,
                Bilingual(
                    en: "environment emulator, without an address",
                    ar: "بيئة المحاكي emulator دون عنوان"))
        }
        let profile = try FatooraEnvironmentProfile(header.environment, endpoint: header.endpoint)
        let facts =
            "\(profile.baseAddress), \(profile.templateName), "
            + "\(FatooraEnvironmentProfile.rulesDate), \(FatooraEnvironmentProfile.acceptVersion)"
        return Check(
            "profile", .ok,
            Bilingual(
                en: "environment \(header.environment.rawValue), profile "
                    + "\(FatooraEnvironmentProfile.version): \(facts)",
                ar: "البيئة \(header.environment.rawValue)، إصدار الإعدادات "
                    + "\(FatooraEnvironmentProfile.version): \(facts)"))
    }
}
