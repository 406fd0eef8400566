import Glibc

/// Where a sheet's bytes come from.
public enum SheetInput: Sendable {
    /// A regular file that stays as it is while it is read.
    case file(String)
    /// - Parameter name: What the messages call it.
    case bytes([UInt8], name: String)

    /// What the messages call it: the last part of a path.
    public var name: String {
        switch self {
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        case .bytes(_, let name): name
        }
    }
}

/// The bytes of an input, read from start to end, as often as asked.
final class ByteSource {
    let input: SheetInput
    let count: Int
    private let descriptor: Int32
    private var position = 0

    init(_ input: SheetInput) throws(SheetError) {
        self.input = input
        guard case .file(let path) = input else {
            descriptor = -1
            if case .bytes(let bytes, _) = input { count = bytes.count } else { count = 0 }
            return
        }
        // A pipe would make open wait for its writer.
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else {
            throw .system(operation: "opening", path: path, errno: errno)
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw .system(operation: "opening as a file", path: path, errno: EINVAL)
        }
        descriptor = opened
        count = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    var name: String { input.name }

    /// All bytes that were there when the input was opened are read.
    var isAtEnd: Bool { position >= count }

    func rewind() { position = 0 }

    /// - Returns: How many bytes were put into `buffer`; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SheetError) -> Int {
        if case .bytes(let bytes, _) = input {
            let taken = min(buffer.count, bytes.count - position)
            bytes.withUnsafeBytes {
                buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: $0[position...].prefix(taken)))
            }
            position += taken
            return taken
        }
        while true {
            let taken = pread(descriptor, buffer.baseAddress, buffer.count, position)
            if taken < 0, errno == EINTR { continue }
            guard taken >= 0 else {
                throw .system(operation: "reading", path: name, errno: errno)
            }
            position += taken
            return taken
        }
    }

    /// The first bytes, at most `limit`; the source is at its start afterwards.
    func head(_ limit: Int) throws(SheetError) -> [UInt8] {
        rewind()
        var bytes = [UInt8](repeating: 0, count: min(limit, count))
        var filled = 0
        while filled < bytes.count {
            let result = bytes.withUnsafeMutableBytes { buffer -> Result<Int, SheetError> in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return Result { () throws(SheetError) in try read(into: rest) }
            }
            let taken = try result.get()
            if taken == 0 { break }
            filled += taken
        }
        bytes.removeLast(bytes.count - filled)
        rewind()
        return bytes
    }
}
