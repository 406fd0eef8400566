import Cryptography
import Foundation
import Invoicing
import Testing

@testable import KeyStore

@Suite("kept answers, key files and the backup's note")
struct PendingTests {
    let bench: Workbench
    let path: String

    init() throws {
        bench = try Workbench()
        path = bench.folder + "/keys"
    }

    @Test("an answer is kept until it is removed; stock OpenSSL opens it")
    func pending() throws {
        let store = try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        #expect(try store.pendingAttempts() == [])
        #expect(try store.pending(attempt: 12, passphrase: SampleFolder.old) == nil)
        try store.storePending(SampleFolder.answer, attempt: 12, passphrase: SampleFolder.old)
        try bench.must("sh", "-ec", "cd keys; sha256sum --strict -c *.sha256")
        let opened = try bench.must(
            "openssl", "cms", "-decrypt", "-inform", "PEM", "-in", "keys/pending-12.cms",
            "-pwri_password", "the old passphrase")
        #expect(opened.output == SampleFolder.answer.withBytes { Array($0) })
        #expect(try bench.must("stat", "-c", "%a", "keys/pending-12.cms").text == "600\n")
        #expect(throws: KeyStoreError.exists(path: path + "/pending-12.cms")) {
            try store.storePending(SampleFolder.new, attempt: 12, passphrase: SampleFolder.old)
        }
        #expect(throws: KeyStoreError.wrongPassphrase(path: path + "/pending-12.cms")) {
            try store.pending(attempt: 12, passphrase: SampleFolder.new)
        }
        #expect(throws: KeyStoreError.wrongPassphrase(path: path + "/pending-12.cms")) {
            try store.storePending(SampleFolder.new, attempt: 3, passphrase: SampleFolder.new)
        }
        try store.removePending(attempt: 12)
        try store.removePending(attempt: 12)
        #expect(try store.pendingAttempts() == [])
        #expect(try bench.must("ls", "keys").text == "keys.lock\nplace\n")
    }

    @Test("names that are not quite ours are not taken for answers, keys or secrets")
    func names() throws {
        let sample = try SampleFolder(path)
        let store = try SampleFolder.open(path)
        for id in [Int64(1), 10, 2, .max] {
            try store.storePending(SampleFolder.answer, attempt: id, passphrase: SampleFolder.old)
        }
        try bench.must(
            "sh", "-ec",
            """
            umask 077; cd keys
            touch pending-.cms pending-0.cms pending--1.cms pending-01.cms pending-+1.cms
            touch pending-9223372036854775808.cms pending-3.cms.x xpending-3.cms pending-3.CMS
            touch key-.p8 key-0123456789ABCDEF.p8 key-0123456789abcde.p8 key-0123456789abcdefa.p8
            touch key-0123456789abcdeg.p8 key-0123456789abcdef.p8.x secret-.cms secret-a_b.cms
            """)
        #expect(try store.pendingAttempts() == [1, 2, 7, 10, .max])
        let name = KeyStore.fileName(spki: sample.key.publicKey.spkiDER)
        #expect(try store.keyFiles() == [name])
        // None of them is in the way of a change either.
        try store.changePassphrase(from: SampleFolder.old, to: SampleFolder.new)
        for id in [Int64(1), 10, 2, .max] { try store.removePending(attempt: id) }
        #expect(try store.pendingAttempts() == [7])
        #expect(
            try store.openKeyFile(name, passphrase: SampleFolder.new).publicKey
                == sample.key.publicKey)
        for odd in ["log.p8", "", "../keys/\(name)", "key-0123456789ABCDEF.p8", "\(name).sha256"] {
            #expect(throws: KeyStoreError.nameRefused(name: odd)) {
                try store.openKeyFile(odd, passphrase: SampleFolder.new)
            }
        }
        #expect(throws: KeyStoreError.keyMissing(path: path + "/key-0000000000000000.p8")) {
            try store.openKeyFile("key-0000000000000000.p8", passphrase: SampleFolder.new)
        }
    }

    @Test("a removed secret is gone, and its place is free")
    func removeSecret() throws {
        _ = try SampleFolder(path)
        let store = try SampleFolder.open(path)
        try store.removeSecret("PCSID-1")
        try store.removeSecret("PCSID-1")
        #expect(try !store.hasSecret("PCSID-1"))
        #expect(try bench.run("sh", "-c", "ls keys/secret*").status != 0)
        try store.storeSecret(SampleFolder.apiSecret, id: "PCSID-1", passphrase: SampleFolder.old)
        _ = try store.secret("PCSID-1", passphrase: SampleFolder.old)
        #expect(throws: KeyStoreError.nameRefused(name: "../x")) { try store.removeSecret("../x") }
    }

    @Test("an answer larger than can be read back is refused, and nothing is left of it")
    func large() throws {
        _ = try SampleFolder(path)
        let store = try SampleFolder.open(path)
        let most = SecretBytes(count: 700 << 10) {
            $0.initializeMemory(as: UInt8.self, repeating: 7)
        }
        try store.storePending(most, attempt: 8, passphrase: SampleFolder.old)
        #expect(try store.pending(attempt: 8, passphrase: SampleFolder.old)?.count == 700 << 10)
        let over = SecretBytes(count: 1 << 20) { _ in }
        let error = #expect(throws: KeyStoreError.self) {
            try store.storePending(over, attempt: 9, passphrase: SampleFolder.old)
        }
        #expect(error?.code == "key-store-io")
        #expect(try store.pendingAttempts() == [7, 8])
    }

    @Test("damage of one file does not keep an answer out")
    func damagedBeside() throws {
        _ = try SampleFolder(path)
        try bench.must("sh", "-c", "cd keys; truncate -s 9 key-*.p8; rm log.p8.sha256")
        let store = try SampleFolder.open(path)
        try store.storePending(SampleFolder.answer, attempt: 8, passphrase: SampleFolder.old)
        #expect(try store.pendingAttempts() == [7, 8])
    }

    @Test("a process killed at each write keeps an answer whole or not at all")
    func killed() throws {
        var kept = 0
        var points = 0
        var isThrough = false
        while !isThrough {
            points += 1
            let sample = try SampleFolder("\(path)-\(points)")
            isThrough = try Fault.run("pending", folder: sample.path, at: points)
            try sample.requireNothingPlain("killed at \(points)")
            let store = try SampleFolder.open(sample.path)
            // Answer 8 was to be stored, then 7 removed.
            let attempts = try store.pendingAttempts()
            #expect([[7], [7, 8], [8]].contains(attempts), "\(attempts) at \(points)")
            for id in attempts {
                let answer = try #require(
                    try store.pending(attempt: id, passphrase: SampleFolder.old))
                #expect(
                    answer.withBytes { Array($0) } == SampleFolder.answer.withBytes { Array($0) })
            }
            if attempts.contains(8) {
                kept += 1
            } else {
                try store.storePending(
                    SampleFolder.answer, attempt: 8, passphrase: SampleFolder.old)
            }
            try store.removePending(attempt: 7)
            #expect(try store.pendingAttempts() == [8])
        }
        #expect(points > 12 && kept > 4 && kept < points, "\(kept) of \(points)")
    }

    @Test("the note of the last backup is the documented text, replaced whole")
    func backupNote() throws {
        _ = try SampleFolder(path)
        let store = try SampleFolder.open(path)
        #expect(try store.lastBackup() == nil)
        try store.noteBackup(at: Instant(secondsSince1970: 1_772_400_000), logSize: 240)
        let body = "sijil-backup 1\nat 2026-03-01T21:20:00Z log 240\n"
        try bench.write(Array(body.utf8), to: "body")
        let sum = try bench.must("sha256sum", "body").text.prefix(64)
        let text = String(decoding: try bench.read("keys/backup"), as: UTF8.self)
        #expect(text == body + "sha256 \(sum)\n")
        let note = try #require(try SampleFolder.open(path).lastBackup())
        #expect(note.at == Instant(secondsSince1970: 1_772_400_000))
        #expect(note.logSize == 240)
        for harm in [
            "truncate -s -1 backup", "sed -i 's/log 24/log 34/' backup", "truncate -s 0 backup",
        ] {
            try bench.must("sh", "-ec", "umask 077; cd keys; \(harm)")
            let error = KeyStoreError.backupNoteDamaged(path: path + "/backup")
            #expect(throws: error) { try store.lastBackup() }
            KeyStoreTests.checkWords(error)
            try store.noteBackup(at: Instant(secondsSince1970: 1_772_400_001), logSize: 241)
            #expect(try store.lastBackup()?.logSize == 241)
        }
    }

    @Test("every error has its words in both languages")
    func words() {
        let errors: [KeyStoreError] = [
            .keysCopied(directory: "k", sign: .machine), .keysCopied(directory: "k", sign: .folder),
            .recordDamaged(path: "k/place"), .backupNoteDamaged(path: "k/backup"),
            .keysOfAnotherLedger(
                directory: "k", ledger: KeyStoreTests.ledger, found: KeyStoreTests.ledger),
            .passphraseUnsettled(directory: "k", errno: EIO),
        ]
        for error in errors { KeyStoreTests.checkWords(error) }
    }
}
