import Cryptography
import Encoding
import Invoicing
import Ledger

/// The desks of a run, one for each unit that its drafts name.
///
/// A draft says its unit; one that does not is for the unit of the command line, or the only one.
final class IssuingUnits {
    private let workplace: Workplace
    private let passphrase: SecretBytes
    private let names: [String]
    private let standard: String?
    private var desks: [String: IssuingDesk] = [:]

    /// - Parameter name: The unit of the command line. It, or the only one, is opened at once, so
    ///   that a wrong passphrase is told before anything is read.
    init(_ workplace: Workplace, passphrase: SecretBytes, unit name: String?) throws {
        self.workplace = workplace
        self.passphrase = passphrase
        names = try workplace.ledger.units().map(\.name)
        standard = name == nil && names.count > 1 ? nil : try workplace.unit(named: name).name
        if let standard { try open(standard) }
    }

    /// Issues a group and hands on what was committed, in the order of the drafts, also where a
    /// later part of the group fails.
    ///
    /// An all-or-nothing group is one transaction, and so one unit's: drafts that name another one
    /// than the first does are refused.
    func issue(
        _ items: [DraftSource.Item], allOrNothing: Bool, _ tell: ([IssueResult]) throws -> Void
    ) throws {
        var groups: [(unit: String, places: [Int])] = []
        var results: [(index: Int, result: IssueResult)] = []
        for (index, item) in items.enumerated() {
            guard let unit = unit(of: item) else {
                results.append((index, refused(item)))
                continue
            }
            if let known = groups.firstIndex(where: { $0.unit == unit }) {
                groups[known].places.append(index)
            } else {
                groups.append((unit, [index]))
            }
        }
        // Whatever keeps a unit from stamping is told before anything is issued.
        for group in groups { try open(group.unit) }
        if allOrNothing, let first = groups.first {
            let isWhole = results.isEmpty
            return try tell(
                isWhole
                    ? issue(items, unit: first.unit, allOrNothing: true)
                    : items.enumerated().map { index, item in
                        results.first { $0.index == index }?.result ?? notAttempted(item)
                    })
        }
        var failure: (any Error)?
        for group in groups {
            do {
                let part = group.places.map { items[$0] }
                let issued = try issue(part, unit: group.unit, allOrNothing: false)
                results += zip(group.places, issued).map { ($0, $1) }
            } catch {
                failure = error
                break
            }
        }
        results.sort { $0.index < $1.index }
        if !results.isEmpty { try tell(results.map(\.result)) }
        if let failure { throw failure }
    }

    /// A run that waits for its drafts may live longer than the certificate that it began with:
    /// where another program renewed it, the desk is opened anew with the one in use.
    private func issue(
        _ items: [DraftSource.Item], unit: String, allOrNothing: Bool
    ) throws -> [IssueResult] {
        do {
            return try desk(unit).issue(items, allOrNothing: allOrNothing)
        } catch LedgerError.certificateChanged {
            desks[unit] = nil
            return try desk(unit).issue(items, allOrNothing: allOrNothing)
        }
    }

    /// Tells whatever keeps a unit from stamping.
    func open(_ unit: String) throws { _ = try desk(unit) }

    private func desk(_ unit: String) throws -> IssuingDesk {
        if let desk = desks[unit] { return desk }
        let desk = try IssuingDesk(workplace, passphrase: passphrase, unit: unit)
        desks[unit] = desk
        return desk
    }

    /// The unit that a draft is for. A name that is none is refused by the standard unit's desk.
    private func unit(of item: DraftSource.Item) -> String? {
        if let named = text("unit", of: item), names.contains(named) { return named }
        return standard
    }

    // MARK: Drafts for no unit

    private func text(_ name: String, of item: DraftSource.Item) -> String? {
        guard case .success(let json) = item.json, case .string(let text)? = json[name] else {
            return nil
        }
        return text
    }

    private func refused(_ item: DraftSource.Item) -> IssueResult {
        if case .failure(let error) = item.json {
            return result(item, .refused, [error.problem(line: item.place)])
        }
        let units = names.joined(separator: ", ")
        return result(
            item, .refused,
            [
                Problem(
                    rule: "SJL-UNIT", path: "/unit", value: text("unit", of: item),
                    message: Bilingual(
                        en: "the draft names none of the ledger's units: \(units)",
                        ar: "لا تذكر المسودة إحدى وحدات السجل: \(units)"),
                    remedy: Bilingual(
                        en: "name one as `unit` in the draft, or with --unit",
                        ar: "اذكر إحداها في الحقل `unit` في المسودة أو بالخيار --unit"))
            ])
    }

    private func notAttempted(_ item: DraftSource.Item) -> IssueResult {
        result(item, .notAttempted, [])
    }

    private func result(
        _ item: DraftSource.Item, _ status: IssueResult.Status, _ problems: [Problem]
    ) -> IssueResult {
        let number = text("number", of: item)
        return IssueResult(
            place: item.place, key: text("key", of: item) ?? number, number: number,
            status: status, receipt: nil, problems: problems)
    }
}
