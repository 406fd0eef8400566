import EGS
import Encoding
import Fatoora
public import Invoicing

/// One thing that setup needs to know, in the order in which it asks.
public enum SetupField: String, CaseIterable, Sendable {
    case environment
    case endpoint
    case name
    case vat
    case idScheme = "id_scheme"
    case idValue = "id_value"
    case building
    case street
    case district
    case city
    case postalCode = "postal_code"
    case location
    case branch
    case industry
    case documents
    /// Derived from the answers above; asked only where a person wants to change it.
    case unitName = "common_name"
    case file

    var isDerived: Bool { self == .unitName || self == .file }

    /// The values behind the numbers that a person types; empty where a text is typed.
    var choices: [String] {
        switch self {
        case .environment: ["production", "simulation", "sandbox", "emulator"]
        case .idScheme: ["CRN", "MOM", "MLS", "700", "SAG", "OTH"]
        case .documents: ["1000", "0100", "1100"]
        default: []
        }
    }

    /// Where a seller file has it.
    var path: String {
        switch self {
        case .environment, .endpoint, .file: ""
        case .idScheme: "/ids/0/scheme"
        case .idValue: "/ids/0/value"
        case .building, .street, .district, .city, .postalCode: "/address/\(rawValue)"
        default: "/\(rawValue)"
        }
    }
}

/// The answers so far, each as a seller file would have it.
public struct SetupAnswers: Equatable, Sendable {
    private var values: [SetupField: String] = [:]

    public init() {}

    public subscript(field: SetupField) -> String? {
        get { values[field] }
        set { values[field] = newValue }
    }

    var isEmpty: Bool { values.isEmpty }

    /// Whether the VAT number is a group's, whose branch is the member's number.
    var isGroup: Bool { self[.vat].flatMap { VATNumber($0) }.map(EGSUnitProfile.isGroup) ?? false }

    var isEmulator: Bool { self[.environment] == Environment.emulator.rawValue }

    /// A seller file; what is not answered yet stands there in a form that no rule minds.
    func seller(serial: String) -> JSONValue {
        func text(_ field: SetupField, _ standIn: String) -> JSONValue {
            .string(self[field] ?? standIn)
        }
        let scheme = self[.idScheme] ?? "OTH"
        return [
            "name": text(.name, "-"), "vat": text(.vat, "300000000000003"),
            "ids": [["scheme": .string(scheme), "value": text(.idValue, "7000000000")]],
            "address": [
                "street": text(.street, "-"), "building": text(.building, "0000"),
                "district": text(.district, "-"), "city": text(.city, "-"),
                "postal_code": text(.postalCode, "00000"), "country": "SA",
            ],
            "common_name": text(.unitName, "-"), "serial": .string(serial),
            "branch": text(.branch, isGroup ? "3000000000" : "-"),
            "documents": text(.documents, "1100"), "location": text(.location, "-"),
            "industry": text(.industry, "-"),
        ]
    }
}

// MARK: - What was typed

extension SetupField {
    /// What was typed, as it is stored: blanks around it and invisible direction marks are gone,
    /// and where digits are wanted they are 0-9 without blanks between them.
    func normalised(_ typed: String, with answers: SetupAnswers) -> String {
        var text = SetupTyping.trimmed(typed)
        switch self {
        case .vat, .building, .postalCode:
            text = SetupTyping.withoutBlanks(SetupTyping.withPlainDigits(text))
        case .idValue:
            text = SetupTyping.withPlainDigits(text)
            if answers[.idScheme] == "CRN" || answers[.idScheme] == "700" {
                text = SetupTyping.withoutBlanks(text)
            }
        case .branch where answers.isGroup:
            text = SetupTyping.withoutBlanks(SetupTyping.withPlainDigits(text))
        case .location:
            let short = SetupTyping.withoutBlanks(SetupTyping.withPlainDigits(text)).uppercased()
            if SetupTyping.isShortAddress(short) { text = short }
        case .endpoint: text = SetupTyping.withPlainDigits(text)
        case .file: if !text.isEmpty, !text.hasSuffix(".sijil") { text += ".sijil" }
        default: break
        }
        return text
    }

    /// What keeps a value from being taken, by the rules of a seller file; empty if nothing does.
    func problems(_ value: String, with answers: SetupAnswers) -> [SetupProblem] {
        if value.unicodeScalars.contains("\u{FFFD}") { return [SetupProblem.unreadable] }
        if value.isEmpty { return [SetupProblem.missing] }
        switch self {
        case .environment, .idScheme, .documents:
            return choices.contains(value) ? [] : [.noChoice(choices.count)]
        case .endpoint:
            do throws(FatooraError) {
                _ = try FatooraEnvironmentProfile(.emulator, endpoint: value)
                return []
            } catch {
                return [SetupProblem(error.problem, Self.endpointRemedy)]
            }
        case .file: return []
        default: return sellerProblems(value, with: answers)
        }
    }

    private func sellerProblems(_ value: String, with answers: SetupAnswers) -> [SetupProblem] {
        var changed = answers
        changed[self] = value
        let serial = "1-Sijil|2-1|3-1"
        var found: [SetupProblem] = []
        if case .failure(let problems) = SellerProfile.read(changed.seller(serial: serial)) {
            let mine = problems.all.filter { $0.path == path }
            // Other words would repeat what cannot be shown.
            let control = mine.filter { $0.rule == "SJL-TEXT" }
            found = (control.isEmpty ? mine : [control[0]]).map { SetupProblem($0, of: self) }
        }
        if self == .name, found.isEmpty,
            CertificateSigningRequest.organization(from: value).isEmpty
        {
            found.append(.nameWithoutLetters)
        }
        return found
    }

    private static let endpointRemedy = Bilingual(
        en: "copy the address that `sijil emulator` prints, such as http://127.0.0.1:8080",
        ar: "انسخ العنوان الذي يطبعه الأمر \u{200E}sijil emulator\u{200E} مثل "
            + "\u{200E}http://127.0.0.1:8080\u{200E}")
}

/// Why an answer was not taken, and what would be.
public struct SetupProblem: Equatable, Sendable {
    public let message: Bilingual
    public let remedy: Bilingual

    public init(_ message: Bilingual, _ remedy: Bilingual) {
        self.message = message
        self.remedy = remedy
    }

    /// A seller file's problem without the name that the field has there.
    init(_ problem: Problem, of field: SetupField) {
        let names = [field.path, String(field.path.dropFirst())]
        func plain(_ text: String, _ subject: String) -> String {
            for name in names where text.contains(name) {
                return text.replacing(name, with: subject, maxReplacements: 1)
            }
            return text
        }
        let count = problem.value?.count ?? 0
        let wantsDigits =
            field == .vat || field == .building || field == .postalCode
            || (field == .idValue && problem.rule != "SJL-TEXT")
        message = Bilingual(
            en: plain(problem.message.en, "this answer")
                + (wantsDigits ? "; you typed \(count) characters" : ""),
            ar: plain(problem.message.ar, "هذا الجواب")
                + (wantsDigits ? "؛ وعدد ما كتبته \(count)" : ""))
        remedy = problem.remedy
    }

    static let missing = SetupProblem(
        Bilingual(en: "an answer is needed here", ar: "لا بد من جواب هنا"),
        Bilingual(en: "type it, or q to leave", ar: "اكتبه، أو \u{200E}q\u{200E} للخروج"))

    static let unreadable = SetupProblem(
        Bilingual(en: "some letters could not be read", ar: "تعذرت قراءة بعض الحروف"),
        Bilingual(
            en: "type it again; the terminal has to write UTF-8",
            ar: "اكتبه من جديد؛ ويجب أن تكتب الطرفية بترميز \u{200E}UTF-8\u{200E}"))

    static let nameWithoutLetters = SetupProblem(
        Bilingual(
            en: "nothing of this name may stand in a certificate request",
            ar: "لا شيء في هذا الاسم يُقبل في طلب الشهادة"),
        Bilingual(en: "write the name in letters", ar: "اكتب الاسم بالحروف"))

    static func noChoice(_ count: Int) -> SetupProblem {
        SetupProblem(
            Bilingual(en: "that is none of the choices", ar: "هذا ليس من الخيارات"),
            Bilingual(
                en: "type a number from 1 to \(count)", ar: "اكتب رقمًا من 1 إلى \(count)"))
    }

    static func fileTaken(_ name: String) -> SetupProblem {
        SetupProblem(
            Bilingual(
                en: "\(name) or its key folder is there already",
                ar: "يوجد \u{200E}\(name)\u{200E} أو مجلد مفاتيحه من قبل"),
            Bilingual(en: "choose another name", ar: "اختر اسمًا آخر"))
    }
}

/// How typed text is read.
enum SetupTyping {
    static func trimmed(_ typed: String) -> String {
        let visible = typed.unicodeScalars.filter { scalar in
            switch scalar.value {
            // They come along with what is copied from a page and cannot be seen.
            case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: false
            default: true
            }
        }
        let text = String(String.UnicodeScalarView(visible))
        let from = text.drop { $0.isWhitespace }
        let end = from.lastIndex { !$0.isWhitespace }
        return end.map { String(from[...$0]) } ?? ""
    }

    /// Arabic-Indic and Persian digits as 0-9.
    static func withPlainDigits(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x660...0x669, 0x6F0...0x6F9:
                plain.append(contentsOf: String(scalar.value & 0xF).unicodeScalars)
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    static func withoutBlanks(_ text: String) -> String {
        text.filter { !$0.isWhitespace }
    }

    /// Four letters and four digits.
    static func isShortAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 8 && bytes.prefix(4).allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
            && bytes.suffix(4).allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
