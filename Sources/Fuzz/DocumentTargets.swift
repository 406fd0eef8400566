import Encoding
import Invoicing
import Rules
import StampCheck
import UBL

extension FuzzTarget {
    /// Whole documents, by everything that reads them.
    static let documents = [
        FuzzTarget(name: "xml", run: readsBothWays),
        FuzzTarget(name: "stamp", run: examines),
        FuzzTarget(name: "rules", run: judges),
        FuzzTarget(name: "qr", run: readsCode),
    ]

    /// The scanner and the parser give the same answer.
    private static func readsBothWays(_ bytes: [UInt8]) {
        let reader = DocumentReader()
        let fast = Result { () throws(DocumentError) in try reader.read(bytes) }
        let slow = Result { () throws(DocumentError) in try reader.read(bytes, by: .parserOnly) }
        switch (fast, slow) {
        case (.success(let one), .success(let other)):
            require(one.hash == other.hash, "both ways hash the same")
            require(one.faults == other.faults, "both ways see the same faults")
            require(one.facts.holdsSame(as: other.facts), "both ways read the same values")
        case (.failure(let one), .failure(let other)):
            require(one == other, "both ways refuse for the same reason")
        default: require(false, "both ways accept or refuse")
        }
    }

    private static func examines(_ bytes: [UInt8]) {
        let report = StampCheck.examine(bytes)
        guard let document = report.document else { return }
        let again = TotalsCheck.disagreements(in: document.facts)
        require(again == TotalsCheck.disagreements(in: document.facts), "sums come out twice")
        require(report.checks.signature != true || report.certificate != nil, "a stamp has a key")
    }

    private static func judges(_ bytes: [UInt8]) {
        guard let document = try? RuleDocument.read(bytes) else { return }
        let report = RuleSet.current.judge(document, at: Instant(secondsSince1970: 1_800_000_000))
        var counts: [RuleID: Int] = [:]
        for finding in report.findings { counts[finding.rule.id, default: 0] += 1 }
        require(counts.values.allSatisfy { $0 <= 100 }, "at most a hundred findings of a rule")
    }

    /// The text of a code whose values are written anew in the long form is the text that was read.
    private static func readsCode(_ bytes: [UInt8]) {
        for text in [bytes, Base64.encodeToBytes(bytes)] {
            guard let code = try? QRCode.decode(text), code.lengthForm != .plainByte else {
                continue
            }
            guard let written = try? QRCode.encode(code.fields) else {
                require(text.count > QRCode.limit, "a code that can be read can be written")
                continue
            }
            require(written == text, "a code is written as it was read")
        }
    }
}

extension DocumentFacts {
    fileprivate func holdsSame(as other: DocumentFacts) -> Bool {
        guard groups.count == other.groups.count else { return false }
        return Fact.allCases.allSatisfy { fact in
            bytes(fact) == other.bytes(fact)
                && zip(groups, other.groups).allSatisfy { one, two in
                    bytes(fact, in: one) == other.bytes(fact, in: two)
                }
        }
    }
}
