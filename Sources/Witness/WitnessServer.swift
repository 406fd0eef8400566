import Loopback
import MerkleLog

/// A witness behind HTTP (C2SP "tlog-witness"), on this machine's loopback address and nowhere
/// else.
///
/// Whoever wants to be asked from other machines puts a server of their own before it, which knows
/// TLS and how much it takes from whom.
public final class WitnessServer: Sendable {
    /// What a log puts before `/add-checkpoint`.
    public var url: String { server.url }

    private let server: LoopbackServer

    /// Listens, and returns when requests are answered.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - clock: Now, in seconds since 1970.
    ///   - onFailure: Told why a request could not be answered; the one who asked learns only that.
    public init(
        _ witness: Witness, port: Int = 0, clock: @escaping @Sendable () -> Int64,
        onFailure: @escaping @Sendable (WitnessError) -> Void
    ) throws(WitnessError) {
        do throws(LoopbackError) {
            server = try LoopbackServer(
                name: "sijil-witness", port: port, mostBytes: SignedNote.limitBytes
            ) { call in
                do throws(WitnessError) {
                    return .whole(try Self.answer(call, witness, at: clock()))
                } catch {
                    onFailure(error)
                    return .whole(.text(500, ""))
                }
            }
        } catch {
            throw .address(port: error.port, reason: error.reason)
        }
    }

    /// Closes every connection and returns when the port is free again.
    public func stop() { server.stop() }

    private static func answer(
        _ call: Call, _ witness: Witness, at seconds: Int64
    ) throws(WitnessError) -> Answer {
        if call.path == "/add-checkpoint" {
            guard call.method == "POST" else { return notAllowed("POST") }
            let answer = call.isTooLarge ? .malformed : try witness.answer(call.body, at: seconds)
            return Answer(
                status: answer.status, contentType: answer.contentType, body: answer.body)
        }
        guard let hash = originHash(call.path) else { return .text(404, "") }
        guard call.method == "GET" else { return notAllowed("GET") }
        guard let checkpoint = try witness.checkpoint(originHash: hash) else {
            return .text(404, "")
        }
        return Answer(status: 200, contentType: "text/plain; charset=utf-8", body: checkpoint)
    }

    private static func notAllowed(_ method: String) -> Answer {
        var answer = Answer.text(405, "")
        answer.headers = [("Allow", method)]
        return answer
    }

    /// The middle of `/HASH/checkpoint`, where anybody can read what was cosigned last.
    private static func originHash(_ path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[2] == "checkpoint" else { return nil }
        return String(parts[1])
    }
}
