public import EGS
import HTTP

/// Where an authority is reached and what it wants to hear: one value for each environment.
///
/// The values change only with ``version``, so that `doctor` and the ledger can say by which ones a
/// document was sent.
public struct FatooraEnvironmentProfile: Hashable, Sendable {
    /// Counts from 1; goes up with every change of a value below.
    public static let version = 1
    /// The month of the validator release that the values and codes of this version agree with
    /// (SDK R3.4.8, interface description 2.1.0).
    public static let rulesDate = "2025-07"
    /// The only interface version that the gateway answers (C1).
    public static let acceptVersion = "V2"

    public let environment: Environment
    /// Host and base path, without a slash at the end.
    public let baseAddress: String
    /// The template that a certificate request names (B3).
    public var templateName: String { environment.templateName }
    /// Where the taxpayer fetches one-time codes; `nil` where there is no such page.
    public let portal: String?
    /// Whether certificates are made for the key that asked. The sandbox hands out ready-made ones.
    public var answersWithOwnKey: Bool { environment != .sandbox }

    private static let host = "gw-fatoora.zatca.gov.sa"
    private static let authorityDomain = "zatca.gov.sa"

    /// - Parameter endpoint: The emulator's address, `http://127.0.0.1:PORT` with an optional path;
    ///   required there and refused elsewhere: what one environment gave never goes to another.
    public init(_ environment: Environment, endpoint: String? = nil) throws(FatooraError) {
        self.environment = environment
        if environment != .emulator, let endpoint {
            throw .endpointNotAllowed(environment, endpoint: Self.shown(endpoint))
        }
        switch environment {
        case .sandbox:
            baseAddress = "https://\(Self.host)/e-invoicing/developer-portal"
            portal = "https://sandbox.zatca.gov.sa"
        case .simulation:
            baseAddress = "https://\(Self.host)/e-invoicing/simulation"
            portal = "https://fatoora.zatca.gov.sa"
        case .production:
            baseAddress = "https://\(Self.host)/e-invoicing/core"
            portal = "https://fatoora.zatca.gov.sa"
        case .emulator:
            guard let endpoint else { throw .endpointMissing }
            baseAddress = try Self.emulatorAddress(endpoint)
            portal = nil
        }
    }

    /// - Returns: `nil` only if the base address and the path made no address, which the
    ///   initialiser has ruled out.
    func url(of endpoint: FatooraEndpoint) -> HTTPURL {
        guard let url = HTTPURL(baseAddress + endpoint.path) else {
            preconditionFailure("a checked address and a fixed path make an address")
        }
        return url
    }

    private static func emulatorAddress(_ endpoint: String) throws(FatooraError) -> String {
        guard let url = HTTPURL(endpoint), !url.target.contains("?") else {
            throw .endpointMalformed(shown(endpoint))
        }
        guard url.host != authorityDomain, !url.host.hasSuffix("." + authorityDomain) else {
            throw .endpointIsAuthority(host: url.host)
        }
        // Certificates' secrets travel in the clear over plain http.
        guard url.scheme == .https || url.isLoopback else {
            throw .endpointNotSafe(host: url.host)
        }
        var text = url.description
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// An address as it may be shown: what stands before an `@` may be a password.
    private static func shown(_ address: String) -> String {
        address.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }
}
