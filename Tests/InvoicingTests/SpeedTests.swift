import Encoding
import Invoicing
import Testing

@Suite("speed")
struct SpeedTests {
    /// The figures are printed; only an optimised build on a quiet machine can hold them against
    /// the goal (reading and checking a small draft in about 25 microseconds), so the bound here
    /// only catches a wrong order of growth.
    @Test("a small draft is read and checked in microseconds")
    func smallDraft() throws {
        for name in ["01-simplified-invoice.json", "02-standard-invoice.json"] {
            let bytes = try Examples.bytes(name)
            let json = try JSONReader.read(bytes)
            let draft = try InvoiceDraft.read(json).get()
            let figures = [
                ("JSON", try microseconds { _ = try JSONReader.read(bytes) }),
                ("read", microseconds { _ = InvoiceDraft.read(json) }),
                (
                    "checked",
                    microseconds {
                        _ = draft.checked(seller: seller, defaultIssuedAt: now, now: now)
                    }
                ),
                ("canonical", microseconds { _ = draft.canonicalJSON() }),
            ]
            print("\(name), \(bytes.count) bytes:", figures.map { "\($0.0) \($0.1) us" })
            for (_, figure) in figures { #expect(figure < 5_000) }
        }
    }

    private func microseconds(_ body: () throws -> Void) rethrows -> Double {
        let rounds = 2_000
        let clock = ContinuousClock()
        for _ in 0..<100 { try body() }
        let duration = try clock.measure { for _ in 0..<rounds { try body() } }
        return (duration / .microseconds(rounds) * 100).rounded() / 100
    }
}
