import Cryptography
import Glibc
import Invoicing
import Sijil

/// A person at a terminal: lines out, lines in. A dialogue is talk, so it goes to standard error.
struct Terminal {
    let language: Language
    private static let maximumBytes = 4_096
    private static let interrupt: UInt8 = 0x03

    /// Whether somebody can be spoken with.
    static var isThere: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Columns of the screen; at most 80, since long lines read badly.
    private var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return min(80, max(30, Int(size.ws_col)))
    }

    // MARK: Out

    /// Shows a paragraph, broken at blanks; lines after the first begin further in.
    func show(_ text: Bilingual, indent: String = "", hanging: String? = nil) {
        let rest = hanging ?? indent
        let lines = TerminalText.wrapped(
            text(language), columns: columns - 1, first: indent, rest: rest)
        write(lines.joined(separator: "\n") + "\n")
    }

    func gap() { write("\n") }

    func write(_ text: String) { Console.write(text, to: STDERR_FILENO) }

    // MARK: In

    /// Shows the prompt and reads one line.
    ///
    /// - Returns: `nil` at the end of input.
    func ask(_ prompt: String) -> String? {
        write(prompt)
        guard let bytes = readLine(isHidden: false) else {
            gap()
            return nil
        }
        return bytes.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The same without showing what is typed.
    ///
    /// - Returns: `nil` at the end of input and after Ctrl-C, with the terminal as it was.
    func askHidden(_ prompt: String) -> SecretBytes? {
        write(prompt)
        defer { gap() }
        return readLine(isHidden: true)
    }

    private func readLine(isHidden: Bool) -> SecretBytes? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var during = before
        // So that the rub-out key takes an Arabic letter away whole.
        during.c_iflag |= tcflag_t(IUTF8)
        if isHidden {
            // Ctrl-C ends the line instead of the program, which would leave the echo off.
            during.c_lflag &= ~tcflag_t(ECHO | ISIG)
            withUnsafeMutableBytes(of: &during.c_cc) { $0[Int(VEOL)] = Self.interrupt }
        }
        // What was typed ahead is no secret that was meant as one.
        tcsetattr(STDIN_FILENO, isHidden ? TCSAFLUSH : TCSANOW, &during)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
        return Self.line()
    }

    /// A terminal gives one line at a time.
    private static func line() -> SecretBytes? {
        var length = 0
        let room = SecretBytes(count: maximumBytes) { out in
            while length < out.count {
                let count = read(
                    STDIN_FILENO, out.baseAddress.map { $0 + length }, out.count - length)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                length += count
                if out[length - 1] == UInt8(ascii: "\n") || out[length - 1] == interrupt { return }
            }
        }
        guard length > 0 else { return nil }
        return room.withBytes { bytes in
            let line = bytes[..<length].prefix { $0 != UInt8(ascii: "\n") }
            guard line.last != interrupt else { return nil }
            return SecretBytes(copying: UnsafeRawBufferPointer(rebasing: line))
        }
    }
}

extension Language {
    /// What the environment says, where it names one of the two.
    static var ofEnvironment: Language? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name), value.pointee != 0 else { continue }
            return allCases.first { String(cString: value).hasPrefix($0.rawValue) }
        }
        return nil
    }
}

// MARK: - Setup

extension Terminal {
    /// The screen on which setup takes place.
    var setupScreen: SetupScreen {
        SetupScreen(tell: tell, ask: ask, askHidden: { askHidden($0(language) + ": ") })
    }

    private func tell(_ notice: SetupScreen.Notice) {
        switch notice {
        case .text(let text):
            gap()
            show(text)
        case .item(let text): show(text, indent: "  ", hanging: "     ")
        case .done(let text): show(text, indent: "+ ", hanging: "  ")
        case .trouble(let problem): show(problem)
        case .command(let command): write("  \(command)\n")
        }
    }

    private func show(_ problem: SetupProblem) {
        show(
            Bilingual(
                en: "\(problem.message.en): \(problem.remedy.en)",
                ar: "\(problem.message.ar): \(problem.remedy.ar)"), indent: "! ", hanging: "  ")
    }

    private func ask(_ question: SetupQuestion, _ problems: [SetupProblem]) -> String? {
        if problems.isEmpty {
            gap()
            show(question)
        } else {
            for problem in problems { show(problem) }
        }
        let proposal = question.proposal.map { " [\(Visible.text($0))]" } ?? ""
        return ask(question.prompt(language) + proposal + ": ")
    }

    private func show(_ question: SetupQuestion) {
        let progress = question.progress.map { "(\($0(language))) " } ?? ""
        for (index, why) in question.why.enumerated() {
            let text = (index == 0 ? progress : "") + why(language)
            show(Bilingual(en: text, ar: text))
        }
        for (index, choice) in question.choices.enumerated() {
            let text = "\(index + 1). \(choice(language))"
            show(Bilingual(en: text, ar: text), indent: "  ", hanging: "     ")
        }
        if let example = question.example {
            show(
                Bilingual(en: "Example: \(example.en)", ar: "مثال: \(example.ar)"), indent: "  ")
        }
    }
}
