import Encoding
import Foundation
import TestSupport
import Testing

/// What a command said and how it ended.
struct Outcome {
    let status: Int32
    let output: String
    let talk: String

    var isKilled: Bool { status == 128 + SIGKILL }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Each line as JSON.
    func json() throws -> [JSONValue] {
        try lines.map { try JSONReader.read(Array($0.utf8), limits: .any) }
    }

    /// The code of the error that `--json` told.
    var errorCode: String? { (try? json())?.last?["error"]?["code"]?.text }
}

extension JSONLimits {
    static let any = JSONLimits(bytes: 1 << 26, depth: 32)
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
    var isTrue: Bool { self == .bool(true) }
}

/// What the library between the program and the system does to it; see `Files/shim.txt`.
struct Shim {
    var kill: Int?
    var isTorn = false
    var room: Int?
    var isCheap = true
    var waits = false
    var clockSeconds: Int?
    /// While this file is there, the clock is three seconds behind.
    var step: String?
    var deadlineMilliseconds: Int?
    var log: String?

    static let cheap = Shim()
    /// Nothing but the program.
    static let honest = Shim(isCheap: false)

    var environment: [String: String] {
        var all: [String: String] = [:]
        all["SHIM_KILL"] = kill.map(String.init)
        all["SHIM_TEAR"] = isTorn ? "1" : nil
        all["SHIM_ROOM"] = room.map(String.init)
        all["SHIM_CHEAP"] = isCheap ? "1" : nil
        all["SHIM_WAIT"] = waits ? "1" : nil
        all["SHIM_CLOCK"] = clockSeconds.map(String.init)
        all["SHIM_STEP"] = step
        all["SHIM_DEADLINE"] = deadlineMilliseconds.map(String.init)
        all["SHIM_LOG"] = log
        return all
    }
}

/// A folder of its own, in which commands are run with the built program as `sijil`.
final class Bench: Sendable {
    let folder: String

    /// The program stands beside the test bundle.
    static let program: String = {
        if let named = ProcessInfo.processInfo.environment["SIJIL_PROGRAM"] { return named }
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appendingPathComponent("sijil").path
    }()

    static let files = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Files").path

    /// The shim, compiled once; the C compiler of the Swift toolchain or of the system will do.
    static let shim = Result {
        let library = NSTemporaryDirectory() + "sijil-shim-\(getpid()).so"
        let source = files + "/shim.txt"
        let compile = "-x c -shared -fPIC '\(source)' -o '\(library)' -ldl"
        let tried = try shell("cc \(compile) || clang \(compile)")
        guard tried.status == 0 else { throw NoCompiler(words: tried.output) }
        return library
    }

    struct NoCompiler: Error { let words: String }

    init() throws {
        // Memory, where there is some: every step of the program is flushed to the disk.
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        folder = (isThere ? memory + "/" : NSTemporaryDirectory()) + "sijil-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func read(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// Runs the program.
    ///
    /// - Parameter limit: A line of shell before it, such as a `ulimit`.
    func sijil(
        _ arguments: [String], shim: Shim = .cheap, environment: [String: String] = [:],
        limit: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: limit == nil ? Self.program : "/bin/sh")
        process.arguments =
            limit.map { ["-c", $0 + "; exec \"$0\" \"$@\"", Self.program] + arguments } ?? arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        for name in ["SIJIL_LEDGER", "LC_ALL", "LC_MESSAGES", "LANG", "https_proxy", "http_proxy"] {
            variables[name] = nil
        }
        variables["LD_PRELOAD"] = try Self.shim.get()
        variables.merge(shim.environment) { $1 }
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardInput = FileHandle.nullDevice
        let tag = UUID().uuidString
        let (out, err) = (path(".out-" + tag), path(".err-" + tag))
        // Through files: a pipe that nobody reads would stop a talkative program.
        for name in [out, err] { try Data().write(to: URL(fileURLWithPath: name)) }
        let (outFile, errFile) = try (handle(out), handle(err))
        process.standardOutput = outFile
        process.standardError = errFile
        try process.run()
        process.waitUntilExit()
        try outFile.close()
        try errFile.close()
        let isCrash = process.terminationReason == .uncaughtSignal
        let outcome = Outcome(
            status: isCrash ? 128 + process.terminationStatus : process.terminationStatus,
            output: String(decoding: try read(".out-" + tag), as: UTF8.self),
            talk: String(decoding: try read(".err-" + tag), as: UTF8.self))
        for name in [out, err] { try FileManager.default.removeItem(atPath: name) }
        transcript.withLock { $0 += outcome.output + outcome.talk }
        return outcome
    }

    /// Runs what has to succeed.
    @discardableResult
    func must(_ arguments: String..., shim: Shim = .cheap) throws -> Outcome {
        let outcome = try sijil(arguments, shim: shim)
        try #require(
            outcome.status == 0,
            "\(arguments) ended with \(outcome.status): \(outcome.output)\(outcome.talk)")
        return outcome
    }

    /// Everything that the program said so far.
    let transcript = Locked("")

    private func handle(_ path: String) throws -> FileHandle {
        try #require(FileHandle(forWritingAtPath: path))
    }
}

/// A value that threads take turns at.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    @discardableResult
    func withLock<R>(_ body: (inout Value) throws -> R) rethrows -> R {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }

    var now: Value { withLock { $0 } }
}
