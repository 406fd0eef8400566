import Cryptography
import Foundation
import Invoicing
import Testing

@testable import KeyStore

@Suite("the place of the key folder")
struct PlaceTests {
    let bench: Workbench
    let path: String

    init() throws {
        bench = try Workbench()
        path = bench.folder + "/keys"
    }

    struct Move: Sendable, CustomTestStringConvertible {
        let script: String
        /// `nil` where the keys must still be given out.
        let code: String?
        var testDescription: String { script }
    }

    static let moves: [Move] = [
        Move(script: "true", code: nil),
        Move(script: "mv keys there; mv there keys", code: nil),
        Move(script: "mkdir sub; mv keys sub; mv sub/keys .", code: nil),
        Move(script: "cp -a keys/. kept; cp -a kept/. keys", code: nil),
        Move(script: "cp keys/place keys/tmp; rm keys/place; mv keys/tmp keys/place", code: nil),
        Move(script: "cp -a keys copy; mv keys original; mv copy keys", code: "keys-copied"),
        Move(script: "cp -a keys copy; rm -r keys; cp -a copy keys", code: "keys-copied"),
        Move(script: "tar cf k.tar keys; rm -r keys; tar xf k.tar", code: "keys-copied"),
        Move(script: "mv keys o; mkdir -m 700 keys; mv o/* keys", code: "keys-copied"),
        Move(script: "mv keys o; mkdir -m 700 keys; ln o/* keys", code: "keys-copied"),
        Move(script: "truncate -s -1 keys/place", code: "key-record-damaged"),
        Move(script: "truncate -s 0 keys/place", code: "key-record-damaged"),
        Move(script: "sed -i 's/^birth .*/birth none/' keys/place", code: "key-record-damaged"),
        Move(script: "sed -i 's/^inode /inode 1/' keys/place", code: "key-record-damaged"),
        Move(script: "echo >> keys/place", code: "key-record-damaged"),
        Move(script: "chmod 644 keys/place", code: "key-mode-too-open"),
        Move(script: "mv keys/place keys/x; ln -s x keys/place", code: "key-is-link"),
    ]

    @Test("a moved folder gives its keys out, a copied one does not", arguments: moves)
    func move(_ move: Move) throws {
        let sample = try SampleFolder(path)
        try SampleFolder.open(path).advanceTip(TipTests.tip(5))
        try SampleFolder.open(path).noteBackup(
            at: Instant(secondsSince1970: 1_772_400_000), logSize: 9)
        try bench.must("sh", "-ec", "umask 077; \(move.script)")
        let store = try SampleFolder.open(path)
        let spki = sample.key.publicKey.spkiDER
        guard let code = move.code else {
            try store.checkPlace()
            return try sample.requireContents(store, SampleFolder.old, move.script)
        }
        let other = Secp256k1PrivateKey.generate()
        let names = try store.keyFiles()
        let refused: [() throws -> Void] = [
            { try store.checkPlace() },
            { _ = try store.key(spki: spki, passphrase: SampleFolder.old) },
            // Before the passphrase is tried: nobody is asked for one in vain.
            { _ = try store.key(spki: spki, passphrase: SampleFolder.new) },
            { _ = try store.openKeyFile(names[0], passphrase: SampleFolder.old) },
            { try store.store(key: other, passphrase: SampleFolder.old) },
        ]
        for call in refused {
            let error = #expect(throws: KeyStoreError.self) { try call() }
            #expect(error?.code == code, "\(String(describing: error?.problem.en))")
            if let error { KeyStoreTests.checkWords(error) }
        }
        // What does not stamp still works.
        #expect(try store.readTips() == [TipTests.tip(5)])
        #expect(try store.lastBackup()?.logSize == 9)
        #expect(store.hasKey(spki: spki))
        #expect(names == [KeyStore.fileName(spki: spki)])
        #expect(try store.pendingAttempts() == [7])
        _ = try store.pending(attempt: 7, passphrase: SampleFolder.old)
        _ = try store.secret("PCSID-1", passphrase: SampleFolder.old)
        _ = try store.logKey(passphrase: SampleFolder.old)
        try store.changePassphrase(from: SampleFolder.old, to: SampleFolder.new)
        #expect(throws: KeyStoreError.self) {
            try store.key(spki: spki, passphrase: SampleFolder.new)
        }
    }

    @Test("a folder from before takes the place of its first use, once, and knows its ledger")
    func adopted() throws {
        let sample = try SampleFolder(path)
        let made = try sample.bytes("place")
        let spki = sample.key.publicKey.spkiDER
        try bench.must("rm", "keys/place")
        // Neither a caller who does not know the ledger nor a wrong passphrase decides it.
        let stranger = try KeyStore.open(directory: path)
        _ = try stranger.key(spki: spki, passphrase: SampleFolder.old)
        let store = try SampleFolder.open(path)
        _ = try store.logKey(passphrase: SampleFolder.old)
        #expect(throws: KeyStoreError.self) {
            try store.key(spki: spki, passphrase: SampleFolder.new)
        }
        #expect(try !sample.names().contains("place"))
        _ = try store.key(spki: spki, passphrase: SampleFolder.old)
        #expect(try sample.bytes("place") == made)
        let inode = try bench.must("stat", "-c", "%i %a", "keys/place").text
        _ = try store.key(spki: spki, passphrase: SampleFolder.old)
        #expect(try bench.must("stat", "-c", "%i %a", "keys/place").text == inode)
        #expect(inode.hasSuffix(" 600\n"))
        try bench.must("cp", "-a", "keys", "copy")
        #expect(throws: KeyStoreError.keysCopied(directory: path + "/../copy", sign: .folder)) {
            try SampleFolder.open(path + "/../copy").checkPlace()
        }
    }

    @Test("another ledger's folder is refused")
    func otherLedger() throws {
        let sample = try SampleFolder(path)
        let other = DocumentUUID(random: [UInt8](repeating: 9, count: 16))
        let store = try KeyStore.open(directory: path, ledger: other)
        let error = KeyStoreError.keysOfAnotherLedger(
            directory: path, ledger: other, found: KeyStoreTests.ledger)
        KeyStoreTests.checkWords(error)
        #expect(throws: error) {
            try store.key(spki: sample.key.publicKey.spkiDER, passphrase: SampleFolder.old)
        }
        try KeyStore.open(directory: path).checkPlace()
    }

    @Test("the file is the documented text, and agrees with stat and the machine id")
    func format() throws {
        let sample = try SampleFolder(path)
        let found = try bench.python(
            """
            import hashlib, os, subprocess, sys
            folder = sys.argv[1]
            text = open(folder + "/place").read()
            lines = text.split("\\n")
            assert lines[0] == "sijil-place 1" and lines[6] == "" and len(lines) == 7, lines
            body = "\\n".join(lines[:5]) + "\\n"
            assert lines[5] == "sha256 " + hashlib.sha256(body.encode()).hexdigest()
            assert lines[1] == "ledger " + sys.argv[2]
            try:
                machine = open("/etc/machine-id").read().strip()
            except OSError:
                machine = ""
            text = f"sijil-place\\n{sys.argv[2]}\\n{machine}\\n"
            digest = hashlib.sha256(text.encode()).hexdigest() if machine else "none"
            assert lines[2] == "machine " + digest, lines[2]
            assert lines[3] == f"inode {os.stat(folder).st_ino}"
            run = ["stat", "-c", "%W", folder]
            birth = subprocess.run(run, capture_output=True, text=True).stdout.strip()
            told = lines[4].removeprefix("birth ")
            assert told.split(".")[0] == (birth if birth not in ("0", "-") else "none"), lines[4]
            print("birth time told" if told != "none" else "no birth time")
            """, path, KeyStoreTests.ledger.description)
        print("place: \(found)")
        #expect(try Place.read(sample.bytes("place"))?.bytes == sample.bytes("place"))
    }

    struct Machine: Sendable {
        let id: String?
        let isKnown: Bool
    }

    @Test(
        "a missing, empty or unset machine id is left out",
        arguments: [
            Machine(id: nil, isKnown: false), Machine(id: "", isKnown: false),
            Machine(id: "\n", isKnown: false), Machine(id: "uninitialized\n", isKnown: false),
            Machine(id: "3d1219c7c4c5404aaa1f6d2a48adfda4\n", isKnown: true),
        ])
    func machine(_ machine: Machine) throws {
        if let id = machine.id { try bench.write(Array(id.utf8), to: "id") }
        let folder = Glibc.open(bench.folder, O_RDONLY)
        defer { close(folder) }
        let place = try #require(
            Place.here(
                descriptor: folder, ledger: KeyStoreTests.ledger, machineID: bench.folder + "/id"))
        #expect((place.machine != nil) == machine.isKnown)
        if let told = place.machine { #expect(machine.id?.contains(told) == false) }
        #expect(Place.read(place.bytes) == place)
        let other = try #require(
            Place.here(
                descriptor: folder, ledger: DocumentUUID(random: [UInt8](repeating: 9, count: 16)),
                machineID: bench.folder + "/id"))
        #expect(place.machine == nil || place.machine != other.machine, "no trace across ledgers")
    }

    struct Comparison: Sendable, CustomTestStringConvertible {
        let what: String
        var machine: (made: String?, now: String?) = ("a", "a")
        var inode: (made: UInt64, now: UInt64) = (1, 1)
        var birth: (made: String?, now: String?) = ("5.000000001", "5.000000001")
        let sign: KeyStoreError.CopySign?
        var testDescription: String { what }
    }

    @Test(
        "what was recorded must be the same now, what was not is not compared",
        arguments: [
            Comparison(what: "all the same", sign: nil),
            Comparison(what: "another machine", machine: ("a", "b"), sign: .machine),
            Comparison(what: "a machine without id", machine: ("a", nil), sign: .machine),
            Comparison(what: "a machine that got its id", machine: (nil, "b"), sign: nil),
            Comparison(what: "born later", birth: ("5.000000001", "5.000000002"), sign: .folder),
            Comparison(what: "no birth time any more", birth: ("5.000000001", nil), sign: .folder),
            Comparison(what: "another inode, same birth", inode: (1, 2), sign: nil),
            Comparison(
                what: "another inode, birth unknown", inode: (1, 2), birth: (nil, nil),
                sign: .folder),
            Comparison(what: "same inode, birth unknown", birth: (nil, nil), sign: nil),
            Comparison(what: "birth known only now", birth: (nil, "5.000000001"), sign: nil),
            Comparison(
                what: "machine goes before folder", machine: ("a", "b"), inode: (1, 2),
                birth: (nil, nil), sign: .machine),
        ])
    func comparison(_ row: Comparison) {
        let made = Place(
            ledger: KeyStoreTests.ledger, machine: row.machine.made, inode: row.inode.made,
            birth: row.birth.made)
        let now = Place(
            ledger: KeyStoreTests.ledger, machine: row.machine.now, inode: row.inode.now,
            birth: row.birth.now)
        #expect(made.sign(against: now) == row.sign)
    }
}
