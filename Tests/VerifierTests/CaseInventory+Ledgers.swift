extension CaseInventory {
    /// A1 to D8, in the order of the list.
    static let ofLedgers: [String: [Standing]] = [
        "A1": [.rows],
        "A2": [.rows],
        "A3": [.rows],
        "A4": [
            .rows,
            .test(
                "VerifierTests/AnchorTests.swift",
                "A4: that lost its last documents is found out, however well that "
                    + "was hidden"),
        ],
        "A5": [
            .test(
                "VerifierTests/AnchorTests.swift",
                "A4: that lost its last documents is found out, however well that "
                    + "was hidden")
        ],
        "A6": [
            .test(
                "VerifierTests/AnchorTests.swift",
                "A4: that lost its last documents is found out, however well that "
                    + "was hidden")
        ],
        "A7": [.rows],
        "A8": [.rows],
        "A9": [.rows],
        "A10": [.rows],
        "A11": [
            .test(
                "VerifierTests/AnchorTests.swift",
                "A11: that was made anew with all its keys agrees with itself, and "
                    + "not with them"),
            .test(
                "VerifierTests/ScopeTests.swift",
                "A11: reads everything where the past was rewritten, and says that "
                    + "it was"),
        ],
        "A12": [
            .rows,
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "yesterday's copy issues nothing and names what it lacks; the newest "
                    + "goes on"),
        ],
        "A13": [.rows],
        "A14": [.rows],
        "A15": [.rows],
        "A16": [.rows],
        "A17": [.rows],
        "A18": [.rows],
        "A19": [.rows],
        "A20": [.rows],
        "A21": [.rows],
        "A22": [.rows],
        "A23": [.rows],
        "A24": [.rows],
        "A25": [.rows],
        "A26": [
            .test(
                "VerifierTests/AnchorTests.swift",
                "A26: whose log key was replaced is found out by the key that the "
                    + "auditor knows")
        ],
        "A27": [.rows],
        "A28": [.rows],
        "A29": [.rows],
        "A30": [.rows],
        "B1": [.rows],
        "B2": [.rows],
        "B3": [.rows],
        "B4": [
            .test("VerifierTests/FileDamageTests.swift", "an SQLite file of another program"),
            .test("VerifierTests/FileDamageTests.swift", "another kind of file"),
            .test("VerifierTests/FileDamageTests.swift", "an empty file"),
        ],
        "B5": [.rows, .test("VerifierTests/FileDamageTests.swift", "a newer ledger")],
        "B6": [
            .test(
                "VerifierTests/FileDamageTests.swift",
                "WAL mode without its file is told, and documents in it are not invented (B6)"),
            .test(
                "VerifierTests/AnchorTests.swift",
                "B6: copied without its write-ahead log lacks what was in that, and a "
                    + "checkpoint tells"),
        ],
        "B7": [.rows],
        "B8": [
            .test(
                "VerifierTests/FileDamageTests.swift",
                "a hot journal: the recovered copy is audited and the file stays as "
                    + "it is (B8)")
        ],
        "B9": [
            .rows,
            .test(
                "VerifierTests/FileDamageTests.swift",
                "a hot journal deleted: what was half written is found, by whatever "
                    + "page it is in (B9)"),
        ],
        "B10": [
            .test(
                "CLITests/BadSurroundings.swift",
                "a hard link"),
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "a ledger is reached through a symbolic link, with the keys beside the real file"),
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "a ledger that is replaced while it is open takes nothing more, and says so (B10)"),
        ],
        "B11": [
            .test("LedgerTests/OpeningTests.swift", "a network file system is refused by name"),
            .test(
                "LedgerTests/BackupTests.swift",
                "a shared file system is good enough for a copy, and named"),
        ],
        "B12": [.rows],
        "B13": [.rows],
        "B14": [.rows],
        "B15": [.rows],
        "B16": [
            .absent(
                "there is no command that mends a part of a ledger: a whole copy is "
                    + "put back, and logged")
        ],
        "B17": [.rows],
        "B18": [.rows],
        "C1": [
            .test("EnrolmentTests/TroubleTests.swift", "the same where the program is killed"),
            .test(
                "EnrolmentTests/CrashTests.swift",
                "the same command finishes, with one certificate and no orphan"),
            .test(
                "CLITests/ImportTests.swift",
                "has issued all of its sheet or nothing, at fifty moments"),
        ],
        "C2": [
            .test(
                "SijilTests/IssuingTests.swift",
                "a receipt of a run that was cut off before its tip is given only "
                    + "with the tip recorded"),
            .test("SijilTests/ReleaseTrials.swift", "crashAfterCommit crashed"),
        ],
        "C3": [.test("SijilTests/ReleaseTrials.swift", "crashBeforeCommit passphrase-missing")],
        "C4": [
            .test(
                "LedgerTests/StorageTests.swift",
                "a full disk issues nothing, and the next try succeeds"),
            .test("CLITests/BadSurroundings.swift", "a disk without room"),
        ],
        "C5": [
            .test(
                "LedgerTests/StorageTests.swift",
                "after the disk has failed once, the connection is not used again; a "
                    + "new one is")
        ],
        "C6": [
            .test(
                "LedgerTests/StorageTests.swift",
                "a result code of SQLite becomes the one error that says what to do"),
            .test(
                "CLITests/FailingSystemTests.swift",
                "the disk does not read (C6)"),
            .test(
                "CLITests/FailingSystemTests.swift",
                "an audit from a disk that does not read never passes (C6)"),
        ],
        "C7": [
            .test(
                "CLITests/PowerLossTests.swift",
                "what was promised is there, nothing is half there, the same command ends it (C7)"
            )
        ],
        "C8": [
            .test(
                "EnrolmentTests/CrashTests.swift",
                "the same command finishes, with one certificate and no orphan"),
            .test(
                "CLITests/PowerLossTests.swift",
                "what was promised is there, nothing is half there, the same command ends it (C7)"
            ),
        ],
        "C9": [
            .test(
                "CLITests/FailingSystemTests.swift",
                "whichever allocation of SQLite fails, it is said or does no harm (C9)"),
            .test(
                "CLITests/FailingSystemTests.swift",
                "an audit without memory says so, and never that the ledger is damaged (C9)"),
        ],
        "C10": [
            .test(
                "EnrolmentTests/SubmissionStoryTests.swift",
                "watch sends what is due and stops when it is asked to"),
            .test(
                "CLITests/SetupTerminalTests.swift",
                "in Arabic: Arabic digits, back, out and yes in Arabic, Ctrl-C at "
                    + "the passphrase"),
        ],
        "C11": [
            .test(
                "CLITests/AnchorKillTests.swift",
                "is the old one or the new one, never half, and the same command "
                    + "finishes")
        ],
        "C12": [
            .test(
                "LedgerTests/MigrateTests.swift",
                "killed in the middle, the file is as it was, and the next try succeeds")
        ],
        "C13": [
            .test(
                "CLITests/ImportTests.swift",
                "has issued all of its sheet or nothing, at fifty moments")
        ],
        "C14": [
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "a reader that left, or a closed standard output, loses no document")
        ],
        "C15": [
            .test(
                "CLITests/FailingSystemTests.swift",
                "the ledger's disk turns read-only (C15)"),
            .test(
                "LedgerTests/StorageTests.swift",
                "ledger-read-only"),
        ],
        "C16": [
            .test(
                "SijilTests/IssuingTests.swift",
                "a clock behind the last record issues nothing; set right, the next "
                    + "counter follows")
        ],
        "C17": [
            .test(
                "LedgerTests/BackupTests.swift",
                "a ledger that is written meanwhile gives whole copies")
        ],
        "C18": [
            .test(
                "CLITests/PowerLossTests.swift",
                "a disk that lies about its syncs is found out by tip, checkpoint or audit (C18)"
            ),
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "yesterday's copy issues nothing and names what it lacks; the newest goes on"),
        ],
        "D1": [
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "eight processes that issue at once share one chain, without gap or fork (D1)"),
            .test(
                "LedgerTests/StorageTests.swift",
                "four writers with connections of their own issue 400 documents "
                    + "without gap or fork"),
        ],
        "D2": [
            .test(
                "LedgerTests/StorageTests.swift",
                "two writers that race with one key get the same receipt")
        ],
        "D3": [
            .test(
                "../tools/check_self_test.py",
                "BEGIN EXCLUSIVE")
        ],
        "D4": [.rows],
        "D5": [
            .test(
                "LedgerTests/StorageTests.swift",
                "a ledger that another program locks is waited for, then refused "
                    + "with what to do"),
            .test("CLITests/BadSurroundings.swift", "a ledger that another program keeps locked"),
        ],
        "D6": [
            .test(
                "SijilTests/UnitsTests.swift",
                "in JSON Lines each draft goes to its own unit's chain, in the order "
                    + "of the lines"),
            .test(
                "KeyStoreTests/TipTests.swift",
                "one process at a time speaks for a unit, others for other units"),
        ],
        "D7": [
            .test(
                "LedgerTests/CrashedFileTests.swift",
                "a header ahead of the file's length is no damage while a journal "
                    + "undoes it")
        ],
        "D8": [
            .absent(
                "the program never forks: what it starts is another program from its "
                    + "beginning")
        ],
    ]
}
