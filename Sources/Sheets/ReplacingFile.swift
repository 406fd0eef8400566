import Glibc

/// A file that appears under its name only when it is complete.
final class ReplacingFile {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isFinished = false

    init(_ path: String) throws(SheetError) {
        self.path = path
        var template = Array((path + ".XXXXXX").utf8CString)
        let opened = template.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return -1 }
            return mkstemp(base)
        }
        guard opened >= 0 else { throw .system(operation: "creating", path: path, errno: errno) }
        descriptor = opened
        temporary = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(temporary) }
    }

    func write(_ bytes: [UInt8]) throws(SheetError) {
        var position = 0
        while position < bytes.count {
            let written = bytes.withUnsafeBytes {
                Glibc.write(
                    descriptor, $0.baseAddress.map { $0 + position }, bytes.count - position)
            }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else {
                throw .system(operation: "writing", path: path, errno: errno)
            }
            position += written
        }
    }

    func finish() throws(SheetError) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw .system(operation: "writing", path: path, errno: errno)
        }
        isFinished = true
    }
}
