import Invoicing

extension SijilError {
    /// Words for keys, passphrases and certificates.
    var keyWords: Words {
        switch self {
        case .passphraseMissing:
            Words(
                "passphrase-missing",
                (
                    "no passphrase was given and there is no terminal to ask on",
                    "لم تُعطَ عبارة مرور ولا توجد طرفية للسؤال عنها"
                ),
                (
                    "run it in a terminal, or use --passphrase-file FILE or --passphrase-fd N",
                    "شغّل الأمر في طرفية أو استعمل --passphrase-file أو --passphrase-fd"
                ))
        case .passphraseNotRepeated:
            Words(
                "passphrase-not-repeated",
                ("the two passphrases differ", "عبارتا المرور مختلفتان"),
                ("run the command again", "أعد الأمر من جديد"))
        case .codeMissing:
            Words(
                "code-missing",
                (
                    "no one-time code was given and there is no terminal to ask on",
                    "لم يُعطَ رمز لمرة واحدة ولا توجد طرفية للسؤال عنه"
                ),
                (
                    "fetch one on the Fatoora portal (it lives one hour), then --otp CODE or "
                        + "--otp - with the code on standard input",
                    "أحضر رمزًا من بوابة فاتورة (صالح ساعة واحدة) ثم استعمل ‎--otp CODE‎ أو "
                        + "‎--otp -‎ مع الرمز على الدخل القياسي"
                ))
        case .keysMissing(let folder):
            Words(
                "keys-missing",
                (
                    "the keys of this ledger are not on this computer: there is no folder "
                        + "\(folder)",
                    "مفاتيح هذا السجل ليست على هذا الحاسوب: لا يوجد المجلد \(folder)"
                ),
                (
                    "issue on the computer that has them; or make this one a unit of its own: "
                        + "sijil unit add FILE; or, if the folder is lost for good: "
                        + "sijil cert enrol --new-keys",
                    "أصدر من الحاسوب الذي فيه المفاتيح؛ أو اجعل لهذا الحاسوب وحدة خاصة به: "
                        + "sijil unit add FILE؛ أو إن ضاع المجلد نهائيًا: "
                        + "sijil cert enrol --new-keys"
                ))
        case .noActiveCertificate(let unit):
            Words(
                "no-active-certificate",
                (
                    "unit \(unit) has no certificate to stamp with",
                    "ليس للوحدة \(unit) شهادة تختم بها"
                ),
                (
                    "fetch a one-time code on the portal, then: sijil cert enrol --unit "
                        + "\(ShellText.quoted(unit)); or install one obtained elsewhere: "
                        + "sijil cert install",
                    "أحضر رمزًا لمرة واحدة من البوابة ثم: sijil cert enrol --unit "
                        + "\(ShellText.quoted(unit))؛ أو ثبّت شهادة من مصدر آخر: "
                        + "sijil cert install"
                ))
        case .certificateForOtherVAT(let certificate, let ledger):
            Words(
                "certificate-for-other-vat",
                (
                    "the certificate is for VAT number \(certificate), the ledger for \(ledger)",
                    "الشهادة للرقم الضريبي \(certificate) والسجل للرقم الضريبي \(ledger)"
                ),
                ("get a certificate for this taxpayer", "استخرج شهادة لهذا المكلف"))
        case .certificateForOtherEnvironment(let certificate, let ledger):
            Words(
                "certificate-for-other-environment",
                (
                    "the certificate belongs to \(certificate), the ledger to \(ledger)",
                    "الشهادة تخص بيئة \(certificate) والسجل يخص بيئة \(ledger)"
                ),
                (
                    "use a certificate of that environment, or a ledger of the certificate's",
                    "استعمل شهادة من بيئة السجل أو سجلًا من بيئة الشهادة"
                ))
        case .certificateIsCompliance:
            Words(
                "certificate-is-compliance",
                (
                    "this is a compliance certificate; it may not stamp tax documents",
                    "هذه شهادة امتثال ولا يجوز أن تختم المستندات الضريبية"
                ),
                ("install the production certificate", "ثبّت شهادة الإنتاج"))
        case .certificateForOtherUnit(let certificate, let unit, let serial):
            Words(
                "certificate-for-other-unit",
                (
                    "the certificate names unit \(certificate), but \(unit) has serial \(serial)",
                    "الشهادة باسم الوحدة \(certificate) بينما الرقم التسلسلي للوحدة \(unit) هو "
                        + "\(serial)"
                ),
                ("install it in the unit it was made for", "ثبّتها في الوحدة التي أُصدرت لها"))
        case .certificateForOtherDocuments(let certificate, let unit, let documents):
            Words(
                "certificate-for-other-documents",
                (
                    "the certificate allows documents \(certificate), unit \(unit) has "
                        + "\(documents)",
                    "الشهادة تسمح بالمستندات \(certificate) بينما الوحدة \(unit) لها \(documents)"
                ),
                (
                    "changing the document map needs a new unit and a new certificate",
                    "تغيير أنواع المستندات يحتاج وحدة جديدة وشهادة جديدة"
                ))
        case .certificateKeyMismatch:
            Words(
                "certificate-key-mismatch",
                ("the certificate is for another key", "الشهادة تخص مفتاحًا آخر"),
                (
                    "give the private key whose request the certificate answered",
                    "أعطِ المفتاح الخاص الذي صدرت الشهادة لطلبه"
                ))
        default: certificateFileWords
        }
    }

    private var certificateFileWords: Words {
        switch self {
        case .certificateNotReadable(let path):
            Words(
                "certificate-not-readable",
                (
                    "\(path) holds no certificate that Sijil can use (PEM, DER or the "
                        + "authority's token; key on secp256k1)",
                    "الملف \(path) ليس فيه شهادة صالحة (بصيغة PEM أو DER أو رمز الهيئة، "
                        + "ومفتاحها secp256k1)"
                ),
                ("give the file as the authority sent it", "أعطِ الملف كما أرسلته الهيئة"))
        case .certificateExpired(let unit, let notAfter, let now):
            Words(
                "certificate-expired",
                (
                    "the certificate of unit \(unit) ended at \(notAfter); it is \(now)",
                    "انتهت صلاحية شهادة الوحدة \(unit) في \(notAfter) والوقت الآن \(now)"
                ),
                (
                    "nothing was issued; fetch a one-time code on the portal, then: sijil cert "
                        + "enrol --unit \(ShellText.quoted(unit))",
                    "لم يُصدر شيء؛ أحضر رمزًا لمرة واحدة من البوابة ثم: ‎sijil cert enrol --unit "
                        + "\(ShellText.quoted(unit))‎"
                ))
        case .certificateNotYetValid(let notBefore, let now):
            Words(
                "certificate-not-yet-valid",
                (
                    "the certificate begins at \(notBefore); it is \(now)",
                    "تبدأ صلاحية الشهادة في \(notBefore) والوقت الآن \(now)"
                ),
                ("check the computer's clock", "تحقق من ساعة الحاسوب"))
        case .privateKeyNotReadable(let path):
            Words(
                "private-key-not-readable",
                (
                    "\(path) holds no secp256k1 private key that can be read (PKCS#8 or SEC 1)",
                    "الملف \(path) ليس فيه مفتاح خاص secp256k1 يمكن قراءته (PKCS#8 أو SEC 1)"
                ),
                (
                    "give the key as PEM, PKCS#8 or SEC 1",
                    "أعطِ المفتاح بصيغة PEM من نوع PKCS#8 أو SEC 1"
                ))
        default: lifeWords
        }
    }

    /// Words for what happens to certificates over time.
    private var lifeWords: Words {
        switch self {
        case .certificateUnknown(let serial):
            Words(
                "certificate-unknown",
                (
                    "no certificate with serial number \(serial) in this ledger",
                    "لا توجد شهادة بالرقم التسلسلي \(serial) في هذا السجل"
                ),
                (
                    "`sijil cert list` shows the certificates with their serial numbers",
                    "الأمر `sijil cert list` يعرض الشهادات وأرقامها التسلسلية"
                ))
        case .certificateEndedBefore(let serial, let state):
            Words(
                "certificate-ended-before",
                (
                    "certificate \(serial) has ended already: \(state)",
                    "الشهادة \(serial) منتهية من قبل: \(state)"
                ),
                (
                    "nothing is left to do; `sijil cert show \(serial)` tells its history",
                    "لا يلزم شيء؛ الأمر `sijil cert show \(serial)` يعرض تاريخها"
                ))
        case .instantInFuture(let instant, let now):
            Words(
                "instant-in-future",
                (
                    "\(instant) is in the future; it is \(now)",
                    "الوقت \(instant) في المستقبل والوقت الآن \(now)"
                ),
                (
                    "give a time that has passed, in UTC: YYYY-MM-DDThh:mm:ssZ",
                    "أعطِ وقتًا مضى بالتوقيت العالمي: YYYY-MM-DDThh:mm:ssZ"
                ))
        default: preconditionFailure("not a key error")
        }
    }
}
