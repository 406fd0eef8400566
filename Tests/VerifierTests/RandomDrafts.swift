import Cryptography
import Encoding
import Invoicing
import Ledger
import TestSupport
import Testing

/// Drafts of every kind, type, currency and VAT category, as JSON that goes the way of every draft.
struct RandomDrafts {
    private(set) var random: SplitMix64
    private var count = 0
    /// How often each trait was issued, so that a test can tell that none was left out.
    private(set) var seen: [String: Int] = [:]
    private(set) var refused = 0

    init(_ random: SplitMix64) throws {
        self.random = random
        now = try #require(IssueTime("2026-04-01T12:00:00"))
        seller = try Sample.seller()
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func isOne(in count: Int) -> Bool { number(1...count) == 1 }

    /// Counts a trait of a whole ledger.
    mutating func note(_ trait: String) { seen[trait, default: 0] += 1 }

    /// A request made of a draft that the rules let pass.
    mutating func request() throws -> IssueRequest {
        count += 1
        while true {
            var traits: [String] = []
            let json = draft(&traits)
            let checked = InvoiceDraft.read(json).flatMap {
                $0.checked(seller: seller, defaultIssuedAt: now, now: now)
            }
            guard case .success(let (invoice, warnings)) = checked else {
                refused += 1
                try #require(refused < 10 * (count + 100), "\(checked)")
                continue
            }
            if !warnings.isEmpty { traits.append("warnings") }
            for trait in traits { seen[trait, default: 0] += 1 }
            return IssueRequest(
                key: try #require(IdempotencyKey("key \(count)")),
                draftDigest: SHA256.hash(CanonicalJSON.encode(json)),
                warnings: warnings.map(\.rule), uuid: DocumentUUID(random: bytes(16)),
                invoice: invoice)
        }
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(number(0...255)) }
    }

    private let now: IssueTime
    private let seller: Party

    // MARK: - Drafts

    private mutating func draft(_ traits: inout [String]) -> JSONValue {
        let isStandard = isOne(in: 2)
        let type = ["invoice", "invoice", "credit-note", "debit-note", "prepayment"][number(0...4)]
        traits += [isStandard ? "standard" : "simplified", type]
        var members: [JSONValue.Member] = [
            .init("kind", .string(isStandard ? "standard" : "simplified")),
            .init("type", .string(type)), .init("number", .string("R-\(count)")),
            .init("issued_at", .string("2026-03-\(two(1...31))T\(two(0...23)):\(two(0...59)):00")),
        ]
        if isStandard { members.append(.init("buyer", Self.buyer)) }
        if isStandard && type == "invoice" {
            members.append(.init("supply_date", .string("2026-03-\(two(1...31))")))
        }
        if type.hasSuffix("note") {
            members.append(.init("references", [["number": "R-0"]]))
            members.append(.init("reason", "إرجاع"))
        }
        if isOne(in: 3) {
            let currency = ["USD", "EUR", "AED"][number(0...2)]
            traits.append(currency)
            members.append(.init("currency", .string(currency)))
            members.append(.init("exchange_rate", .string(amount(10_000...60_000, 4))))
        } else {
            traits.append("SAR")
        }
        if isOne(in: 5) { members.append(.init("prices_include_vat", true)) }
        if isOne(in: 6) { members.append(.init("note", "<ملاحظة> & \"note\"\nline")) }
        if isOne(in: 5) { members.append(.init("payable_rounding", .string(amount(1...40, 2)))) }
        let treatments = (1...number(1...3)).map { _ in number(0...4) }
        members.append(
            .init("lines", .array((0..<number(1...5)).map { _ in line(treatments, &traits) })))
        if isOne(in: 4) {
            traits.append("allowance")
            let allowance: JSONValue = ["amount": .string(amount(1...100, 2)), "reason": "خصم"]
            members.append(.init("allowances", [allowance]))
        }
        return .object(members)
    }

    private mutating func line(_ treatments: [Int], _ traits: inout [String]) -> JSONValue {
        let treatment = Self.treatments[treatments[number(0...treatments.count - 1)]]
        let unit = ["PCE", "KGM", "HUR"][number(0...2)]
        traits += [treatment.name, unit]
        return [
            "name": "قهوة & <شاي>", "quantity": .string(amount(1...5_000, number(0...3))),
            "price": .string(amount(1...999_999, number(0...4))), "vat": treatment.json,
            "unit": .string(unit),
        ]
    }

    private mutating func two(_ range: ClosedRange<Int>) -> String {
        let number = number(range)
        return number < 10 ? "0\(number)" : "\(number)"
    }

    private mutating func amount(_ range: ClosedRange<Int>, _ scale: Int) -> String {
        let digits = String(number(range))
        if scale == 0 { return digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    private static let treatments: [(name: String, json: JSONValue)] = [
        ("S 15", ["category": "S", "rate": "15"]), ("S 5", ["category": "S", "rate": "5"]),
        ("Z", ["category": "Z", "rate": "0", "exemption_code": "VATEX-SA-35"]),
        ("E", ["category": "E", "rate": "0", "exemption_code": "VATEX-SA-30"]),
        (
            "O",
            ["category": "O", "exemption_code": "VATEX-SA-OOS", "exemption_reason": "خارج النطاق"]
        ),
    ]

    private static let buyer: JSONValue = [
        "name": "Buyer & Sons <شركة>", "vat": "300000000000003",
        "address": [
            "street": "طريق الملك فهد", "building": "2470", "district": "العليا",
            "city": "الرياض", "postal_code": "12214", "country": "SA",
        ],
    ]
}
