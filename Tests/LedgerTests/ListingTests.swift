import Invoicing
import Ledger
import Testing

@Suite("listing")
struct ListingTests {
    let shop: Shop

    /// Six documents on three days, one of them standard; the days run against the order of issue.
    init() throws {
        shop = try Shop()
        let days = [
            "2026-03-03", "2026-03-03", "2026-03-02", "2026-03-02", "2026-03-01", "2026-03-01",
        ]
        var batch: [IssueRequest] = []
        for (index, day) in days.enumerated() {
            var request = try Shop.request("D-\(index)", kind: index == 2 ? .standard : .simplified)
            request.invoice.issuedAt = try #require(IssueTime("\(day)T23:59:59"))
            batch.append(request)
        }
        try shop.issue(batch)
    }

    private func numbers(_ filter: DocumentFilter) throws -> [String] {
        try shop.ledger.documents(matching: filter, limit: 100).map(\.number.text)
    }

    @Test("by day of issue, both ends included, then by the order of issue")
    func days() throws {
        let second = CivilDate("2026-03-02")
        #expect(try numbers(DocumentFilter()) == ["D-4", "D-5", "D-2", "D-3", "D-0", "D-1"])
        #expect(try numbers(DocumentFilter(from: second)) == ["D-2", "D-3", "D-0", "D-1"])
        #expect(try numbers(DocumentFilter(to: second)) == ["D-4", "D-5", "D-2", "D-3"])
        #expect(try numbers(DocumentFilter(from: second, to: second)) == ["D-2", "D-3"])
        #expect(try numbers(DocumentFilter(from: CivilDate("2026-03-04"))) == [])
    }

    @Test("by buyer's VAT number or a part of the name, and by unit")
    func buyers() throws {
        #expect(try numbers(DocumentFilter(buyer: "310000000000003")) == ["D-2"])
        #expect(try numbers(DocumentFilter(buyer: "Sons <")) == ["D-2"])
        #expect(try numbers(DocumentFilter(buyer: "sONS <")) == ["D-2"])
        #expect(try numbers(DocumentFilter(buyer: "\u{640}")) == [])
        #expect(try numbers(DocumentFilter(buyer: "%")) == [])
        #expect(try numbers(DocumentFilter(buyer: "31000000000000")) == [])
        #expect(try numbers(DocumentFilter(unit: "Riyadh-1")).count == 6)
        #expect(try numbers(DocumentFilter(unit: "Riyadh")) == [])
    }

    @Test("pages of any size give each document once", arguments: 1...7)
    func pages(limit: Int) throws {
        var all: [String] = []
        var last: DocumentRecord?
        while true {
            let page = try shop.ledger.documents(after: last, limit: limit)
            #expect(page.count <= limit)
            all += page.map(\.number.text)
            guard let end = page.last else { break }
            last = end
        }
        #expect(all == ["D-4", "D-5", "D-2", "D-3", "D-0", "D-1"])
    }

    @Test("the walk over all documents stops when it is told to")
    func walk() throws {
        var seen = 0
        try shop.ledger.forEachDocument { _, _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
    }

    @Test("an unknown number or key is no document")
    func unknown() throws {
        #expect(try shop.ledger.document(number: #require(InvoiceNumber("none"))) == nil)
        #expect(try shop.ledger.document(key: #require(IdempotencyKey("none"))) == nil)
    }

    @Test("a key is 1 to 200 characters without control characters")
    func keys() {
        #expect(IdempotencyKey(String(repeating: "ض", count: 200)) != nil)
        #expect(IdempotencyKey(String(repeating: "ض", count: 201)) == nil)
        #expect(IdempotencyKey("") == nil)
        #expect(IdempotencyKey("a\nb") == nil)
        #expect(IdempotencyKey("a\0b") == nil)
    }
}
