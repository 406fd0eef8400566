import Cryptography
import Ledger
import TestSupport
import Testing

@Suite("the authority's tables and the imports, by any program")
struct AuthorityTableTests {
    /// The columns of a row in their order, each with a good value.
    static let columns: [String: [(String, String)]] = [
        "compliance_document": [
            ("id", "NULL"), ("certificate_id", "2"), ("step", "'standard-compliant'"),
            ("icv", "3"), ("pih", "'\(String(repeating: "A", count: 43))='"),
            ("hash", "randomblob(32)"), ("uuid", "'00000000-0000-4000-8000-000000000000'"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"), ("xml", "x'3c'"),
        ],
        "attempt": [
            ("id", "NULL"), ("unit_id", "1"), ("endpoint", "'renewal'"), ("signing_key_id", "1"),
            ("certificate_id", "1"), ("compliance_document_id", "NULL"), ("document_id", "NULL"),
            ("profile", "1"), ("recorded_at", "'2026-03-01T07:15:00Z'"), ("request", "x'20'"),
        ],
        "answer": [
            ("id", "NULL"), ("attempt_id", "6"), ("outcome", "'unknown'"), ("status", "NULL"),
            ("bytes_sent", "0"), ("started_at", "'2026-03-01T07:15:00Z'"),
            ("finished_at", "'2026-03-01T07:15:00Z'"), ("request_id", "NULL"),
            ("certificate_id", "NULL"), ("recorded_at", "'2026-03-01T07:15:00Z'"),
            ("response", "NULL"),
        ],
        "cleared": [
            ("id", "NULL"), ("document_id", "2"), ("answer_id", "1"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"), ("xml", "x'3c'"),
        ],
        "restore": [
            ("id", "NULL"), ("size", "1"), ("root", "randomblob(32)"), ("missing", "'[]'"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"), ("note", "NULL"),
        ],
        "incident": [
            ("id", "NULL"), ("unit_id", "1"), ("event", "'began'"), ("cause", "'line'"),
            ("answer_id", "1"), ("effective_at", "'2026-03-01T07:15:00Z'"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"), ("note", "NULL"),
        ],
        "import": [
            ("id", "NULL"), ("name", "'a.csv'"), ("size", "1"), ("sha256", "randomblob(32)"),
            ("rules_sha256", "randomblob(32)"), ("sheet", "''"), ("rows", "1"),
            ("first_document_id", "2"), ("last_document_id", "2"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"),
        ],
        "closing": [
            ("id", "NULL"), ("document_id", "1"), ("reason", "'إلغاء'"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"),
        ],
        "settlement": [
            ("id", "NULL"), ("document_id", "4"), ("seen", "'في البوابة'"),
            ("recorded_at", "'2026-03-01T07:15:00Z'"),
        ],
    ]

    /// A table, the values that make a good row bad, and a word of the answer.
    static let breaks: [(String, [String: String], String)] = [
        ("compliance_document", ["id": "1"], "that key is taken"),
        ("compliance_document", ["icv": "2"], "compliance_document: "),
        ("compliance_document", ["icv": "4"], "the next one takes the next counter"),
        ("compliance_document", ["uuid": uuid], "that key is taken"),
        ("compliance_document", ["certificate_id": "99", "icv": "1"], "FOREIGN KEY"),
        ("compliance_document", ["step": "'prepayment-compliant'"], "CHECK"),
        ("compliance_document", ["pih": "'AAAA'"], "CHECK"),
        ("compliance_document", ["hash": "randomblob(31)"], "CHECK"),
        ("compliance_document", ["uuid": "upper(\(uuid))"], "CHECK"),
        ("compliance_document", ["recorded_at": "'yesterday'"], "CHECK"),
        ("compliance_document", ["xml": "x''"], "CHECK"),
        ("attempt", ["id": "1"], "that key is taken"),
        ("attempt", ["unit_id": "99"], "FOREIGN KEY"),
        ("attempt", ["endpoint": "'login'"], "CHECK"),
        ("attempt", ["endpoint": "'compliance-csid'"], "CHECK"),
        ("attempt", ["certificate_id": "NULL"], "CHECK"),
        ("attempt", ["signing_key_id": "NULL"], "CHECK"),
        ("attempt", ["compliance_document_id": "1"], "CHECK"),
        ("attempt", ["document_id": "1"], "CHECK"),
        ("attempt", ["endpoint": "'reporting'", "signing_key_id": "NULL"], "CHECK"),
        ("attempt", ["endpoint": "'compliance-check'", "signing_key_id": "NULL"], "CHECK"),
        ("attempt", ["profile": "0"], "CHECK"),
        ("attempt", ["recorded_at": "'1999-03-01T07:15:00Z'"], "CHECK"),
        ("attempt", ["request": "x''"], "CHECK"),
        ("answer", ["id": "1"], "that key is taken"),
        ("answer", ["attempt_id": "1"], "that key is taken"),
        ("answer", ["attempt_id": "99"], "FOREIGN KEY"),
        ("answer", ["outcome": "''"], "CHECK"),
        ("answer", ["outcome": "'Unknown'"], "CHECK"),
        ("answer", ["status": "99"], "CHECK"),
        ("answer", ["bytes_sent": "-1"], "CHECK"),
        ("answer", ["started_at": "''"], "CHECK"),
        ("answer", ["finished_at": "''"], "CHECK"),
        ("answer", ["request_id": "'12a'"], "CHECK"),
        ("answer", ["certificate_id": "99"], "FOREIGN KEY"),
        ("answer", ["response": "zeroblob(20971521)"], "CHECK"),
        ("cleared", ["id": "1"], "that key is taken"),
        ("cleared", ["document_id": "1"], "that key is taken"),
        ("cleared", ["document_id": "99"], "FOREIGN KEY"),
        ("cleared", ["answer_id": "99"], "FOREIGN KEY"),
        ("cleared", ["recorded_at": "''"], "CHECK"),
        ("cleared", ["xml": "x''"], "CHECK"),
        ("restore", ["id": "1"], "that key is taken"),
        ("restore", ["size": "0"], "CHECK"),
        ("restore", ["root": "randomblob(31)"], "CHECK"),
        ("restore", ["missing": "'{}'"], "CHECK"),
        ("restore", ["note": "printf('%1001d', 0)"], "CHECK"),
        ("incident", ["unit_id": "99"], "FOREIGN KEY"),
        ("incident", ["event": "'ended'"], "one ends before the next begins"),
        ("incident", ["event": "'paused'"], "CHECK"),
        ("incident", ["cause": "'weather'"], "CHECK"),
        ("incident", ["answer_id": "99"], "FOREIGN KEY"),
        ("incident", ["effective_at": "''"], "CHECK"),
        ("incident", ["note": "printf('%1001d', 0)"], "CHECK"),
        ("import", ["id": "1"], "that key is taken"),
        ("import", ["name": "''"], "CHECK"),
        ("import", ["name": "printf('%256d', 0)"], "CHECK"),
        ("import", ["size": "0"], "CHECK"),
        ("import", ["sha256": "randomblob(31)"], "CHECK"),
        ("import", ["rules_sha256": "x''"], "CHECK"),
        ("import", ["sheet": "printf('%1001d', 0)"], "CHECK"),
        ("import", ["rows": "0"], "CHECK"),
        ("import", ["first_document_id": "1"], "came from no sheet before"),
        ("import", ["first_document_id": "1", "last_document_id": "1"], "are the newest"),
        ("import", ["first_document_id": "3"], "CHECK"),
        ("import", ["first_document_id": "3", "last_document_id": "3"], "FOREIGN KEY"),
        ("import", ["recorded_at": "''"], "CHECK"),
        ("closing", ["id": "1"], "that key is taken"),
        ("closing", ["document_id": "2"], "that key is taken"),
        ("closing", ["document_id": "99"], "the authority did not reject that document"),
        ("closing", ["reason": "''"], "CHECK"),
        ("closing", ["reason": "printf('%1001d', 0)"], "CHECK"),
        ("closing", ["recorded_at": "'yesterday'"], "CHECK"),
        ("settlement", ["id": "1"], "that key is taken"),
        ("settlement", ["document_id": "3"], "that key is taken"),
        ("settlement", ["document_id": "2"], "the authority judged that document"),
        ("settlement", ["document_id": "5"], "or it is being sent"),
        ("settlement", ["document_id": "6"], "that document was never sent"),
        ("settlement", ["document_id": "99"], "that document was never sent"),
        ("settlement", ["seen": "''"], "CHECK"),
        ("settlement", ["seen": "printf('%1001d', 0)"], "CHECK"),
        ("settlement", ["recorded_at": "'yesterday'"], "CHECK"),
        (
            "attempt",
            ["document_id": "3", "endpoint": "'reporting'", "signing_key_id": "NULL"],
            "that document is in the portal already"
        ),
        ("cleared", ["answer_id": "NULL", "document_id": "4"], "nothing says that"),
    ]

    private static let uuid = "(SELECT uuid FROM compliance_document WHERE id = 1)"

    @Test("a row goes in only if every value is good and meets no key", arguments: breaks)
    func refuse(table: String, values: [String: String], told: String) throws {
        let shop = try Shop()
        try shop.importSheet([[try Shop.request("INV-1")]])
        try shop.issue(count: 1, from: 2)
        try shop.enrolThroughAuthority()
        // The sixth attempt, without an answer.
        try shop.begin("reporting", certificate: 3, document: 1)
        for document in try shop.ledger.documents(limit: 2) {
            try shop.submit(document, "rejected")
        }
        // The first was accepted before, which only the ledger itself holds against it.
        _ = try shop.ledger.close(shop.document("INV-2"), reason: "إلغاء", now: shop.now)
        if ["settlement", "attempt", "cleared"].contains(table) { try addLost(shop) }
        func insert(_ verb: String, _ values: [String: String]) throws -> (String, Int32) {
            let row = try #require(Self.columns[table]).map { values[$0.0] ?? $0.1 }
            let answer = try sqlite(
                shop.path,
                """
                PRAGMA foreign_keys = ON;
                \(verb) INTO \(table) VALUES (\(row.joined(separator: ", ")));
                """)
            return (answer.output, answer.status)
        }
        for verb in ["INSERT", "REPLACE"] {
            let refused = try insert(verb, values)
            #expect(refused.1 != 0)
            #expect(refused.0.contains(told), "\(refused.0)")
        }
        // The same row with nothing wrong goes in, so it was that one value.
        let good = try insert("INSERT", [:])
        #expect(good.1 == 0, "\(good.0)")
    }

    /// Documents 3 to 6: two whose answers were lost, the first of them settled, one whose request
    /// has no answer, one that was not sent.
    private func addLost(_ shop: Shop) throws {
        try shop.enrol(Sample.unit())
        try shop.issue(count: 4, from: 3)
        try shop.settleLost(shop.document("INV-3"))
        try shop.submit(shop.document("INV-4"), "unknown", status: nil)
        try shop.begin(
            "reporting", certificate: shop.ledger.activeCertificate(unit: "Riyadh-1")?.id,
            document: 5)
    }
}
