import Glibc
import Invoicing
import Testing
import UBL

@testable import Ledger

@Suite("what the ledger knows of named documents")
struct KnownDocumentsTests {
    let shop: Shop

    init() throws { shop = try Shop() }

    private func note(
        _ number: String, over references: [String], _ type: InvoiceType = .creditNote
    ) throws -> IssueRequest {
        var request = try Shop.request(number)
        request.invoice.type = type
        request.invoice.references = references.map { BillingReference(number: $0) }
        request.invoice.reason = "returned"
        request.invoice.paymentMeans = "10"
        return request
    }

    private func advance(_ number: String) throws -> IssueRequest {
        var request = try Shop.request(number)
        request.invoice.type = .prepayment
        return request
    }

    private func drawing(_ number: String, on advances: [(String, Int64)]) throws -> IssueRequest {
        var request = try Shop.request(number)
        request.invoice.prepayments = advances.map { advance, taxable in
            let amount = Money(hundredths: taxable)
            return PrepaymentSettlement(
                number: advance, uuid: nil, issuedAt: request.invoice.issuedAt, taxable: amount,
                tax: Money(hundredths: taxable * 15 / 100),
                vat: request.invoice.vatBreakdown[0].vat)
        }
        return request
    }

    @Test("a credit note over an invoice: its total, and the notes over it so far")
    func notes() throws {
        try shop.issue(count: 3)
        try shop.issue([
            note("CN-1", over: ["INV-1"]), note("CN-2", over: ["INV-2", "INV-1"]),
            note("CN-3", over: ["INV-3"]), note("DN-1", over: ["INV-1"], .debitNote),
        ])
        let asked = try note("CN-9", over: ["INV-1", "OLD & GONE"]).invoice
        let known = try shop.ledger.knownDocuments(named: asked)
        let total = Money(hundredths: 11_500)
        #expect(
            known.named == [
                .init(
                    number: "INV-1", type: .invoice, issuedOn: asked.issuedAt.date,
                    currency: "SAR", total: total)
            ])
        #expect(
            known.notes == [
                .init(
                    number: "CN-1", type: .creditNote, references: ["INV-1"], currency: "SAR",
                    total: total),
                .init(
                    number: "CN-2", type: .creditNote, references: ["INV-1", "INV-2"],
                    currency: "SAR", total: total),
                .init(
                    number: "DN-1", type: .debitNote, references: ["INV-1"], currency: "SAR",
                    total: total),
            ])
        #expect(known.draws == [])
        // The same sale issued again does not count itself.
        let again = try shop.ledger.knownDocuments(named: note("CN-1", over: ["INV-1"]).invoice)
        #expect(again.notes.count == 2)
    }

    @Test("an advance: what was drawn on it so far, line by line")
    func draws() throws {
        try shop.issue([advance("ADV-1"), advance("ADV-2")])
        try shop.issue([
            drawing("F-1", on: [("ADV-1", 2_000), ("ADV-2", 1_000)]),
            drawing("F-2", on: [("ADV-1", 3_000)]), drawing("F-3", on: [("ELSEWHERE", 4_000)]),
        ])
        let asked = try drawing("F-9", on: [("ADV-1", 1_000)]).invoice
        let known = try shop.ledger.knownDocuments(named: asked)
        #expect(known.named.map(\.number) == ["ADV-1"])
        #expect(known.named.map(\.type) == [.prepayment])
        #expect(
            known.draws == [
                .init(
                    number: "ADV-1", invoice: "F-1", currency: "SAR",
                    amount: Money(hundredths: 2_300)),
                .init(
                    number: "ADV-1", invoice: "F-2", currency: "SAR",
                    amount: Money(hundredths: 3_450)),
            ])
    }

    @Test("a credit note over an invoice that drew on advances: these and what became of them")
    func advances() throws {
        try shop.issue([advance("ADV-1"), advance("ADV-2")])
        try shop.issue([
            drawing("F-1", on: [("ADV-1", 2_000)]), drawing("F-2", on: [("ADV-1", 3_000)]),
            note("CN-1", over: ["ADV-1"]),
        ])
        let known = try shop.ledger.knownDocuments(named: note("CN-9", over: ["F-1"]).invoice)
        #expect(known.named.map(\.number) == ["F-1", "ADV-1"])
        #expect(known.notes.map(\.number) == ["CN-1"])
        #expect(known.draws.map(\.invoice) == ["F-1", "F-2"])
        // The same is asked before there is a note.
        let number = try #require(InvoiceNumber("F-1"))
        let first = try #require(try shop.ledger.document(number: number))
        #expect(try shop.ledger.knownDocuments(creditedOver: first) == known)
    }

    @Test("what is issued together counts, unless the ledger knows better")
    func beside() throws {
        try shop.issue([advance("ADV-1"), note("CN-1", over: ["F-1"])])
        var batch = BatchDocuments()
        let others = try [
            note("CN-1", over: ["F-1"]), drawing("F-1", on: [("ADV-1", 2_000)]),
            note("CN-2", over: ["F-1", "OLD"]), note("CN-3", over: ["ELSEWHERE"]),
            note("CN-4", over: ["ADV-1"]), note("CN-2", over: ["F-1", "OLD"]),
        ].map(\.invoice)
        for invoice in others { batch.announce(invoice) }
        for invoice in others { batch.count(invoice) }
        func known(_ invoice: Invoice) throws -> KnownDocuments {
            try shop.ledger.knownDocuments(named: invoice, beside: batch)
        }
        // CN-1 is the ledger's own, though F-1 is not there yet.
        let credit = try known(note("CN-9", over: ["F-1"]).invoice)
        #expect(credit.named.map(\.number) == ["F-1", "ADV-1"])
        #expect(credit.notes.map(\.number) == ["CN-1", "CN-4", "CN-2"])
        #expect(credit.draws.map(\.invoice) == ["F-1"])
        let drawing = try known(drawing("F-9", on: [("ADV-1", 1_000)]).invoice)
        #expect(drawing.notes.map(\.number) == ["CN-4"])
        #expect(drawing.draws.map(\.invoice) == ["F-1"])
        // Neither counts itself.
        #expect(try known(others[2]).notes.map(\.number) == ["CN-1", "CN-4"])
        #expect(try known(others[1]).draws == [])
    }

    private func named(_ number: String, _ batch: BatchDocuments = BatchDocuments()) throws
        -> KnownDocuments.Named?
    {
        try shop.ledger.knownDocuments(
            named: note("CN-9", over: [number]).invoice, beside: batch
        ).named.first
    }

    @Test("of a rejected document it is said, with what became of its sale")
    func rejected() throws {
        try shop.issue(count: 4)
        for number in ["INV-1", "INV-2", "INV-3"] {
            try shop.submit(shop.document(number), "rejected")
        }
        try shop.submit(shop.document("INV-2"), "already-accepted")
        try shop.issue([shop.successor(of: "INV-3", named: "INV-3B")])
        try shop.submit(shop.document("INV-4"), "unknown")
        try shop.closeRejected("INV-5")
        let rows: [(String, Rejection?)] = [
            ("INV-1", .open), ("INV-2", nil), ("INV-3", .replaced(by: "INV-3B")),
            ("INV-3B", nil), ("INV-4", nil), ("INV-5", .closed),
        ]
        for (number, rejection) in rows {
            let found = try #require(try named(number))
            #expect(found.number == number)
            #expect(found.rejection == rejection, "\(number)")
            #expect(try shop.ledger.rejection(of: shop.document(number)) == rejection)
        }
        try shop.issue([shop.successor(of: "INV-1")])
        #expect(try named("INV-1")?.rejection == .some(nil))
        try shop.submit(shop.document("INV-1"), "rejected")
        #expect(try named("INV-1")?.rejection == .open)
    }

    @Test("a successor issued before it in the same batch stands in a rejected document's place")
    func successorBeside() throws {
        try shop.issue([Shop.request("INV-1"), note("CN-1", over: ["F-1"])])
        for number in ["INV-1", "CN-1"] { try shop.submit(shop.document(number), "rejected") }
        var batch = BatchDocuments()
        var next = try Shop.invoice("INV-1")
        next.currency = "USD"
        // Wherever it stands it is announced; that does not make it one that was issued before.
        batch.announce(next)
        #expect(try named("INV-1", batch)?.rejection == .open)
        batch.count(next, isSuccessor: true)
        #expect(try named("INV-1", batch)?.rejection == .some(nil))
        #expect(try named("INV-1", batch)?.currency == "USD")
        // A rejected note's successor counts like any note; a draft of its number does not.
        for isSuccessor in [false, true] {
            var batch = BatchDocuments()
            let again = try note("CN-1", over: ["F-1"]).invoice
            let first = try Shop.invoice("F-1")
            for invoice in [first, again] { batch.announce(invoice) }
            batch.count(first)
            batch.count(again, isSuccessor: isSuccessor)
            let asked = try note("CN-9", over: ["F-1"]).invoice
            let known = try shop.ledger.knownDocuments(named: asked, beside: batch)
            #expect(known.notes.map(\.number) == (isSuccessor ? ["CN-1"] : []))
        }
    }

    @Test("a note that is dated some hours before its invoice counts")
    func earlier() throws {
        try shop.issue(count: 1)
        var early = try note("CN-1", over: ["INV-1"])
        early.invoice.issuedAt = try #require(
            IssueTime("\(early.invoice.issuedAt.date)T00:00:00"))
        try shop.issue([early])
        let known = try shop.ledger.knownDocuments(named: note("CN-2", over: ["INV-1"]).invoice)
        #expect(known.notes.map(\.number) == ["CN-1"])
    }

    @Test("what names nothing, or nothing known, asks nothing more")
    func nothing() throws {
        try shop.issue(count: 1)
        #expect(
            try shop.ledger.knownDocuments(named: Shop.invoice("X")) == KnownDocuments())
        #expect(
            try shop.ledger.knownDocuments(named: note("N", over: ["OLD"]).invoice)
                == KnownDocuments())
        let debit = try note("N", over: ["INV-1"], .debitNote).invoice
        #expect(try shop.ledger.knownDocuments(named: debit).named.map(\.number) == ["INV-1"])
    }
}
