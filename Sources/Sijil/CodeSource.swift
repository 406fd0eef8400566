import Fatoora
import Glibc

/// Where the one-time code comes from; it is asked for only when one is needed.
public enum CodeSource: Sendable {
    case given(String)
    case standardInput
    /// Asks on the terminal with this prompt.
    case terminal(prompt: String)

    private static let maximumBytes = 64

    func read() throws -> OneTimeCode {
        switch self {
        case .given(let text): try OneTimeCode(text)
        case .standardInput: try OneTimeCode(Self.standardInput())
        case .terminal(let prompt): try OneTimeCode(Self.terminal(prompt))
        }
    }

    /// The first line of standard input.
    private static func standardInput() throws(SijilError) -> String {
        guard let line = line(from: STDIN_FILENO) else { throw .codeMissing }
        return line
    }

    /// Asks on the terminal; the digits may be seen, they are spent within the hour.
    private static func terminal(_ prompt: String) throws(SijilError) -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw .codeMissing }
        defer { close(terminal) }
        _ = Files.writeAll(Array(prompt.utf8), to: terminal)
        guard let line = line(from: terminal) else { throw .codeMissing }
        return line
    }

    private static func line(from descriptor: Int32) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < maximumBytes {
            let count = Glibc.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 0x0A else { break }
            bytes.append(byte)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
