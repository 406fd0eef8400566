import Encoding
import Invoicing
import KeyStore
import Ledger
import Testing

@testable import Sijil

@Suite("Every error speaks both languages")
struct WordsTests {
    static let now = Instant(secondsSince1970: 1_772_400_000)

    static let ofSijil: [SijilError] = [
        .fileUnreadable(path: "f", reason: SystemReason(errorNumber: 2)),
        .fileTooLarge(path: "f", limitBytes: 9),
        .fileUnwritable(path: "f", reason: SystemReason(errorNumber: 28)), .fileExists(path: "f"),
        .draftTooLarge(path: "f", line: 3, limitBytes: 9),
        .notJSON(path: "f", line: 1, column: 2, detail: Bilingual(en: "x", ar: "س")),
        .ledgerNotNamed(found: []), .ledgerNotNamed(found: ["a", "b"]),
        .unitNotNamed(units: ["a"]), .unitUnknown(name: "u", units: ["a"]),
        .documentUnknown(number: "n"),
        .daysReversed(from: IssueTime(now).date, to: IssueTime(now).date), .passphraseMissing,
        .passphraseNotRepeated,
        .keysMissing(folder: "k"), .noActiveCertificate(unit: "u"),
        .certificateForOtherVAT(certificate: "1", ledger: "2"),
        .certificateForOtherEnvironment(certificate: "1", ledger: "2"), .certificateIsCompliance,
        .certificateForOtherUnit(certificate: "1", unit: "u", serial: "s"),
        .certificateForOtherDocuments(certificate: "1", unit: "u", documents: "0100"),
        .certificateKeyMismatch, .certificateNotReadable(path: "f"),
        .certificateExpired(unit: "u", notAfter: now, now: now),
        .certificateNotYetValid(notBefore: now, now: now), .privateKeyNotReadable(path: "f"),
        .ledgerRolledBack(unit: "u", missing: 2...3), .ledgerForked(unit: "u", icv: 4),
        .notCleared(number: "n"), .portalCopyMissing(number: "n"),
        .documentRejected(number: "n"), .codeUnknown("c"),
        .sellerRefused(
            path: "f",
            problems: [
                Problem(
                    rule: "r", path: "/vat", value: nil, message: Bilingual(en: "m", ar: "رسالة"),
                    remedy: Bilingual(en: "d", ar: "علاج"))
            ]),
    ]

    static let ofTheLedger: [LedgerError] = [
        .missing(path: "f"), .exists(path: "f"), .notAFile(path: "f"), .empty(path: "f"),
        .notSQLite(path: "f"), .notALedger(path: "f", applicationID: 1),
        .newer(path: "f", found: 2, newest: 1), .older(path: "f", found: 1, newest: 2),
        .schemaDiffers(path: "f", objects: ["t"]), .hardLinks(path: "f", count: 2),
        .networkFileSystem(path: "f", name: "nfs"), .folderNotWritable(path: "f"),
        .notPermitted(path: "f", owner: "nora", toRead: true),
        .system(path: "f", operation: "open", errno: 5), .busy(timeoutSeconds: 5), .full, .readOnly,
        .inputOutput(code: 10), .corrupt(code: 11), .sqlite(code: 1, sql: "SELECT"),
        .setting(name: "s", wanted: "1", found: "0"), .unknownUnit(name: "u"),
        .unitTaken(name: "u"), .badRecord(field: "f"), .noActiveCertificate(unit: "u"),
        .certificateNotValid(unit: "u", serial: "1", notBefore: now, notAfter: now, now: now),
        .certificateUnreadable, .certificateTaken(serial: "1"), .certificateOfOtherKey(serial: "1"),
        .certificateNotForProduction(serial: "1", issuer: "i"), .keyOfOtherUnit(unit: "u"),
        .clockBehind(now: now, last: now), .outside(SijilError.passphraseMissing),
        .sealFailed(type: "t"), .readBack(what: "w", icv: .first),
        .badRow(table: "t", id: 1, column: "c"),
    ]

    static let ofTheKeys: [KeyStoreError] = [
        .missing(directory: "d"), .exists(path: "f"), .notADirectory(path: "f"), .link(path: "f"),
        .modeTooOpen(path: "f", mode: 0o644, wanted: 0o600), .keyMissing(path: "f"),
        .fileDamaged(path: "f"), .checksumMissing(path: "f"), .wrongPassphrase(path: "f"),
        .keyMismatch(path: "f"), .costTooHigh(path: "f", iterations: 9),
        .unsupported(path: "f", algorithm: "a"), .passphraseTooShort(characters: 3, minimum: 8),
        .passphraseUnreadable(path: "f", errno: 2), .nameRefused(name: "n"),
        .tipDamaged(path: "f", line: 2), .tipFork(unit: "u", epoch: 1, icv: .first),
        .system(operation: "open", path: "f", errno: 5),
    ]

    static let problem = Problem(
        rule: "r", path: "/x", value: nil, message: Bilingual(en: "m", ar: "رسالة"),
        remedy: Bilingual(en: "d", ar: "علاج"))

    static let ofTheHouse: [any ExplainedError] = [
        UnitError.refused(path: "f", problems: [problem]),
        UnitError.differs(name: "u", fields: ["serial"]),
        RestoringError.unsound(path: "f", codes: ["a", "b", "a"]), RestoringError.itself(path: "f"),
        RestoringError.notAFile(path: "f"),
        RestoringError.otherLedger(source: "f", ledger: "1", place: "g", found: "2"),
        RestoringError.forked(unit: "u", epoch: 1, icv: 2, witness: "f"),
        RestoringError.exportRefused(path: "f", line: 3),
        RestoringError.exportsOfAnother(path: "f", vat: "3"),
        RestoringError.resultUnsound(path: "f", codes: ["a"]), SijilError.codeMissing,
        SijilError.backupUnsound(path: "f", findings: 1), SijilError.backupMissing(path: "f"),
        SijilError.certificateUnknown(serial: "1"),
        SijilError.certificateEndedBefore(serial: "1", state: "retired"),
        SijilError.instantInFuture(now, now: now), LedgerError.current(path: "f", version: 2),
        LedgerError.backupFailed(path: "f", operation: "fsync", code: 5),
        LedgerError.restoreWouldRepeat(unit: "u", certificateID: 1),
        KeyStoreError.keysCopied(directory: "d", sign: .machine),
        CorrectionRefusal.closed(problem.message),
        CorrectionRefusal.replaced(number: "n", by: "m", icv: 2),
        CorrectionRefusal.reasonUnfit(characters: 0),
        SettlementRefusal.neverSent(number: "n"),
        SettlementRefusal.judged(number: "n", state: .rejected),
        SettlementRefusal.beingSent(number: "n"), SettlementRefusal.early(number: "n", since: now),
        SettlementRefusal.unsaid(number: "n"), SettlementRefusal.seenUnfit(characters: 0),
        SettlementRefusal.settled(problem.message), SettlementRefusal.copyOfSimplified(number: "n"),
        SettlementRefusal.copyDiffers(number: "n", file: "f", parts: []),
        SettlementRefusal.copyNotCleared(number: "n", file: "f", isOwn: true),
        SettlementRefusal.copyStored(number: "n"),
    ]

    static let all: [any ExplainedError] = ofSijil + ofTheLedger + ofTheKeys + ofTheHouse

    @Test("with Arabic letters in the Arabic, none in the English, and a code for scripts")
    func languages() {
        for error in Self.all {
            for text in [error.problem, error.remedy] {
                #expect(!text.en.isEmpty, "\(error.code)")
                #expect(!hasArabic(text.en), "\(error.code): \(text.en)")
                #expect(hasArabic(text.ar), "\(error.code): \(text.ar)")
            }
            #expect(error.code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        }
    }

    @Test("codes differ, but where two modules mean one thing")
    func codes() {
        let shared: Set = ["no-active-certificate", "passphrase-missing", "ledger-not-named"]
        var seen: Set<String> = []
        for error in Self.all where !shared.contains(error.code) {
            #expect(seen.insert(error.code).inserted, "\(error.code)")
        }
    }

    /// One text for each way in which JSON can be wrong.
    static let badTexts: [String] = [
        "", "{", "[1", "{\"a\":1,\"a\":2}", "\u{FEFF}{}", "x", "{} {}", "\"\u{1}\"", "\"\\x\"",
        "\"\\ud800\"", "01", "1e999999", String(repeating: "[", count: 1_000),
    ]

    @Test("a bad text is told in both, with its line", arguments: badTexts)
    func json(text: String) throws {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
        let problem = try #require(error).problem(line: 7)
        #expect(problem.message.en.hasPrefix("line 7, column "))
        #expect(problem.message.ar.hasPrefix("السطر 7"))
        #expect(hasArabic(problem.remedy.ar))
    }

    @Test("refusals by the ledger, and a stranger's unit, in both")
    func refusals() throws {
        let stand = try Stand()
        try stand.issue("A")
        let taken = try stand.issue("A", note: "other")
        let problem = try #require(taken[0].problems.first { $0.severity == .error })
        #expect(problem.rule == "SJL-KEY-TAKEN")
        #expect(hasArabic(problem.message.ar) && hasArabic(problem.remedy.ar))
        #expect(!hasArabic(problem.message.en))
    }

    private func hasArabic(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x0621...0x064A).contains($0.value) }
    }
}
