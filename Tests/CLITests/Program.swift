import Foundation
import Testing

/// What a command said and how it ended.
struct Outcome {
    let status: Int32
    let output: String
    let talk: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// A folder of its own, in which commands are run with the built program as `sijil`.
final class Workbench: Sendable {
    let folder: String

    /// The program stands beside the test bundle.
    static let program: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appendingPathComponent("sijil").path
    }()

    /// `serving NAME COMMAND…`: a server that outlives the line of shell. What it prints is in
    /// NAME, its number in NAME.pid, and NAME.end is there when it has ended. It holds none of our
    /// descriptors: who waits for the shell would wait for it too.
    private static let serving = """
        #!/usr/bin/env python3
        import os, subprocess, sys, time
        if sys.argv[1] == "--watch":
            name = sys.argv[2]
            with open(name, "wb") as out, open(name + ".err", "wb") as err:
                server = subprocess.Popen(sys.argv[3:], stdout=out, stderr=err)
                with open(name + ".pid", "w") as file: file.write(str(server.pid))
                try: server.wait(900)
                except subprocess.TimeoutExpired: server.kill()
            os.close(os.open(name + ".end", os.O_CREAT))
        else:
            name, null = sys.argv[1], subprocess.DEVNULL
            for end in ("", ".pid", ".end"):
                if os.path.exists(name + end): os.remove(name + end)
            subprocess.Popen([sys.executable, __file__, "--watch"] + sys.argv[1:], stdin=null,
                             stdout=null, stderr=null, start_new_session=True)
            while not os.path.exists(name + ".end"):
                if os.path.exists(name) and os.path.getsize(name) > 0: break
                time.sleep(0.02)

        """

    /// `later HOURS COMMAND…`: as if it were so many hours later.
    private static let later = """
        #!/bin/sh
        hours=$1; shift
        make="-x c -shared -fPIC SOURCE -o .bin/later.so -ldl"
        test -e .bin/later.so || cc $make || clang $make || exit
        SHIM_CLOCK=$((hours * 3600)) LD_PRELOAD="$PWD/.bin/later.so" exec "$@"

        """

    init() throws {
        folder = NSTemporaryDirectory() + "sijil-cli-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder + "/.bin", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/.bin/sijil", withDestinationPath: Self.program)
        let tools = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../tools").standardized.path
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/.bin/test-tsa", withDestinationPath: tools + "/test-tsa")
        try write(Self.serving, to: ".bin/serving")
        chmod(folder + "/.bin/serving", 0o755)
        let shim = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../EnrolmentTests/Files/shim.txt").standardized.path
        try write(Self.later.replacingOccurrences(of: "SOURCE", with: shim), to: ".bin/later")
        chmod(folder + "/.bin/later", 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func read(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    /// Runs a line of shell in the folder; nothing is on its standard input.
    func run(_ command: String) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Through files: a pipe that nobody reads would stop a talkative program.
        process.arguments = ["-c", "{ \(command)\n} >.out 2>.err"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        for name in ["SIJIL_LEDGER", "LC_ALL", "LC_MESSAGES", "LANG"] { environment[name] = nil }
        environment["PATH"] = folder + "/.bin:" + (environment["PATH"] ?? "/usr/bin:/bin")
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        // A signal is told as the shell tells it, so that a crash is never taken for an answer.
        let isCrash = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: isCrash ? 128 + process.terminationStatus : process.terminationStatus,
            output: String(decoding: try read(".out"), as: UTF8.self),
            talk: String(decoding: try read(".err"), as: UTF8.self))
    }

    /// Runs what has to succeed.
    @discardableResult
    func must(_ command: String) throws -> Outcome {
        let outcome = try run(command)
        try #require(
            outcome.status == 0,
            "\(command) ended with \(outcome.status): \(outcome.output)\(outcome.talk)")
        return outcome
    }

    /// SHA-256 by another program, or what stands there instead of a file.
    func sum(_ name: String) throws -> String {
        try run("sha256sum < '\(name)'").output
    }
}
