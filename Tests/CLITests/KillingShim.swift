import Foundation
import Testing

/// The shim that ends the program at a chosen call; its description is at the top of its source.
enum KillingShim {
    private static let library = Result {
        let path = NSTemporaryDirectory() + "sijil-cli-shim-\(getpid()).so"
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../EnrolmentTests/Files/shim.txt").path
        let bench = try Workbench()
        let compile = "-x c -shared -fPIC '\(source)' -o '\(path)' -ldl"
        try bench.must("cc \(compile) || clang \(compile)")
        return path
    }

    /// What stands before a command, so that it dies instead of making the call of this number.
    static func dying(at place: Int, torn: Bool = false) throws -> String {
        let tear = torn ? "SHIM_TEAR=1 " : ""
        return "SHIM_KILL=\(place) " + tear + (try calm())
    }

    /// The same without a death; the names of the calls go to a file, if one is named.
    static func calm(log: String? = nil) throws -> String {
        let log = log.map { "SHIM_LOG=\($0) " } ?? ""
        return "\(log)SHIM_CHEAP=1 LD_PRELOAD='\(try library.get())' "
    }

    /// How many calls are in such a file; derivations are none.
    static func calls(_ bench: Workbench, _ log: String) throws -> Int {
        String(decoding: try bench.read(log), as: UTF8.self).split(separator: "\n")
            .count { $0 != "derive" }
    }
}
