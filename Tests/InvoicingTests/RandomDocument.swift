import Encoding

@testable import Invoicing
import TestSupport

/// A random draft in a document of any kind: with buyers, flags, texts, references and advances.
struct RandomDocument {
    var draft: RandomDraft
    var json: JSONValue
    /// What the buyer paid before, with VAT.
    var prepaid = Fraction.zero

    init(_ random: inout SplitMix64) {
        draft = RandomDraft(&random)
        json = draft.json
        let isStandard = Bool.random(using: &random)
        let type = InvoiceType.allCases.randomElement(using: &random) ?? .invoice
        var header = Header(isStandard: isStandard, type: type)
        header.fill(&random)
        let codes = ExemptionCodes(&random)
        header.isForCitizens =
            codes.zeroRated == "VATEX-SA-EDU" || codes.zeroRated == "VATEX-SA-HEA"
        header.addBuyer(&random)
        if type == .invoice, chance(5, &random) { addPrepayments(&random, &header) }
        for (pointer, value) in header.members { json = json.setting(pointer, value) }
        json = Self.varied(json, codes, &random)
    }

    private func chance(_ one: Int, _ random: inout SplitMix64) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    // MARK: Advances

    private mutating func addPrepayments(
        _ random: inout SplitMix64, _ header: inout Header
    ) {
        var advances: [JSONValue] = []
        for index in 0..<Int.random(in: 1...2, using: &random) {
            let taxable = Int128.random(in: 1...20_000, using: &random)
            let rate: Int128 = [15, 15, 5, 0].randomElement(using: &random) ?? 15
            let tax = (Fraction(taxable * rate, 10_000)).rounded
            var vat: JSONValue = ["category": "S", "rate": .string("\(rate)")]
            if rate == 0 { vat = ["category": "Z", "exemption_code": "VATEX-SA-34-1"] }
            var advance: [JSONValue.Member] = [
                .init("number", .string("ADV-\(index)")),
                .init("issued_at", .string("2026-01-0\(index + 1)T08:00:00")),
                .init("taxable", .string(Text.hundredths(taxable))), .init("vat", vat),
            ]
            var paid = tax
            if Bool.random(using: &random) {
                // As the advance's own document may have rounded it.
                let step = rate > 0 && taxable > 100 ? Int128.random(in: -1...1, using: &random) : 0
                paid = tax + Fraction(step, 100)
                advance.append(.init("tax", .string(Text.hundredths((paid * Fraction(100)).floor))))
            }
            prepaid = prepaid + Fraction(taxable, 100) + paid
            advances.append(.object(advance))
        }
        header.members.append(("/prepayments", .array(advances)))
    }

    // MARK: Codes and texts in the lines

    private struct ExemptionCodes {
        let zeroRated: String
        let exempt: String

        init(_ random: inout SplitMix64) {
            func code(_ category: VATCategory) -> String {
                ExemptionReason.all.filter { $0.category == category }.randomElement(
                    using: &random)?
                    .code ?? ""
            }
            zeroRated = code(.zeroRated)
            exempt = code(.exempt)
        }
    }

    private static func varied(
        _ value: JSONValue, _ codes: ExemptionCodes, _ random: inout SplitMix64
    ) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { varied($0, codes, &random) })
        case .object(let members):
            return .object(
                members.map { member in
                    switch (member.name, member.value) {
                    case ("exemption_code", "VATEX-SA-35"):
                        return .init(member.name, .string(codes.zeroRated))
                    case ("exemption_code", "VATEX-SA-30"):
                        return .init(member.name, .string(codes.exempt))
                    case ("reason_code", _):
                        let code = CodeLists.chargeReasons.sorted().randomElement(using: &random)
                        return .init(member.name, .string(code ?? "ZZZ"))
                    case ("name", "صنف"): return .init("name", .string(Text.words(&random)))
                    default:
                        return .init(member.name, varied(member.value, codes, &random))
                    }
                })
        default: return value
        }
    }
}

private enum Text {
    /// Texts that XML, rules and code lists may stumble over.
    static func words(_ random: inout SplitMix64) -> String {
        let parts = [
            "قهوة", "Tea & co", "<b>", "\"x\"", "it's", "شركة النخيل", "100 %", "٣٤٥", "012", "é",
            "]]>", "x  y", "😀", "a\u{00A0}b", "-- ", "&amp;",
        ]
        var text = "ع"
        for _ in 0..<Int.random(in: 2...4, using: &random) {
            text += " " + (parts.randomElement(using: &random) ?? "")
        }
        return text
    }

    static func digits(_ count: Int, _ random: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<count { text += String(Int.random(in: 0...9, using: &random)) }
        return text
    }

    static func hundredths(_ value: Int128) -> String {
        let digits = String(repeating: "0", count: max(0, 3 - String(value).count)) + String(value)
        return digits.dropLast(2) + "." + digits.suffix(2)
    }
}

/// All but the money.
private struct Header {
    let isStandard: Bool
    let type: InvoiceType
    var members: [(String, JSONValue?)] = []
    var isForCitizens = false
    private var isExport = false
    private var isSummary = false

    init(isStandard: Bool, type: InvoiceType) {
        self.isStandard = isStandard
        self.type = type
    }

    private mutating func add(_ name: String, _ value: String?) {
        members.append(("/\(name)", value.map { .string($0) }))
    }

    private func chance(_ one: Int, _ random: inout SplitMix64) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    mutating func fill(_ random: inout SplitMix64) {
        add("kind", isStandard ? "standard" : "simplified")
        add("type", type.rawValue)
        add("number", "N-" + Text.digits(6, &random) + (chance(4, &random) ? " & <№>" : ""))
        add("issued_at", Self.time(&random))
        add("supply_date", chance(3, &random) ? "2026-01-05" : nil)
        if chance(6, &random) {
            add("supply_date", "2026-01-05")
            add("supply_end_date", "2026-01-2\(Int.random(in: 0...9, using: &random))")
        }
        if chance(4, &random) { add("note", Text.words(&random)) }
        if chance(5, &random) { add("purchase_order", Text.words(&random)) }
        if chance(2, &random) {
            add("payment_means", String(Int.random(in: 1...68, using: &random)))
        }
        if type.isNote {
            add("reason", Text.words(&random))
            var references: [JSONValue] = []
            for index in 0..<Int.random(in: 1...3, using: &random) {
                references.append(["number": .string("OLD-\(index)"), "date": "2026-01-02"])
            }
            members.append(("/references", .array(references)))
        }
        addFlags(&random)
    }

    private static func time(_ random: inout SplitMix64) -> String {
        let month = Int.random(in: 1...3, using: &random)
        let day = Int.random(in: 10...19, using: &random)
        let hour = Int.random(in: 10...23, using: &random)
        let minute = Int.random(in: 10...59, using: &random)
        return "2026-0\(month)-\(day)T\(hour):\(minute):00"
    }

    private mutating func addFlags(_ random: inout SplitMix64) {
        var flags: [DraftFlag] = []
        for flag in DraftFlag.allCases where chance(7, &random) {
            if flag == .selfBilled, !isStandard || flags.contains(.export) { continue }
            flags.append(flag)
        }
        if flags.contains(.b2g) || chance(6, &random) {
            add("contract", "C-" + Text.words(&random))
        }
        if flags.contains(.summary) {
            add("supply_date", "2026-01-05")
            add("supply_end_date", "2026-01-25")
        }
        isExport = flags.contains(.export)
        isSummary = flags.contains(.summary)
        // This code makes all rules for standard documents apply.
        let isWhole = flags.contains(.nominal) && flags.contains(.b2g)
        needsWholeBuyer = isStandard || isWhole
        members.append(("/flags", .array(flags.map { .string($0.rawValue) })))
    }

    private var needsWholeBuyer = false

    mutating func addBuyer(_ random: inout SplitMix64) {
        let hasBuyer = needsWholeBuyer || isSummary || isForCitizens || chance(3, &random)
        guard hasBuyer else { return members.append(("/buyer", nil)) }
        var buyer: JSONValue = ["name": .string(Text.words(&random))]
        let isForeign = isExport || chance(6, &random)
        if isForCitizens {
            buyer = buyer.setting("/ids", [id("NAT", "1" + Text.digits(9, &random))])
        } else if isForeign || chance(3, &random) {
            let scheme = ["CRN", "MOM", "700", "PAS", "GCC", "TIN", "IQA", "OTH"].randomElement(
                using: &random)
            let first = ["700": "7", "TIN": "3", "IQA": "2"][scheme ?? ""] ?? "1"
            // Numbers in a row would look made up.
            let value = first + "0" + Text.digits(1, &random) + "0305070"
            buyer = buyer.setting("/ids", [id(scheme ?? "OTH", value)])
        }
        if !isForeign, !isForCitizens || chance(2, &random) {
            buyer = buyer.setting("/vat", .string("30" + Text.digits(10, &random) + "003"))
        }
        if needsWholeBuyer || chance(2, &random) {
            buyer = buyer.setting("/address", address(isForeign, &random))
        }
        members.append(("/buyer", buyer))
    }

    private func id(_ scheme: String, _ value: String) -> JSONValue {
        ["scheme": .string(scheme), "value": .string(value)]
    }

    private func address(_ isForeign: Bool, _ random: inout SplitMix64) -> JSONValue {
        var address: JSONValue = [
            "street": .string(Text.words(&random)), "city": .string(Text.words(&random)),
            "country": isForeign ? "DE" : "SA",
        ]
        if !isForeign || chance(2, &random) {
            address = address.setting("/building", .string(Text.digits(4, &random)))
                .setting("/postal_code", .string(Text.digits(5, &random)))
                .setting("/district", .string(Text.words(&random)))
        }
        return address
    }
}
