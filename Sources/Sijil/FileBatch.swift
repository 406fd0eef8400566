import Glibc

/// Writes many new files into one folder with few waits for the disk.
///
/// A name never shows half a file, also after a power cut: files get their names when the bytes of
/// the whole batch are on the disk. Waiting for each file by itself takes most of an export's time.
final class FileBatch {
    /// Few enough that a run that is killed leaves no great heap of nameless files.
    private static let size = 500

    private let folder: String
    private let descriptor: Int32
    private var waiting: [(temporary: String, path: String)] = []

    init(folder: String) throws(SijilError) {
        self.folder = folder
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .fileUnwritable(path: folder, reason: SystemReason.current)
        }
    }

    deinit {
        for file in waiting { unlink(file.temporary) }
        close(descriptor)
    }

    /// Writes a file, which has its name after ``commit()`` at the latest.
    ///
    /// A file that is already there with the same bytes is left alone; one with other bytes is
    /// never replaced.
    ///
    /// - Throws: ``SijilError/fileExists(path:)``; ``SijilError/fileUnwritable(path:reason:)``.
    func add(_ bytes: [UInt8], name: String) throws(SijilError) {
        let path = "\(folder)/\(name)"
        guard try !Files.isThere(bytes, at: path) else { return }
        let temporary = Files.temporaryName(for: path)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .fileUnwritable(path: path, reason: SystemReason.current) }
        waiting.append((temporary, path))
        let isWritten = Files.writeAll(bytes, to: file)
        let reason = SystemReason.current
        close(file)
        guard isWritten else { throw .fileUnwritable(path: path, reason: reason) }
        if waiting.count == Self.size { try commit() }
    }

    /// Gives what was written its names, durably.
    func commit() throws(SijilError) {
        guard !waiting.isEmpty else { return }
        try syncAll()
        for file in waiting {
            guard Exchange.name(file.temporary, file.path) == 0 else {
                throw .fileUnwritable(path: file.path, reason: SystemReason.current)
            }
            unlink(file.temporary)
        }
        waiting.removeAll(keepingCapacity: true)
        // A file system that cannot sync a folder is no reason to fail: the files are whole.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw .fileUnwritable(path: folder, reason: SystemReason.current)
        }
    }

    /// `syncfs`, looked up by name since Glibc's module hides it.
    private func syncAll() throws(SijilError) {
        typealias Function = @convention(c) (Int32) -> Int32
        guard let symbol = dlsym(nil, "syncfs") else { return sync() }
        // The symbol of this name is the function that syncfs(2) describes.
        let syncfs = unsafeBitCast(symbol, to: Function.self)
        guard syncfs(descriptor) == 0 else {
            throw .fileUnwritable(path: folder, reason: SystemReason.current)
        }
    }
}
