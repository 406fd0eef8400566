import Invoicing
import KeyStore

/// What setup says, apart from the questions about the seller.
enum SetupWords {
    static func welcome() -> [Bilingual] {
        [
            Bilingual(
                en: "This makes a ledger for one seller and connects it to Fatoora, one question "
                    + "at a time.",
                ar: "هنا يُنشأ سجل لبائع واحد ويُربط بمنصة فاتورة، سؤالًا بعد سؤال."),
            Bilingual(
                en: "Every answer is kept: q leaves, and the same command goes on from there. "
                    + "< goes back to the last answer; an empty line takes what stands in [ ].",
                ar:
                    "كل جواب محفوظ: اكتب \u{200E}q\u{200E} أو خروج للخروج، "
                    + "والأمر نفسه يتابع من حيث "
                    + "توقفت. واكتب \u{200E}<\u{200E} أو رجوع لتصحيح الجواب السابق، "
                    + "والسطر الفارغ يأخذ "
                    + "ما بين القوسين \u{200E}[ ]\u{200E}."),
        ]
    }

    static let goingOn = Bilingual(
        en: "Going on where the last setup stopped.", ar: "متابعة من حيث توقفت التهيئة السابقة.")

    static let nothingBefore = SetupProblem(
        Bilingual(en: "this is the first question", ar: "هذا أول سؤال"),
        Bilingual(
            en: "answer it, or q to leave", ar: "أجب عنه، أو \u{200E}q\u{200E} للخروج"))

    // MARK: Summary

    static let summary = Bilingual(en: "This is what you said:", ar: "هذا ما ذكرته:")

    static let added = Bilingual(en: "Setup adds:", ar: "وتضيف التهيئة:")

    static let nameInRequest = Bilingual(
        en: "name in the certificate request", ar: "الاسم في طلب الشهادة")

    static let serial = Bilingual(en: "unit's serial number", ar: "الرقم التسلسلي للوحدة")

    static let confirmation = SetupQuestion(
        prompt: Bilingual(
            en: "Is all of this right (yes, or a line's number)",
            ar: "هل كل هذا صحيح (نعم، أو رقم سطر)"),
        why: [
            Bilingual(
                en: "Yes makes the ledger; the number of a line changes that line. Afterwards the "
                    + "seller and the system of this ledger cannot be changed.",
                ar: "نعم تُنشئ السجل، ورقم السطر يغيره. وبعد ذلك لا يتغير بائع هذا السجل ولا "
                    + "النظام المربوط به.")
        ])

    static func noSuchLine(_ count: Int) -> SetupProblem {
        SetupProblem(
            Bilingual(en: "that is neither yes nor a line", ar: "ليس هذا نعم ولا رقم سطر"),
            Bilingual(
                en: "type yes, or the number of a line from 1 to \(count), or q",
                ar: "اكتب نعم، أو رقم سطر من 1 إلى \(count)، أو \u{200E}q\u{200E}"))
    }

    // MARK: Passphrase

    static let passphraseRules = Bilingual(
        en: "Now a passphrase for the keys: at least \(KeyStore.minimumPassphraseCharacters) "
            + "characters; several words are best. It is not shown while you type, and it is "
            + "stored nowhere: whoever forgets it has to connect anew, so write it down and keep "
            + "it in a safe place. Ctrl-C leaves.",
        ar: "والآن عبارة مرور للمفاتيح: \(KeyStore.minimumPassphraseCharacters) أحرف على الأقل، "
            + "والأفضل عدة كلمات. لا تظهر أثناء كتابتها ولا تُحفظ في أي مكان، "
            + "ومن نسيها احتاج إلى ربط "
            + "جديد، فدوّنها واحفظها في مكان آمن. \u{200E}Ctrl-C\u{200E} للخروج.")

    static let newPassphrase = Bilingual(
        en: "New passphrase for the keys", ar: "عبارة مرور جديدة للمفاتيح")

    static let repeated = Bilingual(en: "The same again", ar: "أعد عبارة المرور")

    static let passphrase = Bilingual(en: "Passphrase of the keys", ar: "عبارة مرور المفاتيح")

    static let notRepeated = SetupProblem(
        Bilingual(en: "the two passphrases differ", ar: "عبارتا المرور مختلفتان"),
        Bilingual(en: "choose it again", ar: "اخترها من جديد"))

    static func tooShort(_ characters: Int, _ minimum: Int) -> SetupProblem {
        SetupProblem(
            Bilingual(
                en: "the passphrase has \(characters) characters, at least \(minimum) are needed",
                ar: "في عبارة المرور \(characters) أحرف، والحد الأدنى \(minimum)"),
            Bilingual(en: "choose a longer one", ar: "اختر أطول منها"))
    }

    static func made(_ path: String) -> Bilingual {
        Bilingual(
            en: "made \(path), with the keys in \(path).keys",
            ar: "أُنشئ السجل \(Marked.text(path))، والمفاتيح في \(Marked.text(path + ".keys"))")
    }

    // MARK: Backup

    static func backup(isNeeded: Bool) -> SetupQuestion {
        SetupQuestion(
            prompt: Bilingual(en: "Back up to", ar: "النسخ إلى"),
            why: [
                Bilingual(
                    en: "A first backup, best on another disk: a folder, or a file that is not "
                        + "there yet. Keys are not in it. "
                        + (isNeeded
                            ? "The real system wants one before the connection."
                            : "An empty line makes none now."),
                    ar:
                        "نسخة احتياطية أولى، والأفضل على قرص آخر: مجلد، أو ملف ليس موجودًا. "
                        + "ولا تحوي "
                        + "المفاتيح. "
                        + (isNeeded
                            ? "وهي لازمة قبل الربط بالنظام الفعلي." : "والسطر الفارغ يتركها الآن."))
            ], example: Bilingual(en: "/media/usb", ar: "\u{200E}/media/usb\u{200E}"))
    }

    static func backedUp(_ path: String) -> Bilingual {
        Bilingual(
            en: "backed up to \(path), and the copy's audit is sound",
            ar: "نُسخ إلى \(Marked.text(path))، وتدقيق النسخة سليم")
    }

    // MARK: Ends

    static func notConnected(_ unit: String) -> Bilingual {
        Bilingual(
            en: "The ledger is made, but unit \(unit) is not connected yet.",
            ar: "السجل موجود، لكن الوحدة \(Marked.text(unit)) لم تُربط بعد.")
    }

    static func ended(_ unit: String, _ day: String) -> Bilingual {
        Bilingual(
            en: "The certificate of unit \(unit) ended on \(day): it is connected anew.",
            ar: "انتهت شهادة الوحدة \(Marked.text(unit)) في \(day)، فتُربط من جديد.")
    }

    static func connected(_ day: String) -> Bilingual {
        Bilingual(en: "connected until \(day)", ar: "متصل حتى \(day)")
    }

    static let nextIssue = Bilingual(
        en: "Next, issue the first documents: from a spreadsheet (`sijil import --template xlsx` "
            + "gives one to begin with) or a draft (`sijil schema draft` says what it holds):",
        ar: "التالي إصدار أول المستندات: من جدول (والأمر "
            + "\u{200E}sijil import --template xlsx\u{200E} يعطي جدولا تبدأ به) أو من مسودة "
            + "(والأمر \u{200E}sijil schema draft\u{200E} يبين محتواها):"
    )

    static let goOn = Bilingual(
        en: "What is done is kept. Go on whenever you like with:",
        ar: "ما تم محفوظ. وللمتابعة متى شئت:")

    static let rehearsed = Bilingual(
        en: "The sandbox connects nothing. Next, a ledger for the simulation or the real system:",
        ar: "بيئة المطورين لا تربط شيئًا. التالي سجل للمحاكاة أو للنظام الفعلي:")
}

/// Values inside Arabic sentences.
enum Marked {
    /// A value without Arabic letters between two left-to-right marks, so that its signs and digits
    /// keep their order.
    static func text(_ value: String) -> String {
        let isArabic = value.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
            default: false
            }
        }
        return isArabic ? value : "\u{200E}\(value)\u{200E}"
    }
}
