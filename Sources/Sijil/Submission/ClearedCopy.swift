import Invoicing
import Ledger
import StampCheck
import UBL

/// The authority's copy of a document that it cleared.
enum ClearedCopy {
    /// Whether these bytes are our document with another stamp.
    static func isCopy(_ xml: [UInt8], of document: DocumentRecord) -> Bool {
        let report = StampCheck.examine(xml)
        return report.hash == document.hash
            && report.document?.facts.uuid == document.uuid.description
            && report.document?.facts.number == document.number.text
    }
}
