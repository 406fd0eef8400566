import Encoding
import Invoicing
import Testing
import UBL

@testable import StampCheck

@Suite("numbers of many digits")
struct LongNumberTests {
    private static let seller: Party = {
        var seller = Party()
        seller.name = "مؤسسة الاختبار"
        seller.vat = VATNumber("399999999900003")
        seller.id = PartyID(scheme: "CRN", value: "1010010000")
        return seller
    }()

    /// A positive number with so many digits before and after the point, more nines and zeros than
    /// chance would give.
    private func number(_ whole: Int, _ places: Int, _ random: inout some RandomNumberGenerator)
        -> String
    {
        let digits = Array("0123456789990")
        func digit() -> String { String(digits[Int.random(in: 0..<digits.count, using: &random)]) }
        let first = String(Int.random(in: 1...9, using: &random))
        let front = whole == 0 ? "0" : first + (1..<max(whole, 1)).map { _ in digit() }.joined()
        return places == 0 ? front : front + "." + (1..<places).map { _ in digit() }.joined() + "1"
    }

    private func draft(_ random: inout some RandomNumberGenerator) -> JSONValue {
        func size(_ most: Int) -> Int { Int.random(in: 0...most, using: &random) }
        var line: [JSONValue.Member] = [
            .init("name", "Tea set"), .init("vat", ["category": "S", "rate": "15"]),
            .init("quantity", .string(number(size(8), size(14), &random))),
            .init("price", .string(number(size(8), size(14), &random))),
        ]
        if size(2) == 0 {
            line.append(.init("base_quantity", .string(number(size(6), size(14), &random))))
        }
        var members: [JSONValue.Member] = [
            .init("kind", "simplified"), .init("number", "N-1"),
            .init("issued_at", "2026-03-01T10:15:00"), .init("lines", [.object(line)]),
        ]
        if size(2) == 0 { members.append(.init("prices_include_vat", true)) }
        return .object(members)
    }

    @Test("what a draft's check takes, the audit can add up anew")
    func taken() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(state: seed)
        let now = try #require(IssueTime("2026-03-01T12:00:00"))
        let uuid = DocumentUUID(random: [UInt8](repeating: 7, count: 16))
        var (taken, refused) = (0, 0)
        for _ in 0..<4_000 {
            let json = draft(&random)
            let checked = InvoiceDraft.read(json).flatMap {
                $0.checked(seller: Self.seller, defaultIssuedAt: now, now: now)
            }
            switch checked {
            case .failure(let problems):
                if problems.all.contains(where: { $0.rule == "SJL-DIGITS" }) { refused += 1 }
            case .success(let checked):
                taken += 1
                let document = UBLWriter.write(
                    checked.invoice, seller: Self.seller, uuid: uuid,
                    at: ChainPosition(icv: .first, pih: .initial))
                let facts = try DocumentReader.read(document.stamped(extension: [], qr: [])).facts
                let found = TotalsCheck.disagreements(in: facts)
                #expect(found == [], "seed \(seed): \(json.serialized())")
            }
        }
        // Both sides of the limit were tried.
        #expect(taken > 200 && refused > 200, "seed \(seed): \(taken) taken, \(refused) refused")
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
            return mixed ^ (mixed >> 33)
        }
    }
}
