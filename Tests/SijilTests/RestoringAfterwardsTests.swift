import Glibc
import Invoicing
import Ledger
import MerkleLog
import Testing

@testable import Sijil

@Suite("After a backup took the ledger's place")
struct RestoringAfterwardsTests {
    @Test("checkpoints of what was given up are set aside, and the log is signed on")
    func anchors() throws {
        let stand = try Stand()
        try stand.issue("A")
        let kept = try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        try stand.backup("older")
        try stand.issue("B")
        let lost = try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        let folder = stand.path + ".anchors"
        let stem = String(try #require(lost.paths.first).dropLast("checkpoint".count))
        try Files.writeNew(Array("token".utf8), to: stem + "stamped.tsr")
        // What cannot be read there holds nothing up.
        let odd = folder + "/odd.checkpoint"
        try Files.writeNew(Array("odd".utf8), to: odd)
        let first = try RestoringTests.restoring(stand, "older").run()
        #expect(first.checkpointsAside == nil)
        #expect(first.notes.contains { $0.en.contains("odd.checkpoint") })
        unlink(odd)
        let second = try RestoringTests.restoring(stand, "older").run()
        #expect(second.wasInPlace)
        let aside = try #require(second.checkpointsAside)
        let name = FilePath.split(stem).name
        #expect(
            try Files.names(in: aside).sorted() == [name + "checkpoint", name + "stamped.tsr"])
        #expect(try Files.names(in: folder).map { "\(folder)/\($0)" } == kept.paths)
        let proof = try stand.workplace().receipt(number: "A")
        #expect(proof.checkpoint.checkpoint == kept.checkpoint)
        let next = try stand.workplace().checkpoint(passphrase: stand.passphrase, also: nil)
        #expect(next.checkpoint.size > kept.checkpoint.size)
        for path in kept.paths + next.paths { unlink(path) }
        // A checkpoint of another log than this one proves nothing here.
        try Files.writeNew(
            Files.read("\(aside)/\(name)checkpoint", limitBytes: 1 << 16),
            to: folder + "/\(name)checkpoint")
        let error = #expect(throws: AnchorError.self) {
            try stand.workplace().receipt(number: "A")
        }
        #expect(error?.code == "log-rolled-back")
    }

    @Test("what the copy has unanswered may have been sent since; not where it lacks nothing")
    func waiting() throws {
        let address = "http://127.0.0.1:9/e-invoicing/emulator"
        for (backup, endpoint, state) in [
            ("older", address, SubmissionState.unknown), ("newest", address, .issued),
            ("older", nil, .issued),
        ] {
            let stand = try Stand(isFresh: true, endpoint: endpoint)
            try RestoringTests.fill(stand)
            let result = try RestoringTests.restoring(stand, backup).run()
            let ledger = try Ledger(opening: stand.path)
            let number = try #require(InvoiceNumber("A"))
            let record = try #require(try ledger.document(number: number))
            let submission = try ledger.submission(of: record)
            #expect(SubmissionState(submission) == state)
            #expect(submission.mayBeKnownSince == (state == .unknown ? record.recordedAt : nil))
            #expect(result.next.contains { $0.en.contains("--resend") } == (state == .unknown))
            if backup == "older" { try stand.certify() }
            #expect(try stand.issue("E").first?.receipt != nil)
            let other = try #require(InvoiceNumber("E"))
            let later = try #require(try ledger.document(number: other))
            #expect(SubmissionState(try ledger.submission(of: later)) == .issued)
        }
    }
}
