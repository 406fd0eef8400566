public import Invoicing

/// The rules of one release, as one value with its day.
///
/// The conditions are compiled in; a set says which release they are and what each rule means.
public struct RuleSet: Sendable {
    /// The official validator whose verdicts these are: `R3.4.8`.
    public let release: String
    /// The first day whose documents it judges.
    public let validFrom: CivilDate?
    /// In the order of `RuleID`.
    public let rules: [Rule]

    public subscript(id: RuleID) -> Rule { rules[id.ordinal] }

    /// The rule with this official id.
    public func rule(named id: String) -> Rule? {
        RuleID(rawValue: id).map { self[$0] }
    }

    /// Judges one document by all rules.
    ///
    /// - Parameter now: The validator's clock. Only BR-KSA-04 (no date in the future) and BR-KSA-98
    ///   (reported within a day) look at it; times without a zone are Riyadh's.
    /// - Returns: Every finding, at most a hundred of one rule. A document that the schema refuses
    ///   is judged all the same.
    public func judge(_ document: RuleDocument, at now: Instant) -> RuleReport {
        document.withTree { tree in
            var judge = Judge(tree: tree, document: document, now: now)
            let european = judge.run { judge throws(StageAbort) in try judge.judgeEuropean() }
            let saudi = judge.run { judge throws(StageAbort) in try judge.judgeSaudi() }
            var report = RuleReport()
            let places = PathWriter(tree: tree)
            report.findings = judge.findings.map { finding in
                RuleFinding(
                    rule: self[finding.rule], path: places.path(finding.node),
                    found: finding.found, expected: finding.expected)
            }
            for (stage, abort) in [(RuleAbort.Stage.european, european), (.saudi, saudi)] {
                guard let abort else { continue }
                report.aborts.append(
                    RuleAbort(
                        stage: stage, reason: abort.reason, path: places.path(abort.node),
                        found: abort.node < 0 ? nil : Judge.shown(tree.text(abort.node))))
            }
            report.ownFindings = OwnJudge.findings(tree).map { finding in
                OwnFinding(
                    rule: finding.rule, path: places.path(finding.node), found: finding.found,
                    expected: finding.expected)
            }
            report.schemaFaults = SchemaCheck.faults(tree).map { fault in
                SchemaFault(
                    kind: fault.kind, path: places.path(fault.node), found: fault.found,
                    expected: fault.expected)
            }
            return report
        }
    }
}

/// Writes where an element stands.
private struct PathWriter {
    let tree: Tree

    /// `/Invoice/cac:InvoiceLine[2]/cbc:ID`: a number where there are several of the name.
    func path(_ node: NodeID) -> String {
        guard node >= 0 else { return "/" }
        let parent = tree.parent(node)
        let name = SchemaGrammar.shared.names[Int(tree.name(node))]
        guard parent >= 0 else { return name == "ubl:Invoice" ? "/Invoice" : "/*" }
        var position = 1
        var count = 0
        var sibling = tree.nodes[Int(parent)].firstChild
        while sibling >= 0 {
            if tree.name(sibling) == tree.name(node) {
                count += 1
                if sibling == node { position = count }
            }
            sibling = tree.nodes[Int(sibling)].nextSibling
        }
        let step = name.isEmpty ? "*" : name
        return path(parent) + "/" + step + (count > 1 ? "[\(position)]" : "")
    }
}
