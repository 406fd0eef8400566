import Cryptography
import Encoding
import Glibc
import Invoicing
import KeyStore
import Testing

@Suite("the key folder")
struct KeyStoreTests {
    static func secret(_ text: String) -> SecretBytes {
        Array(text.utf8).withUnsafeBytes { SecretBytes(copying: $0) }
    }

    static let passphrase = secret("open sesame")

    static let ledger = DocumentUUID(random: [UInt8](0..<16))

    let bench: Workbench
    let path: String

    init() throws {
        bench = try Workbench()
        path = bench.folder + "/shop.sijil.keys"
    }

    private func mode(_ name: String) -> UInt32 {
        var status = stat()
        return lstat(name, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test(
        "keys and secrets come back; modes are 0700 and 0600; sha256sum agrees")
    func roundTrip() throws {
        let store = try KeyStore.create(directory: path + "/", ledger: KeyStoreTests.ledger)
        let key = Secp256k1PrivateKey.generate()
        let logKey = Ed25519PrivateKey.generate()
        #expect(!store.hasKey(spki: key.publicKey.spkiDER))
        #expect(!store.hasLogKey)
        try store.store(key: key, passphrase: Self.passphrase)
        try store.storeLogKey(logKey, passphrase: Self.passphrase)
        try store.storeSecret(Self.secret("Xlj15LyM"), id: "PCSID-1", passphrase: Self.passphrase)

        let again = try KeyStore.open(directory: path)
        #expect(again.hasKey(spki: key.publicKey.spkiDER))
        #expect(again.hasLogKey)
        #expect(try again.hasSecret("PCSID-1"))
        #expect(try !again.hasSecret("PCSID-2"))
        let opened = try again.key(spki: key.publicKey.spkiDER, passphrase: Self.passphrase)
        #expect(opened.publicKey == key.publicKey)
        #expect(try again.logKey(passphrase: Self.passphrase).publicKey == logKey.publicKey)
        let apiSecret = try again.secret("PCSID-1", passphrase: Self.passphrase)
        #expect(apiSecret.withBytes { Array($0) } == Array("Xlj15LyM".utf8))

        #expect(mode(path) == 0o700)
        let names = try bench.must("ls", "-A", path).text.split(separator: "\n").map(String.init)
        let name = KeyStore.fileName(spki: key.publicKey.spkiDER)
        #expect(
            Set(names) == [
                name, "\(name).sha256", "log.p8", "log.p8.sha256", "secret-PCSID-1.cms",
                "secret-PCSID-1.cms.sha256", "keys.lock", "place",
            ])
        for name in names { #expect(mode("\(path)/\(name)") == 0o600, "\(name)") }
        try bench.must("sh", "-c", "cd shop.sijil.keys && sha256sum --strict -c *.sha256")
        let text = try bench.read("shop.sijil.keys/\(name)")
        #expect(text.starts(with: Array("-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8)))
        try bench.must(
            "openssl", "pkcs8", "-in", "\(path)/\(name)", "-passin", "pass:open sesame", "-out", "o"
        )
        try bench.must(
            "openssl", "cms", "-decrypt", "-inform", "PEM", "-in", "\(path)/secret-PCSID-1.cms",
            "-pwri_password", "open sesame", "-out", "secret")
        #expect(try bench.read("secret") == Array("Xlj15LyM".utf8))
    }

    /// What is done to a sound folder, and the error that must follow when its key is asked for.
    struct Harm: Sendable, CustomTestStringConvertible {
        let script: String
        let code: String
        var passphrase = "open sesame"
        var testDescription: String { script.isEmpty ? "passphrase \(passphrase)" : script }
    }

    static let harms: [Harm] = [
        Harm(script: "", code: "wrong-passphrase", passphrase: "open sesamo"),
        Harm(script: "", code: "wrong-passphrase", passphrase: "x"),
        Harm(
            script: "printf x | dd of=log.p8 bs=1 seek=120 conv=notrunc", code: "key-file-damaged"),
        Harm(script: "truncate -s 100 log.p8", code: "key-file-damaged"),
        Harm(script: "truncate -s 0 log.p8", code: "key-file-damaged"),
        Harm(script: "echo >> log.p8", code: "key-file-damaged"),
        Harm(
            script: "printf x | dd of=log.p8 bs=1 seek=120 conv=notrunc", code: "key-file-damaged",
            passphrase: "not this one"),
        Harm(script: "rm log.p8", code: "key-missing"),
        Harm(script: "rm log.p8.sha256", code: "key-checksum-missing"),
        Harm(script: "echo hello > log.p8.sha256", code: "key-checksum-missing"),
        Harm(script: "chmod 644 log.p8", code: "key-mode-too-open"),
        Harm(script: "chmod 640 log.p8", code: "key-mode-too-open"),
        Harm(script: "chmod 602 log.p8", code: "key-mode-too-open"),
        Harm(script: "chmod 644 log.p8.sha256", code: "key-mode-too-open"),
        Harm(script: "chmod 750 .", code: "key-mode-too-open"),
        Harm(script: "mv log.p8 x; ln -s x log.p8", code: "key-is-link"),
        Harm(script: "cd ..; mv shop.sijil.keys x; ln -s x shop.sijil.keys", code: "key-is-link"),
        Harm(script: "cd ..; mv shop.sijil.keys x", code: "key-store-missing"),
        Harm(
            script: "cd ..; mv shop.sijil.keys x; touch shop.sijil.keys",
            code: "key-store-not-a-folder"),
        Harm(script: "rm log.p8; mkfifo -m 600 log.p8", code: "key-store-io"),
        Harm(
            script: """
                echo hello > log.p8; sha256sum log.p8 > log.p8.sha256
                """, code: "key-file-damaged"),
        Harm(
            script: """
                openssl genpkey -algorithm ed25519 -out x
                openssl pkcs8 -topk8 -in x -scrypt -passout 'pass:open sesame' -out log.p8
                sha256sum log.p8 > log.p8.sha256
                """, code: "key-unsupported"),
        Harm(
            script: """
                openssl ecparam -name secp256k1 -genkey -out x
                openssl pkcs8 -topk8 -in x -v2 aes-256-cbc -v2prf hmacWithSHA256 \
                    -passout 'pass:open sesame' -out log.p8
                sha256sum log.p8 > log.p8.sha256
                """, code: "key-mismatch"),
        Harm(
            script: """
                openssl genpkey -algorithm ed25519 -out x
                openssl pkcs8 -topk8 -in x -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 10000001 \
                    -passout 'pass:open sesame' -out log.p8
                sha256sum log.p8 > log.p8.sha256
                """, code: "key-cost-too-high"),
    ]

    @Test(
        "damage, a wrong passphrase, wide modes and links are told apart (integrity J1, J2, J4)",
        arguments: harms)
    func harm(_ harm: Harm) throws {
        try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
            .storeLogKey(.generate(), passphrase: Self.passphrase)
        try bench.must("sh", "-ec", "umask 077; cd shop.sijil.keys; \(harm.script)")
        let error = #expect(throws: KeyStoreError.self) {
            try KeyStore.open(directory: path).logKey(passphrase: Self.secret(harm.passphrase))
        }
        #expect(error?.code == harm.code, "\(String(describing: error?.problem.en))")
        if let error { Self.checkWords(error) }
        guard let error, case .modeTooOpen = error else { return }
        // The remedy is a command that mends it.
        let command = error.remedy.en.dropFirst("run: ".count)
        try bench.must("sh", "-c", String(command))
        _ = try KeyStore.open(directory: path).logKey(passphrase: Self.passphrase)
    }

    static func checkWords(_ error: KeyStoreError) {
        for words in [error.problem, error.remedy] {
            #expect(!words.en.isEmpty)
            #expect(words.ar.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) })
        }
    }

    @Test("nothing is overwritten, short passphrases and odd names are refused")
    func refusals() throws {
        let store = try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        #expect(throws: KeyStoreError.exists(path: path)) {
            try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        }
        let key = Secp256k1PrivateKey.generate()
        for short in ["", "1234567", "سبعةأحر"] {
            let error = #expect(throws: KeyStoreError.self) {
                try store.store(key: key, passphrase: Self.secret(short))
            }
            #expect(error?.code == "passphrase-too-short")
            if let error { Self.checkWords(error) }
        }
        #expect(!store.hasKey(spki: key.publicKey.spkiDER))
        try store.store(key: key, passphrase: Self.secret("ثمانيةأح"))
        let name = KeyStore.fileName(spki: key.publicKey.spkiDER)
        let before = try bench.read("shop.sijil.keys/\(name)")
        #expect(throws: KeyStoreError.exists(path: "\(path)/\(name)")) {
            try store.store(key: key, passphrase: Self.passphrase)
        }
        #expect(try bench.read("shop.sijil.keys/\(name)") == before)
        _ = try store.key(spki: key.publicKey.spkiDER, passphrase: Self.secret("ثمانيةأح"))
        for id in ["", "../x", "a/b", "a b", "ا", String(repeating: "a", count: 65)] {
            #expect(throws: KeyStoreError.nameRefused(name: id)) {
                try store.storeSecret(Self.secret("x"), id: id, passphrase: Self.passphrase)
            }
        }
        #expect(throws: KeyStoreError.keyMissing(path: "\(path)/secret-none.cms")) {
            try store.secret("none", passphrase: Self.passphrase)
        }
    }

    @Test("a key under another key's name is not taken for it")
    func exchanged() throws {
        let store = try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        let (one, two) = (Secp256k1PrivateKey.generate(), Secp256k1PrivateKey.generate())
        try store.store(key: one, passphrase: Self.passphrase)
        let from = KeyStore.fileName(spki: one.publicKey.spkiDER)
        let to = KeyStore.fileName(spki: two.publicKey.spkiDER)
        try bench.must(
            "sh", "-ec",
            "cd shop.sijil.keys; mv \(from) \(to); sha256sum \(to) > \(to).sha256; chmod 600 *")
        #expect(throws: KeyStoreError.keyMismatch(path: "\(path)/\(to)")) {
            try store.key(spki: two.publicKey.spkiDER, passphrase: Self.passphrase)
        }
    }

    @Test("a checksum that a crash left without its key does not keep the key out")
    func leftOver() throws {
        let store = try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        try bench.must(
            "sh", "-ec",
            "umask 077; echo left > shop.sijil.keys/log.p8.sha256; echo x > shop.sijil.keys/.new-00"
        )
        try store.storeLogKey(.generate(), passphrase: Self.passphrase)
        _ = try store.logKey(passphrase: Self.passphrase)
    }

    @Test("two who store the log's key at once: one wins, and the folder is whole")
    func race() async throws {
        let store = try KeyStore.create(directory: path, ledger: KeyStoreTests.ledger)
        let stored = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (try? store.storeLogKey(.generate(), passphrase: Self.passphrase)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(stored == 1)
        _ = try store.logKey(passphrase: Self.passphrase)
    }

    @Test(
        "a passphrase is the first line of a file",
        arguments: [
            ("correct horse\n", "correct horse"), ("correct horse", "correct horse"),
            ("correct horse\r\nsecond\n", "correct horse"), ("\n", ""), ("", ""), (" a \n", " a "),
        ])
    func passphraseFile(text: String, expected: String) throws {
        try bench.write(Array(text.utf8), to: "pass")
        try bench.must("chmod", "600", "pass")
        let read = try Passphrase.read(file: bench.folder + "/pass")
        #expect(read.withBytes { Array($0) } == Array(expected.utf8))
        #expect(throws: KeyStoreError.passphraseUnreadable(path: "none", errno: ENOENT)) {
            try Passphrase.read(file: "none")
        }
    }

    @Test(
        "a passphrase file that others reach is refused, a pipe is not",
        arguments: [0o640, 0o604, 0o660, 0o601, 0o777] as [UInt32])
    func passphraseMode(mode: UInt32) throws {
        let file = bench.folder + "/pass"
        try bench.write(Array("correct horse\n".utf8), to: "pass")
        #expect(chmod(file, mode) == 0)
        let error = KeyStoreError.modeTooOpen(path: file, mode: mode, wanted: 0o600)
        #expect(throws: error) { try Passphrase.read(file: file) }
        try bench.must("sh", "-c", String(error.remedy.en.dropFirst("run: ".count)))
        _ = try Passphrase.read(file: file)

        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { close(ends[0]) }
        #expect(fchmod(ends[1], mode) == 0)
        #expect(write(ends[1], "from a pipe\n", 12) == 12)
        close(ends[1])
        let read = try Passphrase.read(file: "/dev/fd/\(ends[0])")
        #expect(read.withBytes { Array($0) } == Array("from a pipe".utf8))
    }

    @Test("an endless passphrase is refused")
    func endlessPassphrase() throws {
        #expect(throws: KeyStoreError.passphraseUnreadable(path: "/dev/zero", errno: EFBIG)) {
            try Passphrase.read(file: "/dev/zero")
        }
    }
}
