import Glibc

/// Both outputs of a shell command, and its exit status; nothing is on its standard input.
@discardableResult
public func shell(_ command: String) throws -> (output: String, status: Int32) {
    guard let pipe = popen("{ \(command)\n} 2>&1 </dev/null", "r") else {
        throw TestSupportError.system("popen", errno)
    }
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    let status = pclose(pipe)
    return (String(decoding: bytes, as: UTF8.self), status >> 8 & 0xFF)
}

/// What the sqlite3 program answers.
public func sqlite(_ path: String, _ sql: String) throws -> (output: String, status: Int32) {
    try shell("sqlite3 -bail '\(path)' <<'SQL'\n\(sql)\nSQL")
}
