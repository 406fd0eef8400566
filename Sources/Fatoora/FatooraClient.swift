public import HTTP
public import Invoicing

/// Speaks with the authority: one call, one connection, on the calling thread.
public struct FatooraClient: Sendable {
    public let profile: FatooraEnvironmentProfile
    let http: HTTPClient

    public init(profile: FatooraEnvironmentProfile, settings: HTTPSettings = HTTPSettings()) {
        self.profile = profile
        var settings = settings
        // What is on this computer is never asked for through a proxy that the environment names:
        // the call, secrets and all, would leave the computer.
        if settings.proxy == .environment, profile.url(of: .reporting).isLoopback {
            settings.proxy = .none
        }
        http = HTTPClient(settings: settings)
    }

    /// Fixes the bytes of a call; nothing is sent. Store the intent between this and ``send(_:)``:
    /// no endpoint tells later what became of a document.
    public func prepare(_ call: FatooraCall, language: FatooraLanguage) -> PreparedCall {
        PreparedCall(call, to: profile, language: language)
    }

    /// Sends once. A repeat is the caller's decision, by ``FatooraOutcome/next``.
    public func send(_ call: PreparedCall) -> FatooraExchange {
        precondition(call.profile == profile, "a call goes only where it was prepared for")
        let exchange = http.perform(call.request)
        return FatooraExchange(
            call: call, outcome: exchange.outcome, bytesSent: exchange.bytesSent,
            milliseconds: exchange.milliseconds)
    }
}

/// A call and what came of it.
public struct FatooraExchange: Sendable {
    public let call: PreparedCall
    public let answer: FatooraAnswer
    /// Of the whole request, its secret lines included.
    public let bytesSent: Int
    public let milliseconds: Int
    /// The raw answer; that to a CSID call holds its secret.
    let raw: HTTPOutcome

    public var outcome: FatooraOutcome { answer.outcome }

    init(call: PreparedCall, outcome: HTTPOutcome, bytesSent: Int, milliseconds: Int) {
        self.call = call
        self.bytesSent = bytesSent
        self.milliseconds = milliseconds
        raw = outcome
        answer = FatooraAnswer.read(
            outcome, of: call.endpoint, redaction: Redaction(secrets: call.secrets))
    }

    /// The server's clock by its header `Date`; tells whether ours is wrong.
    public var serverTime: Instant? {
        guard case .answered(let response) = raw else { return nil }
        return response.header("Date").flatMap(HTTPDate.read)
    }

    /// What the ledger stores.
    public func record(startedAt: Instant, finishedAt: Instant) -> FatooraRecord {
        FatooraRecord(self, startedAt: startedAt, finishedAt: finishedAt)
    }
}

extension FatooraExchange: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    public var description: String { "\(call.endpoint.rawValue): \(outcome.code)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["exchange": description]) }
}
