import Invoicing
import Ledger
import Signer
import Testing
import UBL

/// Documents of one call are stamped and examined on several cores.
@Suite("many documents in one call")
struct AssemblyTests {
    let shop: Shop

    init() throws { shop = try Shop() }

    private static let broken = Problem(
        rule: "BR-KSA-04", path: "/issued_at", value: "2026-03-02",
        message: Bilingual(en: "too late", ar: "متأخر"),
        remedy: Bilingual(en: "wait", ar: "انتظر"))

    /// Issues `INV-1` to `INV-count`; some are refused when their final bytes are judged.
    private func issue(
        _ count: Int, refusing refused: Set<Int>, mode: IssueMode,
        failing failure: Int? = nil
    ) throws -> [IssueOutcome] {
        let signer = try #require(shop.signers["Riyadh-1"])
        let seller = try Shop.seller()
        let numbers = Set(refused.map { "INV-\($0)" })
        let failing = failure.map { "INV-\($0)" }
        return try shop.ledger.issue(
            try (1...count).map { try Shop.request("INV-\($0)") }, unit: "Riyadh-1", mode: mode,
            clock: { shop.now }, guardTip: { _ in }
        ) { request, position, time in
            let written = try signer.write(
                request.invoice, seller: seller, uuid: request.uuid, at: position,
                signingTime: time)
            return .written(hash: written.hash) {
                let number = request.invoice.number.text
                if number == failing { throw Refused() }
                if numbers.contains(number) { return .refused([Self.broken]) }
                return .stamped(try signer.stamp(written), warnings: [])
            }
        }
    }

    /// Each stored document is, byte for byte, what one core makes of it, one after the other.
    private func expectAsAlone(_ records: [DocumentRecord]) throws {
        let signer = try #require(shop.signers["Riyadh-1"])
        let seller = try Shop.seller()
        var place = ChainPosition(icv: .first, pih: .initial)
        for record in records {
            let sealed = try signer.seal(
                try Shop.request(record.number.text).invoice, seller: seller, uuid: record.uuid,
                at: place, signingTime: record.recordedAt)
            #expect(try shop.ledger.xml(of: record) == sealed.xml, "\(record.number)")
            place = ChainPosition(icv: place.icv.next, pih: .hash(sealed.hash))
        }
    }

    @Test("they are what one core makes of them", arguments: [1, 63, 64, 65, 128, 300])
    func asAlone(count: Int) throws {
        let outcomes = try issue(count, refusing: [], mode: .allOrNothing)
        let records = outcomes.compactMap { $0.issuance?.record }
        #expect(records.map(\.number.text) == (1...count).map { "INV-\($0)" })
        try expectAsAlone(records)
    }

    @Test(
        "those behind a refused one are made anew in its place",
        arguments: [
            [1], [64], [65], [200], [3, 4, 70, 71, 199], Array(1...64), Array(60...140),
            Array(1...200),
        ])
    func refused(numbers: [Int]) throws {
        let refused = Set(numbers)
        let outcomes = try issue(200, refusing: refused, mode: .each)
        #expect(
            outcomes.map(\.word)
                == (1...200).map { refused.contains($0) ? "rules-broken" : "issued" })
        let records = outcomes.compactMap { $0.issuance?.record }
        #expect(records.map(\.icv.rawValue) == (0..<records.count).map { Int64($0 + 1) })
        try expectAsAlone(records)
        let next = try shop.issue(count: 1, from: 500)[0].record
        #expect(next.icv.rawValue == Int64(records.count + 1))
    }

    @Test("all or nothing: every refusal is told, and nothing is stored")
    func refusedAll() throws {
        let outcomes = try issue(200, refusing: [5, 150], mode: .allOrNothing)
        #expect(
            outcomes.map(\.word)
                == (1...200).map { [5, 150].contains($0) ? "rules-broken" : "not-attempted" })
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.icv == nil)
    }

    @Test("an error on another core rolls everything back", arguments: [1, 64, 150, 200])
    func failing(number: Int) throws {
        let size = try shop.ledger.logSize()
        let found = code { _ = try issue(200, refusing: [9], mode: .each, failing: number) }
        #expect(found == "older-than-tip")
        #expect(try shop.ledger.logSize() == size)
        #expect(try shop.issue(count: 1)[0].record.icv == .first)
    }
}
