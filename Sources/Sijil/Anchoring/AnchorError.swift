public import Invoicing
public import MerkleLog

/// Why a checkpoint, a receipt or a witness's answer could not be made or taken. Nothing was
/// written.
public enum AnchorError: ExplainedError, Equatable {
    /// A file in the folder of checkpoints is none.
    case damaged(path: String, NoteError)
    /// A checkpoint of the same size with another root is kept already.
    case contradicted(path: String)
    /// The log has fewer entries than a checkpoint that was signed before, or other ones.
    case rolledBack(size: Int64, signed: Int64)
    /// No checkpoint reaches the document yet.
    case notCovered(number: String)
    case noCheckpoint
    /// The text is no key of a witness.
    case witnessKey(String)
    /// The answer holds no signature of that witness for any checkpoint that is kept.
    case noCosignature(witness: String)
    /// The witness cosigned another size last.
    case otherSize(Int64)
    /// The witness refused, with this status of HTTP.
    case witnessRefused(status: Int)

    public var code: String {
        switch self {
        case .damaged: "checkpoint-damaged"
        case .contradicted: "checkpoint-contradicted"
        case .rolledBack: "log-rolled-back"
        case .notCovered: "not-covered"
        case .noCheckpoint: "no-checkpoint"
        case .witnessKey: "witness-key"
        case .noCosignature: "no-cosignature"
        case .otherSize: "witness-other-size"
        case .witnessRefused: "witness-refused"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .damaged(let path, let error):
            Bilingual(
                en: "\(path) is no checkpoint: \(error.words.en)",
                ar: "\(path) ليس نقطة تحقق: \(error.words.ar)")
        case .contradicted(let path):
            Bilingual(
                en: "\(path) is a checkpoint of the same size with another root",
                ar: "\(path) نقطة تحقق بالحجم نفسه وبجذر آخر")
        case .rolledBack(let size, let signed):
            Bilingual(
                en: "the log of \(size) entries does not continue the checkpoint of \(signed) "
                    + "entries that was signed before",
                ar: "السجل بقيوده \(size) لا يتابع نقطة التحقق الموقعة من قبل عند \(signed) قيد")
        case .notCovered(let number):
            Bilingual(
                en: "no checkpoint covers \(number) yet",
                ar: "لا نقطة تحقق تشمل \(number) بعد")
        case .noCheckpoint:
            Bilingual(en: "there is no checkpoint yet", ar: "لا توجد نقطة تحقق بعد")
        case .witnessKey(let text):
            Bilingual(
                en: "“\(text)” is no key of a witness", ar: "«\(text)» ليس مفتاح شاهد")
        case .noCosignature(let witness):
            Bilingual(
                en:
                    "the answer holds no signature of \(witness) for a checkpoint kept here",
                ar: "لا يحمل الرد توقيعًا من \(witness) على نقطة تحقق محفوظة هنا")
        case .otherSize(let size):
            Bilingual(
                en: "the witness cosigned \(size) entries last",
                ar: "آخر ما وقّعه الشاهد كان عند \(size) قيد")
        case .witnessRefused(let status): Self.refusal(status)
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .damaged:
            Bilingual(
                en: "put a copy of the file back, or move it out of the folder",
                ar: "أعد نسخة سليمة من الملف أو انقله من المجلد")
        case .contradicted, .rolledBack:
            Bilingual(
                en: "nothing is signed that contradicts the past: run `sijil audit`, and compare "
                    + "with the newest backup; after `sijil restore`, which sets aside those "
                    + "beside the ledger, move checkpoints of what was given up out of other "
                    + "folders too",
                ar: "لا يوقَّع ما يناقض الماضي: شغّل `sijil audit` وقارن بأحدث نسخة احتياطية؛ وبعد "
                    + "`sijil restore` الذي ينقل ما بجانب السجل انقل أيضًا نقاط التحقق مما تُرك من "
                    + "المجلدات الأخرى")
        case .notCovered, .noCheckpoint:
            Bilingual(en: "run `sijil checkpoint` first", ar: "شغّل `sijil checkpoint` أولًا")
        case .witnessKey:
            Bilingual(
                en: "take the line that `sijil witness init` printed",
                ar: "استعمل السطر الذي طبعه `sijil witness init`")
        case .noCosignature:
            Bilingual(
                en: "see that the key is this witness's and the answer is to this ledger's request",
                ar: "تحقق من أن المفتاح لهذا الشاهد وأن الرد على طلب هذا السجل")
        case .otherSize(let size):
            Bilingual(
                en: "ask again with `sijil witness request --from \(size)`",
                ar: "أعد الطلب باستعمال `sijil witness request --from \(size)`")
        case .witnessRefused(let status): Self.remedy(status)
        }
    }

    public var isRefusal: Bool {
        switch self {
        case .notCovered, .noCheckpoint, .noCosignature, .otherSize, .witnessRefused: true
        default: false
        }
    }
}

extension AnchorError {
    /// What a witness means by a status (C2SP "tlog-witness").
    private static func refusal(_ status: Int) -> Bilingual {
        switch status {
        case 403:
            Bilingual(
                en: "the witness knows another key of this log (403)",
                ar: "يعرف الشاهد مفتاحًا آخر لهذا السجل (403)")
        case 404:
            Bilingual(
                en: "the witness does not know this log (404)",
                ar: "لا يعرف الشاهد هذا السجل (404)")
        case 422:
            Bilingual(
                en: "the witness says that this log does not continue the one it cosigned (422)",
                ar: "يقول الشاهد إن هذا السجل لا يتابع ما وقّعه من قبل (422)")
        default:
            Bilingual(
                en: "the witness gave no cosignature (\(status))",
                ar: "لم يعطِ الشاهد توقيعًا (\(status))")
        }
    }

    private static func remedy(_ status: Int) -> Bilingual {
        switch status {
        case 403, 404:
            Bilingual(
                en: "have the witness trust the line that `sijil checkpoint --key` prints",
                ar: "ليضف الشاهد إلى من يثق بهم السطر الذي يطبعه `sijil checkpoint --key`")
        case 422:
            Bilingual(
                en: "run `sijil audit`, and compare with the newest backup: the past was changed",
                ar: "شغّل `sijil audit` وقارن بأحدث نسخة احتياطية: تغير الماضي")
        default:
            Bilingual(
                en: "see that the address is a witness's, and ask again later",
                ar: "تحقق من أن العنوان لشاهد، وأعد الطلب لاحقًا")
        }
    }
}
