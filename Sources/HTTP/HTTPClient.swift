import CCurl

/// Sends one request and waits on the calling thread.
///
/// Every request has a connection of its own, which is closed afterwards. libcurl sends a request
/// anew when a *reused* connection turns out to be closed, and the server may have read the first
/// one: a document would then be sent twice without our knowledge. Redirects are not followed.
/// Trust, proxy and deadlines are those of ``HTTPSettings``; TLS is 1.2 at least.
public struct HTTPClient: Sendable {
    public let settings: HTTPSettings

    public init(settings: HTTPSettings = HTTPSettings()) { self.settings = settings }

    /// Returns within the deadline, whatever the server or the name server does.
    public func perform(_ request: HTTPRequest) -> HTTPExchange {
        if let part = request.fault ?? settings.fault {
            return HTTPExchange(
                request: request, outcome: .neverSent(.invalidRequest(part: part)), bytesSent: 0,
                milliseconds: 0)
        }
        let transfer = Transfer(request: request, settings: settings)
        let outcome = withoutBrokenPipeSignal { transfer.run() }
        return HTTPExchange(
            request: request, outcome: outcome, bytesSent: transfer.bytesSent,
            milliseconds: transfer.milliseconds)
    }

    /// The library's name and version, for `doctor`.
    public static var versionText: String { String(cString: curl_version()) }
}
