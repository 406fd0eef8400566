import Invoicing
import MerkleLog

extension NoteError {
    /// What is wrong with a note, key, checkpoint or proof.
    var words: Bilingual {
        switch self {
        case .tooLong(let bytes, let limit):
            Bilingual(
                en: "\(bytes) bytes, of at most \(limit)", ar: "\(bytes) بايت، والحد \(limit)")
        case .notUTF8: Bilingual(en: "not UTF-8", ar: "ليس بترميز UTF-8")
        case .controlCharacter(let byte, let line):
            Bilingual(
                en: "line \(line): a control character (\(byte))",
                ar: "السطر \(line): محرف تحكم (\(byte))")
        case .unfinished:
            Bilingual(
                en: "cut off: no signature, or no end of the last line",
                ar: "مبتور: لا توقيع فيه أو لا نهاية لسطره الأخير")
        case .signatureForm(let line):
            Bilingual(en: "line \(line): no signature", ar: "السطر \(line): ليس توقيعًا")
        case .tooManySignatures(let limit):
            Bilingual(en: "more than \(limit) signatures", ar: "أكثر من \(limit) توقيع")
        case .line(let line, let expected):
            Bilingual(
                en: "line \(line): \(expected.words.en) expected",
                ar: "السطر \(line): يُنتظر \(expected.words.ar)")
        case .keyForm:
            Bilingual(
                en: "a key is one line: name+ID+base64",
                ar: "المفتاح سطر واحد: الاسم+المعرف+base64")
        case .keyKind(let kind):
            Bilingual(
                en: "keys of kind \(kind) are not known", ar: "لا تُعرف مفاتيح من النوع \(kind)")
        case .keyID:
            Bilingual(
                en: "its ID is not that of this name and key: something was mistyped",
                ar: "معرفه ليس لهذا الاسم والمفتاح: كُتب شيء خطأ")
        }
    }
}

extension NoteError.Line {
    fileprivate var words: Bilingual {
        switch self {
        case .origin: Bilingual(en: "the log's name", ar: "اسم السجل")
        case .size: Bilingual(en: "the number of entries", ar: "عدد القيود")
        case .root: Bilingual(en: "the root, base64 of 32 bytes", ar: "الجذر بترميز base64")
        case .extra: Bilingual(en: "base64", ar: "نص بترميز base64")
        case .index: Bilingual(en: "index and a number", ar: "الكلمة index ورقم")
        case .hash: Bilingual(en: "a hash, base64 of 32 bytes", ar: "بصمة بترميز base64")
        case .oldSize: Bilingual(en: "old and a number", ar: "الكلمة old ورقم")
        case .format: Bilingual(en: "c2sp.org/tlog-proof@v1", ar: "c2sp.org/tlog-proof@v1")
        case .end: Bilingual(en: "the end of the hashes", ar: "نهاية البصمات")
        }
    }
}
