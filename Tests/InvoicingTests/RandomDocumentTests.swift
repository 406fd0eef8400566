import Encoding
import Foundation
import Rules
import TestSupport
import Testing
import UBL

@testable import Invoicing

/// Documents of all kinds, from the draft to the verdict of the official rules.
///
/// SIJIL_TRIALS sets how many, SIJIL_SEED which. With SIJIL_DRAFTS, a file, each accepted draft is
/// written there with its totals, one JSON a line, for another program to compute anew.
@Suite("random documents")
struct RandomDocumentTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
    }

    /// What may be wrong with such a draft: an allowance above its group, an advance above the
    /// total, an exemption for citizens beside an export.
    private static let refusals: Set<String> = ["BR-KSA-F-04", "SJL-PAYABLE-NEGATIVE"]

    @Test("totals agree with exact arithmetic, and no accepted draft breaks an official rule")
    func random() throws {
        let seed = Self.number("SIJIL_SEED") ?? UInt64.random(in: 0...UInt64.max)
        let trials = Self.number("SIJIL_TRIALS") ?? 1_000
        print("SIJIL_SEED=\(seed) SIJIL_TRIALS=\(trials)")
        var random = SplitMix64(seed: seed)
        let out = ProcessInfo.processInfo.environment["SIJIL_DRAFTS"].flatMap { fopen($0, "w") }
        defer { if let out { fclose(out) } }
        let reader = RuleReader()
        var accepted = 0
        var solved = 0
        for trial in 0..<trials {
            let document = RandomDocument(&random)
            let faults: [String]
            switch check(document.json) {
            case .success(let (invoice, warnings)):
                accepted += 1
                var found = Oracle.faults(document.draft, invoice, prepaid: document.prepaid)
                found += Relations.faults(invoice)
                found += try Self.broken(invoice, warnings, reader)
                if let moved = try Self.faultsWithShelfTotal(document, invoice, reader) {
                    solved += 1
                    found += moved
                }
                if let out { Self.write(document.json, invoice, to: out) }
                faults = found
            case .failure(let problems):
                let rules = Set(problems.all.filter { $0.severity == .error }.map(\.rule))
                faults = rules.isSubset(of: Self.refusals) ? [] : rules.sorted()
            }
            if !faults.isEmpty {
                Issue.record(
                    "seed \(seed), trial \(trial): \(faults)\n\(document.json.serialized())")
                return
            }
        }
        print("\(accepted) of \(trials) accepted, \(solved) of them with a solved total")
        #expect(accepted > trials * 3 / 4)
    }

    /// The official ids that the document raises and that its draft was not told.
    private static func broken(
        _ invoice: Invoice, _ warnings: [Problem], _ reader: RuleReader
    ) throws -> [String] {
        let report = RuleSet.current.judge(
            try reader.read(try document(invoice)), at: now.instant)
        let told = Set(warnings.map(\.rule))
        var broken = report.errors + report.warnings.filter { !told.contains($0) }
        broken += report.aborts.map(\.id) + report.schemaFaults.map { "\($0)" }
        broken += report.ownFindings.filter { $0.rule != .lateNote }.map { "\($0)" }
        return broken
    }

    /// The document with a stamp that nobody made: its form is all that the rules look at.
    private static func document(_ invoice: Invoice) throws -> [UInt8] {
        let uuid = DocumentUUID(random: Array(repeating: 7, count: 16))
        let icv = try #require(InvoiceCounterValue(12))
        let unstamped = UBLWriter.write(
            invoice, seller: seller, uuid: uuid, at: ChainPosition(icv: icv, pih: .initial))
        let stamp = SignatureBlock.write(
            hash: unstamped.hash, signature: [0x30, 0x00],
            certificate: SignatureBlock.StampTexts(
                certificate: Array("MIIB".utf8), digest: Array("ZGln".utf8), issuer: "CN=Test",
                serial: "1"), signingTime: "2026-04-01T09:00:00")
        return unstamped.stamped(extension: stamp, qr: Array("AQNBQkM=".utf8))
    }

    /// The same draft with what its prices add up to as the expected total.
    private static func faultsWithShelfTotal(
        _ document: RandomDocument, _ invoice: Invoice, _ reader: RuleReader
    ) throws -> [String]? {
        guard document.draft.includesVAT, document.draft.rounding == nil,
            let rounding = invoice.totals.payableRounding
        else { return nil }
        let shelf = invoice.totals.taxInclusive + rounding
        let draft = document.json.setting("/expect_total", .string(shelf.description))
        guard case .success(let (solved, warnings)) = check(draft) else {
            return ["expect_total \(shelf) is refused"]
        }
        var faults = Relations.faults(solved) + (try broken(solved, warnings, reader))
        if solved.totals.payable != invoice.totals.payable { faults.append("payable") }
        for (line, plain) in zip(solved.lines, invoice.lines)
        where (line.netAmount - plain.netAmount).hundredths.magnitude > 1 {
            faults.append("a line moved too far")
        }
        let isExact = solved.totals.taxInclusive == shelf
        if isExact != (solved.totals.payableRounding == nil) { faults.append("BT-114") }
        return faults
    }

    private static func write(
        _ draft: JSONValue, _ invoice: Invoice, to out: UnsafeMutablePointer<FILE>
    ) {
        let totals = invoice.totals
        let line: JSONValue = [
            "draft": draft,
            "exclusive": .string(totals.taxExclusive.description),
            "tax": .string(totals.tax.description),
            "tax_in_riyals": .string(totals.taxInSAR.description),
            "inclusive": .string(totals.taxInclusive.description),
            "payable": .string(totals.payable.description),
            "nets": .array(invoice.lines.map { .string($0.netAmount.description) }),
        ]
        fputs(line.serialized() + "\n", out)
    }
}
