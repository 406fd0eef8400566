import Cryptography
import Invoicing
import Ledger
import Signer
import TestSupport
import Testing
import UBL

extension Shop {
    static let sheet = ImportedSheet(
        name: "مبيعات.xlsx", size: 4_096, digest: SHA256.hash(Array("file".utf8)),
        rulesDigest: SHA256.hash(Array("rules".utf8)), sheet: "مارس", rows: 7)

    /// Issues the batches of one sheet, all or none.
    @discardableResult
    func importSheet(
        _ batches: [[IssueRequest]], unit: String = "Riyadh-1", as sheet: ImportedSheet = sheet
    ) throws -> WholeIssue {
        let signer = try #require(signers[unit])
        let seller = try Self.seller()
        return try ledger.issueWhole(
            unit: unit, from: sheet, clock: { [now] in now }, guardTip: { _ in },
            seal: { request, position, time in
                .sealed(
                    try signer.seal(
                        request.invoice, seller: seller, uuid: request.uuid, at: position,
                        signingTime: time),
                    warnings: [])
            },
            feed: { desk in for batch in batches { try desk.issue(batch) } })
    }
}

@Suite("the imports of sheets")
struct SheetImportTests {
    let shop: Shop

    init() throws {
        shop = try Shop()
        try shop.issue(count: 2)
    }

    private func batches(_ numbers: [[Int]]) throws -> [[IssueRequest]] {
        try numbers.map { try $0.map { try Shop.request("INV-\($0)") } }
    }

    @Test("a number or a key of an earlier batch is refused as one of the same batch is")
    func overBatches() throws {
        let size = try shop.ledger.logSize()
        let twins: [([String], String)] = [
            (["INV-9", "INV-9"], "number-taken"), (["INV-9", "INV-10"], "key-taken"),
        ]
        for (numbers, code) in twins {
            let keys = code == "key-taken" ? ["K", "K"] : ["K", "L"]
            let requests = try zip(numbers, keys).map { try Shop.request($0, key: $1) }
            // Far from the end of a run of the line, so that the first is not stored by chance.
            let between = try (20..<23).map { try Shop.request("INV-\($0)") }
            let whole = try shop.importSheet([[requests[0]] + between, [requests[1]]])
            #expect(whole.refusals.map(\.index) == [4])
            #expect(whole.refusals.map(\.refusal.code) == [code])
            #expect(whole.issued == 0)
            #expect(try shop.ledger.logSize() == size)
        }
    }

    @Test("an import is stored with its documents, and its entry comes next after theirs")
    func recorded() throws {
        let before = try shop.ledger.logSize()
        let whole = try shop.importSheet(batches([[2, 3], [4]]))
        #expect(whole.issued == 2 && whole.existing == 1)
        let record = try #require(whole.sheetImport)
        #expect(record.file == Shop.sheet)
        #expect(record.unit == "Riyadh-1" && record.epoch == 1)
        #expect([record.icvFirst.rawValue, record.icvLast.rawValue] == [3, 4])
        #expect(record.recordedAt == shop.now)
        #expect(record.entry == before + 5)
        #expect(try shop.ledger.logSize() == before + 5)
        for (number, found) in [("INV-2", nil), ("INV-3", record), ("INV-4", record)] {
            let number = try #require(InvoiceNumber(number))
            let document = try #require(try shop.ledger.document(number: number))
            #expect(try shop.ledger.sheetImport(of: document) == found)
        }
        let row = try sqlite(
            shop.path,
            """
            SELECT name, size, lower(hex(sha256)), lower(hex(rules_sha256)), sheet, rows,
              first_document_id, last_document_id, recorded_at
            FROM import;
            """)
        let file = try shell("printf file | sha256sum | cut -c1-64").output.dropLast()
        let rules = try shell("printf rules | sha256sum | cut -c1-64").output.dropLast()
        #expect(
            row.output == "مبيعات.xlsx|4096|\(file)|\(rules)|مارس|7|3|4|\(shop.now)\n")
    }

    @Test("a sheet that brings nothing new has no record")
    func nothingNew() throws {
        let before = try fingerprint(shop.path)
        let whole = try shop.importSheet(batches([[1, 2]]))
        #expect(whole.issued == 0 && whole.sheetImport == nil)
        #expect(try fingerprint(shop.path) == before)
    }

    @Test("a sheet with a refused invoice leaves neither documents nor record")
    func refused() throws {
        let before = try fingerprint(shop.path)
        var taken = try Shop.request("INV-9")
        taken.invoice = try Shop.invoice("INV-1")
        let whole = try shop.importSheet([try Shop.request("INV-8"), taken].map { [$0] })
        #expect(whole.refusals.count == 1 && whole.sheetImport == nil)
        #expect(try fingerprint(shop.path) == before)
    }

    @Test("a sheet's rejected document is replaced under its key, and recorded")
    func successor() throws {
        let number = try #require(InvoiceNumber("INV-2"))
        let old = try #require(try shop.ledger.document(number: number))
        let attempt = try shop.begin("reporting", certificate: 1, document: old.id)
        try shop.ledger.settle(
            attempt.id, with: shop.answer("rejected", status: 400), now: shop.now)
        var changed = try Shop.request("INV-2", content: "changed")
        changed.replacing = old
        let whole = try shop.importSheet([[changed, try Shop.request("INV-3")]])
        #expect(whole.issued == 2)
        let newest = try #require(try shop.ledger.document(number: number))
        #expect(newest.revision == 1 && newest.icv.rawValue == 3)
        #expect(try shop.ledger.sheetImport(of: newest) == whole.sheetImport)
        #expect(try shop.ledger.sheetImport(of: old) == nil)
        #expect(try shop.ledger.document(key: old.key, draft: old.draftDigest) == old)
    }
}
