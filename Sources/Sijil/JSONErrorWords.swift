import Encoding
import Invoicing

extension SijilError {
    /// From a reader's error, which knows its place.
    static func notJSON(path: String, _ error: JSONError) -> SijilError {
        .notJSON(path: path, line: error.line, column: error.column, detail: error.words)
    }
}

extension JSONError {
    /// Whether the text only stops too early.
    var isTruncation: Bool { kind == .unexpectedEnd }

    /// The error as a refusal of the draft that stands on a line of its own.
    func problem(line: Int) -> Problem {
        Problem(
            rule: "SJL-JSON", path: pointer, value: nil,
            message: Bilingual(
                en: "line \(line), column \(column): \(words.en)",
                ar: "السطر \(line)، العمود \(column): \(words.ar)"),
            remedy: Bilingual(
                en: "mend the text there; `sijil schema draft` prints the shape of a draft",
                ar: "أصلح النص في هذا الموضع؛ الأمر `sijil schema draft` يعرض شكل المسودة"))
    }

    /// What is wrong with the text, in both languages.
    var words: Bilingual {
        switch kind {
        case .tooLarge(let bytes, let limit):
            Bilingual(
                en: "\(bytes) bytes are more than the limit of \(limit)",
                ar: "حجم النص \(bytes) بايت يتجاوز الحد \(limit)")
        case .tooDeep(let limit):
            Bilingual(
                en: "nested deeper than \(limit) levels",
                ar: "التداخل أعمق من \(limit) مستوى")
        case .byteOrderMark:
            Bilingual(
                en: "the text begins with a byte order mark, which JSON does not allow",
                ar: "يبدأ النص بعلامة ترتيب البايتات وهي غير مسموحة في JSON")
        case .unexpectedEnd:
            Bilingual(en: "the text ends too early", ar: "النص منتهٍ قبل تمامه")
        case .unexpectedByte(let byte):
            Bilingual(
                en: "\(Self.shown(byte)) cannot stand here",
                ar: "لا يجوز \(Self.shown(byte)) في هذا الموضع")
        case .trailingByte(let byte):
            Bilingual(
                en: "\(Self.shown(byte)) follows after the end of the value",
                ar: "يوجد \(Self.shown(byte)) بعد نهاية القيمة")
        case .invalidUTF8:
            Bilingual(en: "a text is not UTF-8", ar: "النص ليس بترميز UTF-8")
        case .controlCharacter(let byte):
            Bilingual(
                en: "control character \(Self.shown(byte)) in a text",
                ar: "محرف تحكم \(Self.shown(byte)) داخل نص")
        case .invalidEscape:
            Bilingual(
                en: "a backslash begins no known escape",
                ar: "شرطة مائلة عكسية لا تبدأ رمزًا معروفًا"
            )
        case .loneSurrogate:
            Bilingual(en: "half of a surrogate pair alone", ar: "نصف زوج بديل بلا نصفه الآخر")
        case .invalidNumber:
            Bilingual(en: "this is no JSON number", ar: "هذا ليس عددًا صحيح الصيغة في JSON")
        case .numberOutOfRange:
            Bilingual(en: "the number is too large or too long", ar: "العدد كبير جدًا أو طويل جدًا")
        case .repeatedName(let name):
            Bilingual(
                en: "the name \"\(name)\" stands twice in one object",
                ar: "الاسم \"\(name)\" مكرر في كائن واحد")
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        let isPrintable = byte > 0x20 && byte < 0x7F
        return isPrintable ? "'\(Character(Unicode.Scalar(byte)))'" : "0x\(String(byte, radix: 16))"
    }
}
