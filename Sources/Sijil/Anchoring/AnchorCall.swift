import Fatoora
import HTTP
public import Invoicing

/// One question to a server outside that anchors checkpoints: a witness or a time-stamping
/// authority. What comes back proves itself by its signature, so plain `http` will do.
struct AnchorCall {
    let url: HTTPURL
    let type: String
    let body: [UInt8]

    /// Enough for any answer that is one.
    private static let limitBytes = 1 << 18

    /// - Throws: ``AnchorCallError/address(_:)``.
    init(_ address: String, _ path: String = "", type: String, body: [UInt8]) throws {
        let prefix = path.isEmpty || !address.hasSuffix("/") ? address : String(address.dropLast())
        guard let url = HTTPURL(prefix + path) else { throw AnchorCallError.address(address) }
        self.url = url
        self.type = type
        self.body = body
    }

    /// - Throws: ``AnchorCallError/failed(url:reason:)`` where no whole answer came back.
    func answer() throws -> HTTPResponse {
        let client = HTTPClient(
            settings: HTTPSettings(
                proxy: url.isLoopback ? .none : .environment, deadlineMilliseconds: 30_000,
                maximumBodyBytes: Self.limitBytes))
        let request = HTTPRequest(
            .post, url, headers: [HTTPHeader("Content-Type", type)], body: body)
        switch client.perform(request).outcome {
        case .answered(let response): return response
        case .neverSent(let failure), .unknown(let failure, _):
            throw AnchorCallError.failed(url: "\(url)", reason: failure.message)
        }
    }
}

/// Why a server outside was not asked, or did not answer. Nothing was written; asking again does no
/// harm.
public enum AnchorCallError: ExplainedError, Equatable {
    /// The text is no address.
    case address(String)
    case failed(url: String, reason: Bilingual)

    public var code: String {
        switch self {
        case .address: "anchor-address"
        case .failed: "anchor-unreachable"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .address(let text):
            Bilingual(
                en: "“\(text)” is no http or https address", ar: "«\(text)» ليس عنوان http أو https"
            )
        case .failed(let url, let reason):
            Bilingual(en: "\(url): \(reason.en)", ar: "\(url): \(reason.ar)")
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .address:
            Bilingual(
                en: "give the whole address, as https://auditor.example/witness",
                ar: "اكتب العنوان كاملًا، مثل https://auditor.example/witness")
        case .failed:
            Bilingual(
                en: "see that the address is right and the network there, and ask again",
                ar: "تحقق من العنوان ومن الشبكة وأعد الطلب")
        }
    }

    public var mayRetry: Bool {
        if case .failed = self { true } else { false }
    }
}
