import CLibZip
import Glibc

/// A package that is written part by part. libzip asks for the parts' bytes when it closes, writes
/// them to a file beside the target and puts that in its place.
final class ZipWriter {
    private let archive: OpaquePointer
    private let path: String
    private var parts: [Part] = []
    private var isClosed = false

    /// Days and times of the parts say nothing; without them the same content gives the same bytes.
    private static let partTime: time_t = 315_619_200

    init(_ path: String) throws(SheetError) {
        self.path = path
        var code: Int32 = 0
        guard let opened = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw .system(operation: "creating", path: path, errno: errno)
        }
        archive = opened
    }

    deinit { if !isClosed { zip_discard(archive) } }

    func add(_ name: String, _ text: String) {
        var rest: [UInt8]? = Array(text.utf8)
        add(name) { () throws(SheetError) in
            defer { rest = nil }
            return rest
        }
    }

    /// - Parameter next: Gives the next bytes of the part; `nil` after the last.
    func add(_ name: String, _ next: @escaping () throws(SheetError) -> [UInt8]?) {
        let part = Part(next)
        parts.append(part)
        var failure = zip_error_t()
        zip_error_init(&failure)
        let state = Unmanaged.passUnretained(part).toOpaque()
        guard let source = zip_source_function_create(Part.callback, state, &failure) else {
            preconditionFailure("out of memory")
        }
        let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        precondition(index >= 0, "two parts of one name")
        zip_file_set_mtime(archive, zip_uint64_t(index), Self.partTime, 0)
    }

    func finish() throws(SheetError) {
        if zip_close(archive) == 0 {
            isClosed = true
            return
        }
        if let failure = parts.compactMap(\.failure).first { throw failure }
        let code = zip_error_code_system(zip_get_error(archive))
        throw .system(operation: "writing", path: path, errno: code)
    }

    /// What libzip calls for one part.
    private final class Part {
        private let next: () throws(SheetError) -> [UInt8]?
        private var piece: [UInt8] = []
        private var position = 0
        private(set) var failure: SheetError?

        init(_ next: @escaping () throws(SheetError) -> [UInt8]?) { self.next = next }

        /// - Returns: -1 where the rows failed.
        func read(into out: UnsafeMutableRawPointer, count: Int) -> Int {
            while position == piece.count {
                do {
                    guard let more = try next() else { return 0 }
                    piece = more
                    position = 0
                } catch {
                    failure = error
                    return -1
                }
            }
            let taken = min(count, piece.count - position)
            piece.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                out.copyMemory(from: base + position, byteCount: taken)
            }
            position += taken
            return taken
        }

        static let callback: zip_source_callback = { state, data, length, command in
            guard let state else { return -1 }
            let part = Unmanaged<Part>.fromOpaque(state).takeUnretainedValue()
            switch command {
            case ZIP_SOURCE_OPEN, ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE: return 0
            case ZIP_SOURCE_READ:
                guard let data else { return -1 }
                return zip_int64_t(part.read(into: data, count: Int(length)))
            case ZIP_SOURCE_STAT:
                guard let data else { return -1 }
                zip_stat_init(data.assumingMemoryBound(to: zip_stat_t.self))
                return zip_int64_t(MemoryLayout<zip_stat_t>.size)
            case ZIP_SOURCE_ERROR:
                guard let data else { return -1 }
                data.storeBytes(of: ZIP_ER_READ, as: Int32.self)
                data.storeBytes(of: EIO, toByteOffset: 4, as: Int32.self)
                return 8
            case ZIP_SOURCE_SUPPORTS:
                let known = [
                    ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                ]
                return known.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
            default: return -1
            }
        }
    }
}
