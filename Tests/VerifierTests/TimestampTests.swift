import Cryptography
import Encoding
import Invoicing
import MerkleLog
import TestSupport
import Testing
import Verifier

/// A ledger whose checkpoint was stamped, and time-stamping authorities of the openssl program.
private final class Stamped {
    let kept: Kept
    let folder = try? TemporaryFolder()
    var stamps: [KeptStamp] = []

    init() throws { kept = try Kept() }

    private func path(_ name: String) throws -> String { try #require(folder).file(name) }

    private static let program: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/tools/test-tsa"
    }()

    private func must(_ command: String) throws {
        let outcome = try shell(command)
        try #require(outcome.status == 0, "\(command): \(outcome.output)")
    }

    /// Makes an authority whose certificate is good for so many hours from now.
    func authority(_ name: String, hours: Int = 87_600) throws {
        try must("\(Self.program) make '\(path(name))' \(hours)")
    }

    /// A stamp over these bytes, with one harm.
    func stamp(
        _ name: String = "a.tsr", over bytes: [UInt8], by authority: String = "tsa",
        at time: String = "20260601000000Z", harm: String = ""
    ) throws {
        try File.write(bytes, to: path("data"))
        try must(
            "\(Self.program) forge '\(path(authority))' '\(path("data"))' '\(path("reply"))' "
                + "\(time) \(harm)")
        stamps.append(KeptStamp(name: name, bytes: try File.read(path("reply"))))
    }

    func root(of authority: String) throws -> [UInt8] {
        try #require(
            PEM.firstBlock(in: File.read(path(authority + "/ca.pem")), label: "CERTIFICATE"))
    }

    /// The second checkpoint, as it is stamped: with the log's signature alone.
    var checkpoint: SignedCheckpoint { kept.checkpoints[1] }

    func audit(
        roots: [String] = [], at: Instant? = nil, policies: Set<String> = [],
        anchors: [Anchor]? = nil
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: kept.folder.path)
        options.anchors = anchors ?? kept.anchors()
        options.timestamps.stamps = stamps
        options.timestamps.roots = try roots.map { try root(of: $0) }
        options.timestamps.at = at
        options.timestamps.policies = policies
        return try Audit.run(kept.path, options)
    }
}

@Suite("a ledger whose checkpoint was stamped (RFC 3161)")
struct TimestampTests {
    /// Now, and so many hours later, by the computer's clock: the certificates' lives are counted
    /// from there.
    private static func hence(_ hours: Int64) throws -> Instant {
        let now = try #require(Int64(shell("date +%s").output.prefix { $0.isNumber }))
        return Instant(secondsSince1970: now + hours * 3_600)
    }

    private func codes(_ report: AuditReport) -> [FindingCode] { report.findings.map(\.code) }

    @Test("existed when a trusted authority says, up to the checkpoint")
    func good() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        try stamped.stamp(over: stamped.checkpoint.bytes)
        let report = try stamped.audit(roots: ["tsa"], at: Self.hence(0))
        #expect(report.verdict == .sound)
        let proof = try #require(report.existence.first)
        #expect(report.existence.count == 1)
        #expect(proof.size == stamped.checkpoint.checkpoint.size)
        #expect(proof.at.description == "2026-06-01T00:00:00Z")
        #expect(proof.source == "a.tsr")
        #expect(report.text(.english).contains("existed at 2026-06-01T00:00:00Z (a.tsr"))
        let shown: JSONValue = [
            "size": JSONValue(proof.size), "at": "2026-06-01T00:00:00Z", "source": "a.tsr",
            "policy": "1.3.6.1.4.1.4146.2.3",
        ]
        #expect(report.json["existence"] == .array([shown]))
        #expect(
            !report.notChecked.contains { $0.en.contains("time stamps") })
    }

    @Test("a cosignature that came later leaves the stamp what it is")
    func cosigned() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        try stamped.stamp(over: stamped.checkpoint.bytes)
        let cosigned = try stamped.kept.cosigned(stamped.checkpoint)
        #expect(cosigned.bytes != stamped.checkpoint.bytes)
        let anchors = stamped.kept.anchors([cosigned])
        let report = try stamped.audit(roots: ["tsa"], anchors: anchors)
        #expect(report.verdict == .sound)
        #expect(report.existence.map(\.size) == [cosigned.checkpoint.size])
        // A stamp over all that stands in the file counts as well.
        stamped.stamps = []
        try stamped.stamp(over: cosigned.bytes)
        #expect(try stamped.audit(roots: ["tsa"], anchors: anchors).existence.count == 1)
    }

    @Test("proves nothing without a trusted root, and says so")
    func untrusted() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        try stamped.authority("stranger")
        try stamped.stamp(over: stamped.checkpoint.bytes)
        let alone = try stamped.audit()
        #expect(alone.verdict == .sound)
        #expect(alone.existence == [])
        #expect(alone.notChecked.contains { $0.en.contains("time stamps") })
        let other = try stamped.audit(roots: ["stranger"])
        #expect(codes(other) == [.timestampUnproven])
        #expect(other.verdict == .unproven)
        #expect(other.existence == [])
    }

    @Test("E13: counts after its certificate has ended only under a later stamp")
    func expired() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa", hours: 1)
        try stamped.authority("later")
        try stamped.stamp(over: stamped.checkpoint.bytes)
        let first = try #require(stamped.stamps.first)
        let roots = ["tsa", "later"]
        let after = try Self.hence(2)
        #expect(try stamped.audit(roots: roots, at: Self.hence(0)).existence.count == 1)
        let report = try stamped.audit(roots: roots, at: after)
        #expect(codes(report) == [.timestampUnproven])
        #expect(report.verdict == .unproven)
        try stamped.stamp("a.tsr.tsr", over: first.bytes, by: "later", at: "20260701000000Z")
        let covered = try stamped.audit(roots: roots, at: after)
        #expect(covered.verdict == .sound)
        #expect(covered.existence.map(\.at.description) == ["2026-06-01T00:00:00Z"])
        #expect(codes(try stamped.audit(roots: ["tsa"], at: after)) == [.timestampUnproven])
        // One that came too late covers nothing.
        stamped.stamps = [first]
        try stamped.stamp("a.tsr.tsr", over: first.bytes, by: "later", at: "20350101000000Z")
        #expect(codes(try stamped.audit(roots: roots, at: after)) == [.timestampUnproven])
    }

    struct Harm: Sendable, CustomTestStringConvertible {
        let name: String
        /// What ``Stamped/stamp(_:over:by:at:harm:)`` does to it.
        let harm: String
        /// What the finding names.
        let word: String
        var testDescription: String { name }
    }

    static let harms = [
        Harm(name: "E14: wrong purpose", harm: "purpose", word: "purpose"),
        Harm(name: "E14: another time under the signature", harm: "altered", word: "failure"),
        Harm(name: "E14: the certificate is not named", harm: "no-id", word: "certificate"),
        Harm(name: "E14: over SHA-1", harm: "sha1", word: "1.3.14.3.2.26"),
        Harm(name: "E14: another policy", harm: "policy", word: "1.3.6.1.4.1.4146.2.5"),
        Harm(name: "G5: two signers", harm: "two-signers", word: "one signer"),
        Harm(name: "G5: no certificate in it", harm: "no-certificate", word: "not found"),
    ]

    @Test("a stamp that is none fails, whoever is trusted", arguments: harms)
    func harmed(_ harm: Harm) throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        try stamped.stamp(over: stamped.checkpoint.bytes, harm: harm.harm)
        for roots in [[], ["tsa"]] {
            let report = try stamped.audit(roots: roots, policies: ["1.3.6.1.4.1.4146.2.3"])
            #expect(codes(report) == [.timestampInvalid])
            #expect(report.findings.first?.found?.contains(harm.word) == true)
            #expect(report.verdict == .findings)
            #expect(report.existence == [])
        }
    }

    @Test("E14: a stamp over another checkpoint fails, one of another ledger is passed by")
    func otherCheckpoint() throws {
        let stamped = try Stamped()
        let other = try Kept(uuid: "6f0c9f9e-1df2-4a3b-8c5d-0e1f2a3b4c5e")
        try stamped.authority("tsa")
        try stamped.stamp(over: other.checkpoints[1].bytes)
        #expect(codes(try stamped.audit(roots: ["tsa"])) == [.timestampInvalid])
        let anchors = stamped.kept.anchors() + other.anchors()
        let report = try stamped.audit(roots: ["tsa"], anchors: anchors)
        #expect(report.verdict == .sound)
        #expect(report.existence == [])
        stamped.stamps = [KeptStamp(name: "a.tsr", bytes: [0x30, 0])]
        #expect(codes(try stamped.audit()) == [.timestampInvalid])
    }

    @Test("nothing is proven by a stamp over a checkpoint that the log contradicts")
    func rewritten() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        try stamped.stamp(over: stamped.checkpoint.bytes)
        let other = try Kept()
        try File.write(try File.read(other.path), to: stamped.kept.path)
        let report = try stamped.audit(roots: ["tsa"])
        #expect(Set(codes(report)) == [.logKeyReplaced])
        #expect(report.existence == [])
    }

    @Test("E15: a document under it that claims to be younger is a warning")
    func order() throws {
        let stamped = try Stamped()
        try stamped.authority("tsa")
        // Its documents were recorded on 2026-03-01, a minute apart, the first at 07:16.
        try stamped.stamp(over: stamped.checkpoint.bytes, at: "20260301071600Z")
        let report = try stamped.audit(roots: ["tsa"])
        #expect(codes(report) == [.timestampOrder])
        #expect(report.verdict == .sound)
        #expect(report.existence.count == 1)
        #expect(codes(try stamped.audit()) == [.timestampOrder])
    }
}
