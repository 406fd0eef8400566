import EGS
import Encoding
import Fatoora
import HTTP
import Invoicing
import Testing

@testable import Sijil

@Suite("The questions of setup")
struct SetupDialogueTests {
    /// One answer to one question; `refusal` is a part of the words for a bad one, `nil` for a
    /// good one.
    struct Row: Sendable, CustomTestStringConvertible {
        let field: SetupField
        let typed: String
        var stored: String?
        var refusal: (en: String, ar: String)?
        var testDescription: String { "\(field.rawValue): \(typed)" }

        static func good(_ field: SetupField, _ typed: String, _ stored: String? = nil) -> Row {
            Row(field: field, typed: typed, stored: stored ?? typed)
        }

        static func bad(_ field: SetupField, _ typed: String, _ en: String, _ ar: String) -> Row {
            Row(field: field, typed: typed, refusal: (en, ar))
        }
    }

    /// In the order of the questions; the first good row of a field leads on to the next one.
    static let rows: [Row] = [
        .bad(.environment, "5", "type a number from 1 to 4", "رقمًا من 1 إلى 4"),
        .bad(.environment, "", "an answer is needed", "لا بد من جواب"),
        .good(.environment, "4", "emulator"), .good(.environment, "٢", "simulation"),
        .good(.environment, "1", "production"), .good(.environment, "3", "sandbox"),
        .bad(.endpoint, "shop", "shop is no address", "ليس عنوان محاكٍ"),
        .bad(.endpoint, "http://example.com", "plain http", "دون تشفير"),
        .bad(.endpoint, "https://gw-fatoora.zatca.gov.sa", "the authority itself", "خادم الهيئة"),
        .good(.endpoint, "http://127.0.0.1:٨٠٨٠", "http://127.0.0.1:8080"),
        .bad(.name, "  ", "an answer is needed", "لا بد من جواب"),
        .bad(.name, "a\u{1B}[A", "control character", "حرف تحكم"),
        .bad(.name, "a\u{FFFD}", "could not be read", "تعذرت قراءة"),
        .bad(.name, "@@ **", "nothing of this name", "لا شيء في هذا الاسم"),
        // BR-KSA-F-06-C10
        .bad(
            .name, String(repeating: "ن", count: 1_001), "has 1001 characters, at most 1000",
            "فيه 1001 حرفًا"),
        .good(.name, " شركة النخيل\u{200F} للتجارة ", "شركة النخيل للتجارة"),
        // BR-KSA-40
        .bad(.vat, "39999999990000", "you typed 14 characters", "وعدد ما كتبته 14"),
        .bad(.vat, "199999999900003", "first and the last of them 3", "أوله وآخره 3"),
        .bad(.vat, "39999999990000x", "15 digits", "15 رقمًا"),
        .good(.vat, "٣٩٩٩٩٩٩٩٩٩ ٠٠٠٠٣", "399999999900003"),
        .bad(.idScheme, "0", "from 1 to 6", "من 1 إلى 6"), .good(.idScheme, "", "CRN"),
        .good(.idScheme, "700", "700"), .good(.idScheme, "6", "OTH"),
        // BR-KSA-F-08
        .bad(.idValue, "123", "123 is not a 10-digit number", "ليس رقمًا من 10 خانات"),
        .good(.idValue, "١٠١٠ 010000", "1010010000"),
        // BR-KSA-37
        .bad(.building, "232", "must be 4 digits", "من 4 أرقام"), .good(.building, "٢٣٢٢", "2322"),
        .bad(.street, "", "an answer is needed", "لا بد من جواب"),
        .good(.street, "طريق الأمير سلطان"),
        // BR-KSA-F-06-C9, BR-KSA-F-06-C7
        .bad(.district, String(repeating: "d", count: 128), "at most 127", "الحد الأعلى 127"),
        .good(.district, "المربع"),
        .bad(.city, String(repeating: "c", count: 128), "at most 127", "الحد الأعلى 127"),
        .good(.city, "الرياض"),
        // BR-KSA-66
        .bad(.postalCode, "2333", "must be 5 digits", "من 5 أرقام"),
        .good(.postalCode, "٢٣٣٣٣", "23333"),
        .bad(.location, "RRRD_2929", "holds _, which the authority refuses", "حرف ترفضه الهيئة"),
        .good(.location, "rrrd ٢٩٢٩", "RRRD2929"),
        .bad(.branch, "a&b", "holds &, which the authority refuses", "حرف ترفضه الهيئة"),
        .bad(
            .branch, String(repeating: "b", count: 65), "has 65 characters, at most 64",
            "والحد الأعلى 64"),
        .good(.branch, "فرع الرياض"), .good(.branch, "", "Main branch"),
        .bad(.industry, "a*b", "holds *, which", "حرف ترفضه الهيئة"), .good(.industry, "Retail"),
        .bad(.documents, "4", "from 1 to 3", "من 1 إلى 3"), .good(.documents, "1", "1000"),
        .good(.documents, "2", "0100"), .good(.documents, "3", "1100"),
    ]

    static let serial = "1-Sijil|2-1|3-00000000-0000-4000-8000-000000000000"

    static func guide(
        _ answers: SetupAnswers = SetupAnswers(), file: String? = nil,
        isTaken: @escaping @Sendable (String) -> Bool = { _ in false }
    ) -> GuidedSetup {
        GuidedSetup(
            answers: answers, serial: serial, file: file, isArabic: false, isTaken: isTaken)
    }

    /// A dialogue in which every question before this one has its first good answer.
    static func guide(at field: SetupField?) -> GuidedSetup {
        var guide = guide()
        while case .field(let next) = guide.place, next != field {
            guard let row = rows.first(where: { $0.field == next && $0.refusal == nil }) else {
                return guide
            }
            _ = guide.answer(row.typed)
        }
        return guide
    }

    @Test("each answer is taken or refused with its words", arguments: rows)
    func answer(_ row: Row) throws {
        var guide = Self.guide(at: row.field)
        try #require(guide.place == .field(row.field))
        let reply = guide.answer(row.typed)
        guard let refusal = row.refusal else {
            guard case .taken = reply else {
                Issue.record("refused: \(reply)")
                return
            }
            #expect(guide.answers[row.field] == row.stored)
            #expect(guide.place != .field(row.field))
            return
        }
        guard case .refused(let problems) = reply else {
            Issue.record("not refused")
            return
        }
        let problem = try #require(problems.first)
        #expect("\(problem.message.en): \(problem.remedy.en)".contains(refusal.en))
        #expect("\(problem.message.ar): \(problem.remedy.ar)".contains(refusal.ar))
        #expect(guide.answers[row.field] == nil)
        #expect(guide.place == .field(row.field))
    }

    @Test("every question has its words, and every field its rows")
    func complete() {
        for field in SetupField.allCases where !field.isDerived {
            #expect(Self.rows.contains { $0.field == field && $0.refusal == nil })
            #expect(Self.rows.contains { $0.field == field && $0.refusal != nil })
            let question = Self.guide(at: field).question
            for text in [question.prompt] + question.why + question.choices {
                #expect(!text.en.isEmpty && !text.ar.isEmpty && text.en != text.ar)
            }
            #expect(question.example != nil || !question.choices.isEmpty)
        }
    }

    @Test("the answers make a seller file that init takes")
    func sellerFile() throws {
        let guide = Self.guide(at: nil)
        #expect(guide.place == .summary)
        let bytes = Array(guide.sellerJSON.serialized().utf8)
        let profile = try Setup.readSeller(bytes, path: "x")
        #expect(profile.vat.text == "399999999900003")
        #expect(profile.unit.name == "فرع-الرياض-1")
        #expect(profile.unit.serial == Self.serial)
        #expect(profile.unit.documents == "1000")
        #expect(guide.completed[.file] == "399999999900003-emulator.sijil")
    }

    @Test("back goes one question back, keeps the answer as proposal, and stops at the first")
    func back() {
        var guide = Self.guide(at: .building)
        for word in ["<", "رجوع"] {
            _ = guide.answer(word)
            guard case .field = guide.place else { return }
        }
        #expect(guide.place == .field(.idScheme))
        #expect(guide.question.proposal == "1")
        _ = guide.answer("")
        #expect(guide.place == .field(.building))
        var first = Self.guide()
        guard case .nothingBefore = first.answer("<") else {
            Issue.record("went back from the first question")
            return
        }
        for word in ["q", "خروج", " Q "] {
            guard case .leave = first.answer(word) else {
                Issue.record("\(word) does not leave")
                continue
            }
        }
    }

    @Test("a group's VAT number makes the branch a 10-digit number, also when it comes later")
    func group() throws {
        var guide = Self.guide(at: nil)
        _ = guide.answer("4")
        #expect(guide.place == .field(.vat))
        _ = guide.answer("399999999910003")
        #expect(guide.place == .field(.branch))
        #expect(guide.question.prompt.en == "Member's TIN")
        #expect(guide.question.proposal == nil)
        guard case .refused(let problems) = guide.answer("Riyadh") else {
            Issue.record("a name was taken")
            return
        }
        #expect(problems.first?.message.en.contains("member's 10-digit TIN") == true)
        _ = guide.answer("٣٩٩٩٩٩٩٩٩٩")
        #expect(guide.place == .summary)
        #expect(guide.completed[.unitName] == "3999999999-1")
    }

    @Test("the summary takes a line's number, yes, and a file name that is free")
    func summary() {
        let whole = Self.guide(at: nil)
        var guide = Self.guide(whole.answers) { $0 == "taken.sijil" }
        #expect(guide.place == .summary)
        #expect(guide.summary.lines.count == 17)
        guard case .refused = guide.answer("18") else {
            Issue.record("no line 18")
            return
        }
        _ = guide.answer("17")
        #expect(guide.place == .field(.file))
        guard case .refused = guide.answer("taken") else {
            Issue.record("it is taken")
            return
        }
        _ = guide.answer("free")
        #expect(guide.completed[.file] == "free.sijil")
        guard case .confirmed = guide.answer("نعم") else {
            Issue.record("not confirmed")
            return
        }
        var named = Self.guide(whole.answers, file: "taken.sijil") { $0 == "taken.sijil" }
        guard case .refused = named.answer("yes") else {
            Issue.record("it is taken")
            return
        }
    }

    @Test("kept answers that no rule takes are asked again")
    func edited() {
        var answers = Self.guide(at: nil).answers
        answers[.postalCode] = "1"
        answers[.documents] = "0000"
        #expect(Self.guide(answers).place == .field(.postalCode))
    }

    static let troubles: [(AuthorityRefusal, EnrolmentTrouble)] = [
        (
            AuthorityRefusal(.complianceCSID, .csidRefused([.invalidOneTimeCode])), .wantsNewCode
        ),
        (
            AuthorityRefusal(.complianceCSID, .unknown(.unreadable(status: 200, .page))),
            .wantsNewCode
        ),
        (AuthorityRefusal(.complianceCheck, .unauthorised, beginsAnew: true), .wantsNewCode),
        (AuthorityRefusal(.complianceCSID, .neverSent(.nameNotFound(host: "x"))), .mayPass),
        (AuthorityRefusal(.productionCSID, .serverTrouble(status: 503, nil)), .mayPass),
        (AuthorityRefusal(.complianceCSID, .tooManyRequests(nil)), .mayPass),
        (AuthorityRefusal(.complianceCSID, .csidRefused([.invalidRequest])), .stops),
        (AuthorityRefusal(.complianceCheck, .rejected([])), .stops),
        (AuthorityRefusal(.complianceCSID, .forbidden), .stops),
    ]

    @Test("what the authority refuses is asked again, tried again, or ends the talk")
    func trouble() {
        for (refusal, wanted) in Self.troubles {
            #expect(EnrolmentTrouble(refusal) == wanted, "\(refusal)")
            let told = EnrolmentTrouble.told(refusal)
            #expect(!told.remedy.en.isEmpty && !told.remedy.ar.isEmpty)
        }
    }
}
