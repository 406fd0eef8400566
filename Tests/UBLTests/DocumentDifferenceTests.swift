import Invoicing
import Testing
import UBL

@Suite("where two documents do not say the same")
struct DocumentDifferenceTests {
    /// One thing that is said otherwise, and where that shows.
    struct Change: Sendable, CustomTestStringConvertible {
        let path: String
        let term: String?
        let before: String?
        let now: String?
        let make: @Sendable (inout Invoice) -> Void
        var testDescription: String { path }

        init(
            _ path: String, _ term: String?, _ before: String?, _ now: String?,
            _ make: @escaping @Sendable (inout Invoice) -> Void
        ) {
            self.path = path
            self.term = term
            self.before = before
            self.now = now
            self.make = make
        }

        static let all = [
            Change("IssueTime", "KSA-25", "13:00:09", "13:00:10") {
                $0.issuedAt = IssueTime("2025-06-10T13:00:10") ?? $0.issuedAt
            },
            Change("InvoiceTypeCode/@name", "KSA-2", "0100000", "0100100") {
                $0.transactionCode = "0100100"
            },
            Change("Note", "BT-22", "شكرا لكم | Thank you", "شكرا لكم | Thank you ") {
                $0.note? += " "
            },
            Change("OrderReference/ID", "BT-13", "PO-77", "PO-78") { $0.purchaseOrder = "PO-78" },
            Change(
                "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName", "BT-44",
                "مشتري العينة | Sample Buyer", "x"
            ) { $0.buyer?.name = "x" },
            Change("PaymentMeans/PaymentMeansCode", "BT-81", "10", "30") { $0.paymentMeans = "30" },
            Change("AllowanceCharge/AllowanceChargeReason", "BG-20, BG-21", "Loyalty", "Other") {
                $0.allowancesCharges[0].reason = "Other"
            },
            Change("TaxTotal[2]/TaxSubtotal/TaxAmount", "BT-117", "60.00", "60.01") {
                $0.vatBreakdown[0].tax = WriterSample.sar("60.01")
            },
            Change("LegalMonetaryTotal/PayableAmount", "BT-115", "460.00", "460.01") {
                $0.totals.payable = WriterSample.sar("460.01")
            },
            Change("InvoiceLine[2]/Item/Name", "BT-153", "Rope", "Ropes") {
                $0.lines[1].name = "Ropes"
            },
            Change("InvoiceLine[2]/InvoicedQuantity", "BT-129", "2.5", "2.51") {
                $0.lines[1].quantity = "2.51"
            },
            Change("InvoiceLine/InvoicedQuantity/@unitCode", "BT-130", "PCE", "KGM") {
                $0.lines[0].unit = "KGM"
            },
            Change("InvoiceLine/Price/PriceAmount", "BT-146", "120.00", "120.000001") {
                $0.lines[0].price = "120.000001"
            },
        ]
    }

    private func differences(
        _ change: (inout Invoice) -> Void, icv: Int64 = 1
    ) throws -> [DocumentDifference] {
        let old = try WriterSample.discounts()
        var new = old
        change(&new)
        return try DocumentDifference.between(
            WriterTests.stamped(WriterTests.document(old)),
            WriterTests.document(new, icv: icv).canonical)
    }

    @Test("each change is found, where it is, and nothing else", arguments: Change.all)
    func one(_ change: Change) throws {
        let found = try differences(change.make)
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(first.path == change.path && first.term == change.term)
        #expect(first.before == change.before && first.now == change.now)
    }

    @Test("stamp and QR code are no difference, nor are zeros behind the point")
    func none() throws {
        #expect(try differences { $0.lines[1].quantity = "2.500" }.isEmpty)
        #expect(try differences { $0.lines[0].price = "120" }.isEmpty)
        let moved = try differences({ _ in }, icv: 2)
        #expect(moved.map(\.path) == ["AdditionalDocumentReference/UUID"])
    }

    @Test("what is added shows with all that is in it")
    func added() throws {
        let rounding = try differences { $0.totals.payableRounding = WriterSample.sar("0.01") }
        #expect(rounding.map(\.now) == ["0.01", "SAR"])
        #expect(rounding.allSatisfy { $0.term == "BT-114" && $0.before == nil })
        let found = try differences { $0.lines.append($0.lines[0]) }
        #expect(found.allSatisfy { $0.path.hasPrefix("InvoiceLine[3]") && $0.before == nil })
        #expect(found.contains { $0.term == "BT-153" && $0.now == "Chair" })
    }
}
