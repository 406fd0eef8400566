import Cryptography
import Encoding
import Foundation
import Invoicing
import Testing

@testable import KeyStore

@Suite("a change of passphrase")
struct PassphraseChangeTests {
    let bench: Workbench
    let path: String

    init() throws {
        bench = try Workbench.fast()
        path = bench.folder + "/keys"
    }

    /// A folder after its process was killed in the middle of a change, and what came of it.
    private struct Cut {
        let isCommitted: Bool
        let state: SampleFolder.State
    }

    /// The change killed at its first call, its second, and so on; the last one came to its end.
    private static let cuts = Result {
        let bench = try Workbench.fast()
        var cuts: [Cut] = []
        var isThrough = false
        while !isThrough {
            let at = cuts.count + 1
            let sample = try SampleFolder("\(bench.folder)/\(at)")
            isThrough = try Fault.run("change", folder: sample.path, at: at)
            let isCommitted = try sample.names().contains("change")
            let state = try sample.state(after: "killed at \(at)")
            cuts.append(Cut(isCommitted: isCommitted, state: state))
        }
        return cuts
    }

    /// The number of the first call after the commit.
    private static func commit() throws -> Int {
        let first = try cuts.get().firstIndex { $0.isCommitted }
        return try #require(first) + 1
    }

    @Test("a process killed at each write leaves the old passphrase or the new one, for all files")
    func killed() throws {
        let cuts = try Self.cuts.get()
        #expect(cuts.count > 45, "fewer calls than there must be")
        let committed = cuts.count(where: \.isCommitted)
        #expect(committed > 8, "the switch was not reached")
        let turn = try Self.commit() - 1
        #expect(cuts[..<turn].allSatisfy { $0.state == .old })
        #expect(cuts[turn...].allSatisfy { $0.state == .new })
        print("killed at \(cuts.count - 1) calls, \(committed) of them after the commit")
    }

    @Test("an opening killed while it finishes or undoes is made good by the next one")
    func killedTwice() throws {
        let commit = try Self.commit()
        for (cut, state) in [(commit - 1, SampleFolder.State.old), (commit + 4, .new)] {
            var second = 0
            var isThrough = false
            while !isThrough {
                second += 1
                let sample = try SampleFolder("\(path)-\(cut)-\(second)")
                #expect(try !Fault.run("change", folder: sample.path, at: cut))
                isThrough = try Fault.run("open", folder: sample.path, at: second)
                #expect(try sample.state(after: "killed at \(cut), then \(second)") == state)
            }
            #expect(second > 5, "fewer calls than there must be")
        }
    }

    @Test("after the commit a power cut may lose any of the renames")
    func powerCut() throws {
        let sample = try SampleFolder(path)
        #expect(try !Fault.run("change", folder: path, at: Self.commit()))
        let staged = try sample.names().filter { $0.hasSuffix(".next") }
        #expect(staged.count == 8)
        // The folders below are copies, made without the place that would give them away.
        try bench.must("rm", "keys/place")
        for subset in 0..<(1 << staged.count) {
            try bench.must("cp", "-a", "keys", "cut")
            for (bit, name) in staged.enumerated() where subset >> bit & 1 == 1 {
                let from = "\(bench.folder)/cut/\(name)"
                #expect(rename(from, String(from.dropLast(5))) == 0)
            }
            let store = try SampleFolder.open(bench.folder + "/cut")
            try sample.requireContents(store, SampleFolder.new, "renames \(subset)")
            try bench.must("rm", "-r", "cut")
        }
    }

    @Test("a disk that is full or fails at any write, once or for good, changes nothing")
    func failing() throws {
        #expect(try Fault.run("fail", folder: bench.folder))
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let what: String
        var script = "true"
        var old = "the old passphrase"
        var new = "another passphrase"
        let code: String
        var testDescription: String { what }
    }

    @Test(
        "what is refused leaves every file as it was",
        arguments: [
            Refusal(
                what: "a wrong passphrase", old: "the old passphrasE", code: "wrong-passphrase"),
            Refusal(what: "an empty one", old: "", code: "wrong-passphrase"),
            Refusal(what: "a short new one", new: "1234567", code: "passphrase-too-short"),
            Refusal(what: "both", old: "no", new: "1234567", code: "passphrase-too-short"),
            Refusal(
                what: "one damaged file", script: "echo x >> secret-PCSID-1.cms",
                code: "key-file-damaged"),
            Refusal(
                what: "one lost checksum", script: "rm pending-7.cms.sha256",
                code: "key-checksum-missing"),
            Refusal(what: "one wide mode", script: "chmod 640 log.p8", code: "key-mode-too-open"),
            Refusal(
                what: "one file with another passphrase",
                script: "cp ../other/secret-PCSID-1.cms* .", code: "wrong-passphrase"),
        ])
    func refused(_ row: Refusal) throws {
        let sample = try SampleFolder(path)
        try KeyStore.create(directory: bench.folder + "/other", ledger: KeyStoreTests.ledger)
            .storeSecret(SampleFolder.apiSecret, id: "PCSID-1", passphrase: SampleFolder.new)
        try bench.must("sh", "-ec", "umask 077; cd keys; \(row.script)")
        func sums() throws -> String {
            try bench.must("sh", "-c", "cd keys; ls -A | grep -v lock; sha256sum *.p8 *.cms*").text
        }
        let before = try sums()
        let store = try SampleFolder.open(sample.path)
        let error = #expect(throws: KeyStoreError.self) {
            try store.changePassphrase(
                from: KeyStoreTests.secret(row.old), to: KeyStoreTests.secret(row.new))
        }
        #expect(error?.code == row.code, "\(String(describing: error?.problem.en))")
        #expect(try sums() == before)
    }

    @Test("stock OpenSSL opens everything with the new passphrase, at full cost")
    func stockTools() throws {
        let sample = try SampleFolder(path, iterations: 600_000)
        let store = try KeyStore.open(directory: path, ledger: KeyStoreTests.ledger)
        try store.advanceTip(TipTests.tip(5))
        try bench.must("sh", "-ec", "umask 077; cp keys/log.p8 keys/.new-0011223344556677")
        try store.changePassphrase(
            from: SampleFolder.old, to: KeyStoreTests.secret("new and long enough"))
        try bench.must("sh", "-ec", "cd keys; sha256sum --strict -c *.sha256; test ! -e .new-*")
        let opened = try bench.must(
            "sh", "-ec",
            """
            cd keys
            for key in *.p8; do
                openssl pkcs8 -in $key -passin 'pass:new and long enough' |
                    openssl pkey -pubout -outform DER | od -An -vtx1 | tr -d ' \\n'
                echo
                openssl asn1parse -in $key | grep -c 0927C0
            done
            for data in *.cms; do
                openssl cms -decrypt -inform PEM -in $data -pwri_password 'new and long enough'
                echo
            done
            """
        ).text.split(separator: "\n")
        #expect(opened.count == 6)
        #expect(opened[0] == Hex.encode(sample.key.publicKey.spkiDER))
        #expect(opened[1] == "1" && opened[3] == "1", "600,000 rounds")
        #expect(opened[4] == "{\"secret\":\"Xlj15LyM+answer\"}")
        #expect(opened[5] == "Xlj15LyMCgSC66ObnEO/qVPfhSbs3kDTjWnGheYhfSs=")
        #expect(try store.readTips() == [TipTests.tip(5)])
        let name = KeyStore.fileName(spki: sample.key.publicKey.spkiDER)
        #expect(throws: KeyStoreError.wrongPassphrase(path: "\(path)/\(name)")) {
            try store.storePending(SampleFolder.answer, attempt: 9, passphrase: SampleFolder.old)
        }
    }

    @Test("readers of other processes find every file whole while the passphrase changes")
    func readers() async throws {
        let sample = try SampleFolder(path)
        let path = path
        let spki = sample.key.publicKey.spkiDER
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let own = try SampleFolder.open(path)
                    for _ in 0..<200 {
                        do throws(KeyStoreError) {
                            _ = try own.key(spki: spki, passphrase: SampleFolder.old)
                        } catch {
                            #expect(error.code == "wrong-passphrase")
                        }
                    }
                }
            }
            group.addTask {
                let own = try SampleFolder.open(path)
                for _ in 0..<10 {
                    try own.changePassphrase(from: SampleFolder.old, to: SampleFolder.new)
                    try own.changePassphrase(from: SampleFolder.new, to: SampleFolder.old)
                }
            }
            try await group.waitForAll()
        }
        #expect(try sample.state(after: "twenty changes") == .old)
    }
}
