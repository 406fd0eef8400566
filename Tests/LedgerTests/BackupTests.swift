import Cryptography
import Glibc
import Invoicing
import MerkleLog
import Signer
import Synchronization
import TestSupport
import Testing

@testable import Ledger

@Suite("copies of a ledger")
struct BackupTests {
    let shop: Shop

    init() throws { shop = try Shop() }

    @Test("the copy holds the same rows, opens as a ledger, and is its owner's alone")
    func copy() throws {
        try shop.issue(count: 3)
        try shop.enrolThroughAuthority()
        let made = try shop.ledger.backup(to: shop.folder.file("copy.sijil"))
        #expect(made.path == shop.folder.file("copy.sijil"))
        #expect(made.logSize == (try shop.ledger.logSize()))
        #expect(made.sharedFileSystem == nil)
        let mode = try shell("stat -c %a '\(made.path)'").output
        #expect(mode == "600\n")
        let copied = try sqlite(made.path, ".dump").output
        #expect(copied == (try sqlite(shop.path, ".dump").output))
        #expect(
            try shell("ls -A '\(shop.folder.path)'").output
                == "copy.sijil\nshop.sijil\nshop.sijil-journal\n")
        let opened = try Ledger(opening: made.path)
        #expect(opened.header == shop.ledger.header)
        #expect(try opened.logTree()?.root() == shop.ledger.logTree()?.root())
    }

    @Test("an existing name is never overwritten, be it a file, a folder, a link or the ledger")
    func exists() throws {
        let file = try shop.folder.write("my book", to: "book")
        try shell("cd '\(shop.folder.path)'; mkdir folder; ln -s nowhere link")
        let before = try fingerprint(shop.path)
        for path in [file, shop.folder.file("folder"), shop.folder.file("link"), shop.path] {
            #expect(code { try shop.ledger.backup(to: path) } == "ledger-exists")
        }
        #expect(try shell("cat '\(file)'").output == "my book")
        #expect(try fingerprint(shop.path) == before)
        #expect(try shell("ls -A '\(shop.folder.path)' | grep -c '^[.]'").output == "0\n")
    }

    @Test(
        "a place that cannot hold it is named, and nothing is left",
        arguments: ["none/copy", "shop.sijil/copy", String(repeating: "n", count: 300)])
    func badPlaces(name: String) throws {
        #expect(code { try shop.ledger.backup(to: shop.folder.file(name)) } == "backup-failed")
        let left = try shell("ls -A '\(shop.folder.path)'").output
        #expect(left == "shop.sijil\nshop.sijil-journal\n")
    }

    @Test("a ledger that another program keeps to itself is waited for, then refused")
    func busy() throws {
        let other = try Ledger(opening: shop.path, busyTimeoutSeconds: 0)
        try shop.ledger.store.perform { db throws(LedgerError) in
            try db.step("BEGIN EXCLUSIVE")
            #expect(code { try other.backup(to: shop.folder.file("copy")) } == "ledger-busy")
            try db.step("ROLLBACK")
        }
        #expect(
            try shell("ls -A '\(shop.folder.path)'").output == "shop.sijil\nshop.sijil-journal\n")
        try other.backup(to: shop.folder.file("copy"))
    }

    @Test("a shared file system is good enough for a copy, and named")
    func sharedFileSystem() throws {
        let path = shop.folder.file("copy.sijil")
        let made = try shop.ledger.store.perform { db throws(LedgerError) in
            try LedgerCopy.make(of: db, at: path) { folder in
                folder == self.shop.folder.path ? 0x0000_6969 : nil
            }
        }
        #expect(made.sharedFileSystem == "NFS")
        #expect(try sqlite(made.path, "PRAGMA integrity_check;").output == "ok\n")
    }

    @Test("a disk too full for it leaves no file, and the ledger as it was")
    func full() async throws {
        try shop.issue(count: 5)
        let path = shop.path
        let copy = shop.folder.file("copy.sijil")
        // A limit on the size of files is the one full disk that a test can have to itself.
        await #expect(processExitsWith: .success) {
            [path = path as String, copy = copy as String] in
            let ledger = try Ledger(opening: path)
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 20_000, rlim_max: 20_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #expect(code { try ledger.backup(to: copy) } == "backup-failed")
        }
        #expect(
            try shell("ls -A '\(shop.folder.path)'").output
                == "shop.sijil\nshop.sijil-journal\n")
        #expect(try shop.issue(count: 1, from: 6).count == 1)
    }

    @Test("a program killed in the middle leaves no file under that name")
    func killed() async throws {
        try shop.issue(count: 5)
        let path = shop.path
        let copy = shop.folder.file("copy.sijil")
        await #expect(processExitsWith: .signal(SIGXFSZ)) {
            [path = path as String, copy = copy as String] in
            let ledger = try Ledger(opening: path)
            limitFileSize(20_000)
            try ledger.backup(to: copy)
        }
        #expect(try shell("test -e '\(copy)'").status == 1)
        try shop.ledger.backup(to: copy)
        #expect(try sqlite(copy, "PRAGMA integrity_check;").output == "ok\n")
    }

    @Test("a ledger that is written meanwhile gives whole copies", arguments: [0, 20_000_000])
    func beingWritten(bytes: Int) throws {
        if bytes > 0 {
            // More pages than are copied under one lock, so that writers come between.
            let key = Secp256k1PrivateKey.generate()
            try shop.ledger.recordKey(spki: key.publicKey.spkiDER, unit: "Riyadh-1", now: shop.now)
            let attempt = NewAttempt(
                unit: "Riyadh-1", endpoint: "compliance-csid", spki: key.publicKey.spkiDER,
                profile: 1, request: [UInt8](repeating: 7, count: bytes))
            _ = try shop.ledger.beginAttempt(attempt, now: shop.now)
        }
        let signer = try #require(shop.signers["Riyadh-1"])
        let path = shop.path
        let folder = shop.folder.path
        let copies = Mutex<[BackupRecord]>([])
        let failures = Mutex<[String]>([])
        let isDone = Atomic(false)
        try inThreads(2) { thread in
            do {
                let ledger = try Ledger(opening: path, busyTimeoutSeconds: 60)
                if thread == 0 {
                    defer { isDone.store(true, ordering: .releasing) }
                    let seller = try Shop.seller()
                    for index in 0..<60 {
                        _ = try ledger.issue(
                            [try Shop.request("W-\(index)")], unit: "Riyadh-1",
                            mode: .allOrNothing, clock: { Sample.now }, guardTip: { _ in }
                        ) { request, position, time in
                            .sealed(
                                try signer.seal(
                                    request.invoice, seller: seller, uuid: request.uuid,
                                    at: position,
                                    signingTime: time),
                                warnings: [])
                        }
                    }
                } else {
                    var count = 0
                    while count < 2 || !isDone.load(ordering: .acquiring) && count < 6 {
                        let made = try ledger.backup(to: "\(folder)/copy-\(count)")
                        copies.withLock { $0.append(made) }
                        count += 1
                    }
                }
            } catch { failures.withLock { $0.append("\(error)") } }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try shop.ledger.chainHead(unit: "Riyadh-1")?.icv?.rawValue == 60)
        let program = try shop.folder.write(LogTests.program, to: "recompute.py")
        let made = copies.withLock { $0 }
        #expect(made.count >= 2)
        for copy in made {
            #expect(try sqlite(copy.path, "PRAGMA integrity_check;").output == "ok\n")
            let answer = try shell("python3 '\(program)' '\(copy.path)'")
            let tree = try #require(try shop.ledger.logTree(size: copy.logSize))
            #expect(answer.output.hasPrefix("\(copy.logSize) "), "\(answer.output)")
            #expect(tree.size == copy.logSize)
        }
    }
}

/// Kills the process at its first write beyond so many bytes of a file.
func limitFileSize(_ bytes: Int) {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    // Ignored by whoever started the tests, or held back on the threads that run them, the signal
    // would come to nothing.
    signal(SIGXFSZ, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGXFSZ)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
