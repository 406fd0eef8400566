public import Cryptography
import HTTP
public import Invoicing
import MerkleLog

extension Workplace {
    /// A time stamp that was checked and kept.
    public struct KeptTimestamp: Sendable {
        public let token: TimestampToken
        /// What it is over.
        public let stamped: String
        public let path: String

        public var time: Instant { Instant(secondsSince1970: token.genTime) }
    }

    /// A query for a time-stamping authority, to be carried to it as a file. The same until its
    /// reply is taken.
    ///
    /// - Parameters:
    ///   - file: A checkpoint or a token; `nil` for the newest checkpoint.
    ///   - policy: The policy that is wanted, as a dotted identifier.
    public func timestampQuery(for file: String?, policy: String?) throws -> [UInt8] {
        try subject(file).query(policy: Self.checked(policy)).der
    }

    /// Takes the reply to a query of ``timestampQuery(for:policy:)``.
    ///
    /// - Parameter file: As it was there; `nil` for whichever query it answers.
    public func takeTimestamp(_ reply: [UInt8], for file: String?) throws -> KeptTimestamp {
        let token = try Self.read(reply, from: nil)
        if let file {
            let subject = try subject(file)
            guard let query = try subject.waitingQuery() else { throw TimestampFailure.notAsked }
            return try keep(token, query, subject)
        }
        let waiting = try StampSubject.waiting(in: anchors.path)
        guard let asked = waiting.first(where: { $0.query.difference(from: token) == nil }) else {
            throw TimestampFailure.notAsked
        }
        return try keep(token, asked.query, subject(asked.file))
    }

    /// Asks a time-stamping authority over HTTP, and keeps what it answers.
    public func timestamp(
        _ file: String?, at address: String, policy: String?
    ) throws -> KeptTimestamp {
        let subject = try subject(file)
        let query = TimestampQuery(over: subject.bytes, policy: try Self.checked(policy))
        let response = try AnchorCall(
            address, type: TimestampQuery.mediaType, body: query.der
        ).answer()
        guard response.status == 200,
            response.header("Content-Type")?.lowercased() == TimestampQuery.replyMediaType
        else { throw TimestampFailure.noReply(address: address, status: response.status) }
        return try keep(Self.read(response.body, from: address), query, subject)
    }

    private func keep(
        _ token: TimestampToken, _ query: TimestampQuery, _ subject: StampSubject
    ) throws -> KeptTimestamp {
        if let difference = query.difference(from: token) {
            throw TimestampFailure.otherAnswer(difference)
        }
        let path = try subject.keep(token, answering: query)
        return KeptTimestamp(token: token, stamped: subject.path, path: path)
    }

    private func subject(_ file: String?) throws -> StampSubject {
        let log = try logKey()
        if let file { return try StampSubject(file, log: log) }
        let newest = try anchors.checkpoints().last { $0.checkpoint.origin == log.name }
        guard let newest else { throw AnchorError.noCheckpoint }
        return try StampSubject(anchors.file(of: newest.checkpoint), log: log)
    }

    private static func read(_ reply: [UInt8], from address: String?) throws -> TimestampToken {
        do throws(TimestampError) {
            return try TimestampToken.read(reply)
        } catch {
            if case .refused(let status, let words) = error {
                throw TimestampFailure.refused(status: status, words: words)
            }
            throw TimestampFailure.unsound(path: address, error)
        }
    }

    private static func checked(_ policy: String?) throws -> String? {
        guard let policy else { return nil }
        guard TimestampQuery.isPolicy(policy) else { throw TimestampFailure.policy(policy) }
        return policy
    }
}
