public import Invoicing
import Ledger

/// Why a document cannot be settled by the firm's word. Nothing was written.
public enum SettlementRefusal: ExplainedError, Equatable {
    /// What differs between a copy and the document.
    public struct Part: Hashable, Sendable {
        public let name: String
        public let expected: String
        public let found: String
    }

    case neverSent(number: String)
    /// An answer of the authority tells what became of it.
    case judged(number: String, state: SubmissionState)
    /// A request is on its way, or was cut short and its end is not stored yet.
    case beingSent(number: String)
    /// The authority still knows it again.
    case early(number: String, since: Instant)
    /// What was seen was not told.
    case unsaid(number: String)
    case seenUnfit(characters: Int)
    /// It is on record; in words, since when and by which words.
    case settled(Bilingual)
    case copyOfSimplified(number: String)
    case copyDiffers(number: String, file: String, parts: [Part])
    /// - Parameter isOwn: The stamp is by a certificate of this ledger.
    case copyNotCleared(number: String, file: String, isOwn: Bool)
    /// Another copy is stored.
    case copyStored(number: String)

    public var code: String {
        switch self {
        case .neverSent: "never-sent"
        case .judged: "document-judged"
        case .beingSent: "being-sent"
        case .early: "settles-itself"
        case .unsaid: "seen-missing"
        case .seenUnfit: "seen-unfit"
        case .settled: "settled-before"
        case .copyOfSimplified: "copy-unwanted"
        case .copyDiffers: "copy-differs"
        case .copyNotCleared: "copy-not-cleared"
        case .copyStored: "copy-stored"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .neverSent(let number):
            Bilingual(
                en: "\(number) was never sent from here, so it cannot be in the portal",
                ar: "المستند \(number) لم يُرسل من هنا قط، فلا يمكن أن يكون في البوابة")
        case .judged(let number, let state):
            Bilingual(
                en: "the authority's answer about \(number) is stored (\(state.name.en)): nobody's "
                    + "word takes its place",
                ar: "رد الهيئة عن \(number) محفوظ (\(state.name.ar)): ولا يحل محله قول أحد")
        case .beingSent(let number):
            Bilingual(
                en: "\(number) is being sent, or its sending was cut short and what came of it is "
                    + "not stored yet",
                ar: "المستند \(number) قيد الإرسال، أو انقطع إرساله ولم يُحفظ بعد ما آل إليه")
        case .early(let number, let since):
            Bilingual(
                en: "\(number) may have been sent at \(since), less than 24 hours ago: the "
                    + "authority knows it again, so its own answer can still be had",
                ar:
                    "ربما أُرسل \(number) في \(since) قبل أقل من 24 ساعة: ما زالت الهيئة "
                    + "تتعرف عليه، فيمكن الحصول على ردها نفسه")
        case .unsaid(let number):
            Bilingual(
                en: "what the portal shows of \(number) was not told",
                ar: "لم يُذكر ما تُظهره البوابة عن \(number)")
        case .seenUnfit(let characters):
            Bilingual(
                en: "what was seen is told in 1 to \(Ledger.longestReason) characters, not only "
                    + "blanks, and no control characters; these are \(characters)",
                ar: "يُذكر ما شوهد في 1 إلى \(Ledger.longestReason) حرف، ليس فراغات فقط ولا رموز "
                    + "تحكم؛ وفي هذا \(characters)")
        case .settled(let words): words
        default: copyProblem
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .neverSent(let number), .beingSent(let number), .early(let number, _):
            Bilingual(
                en: "submit it: sijil submit \(ShellText.quoted(number))",
                ar: "أرسله: \u{200E}sijil submit \(ShellText.quoted(number))\u{200E}")
        case .judged(let number, let state) where state == .rejected:
            CorrectionRefusal.rejected(number: number).remedy
        case .judged(let number, let state) where state == .clearedWithoutCopy:
            OpenMatterWords.fetchCopy(number)
        case .judged(let number, _):
            Bilingual(
                en: "nothing is to be done; see it: sijil show \(ShellText.quoted(number))",
                ar: "لا شيء مطلوب؛ انظره: \u{200E}sijil show \(ShellText.quoted(number))\u{200E}")
        case .unsaid(let number):
            Bilingual(
                en: "say it in a line: sijil settle \(ShellText.quoted(number)) --seen-in-portal "
                    + "'accepted, seen by NAME on DATE'",
                ar: "اذكره في سطر: \u{200E}sijil settle \(ShellText.quoted(number)) "
                    + "--seen-in-portal 'accepted, seen by NAME on DATE'\u{200E}")
        case .seenUnfit:
            Bilingual(
                en: "say in one line what the portal shows, when it was seen and by whom",
                ar: "اذكر في سطر واحد ما تُظهره البوابة، ومتى شوهد، ومن شاهده")
        case .settled:
            Bilingual(
                en: "it is not sent again, and the first record stays",
                ar: "لا يُرسل ثانية، ويبقى القيد الأول")
        default: copyRemedy
        }
    }

    /// About a file that is no copy to keep.
    private var copyProblem: Bilingual {
        switch self {
        case .copyOfSimplified(let number):
            Bilingual(
                en: "\(number) is a simplified document: it is reported, not cleared, and the "
                    + "authority makes no copy of it",
                ar: "المستند \(number) مبسط: يُبلَّغ عنه ولا يُعتمد، ولا تصدر الهيئة نسخة منه")
        case .copyDiffers(let number, let file, let parts):
            Bilingual(
                en: "\(file) is not \(number) as it was sent: "
                    + parts.map { "\($0.name) \($0.found), not \($0.expected)" }
                    .joined(separator: "; "),
                ar: "الملف \(file) ليس \(number) كما أُرسل: "
                    + parts.map { "\($0.name) هو \($0.found) لا \($0.expected)" }
                    .joined(separator: "؛ "))
        case .copyNotCleared(let number, let file, isOwn: true):
            Bilingual(
                en: "\(file) is \(number) with this ledger's own stamp: as it was sent, not as the "
                    + "authority cleared it",
                ar: "الملف \(file) هو \(number) بختم هذا السجل: كما أُرسل لا كما اعتمدته الهيئة")
        case .copyNotCleared(let number, let file, isOwn: false):
            Bilingual(
                en: "\(file) is \(number) without a stamp of the authority that is known",
                ar: "الملف \(file) هو \(number) بلا ختم معروف للهيئة")
        case .copyStored(let number):
            Bilingual(
                en: "another copy of \(number) is stored already",
                ar: "للمستند \(number) نسخة أخرى محفوظة")
        default: preconditionFailure("not about a copy")
        }
    }

    private var copyRemedy: Bilingual {
        switch self {
        case .copyOfSimplified:
            Bilingual(
                en: "leave --cleared-copy out", ar: "احذف الخيار \u{200E}--cleared-copy\u{200E}")
        case .copyDiffers:
            Bilingual(
                en: "fetch the file of this document from the portal; if the portal shows no other "
                    + "one, do not settle it: ask the authority",
                ar: "نزّل ملف هذا المستند من البوابة؛ وإن لم يكن فيها غيره فلا تقيّده بل اسأل "
                    + "الهيئة")
        case .copyNotCleared:
            Bilingual(
                en: "fetch the cleared XML from the portal, byte for byte; without it, leave "
                    + "--cleared-copy out and add the copy later",
                ar: "نزّل ملف XML المعتمد من البوابة كما هو؛ وإن تعذر فاحذف الخيار "
                    + "\u{200E}--cleared-copy\u{200E} وأضف النسخة لاحقًا")
        case .copyStored:
            Bilingual(
                en: "the first one is kept; if the portal shows another one now, ask the authority",
                ar: "تبقى الأولى؛ وإن أظهرت البوابة الآن غيرها فاسأل الهيئة")
        default: preconditionFailure("not about a copy")
        }
    }
}
