import Cryptography
import MerkleLog
import Testing

/// A witness's file that knows some logs, and requests of two branches of each.
private struct Court {
    let bench: Workbench
    let key = Ed25519PrivateKey.generate()

    init(logs: Int) throws {
        bench = try Workbench()
        try bench.write("correct horse battery staple\n", to: "pass")
        try bench.must("chmod 600 pass")
        let calm = try KillingShim.calm()
        try bench.must("\(calm)sijil witness init w --name w.example --passphrase-file pass")
        for log in 0..<logs {
            let line = NoteKey(name: try origin(log), kind: .log, publicKey: key.publicKey).text
            try bench.must("\(calm)sijil witness trust w '\(line)' --passphrase-file pass")
            for branch in [UInt8(1), 2] {
                try bench.write(request(log, branch, from: 0), to: "\(log)-\(branch)")
                // Who got no answer asks again from where it would have led.
                try bench.write(request(log, branch, from: 3), to: "\(log)-\(branch)-again")
            }
        }
    }

    private func origin(_ log: Int) throws -> KeyName {
        try #require(KeyName("sijil/399999999900003/\(log)"))
    }

    private func request(_ log: Int, _ branch: UInt8, from old: Int64) throws -> [UInt8] {
        var tree = MerkleTree()
        for leaf in 0..<3 as Range<UInt8> { tree.push(SHA256.hash([leaf, branch])) }
        let checkpoint = SignedCheckpoint(
            Checkpoint(origin: try origin(log), size: 3, root: tree.root()), by: key)
        return WitnessRequest(
            ConsistencyProof(oldSize: old, newSize: 3, hashes: []), checkpoint: checkpoint
        ).bytes
    }

    /// Starts a witness, with this before its name; its address is in the file of this name.
    func start(_ name: String, _ shim: String) throws {
        try bench.must("serving \(name) env \(shim) sijil witness serve w --passphrase-file pass")
    }

    func stop(_ name: String) throws {
        try bench.must(
            "kill $(cat \(name).pid) 2> .null; until test -e \(name).end; do sleep 0.02; done")
    }

    static func ask(_ name: String, _ request: String) -> String {
        "curl -s -m 200 --data-binary @\(request) $(cat \(name))/add-checkpoint "
            + "-o \(request).answer -w '%{http_code} '"
    }

    /// The status of the answer; 000 if none came.
    func ask(_ name: String, _ request: String) throws -> String {
        try bench.run(Self.ask(name, request)).output.replacing(" ", with: "")
    }
}

@Suite("H7: a witness that is killed, or asked twice at once", .serialized)
struct WitnessKillTests {
    @Test("never cosigns two branches, whichever call it is killed at")
    func killed() throws {
        let most = 60
        let court = try Court(logs: most + 1)
        try court.start("url", KillingShim.calm(log: "calls"))
        let before = try KillingShim.calls(court.bench, "calls")
        #expect(try court.ask("url", "0-1") == "200")
        let after = try KillingShim.calls(court.bench, "calls")
        try court.stop("url")
        try #require(after - before > 5 && after - before < most, "\(before), \(after)")
        var (persisted, lost) = (0, 0)
        for place in (before + 1)...after {
            let log = place - before
            try court.start("url", KillingShim.dying(at: place, torn: place % 2 == 0))
            let first = try court.ask("url", "\(log)-1")
            try court.stop("url")
            try court.start("url", KillingShim.calm())
            let other = try court.ask("url", "\(log)-2")
            let again = try court.ask("url", "\(log)-1-again")
            try court.stop("url")
            switch (other, again) {
            case ("409", "200"): persisted += 1
            case ("200", "422"): lost += 1
            default:
                let said = try court.bench.run("cat url url.err").output
                Issue.record("call \(place): \(first), \(other), \(again); \(said)")
            }
            if first == "200" { #expect(other == "409", "call \(place)") }
        }
        print(
            "witness killed at \(after - before) calls: the first branch stood after \(persisted), "
                + "nothing was signed after \(lost)")
        // Both happen, or the kill was never between the two.
        #expect(persisted > 0 && lost > 0)
    }

    /// Asks two witnesses at one moment, and prints the statuses.
    private static let both = """
        import sys, threading, urllib.error, urllib.request
        start = threading.Barrier(2)
        def ask(name, request):
            address = open(name).read().strip() + "/add-checkpoint"
            body = open(request, "rb").read()
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            start.wait()
            try: status = opener.open(address, body, timeout=20).status
            except urllib.error.HTTPError as error: status = error.code
            print(f"{status} ", end="")
        pairs = (sys.argv[1:3], sys.argv[3:5])
        threads = [threading.Thread(target=ask, args=pair) for pair in pairs]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

        """

    @Test("two processes that are asked at once for two branches cosign one")
    func race() throws {
        let rounds = 15
        let court = try Court(logs: rounds)
        try court.start("one", KillingShim.calm())
        try court.start("two", KillingShim.calm())
        try court.bench.write(Self.both, to: "both.py")
        for log in 0..<rounds {
            let outcome = try court.bench.must("python3 both.py one \(log)-1 two \(log)-2")
            let statuses = outcome.output.split(separator: " ").sorted()
            #expect(statuses == ["200", "409"], "round \(log)")
        }
        try court.stop("one")
        try court.stop("two")
    }
}
