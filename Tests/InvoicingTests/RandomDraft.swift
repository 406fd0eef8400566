import Encoding
import TestSupport

/// A draft at random, as plain values and as the JSON made of them.
struct RandomDraft {
    struct Part {
        var amount: String?
        var percent: String?
        var base: String?
        var isCharge: Bool
        var vat: Int?
    }

    struct Line {
        var quantity: String
        var price: String
        var base: String?
        var discount: String?
        var vat: Int
        var parts: [Part]
    }

    static let treatments: [(rate: Int, json: JSONValue)] = [
        (15, ["category": "S", "rate": "15"]),
        (5, ["category": "S", "rate": "5.0"]),
        (0, ["category": "Z", "exemption_code": "VATEX-SA-35"]),
        (0, ["category": "E", "rate": "0", "exemption_code": "VATEX-SA-30"]),
        (0, ["category": "O", "exemption_code": "VATEX-SA-OOS", "exemption_reason": "خارج"]),
    ]

    var lines: [Line] = []
    var parts: [Part] = []
    var includesVAT: Bool
    var rate: String?
    var rounding: String?

    init(_ random: inout SplitMix64) {
        includesVAT = Int.random(in: 0..<4, using: &random) == 0
        if Int.random(in: 0..<6, using: &random) == 0 { rate = "3.7512" }
        if Int.random(in: 0..<6, using: &random) == 0 {
            rounding = Self.decimal(0...40, 2, &random)
        }
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            lines.append(Self.line(&random))
        }
        let used = lines.map(\.vat)
        for _ in 0..<max(0, Int.random(in: -2...2, using: &random)) {
            var part = Self.part(&random, most: 20)
            part.vat = used.randomElement(using: &random)
            // One that names no group belongs to the only one, or is split.
            if !part.isCharge, Bool.random(using: &random) { part.vat = nil }
            parts.append(part)
        }
    }

    private static func line(_ random: inout SplitMix64) -> Line {
        var line = Line(
            quantity: decimal(1...2_000, Int.random(in: 0...3, using: &random), &random),
            price: decimal(1...9_999_999, Int.random(in: 0...5, using: &random), &random),
            vat: [0, 0, 0, 0, 1, 2, 3, 4].randomElement(using: &random) ?? 0, parts: [])
        if Int.random(in: 0..<5, using: &random) == 0 { line.base = decimal(1...50, 0, &random) }
        if Int.random(in: 0..<5, using: &random) == 0 {
            line.discount = decimal(0...500, 2, &random)
        }
        for _ in 0..<max(0, Int.random(in: -3...2, using: &random)) {
            line.parts.append(part(&random, most: 30))
        }
        return line
    }

    private static func part(_ random: inout SplitMix64, most: Int) -> Part {
        var part = Part(isCharge: Bool.random(using: &random))
        if Bool.random(using: &random) {
            part.percent = decimal(0...(most * 100), 2, &random)
            if Int.random(in: 0..<3, using: &random) == 0 {
                part.base = decimal(0...1_000, 2, &random)
            }
        } else {
            part.amount = decimal(0...300, 2, &random)
        }
        return part
    }

    private static func decimal(
        _ range: ClosedRange<Int>, _ scale: Int, _ random: inout SplitMix64
    ) -> String {
        let digits = String(Int.random(in: range, using: &random))
        if scale == 0 { return digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    // MARK: JSON

    var json: JSONValue {
        var draft = Base.standard.setting("/lines", .array(lines.map(Self.json)))
        draft = draft.setting("/allowances", .array(parts.filter { !$0.isCharge }.map(Self.json)))
        draft = draft.setting("/charges", .array(parts.filter(\.isCharge).map(Self.json)))
        if includesVAT { draft = draft.setting("/prices_include_vat", true) }
        if let rounding { draft = draft.setting("/payable_rounding", .number(rounding)) }
        if let rate {
            draft = draft.setting("/currency", "EUR").setting("/exchange_rate", .string(rate))
        }
        return draft
    }

    private static func json(_ line: Line) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", "صنف"), .init("quantity", .string(line.quantity)),
            .init("vat", treatments[line.vat].json),
        ]
        if let discount = line.discount {
            let gross = Fraction(line.price) + Fraction(discount)
            members.append(.init("gross_price", .string(decimal(gross))))
            members.append(.init("price_discount", .string(discount)))
        } else {
            members.append(.init("price", .number(line.price)))
        }
        if let base = line.base { members.append(.init("base_quantity", .string(base))) }
        for (name, isCharge) in [("allowances", false), ("charges", true)] {
            let parts = line.parts.filter { $0.isCharge == isCharge }
            members.append(.init(name, .array(parts.map(json))))
        }
        return .object(members)
    }

    private static func json(_ part: Part) -> JSONValue {
        var members: [JSONValue.Member] = []
        if let amount = part.amount { members.append(.init("amount", .string(amount))) }
        if let percent = part.percent { members.append(.init("percent", .string(percent))) }
        if let base = part.base { members.append(.init("base", .string(base))) }
        if part.isCharge {
            members += [.init("reason", "رسوم"), .init("reason_code", "ZZZ")]
        }
        if let vat = part.vat { members.append(.init("vat", treatments[vat].json)) }
        return .object(members)
    }

    /// Five decimals hold every sum of a price and a discount.
    private static func decimal(_ value: Fraction) -> String {
        let scaled = (value * Fraction(100_000)).floor
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return padded.dropLast(5) + "." + padded.suffix(5)
    }
}
