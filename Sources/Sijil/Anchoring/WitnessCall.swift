import HTTP
import MerkleLog

extension Workplace {
    /// Asks a witness over HTTP to cosign the newest checkpoint, and puts its signature under it.
    ///
    /// A witness that cosigned another size last says which; it is asked again from there, unless
    /// the caller knew better.
    ///
    /// - Parameters:
    ///   - address: What stands before `/add-checkpoint`.
    ///   - key: The witness's key as one line of text; only what it signed is taken.
    ///   - from: As in ``witnessRequest(from:)``.
    public func askWitness(
        at address: String, key: String, from: Int64?
    ) throws -> KeptCheckpoint {
        _ = try Self.witnessKey(key)
        let first = try ask(address, from: from)
        guard from == nil, let size = Self.otherSize(first) else {
            return try take(first, witness: key)
        }
        return try take(ask(address, from: size), witness: key)
    }

    private func ask(_ address: String, from: Int64?) throws -> HTTPResponse {
        try AnchorCall(
            address, "/add-checkpoint", type: "text/plain; charset=utf-8",
            body: witnessRequest(from: from).bytes
        ).answer()
    }

    private func take(_ response: HTTPResponse, witness: String) throws -> KeptCheckpoint {
        if let size = Self.otherSize(response) { throw AnchorError.otherSize(size) }
        guard response.status == 200 else {
            throw AnchorError.witnessRefused(status: response.status)
        }
        return try addCosignature(response.body, witness: witness)
    }

    private static func otherSize(_ response: HTTPResponse) -> Int64? {
        guard response.status == 409, response.header("Content-Type") == "text/x.tlog.size" else {
            return nil
        }
        return sizeAlone(response.body)
    }
}
