import Invoicing

/// The words for what is wrong with a unit's texts, in one place.
enum UnitTexts {
    static func missing(_ field: UnitField) -> Problem {
        problem(
            "SJL-REQUIRED", field, nil, "\(field.rawValue) is missing or blank",
            "\(field.rawValue) ناقص أو فارغ", "give it: \(example(field))",
            "أضِفه، مثل: \(example(field))")
    }

    static func controlCharacter(_ field: UnitField, _ text: String) -> Problem {
        problem(
            "SJL-TEXT", field, text, "\(field.rawValue) holds a control character",
            "\(field.rawValue) يحوي حرف تحكم", "type the text anew, on one line",
            "اكتب النص من جديد في سطر واحد")
    }

    static func refusedCharacter(
        _ field: UnitField, _ text: String, _ character: Character
    ) -> Problem {
        let list = UnitField.refused.map(String.init).sorted().joined(separator: " ")
        return problem(
            "SJL-UNIT-CHARACTER", field, text,
            "\(field.rawValue) holds \(character), which the authority refuses in a request",
            "\(field.rawValue) يحوي \(character)، وهو حرف ترفضه الهيئة في الطلب",
            "leave out \(list)", "احذف \(list)")
    }

    static func tooLong(_ field: UnitField, _ text: String, _ limit: Int) -> Problem {
        let count = text.unicodeScalars.count
        return problem(
            "SJL-LENGTH", field, text,
            "\(field.rawValue) has \(count) characters, at most \(limit) fit",
            "\(field.rawValue) فيه \(count) حرفًا، والحد الأعلى \(limit)", "shorten it", "اختصره")
    }

    static func serial(_ text: String) -> Problem {
        problem(
            "SJL-UNIT-SERIAL", .serial, text, "serial is not of the form \(example(.serial))",
            "serial ليس على الصيغة \(example(.serial))",
            "write maker, model and serial number after 1-, 2- and 3-, with | between and no =",
            "اكتب الصانع والطراز والرقم التسلسلي بعد ‎1-‎ و‎2-‎ و‎3-‎ وبينها | ودون =")
    }

    static func documents(_ text: String) -> Problem {
        problem(
            "SJL-UNIT-DOCUMENTS", .documents, text,
            "documents is not four digits 0 or 1 with a 1 among the first two",
            "documents ليس أربع خانات من 0 أو 1 فيها 1 في إحدى الخانتين الأوليين",
            "use 1000 for standard, 0100 for simplified, 1100 for both",
            "استعمل 1000 للضريبية و0100 للمبسطة و1100 للاثنتين")
    }

    static func groupBranch(_ text: String) -> Problem {
        problem(
            "SJL-UNIT-GROUP", .branch, text,
            "the VAT number is a group's, so branch must be the member's 10-digit TIN",
            "الرقم الضريبي لمجموعة، فيجب أن يكون branch الرقم المميز للعضو من 10 أرقام",
            "give the member's TIN, such as 3999999999", "اكتب الرقم المميز للعضو، مثل 3999999999")
    }

    private static func example(_ field: UnitField) -> String {
        switch field {
        case .commonName: "Riyadh-1"
        case .serial: "1-Sijil|2-Till|3-0001"
        case .branch: "Riyadh Branch"
        case .documents: "1100"
        case .location: "RRRD2929"
        case .industry: "Retail"
        case .organization: "Maximum Speed Tech Supply LTD"
        }
    }

    private static func problem(
        _ rule: String, _ field: UnitField, _ value: String?, _ en: String, _ ar: String,
        _ remedy: String, _ remedyArabic: String
    ) -> Problem {
        Problem(
            rule: rule, path: "/\(field.rawValue)", value: value,
            message: Bilingual(en: en, ar: ar), remedy: Bilingual(en: remedy, ar: remedyArabic))
    }
}
