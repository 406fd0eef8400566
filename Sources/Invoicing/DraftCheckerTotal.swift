/// The total that the writer of a draft expects.
extension DraftChecker {
    /// Where prices include VAT and what they add up to is expected as the total with VAT too, the
    /// net amounts are moved so that it is; without such a wish BT-114 takes the gap.
    ///
    /// - Returns: `nil` where nothing is to be moved, or no moves do it.
    mutating func movedToTotal(
        _ lines: [CheckedLine], _ input: Totals.DocumentInput, _ result: Totals.DocumentResult
    ) -> (Totals.DocumentInput, Totals.DocumentResult)? {
        guard let shelf = input.shelfTotal, draft.expectTotal == ExactDecimal(shelf),
            result.totals.taxInclusive != shelf
        else { return nil }
        let taxed = result.breakdown.filter { $0.vat.rateBasisPoints > 0 }
        let others = result.breakdown.filter { $0.vat.rateBasisPoints == 0 }.map(\.taxable)
        guard let others = Totals.sum(others),
            let moves = Solver.moves(
                lines.map(Self.solverLine),
                taxed.map {
                    Solver.Group(rateBasisPoints: $0.vat.rateBasisPoints, taxable: $0.taxable)
                }, others: others, to: shelf),
            let moved = rebuilt(lines, moves), let groups = Totals.groups(moved)
        else { return nil }
        var input = input
        input.lines = moved.map(\.line)
        input.groups = groups
        guard let result = Totals.document(input), result.totals.taxInclusive == shelf else {
            return nil
        }
        let told = moves.sorted { $0.key < $1.key }.prefix(20).map {
            "/lines/\($0.key) = \(input.lines[$0.key].netAmount)"
        }
        let rest = moves.count > told.count ? "…" : ""
        warning(
            "SJL-TOTAL-REACHED", "expect_total", value: shelf.description,
            detail: told.joined(separator: ", ") + rest)
        return (input, result)
    }

    private static func solverLine(_ checked: CheckedLine) -> Solver.Line {
        let parts = checked.line.allowancesCharges.reduce(Money.zero) { $0 + $1.signed }
        return Solver.Line(
            rateBasisPoints: checked.line.vat.rateBasisPoints, entered: checked.entered,
            net: checked.line.netAmount, least: parts)
    }

    private mutating func rebuilt(
        _ lines: [CheckedLine], _ moves: [Int: Int64]
    ) -> [CheckedLine]? {
        // A line for which no price is found then is no fault of the draft.
        var trial = self
        var lines = lines
        for (index, move) in moves {
            guard let moved = trial.checkLine(draft.lines[index], move: move) else { return nil }
            lines[index] = moved
        }
        return lines
    }

    // MARK: Another total than expected

    mutating func checkExpectedTotal(
        _ input: Totals.DocumentInput, _ result: Totals.DocumentResult
    ) {
        let total = result.totals.taxInclusive
        guard let expected = draft.expectTotal, expected != ExactDecimal(total) else { return }
        // The prices say what is paid, and the rounding has made it so.
        if let shelf = input.shelfTotal, input.rounding == nil, expected == ExactDecimal(shelf) {
            return
        }
        var proposals: [Bilingual] = []
        if isProposing, expected.hasAtMostTwoDecimals, let wanted = expected.money {
            proposals = self.proposals(for: wanted, input, result)
        }
        report(
            "SJL-EXPECT-TOTAL", "expect_total", value: expected.description,
            detail: (input.shelfTotal ?? total).description, proposals: proposals)
    }

    private func proposals(
        for wanted: Money, _ input: Totals.DocumentInput, _ result: Totals.DocumentResult
    ) -> [Bilingual] {
        var proposals: [Bilingual] = []
        let total = result.totals.taxInclusive
        if !includesVAT, let (line, price) = proposedPrice(for: wanted, input, result) {
            proposals.append(
                Bilingual(
                    en: "or give /lines/\(line)/price as \(price)",
                    ar: "أو اكتب السعر /lines/\(line)/price بقيمة \(price)"))
        }
        let gap = wanted - total
        if input.rounding == nil, input.shelfTotal == nil,
            gap.hundredths.magnitude < Solver.roundingLimit.hundredths.magnitude
        {
            proposals.append(
                Bilingual(
                    en: "or give payable_rounding \(gap) and expect_total \(total)",
                    ar: "أو اكتب payable_rounding بقيمة \(gap) و expect_total بقيمة \(total)"))
        }
        let taxed = result.breakdown.filter { $0.vat.rateBasisPoints > 0 }
        if taxed.count == 1, let group = taxed.first, taxed.count == result.breakdown.count,
            Solver.net(reaching: wanted, group.vat.rateBasisPoints) == nil
        {
            let (below, above) = Solver.totals(around: wanted, group.vat.rateBasisPoints)
            proposals.append(
                Bilingual(
                    en: "no net amount gives \(wanted): the next totals are \(below) and \(above)",
                    ar: "لا يوجد صاف يعطي \(wanted): أقرب الإجماليات \(below) و\(above)"))
        }
        if proposals.isEmpty {
            proposals.append(
                Bilingual(
                    en: "no price that rounds to a given one, with up to"
                        + " \(Solver.priceDecimals) decimals and on one line, and no rounding below"
                        + " \(Solver.roundingLimit) makes up the difference",
                    ar: "لا يسد الفرق سعر واحد يقرب إلى السعر المكتوب حتى"
                        + " \(Solver.priceDecimals) خانة عشرية، ولا تقريب يقل عن"
                        + " \(Solver.roundingLimit)"))
        }
        return proposals
    }

    /// Each computes the whole draft anew.
    private static let mostTrials = 10

    /// One price with more decimals that rounds to the given one and gives the total.
    private func proposedPrice(
        for wanted: Money, _ input: Totals.DocumentInput, _ result: Totals.DocumentResult
    ) -> (line: Int, price: ExactDecimal)? {
        var best: (line: Int, price: ExactDecimal)?
        var trials = 0
        for group in result.breakdown {
            let rate = group.vat.rateBasisPoints
            let others = result.totals.taxInclusive - group.taxable - group.tax
            guard let net = Solver.net(reaching: wanted - others, rate) else { continue }
            let shift = net - group.taxable
            for (index, line) in input.lines.enumerated() where line.vat == group.vat {
                guard let price = closerPrice(draft.lines[index], shift),
                    price.scale < (best?.price.scale ?? .max)
                else { continue }
                trials += 1
                if trials > Self.mostTrials { return best }
                // Percentages of the line or the document may follow the price.
                if gives(wanted, price: price, at: index) { best = (index, price) }
            }
        }
        return best
    }

    private func closerPrice(_ line: LineDraft, _ shift: Money) -> ExactDecimal? {
        guard let price = line.price, line.grossPrice == nil, let quantity = line.quantity,
            let extended = Totals.extended(quantity, price, line.baseQuantity)
        else { return nil }
        return Solver.price(
            reaching: extended + shift, quantity, line.baseQuantity, roundingTo: price)
    }

    private func gives(_ wanted: Money, price: ExactDecimal, at index: Int) -> Bool {
        var draft = draft
        draft.lines[index].price = price
        var trial = DraftChecker(draft: draft, seller: nil, defaultIssuedAt: nil, now: nil)
        trial.isProposing = false
        return trial.checkMoney()?.totals.taxInclusive == wanted
    }
}
