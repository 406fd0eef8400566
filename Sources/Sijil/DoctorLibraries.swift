import Glibc
import HTTP

/// The versions of the libraries as they are loaded, not as they were built against.
enum DoctorLibraries {
    static var all: [(name: String, version: String)] {
        [
            ("SQLite", function("sqlite3_libversion")),
            ("libxml2", dotted(text("xmlParserVersion"))),
            ("libsecp256k1.so", file("libsecp256k1")), ("libcurl", curl[0]), ("OpenSSL", curl[1]),
        ]
    }

    private static let unknown = "?"

    /// libcurl names itself first, then what it encrypts with: the OpenSSL that we use too.
    private static var curl: [String] {
        let parts = HTTPClient.versionText.split(separator: " ").prefix(2).map { part in
            part.split(separator: "/").last.map(String.init) ?? unknown
        }
        return parts.count == 2 ? parts : [unknown, unknown]
    }

    /// 20914 is 2.9.14; what distributions add is left out.
    private static func dotted(_ text: String) -> String {
        guard let number = Int(text.prefix { $0.isNumber }) else { return text }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }

    private static func function(_ name: String) -> String {
        typealias Function = @convention(c) () -> UnsafePointer<CChar>?
        guard let symbol = dlsym(nil, name) else { return unknown }
        // The symbol of this name is a function without arguments in every version.
        return unsafeBitCast(symbol, to: Function.self)().map { String(cString: $0) } ?? unknown
    }

    /// A library that says its version in a variable.
    private static func text(_ name: String) -> String {
        guard let symbol = dlsym(nil, name) else { return unknown }
        let text = symbol.load(as: UnsafePointer<CChar>?.self)
        return text.map { String(cString: $0) } ?? unknown
    }

    /// A library that does not say it: the name of its file does.
    private static func file(_ library: String) -> String {
        guard let maps = try? Files.read("/proc/self/maps", limitBytes: 1 << 22) else {
            return unknown
        }
        let begin = "/\(library).so."
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            guard let found = line.firstRange(of: begin) else { continue }
            return String(line[found.upperBound...])
        }
        return unknown
    }
}
