import Encoding
import Invoicing
import Testing

/// One row a refusal: a good draft, one change, exactly these problems.
struct Refusal: Sendable, CustomTestStringConvertible {
    let base: JSONValue
    let path: String
    let value: JSONValue?
    let expected: [String]

    /// - Parameter expected: `rule path`, or only `rule` for a problem at the changed path.
    init(_ base: JSONValue, _ path: String, _ value: JSONValue?, _ expected: String...) {
        self.base = base
        self.path = path
        self.value = value
        self.expected = expected.map { $0.contains(" ") ? $0 : "\($0) \(path)" }.sorted()
    }

    var testDescription: String { "\(path) = \(value?.serialized().prefix(60) ?? "absent")" }
}

@Suite("what is refused, and why")
struct RefusalTests {
    @Test("the unchanged drafts are accepted without a word")
    func bases() throws {
        for base in [
            Base.simplified, Base.standard, Base.creditNote, Base.settlement, Base.dollars,
            Base.zeroRated,
        ] {
            #expect(refusals(base) == [])
            #expect(try warnings(base) == [])
        }
    }

    @Test("form", arguments: Refusal.form)
    func form(_ row: Refusal) { expect(row) }

    @Test("header, times, references", arguments: Refusal.header)
    func header(_ row: Refusal) { expect(row) }

    @Test("buyer", arguments: Refusal.buyer)
    func buyer(_ row: Refusal) { expect(row) }

    @Test("lines", arguments: Refusal.lines)
    func lines(_ row: Refusal) { expect(row) }

    @Test("VAT", arguments: Refusal.vat)
    func vat(_ row: Refusal) { expect(row) }

    @Test("allowances, charges, advances, totals", arguments: Refusal.money)
    func money(_ row: Refusal) { expect(row) }

    @Test("VAT and bases of allowances, charges, advances", arguments: Refusal.vatOfParts)
    func vatOfParts(_ row: Refusal) { expect(row) }

    @Test("a million lines cannot be numbered (BR-KSA-F-06-C17)")
    func tooManyLines() {
        let lines = JSONValue.array(Array(repeating: nil, count: 1_000_000))
        #expect(refusals(Base.simplified.setting("/lines", lines)) == ["BR-KSA-F-06-C17 /lines"])
    }

    private func expect(_ row: Refusal) {
        #expect(refusals(row.base.setting(row.path, row.value)) == row.expected)
    }

    @Test("everything is told at once, faults of form and of rules together")
    func allAtOnce() {
        let draft = Base.standard.setting("/buyer", ["name": "شركة", "vat": "12"])
            .setting("/lines/0/price", "12,50").setting("/lines/0/colour", "red")
            .setting("/lines/1", ["name": "AB", "quantity": "-1", "price": "1"])
            .setting("/currency", "MRU")
        #expect(
            refusals(draft) == [
                "BR-CL-04 /currency", "BR-CO-04 /lines/1/vat", "BR-KSA-10 /buyer/address/city",
                "BR-KSA-10 /buyer/address/country", "BR-KSA-10 /buyer/address/street",
                "BR-KSA-44 /buyer/vat", "BR-KSA-F-04 /lines/1/quantity",
                "BR-KSA-F-06-C19 /lines/1/name", "SJL-DECIMAL /lines/0/price",
                "SJL-EXCHANGE-RATE /exchange_rate", "SJL-UNKNOWN-KEY /lines/0/colour",
            ])
    }

    @Test("nothing may be issued after the present, to the second")
    func future() {
        let present = time("2026-04-01T11:00:00")
        #expect(refusals(Base.simplified, now: present) == [])
        #expect(
            refusals(Base.simplified, now: time("2026-04-01T10:59:59")) == [
                "BR-KSA-04 /issued_at"
            ])
    }

    @Test("warnings are told and do not refuse")
    func warned() throws {
        let old = Base.simplified.setting("/issued_at", "2026-03-31T11:59:59")
        #expect(try warnings(old) == ["BR-KSA-98 /issued_at"])
        let exempt: JSONValue = ["category": "Z", "exemption_code": "VATEX-SA-36"]
        let second: JSONValue = ["name": "ذهب", "quantity": "1", "price": "9", "vat": exempt]
        #expect(try warnings(Base.zeroRated.setting("/lines/-", second)) == ["BR-Z-08 /lines"])
        for (category, code) in [("E", "VATEX-SA-30"), ("O", "VATEX-SA-OOS")] {
            let lines = ["أول", "ثان"].map { reason -> JSONValue in
                [
                    "name": "توريد", "quantity": "1", "price": "5",
                    "vat": [
                        "category": .string(category), "exemption_code": .string(code),
                        "exemption_reason": .string(reason),
                    ],
                ]
            }
            // BR-E-08 and BR-O-08: two reasons of one category are two subtotals.
            let draft = Base.simplified.setting("/lines", .array(lines))
            #expect(try warnings(draft) == ["BR-\(category)-08 /lines"])
            #expect(try invoice(draft).vatBreakdown.count == 2)
        }
        #expect(
            try warnings(Base.simplified.setting("/payable_rounding", "1.00")) == [
                "SJL-ROUNDING-LARGE /payable_rounding"
            ])
        #expect(
            try warnings(Base.standard.setting("/supply_date", "2026-04-02")) == [
                "SJL-SUPPLY-FUTURE /supply_date"
            ])
        #expect(
            try warnings(Base.simplified.setting("/flags", ["export"])) == [
                "SJL-EXPORT-CATEGORY /lines"
            ])
        let ids: JSONValue = [
            ["scheme": "PAS", "value": "P77"], ["scheme": "CRN", "value": "1234567890"],
        ]
        let identified = Base.standard.setting("/buyer/ids", ids)
        #expect(
            try warnings(identified) == [
                "BR-KSA-F-13 /buyer/ids/1/value", "SJL-SEVERAL-IDS /buyer/ids",
            ])
        #expect(try invoice(identified).buyer?.id?.scheme == "CRN")
        var longName = seller
        longName.name = String(repeating: "م", count: 64)
        let checked = try check(Base.simplified, seller: longName).get()
        #expect(checked.warnings.map(\.rule) == ["SJL-SELLER-NAME"])
        #expect(checked.warnings.first?.value == "128")
    }

    @Test("a problem shows the value, and both languages name it")
    func shown() throws {
        guard
            case .failure(let problems) = check(
                Base.simplified.setting("/expect_total", "30.00"))
        else {
            Issue.record("accepted")
            return
        }
        let problem = try #require(problems.all.first)
        #expect(problem.value == "30.00")
        for text in [problem.message.en, problem.message.ar] {
            #expect(text.contains("30.00"))
            #expect(text.contains("28.75"))
        }
    }

    @Test("a million faults are told by their first ten thousand, quickly")
    func manyFaults() throws {
        let line: JSONValue = ["a": 1]
        let draft = Base.simplified.setting(
            "/lines", .array(Array(repeating: line, count: 120_000)))
        var told = 0
        let duration = ContinuousClock().measure {
            if case .failure(let problems) = check(draft) { told = problems.all.count }
        }
        #expect(told > 10_000 && told <= 20_002)
        #expect(duration < .seconds(30))
    }

    @Test(
        "what is no object is refused as that alone",
        arguments: [[], "text", 1, nil] as [JSONValue])
    func noObject(_ json: JSONValue) { #expect(refusals(json) == ["SJL-TYPE "]) }

    @Test("any member of any shape is refused, never a trap")
    func hostile() {
        let nested = (0..<200).reduce(JSONValue.array([])) { value, _ in [value] }
        for value in [nested, .number("99999999999999999999999999999999999999999"), .null] {
            for path in Refusal.everyMember {
                let outcome = refusals(Base.settlement.setting(path, value))
                if value == nested { #expect(!outcome.isEmpty, "\(path)") }
            }
        }
    }
}
