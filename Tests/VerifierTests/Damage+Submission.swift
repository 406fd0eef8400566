import Encoding
import Testing
import Verifier

extension Evidence {
    /// Puts another copy in the place of the cleared one, in its row and in the answer that brought
    /// it, and makes the log agree: as somebody could who holds the program and its keys.
    fileprivate func replaceCopy(_ change: ([UInt8]) throws -> [UInt8]) throws {
        let old = try blob("SELECT hex(xml) FROM cleared WHERE id = 1;")
        let new = try change(old)
        try sql("UPDATE cleared SET xml = X'\(Hex.encode(new))' WHERE id = 1;")
        try relog("cleared", 1)
        let answer = try #require(Int(try sql("SELECT answer_id FROM cleared WHERE id = 1;")))
        try relogged("answer", answer, "response", Base64.encode(old), Base64.encode(new))
    }
}

/// Harms to what became of the documents at the authority: ``SampleLedger/enrolled``.
extension Damage {
    static let ofSubmissions: [Damage] = [
        Damage("K5", "a copy whose stamp was taken off", .clearedStamp, 3, found: "–") {
            try $0.replaceCopy { copy in
                let start = try #require(copy.firstRange(of: Array("<ext:UBLExtensions>".utf8)))
                let end = try #require(copy.firstRange(of: Array("</ext:UBLExtensions>".utf8)))
                return Array(copy[..<start.lowerBound] + copy[end.upperBound...])
            }
        },
        Damage(
            "K5", "our own document in the place of the copy", .clearedStamp, 3,
            found: "a stamp of this ledger"
        ) {
            let own = try $0.xml(3)
            try $0.replaceCopy { _ in own }
        },
        Damage(
            "K6", "a document that claims to follow a rejected one", .issuanceChanged, 3,
            also: ["successor-unfounded 3"]
        ) { try $0.sql("UPDATE document SET revision = 1 WHERE id = 3;") },
        Damage(
            "K7", "a request without an answer for more than a day", .outcomeUnknown, 2,
            others: [.clockBackwards], found: " h"
        ) { try $0.rewrite("attempt", 10, "recorded_at = '2025-01-01T00:00:00Z'") },
        Damage("K8", "an accepted document called rejected", .answerOutcome, found: "rejected") {
            try $0.rewrite("answer", 9, "outcome = 'rejected'")
        },
        Damage("K8", "another HTTP status beside the answer", .answerOutcome, found: "accepted") {
            try $0.rewrite("answer", 9, "status = 400")
        },
        Damage("K8", "a refusal called accepted", .answerOutcome, found: "accepted") {
            try $0.relogged("answer", 9, "response", "\"REPORTED\"", "\"NOT_REPORTED\"")
        },
        Damage("K8", "an answer that never came called accepted", .answerOutcome) {
            try $0.rewrite("answer", 9, "response = NULL")
        },
    ]
}
