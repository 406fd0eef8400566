import Loopback

/// An authority behind HTTP, on this machine's loopback address and nowhere else.
public final class EmulatorServer: Sendable {
    public let authority: Authority
    public var port: Int { server.port }
    /// What the client takes as its endpoint.
    public var baseURL: String { rootURL + Authority.basePath }
    /// Where the admin routes and the description are.
    public var rootURL: String { server.url }

    private let server: LoopbackServer

    /// Longer bodies than the largest limit of a scenario are not even read.
    private static let mostBytes = 64 * 1_024 * 1_024

    /// Listens, and returns when requests are answered.
    ///
    /// - Parameter port: 0 for any free one.
    public init(_ authority: Authority, port: Int = 0) throws(EmulatorError) {
        self.authority = authority
        do throws(LoopbackError) {
            server = try LoopbackServer(
                name: "sijil-emulator", port: port, mostBytes: Self.mostBytes
            ) { authority.deliver($0) }
        } catch {
            throw .address(port: error.port, reason: error.reason)
        }
    }

    /// Closes every connection and returns when the port is free again.
    public func stop() { server.stop() }
}
