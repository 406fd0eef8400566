import Foundation
import Synchronization
import Testing

/// Another program that judges what ours made, in a scratch folder of its own.
final class Workbench {
    let folder: String
    private var isKept = false

    /// - Parameter parent: A folder that ends with a slash.
    init(in parent: String = NSTemporaryDirectory()) throws {
        folder = parent + "sijil-test-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        guard !isKept else { return }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// In memory where the system offers it: for hundreds of folders that are synced.
    static func fast() throws -> Workbench {
        access("/dev/shm", W_OK) == 0 ? try Workbench(in: "/dev/shm/") : try Workbench()
    }

    /// Has the folder removed when the process ends instead.
    func keepUntilExit() {
        isKept = true
        Self.kept.withLock { $0.append(folder) }
        atexit {
            for folder in Workbench.kept.withLock({ $0 }) {
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
    }

    private static let kept = Mutex<[String]>([])

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func read(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    struct Outcome {
        let status: Int32
        let output: [UInt8]
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program found on the path, in the folder; standard error is joined to the output
    /// where it failed.
    func run(_ program: String, _ arguments: String...) throws -> Outcome {
        try run(program, list: arguments)
    }

    func run(_ program: String, list arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Outcome(status: status, output: [UInt8](status == 0 ? bytes : bytes + complaints))
    }

    /// Runs a program that must succeed; the result is its standard output.
    @discardableResult
    func must(_ program: String, _ arguments: String...) throws -> Outcome {
        let outcome = try run(program, list: arguments)
        try #require(outcome.status == 0, "\(program) failed: \(outcome.text)")
        return outcome
    }

    func python(_ script: String, _ arguments: String...) throws -> String {
        try write(Array(script.utf8), to: "script.py")
        let outcome = try run("python3", list: ["script.py"] + arguments)
        try #require(outcome.status == 0, "python3 failed: \(outcome.text)")
        return outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
