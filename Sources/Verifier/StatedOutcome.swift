/// Whether Sijil's word for an answer is what the answer says.
///
/// Only as far as it decides something: that a document was taken in, rejected or turned away. What
/// is stored as unknown claims nothing; any other word for a yes or a no would hide it.
enum StatedOutcome {
    /// - Returns: What the answer says, where that is something else.
    static func contradiction(
        _ outcome: String, status: Int64?, endpoint: String, _ exchange: StoredExchange?
    ) -> String? {
        let said = exchange?.status
        if let said, said != status { return "HTTP \(said)" }
        switch outcome {
        case "accepted", "accepted-with-warnings":
            guard let status, (200...299).contains(status), status != 208 else {
                return text(status)
            }
            return refusal(in: exchange, endpoint)
        case "already-accepted": return status == 208 || status == 409 ? nil : text(status)
        case "cleared-without-copy":
            let isSuccess = status.map { (200...299).contains($0) || $0 == 409 } ?? false
            guard isSuccess, endpoint == "clearance" else { return text(status) }
            // Both say that an earlier sending was accepted, whatever the body says of this one.
            return status == 409 || status == 208 ? nil : refusal(in: exchange, endpoint)
        case "rejected":
            guard status == 400 || (endpoint == "compliance-check" && status != nil) else {
                return text(status)
            }
            return nil
        case "clearance-off": return status == 303 ? nil : text(status)
        case "unauthorised": return status == 401 ? nil : text(status)
        case "forbidden": return status == 403 ? nil : text(status)
        case "too-large": return status == 413 ? nil : text(status)
        case "too-many-requests": return status == 429 ? nil : text(status)
        case "never-sent": return status == nil ? nil : text(status)
        case "unknown": return nil
        default: return verdict(in: exchange, status: status, endpoint)
        }
    }

    /// What an answer decides; `nil` where it decides nothing.
    private static func verdict(
        in exchange: StoredExchange?, status: Int64?, _ endpoint: String
    ) -> String? {
        guard let exchange, exchange.body != nil, let status else { return nil }
        let reporting = exchange.verdict("reportingStatus")
        let clearance = exchange.verdict("clearanceStatus")
        let no = [reporting, clearance].compactMap(\.self).first { $0.hasPrefix("NOT_") }
        switch status {
        case 208: return text(status)
        case 200...299:
            // A success that says no contradicts itself, but for the checks of an enrolment.
            if let no { return endpoint == "compliance-check" ? no : nil }
            return [reporting, clearance].compactMap(\.self).first {
                $0 == "REPORTED" || $0 == "CLEARED"
            }
        // The 400 for a document that was taken in before is no rejection.
        case 400: return exchange.names("Duplicate-Invoice") ? nil : no
        default: return nil
        }
    }

    private static func text(_ status: Int64?) -> String { status.map { "HTTP \($0)" } ?? "–" }

    /// What the body of a success says instead of yes; `nil` where it says yes.
    private static func refusal(in exchange: StoredExchange?, _ endpoint: String) -> String? {
        guard let exchange, exchange.body != nil else { return "–" }
        let reporting = exchange.verdict("reportingStatus")
        let clearance = exchange.verdict("clearanceStatus")
        let results = exchange.text("status", in: "validationResults")
        if reporting == "NOT_REPORTED" || clearance == "NOT_CLEARED" {
            return [reporting, clearance].compactMap(\.self).first { $0.hasPrefix("NOT_") }
        }
        if results == "ERROR" { return results }
        // One of the two is enough, at either endpoint; the checks of an enrolment have neither.
        if reporting == "REPORTED" || clearance == "CLEARED" { return nil }
        if let other = reporting ?? clearance { return other }
        if results == "PASS" || results == "WARNING" { return nil }
        return (endpoint == "clearance" ? "clearanceStatus" : "reportingStatus") + ": –"
    }
}
