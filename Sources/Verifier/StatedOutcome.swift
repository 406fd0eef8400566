/// Whether Sijil's word for an answer is what the answer says.
///
/// Only as far as it decides something: that a document was taken in, rejected or turned away. What
/// is stored as unknown or as trouble claims nothing.
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
            return status == 409 ? nil : refusal(in: exchange, endpoint)
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
        default: return nil
        }
    }

    private static func text(_ status: Int64?) -> String { status.map { "HTTP \($0)" } ?? "–" }

    /// A no in the body of a success; `nil` where there is none.
    private static func refusal(in exchange: StoredExchange?, _ endpoint: String) -> String? {
        guard let exchange, exchange.body != nil else { return "–" }
        for member in ["reportingStatus", "clearanceStatus"] {
            if let word = exchange.text(member), word.hasPrefix("NOT_") { return word }
        }
        let wanted = endpoint == "clearance" ? "clearanceStatus" : "reportingStatus"
        let isStated = exchange.text(wanted) != nil || endpoint == "compliance-check"
        let results = exchange.text("status", in: "validationResults")
        if results == "ERROR" { return "ERROR" }
        return isStated || results != nil ? nil : "\(wanted): –"
    }
}
