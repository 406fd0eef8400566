import Cryptography
import Invoicing
import TestCA
import Testing
import Verifier

/// A list of revoked certificates in a case: when it was made and until when it holds, and what it
/// says.
struct ListCase: Sendable {
    var from: String
    var until: String
    /// The day on which the unit's certificate was revoked; `nil` if it is not in the list.
    var revoked: String?
    var reason: CertificateRevocationList.Reason?
    var number = 1
    var isForged = false
    /// By the root, about the issuing authority.
    var isOfRoot = false

    func der(_ ledger: TimedLedger) throws -> [UInt8] {
        let entries = revoked.map { day in
            RevocationListTemplate.Entry(
                serial: isOfRoot ? ledger.issuingSerial : ledger.serial,
                at: TimedLedger.time(day).secondsSince1970, reason: reason)
        }
        var der = (isOfRoot ? ledger.root : ledger.issuing).revocationList(
            entries.map { [$0] } ?? [], thisUpdate: TimedLedger.time(from),
            nextUpdate: TimedLedger.time(until), number: number)
        // The last byte is in the number s of the signature.
        if isForged { der[der.count - 1] ^= 1 }
        return der
    }
}

/// One situation, and what is to be said of the six documents in it.
struct TimeCase: Sendable, CustomTestStringConvertible {
    enum Folder: Sendable { case whole, withoutIssuer, otherRoot, issuerAsRoot }

    let ref: String
    let name: String
    /// For when it is judged.
    let at: String
    var folder = Folder.whole
    /// By the issuing authority; the root's own list is added, unless the case has one.
    var lists: [ListCase]
    /// Days on which the witness cosigned the checkpoints after 2 and 4 documents.
    var cosigned: [(documents: Int, on: String)] = []
    var algorithms: String?
    var isConfessed = false
    /// `INDICATION first–last`, in order.
    let says: [String]
    /// `code` or `code icv`, in any order.
    var findings: [String] = []
    /// Where OpenSSL, which knows no proofs, must say otherwise, and why.
    var opensslDiffers = false

    var testDescription: String { "\(ref) \(name)" }

    private static let fresh = ListCase(from: "2027-05-01", until: "2027-08-01")
    private static let long = ListCase(from: "2027-05-01", until: "2045-01-01")
    private static let atEnd = ListCase(from: "2030-12-01", until: "2031-02-01")
    private static func revoked(
        _ day: String, _ reason: CertificateRevocationList.Reason = .keyCompromise
    ) -> ListCase {
        ListCase(from: "2028-05-01", until: "2028-08-01", revoked: day, reason: reason)
    }
    private static let all = "1–6"

    static let validity: [TimeCase] = [
        TimeCase(
            ref: "E1", name: "valid, with a fresh list", at: "2027-06-01", lists: [fresh],
            says: ["TOTAL-PASSED 1–6"]),
        TimeCase(
            ref: "E1", name: "expired, proven before in two steps", at: "2031-06-01",
            lists: [atEnd], cosigned: [(2, "2026-05-01"), (4, "2030-12-15")],
            says: [
                "TOTAL-PASSED 1–2 2026-05-01", "TOTAL-PASSED 3–4 2030-12-15",
                "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED 5–6",
            ], findings: ["expired-unproven 5", "revocation-list-stale"]),
        TimeCase(
            ref: "E1", name: "a later and larger checkpoint proves no earlier time",
            at: "2027-06-01", lists: [fresh], cosigned: [(2, "2027-02-01"), (4, "2027-01-01")],
            says: ["TOTAL-PASSED 1–4 2027-01-01", "TOTAL-PASSED 5–6"]),
        TimeCase(
            ref: "E2", name: "expired, no proof, no list", at: "2031-06-01", lists: [],
            says: ["INDETERMINATE/OUT_OF_BOUNDS_NO_POE 1–6"], findings: ["expired-unproven 1"]),
        TimeCase(
            ref: "E2", name: "expired, no proof, a list at its end", at: "2031-06-01",
            lists: [atEnd], says: ["INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED 1–6"],
            findings: ["expired-unproven 1", "revocation-list-stale"]),
        TimeCase(
            ref: "E2", name: "expired, and only a list that was made afterwards",
            at: "2032-06-01", lists: [ListCase(from: "2031-06-01", until: "2040-01-01")],
            says: ["INDETERMINATE/OUT_OF_BOUNDS_NO_POE 1–6"], findings: ["expired-unproven 1"]),
        TimeCase(
            ref: "E3", name: "proven only after the end", at: "2032-06-01", lists: [atEnd],
            cosigned: [(4, "2031-06-01")],
            says: [
                "TOTAL-FAILED/EXPIRED 1–4 2031-06-01",
                "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED 5–6",
            ],
            findings: ["certificate-expired 1", "expired-unproven 5", "revocation-list-stale"]),
        TimeCase(
            ref: "E4", name: "proven before the beginning", at: "2027-06-01", lists: [fresh],
            cosigned: [(2, "2025-07-01")],
            says: ["TOTAL-FAILED/NOT_YET_VALID 1–2 2025-07-01", "TOTAL-PASSED 3–6"],
            findings: ["certificate-not-yet-valid 1"]),
        TimeCase(
            ref: "E4", name: "judged for a time before the beginning", at: "2025-12-01",
            lists: [ListCase(from: "2025-11-01", until: "2026-06-01")],
            says: ["TOTAL-FAILED/NOT_YET_VALID 1–6"], findings: ["certificate-not-yet-valid 1"]),
    ]

    static let revocation: [TimeCase] = [
        TimeCase(
            ref: "E5", name: "revoked: after, before, no proof", at: "2028-06-01",
            lists: [revoked("2027-06-01")],
            cosigned: [(2, "2027-01-01"), (4, "2028-01-01")],
            says: [
                "TOTAL-PASSED 1–2 2027-01-01", "TOTAL-FAILED/REVOKED 3–4 2028-01-01",
                "INDETERMINATE/REVOKED_NO_POE 5–6",
            ], findings: ["certificate-revoked 3", "revoked-unproven 5"]),
        TimeCase(
            ref: "E5", name: "revoked and expired since", at: "2031-06-01",
            lists: [revoked("2027-06-01", .cessation)], cosigned: [(2, "2027-01-01")],
            says: ["TOTAL-PASSED 1–2 2027-01-01", "INDETERMINATE/REVOKED_NO_POE 3–6"],
            findings: ["revoked-unproven 3", "revocation-list-stale"]),
        TimeCase(
            ref: "E5", name: "proven at the very second of the revocation", at: "2028-06-01",
            lists: [revoked("2027-06-01")], cosigned: [(4, "2027-06-01")],
            says: ["TOTAL-FAILED/REVOKED 1–4 2027-06-01", "INDETERMINATE/REVOKED_NO_POE 5–6"],
            findings: ["certificate-revoked 1", "revoked-unproven 5"]),
        TimeCase(
            ref: "E5", name: "a hold that a newer list has lifted", at: "2028-09-15",
            lists: [
                revoked("2028-04-01", .hold),
                ListCase(from: "2028-09-01", until: "2028-12-01", number: 2),
            ], says: ["TOTAL-PASSED 1–6"]),
        TimeCase(
            ref: "E5", name: "a hold that stands", at: "2028-06-01",
            lists: [revoked("2028-04-01", .hold)],
            says: ["INDETERMINATE/REVOKED_NO_POE 1–6"], findings: ["revoked-unproven 1"]),
        TimeCase(
            ref: "E5", name: "the issuer was revoked", at: "2028-06-01",
            lists: [
                ListCase(from: "2028-05-01", until: "2028-08-01"),
                ListCase(
                    from: "2028-05-01", until: "2028-08-01", revoked: "2027-06-01",
                    isOfRoot: true),
            ], cosigned: [(2, "2027-01-01")],
            says: ["TOTAL-PASSED 1–2 2027-01-01", "INDETERMINATE/REVOKED_CA_NO_POE 3–6"],
            findings: ["revoked-unproven 3"]),
        TimeCase(
            ref: "E5", name: "a revocation that was not known yet", at: "2027-07-01",
            lists: [fresh, revoked("2027-06-01")], says: ["TOTAL-PASSED 1–6"],
            opensslDiffers: false),
        TimeCase(
            ref: "E6", name: "no list", at: "2027-06-01", lists: [],
            says: ["INDETERMINATE/TRY_LATER 1–6"], findings: ["revocation-unknown 1"]),
        TimeCase(
            ref: "E6", name: "no list, with a proof", at: "2027-06-01", lists: [],
            cosigned: [(4, "2026-05-01")],
            says: ["INDETERMINATE/TRY_LATER 1–4 2026-05-01", "INDETERMINATE/TRY_LATER 5–6"],
            findings: ["revocation-unknown 1", "revocation-unknown 5"]),
        TimeCase(
            ref: "E18", name: "the firm recorded that the key was known to others",
            at: "2027-06-01", lists: [fresh], cosigned: [(2, "2026-05-01"), (4, "2027-03-01")],
            isConfessed: true,
            says: [
                "TOTAL-PASSED 1–2 2026-05-01", "TOTAL-FAILED/REVOKED 3–4 2027-03-01",
                "INDETERMINATE/REVOKED_NO_POE 5–6",
            ], findings: ["certificate-revoked 3", "revoked-unproven 5"], opensslDiffers: true),
    ]

    static let trust: [TimeCase] = [
        TimeCase(
            ref: "E7", name: "the issuer is missing", at: "2027-06-01", folder: .withoutIssuer,
            lists: [], says: ["INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND 1–6"],
            findings: ["issuer-unknown 1"]),
        TimeCase(
            ref: "E7", name: "an unknown root of the same name", at: "2027-06-01",
            folder: .otherRoot,
            lists: [fresh], says: ["INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND 1–6"],
            findings: ["issuer-unknown 1", "revocation-list-forged", "revocation-list-unused"]),
        TimeCase(
            ref: "E7", name: "the issuer is a root itself", at: "2027-06-01",
            folder: .issuerAsRoot, lists: [fresh], says: ["TOTAL-PASSED 1–6"],
            findings: ["revocation-list-unused"]),
        TimeCase(
            ref: "E16", name: "a forged list", at: "2027-06-01",
            lists: [ListCase(from: "2027-05-01", until: "2027-08-01", isForged: true)],
            says: ["INDETERMINATE/TRY_LATER 1–6"],
            findings: ["revocation-list-forged", "revocation-unknown 1"]),
        TimeCase(
            ref: "E16", name: "an expired list", at: "2027-09-01", lists: [fresh],
            says: ["INDETERMINATE/TRY_LATER 1–6"],
            findings: ["revocation-list-stale", "revocation-unknown 1"]),
        TimeCase(
            ref: "E16", name: "a newer list with an older number", at: "2027-06-01",
            lists: [
                ListCase(from: "2027-04-01", until: "2027-07-01", number: 300),
                ListCase(from: "2027-05-01", until: "2027-08-01", number: 20),
            ], says: ["TOTAL-PASSED 1–6"], findings: ["revocation-list-stale"]),
        TimeCase(
            ref: "E17", name: "an algorithm was given up", at: "2027-06-01", lists: [fresh],
            cosigned: [(2, "2026-05-01"), (4, "2027-03-01")],
            algorithms: "# ours\nsha256 2040-01-01\nsecp256k1 2027-01-01\n",
            says: [
                "TOTAL-PASSED 1–2 2026-05-01",
                "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE 3–4 2027-03-01",
                "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE 5–6",
            ], findings: ["algorithm-sunset 3", "algorithm-sunset 5"], opensslDiffers: true),
        TimeCase(
            ref: "E17", name: "an algorithm will be given up", at: "2027-06-01", lists: [fresh],
            algorithms: "secp256k1 2027-06-02", says: ["TOTAL-PASSED 1–6"]),
    ]

    static let warnings: [TimeCase] = [
        ("2030-07-04", false), ("2030-07-05", true), ("2030-11-02", true), ("2030-12-25", true),
    ].map { day, isDue in
        TimeCase(
            ref: "E2", name: "the end is near: \(day)", at: day, lists: [long],
            cosigned: [(2, "2026-05-01")],
            says: ["TOTAL-PASSED 1–2 2026-05-01", "TOTAL-PASSED 3–6"],
            findings: isDue ? ["proof-due 3"] : [])
    }
}
