import Invoicing

/// Why a stage cannot be evaluated further.
struct StageAbort: Error {
    let reason: RuleAbort.Reason
    let node: NodeID
}

/// The evaluation of all rules over one document.
///
/// The conditions are those of the official stylesheets' tests, their oddities included: comparison
/// with a list is true if one of it fits, a function on several elements ends the stage, some
/// amounts are compared as binary64. `and` and `or` are evaluated no further than needed, in the
/// order of the official processor, because what is not needed may end the stage.
struct Judge {
    let tree: Tree
    let kind: Kind
    let now: Instant
    /// `/Invoice`; none if the document's root is another element.
    let root: NodeID

    private let notes = Notes()

    /// What is noted on the way; one object, because closures copy what they need of the judge.
    private final class Notes {
        var findings: [Finding] = []
        var counts = [UInt16](repeating: 0, count: RuleID.allCases.count)
        var known = Known()
    }

    var findings: [Finding] { notes.findings }

    /// What many nodes ask of the whole document, found once: else the work would grow with the
    /// square of its length.
    var known: Known {
        get { notes.known }
        nonmutating _modify { yield &notes.known }
    }

    struct Known {
        /// Lines anywhere.
        var lineCount: Int?
        /// Sums for the breakdown rules, by the VAT category's letter.
        var categorySums: [(category: StaticString, sum: ExactNumber)] = []
        /// Whether a category is used by a line, an allowance or a charge of the document.
        var usedCategories: [(category: StaticString, isUsed: Bool)] = []
        /// Taxable amounts of category S, by the TaxTotal.
        var standardRatedSums: [NodeID: ExactNumber] = [:]
        /// Some subtotal's category is written as `S` without blanks.
        var hasPlainS: Bool?
        /// Some line names a prepayment's document.
        var hasLineReference: Bool?
    }

    /// What the `name` attributes say, anywhere in the document.
    struct Kind {
        let isStandard: Bool
        let isSimplified: Bool
        let isSimplifiedSummary: Bool
    }

    struct Finding {
        let rule: RuleID
        let node: NodeID
        let found: String?
        let expected: String?
    }

    /// Of one rule no more are kept: the rest would tell nobody more.
    static let mostOfOneRule: UInt16 = 100

    init(tree: Tree, document: RuleDocument, now: Instant) {
        self.tree = tree
        self.now = now
        kind = Kind(
            isStandard: document.isStandard, isSimplified: document.isSimplified,
            isSimplifiedSummary: document.isSimplifiedSummary)
        root = tree.isNamed(0, .ublInvoice) ? 0 : Tree.none
    }

    /// Runs one stage; if it aborts, its findings are void.
    mutating func run(_ stage: (inout Judge) throws(StageAbort) -> Void) -> StageAbort? {
        let before = notes.findings.count
        do throws(StageAbort) {
            try stage(&self)
            return nil
        } catch {
            notes.findings.removeSubrange(before...)
            return error
        }
    }

    // MARK: - Findings

    mutating func raise(
        _ rule: RuleID, _ node: NodeID, found: NodeID = Tree.none, expected: String? = nil
    ) {
        let text = found >= 0 ? Self.shown(tree.text(found)) : nil
        add(rule, node, text, expected)
    }

    mutating func raise(_ rule: RuleID, _ node: NodeID, value: Text?, expected: String? = nil) {
        add(rule, node, value.map { Self.shown($0) }, expected)
    }

    private mutating func add(
        _ rule: RuleID, _ node: NodeID, _ found: String?, _ expected: String?
    ) {
        let index = rule.ordinal
        guard notes.counts[index] < Self.mostOfOneRule else { return }
        notes.counts[index] += 1
        notes.findings.append(Finding(rule: rule, node: node, found: found, expected: expected))
    }

    /// Texts in findings are cut: a name of a megabyte helps nobody.
    static func shown(_ text: Text) -> String {
        if text.count <= 200 { return String(text) }
        var end = 200
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return String(Text(rebasing: text[..<end])) + "…"
    }

    // MARK: - Single elements

    /// The only element, or none.
    func lone(_ found: Found) throws(StageAbort) -> NodeID {
        if found.count > 1 { throw StageAbort(reason: .several, node: found.first) }
        return found.first
    }

    /// The only child of this name, or none.
    func lone(_ node: NodeID, _ element: Element) throws(StageAbort) -> NodeID {
        let child = tree.child(node, element)
        if child >= 0, tree.next(child) >= 0 { throw StageAbort(reason: .several, node: child) }
        return child
    }

    func lone(_ node: NodeID, _ path: Path) throws(StageAbort) -> NodeID {
        try lone(tree.find(node, path))
    }

    func text(_ node: NodeID, _ element: Element) throws(StageAbort) -> Text {
        tree.text(try lone(node, element))
    }

    func text(_ node: NodeID, _ path: Path) throws(StageAbort) -> Text {
        tree.text(try lone(node, path))
    }

    /// Whether one of the children is not the empty text.
    func hasText(_ node: NodeID, _ element: Element) -> Bool {
        tree.children(node, element).contains { !tree.text($0).isEmpty }
    }

    func hasText(_ node: NodeID, _ path: Path) -> Bool {
        tree.each(node, path) { !tree.text($0).isEmpty }
    }

    // MARK: - Numbers

    /// `xs:decimal` of an element; `nil` if there is none.
    func decimal(_ node: NodeID) throws(StageAbort) -> ExactNumber? {
        guard node >= 0 else { return nil }
        guard let number = ExactNumber(tree.text(node)) else {
            throw StageAbort(reason: .notA("xs:decimal"), node: node)
        }
        return number
    }

    func decimal(_ node: NodeID, _ element: Element) throws(StageAbort) -> ExactNumber? {
        try decimal(try lone(node, element))
    }

    func decimal(_ node: NodeID, _ path: Path) throws(StageAbort) -> ExactNumber? {
        try decimal(try lone(node, path))
    }

    /// `xs:double` of an element; `nil` if there is none.
    func double(_ node: NodeID) throws(StageAbort) -> Double? {
        guard node >= 0 else { return nil }
        guard let number = Binary64.parse(tree.text(node)) else {
            throw StageAbort(reason: .notA("xs:double"), node: node)
        }
        return number
    }

    func double(_ node: NodeID, _ element: Element) throws(StageAbort) -> Double? {
        try double(try lone(node, element))
    }

    func double(_ node: NodeID, _ path: Path) throws(StageAbort) -> Double? {
        try double(try lone(node, path))
    }

    /// Whether the numeric value of one child fulfils the condition.
    func anyNumber(
        _ node: NodeID, _ element: Element, _ condition: (Double) -> Bool
    ) throws(StageAbort) -> Bool {
        for child in tree.children(node, element) {
            if let value = try compared(child), condition(value) { return true }
        }
        return false
    }

    /// `xs:double` of an element as a comparison with a number sees it: the official processor
    /// takes a negative zero with a point, `-0.00`, for less than 0.
    func compared(_ node: NodeID) throws(StageAbort) -> Double? {
        guard let value = try double(node) else { return nil }
        guard value == 0, value.sign == .minus else { return value }
        let isWhole = tree.text(node).trimmed.dropFirst().allSatisfy { $0 == 0x30 }
        return isWhole ? 0 : -Double.leastNonzeroMagnitude
    }

    /// The sum of `xs:decimal` of the only such child of each element.
    func sum(
        _ nodes: some Sequence<NodeID>, _ element: Element
    ) throws(StageAbort) -> ExactNumber {
        var sum = ExactNumber.zero
        for node in nodes {
            if let value = try decimal(node, element) { sum = sum + value }
        }
        return sum
    }

    // MARK: - Allowances, categories

    /// Whether the indicator, as a truth value, is this one; false if there is none.
    func indicator(of node: NodeID, is wanted: Bool) throws(StageAbort) -> Bool {
        for indicator in tree.children(node, .cbcChargeIndicator) {
            let text = tree.text(indicator).trimmed
            if text.equals("true") || text.equals("1") {
                if wanted { return true }
            } else if text.equals("false") || text.equals("0") {
                if !wanted { return true }
            } else {
                throw StageAbort(reason: .notA("xs:boolean"), node: indicator)
            }
        }
        return false
    }

    /// The same in a context: there what cannot be told does not match.
    func matches(_ node: NodeID, isCharge: Bool) -> Bool {
        do throws(StageAbort) {
            return try indicator(of: node, is: isCharge)
        } catch {
            return false
        }
    }

    func allowances(of node: NodeID, areCharges: Bool) throws(StageAbort) -> [NodeID] {
        var found: [NodeID] = []
        for charge in tree.children(node, .cacAllowanceCharge)
        where try indicator(of: charge, is: areCharges) {
            found.append(charge)
        }
        return found
    }

    /// Whether a tax scheme of this category is VAT, in whatever case.
    func isVAT(_ category: NodeID) throws(StageAbort) -> Bool {
        for scheme in tree.children(category, .cacTaxScheme)
        where try text(scheme, .cbcID).trimmedUppercaseEquals("VAT") {
            return true
        }
        return false
    }

    func isCategory(_ category: NodeID, _ code: StaticString) throws(StageAbort) -> Bool {
        try text(category, .cbcID).trimmedEquals(code)
    }

    /// `[normalize-space(cbc:ID) = code][VAT]` in a context.
    func matches(_ category: NodeID, _ code: StaticString) -> Bool {
        do throws(StageAbort) {
            guard try isCategory(category, code) else { return false }
            return try isVAT(category)
        } catch {
            return false
        }
    }

    func matchesWithoutScheme(_ category: NodeID, _ codes: StaticString...) -> Bool {
        do throws(StageAbort) {
            let text = try text(category, .cbcID)
            return codes.contains { text.trimmedEquals($0) }
        } catch {
            return false
        }
    }
}
