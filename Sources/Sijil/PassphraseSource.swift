public import Cryptography
import Glibc
import KeyStore

/// Where the passphrase of the keys comes from. Never an argument or an environment value: both can
/// be read by others.
public enum PassphraseSource: Sendable {
    case terminal
    case file(String)
    case descriptor(Int32)

    private static let maximumBytes = 1_024
    /// Ctrl-C.
    private static let interrupt: UInt8 = 0x03

    /// Reads it; on a terminal without echo, twice where a new one is chosen.
    public func read(prompt: String, repeatPrompt: String?) throws -> SecretBytes {
        switch self {
        case .file(let path): return try Passphrase.read(file: path)
        case .descriptor(let number):
            return try Passphrase.read(descriptor: number, name: "descriptor \(number)")
        case .terminal:
            let first = try Self.ask(prompt)
            guard let repeatPrompt else { return first }
            let second = try Self.ask(repeatPrompt)
            let isSame = first.withBytes { a in
                second.withBytes { b in a.count == b.count && a.elementsEqual(b) }
            }
            guard isSame else { throw SijilError.passphraseNotRepeated }
            return first
        }
    }

    private static func ask(_ prompt: String) throws(SijilError) -> SecretBytes {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw .passphraseMissing }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { throw .passphraseMissing }
        var silent = before
        // Ctrl-C ends the line here, and the program only when the echo is back on: not every shell
        // turns it on again.
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
        _ = Files.writeAll(Array(prompt.utf8), to: terminal)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        var isInterrupted = false
        defer {
            tcsetattr(terminal, TCSAFLUSH, &before)
            _ = Files.writeAll([0x0A], to: terminal)
            if isInterrupted { raise(SIGINT) }
        }
        var length = 0
        let room = SecretBytes(count: maximumBytes) { out in
            while length < out.count {
                let end = out.baseAddress.map { $0 + length }
                // A terminal gives one line at a time.
                let count = Glibc.read(terminal, end, out.count - length)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                length += count
                isInterrupted = out[length - 1] == interrupt
                if isInterrupted || out[length - 1] == 0x0A { return }
            }
        }
        guard length > 0, !isInterrupted else { throw .passphraseMissing }
        return room.withBytes { bytes in
            let line = bytes[..<length].prefix { $0 != 0x0A }
            return SecretBytes(copying: UnsafeRawBufferPointer(rebasing: line))
        }
    }
}
