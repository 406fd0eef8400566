import Invoicing

extension SijilError {
    struct Words {
        let code: String
        let problem: Bilingual
        let remedy: Bilingual

        init(
            _ code: String, _ problem: (en: String, ar: String), _ remedy: (en: String, ar: String)
        ) {
            self.code = code
            self.problem = Bilingual(en: problem.en, ar: problem.ar)
            self.remedy = Bilingual(en: remedy.en, ar: remedy.ar)
        }
    }

    var words: Words {
        switch self {
        case .fileUnreadable, .fileTooLarge, .fileUnwritable, .fileExists, .draftTooLarge, .notJSON,
            .sellerRefused:
            fileWords
        case .backupUnsound, .backupMissing: backupWords
        case .notCleared, .portalCopyMissing, .documentRejected, .documentClosed: handingOutWords
        case .ledgerNotNamed, .unitNotNamed, .unitUnknown, .documentUnknown, .daysReversed,
            .ledgerRolledBack, .ledgerForked, .codeUnknown:
            ledgerWords
        default: keyWords
        }
    }

    private var fileWords: Words {
        switch self {
        case .fileUnreadable(let path, let reason):
            Words(
                "file-unreadable",
                (
                    "\(path) cannot be read: \(reason.words.en)",
                    "تعذرت قراءة الملف \(path): \(reason.words.ar)"
                ),
                ("check the name and that you may read it", "تحقق من اسم الملف ومن أن لك حق قراءته")
            )
        case .fileTooLarge(let path, let limit):
            Words(
                "file-too-large",
                (
                    "\(path) is longer than \(limit) bytes, the most that is taken in one piece",
                    "حجم الملف \(path) أكبر من الحد المسموح به دفعة واحدة وهو \(limit) بايت"
                ),
                (
                    "split it, or write one draft a line (JSON Lines), which may be of any length",
                    "قسّم الملف، أو اكتب كل مسودة في سطر مستقل (JSON Lines) فلا حد لطول الملف حينها"
                ))
        case .fileUnwritable(let path, let reason):
            Words(
                "file-unwritable",
                (
                    "\(path) cannot be written: \(reason.words.en)",
                    "تعذرت الكتابة إلى \(path): \(reason.words.ar)"
                ),
                (
                    "check the folder, its rights and the free space, then run the command again",
                    "تحقق من المجلد وصلاحياته ومن المساحة الخالية ثم أعد الأمر"
                ))
        case .fileExists(let path):
            Words(
                "file-exists",
                ("\(path) is there already and was left alone", "يوجد \(path) من قبل وتُرك كما هو"),
                ("choose another name or move that file away", "اختر اسمًا آخر أو انقل ذلك الملف"))
        case .draftTooLarge(let path, let line, let limit):
            Words(
                "draft-too-large",
                (
                    "line \(line) of \(path) is longer than \(limit) bytes, the most one draft "
                        + "may have",
                    "السطر \(line) في \(path) أطول من \(limit) بايت وهو أقصى طول لمسودة واحدة"
                ),
                (
                    "check that each draft is a line of its own; divide one that really is that "
                        + "long",
                    "تحقق من أن كل مسودة في سطر مستقل، وقسّم المسودة إن كانت بهذا الطول فعلًا"
                ))
        case .notJSON(let path, let line, let column, let detail):
            Words(
                "not-json",
                (
                    "\(path), line \(line), column \(column): \(detail.en)",
                    "الملف \(path)، السطر \(line)، العمود \(column): \(detail.ar)"
                ),
                (
                    "mend the text there; `sijil schema draft` prints the shape of a draft, "
                        + "`sijil schema seller` that of a seller file",
                    "أصلح النص في هذا الموضع؛ الأمر `sijil schema draft` يعرض شكل المسودة، والأمر "
                        + "`sijil schema seller` شكل ملف البائع"
                ))
        case .sellerRefused(let path, let problems):
            Words(
                "seller-refused",
                (
                    "\(path): "
                        + problems.map { $0.told($0.message.en) }.joined(separator: "; "),
                    "\(path): "
                        + problems.map { $0.told($0.message.ar) }.joined(separator: "؛ ")
                ),
                (
                    problems.map { "\($0.path): \($0.remedy.en)" }.joined(separator: "; "),
                    problems.map { "\($0.path): \($0.remedy.ar)" }.joined(separator: "؛ ")
                ))
        default: preconditionFailure("not a file error")
        }
    }

    private var ledgerWords: Words {
        switch self {
        case .ledgerNotNamed(let found) where found.isEmpty:
            Words(
                "ledger-not-named",
                (
                    "there is no ledger (*.sijil) in this folder",
                    "لا يوجد سجل (*.sijil) في هذا المجلد"
                ),
                (
                    "name one with --ledger FILE, or make one with `sijil init`",
                    "حدد السجل بالخيار --ledger FILE أو أنشئ سجلًا بالأمر `sijil init`"
                ))
        case .ledgerNotNamed(let found):
            Words(
                "ledger-not-named",
                (
                    "there are \(found.count) ledgers in this folder: "
                        + "\(found.joined(separator: ", "))",
                    "في هذا المجلد \(found.count) سجلات: \(found.joined(separator: "، "))"
                ),
                (
                    "name one with --ledger FILE; copies are better kept in a folder of their own, "
                        + "on another disk",
                    "حدد أحدها بالخيار --ledger FILE؛ والأفضل حفظ النسخ في مجلد لها على قرص آخر"
                ))
        case .unitNotNamed(let units):
            Words(
                "unit-not-named",
                (
                    "the ledger has \(units.count) units: \(units.joined(separator: ", "))",
                    "في السجل \(units.count) وحدات: \(units.joined(separator: "، "))"
                ),
                (
                    "name one with --unit, or as `unit` in each draft",
                    "حدد الوحدة بالخيار --unit أو بالحقل `unit` في كل مسودة"
                ))
        case .unitUnknown(let name, let units):
            Words(
                "unit-unknown",
                (
                    "there is no unit \(name); the ledger has \(units.joined(separator: ", "))",
                    "لا توجد وحدة باسم \(name)؛ وحدات السجل: \(units.joined(separator: "، "))"
                ),
                ("use one of these names", "استعمل أحد هذه الأسماء"))
        case .documentUnknown(let number):
            Words(
                "document-unknown",
                (
                    "no document \(number) in this ledger",
                    "لا يوجد مستند برقم \(number) في هذا السجل"
                ),
                ("`sijil list` shows what there is", "الأمر `sijil list` يعرض المستندات الموجودة"))
        case .daysReversed(let from, let to):
            Words(
                "days-reversed",
                (
                    "no day is on or after \(from) and on or before \(to)",
                    "لا يوم يقع بين \(from) و\(to): البداية بعد النهاية"
                ),
                (
                    "give the earlier day to --from and the later one to --to",
                    "اجعل اليوم الأسبق مع --from والأحدث مع --to"
                ))
        case .ledgerRolledBack(let unit, let missing):
            Words(
                "ledger-rolled-back",
                (
                    "this file is older than what unit \(unit) has issued: "
                        + "counters \(missing.lowerBound) to \(missing.upperBound) are missing "
                        + "from it",
                    "هذا الملف أقدم مما أصدرته الوحدة \(unit): "
                        + "تنقصه العدادات من \(missing.lowerBound) إلى \(missing.upperBound)"
                ),
                (
                    "find the newest copy of the ledger and use that one; if it is lost for good: "
                        + "sijil restore BACKUP, which locks the old chain; until then nothing is "
                        + "issued or sent from here",
                    "ابحث عن أحدث نسخة من السجل واستعملها؛ فإن فُقدت نهائيًا: ‎sijil restore "
                        + "BACKUP‎ "
                        + "وهو يقفل السلسلة القديمة؛ ولا يُصدر شيء من هنا ولا يُرسل حتى ذلك"
                ))
        case .ledgerForked(let unit, let icv):
            Words(
                "ledger-forked",
                (
                    "counter \(icv) of unit \(unit) in this file is not the document that this "
                        + "computer issued",
                    "العداد \(icv) للوحدة \(unit) في هذا الملف ليس المستند الذي أصدره هذا الحاسوب"
                ),
                (
                    "two copies of the ledger were used; find the one this computer issued from",
                    "استُعملت نسختان من السجل؛ ابحث عن النسخة التي أصدر منها هذا الحاسوب"
                ))
        case .codeUnknown(let code):
            Words(
                "code-unknown",
                ("there is no code \(code)", "لا يوجد رمز باسم \(code)"),
                ("`sijil explain` lists all codes", "الأمر `sijil explain` يعرض كل الرموز"))
        default: preconditionFailure("not a ledger error")
        }
    }
}

extension Problem {
    /// What is wrong, with its place and the value, as far as the words do not say them.
    fileprivate func told(_ words: String) -> String {
        let place = words.contains(path) ? "" : "\(path) "
        guard let value, !words.contains(value) else { return place + words }
        return "\(place)\(words) (\(value))"
    }
}
