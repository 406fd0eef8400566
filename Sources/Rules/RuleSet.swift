public import Invoicing

/// The rules of one release, as one value with its day.
///
/// The conditions are compiled in; a set says which release they are and what each rule means.
public struct RuleSet: Sendable {
    /// The official validator whose verdicts these are: `R3.4.8`.
    public let release: String
    /// A day on which this release was in use; what came before it may have judged otherwise.
    public let asOf: CivilDate?
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
    ///   is judged all the same, unless it is absurdly large: then its faults are all there is.
    public func judge(_ document: RuleDocument, at now: Instant) -> RuleReport {
        document.withTree { tree in
            let faults = SchemaCheck.faults(tree)
            var report = RuleReport()
            let places = PathWriter(tree: tree)
            report.schemaFaults = faults.map { fault in
                SchemaFault(
                    kind: fault.kind, path: places.path(fault.node), found: fault.found,
                    expected: fault.expected)
            }
            if !faults.isEmpty, tree.nodes.count > Self.mostRefusedElements { return report }
            judge(document, tree, at: now, places, &report)
            return report
        }
    }

    /// In valid documents the work grows with their length; in others it may grow with its square.
    private static let mostRefusedElements = 20_000

    private func judge(
        _ document: RuleDocument, _ tree: Tree, at now: Instant, _ places: PathWriter,
        _ report: inout RuleReport
    ) {
        var judge = Judge(tree: tree, document: document, now: now)
        let european = judge.run { judge throws(StageAbort) in try judge.judgeEuropean() }
        let saudi = judge.run { judge throws(StageAbort) in try judge.judgeSaudi() }
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
    }
}

/// Writes where elements stand.
private final class PathWriter {
    private let tree: Tree
    /// The place of each element among its siblings of the name; 0 where it has none. Made once,
    /// for the first path.
    private var positions: [Int32] = []

    init(tree: Tree) { self.tree = tree }

    /// `/Invoice/cac:InvoiceLine[2]/cbc:ID`: a number where there are several of the name.
    func path(_ node: NodeID) -> String {
        guard node >= 0 else { return "/" }
        if positions.isEmpty { positions = Self.positions(tree) }
        let parent = tree.parent(node)
        let name = SchemaGrammar.shared.names[Int(tree.name(node))]
        guard parent >= 0 else { return name == "ubl:Invoice" ? "/Invoice" : "/*" }
        let position = positions[Int(node)]
        let step = name.isEmpty ? "*" : name
        return path(parent) + "/" + step + (position > 0 ? "[\(position)]" : "")
    }

    private static func positions(_ tree: Tree) -> [Int32] {
        var positions = [Int32](repeating: 0, count: tree.nodes.count)
        var counts = [Int32](repeating: 0, count: tree.firstOfName.count)
        for parent in tree.nodes {
            var child = parent.firstChild
            while child >= 0 {
                counts[Int(tree.name(child))] += 1
                positions[Int(child)] = counts[Int(tree.name(child))]
                child = tree.nodes[Int(child)].nextSibling
            }
            child = parent.firstChild
            while child >= 0 {
                if counts[Int(tree.name(child))] == 1 { positions[Int(child)] = 0 }
                child = tree.nodes[Int(child)].nextSibling
            }
            child = parent.firstChild
            while child >= 0 {
                counts[Int(tree.name(child))] = 0
                child = tree.nodes[Int(child)].nextSibling
            }
        }
        return positions
    }
}
