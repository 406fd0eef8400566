import Encoding
import Foundation
import TestSupport
import Testing

@testable import Invoicing

/// Small drafts, so that every way to round their lines can be tried by brute force.
private struct ShelfDraft {
    var lines: [(quantity: Int, price: Int, rate: Int)] = []

    init(_ random: inout SplitMix64) {
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            lines.append(
                (
                    Int.random(in: 1...5, using: &random),
                    Int.random(in: 0...2_000, using: &random),
                    [15, 15, 15, 5, 0].randomElement(using: &random) ?? 15
                ))
        }
    }

    /// In hundredths.
    var shelf: Int { lines.reduce(0) { $0 + $1.quantity * $1.price } }

    func json(expecting total: Int?) -> JSONValue {
        var draft = Base.standard.setting("/prices_include_vat", true)
        draft = draft.setting(
            "/lines",
            .array(
                lines.map { line in
                    let vat: JSONValue =
                        line.rate == 0
                        ? ["category": "Z", "exemption_code": "VATEX-SA-35"]
                        : ["category": "S", "rate": .string(String(line.rate))]
                    return [
                        "name": "صنف", "quantity": .string(String(line.quantity)),
                        "price": .string(hundredths(line.price)), "vat": vat,
                    ]
                }))
        guard let total else { return draft }
        return draft.setting("/expect_total", .string(hundredths(total)))
    }

    /// The total with VAT, in hundredths, with each line's net amount moved.
    func total(_ moves: [Int]) -> Int {
        var net: [Int: Int] = [:]
        for (line, move) in zip(lines, moves) {
            let gross = line.quantity * line.price
            net[line.rate, default: 0] += halfUp(gross * 100, 100 + line.rate) + move
        }
        return net.reduce(0) { $0 + $1.value + halfUp($1.value * $1.key, 100) }
    }

    /// The fewest moves with which the total is what the shelf says; `nil` where there are none.
    func fewestMoves() -> Int? {
        var best: Int?
        var moves = lines.map { _ in -1 }
        func tries(_ index: Int, _ count: Int) {
            guard index < lines.count else {
                if total(moves) == shelf { best = min(best ?? count, count) }
                return
            }
            let line = lines[index]
            let net = halfUp(line.quantity * line.price * 100, 100 + line.rate)
            let isFree = line.price == 0 || line.rate == 0
            for move in isFree ? [0] : net == 0 ? [0, 1] : [0, 1, -1] {
                moves[index] = move
                tries(index + 1, count + abs(move))
            }
        }
        tries(0, 0)
        return best
    }
}

private func halfUp(_ numerator: Int, _ denominator: Int) -> Int {
    (2 * numerator + denominator) / (2 * denominator)
}

private func hundredths(_ value: Int) -> String {
    let digits = String(repeating: "0", count: max(0, 3 - String(value).count)) + String(value)
    return digits.dropLast(2) + "." + digits.suffix(2)
}

@Suite("the solver")
struct SolverTests {
    static func seed() -> UInt64 {
        let given = ProcessInfo.processInfo.environment["SIJIL_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("SIJIL_SEED=\(seed)")
        return seed
    }

    @Test("a charge on goods worth nothing stays whole; what is paid is the price on the shelf")
    func chargeOnNothing() throws {
        let line: JSONValue = [
            "name": "صنف", "quantity": "0.014", "price": "0.32",
            "vat": ["category": "S", "rate": "15"], "allowances": [["amount": "0.44"]],
            "charges": [["amount": "0.49", "reason": "رسوم", "reason_code": "CAW"]],
        ]
        let draft = Base.simplified.setting("/prices_include_vat", true)
            .setting("/lines", .array([line]))
        let (invoice, _) = try check(draft).get()
        #expect(Relations.faults(invoice) == [])
        // 0.43 - 0.38: the goods themselves would have to be worth -0.01 for a net of 0.04.
        #expect(invoice.lines[0].netAmount.hundredths == 5)
        #expect(invoice.totals.payable.hundredths == 5)
    }

    @Test("shelf prices: the expected total is met with the fewest moves, or by rounding")
    func shelfPrices() throws {
        var random = SplitMix64(seed: Self.seed())
        var solved = 0
        var rounded = 0
        for _ in 0..<2_000 {
            let draft = ShelfDraft(&random)
            let (invoice, warnings) = try check(draft.json(expecting: draft.shelf)).get()
            let text = "\(draft)"
            #expect(Relations.faults(invoice) == [], "\(text)")
            #expect(invoice.totals.payable.hundredths == Int64(draft.shelf), "\(text)")
            var moves = 0
            for (line, given) in zip(invoice.lines, draft.lines) {
                let net = halfUp(given.quantity * given.price * 100, 100 + given.rate)
                let move = abs(Int(line.netAmount.hundredths) - net)
                #expect(move <= 1, "\(text)")
                moves += move
            }
            if let fewest = draft.fewestMoves() {
                #expect(moves == fewest, "\(text)")
                #expect(invoice.totals.payableRounding == nil, "\(text)")
                #expect(invoice.totals.taxInclusive.hundredths == Int64(draft.shelf), "\(text)")
                #expect(warnings.contains { $0.rule == "SJL-TOTAL-REACHED" } == (moves > 0))
                if moves > 0 { solved += 1 }
            } else {
                #expect(moves == 0, "\(text)")
                #expect(invoice.totals.payableRounding != nil, "\(text)")
                rounded += 1
            }
            // Without the wish nothing moves.
            let plain = try computed(draft.json(expecting: nil))
            #expect(
                plain.totals.taxInclusive.hundredths
                    == Int64(draft.total(draft.lines.map { _ in 0 })))
        }
        print("solved by moves \(solved), by rounding \(rounded)")
        #expect(solved > 100 && rounded > 100)
    }

    private func computed(_ json: JSONValue) throws -> Invoice { try check(json).get().invoice }

    /// A total that came out otherwise, and what is proposed.
    private func remedy(_ draft: JSONValue) throws -> Bilingual {
        guard case .failure(let problems) = check(draft) else {
            throw Unrefused()
        }
        let problem = try #require(problems.all.first { $0.rule == "SJL-EXPECT-TOTAL" })
        return problem.remedy
    }

    private struct Unrefused: Error {}

    /// The first number after a text.
    private func number(_ text: String, after mark: String) -> String? {
        guard let start = text.range(of: mark)?.upperBound else { return nil }
        return String(text[start...].prefix { $0.isNumber || $0 == "." || $0 == "-" })
    }

    @Test("a proposed price rounds to the given one and gives the total; else no price does")
    func proposedPrices() throws {
        var random = SplitMix64(seed: Self.seed())
        var found = 0
        var none = 0
        for _ in 0..<1_000 {
            let quantity = Int.random(in: 1...40, using: &random)
            let price = Int.random(in: 1...9_999, using: &random)
            var draft = Base.simplified.setting("/lines/0/quantity", .string(String(quantity)))
            draft = draft.setting("/lines/0/price", .string(hundredths(price)))
            let net = quantity * price
            let total = net + halfUp(net * 15, 100) + Int.random(in: -30...30, using: &random)
            draft = draft.setting("/expect_total", .string(hundredths(max(total, 0))))
            guard case .failure = check(draft) else { continue }
            let remedy = try remedy(draft)
            if let closer = number(remedy.en, after: "/lines/0/price as ") {
                #expect(remedy.ar.contains(closer))
                let invoice = try check(draft.setting("/lines/0/price", .string(closer))).get()
                    .invoice
                #expect(invoice.totals.taxInclusive.hundredths == Int64(total))
                #expect(Fraction(closer).rounded == Fraction(Int128(price), 100))
                found += 1
            } else {
                // Every net amount that prices within half a hundredth of the given one can make.
                let least = (quantity * (2 * price - 1)) / 2 - 1
                let most = (quantity * (2 * price + 1)) / 2 + 1
                for net in max(0, least)...most where net + halfUp(net * 15, 100) == total {
                    let exact = Fraction(Int128(net), Int128(quantity * 100))
                    let low = (exact - Fraction(1, 200) / Fraction(Int128(quantity))).rounded
                    let high = (exact + Fraction(1, 201) / Fraction(Int128(quantity))).rounded
                    let given = Fraction(Int128(price), 100)
                    #expect(low != given && high != given, "\(draft.serialized())")
                }
                none += 1
            }
        }
        #expect(found > 50 && none > 50)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let draft: JSONValue
        let expected: String
        let says: [String]
        var testDescription: String { "\(expected): \(says)" }
    }

    static let rows: [Row] = [
        Row(
            draft: Base.simplified.setting("/lines/0/quantity", "3").setting(
                "/lines/0/price", "33.33"), expected: "115.00",
            says: ["or give /lines/0/price as 33.333", "or give payable_rounding 0.01"]),
        Row(
            draft: Base.simplified.setting("/lines/0/quantity", "1").setting(
                "/lines/0/price", "8.70"), expected: "10.00",
            says: [
                "or give payable_rounding -0.01 and expect_total 10.01",
                "no net amount gives 10.00: the next totals are 9.99 and 10.01",
            ]),
        Row(
            draft: Base.simplified, expected: "99.00",
            says: [
                "no price that rounds to a given one, with up to 14 decimals and on one line, and"
                    + " no rounding below 1.00 makes up the difference"
            ]),
        Row(
            draft: Base.simplified.setting("/prices_include_vat", true), expected: "25.01",
            says: ["no price that rounds"]),
    ]

    @Test("what is proposed, with values", arguments: rows)
    func proposals(_ row: Row) throws {
        let remedy = try remedy(row.draft.setting("/expect_total", .string(row.expected)))
        for text in row.says { #expect(remedy.en.contains(text), "\(remedy.en)") }
        #expect(remedy.en.hasPrefix("correct the lines or expect_total; "))
        #expect(remedy.ar.hasPrefix("صحح البنود أو القيمة expect_total؛ "))
    }

    @Test("where no price of 14 decimals gives the net amount, the nearest amount is told")
    func noPrice() throws {
        var draft = Base.simplified.setting("/prices_include_vat", true)
        draft = draft.setting("/lines/0/quantity", "99999999999999")
        draft = draft.setting("/lines/0/price", "0.01")
        guard case .failure(let problems) = check(draft) else { throw Unrefused() }
        let problem = try #require(problems.all.first { $0.rule == "SJL-NO-PRICE" })
        #expect(problem.path == "/lines/0/price")
        #expect(problem.value == "869565217391.30")
        let nearest = try #require(number(problem.message.en, after: "nearest amount is "))
        #expect(problem.message.ar.contains(nearest))
        let gap = Fraction(nearest) - Fraction("869565217391.30")
        #expect(gap != .zero && gap < Fraction(1) && gap > Fraction(-1))
    }
}
