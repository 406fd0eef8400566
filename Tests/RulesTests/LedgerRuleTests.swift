import Invoicing
import Rules
import Testing

/// The rules that need to know what was issued before.
@Suite("rules over a ledger")
struct LedgerRuleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        /// `rule path value`, one a warning.
        let expected: [String]
        let invoice: Invoice
        let known: KnownDocuments
        var testDescription: String { title }
    }

    private static func money(_ riyals: Int64) -> Money { Money(hundredths: riyals * 100) }

    private static func invoice(
        _ type: InvoiceType, total: Int64 = 0, over references: [String] = [],
        drawing: [(String, Int64)] = [], currency: String = "SAR"
    ) -> Invoice {
        let total = money(total)
        let totals = InvoiceTotals(
            lineNet: total, allowances: nil, charges: nil, taxExclusive: total, tax: .zero,
            taxInSAR: .zero, taxInclusive: total, prepaid: nil, payableRounding: nil,
            payable: total)
        guard let number = InvoiceNumber("N-9"), let time = IssueTime("2026-03-01T10:00:00") else {
            preconditionFailure("a number and a time")
        }
        var invoice = Invoice(
            kind: .standard, type: type, transactionCode: "0100000", number: number,
            issuedAt: time, currency: currency, lines: [], vatBreakdown: [], totals: totals)
        invoice.references = references.map { BillingReference(number: $0) }
        invoice.prepayments = drawing.map { number, amount in
            PrepaymentSettlement(
                number: number, uuid: nil, issuedAt: time, taxable: money(amount), tax: .zero,
                vat: VATTreatment(category: .standardRated, rateBasisPoints: 1_500))
        }
        return invoice
    }

    private static func named(
        _ number: String, _ total: Int64, _ type: InvoiceType = .invoice,
        _ currency: String = "SAR", _ rejection: Rejection? = nil
    ) -> KnownDocuments.Named {
        guard let day = CivilDate("2026-02-10") else { preconditionFailure("a day") }
        return KnownDocuments.Named(
            number: number, type: type, issuedOn: day, currency: currency, total: money(total),
            rejection: rejection)
    }

    private static func note(
        _ total: Int64, over references: Set<String>, _ type: InvoiceType = .creditNote
    ) -> KnownDocuments.Note {
        KnownDocuments.Note(
            number: "CN-0", type: type, references: references, currency: "SAR", total: money(total)
        )
    }

    private static func draw(
        _ number: String, _ amount: Int64, by invoice: String = "F-0"
    ) -> KnownDocuments.Draw {
        KnownDocuments.Draw(
            number: number, invoice: invoice, currency: "SAR", amount: money(amount))
    }

    static let credits: [Row] = [
        Row(
            title: "all of an invoice", expected: [],
            invoice: invoice(.creditNote, total: 115, over: ["A"]),
            known: KnownDocuments(named: [named("A", 115)])),
        Row(
            title: "more than an invoice", expected: ["SJL-OVER-CREDIT /references 116.00"],
            invoice: invoice(.creditNote, total: 116, over: ["A"]),
            known: KnownDocuments(named: [named("A", 115)])),
        Row(
            title: "the second note is too much", expected: ["SJL-OVER-CREDIT /references 60.00"],
            invoice: invoice(.creditNote, total: 60, over: ["A"]),
            known: KnownDocuments(named: [named("A", 115)], notes: [note(60, over: ["A"])])),
        Row(
            title: "a debit note makes room", expected: [],
            invoice: invoice(.creditNote, total: 60, over: ["A"]),
            known: KnownDocuments(
                named: [named("A", 115)],
                notes: [note(60, over: ["A"]), note(10, over: ["A"], .debitNote)])),
        Row(
            title: "a note over two invoices counts for neither alone", expected: [],
            invoice: invoice(.creditNote, total: 60, over: ["A"]),
            known: KnownDocuments(named: [named("A", 115)], notes: [note(60, over: ["A", "B"])])),
        Row(
            title: "two invoices together", expected: ["SJL-OVER-CREDIT /references 100.00"],
            invoice: invoice(.creditNote, total: 100, over: ["A", "B", "A"]),
            known: KnownDocuments(
                named: [named("A", 50), named("B", 100)],
                notes: [note(20, over: ["A"]), note(40, over: ["A", "B"])])),
        Row(
            title: "one of two is of another system",
            expected: ["SJL-UNKNOWN-REFERENCE /references/1/number OLD"],
            invoice: invoice(.creditNote, total: 500, over: ["A", "OLD"]),
            known: KnownDocuments(named: [named("A", 50)])),
        Row(
            title: "another currency", expected: [],
            invoice: invoice(.creditNote, total: 500, over: ["A"]),
            known: KnownDocuments(named: [named("A", 50, .invoice, "USD")])),
        Row(
            title: "a debit note may be larger", expected: [],
            invoice: invoice(.debitNote, total: 500, over: ["A"]),
            known: KnownDocuments(named: [named("A", 50)])),
        Row(
            title: "an advance that an invoice drew",
            expected: ["SJL-OVER-CREDIT /references 5.00"],
            invoice: invoice(.creditNote, total: 5, over: ["ADV"]),
            known: KnownDocuments(
                named: [named("ADV", 115, .prepayment)], draws: [draw("ADV", 111)])),
        Row(
            title: "the rest of an advance", expected: [],
            invoice: invoice(.creditNote, total: 4, over: ["ADV"]),
            known: KnownDocuments(
                named: [named("ADV", 115, .prepayment)], draws: [draw("ADV", 111), draw("B", 9)])),
        Row(
            title: "an invoice with the advance that it drew", expected: [],
            invoice: invoice(.creditNote, total: 460, over: ["A"]),
            known: KnownDocuments(
                named: [named("A", 460), named("ADV", 115, .prepayment)],
                draws: [draw("ADV", 115, by: "A")])),
        Row(
            title: "of that advance a part was given back though it was drawn",
            expected: ["SJL-OVER-CREDIT /references 431.00"],
            invoice: invoice(.creditNote, total: 431, over: ["A"]),
            known: KnownDocuments(
                named: [named("A", 460), named("ADV", 115, .prepayment)],
                notes: [note(30, over: ["ADV"])], draws: [draw("ADV", 115, by: "A")])),
        Row(
            title: "and no more than that part counts", expected: [],
            invoice: invoice(.creditNote, total: 430, over: ["A"]),
            known: KnownDocuments(
                named: [named("A", 460), named("ADV", 115, .prepayment)],
                notes: [note(30, over: ["ADV"])], draws: [draw("ADV", 115, by: "A")])),
        Row(
            title: "both together: the advance counts once",
            expected: ["SJL-OVER-CREDIT /references 461.00"],
            invoice: invoice(.creditNote, total: 461, over: ["A", "ADV"]),
            known: KnownDocuments(
                named: [named("A", 460), named("ADV", 115, .prepayment)],
                draws: [draw("ADV", 115, by: "A")])),
    ]

    static let references: [Row] = [
        Row(
            title: "a debit note over a number that is not there",
            expected: ["SJL-UNKNOWN-REFERENCE /references/0/number OLD"],
            invoice: invoice(.debitNote, total: 5, over: ["OLD"]), known: KnownDocuments()),
        Row(
            title: "the date of the ledger", expected: [],
            invoice: dated(invoice(.creditNote, total: 5, over: ["A"]), "2026-02-10"),
            known: KnownDocuments(named: [named("A", 50)])),
        Row(
            title: "another date", expected: ["SJL-REFERENCE-DATE /references/0/date 2026-02-11"],
            invoice: dated(invoice(.debitNote, total: 5, over: ["A"]), "2026-02-11"),
            known: KnownDocuments(named: [named("A", 50)])),
    ]

    private static func dated(_ invoice: Invoice, _ day: String) -> Invoice {
        var invoice = invoice
        invoice.references[0].date = CivilDate(day)
        return invoice
    }

    @Test("what is issued together is not unknown")
    func beside() {
        let note = Self.invoice(.creditNote, total: 5, over: ["A", "OLD"])
        let found = LedgerRules.problems(note, KnownDocuments(), beside: ["A"])
        #expect(found.map(\.value) == ["OLD"])
        let drawing = Self.invoice(.invoice, drawing: [("A", 5), ("OLD", 5)])
        let drawn = LedgerRules.problems(drawing, KnownDocuments(), beside: ["A"])
        #expect(drawn.map(\.value) == ["OLD"])
    }

    @Test("another date is told with both, in both languages")
    func dates() throws {
        let row = Self.references[2]
        let problem = try #require(LedgerRules.problems(row.invoice, row.known).first)
        for day in ["2026-02-11", "2026-02-10"] {
            #expect(problem.message.en.contains(day))
            #expect(problem.message.ar.contains(day))
        }
    }

    static let draws: [Row] = [
        Row(
            title: "all of an advance", expected: [],
            invoice: invoice(.invoice, drawing: [("ADV", 115)]),
            known: KnownDocuments(named: [named("ADV", 115, .prepayment)])),
        Row(
            title: "more than an advance", expected: ["SJL-OVER-DRAWN /prepayments/0 116.00"],
            invoice: invoice(.invoice, drawing: [("ADV", 116)]),
            known: KnownDocuments(named: [named("ADV", 115, .prepayment)])),
        Row(
            title: "twice in one invoice", expected: ["SJL-OVER-DRAWN /prepayments/2 120.00"],
            invoice: invoice(.invoice, drawing: [("ADV", 60), ("B", 1), ("ADV", 60)]),
            known: KnownDocuments(
                named: [named("ADV", 115, .prepayment), named("B", 1, .prepayment)])),
        Row(
            title: "drawn before", expected: ["SJL-OVER-DRAWN /prepayments/0 60.00"],
            invoice: invoice(.invoice, drawing: [("ADV", 60)]),
            known: KnownDocuments(
                named: [named("ADV", 115, .prepayment)], draws: [draw("ADV", 60), draw("B", 9)])),
        Row(
            title: "refunded before", expected: ["SJL-OVER-DRAWN /prepayments/0 60.00"],
            invoice: invoice(.invoice, drawing: [("ADV", 60)]),
            known: KnownDocuments(
                named: [named("ADV", 115, .prepayment)], notes: [note(60, over: ["ADV"])])),
        Row(
            title: "an advance of another system",
            expected: ["SJL-UNKNOWN-ADVANCE /prepayments/0/number OLD"],
            invoice: invoice(.invoice, drawing: [("OLD", 60)]), known: KnownDocuments()),
        Row(
            title: "what is named is no advance",
            expected: ["SJL-UNKNOWN-ADVANCE /prepayments/0/number A"],
            invoice: invoice(.invoice, drawing: [("A", 60)]),
            known: KnownDocuments(named: [named("A", 5)])),
    ]

    static let rejected: [Row] = [
        Row(
            title: "a credit note over a rejected invoice, which has no room either",
            expected: ["SJL-REJECTED-REFERENCE /references/0/number A"],
            invoice: invoice(.creditNote, total: 500, over: ["A"]),
            known: KnownDocuments(named: [named("A", 50, .invoice, "SAR", .open)])),
        Row(
            title: "a debit note over a closed one, the second of two",
            expected: ["SJL-REJECTED-REFERENCE /references/1/number B"],
            invoice: invoice(.debitNote, total: 5, over: ["A", "B"]),
            known: KnownDocuments(
                named: [named("A", 50), named("B", 50, .invoice, "SAR", .closed)])),
        Row(
            title: "a rejected advance, of which more is drawn than it was",
            expected: ["SJL-REJECTED-REFERENCE /prepayments/1/number ADV"],
            invoice: invoice(.invoice, drawing: [("B", 1), ("ADV", 116)]),
            known: KnownDocuments(
                named: [
                    named("B", 1, .prepayment),
                    named("ADV", 115, .prepayment, "SAR", .replaced(by: "ADV-2")),
                ])),
        Row(
            title: "an invoice that had drawn on an advance before that was rejected", expected: [],
            invoice: invoice(.creditNote, total: 460, over: ["A"]),
            known: KnownDocuments(
                named: [named("A", 460), named("ADV", 115, .prepayment, "SAR", .open)],
                draws: [draw("ADV", 115, by: "A"), draw("ADV", 115, by: "B")])),
    ]

    @Test("what was rejected is no warning, and each fate of it has its remedy")
    func remedies() throws {
        let words = ["sijil reissue NUMBER DRAFT", "called off", "name ADV-2"]
        for (row, word) in zip(Self.rejected, words) {
            let problem = try #require(LedgerRules.problems(row.invoice, row.known).first)
            #expect(problem.severity == .error)
            #expect(problem.remedy.en.contains(word), "\(problem.remedy.en)")
            #expect(
                problem.remedy.ar.unicodeScalars.contains { (0x0621...0x064A).contains($0.value) })
        }
    }

    @Test("each row", arguments: credits + references + draws + rejected)
    func row(_ row: Row) {
        let problems = LedgerRules.problems(row.invoice, row.known)
        #expect(
            problems.map { "\($0.rule) \($0.path) \($0.value ?? "")" } == row.expected)
        #expect(
            problems.allSatisfy {
                ($0.severity == .error) == ($0.rule == "SJL-REJECTED-REFERENCE")
            })
    }

    @Test("the words hold the amounts, in both languages")
    func words() throws {
        let row = Self.credits[2]
        let problem = try #require(LedgerRules.problems(row.invoice, row.known).first)
        #expect(
            problem.message.en == "the credit notes over an invoice come to more than its total"
                + " (A: 60.00 credited before and 60.00 now, of 115.00)")
        for value in ["A: ", "60.00", "115.00"] { #expect(problem.message.ar.contains(value)) }
    }

    @Test("what others drew beyond an advance is told with them, and else without any")
    func overdrawn() throws {
        let note = Self.invoice(.creditNote, total: 460, over: ["A"])
        let named = [Self.named("A", 460), Self.named("ADV", 115, .prepayment)]
        let rows = [
            (
                [Self.draw("ADV", 92, by: "A"), Self.draw("ADV", 115, by: "C")],
                "; 92.00 of advances counted in C)", " 92.00 محتسبة في C)"
            ),
            (
                [Self.draw("ADV", 200, by: "A")],
                "; 85.00 drawn on advances beyond what was paid)", "و85.00 خُصمت من دفعات مقدمة"
            ),
        ]
        for (draws, english, arabic) in rows {
            let known = KnownDocuments(named: named, draws: draws)
            let problem = try #require(LedgerRules.problems(note, known).first)
            #expect(problem.rule == "SJL-OVER-CREDIT")
            #expect(problem.message.en.hasSuffix(english), "\(problem.message.en)")
            #expect(problem.message.ar.contains(arabic), "\(problem.message.ar)")
        }
    }

    @Test("only notes and drawers of advances ask a ledger")
    func named() {
        #expect(Self.invoice(.invoice, total: 5).namedNumbers.isEmpty)
        #expect(Self.invoice(.debitNote, total: 5, over: ["A"]).namedNumbers == ["A"])
        #expect(Self.invoice(.creditNote, over: ["A", "B", "A"]).namedNumbers == ["A", "B"])
        #expect(Self.invoice(.invoice, drawing: [("ADV", 1)]).namedNumbers == ["ADV"])
    }
}
