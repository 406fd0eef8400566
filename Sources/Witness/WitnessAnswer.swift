/// What a witness says to a request; the numbers are those of HTTP, also where a file carries it.
public enum WitnessAnswer: Hashable, Sendable {
    /// The cosignature line.
    case cosigned([UInt8])
    /// The request is no request.
    case malformed
    /// The checkpoint is not signed by the log's key.
    case unsigned
    /// The log is not one of this witness's.
    case unknownLog
    /// The request starts from another size than the one cosigned last.
    case otherSize(last: Int64)
    /// The new checkpoint contradicts what was cosigned. The request is kept as evidence.
    case inconsistent

    public var status: Int {
        switch self {
        case .cosigned: 200
        case .malformed: 400
        case .unsigned: 403
        case .unknownLog: 404
        case .otherSize: 409
        case .inconsistent: 422
        }
    }

    /// What is sent back.
    public var body: [UInt8] {
        switch self {
        case .cosigned(let line): line
        case .otherSize(let last): Array("\(last)\n".utf8)
        case .malformed, .unsigned, .unknownLog, .inconsistent: []
        }
    }

    public var contentType: String {
        if case .otherSize = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }
}
