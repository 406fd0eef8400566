import Encoding
import Invoicing

/// The words for what is wrong with a seller file, in one place.
enum SellerTexts {
    static func missingRule(_ name: String) -> String {
        switch name {
        case "vat": "BR-KSA-39"
        case "ids": "BR-KSA-08"
        case "address": "BR-KSA-09"
        default: "SJL-REQUIRED"
        }
    }

    static func missing(_ path: String, rule: String) -> Problem {
        problem(
            rule, path, nil, "\(path) is missing or blank", "\(path) ناقص أو فارغ",
            "add it to the seller file", "أضِفه إلى ملف البائع")
    }

    static func unknown(_ path: String, _ name: String) -> Problem {
        problem(
            "SJL-UNKNOWN-KEY", path, name, "a seller file has no member \(name)",
            "لا عضو باسم \(name) في ملف البائع", "remove it, or correct its spelling",
            "احذفه أو صحح كتابته")
    }

    static func wrongType(_ path: String, _ json: JSONValue, _ expected: String) -> Problem {
        var shown = json.serialized()
        if shown.count > 80 { shown = shown.prefix(80) + "…" }
        let place = path.isEmpty ? "the seller file" : path
        return problem(
            "SJL-TYPE", path, shown, "\(place) must be \(expected)",
            "يجب أن يكون \(path.isEmpty ? "ملف البائع" : path) على الشكل \(expected)",
            "write \(expected)", "اكتب \(expected)")
    }

    static func controlCharacter(_ path: String, _ text: String) -> Problem {
        problem(
            "SJL-TEXT", path, text, "\(path) holds a control character", "\(path) يحوي حرف تحكم",
            "type the text anew, on one line", "اكتب النص من جديد في سطر واحد")
    }

    static func vat(_ path: String, _ text: String) -> Problem {
        problem(
            "BR-KSA-40", path, text,
            "a VAT number has 15 digits, the first and the last of them 3",
            "الرقم الضريبي 15 رقمًا أوله وآخره 3", "copy it from the VAT certificate",
            "انسخه من شهادة التسجيل الضريبي")
    }

    static func scheme(_ path: String, _ text: String, _ allowed: [String]) -> Problem {
        let list = allowed.joined(separator: ", ")
        return problem(
            "BR-KSA-08", path, text, "\(text) is no identification scheme of a seller",
            "\(text) ليس من أنواع تعريف البائع", "use one of \(list)", "استعمل أحد هذه: \(list)")
    }

    static func number(_ path: String, _ text: String, _ rule: String, _ example: String) -> Problem
    {
        problem(
            rule, path, text, "\(text) is not a 10-digit number such as \(example)",
            "\(text) ليس رقمًا من 10 خانات مثل \(example)",
            "copy the number from the registration", "انسخ الرقم من السجل")
    }

    static func digits(_ path: String, _ text: String, _ rule: String, _ count: Int) -> Problem {
        problem(
            rule, path, text, "\(path) must be \(count) digits (0-9)",
            "يجب أن يكون \(path) من \(count) أرقام (0-9)",
            "copy it from the national address", "انسخه من العنوان الوطني")
    }

    static func country(_ path: String, _ text: String) -> Problem {
        problem(
            "SJL-COUNTRY", path, text, "the seller's country is \(text), but must be SA",
            "دولة البائع \(text) ويجب أن تكون SA", "write SA", "اكتب SA")
    }

    static func tooLong(_ path: String, _ text: String, _ rule: String, _ limit: Int) -> Problem {
        let count = text.unicodeScalars.count
        return problem(
            rule, path, text, "\(path) has \(count) characters, at most \(limit) are allowed",
            "\(path) فيه \(count) حرفًا والحد الأعلى \(limit)", "shorten it", "اختصره")
    }

    private static func problem(
        _ rule: String, _ path: String, _ value: String?, _ en: String, _ ar: String,
        _ remedy: String, _ remedyArabic: String
    ) -> Problem {
        Problem(
            rule: rule, path: path, value: value, message: Bilingual(en: en, ar: ar),
            remedy: Bilingual(en: remedy, ar: remedyArabic))
    }
}
