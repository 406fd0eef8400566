import Glibc
import Synchronization

/// A temporary file without a name, for what an audit keeps of every document: so its memory does
/// not grow with the ledger.
///
/// It is made when first needed, only this user can read it, and the system removes it when the
/// process ends, however that ends. Where there is no room for it, all stays in memory.
final class ScratchFile: Sendable {
    private struct State {
        /// -1 before the first use.
        var descriptor: Int32 = -1
        var end: Int64 = 0
        var isRefused = false
        var failure: Int32?
    }

    private let folder: String
    private let state = Mutex(State())

    init(in folder: String) { self.folder = folder }

    deinit {
        state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } }
    }

    /// The system's error number where bytes did not come back as they were written: whatever was
    /// made of them counts for nothing.
    var failure: Int32? { state.withLock { $0.failure } }

    /// - Returns: Where the bytes now stand; `nil` if the file takes no more.
    func append(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        state.withLock { state in
            if state.isRefused { return nil }
            if state.descriptor < 0 { state.descriptor = Self.make(in: folder) }
            let place = state.end
            var done = 0
            while state.descriptor >= 0, done < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                let count = pwrite(
                    state.descriptor, rest.baseAddress, rest.count, off_t(place) + off_t(done))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                done += count
            }
            guard state.descriptor >= 0, done == bytes.count else {
                state.isRefused = true
                return nil
            }
            state.end = place + Int64(bytes.count)
            return place
        }
    }

    /// Fills `bytes` with what stands at `place`; with zeros, and `failure` set, where that cannot
    /// be read.
    func read(_ bytes: UnsafeMutableRawBufferPointer, at place: Int64) {
        let descriptor = state.withLock { $0.descriptor }
        var done = 0
        while done < bytes.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(place) + off_t(done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = count < 0 ? errno : EIO
                state.withLock { $0.failure = $0.failure ?? reason }
                rest.initializeMemory(as: UInt8.self, repeating: 0)
                return
            }
            done += count
        }
    }

    private static func make(in folder: String) -> Int32 {
        var template = Array((folder + "/sijil-audit-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return descriptor }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }
}
