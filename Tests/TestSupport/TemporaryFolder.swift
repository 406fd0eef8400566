import Glibc

/// A folder of its own for a test, removed with all in it.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        var template = Array("/tmp/sijil-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw TestSupportError.system("mkdtemp", errno) }
        path = String(cString: made)
    }

    deinit { _ = try? shell("rm -rf '\(path)'") }

    public func file(_ name: String) -> String { path + "/" + name }

    /// - Returns: The file's path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        try File.write(bytes, to: file(name))
        return file(name)
    }

    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }
}

/// Whole files, without Foundation.
public enum File {
    public static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw TestSupportError.system(path, errno) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else {
            throw TestSupportError.system(path, errno)
        }
        return bytes
    }

    public static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw TestSupportError.system(path, errno) }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else {
            throw TestSupportError.system(path, errno)
        }
    }
}

/// What a test needed of the system, and its error number.
public enum TestSupportError: Error {
    case system(String, Int32)
}
