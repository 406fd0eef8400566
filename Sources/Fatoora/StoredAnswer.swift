import Cryptography
import Encoding

/// Reads again what a stored answer said.
public enum StoredAnswer {
    /// The token of the CSID in a stored answer, exactly as it was sent: it is one half of the
    /// login. `nil` if the answer holds none.
    public static func token(in response: [UInt8]) -> String? {
        guard let body = body(of: response),
            case .object(let object) = AnswerBody.read(body, redaction: Redaction(secrets: []))
        else { return nil }
        return object.text("binarySecurityToken")
    }

    /// What a stored answer said of a document; `nil` if there is no object in it.
    public static func validation(in response: [UInt8]) -> ValidationAnswer? {
        guard let body = body(of: response),
            case .object(let object) = AnswerBody.read(body, redaction: Redaction(secrets: []))
        else { return nil }
        return ValidationAnswer(object)
    }

    /// Why a stored answer refused a request without judging its document.
    public static func refusals(in response: [UInt8]) -> [FatooraMessage] {
        guard let body = body(of: response),
            case .object(let object) = AnswerBody.read(body, redaction: Redaction(secrets: []))
        else { return [] }
        return ValidationAnswer(object).refusals(orIn: object)
    }

    /// What stands behind the empty line that ends the head.
    private static func body(of response: [UInt8]) -> [UInt8]? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard response.count >= end.count else { return nil }
        for start in 0...(response.count - end.count)
        where response[start..<start + end.count].elementsEqual(end) {
            return Array(response[(start + end.count)...])
        }
        return nil
    }
}
