/// The body of an answer as servers send it: looser than what we accept from people, in two ways
/// that lose nothing.
///
/// Whoever acts on an answer and whoever checks later what it said read it through here, so that
/// they never differ about it.
public enum ReceivedJSON {
    /// Skips a byte order mark and takes off an outer `{"value": {…}}`.
    public static func read(
        _ body: [UInt8], limits: JSONLimits
    ) throws(JSONError) -> JSONValue {
        unwrapped(try JSONReader.read(Array(withoutMark(body)), limits: limits))
    }

    /// RFC 8259 forbids writers the mark and lets readers skip it.
    public static func withoutMark(_ body: [UInt8]) -> ArraySlice<UInt8> {
        body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body[...]
    }

    /// The official description prints one answer inside a member `value`; live ones are flat.
    private static func unwrapped(_ value: JSONValue) -> JSONValue {
        guard case .object(let members) = value, members.count == 1 else { return value }
        guard let inner = value["value"], case .object = inner else { return value }
        return inner
    }
}
