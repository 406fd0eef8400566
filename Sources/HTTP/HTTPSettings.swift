/// How requests travel. Nothing here is read from the environment, except by libcurl itself with
/// ``HTTPProxy/environment``.
public struct HTTPSettings: Hashable, Sendable {
    public var proxy: HTTPProxy
    public var authorities: HTTPAuthorities
    /// Until the connection stands: name, TCP, proxy and TLS together. At least 1.
    public var connectDeadlineMilliseconds: Int
    /// Until the answer's last byte, from the start. At least 1.
    public var deadlineMilliseconds: Int
    public var maximumBodyBytes: Int
    public var maximumHeaderBytes: Int

    public init(
        proxy: HTTPProxy = .environment, authorities: HTTPAuthorities = .system,
        connectDeadlineMilliseconds: Int = 15_000, deadlineMilliseconds: Int = 90_000,
        maximumBodyBytes: Int = 20 << 20, maximumHeaderBytes: Int = 64 << 10
    ) {
        self.proxy = proxy
        self.authorities = authorities
        self.connectDeadlineMilliseconds = connectDeadlineMilliseconds
        self.deadlineMilliseconds = deadlineMilliseconds
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumHeaderBytes = maximumHeaderBytes
    }

    /// The first setting that cannot be; `nil` where all are well.
    var fault: String? {
        guard connectDeadlineMilliseconds >= 1 else { return "connect deadline" }
        guard deadlineMilliseconds >= 1 else { return "deadline" }
        if case .at(let address) = proxy {
            guard !address.isEmpty, address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                return "proxy"
            }
        }
        return nil
    }
}

public enum HTTPProxy: Hashable, Sendable {
    /// Straight to the server, whatever the environment says.
    case none
    /// As curl does it: `https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`.
    case environment
    /// Through this proxy; its address may hold a user and a password, so it is never shown.
    case at(String)
}

extension HTTPProxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .none: "none"
        case .environment: "from the environment"
        case .at(let address): address.split(separator: "@").last.map(String.init) ?? ""
        }
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["proxy": description]) }
}

/// Whose certificates are believed.
public enum HTTPAuthorities: Hashable, Sendable {
    case system
    /// The certificates in this PEM file and no others; for a firm whose proxy opens TLS, or a
    /// test authority.
    case file(String)
}
