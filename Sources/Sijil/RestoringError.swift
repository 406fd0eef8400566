public import Invoicing

/// Why a copy was not put in the ledger's place. Nothing was changed: the file that has the place
/// is as it was.
public enum RestoringError: ExplainedError, Equatable {
    /// The copy's audit has findings; their codes.
    case unsound(path: String, codes: [String])
    /// The copy is the ledger itself.
    case itself(path: String)
    /// A folder or a device has the ledger's name.
    case notAFile(path: String)
    /// The file in place, or the key folder, belongs to another ledger.
    case otherLedger(source: String, ledger: String, place: String, found: String)
    /// A counter was given to two documents.
    case forked(unit: String, epoch: Int, icv: Int64, witness: String)
    /// A line of an index is none that `export` writes.
    case exportRefused(path: String, line: Int)
    case exportsOfAnother(path: String, vat: String)
    /// The file in place can be used and holds more than the copy.
    case newerInPlace(source: String, path: String, NewerInPlace)
    /// What was made of the copy is not what it should be.
    case resultUnsound(path: String, codes: [String])

    public var code: String {
        switch self {
        case .unsound: "restore-unsound"
        case .itself: "restore-itself"
        case .notAFile: "restore-not-a-file"
        case .otherLedger: "restore-other-ledger"
        case .forked: "restore-forked"
        case .exportRefused: "export-refused"
        case .exportsOfAnother: "export-of-another"
        case .newerInPlace: "restore-newer-in-place"
        case .resultUnsound: "restore-result-unsound"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .unsound(let path, let codes):
            Bilingual(
                en: "the audit of \(path) has \(codes.count) findings: \(Self.list(codes))",
                ar: "في تدقيق \(path) عدد من الملاحظات (\(codes.count)): \(Self.list(codes))")
        case .itself(let path):
            Bilingual(
                en: "\(path) is the ledger itself, not a copy of it",
                ar: "الملف \(path) هو السجل نفسه وليس نسخة منه")
        case .notAFile(let path):
            Bilingual(
                en: "\(path), where the ledger should be, is no ordinary file",
                ar: "ما يوجد في موضع السجل \(path) ليس ملفًا عاديًا")
        case .otherLedger(let source, let ledger, let place, let found):
            Bilingual(
                en: "\(source) is a copy of ledger \(ledger), but \(place) belongs to ledger "
                    + found,
                ar: "الملف \(source) نسخة من السجل \(ledger) بينما \(place) للسجل \(found)")
        case .forked(let unit, let epoch, let icv, let witness):
            Bilingual(
                en: "counter \(icv) of unit \(unit), epoch \(epoch), is one document in the copy "
                    + "and another in \(witness)",
                ar: "العداد \(icv) للوحدة \(unit) في الحقبة \(epoch) مستند في النسخة ومستند آخر "
                    + "في \(witness)")
        case .exportRefused(let path, let line):
            Bilingual(
                en: "line \(line) of \(path) is not one that export writes",
                ar: "السطر \(line) في \(path) ليس مما يكتبه الأمر export")
        case .exportsOfAnother(let path, let vat):
            Bilingual(
                en: "\(path) is not a document of VAT number \(vat)",
                ar: "الملف \(path) ليس مستندًا للرقم الضريبي \(vat)")
        case .newerInPlace(let source, let path, let newer):
            Bilingual(
                en: "\(path) is newer than \(source): it holds \(newer.place.words.en); "
                    + "the copy holds \(newer.copy.words.en)",
                ar: "الملف \(path) أحدث من \(source): ففيه \(newer.place.words.ar)؛ وفي "
                    + "النسخة \(newer.copy.words.ar)")
        case .resultUnsound(let path, let codes):
            Bilingual(
                en: "the file made for \(path) has findings in its audit: \(Self.list(codes))",
                ar: "في تدقيق الملف المُعد لموضع \(path) ملاحظات: \(Self.list(codes))")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .unsound(let path, _):
            Bilingual(
                en: "take another copy; `sijil audit \(ShellText.quoted(path))` shows what is "
                    + "wrong with this one",
                ar: "خذ نسخة أخرى؛ الأمر `sijil audit \(ShellText.quoted(path))` يعرض ما في هذه "
                    + "من خلل")
        case .itself:
            Bilingual(
                en: "name the copy, and with --ledger the ledger it is to become",
                ar: "سمِّ النسخة، وحدد بالخيار --ledger السجل الذي تحل محله")
        case .notAFile:
            Bilingual(en: "move it away and try again", ar: "انقله ثم أعد المحاولة")
        case .otherLedger:
            Bilingual(
                en: "name the ledger that this is a copy of with --ledger, or take the right copy",
                ar: "حدد بالخيار --ledger السجل الذي هذه نسخته، أو خذ النسخة الصحيحة")
        case .forked:
            Bilingual(
                en: "two copies of the ledger were used; restore one that this computer issued "
                    + "from",
                ar: "استُعملت نسختان من السجل؛ استعد نسخة أصدر منها هذا الحاسوب")
        case .exportRefused:
            Bilingual(
                en: "give a folder that `sijil export` wrote, or one with XML files alone",
                ar: "أعطِ مجلدًا كتبه الأمر `sijil export` أو مجلدًا فيه ملفات XML وحدها")
        case .exportsOfAnother:
            Bilingual(
                en: "give a folder with this ledger's documents alone",
                ar: "أعطِ مجلدًا ليس فيه إلا مستندات هذا السجل")
        case .newerInPlace(let source, let path, let newer):
            Self.remedy(source, path, newer)
        case .resultUnsound:
            Bilingual(
                en: "nothing was changed; keep the copy and report this as a fault of Sijil",
                ar: "لم يتغير شيء؛ احتفظ بالنسخة وأبلغ عن هذا بوصفه خللًا في سجل")
        }
    }

    /// Going back is rarely what is wanted, so what it costs is named with the way.
    private static func remedy(
        _ source: String, _ path: String, _ newer: NewerInPlace
    ) -> Bilingual {
        let command =
            "sijil restore \(ShellText.quoted(source)) --ledger \(ShellText.quoted(path)) --replace"
        let more = newer.place.entries - newer.copy.entries
        let entries = Bilingual(
            en: more > 0 ? ", \(more) log entries fewer" : "",
            ar: more > 0 ? "، وينقص من القيود \(more)" : "")
        let documents =
            newer.count > 0
            ? Bilingual(
                en: "\(newer.count) documents would be missing from the ledger (\(newer.names))",
                ar: "ستنقص السجل \(newer.count) من المستندات (\(newer.names))")
            : Bilingual(
                en: "what was recorded since would be missing from the ledger",
                ar: "سينقص السجل ما قُيد بعدها")
        return Bilingual(
            en: "nothing was changed: go on with the file in place; to go back all the same: "
                + "\(command); \(documents.en)\(entries.en), and where counters were given the "
                + "unit has to be enrolled again",
            ar: "لم يتغير شيء: تابع بالملف الموجود؛ وللرجوع مع ذلك: ‎\(command)‎؛ و\(documents.ar)"
                + "\(entries.ar)، ويلزم تسجيل الوحدة من جديد حيث أُعطيت عدادات")
    }

    private static func list(_ codes: [String]) -> String {
        let distinct = codes.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return distinct.prefix(5).joined(separator: ", ") + (distinct.count > 5 ? ", …" : "")
    }
}
