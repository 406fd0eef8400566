import Cryptography
import Encoding
import Fatoora
import Invoicing
import Ledger

/// An answer that brought a CSID, as it waits in the key store between the wire and the ledger.
///
/// The authority gives a secret once. Were it first in the ledger's transaction or first in a file
/// of its own, a crash between the two would lose one half; so all of the answer is kept in one
/// sealed file, and what follows can be done any number of times.
///
/// The bytes: one line of JSON without the secret, a line feed, then the secret to the end.
struct SealedAnswer {
    let answer: NewAnswer
    let token: String
    let secret: SecretBytes

    /// Real answers have a few thousand bytes. One beyond this is kept without its text: a file of
    /// the key store holds no more, and the secret matters.
    private static let longestResponse = 1 << 18

    init(_ record: FatooraRecord, csid: IssuedCSID) {
        var answer = NewAnswer(record, requestID: csid.requestID)
        if (answer.response?.count ?? 0) > Self.longestResponse { answer.response = nil }
        self.answer = answer
        token = csid.credential.token
        secret = csid.credential.secret
    }

    var csid: IssuedCSID {
        IssuedCSID(
            requestID: answer.requestID.flatMap(ComplianceRequestID.init),
            credential: CSIDCredential(token: token, secret: secret))
    }

    // MARK: Bytes

    func sealed() -> SecretBytes {
        let head: JSONValue = [
            "outcome": .string(answer.outcome),
            "status": answer.status.map { JSONValue($0) } ?? .null,
            "bytes_sent": answer.bytesSent.map { JSONValue($0) } ?? .null,
            "started_at": .string(answer.startedAt.description),
            "finished_at": .string(answer.finishedAt.description),
            "request_id": JSONValue(answer.requestID),
            "response": JSONValue(answer.response.map { Base64.encode($0) }),
            "token": .string(token),
        ]
        let line = Array(head.serialized().utf8) + [0x0A]
        return secret.withBytes { bytes in
            SecretBytes(count: line.count + bytes.count) { out in
                out.copyBytes(from: line)
                guard let end = out.baseAddress else { return }
                UnsafeMutableRawBufferPointer(start: end + line.count, count: bytes.count)
                    .copyMemory(from: bytes)
            }
        }
    }

    /// - Returns: `nil` for bytes that this program did not write.
    init?(_ sealed: SecretBytes) {
        let parts: (head: [UInt8], secret: SecretBytes)? = sealed.withBytes { bytes in
            guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
            let secret = UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...])
            return (Array(bytes[..<end]), SecretBytes(copying: secret))
        }
        guard let parts, let head = try? JSONReader.read(parts.head, limits: Self.limits),
            case .string(let outcome) = head["outcome"], case .string(let token) = head["token"],
            case .string(let started) = head["started_at"], let startedAt = Instant(started),
            case .string(let finished) = head["finished_at"], let finishedAt = Instant(finished)
        else { return nil }
        self.token = token
        secret = parts.secret
        answer = NewAnswer(
            outcome: outcome, status: Self.integer(head["status"]),
            bytesSent: Self.integer(head["bytes_sent"]), startedAt: startedAt,
            finishedAt: finishedAt, requestID: Self.text(head["request_id"]),
            response: Self.text(head["response"]).flatMap { Base64.decode($0) })
    }

    private static let limits = JSONLimits(bytes: 1 << 25, depth: 4)

    private static func text(_ value: JSONValue?) -> String? {
        if case .string(let text) = value { text } else { nil }
    }

    private static func integer(_ value: JSONValue?) -> Int? {
        if case .number(let text) = value { Int(text) } else { nil }
    }
}

extension NewAnswer {
    init(_ record: FatooraRecord, requestID: ComplianceRequestID?) {
        self.init(
            outcome: record.outcome.code, status: record.status, bytesSent: record.bytesSent,
            startedAt: record.startedAt, finishedAt: record.finishedAt, requestID: requestID?.text,
            response: record.responseBytes)
    }
}
