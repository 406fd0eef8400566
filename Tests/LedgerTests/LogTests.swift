import Cryptography
import Encoding
import GRDB
import Invoicing
import Ledger
import LedgerSchema
import MerkleLog
import TestSupport
import Testing

@Suite("the log")
struct LogTests {
    /// Written from the comment of table `entry` alone: payloads from the rows, leaves, and the
    /// root.
    static let program = #"""
        import base64, hashlib, json, sqlite3, sys
        db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
        sha = lambda b: hashlib.sha256(b).digest()
        b64 = lambda b: base64.b64encode(b).decode()
        def canonical(v):
            return json.dumps(v, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()
        def row(table, id):
            cursor = db.execute(f'SELECT * FROM {table} WHERE id = ?', (id,))
            names = [c[0] for c in cursor.description]
            values = cursor.fetchone()
            return {n: b64(v) if isinstance(v, bytes) else v for n, v in zip(names, values)}
        def payload(kind, id):
            if kind == 'document':
                return db.execute('SELECT xml FROM document WHERE id = ?', (id,)).fetchone()[0]
            if kind == 'certificate':
                return db.execute('SELECT der FROM certificate WHERE id = ?', (id,)).fetchone()[0]
            if kind == 'issuance':
                d = row('document', id)
                epoch, unit = db.execute(
                    'SELECT epoch, name FROM chain JOIN unit ON unit.id = unit_id '
                    'WHERE chain.id = ?', (d['chain_id'],)).fetchone()
                return canonical({
                    'document_sha256': b64(sha(base64.b64decode(d['xml']))),
                    'draft_sha256': d['draft_sha256'], 'epoch': epoch, 'icv': d['icv'],
                    'key': d['key'],
                    'recorded_at': d['recorded_at'], 'revision': d['revision'], 'unit': unit,
                    'warnings': json.loads(d['warnings'])})
            table = {'key': 'signing_key'}.get(kind, kind.replace('-', '_'))
            return canonical(row(table, id))
        leaves, last = [], 0
        for seq, kind, id, stored, leaf in db.execute('SELECT * FROM entry ORDER BY seq'):
            assert seq == last + 1, f'gap before {seq}'
            last = seq
            digest = sha(payload(kind, id))
            assert digest == stored, f'payload of {seq} {kind} {id}'
            mine = sha(b'\0sijil/entry@v1\n' + kind.encode() + b'\n' + b64(digest).encode() + b'\n')
            assert mine == leaf, f'leaf {seq}'
            leaves.append(leaf)
        def root(l):
            if len(l) == 1: return l[0]
            k = 1
            while k * 2 < len(l): k *= 2
            return sha(b'\1' + root(l[:k]) + root(l[k:]))
        tables = {'migration': 1, 'ledger': 1, 'unit': 1, 'signing_key': 1, 'certificate': 1,
                  'certificate_event': 1, 'chain': 1, 'document': 2, 'compliance_document': 1,
                  'attempt': 1, 'answer': 1, 'cleared': 1, 'restore': 1,
                  'incident': 1, 'import': 1, 'closing': 1, 'settlement': 1}
        count = lambda t: db.execute(f'SELECT count(*) FROM {t}').fetchone()[0]
        rows = sum(n * count(t) for t, n in tables.items())
        assert rows == len(leaves), f'{rows} leaves due, {len(leaves)} found'
        print(len(leaves), root(leaves).hex())
        """#

    @Test("covers every row, by the definition in the file, as Python computes it")
    func recomputed() throws {
        let shop = try Shop(onRenewal: .restart)
        try shop.issue([
            try Shop.request(
                "INV-1", kind: .standard, warnings: ["BR-KSA-08", "قاعدة \"\u{7F}/\\"]),
            try Shop.request("INV-2", key: "مفتاح-٢"),
        ])
        try shop.ledger.addUnit(Sample.unit("Jeddah-1"), now: shop.now)
        try shop.enrol(Sample.unit("Jeddah-1"))
        try shop.issue(count: 5, from: 10, unit: "Jeddah-1")
        try shop.enrol(Sample.unit(), for: .renewal)
        try shop.issue(count: 3, from: 20)
        try shop.closeRejected("ملغاة")
        try shop.settleLost("ضائعة")
        try shop.importSheet([[try Shop.request("ورقة-١"), try Shop.request("S-2")]])
        try shop.enrolThroughAuthority(unit: Sample.unit("Jeddah-1"))
        let lost = try shop.begin("clearance", certificate: 3, document: 1)
        try shop.ledger.settle(
            lost.id, with: shop.answer("unknown", status: nil, response: nil), now: shop.now)
        let first = try #require(InvoiceCounterValue(2))
        try shop.ledger.recordRestore(
            missing: [
                MissingDocuments(
                    unit: "وحدة ٣", epoch: 1, icvFirst: first, icvLast: first.next,
                    documents: [
                        LostDocument(
                            icv: first, number: try #require(InvoiceNumber("ف-٢")), key: nil,
                            hash: try #require(InvoiceHash([UInt8](repeating: 1, count: 32))))
                    ])
            ], retiring: [], note: nil, now: shop.now)
        let program = try shop.folder.write(Self.program, to: "recompute.py")
        let answer = try shell("python3 '\(program)' '\(shop.path)'")
        #expect(answer.status == 0, "\(answer.output)")
        let tree = try #require(try shop.ledger.logTree())
        #expect(answer.output == "\(tree.size) \(Hex.encode(tree.root().bytes))\n")
        let head = try #require(try shop.ledger.chainHead(unit: "Riyadh-1"))
        #expect(tree.size == head.logSize)
    }

    @Test("an older size has the root it had then; a larger one has none")
    func olderSize() throws {
        let shop = try Shop()
        let before = try #require(try shop.ledger.logTree())
        try shop.issue(count: 3)
        let then = try #require(try shop.ledger.logTree(size: before.size))
        #expect(then.root() == before.root())
        #expect(try shop.ledger.logTree(size: before.size + 7) == nil)
        #expect(try shop.ledger.logTree(size: 0)?.size == 0)
    }
}

@Suite("the schema")
struct SchemaTests {
    private static var root: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/")
    }

    @Test("schema.sql is what `swift run schema-dump` prints")
    func current() throws {
        let database = try DatabaseQueue()
        let statements = try database.writeWithoutTransaction { db in
            for migration in Migration.all {
                try db.execute(sql: String(decoding: migration.sql, as: UTF8.self))
            }
            return try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY rowid")
        }
        let file = try shell("cat '\(Self.root)/schema.sql'").output
        let body = file.split(separator: "\n\n", maxSplits: 1).last ?? ""
        let expected = statements.filter { !$0.hasPrefix("CREATE TABLE sqlite_") }
            .map { $0 + ";\n" }.joined(separator: "\n")
        #expect(body == expected)
        #expect(file.hasPrefix("-- The schema of a fresh ledger"))
    }

    @Test("a new ledger has word for word that schema, by the sqlite3 program")
    func inTheFile() throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.ledger(in: folder) }
        let question = "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name"
        let stored = try sqlite(folder.file("shop.sijil"), question + ";").output
        let dumped = try shell(
            "{ cat '\(Self.root)/schema.sql'; echo '\(question);'; } | sqlite3 :memory:"
        ).output
        #expect(stored == dumped)
        #expect(stored.contains("CREATE TABLE document"))
    }

    @Test("each migration's file is stored by its SHA-256")
    func migrationDigest() throws {
        let folder = try TemporaryFolder()
        do { _ = try Sample.ledger(in: folder) }
        let rows = try sqlite(
            folder.file("shop.sijil"), "SELECT name, lower(hex(sha256)) FROM migration ORDER BY id;"
        ).output
        let files = try shell(
            "cd '\(Self.root)/migrations'; for f in 0*.sql; do "
                + "echo \"${f%.sql}|$(sha256sum < $f | cut -c1-64)\"; done"
        ).output
        #expect(rows == files)
    }

    @Test("every table is STRICT and can neither be changed nor cut")
    func guarded() throws {
        let text = try shell("cat '\(Self.root)/schema.sql'").output
        for table in TriggerTests.tables {
            for what in ["no_update", "no_delete", "no_replace"] {
                #expect(text.contains("CREATE TRIGGER \(table)_\(what) "))
            }
        }
        let tables = text.split(separator: "CREATE TABLE ").dropFirst()
        #expect(tables.count == TriggerTests.tables.count)
        for table in tables { #expect(table.contains("\n) STRICT;")) }
    }
}
