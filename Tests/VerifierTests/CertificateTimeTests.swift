import Cryptography
import Encoding
import Invoicing
import MerkleLog
import TestCA
import TestSupport
import Testing
import Verifier

/// A case with its files in place.
private final class TimeBench {
    let ledger: TimedLedger
    let item: TimeCase
    let folder: TemporaryFolder
    let path: String
    private let files: [(name: String, bytes: [UInt8])]

    init(_ item: TimeCase) throws {
        self.item = item
        ledger = try (item.isConfessed ? TimedLedger.confessed : TimedLedger.shared).get()
        folder = try TemporaryFolder()
        path = folder.file("shop.sijil")
        try File.write(ledger.bytes, to: path)
        var files: [(name: String, bytes: [UInt8])] = []
        switch item.folder {
        case .whole:
            files.append(("root.pem", PEM.encode(ledger.rootDER, label: "CERTIFICATE")))
            files.append(("issuer.cer", ledger.issuingDER))
        case .withoutIssuer: files.append(("root.der", ledger.rootDER))
        case .otherRoot:
            let other = try TimedLedger.confessed.get().rootDER
            files.append(("root.pem", PEM.encode(other, label: "CERTIFICATE")))
        case .issuerAsRoot:
            let own = ledger.issuing.certificateDER
            files.append(("issuer.crt", PEM.encode(own, label: "CERTIFICATE")))
        }
        var lists = item.lists
        if !lists.isEmpty, !lists.contains(where: \.isOfRoot) {
            lists.append(ListCase(from: "2025-01-01", until: "2045-01-01", isOfRoot: true))
        }
        for (index, list) in lists.enumerated() {
            files.append(("\(index).crl", try list.der(ledger)))
        }
        if let algorithms = item.algorithms {
            files.append(("algorithms", Array(algorithms.utf8)))
        }
        self.files = files
    }

    func audit(
        requires: Set<AuditRequirement> = [], clock: Instant? = nil
    ) throws -> AuditReport {
        var options = AuditOptions(workers: 2, temporaryFolder: folder.path)
        options.judgement = Judgement(
            trust: try TrustStore(files: files), at: TimedLedger.time(item.at))
        options.anchors = try item.cosigned.map {
            try ledger.anchor($0.documents, on: $0.on)
        }
        options.policy = try ledger.policy
        options.requires = requires
        options.clock = clock
        return try Audit.run(path, options)
    }

    /// Whether OpenSSL takes the certificate at the time of judging, with every list checked.
    func opensslAccepts() throws -> Bool {
        var roots = ""
        var others = ""
        var lists = ""
        for file in files where file.name != "algorithms" {
            let isArmoured = file.bytes.first != 0x30
            if file.name.hasSuffix(".crl") {
                lists += text(PEM.encode(file.bytes, label: "X509 CRL"))
            } else if file.name.hasPrefix("root") || item.folder == .issuerAsRoot {
                roots += text(
                    isArmoured ? file.bytes : PEM.encode(file.bytes, label: "CERTIFICATE"))
            } else {
                others += text(PEM.encode(file.bytes, label: "CERTIFICATE"))
            }
        }
        let leaf = text(PEM.encode(ledger.leaf.der, label: "CERTIFICATE"))
        for (name, content) in [
            ("roots", roots), ("others", others), ("lists", lists), ("leaf", leaf),
        ] { try File.write(Array(content.utf8), to: folder.file(name)) }
        let time = TimedLedger.time(item.at).secondsSince1970
        let result = try shell(
            """
            cd '\(folder.path)' && openssl verify -attime \(time) -crl_check_all -CAfile roots \
            -no-CApath -no-CAstore \(others.isEmpty ? "" : "-untrusted others") \
            \(lists.isEmpty ? "" : "-CRLfile lists") leaf
            """)
        return result.status == 0
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

@Suite("certificates judged at a time")
struct CertificateTimeTests {
    static let cases =
        TimeCase.validity + TimeCase.revocation + TimeCase.trust + TimeCase.warnings

    @Test("each situation has the standard's answer, and its findings", arguments: cases)
    func standing(_ item: TimeCase) throws {
        let bench = try TimeBench(item)
        let report = try bench.audit()
        let validation = try #require(report.validation)
        let said = validation.groups.map { group in
            let reason = group.reason.map { "/\($0.rawValue)" } ?? ""
            let time = group.existedBy.map { " \($0)".prefix(11) } ?? ""
            return "\(group.indication.rawValue)\(reason) \(group.first)–\(group.last)\(time)"
        }
        #expect(said == item.says)
        // Without its cosignature an anchor says less than the policy asks for.
        let own = report.findings.filter { $0.code != .notAnchored }
        #expect(own.map(\.words).sorted() == item.findings.sorted())
        #expect(validation.groups.map(\.documents).reduce(0, +) == 6)
        for group in validation.groups {
            #expect(group.source == (group.existedBy == nil ? nil : "witness"))
        }
        #expect(report.text(.english).contains("judged for \(item.at)T00:00:00Z"))
        #expect(report.text(.arabic).contains("الحكم لوقت \(item.at)T00:00:00Z"))
        #expect(try bench.audit().json == report.json)
    }

    @Test(
        "OpenSSL takes the certificate at that time where documents pass unproven, else not",
        arguments: cases.filter { !$0.opensslDiffers })
    func openssl(_ item: TimeCase) throws {
        let bench = try TimeBench(item)
        let groups = try #require(try bench.audit().validation).groups
        let unproven = try #require(groups.first { $0.existedBy == nil })
        #expect(try bench.opensslAccepts() == (unproven.indication == .totalPassed))
    }

    @Test("the verdict follows: failures are findings, missing evidence leaves it unproven")
    func verdicts() throws {
        func verdict(_ name: String) throws -> AuditVerdict {
            let item = try #require(Self.cases.first { $0.name == name })
            return try TimeBench(item).audit(requires: [.trusted]).verdict
        }
        #expect(try verdict("valid, with a fresh list") == .sound)
        #expect(try verdict("no list") == .unproven)
        #expect(try verdict("the issuer is missing") == .unproven)
        #expect(try verdict("proven only after the end") == .findings)
        #expect(try verdict("a forged list") == .findings)
        #expect(try verdict("the end is near: 2030-12-25") == .sound)
    }

    @Test("without trusted authorities nothing is judged over time, unless that was required")
    func withoutTrust() throws {
        let bench = try TimeBench(Self.cases[0])
        let report = try Audit.run(bench.path)
        #expect(report.validation == nil)
        #expect(report.findings.map(\.words) == [])
        #expect(report.json["validation"] == .null)
        var options = AuditOptions()
        options.requires = [.trusted]
        #expect(try Audit.run(bench.path, options).findings.map(\.words) == ["issuer-unknown"])
    }

    @Test(
        "days that are left are told as 180, 60 and 14",
        arguments: [
            ("2030-07-05", "180"), ("2030-11-02", "60"), ("2030-12-25", "14"),
        ])
    func days(day: String, limit: String) throws {
        let item = try #require(Self.cases.first { $0.name == "the end is near: \(day)" })
        let finding = try #require(
            try TimeBench(item).audit().findings.first { $0.code == .proofDue })
        #expect(finding.found?.contains("ICV 3–6, 4 documents") == true)
        #expect(finding.found?.hasSuffix("(≤ \(limit))") == true, "\(finding.found ?? "")")
        #expect(finding.expected == "≤ 2031-01-01T00:00:00Z")
    }

    @Test("H9: a witness ahead of the audit's clock neither proves nor convicts")
    func earlyWitness() throws {
        let item = try #require(Self.cases.first { $0.name == "proven only after the end" })
        let bench = try TimeBench(item)
        #expect(try bench.audit().verdict == .findings)
        // Seen before the day on which the witness says that it cosigned.
        let report = try bench.audit(clock: TimedLedger.time("2026-06-01"))
        let codes = Set(report.findings.map(\.code))
        #expect(codes.contains(.cosignatureEarly))
        #expect(!codes.contains(.certificateExpired))
        #expect(report.verdict == .unproven)
    }

    @Test("E1: of three witnesses two must agree, so one that lies moves no time")
    func lyingWitness() throws {
        let ledger = try TimedLedger.shared.get()
        let keys = (0..<3).map { _ in Ed25519PrivateKey.generate() }
        let names = try (0..<3).map { try #require(KeyName("witness-\($0).example")) }
        var text = "log \(ledger.log.text)\n"
        var checkpoint = ledger.checkpoints[1]
        for (index, day) in ["2026-04-01", "2029-01-01", "2030-01-01"].enumerated() {
            let key = NoteKey(
                name: names[index], kind: .witness, publicKey: keys[index].publicKey)
            text += "witness w\(index) \(key.text)\n"
            checkpoint = checkpoint.adding(
                .witness(
                    checkpoint.checkpoint.text, at: TimedLedger.time(day).secondsSince1970,
                    name: names[index], by: keys[index]))
        }
        text += "group two 2 w0 w1 w2\nquorum two\n"
        let policy = try TrustPolicy.read(Array(text.utf8))
        #expect(
            policy.judge(checkpoint).quorumSeconds
                == TimedLedger.time("2029-01-01").secondsSince1970)
    }
}

@Suite("a folder of trusted authorities")
struct TrustStoreTests {
    private func refusal(_ files: [(name: String, bytes: [UInt8])]) -> String? {
        do throws(TrustStoreError) {
            _ = try TrustStore(files: files)
            return nil
        } catch {
            #expect(!error.problem.en.isEmpty && !error.problem.ar.isEmpty)
            #expect(!error.remedy.en.isEmpty && !error.remedy.ar.isEmpty)
            return error.code
        }
    }

    @Test("is refused by the name of the file that is wrong, and else taken")
    func refusals() throws {
        let ledger = try TimedLedger.shared.get()
        let root = (name: "root.der", bytes: ledger.rootDER)
        func with(_ name: String, _ bytes: [UInt8]) -> String? {
            refusal([root, (name, bytes)])
        }
        #expect(refusal([root]) == nil)
        #expect(refusal([]) == "trust-no-root")
        #expect(refusal([("issuer.der", ledger.issuingDER)]) == "trust-no-root")
        #expect(with("leaf.der", ledger.leaf.der) == "trust-no-authority")
        #expect(with("README.txt", Array("words".utf8)) == nil)
        #expect(with("broken.pem", Array("words".utf8)) == "trust-unreadable")
        #expect(with("cut.der", Array(ledger.issuingDER.dropLast())) == "trust-unreadable")
        let list = try ListCase(from: "2027-01-01", until: "2027-02-01").der(ledger)
        #expect(with("list.crl", list) == nil)
        #expect(with("list.pem", PEM.encode(list, label: "X509 CRL")) == nil)
        #expect(with("cut.crl", Array(list.dropLast())) == "trust-unreadable")
        #expect(with("long.crl", list + [0]) == "trust-unreadable")
        for line in [
            "rsa 2030-01-01", "secp256k1 2030-13-01", "secp256k1", "sha256 2030-01-01 x",
            "ecdsa 2030-01-01\necdsa 2031-01-01",
        ] { #expect(with("algorithms", Array(line.utf8)) == "trust-algorithms", "\(line)") }
        #expect(with("algorithms", Array("# none\n\nsha256\t2030-01-01\r\n".utf8)) == nil)
    }
}
