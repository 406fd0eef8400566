import Cryptography
import EGS
import Invoicing
import Signer
import Synchronization
import TestSupport
import Testing
import UBL

@testable import Ledger

@Suite("the disk, the lock, other writers")
struct StorageTests {
    @Test(
        "a full disk issues nothing, and the next try succeeds",
        arguments: [
            IssueMode.allOrNothing, .each,
        ])
    func full(mode: IssueMode) throws {
        let shop = try Shop()
        try shop.issue(count: 1)
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        // Five more pages: some of the documents fit, not all.
        let pages = try shop.ledger.store.perform { db throws(LedgerError) in
            try db.first("PRAGMA page_count") { $0.integer(0) } ?? 0
        }
        try limit(shop.ledger, pages: pages + 5)
        let batch = try (10..<20).map { try Shop.request("INV-\($0)") }
        do {
            try shop.issue(batch, mode: mode)
            Issue.record("issued on a full disk")
        } catch let error as LedgerError {
            #expect(error.code == "disk-full")
            #expect(error.mayRetry)
            #expect(
                error.problem.en == "the disk is full; what was to be written is not in the ledger")
        }
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1") == before)
        try limit(shop.ledger, pages: 1_000_000)
        #expect(try shop.issue(batch, mode: mode).allSatisfy { $0.word == "issued" })
        #expect(try sqlite(shop.path, "PRAGMA integrity_check;").output == "ok\n")
    }

    private func limit(_ ledger: Ledger, pages: Int64) throws {
        try ledger.store.perform { db throws(LedgerError) in
            try db.step("PRAGMA max_page_count = \(pages)")
        }
    }

    @Test("a ledger that another program locks is waited for, then refused with what to do")
    func busy() throws {
        let shop = try Shop()
        let other = try Ledger(opening: shop.path, busyTimeoutSeconds: 0)
        try shop.ledger.store.write { db throws(LedgerError) in
            let found = code { try shop.issue([try Shop.request("X")], through: other) }
            #expect(found == "ledger-busy")
        }
        #expect(try shop.issue(count: 1).count == 1)
    }

    @Test("a result code of SQLite becomes the one error that says what to do")
    func mapping() {
        let codes: [(Int32, String, Bool)] = [
            (5, "ledger-busy", true), (6, "ledger-busy", true), (261, "ledger-busy", true),
            (13, "disk-full", true), (8, "ledger-read-only", false),
            (776, "ledger-read-only", false), (10, "ledger-io", false), (778, "ledger-io", false),
            (14, "ledger-io", false), (11, "ledger-corrupt", false), (26, "ledger-corrupt", false),
            (1, "ledger-sqlite", false), (2067, "ledger-sqlite", false),
            (7, "out-of-memory", true), (3082, "out-of-memory", true),
            (1032, "ledger-moved", false),
        ]
        for (number, code, retry) in codes {
            let error = LedgerError(sqlite: number, sql: "SELECT :secret")
            #expect(error.code == code)
            #expect(error.mayRetry == retry)
            #expect(!error.problem.ar.isEmpty)
            #expect(!error.remedy.ar.isEmpty)
        }
    }

    @Test("after the disk has failed once, the connection is not used again; a new one is")
    func failedDisk() throws {
        let shop = try Shop()
        let first = code {
            try shop.ledger.store.write { _ throws(LedgerError) in
                throw .inputOutput(code: 1_034)
            }
        }
        #expect(first == "ledger-io")
        #expect(code { try shop.issue(count: 1) } == "ledger-io")
        let again = try Ledger(opening: shop.path)
        #expect(try shop.issue([try Shop.request("A")], through: again).map(\.word) == ["issued"])
    }

    @Test("every setting is in force on an open connection")
    func settings() throws {
        let ledger = try Shop().ledger
        for (name, value) in [
            ("journal_mode", "truncate"), ("synchronous", "3"), ("foreign_keys", "1"),
            ("recursive_triggers", "1"), ("trusted_schema", "0"), ("busy_timeout", "5000"),
        ] {
            let found = try ledger.store.perform { db throws(LedgerError) in
                try db.first("PRAGMA \(name)") { $0.text(0) }
            }
            #expect(found == value)
        }
        // DEFENSIVE: the schema's own table cannot be written, even with leave.
        let defended = code {
            try ledger.store.perform { db throws(LedgerError) in
                try db.step("PRAGMA writable_schema = ON")
                try db.step("DELETE FROM sqlite_schema")
            }
        }
        #expect(defended == "ledger-sqlite")
    }

    @Test("four writers with connections of their own issue 400 documents without gap or fork")
    func fourWriters() throws {
        let shop = try Shop()
        let signer = try #require(shop.signers["Riyadh-1"])
        let failures = Mutex<[String]>([])
        let path = shop.path
        try inThreads(4) { writer in
            do {
                let ledger = try Ledger(opening: path, busyTimeoutSeconds: 60)
                let seller = try Shop.seller()
                for index in 0..<100 {
                    let request = try Shop.request("W\(writer)-\(index)")
                    let outcomes = try ledger.issue(
                        [request], unit: "Riyadh-1", mode: .allOrNothing, clock: { Sample.now },
                        guardTip: { _ in }
                    ) { request, position, time in
                        .sealed(
                            try signer.seal(
                                request.invoice, seller: seller, uuid: request.uuid, at: position,
                                signingTime: time),
                            warnings: [])
                    }
                    guard case .issued = outcomes[0] else { throw Refused() }
                }
            } catch { failures.withLock { $0.append("\(error)") } }
        }
        #expect(failures.withLock { $0 } == [])
        let counters = try sqlite(
            shop.path, "SELECT count(*), min(icv), max(icv), count(DISTINCT icv) FROM document;")
        #expect(counters.output == "400|1|400|400\n")
        let program = try shop.folder.write(LogTests.program, to: "recompute.py")
        #expect(try shell("python3 '\(program)' '\(shop.path)'").status == 0)
        try expectLinked(shop.ledger)
    }

    @Test("two writers that race with one key get the same receipt")
    func sameKey() throws {
        let shop = try Shop()
        let signer = try #require(shop.signers["Riyadh-1"])
        let receipts = Mutex<[Issuance]>([])
        let words = Mutex<[String]>([])
        let path = shop.path
        try inThreads(2) { _ in
            do {
                let ledger = try Ledger(opening: path, busyTimeoutSeconds: 60)
                let seller = try Shop.seller()
                for index in 0..<20 {
                    let outcome = try ledger.issue(
                        [try Shop.request("INV-\(index)")], unit: "Riyadh-1", mode: .each,
                        clock: { Sample.now }, guardTip: { _ in }
                    ) { request, position, time in
                        .sealed(
                            try signer.seal(
                                request.invoice, seller: seller, uuid: request.uuid, at: position,
                                signingTime: time),
                            warnings: [])
                    }[0]
                    words.withLock { $0.append(outcome.word) }
                    if let issuance = outcome.issuance { receipts.withLock { $0.append(issuance) } }
                }
            } catch { words.withLock { $0.append("\(error)") } }
        }
        #expect(words.withLock { $0.count { $0 == "issued" } } == 20)
        #expect(words.withLock { $0.count { $0 == "existing" } } == 20)
        #expect(receipts.withLock { Set($0).count } == 20)
    }

    /// Each document names the hash of the one before it.
    private func expectLinked(_ ledger: Ledger) throws {
        var records: [DocumentRecord] = []
        try ledger.forEachDocument { record, xml in
            #expect(!xml.isEmpty)
            records.append(record)
            return true
        }
        records.sort { $0.icv < $1.icv }
        var expected = PreviousInvoiceHash.initial
        for record in records {
            #expect(record.pih == expected)
            expected = .hash(record.hash)
        }
    }
}

@Suite("reading back before the commit")
struct ReadBackTests {
    /// What a broken signer or a broken disk might hand over, and the part in which the stored row
    /// shows it.
    struct Harm: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let what: String
        let change: @Sendable (SealedInvoice) throws -> SealedInvoice
    }

    static func with(
        _ sealed: SealedInvoice, xml: [UInt8]? = nil, hash: InvoiceHash? = nil, qr: String? = nil
    ) -> SealedInvoice {
        SealedInvoice(
            xml: xml ?? sealed.xml, hash: hash ?? sealed.hash, uuid: sealed.uuid,
            position: sealed.position, qr: qr ?? sealed.qr, invoice: sealed.invoice)
    }

    /// The document with one text replaced by another.
    static func edited(_ sealed: SealedInvoice, _ old: String, _ new: String) throws
        -> SealedInvoice
    {
        let text = String(decoding: sealed.xml, as: UTF8.self)
        try #require(text.contains(old))
        return with(sealed, xml: Array(text.replacing(old, with: new).utf8))
    }

    static let harms = [
        Harm(testDescription: "an amount", what: "invoice_digest") {
            try edited($0, ">115.00<", ">116.00<")
        },
        Harm(testDescription: "the number", what: "invoice_digest") {
            try edited($0, ">INV-1<", ">INV-9<")
        },
        Harm(testDescription: "the signing time", what: "signed_properties") {
            try edited($0, "2026-03-01T07:15:00<", "2026-03-01T07:15:01<")
        },
        Harm(testDescription: "a comment", what: "markup") {
            try edited($0, ">115.00<", "><!-- -->115.00<")
        },
        Harm(testDescription: "half a document", what: "markup") {
            with($0, xml: Array($0.xml.prefix($0.xml.count / 2)))
        },
        Harm(testDescription: "another hash", what: "hash") {
            with($0, hash: InvoiceHash([UInt8](repeating: 7, count: 32)))
        },
        Harm(testDescription: "another QR code", what: "qr") { with($0, qr: "AQ==") },
    ]

    @Test("a document that does not check out is rolled back", arguments: harms)
    func harmed(_ harm: Harm) throws {
        let shop = try Shop()
        let before = try shop.ledger.chainHead(unit: "Riyadh-1")
        let signer = try #require(shop.signers["Riyadh-1"])
        let seller = try Shop.seller()
        do {
            _ = try shop.ledger.issue(
                [try Shop.request("INV-0"), try Shop.request("INV-1")], unit: "Riyadh-1",
                mode: .each, clock: { shop.now }, guardTip: { _ in }
            ) { request, position, time in
                let sealed = try signer.seal(
                    request.invoice, seller: seller, uuid: request.uuid, at: position,
                    signingTime: time)
                return .sealed(
                    position.icv == .first ? sealed : try harm.change(sealed), warnings: [])
            }
            Issue.record("issued")
        } catch let error as LedgerError {
            guard case .readBack(let what, let icv) = error else { throw error }
            #expect(what == harm.what)
            #expect(icv.rawValue == 2)
        }
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1") == before)
    }

    @Test(
        "a sound document of another place, key, seller or content is rolled back",
        arguments: [
            ("uuid", "uuid"), ("position", "icv"), ("seller", "seller"), ("invoice", "number"),
            ("certificate", "certificate"),
        ])
    func wrong(kind: String, what: String) throws {
        let shop = try Shop()
        let signer = try #require(shop.signers["Riyadh-1"])
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        try shop.enrol(Sample.unit("Jeddah-1"))
        let otherSigner = try #require(shop.signers["Jeddah-1"])
        var seller = try Shop.seller()
        if kind == "seller" { seller.vat = VATNumber("310000000000003") }
        do {
            _ = try shop.ledger.issue(
                [try Shop.request("INV-1")], unit: "Riyadh-1", mode: .each, clock: { shop.now },
                guardTip: { _ in }
            ) { request, position, time in
                let uuid =
                    kind == "uuid" ? DocumentUUID(random: SecureRandom.bytes(16)) : request.uuid
                let place =
                    kind == "position"
                    ? ChainPosition(icv: position.icv.next, pih: position.pih) : position
                let invoice = kind == "invoice" ? try Shop.invoice("INV-2") : request.invoice
                return .sealed(
                    try (kind == "certificate" ? otherSigner : signer).seal(
                        invoice, seller: seller, uuid: uuid, at: place, signingTime: time),
                    warnings: [])
            }
            Issue.record("issued")
        } catch let error as LedgerError {
            guard case .readBack(let found, _) = error else { throw error }
            #expect(found == what)
        }
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.icv == nil)
    }
}
