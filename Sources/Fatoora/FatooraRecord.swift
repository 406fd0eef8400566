public import Cryptography
public import EGS
import HTTP
public import Invoicing

/// One exchange as the ledger keeps it. It holds no secret and no one-time code: the request's
/// lines `OTP` and `Authorization` are left out, and in the answer the value of `secret`, and
/// whatever the server echoes of ours, is replaced by ``removed``. The digests are of the bytes as
/// stored here.
public struct FatooraRecord: Hashable, Sendable {
    /// Stands where something was taken out of an answer.
    public static let removed = "[removed]"

    public let endpoint: FatooraEndpoint
    public let environment: Environment
    public let profileVersion: Int
    public let startedAt: Instant
    public let finishedAt: Instant
    public let requestBytes: [UInt8]
    public let requestDigest: SHA256Digest
    /// Of all request bytes, the secret lines included; 0 if none left.
    public let bytesSent: Int
    /// `nil` if no status line came.
    public let status: Int?
    /// Header and body of the answer, whole or as much as came; `nil` if nothing did.
    public let responseBytes: [UInt8]?
    public let responseDigest: SHA256Digest?
    public let outcome: FatooraOutcome

    init(_ exchange: FatooraExchange, startedAt: Instant, finishedAt: Instant) {
        let call = exchange.call
        endpoint = call.endpoint
        environment = call.profile.environment
        profileVersion = FatooraEnvironmentProfile.version
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        requestBytes = call.storedBytes
        requestDigest = call.storedDigest
        outcome = exchange.outcome
        bytesSent = exchange.bytesSent
        let issued = exchange.answer.csid.map { [$0.credential.secret] } ?? []
        let redaction = Redaction(secrets: call.secrets + issued)
        switch exchange.raw {
        case .neverSent:
            status = nil
            responseBytes = nil
        case .unknown(_, let partial):
            status = partial.status
            responseBytes =
                partial.headerBytes.isEmpty
                ? nil : redaction.clean(header: partial.headerBytes, body: partial.body)
        case .answered(let response):
            status = response.status
            responseBytes = redaction.clean(header: response.headerBytes, body: response.body)
        }
        responseDigest = responseBytes.map { SHA256.hash($0) }
    }
}
