import Foundation
import Testing

/// The two libraries between the program and the system; each is described where its source begins.
enum FaultShim {
    private static let libraries = Result {
        let bench = try Workbench()
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../EnrolmentTests/Files").path
        return try ["shim", "faults"].map { name in
            let path = NSTemporaryDirectory() + "sijil-cli-\(name)-\(getpid()).so"
            let compile = "-x c -shared -fPIC '\(folder)/\(name).txt' -o '\(path)' -ldl"
            try bench.must("cc \(compile) || clang \(compile)")
            return path
        }.joined(separator: " ")
    }

    /// Runs the program with a cheap passphrase, and with the faults that the variables name.
    static func run(_ bench: Workbench, _ faults: String, _ command: String) throws -> Outcome {
        let preload = "SHIM_CHEAP=1 LD_PRELOAD='\(try libraries.get())'"
        return try bench.run("env \(preload) \(faults) sijil \(command)")
    }

    /// A ledger that is ready to issue its first document, in memory where there is some.
    static func shop() throws -> Workbench {
        let bench = try Shop.bare()
        for command in [
            "init shop.sijil --seller seller.json --environment emulator --passphrase-file pass",
            "cert install --key key.der --cert certificate.pem --passphrase-file pass",
        ] {
            let made = try run(bench, "", command)
            try #require(made.status == 0, "\(made.output)\(made.talk)")
        }
        return bench
    }
}
