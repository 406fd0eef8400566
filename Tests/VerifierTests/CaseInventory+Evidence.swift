extension CaseInventory {
    /// E1 to K9, in the order of the list.
    static let ofEvidence: [String: [Standing]] = [
        "E1": [.rows],
        "E2": [.rows],
        "E3": [.rows],
        "E4": [.rows],
        "E5": [.rows],
        "E6": [.rows],
        "E7": [.rows],
        "E8": [.rows],
        "E9": [.rows],
        "E10": [.rows],
        "E11": [
            .rows,
            .test(
                "VerifierTests/CertificateReportTests.swift",
                "two certificates of one epoch are told with what each stamped"),
        ],
        "E12": [.rows],
        "E13": [
            .test(
                "VerifierTests/TimestampTests.swift",
                "E13: counts after its certificate has ended only under a later stamp")
        ],
        "E14": [
            .test(
                "VerifierTests/TimestampTests.swift",
                "E14: a stamp over another checkpoint fails, one of another ledger "
                    + "is passed by"),
            .test("VerifierTests/TimestampTests.swift", "E14: wrong purpose"),
            .test("VerifierTests/TimestampTests.swift", "E14: another policy"),
        ],
        "E15": [
            .test(
                "VerifierTests/TimestampTests.swift",
                "E15: a document under it that claims to be younger is a warning")
        ],
        "E16": [.rows],
        "E17": [.rows],
        "E18": [.rows],
        "F1": [.rows],
        "F2": [.rows],
        "F3": [.rows],
        "F4": [.rows],
        "F5": [.rows],
        "F6": [.rows],
        "F7": [.rows],
        "F8": [.rows],
        "F9": [.rows],
        "F10": [.rows],
        "F11": [.rows],
        "F12": [.rows],
        "F13": [.rows],
        "F14": [.rows],
        "F15": [.rows],
        "F16": [.rows],
        "G1": [.rows],
        "G2": [.rows],
        "G3": [.rows],
        "G4": [.rows],
        "G5": [
            .test("CryptographyTests/TimestampTests.swift", "two-signers"),
            .test("CryptographyTests/TimestampTests.swift", "no-certificate"),
        ],
        "G6": [
            .test(
                "CryptographyTests/RevocationListTests.swift",
                "what is cut, long, twice, or critical and unknown is refused")
        ],
        "G7": [.rows],
        "H1": [
            .test("MerkleLogTests/ProofVectorTests.swift", "get the published verdicts"),
            .test(
                "MerkleLogTests/ProofVectorTests.swift",
                "that were cut, lengthened, flipped or moved do not hold"),
        ],
        "H2": [
            .test(
                "MerkleLogTests/NoteTests.swift",
                "a signature of somebody else's makes no difference; a known key's "
                    + "false one spoils all")
        ],
        "H3": [
            .test(
                "MerkleLogTests/NoteTests.swift",
                "bytes that are no checkpoint are refused with their line")
        ],
        "H4": [
            .test(
                "MerkleLogTests/OutsideProofTests.swift", "an index beyond the tree proves nothing")
        ],
        "H5": [
            .test(
                "VerifierTests/ReceiptTests.swift",
                "of another document, place, log or seller fail, each with its reason")
        ],
        "H6": [
            .test(
                "WitnessTests/WitnessTests.swift",
                "cosigns what continues what it cosigned, and nothing else")
        ],
        "H7": [
            .test(
                "CLITests/WitnessKillTests.swift",
                "never cosigns two branches, whichever call it is killed at"),
            .test(
                "CLITests/WitnessKillTests.swift",
                "two processes that are asked at once for two branches cosign one"),
        ],
        "H8": [
            .test(
                "MerkleLogTests/TrustPolicyTests.swift", "are refused with the line and the reason")
        ],
        "H9": [
            .test(
                "VerifierTests/AnchorTests.swift",
                "H9: cosignatures of a time to come are a warning, and prove no time"),
            .test(
                "VerifierTests/CertificateTimeTests.swift",
                "H9: a witness ahead of the audit's clock neither proves nor convicts"),
            .test(
                "VerifierTests/ReceiptTests.swift",
                "count the witnesses of the policy, and mark times that are still to come"),
        ],
        "H10": [
            .test(
                "VerifierTests/ReceiptTests.swift",
                "trust nothing that stands in the unauthenticated extra line")
        ],
        "H11": [
            .test(
                "EnrolmentTests/CorrectionTests.swift",
                "a rejected document's receipt holds, and both sides are told what it "
                    + "leaves out (H11)")
        ],
        "I1": [
            .test(
                "SheetsTests/SheetErrorTests.swift",
                "a package that unpacks to 200 times its size is refused before it "
                    + "is unpacked (I1)"),
            .test("SheetsTests/AwkwardPackages.swift", "parts that share bytes (I1)"),
            .test("SheetsTests/AwkwardPackages.swift", "more parts than a workbook has (I1)"),
        ],
        "I2": [
            .test("SheetsTests/AwkwardPackages.swift", "a name that leads out (I2)"),
            .test("SheetsTests/AwkwardPackages.swift", "an entity bomb (I2)"),
        ],
        "I3": [
            .test(
                "CLITests/ImportTests.swift",
                "a clerk's workbook: seen, issued once, sound, and never again"),
            .test(
                "CLITests/ImportTests.swift",
                "an overlapping file adds only what is new, and says what was there"),
        ],
        "I4": [
            .test("LedgerTests/IssueTests.swift", "a refusal shows both sides in both languages")
        ],
        "I5": [
            .test(
                "CLITests/ImportTests.swift",
                "a sum that differs keeps the sheet from being issued, at its cell")
        ],
        "I6": [.test("SheetsTests/WrittenNumberTests.swift", "each is read exactly, or refused")],
        "I7": [
            .test(
                "SheetsTests/WrittenDateTests.swift", "each is read, or refused by what is in doubt"
            )
        ],
        "I8": [
            .test(
                "SheetsTests/AwkwardWorkbooks.swift",
                "formulas with a value, without, with an empty text")
        ],
        "I9": [
            .test("SheetsTests/AwkwardCSV.swift", "a quote that never closes"),
            .test("SheetsTests/AwkwardCSV.swift", "Windows-1256 by Python's codec"),
            .test(
                "SheetsTests/TextEncodingTests.swift",
                "the file tells its encoding, with how sure that is"),
        ],
        "I10": [
            .test(
                "SheetsTests/HeaderTests.swift",
                "a renamed column gets the nearest known name (I10)")
        ],
        "I11": [
            .test(
                "CLITests/ImportTests.swift",
                "nothing is issued on a first run, whose rules nobody has seen")
        ],
        "I12": [
            .test(
                "SheetsTests/WriterTests.swift",
                "a CSV has its mark, CRLF, and an apostrophe before what looks like "
                    + "a formula"),
            .test(
                "SheetsTests/WriterTests.swift",
                "a workbook reads back as it was written, nothing in it a formula"),
        ],
        "I13": [
            .test(
                "CLITests/LargeInputTests.swift",
                "a sheet ten times as long takes no more memory (I13)"),
            .test(
                "CLITests/LargeInputTests.swift",
                "a huge file that is no sheet is refused without being held (I13)"),
            .test(
                "SheetsTests/TextEncodingTests.swift",
                "a text of a hundred thousand rows is read whole, wherever its pieces end"),
        ],
        "J1": [
            .test(
                "KeyStoreTests/KeyStoreTests.swift",
                "damage, a wrong passphrase, wide modes and links are told apart "
                    + "(integrity J1, J2, J4)")
        ],
        "J2": [
            .test(
                "KeyStoreTests/KeyStoreTests.swift",
                "damage, a wrong passphrase, wide modes and links are told apart "
                    + "(integrity J1, J2, J4)"),
            .test(
                "CryptographyTests/SealedSecretTests.swift",
                "a cost beyond the limit is refused before anything is derived "
                    + "(integrity J2)"),
        ],
        "J3": [
            .test("CLITests/CertificateTests.swift", "the certificate of another key"),
            .test("UBLTests/SignerTests.swift", "a key that is not the certificate's is refused"),
        ],
        "J4": [
            .test(
                "KeyStoreTests/KeyStoreTests.swift",
                "damage, a wrong passphrase, wide modes and links are told apart "
                    + "(integrity J1, J2, J4)")
        ],
        "J5": [
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "there is no way to give a passphrase as an argument or in the environment (J5)"),
            .test(
                "CLITests/PipeAndTerminalTests.swift",
                "without a terminal and without an option the passphrase is not waited for"),
        ],
        "J6": [
            .rows,
            .test(
                "EnrolmentTests/SecretScanTests.swift",
                "after a full run none is in any file, answer or word"),
            .test("CryptographyTests/PrivateKeyTests.swift", "core dumps can be forbidden"),
        ],
        "J7": [.absent("there is no signer apart from the program that holds the ledger")],
        "J8": [
            .absent(
                "there is no signer with a state of its own; the tip is, and A12 "
                    + "shows it")
        ],
        "J9": [.absent("no token or other device is supported")],
        "K1": [
            .test(
                "EnrolmentTests/TroubleTests.swift",
                "each outcome is settled, once, with every answer kept"),
            .test(
                "EmulatorTests/DocumentTests.swift",
                "the same hash again within a day is a duplicate: 409 reported, 208 "
                    + "cleared"),
        ],
        "K2": [
            .test(
                "EnrolmentTests/TroubleTests.swift",
                "each outcome is settled, once, with every answer kept"),
            .test(
                "EmulatorTests/DocumentTests.swift",
                "the same hash again within a day is a duplicate: 409 reported, 208 "
                    + "cleared"),
        ],
        "K3": [.rows],
        "K4": [.rows],
        "K5": [.rows],
        "K6": [
            .rows,
            .test(
                "EnrolmentTests/CorrectionTests.swift",
                "a rejected document keeps its place, its successor its number"),
        ],
        "K7": [.rows],
        "K8": [.rows],
        "K9": [
            .test(
                "EnrolmentTests/TroubleTests.swift",
                "each outcome is settled, once, with every answer kept"),
            .test("FatooraTests/AnswerTests.swift", "statuses that mean the same everywhere"),
            .test(
                "EmulatorTests/DocumentTests.swift",
                "with clearance off, 303 sends standard documents to reporting"),
        ],
    ]
}
