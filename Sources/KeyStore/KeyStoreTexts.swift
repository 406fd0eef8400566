import Glibc
import Invoicing

/// The words of each error, in one place.
enum KeyStoreTexts {
    private static func isLogKey(_ path: String) -> Bool {
        path.hasSuffix("/" + KeyStore.logName)
    }

    static func problem(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .missing(let path):
            Bilingual(en: "there is no key folder \(path)", ar: "لا يوجد مجلد مفاتيح \(path)")
        case .exists(let path):
            Bilingual(en: "\(path) is there already", ar: "\(path) موجود من قبل")
        case .notADirectory(let path):
            Bilingual(en: "\(path) is not a folder", ar: "\(path) ليس مجلدًا")
        case .link(let path):
            Bilingual(
                en: "\(path) is a link, not a file of the key folder",
                ar: "\(path) رابط وليس ملفًا من مجلد المفاتيح")
        case .modeTooOpen(let path, let mode, let wanted):
            Bilingual(
                en: "\(path) has mode \(octal(mode)), so that others on this computer reach it;"
                    + " it must be \(octal(wanted))",
                ar: "صلاحيات \(path) هي \(octal(mode)) فيصل إليه غيرك على هذا الجهاز،"
                    + " ويجب أن تكون \(octal(wanted))")
        case .keyMissing(let path) where isLogKey(path):
            Bilingual(
                en: "\(path), the key that signs this ledger's checkpoints, is not here",
                ar: "\(path) غير موجود، وهو المفتاح الذي يوقّع نقاط تحقق هذا السجل")
        case .keyMissing(let path):
            Bilingual(en: "there is no key file \(path)", ar: "لا يوجد ملف مفتاح \(path)")
        case .fileDamaged(let path):
            Bilingual(
                en: "\(path) was damaged: its SHA-256 is not the one in \(path).sha256",
                ar: "تلف \(path): قيمة SHA-256 له ليست التي في \(path).sha256")
        case .checksumMissing(let path):
            Bilingual(
                en:
                    "\(path).sha256 is missing or unreadable, so damage cannot be told",
                ar: "\(path).sha256 ناقص أو لا يُقرأ، فلا يُعرف أتلف \(path) أم لا")
        case .wrongPassphrase(let path):
            Bilingual(
                en: "the passphrase does not open \(path); the file itself is undamaged",
                ar: "عبارة المرور لا تفتح \(path)، والملف نفسه سليم")
        case .keyMismatch(let path) where isLogKey(path):
            Bilingual(
                en: "\(path) is not the key of this ledger's log",
                ar: "\(path) ليس مفتاح هذا السجل")
        case .keyMismatch(let path):
            Bilingual(
                en: "\(path) holds another key than its name says",
                ar: "في \(path) مفتاح غير الذي يدل عليه اسمه")
        case .costTooHigh(let path, let iterations):
            Bilingual(
                en: "\(path) asks for \(iterations) rounds of key derivation; at most"
                    + " \(limitText) are done",
                ar: "يطلب \(path) عدد \(iterations) دورة اشتقاق، والحد الأعلى \(limitText)")
        case .unsupported(let path, let algorithm):
            Bilingual(
                en: "\(path) is encrypted with \(algorithm), which is not used here",
                ar: "\(path) معمّى بطريقة \(algorithm) وهي غير مستعملة هنا")
        default: laterProblem(error)
        }
    }

    private static func laterProblem(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .passphraseTooShort(let characters, let minimum):
            Bilingual(
                en: "the passphrase has \(characters) characters, at least \(minimum) are needed",
                ar: "عبارة المرور من \(characters) أحرف، والحد الأدنى \(minimum)")
        case .passphraseUnreadable(let path, let number):
            Bilingual(
                en: "no passphrase could be read from \(path): \(SystemWords.of(number).en)",
                ar: "لم تُقرأ عبارة مرور من \(path): \(SystemWords.of(number).ar)")
        case .nameRefused(let name):
            Bilingual(
                en: "\(name.debugDescription) cannot be a name in the key folder",
                ar: "لا يصلح \(name.debugDescription) اسمًا في مجلد المفاتيح")
        case .tipDamaged(let path, let line):
            Bilingual(
                en: "\(path) was cut short or changed by hand (line \(line))",
                ar: "قُطع \(path) أو غُيّر باليد (السطر \(line))")
        case .tipFork(let unit, let epoch, let icv):
            Bilingual(
                en: "unit \(unit) released another document as counter \(icv) of epoch \(epoch)",
                ar: "أصدرت الوحدة \(unit) مستندًا آخر بالعداد \(icv) في الحقبة \(epoch)")
        case .system(let operation, let path, let number):
            Bilingual(
                en: "the system could not \(operation) \(path): \(SystemWords.of(number).en)",
                ar: "تعذر على النظام (\(operation)) ‏\(path): \(SystemWords.of(number).ar)")
        default: lastProblem(error)
        }
    }

    private static func lastProblem(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .keysCopied(let path, .machine):
            Bilingual(
                en: "the key folder \(path) was made on another computer, so it is a copy",
                ar: "أُنشئ مجلد المفاتيح \(path) على جهاز آخر، فهو نسخة")
        case .keysCopied(let path, .folder):
            Bilingual(
                en: "the key folder \(path) is a copy of the folder that was made",
                ar: "مجلد المفاتيح \(path) نسخة من المجلد الذي أُنشئ")
        case .keysOfAnotherLedger(let path, let ledger, let found):
            Bilingual(
                en: "the key folder \(path) belongs to ledger \(found), this one is \(ledger)",
                ar: "مجلد المفاتيح \(path) للسجل \(found)، وهذا السجل هو \(ledger)")
        case .recordDamaged(let path), .backupNoteDamaged(let path):
            Bilingual(
                en: "\(path) was cut short or changed by hand",
                ar: "قُطع \(path) أو غُيّر باليد")
        case .passphraseUnsettled(let path, let number):
            Bilingual(
                en: "the disk failed while the passphrase of \(path) was changed:"
                    + " \(SystemWords.of(number).en)",
                ar: "تعطل القرص أثناء تغيير عبارة مرور \(path): \(SystemWords.of(number).ar)")
        default: preconditionFailure("an error without words")
        }
    }

    static func remedy(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .missing(let path):
            Bilingual(
                en:
                    "put the folder \(path) back; a new computer needs a new unit",
                ar: "أعد المجلد \(path) إلى جانب السجل، والجهاز الجديد يحتاج وحدة جديدة")
        case .exists(let path):
            Bilingual(
                en: "keep \(path): a key is never overwritten",
                ar: "أبقِ \(path): لا يُكتب فوق مفتاح"
            )
        case .notADirectory(let path):
            Bilingual(
                en: "move \(path) away; the key folder has this name",
                ar: "انقل \(path)، فهذا اسم مجلد المفاتيح")
        case .link(let path):
            Bilingual(
                en: "replace the link \(path) by the file itself",
                ar: "ضع الملف نفسه مكان الرابط \(path)")
        case .modeTooOpen(let path, _, let wanted):
            Bilingual(
                en: "run: chmod \(octal(wanted)) \(quoted(path))",
                ar: "نفّذ: chmod \(octal(wanted)) \(quoted(path))")
        case .keyMissing(let path) where isLogKey(path),
            .keyMismatch(let path) where isLogKey(path):
            Bilingual(
                en: "it was made with the ledger: copy log.p8 and log.p8.sha256 from the key folder"
                    + " of that time, whose passphrase opens them; without it no checkpoint can be"
                    + " signed any more, issuing and submitting go on, and earlier checkpoints and"
                    + " receipts hold",
                ar: "أُنشئ مع السجل: انسخ log.p8 وlog.p8.sha256 من مجلد المفاتيح الذي كان حينها"
                    + " وعبارة مروره تفتحهما؛ وبدونه لا توقَّع نقطة تحقق بعد الآن، ويستمر الإصدار"
                    + " والإرسال وتبقى نقاط التحقق والإيصالات السابقة صحيحة")
        case .keyMissing, .fileDamaged, .checksumMissing, .keyMismatch:
            Bilingual(
                en: "copy this file and its .sha256 back from a backup into the same folder, or"
                    + " enrol the unit anew with a new key",
                ar: "أعد هذا الملف وملف .sha256 من نسخة احتياطية إلى المجلد نفسه، أو سجّل الوحدة"
                    + " من جديد بمفتاح جديد")
        case .wrongPassphrase:
            Bilingual(
                en: "try again with the passphrase given when the key was made; if it is"
                    + " forgotten: sijil cert enrol --new-keys",
                ar: "أعد المحاولة بعبارة المرور التي أُعطيت عند إنشاء المفتاح، فإن نُسيت:"
                    + " sijil cert enrol --new-keys")
        case .costTooHigh, .unsupported:
            Bilingual(
                en: "use the file that Sijil wrote; this one is not from it",
                ar: "استعمل الملف الذي كتبه سجل، فهذا ليس منه")
        default: laterRemedy(error)
        }
    }

    private static func laterRemedy(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .passphraseTooShort(_, let minimum):
            Bilingual(
                en: "choose one of \(minimum) characters or more; several words are best",
                ar: "اختر عبارة من \(minimum) أحرف فأكثر، وعدة كلمات أفضل")
        case .passphraseUnreadable:
            Bilingual(
                en: "name a readable file whose first line is the passphrase",
                ar: "حدد ملفًا يُقرأ، سطره الأول عبارة المرور")
        case .nameRefused:
            Bilingual(
                en: "use letters and digits, without line breaks or control characters",
                ar: "استعمل حروفًا وأرقامًا دون أسطر جديدة أو أحرف تحكم")
        case .tipDamaged(let path, _):
            Bilingual(
                en: "put \(path) back from a backup of the key folder, then audit the ledger",
                ar: "أعد \(path) من نسخة احتياطية لمجلد المفاتيح ثم دقق السجل")
        case .tipFork:
            Bilingual(
                en: "stop issuing with this unit and audit the ledger and its newest backup",
                ar: "أوقف الإصدار بهذه الوحدة ودقق السجل وأحدث نسخة احتياطية له")
        case .system(_, let path, _):
            Bilingual(
                en: "see that the disk of \(path) has room and may be written, then try again",
                ar: "تأكد أن في قرص \(path) متسعًا وأن الكتابة عليه ممكنة ثم أعد المحاولة")
        default: lastRemedy(error)
        }
    }

    private static func lastRemedy(_ error: KeyStoreError) -> Bilingual {
        switch error {
        case .keysCopied(let path, _):
            Bilingual(
                en: "issue where the folder was made; if that is gone for good: sijil cert enrol"
                    + " --new-keys moves \(path) aside and enrols with a fresh key; for a unit of"
                    + " this computer's own, move it away, then sijil unit add FILE",
                ar: "أصدر من حيث أُنشئ المجلد، فإن ضاع نهائيًا فالأمر sijil cert enrol --new-keys"
                    + " ينقل \(path) جانبًا ويسجّل بمفتاح جديد؛ ولوحدة خاصة بهذا الحاسوب انقله ثم"
                    + " sijil unit add FILE")
        case .keysOfAnotherLedger(let path, _, _):
            Bilingual(
                en: "put the key folder of this ledger at \(path)",
                ar: "ضع مجلد مفاتيح هذا السجل في \(path)")
        case .recordDamaged(let path):
            Bilingual(
                en: "copy \(path) back from a backup of this folder",
                ar: "أعد \(path) من نسخة احتياطية لهذا المجلد")
        case .backupNoteDamaged:
            Bilingual(
                en: "make a new backup; the note is then written anew",
                ar: "خذ نسخة احتياطية جديدة فتُكتب الملاحظة من جديد")
        case .passphraseUnsettled:
            Bilingual(
                en: "see to the disk, then try the new passphrase and, if it fails, the old one",
                ar: "افحص القرص ثم جرّب عبارة المرور الجديدة، فإن لم تفتح فالقديمة")
        default: preconditionFailure("an error without words")
        }
    }

    private static let limitText = "10000000"

    private static func octal(_ mode: UInt32) -> String {
        "0" + String(mode & 0o7777, radix: 8)
    }

    /// For a shell: the whole path in single quotes.
    private static func quoted(_ path: String) -> String {
        let parts = path.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
