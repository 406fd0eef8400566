/// Why a request got no whole answer. Whether it was sent, ``HTTPOutcome`` tells.
public enum HTTPFailure: Error, Hashable, Sendable {
    /// Our own request or settings cannot be sent; the part is named, never its value.
    case invalidRequest(part: String)
    /// The file of trusted certificates cannot be read or holds none.
    case authorityFileUnusable(path: String)
    case nameNotFound(host: String)
    case proxyNameNotFound
    /// The server (or proxy) could not be reached; the number is the system's (`ECONNREFUSED` and
    /// such), 0 if it gave none.
    case notReachable(systemError: Int32)
    /// The connection did not stand in time.
    case connectDeadline(milliseconds: Int)
    case tls(TLSFailure)
    /// The proxy let nothing through; 407 means that it wants a password.
    case proxyRefused(status: Int?)
    /// The answer was not complete in time.
    case deadline(milliseconds: Int)
    /// The server closed the connection without a word.
    case closedWithoutAnswer
    case connectionLost(systemError: Int32)
    /// The server closed before the length it had announced.
    case answerCut
    case answerTooLarge(limitBytes: Int)
    case headersTooLarge(limitBytes: Int)
    /// What came back is not HTTP.
    case answerNotHTTP
    /// libcurl's number and its fixed text.
    case other(code: Int32, text: String)
}

public enum TLSFailure: Hashable, Sendable {
    /// Signed by nobody whom we trust.
    case notTrusted
    case expired
    case notYetValid
    case revoked
    /// The certificate is for another server.
    case wrongName
    /// Any other fault of the certificate, by OpenSSL's number (`X509_V_ERR_…`).
    case certificate(number: Int)
    /// No agreement on version or cipher, a broken handshake, or no TLS at all; libcurl's words.
    case handshake(detail: String)
}
