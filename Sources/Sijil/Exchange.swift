import Glibc

/// Exchanges two files or folders by name, durably: after a crash either both names were exchanged
/// or none.
enum Exchange {
    /// The names are in one folder.
    ///
    /// - Throws: ``SijilError/fileUnwritable(path:reason:)``
    static func swap(_ first: String, _ second: String) throws(SijilError) {
        guard exchange(first, second) == 0 else {
            throw .fileUnwritable(path: second, reason: SystemReason.current)
        }
        try syncFolder(of: second)
    }

    /// Puts a file in the place of another one, which gets the name `aside`. At every moment one of
    /// the two has the place.
    static func replace(
        _ path: String, by new: String, aside: String
    ) throws(SijilError) {
        // The new file first takes the name of the old one, so that one step ends it all.
        guard rename(new, aside) == 0 else {
            throw .fileUnwritable(path: aside, reason: SystemReason.current)
        }
        if exchange(aside, path) == 0 { return try syncFolder(of: path) }
        // A file system that cannot exchange: the old file has two names for a moment.
        guard errno == EINVAL || errno == ENOSYS, rename(aside, new) == 0,
            link(path, aside) == 0, rename(new, path) == 0
        else { throw .fileUnwritable(path: path, reason: SystemReason.current) }
        try syncFolder(of: path)
    }

    /// Gives a file a name that nobody has.
    static func place(_ new: String, at path: String) throws(SijilError) {
        guard access(path, F_OK) != 0 else { throw .fileExists(path: path) }
        guard rename(new, path) == 0 else {
            throw .fileUnwritable(path: path, reason: SystemReason.current)
        }
        try syncFolder(of: path)
    }

    static func syncFolder(of path: String) throws(SijilError) {
        let folder = FilePath.split(path).folder
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .fileUnwritable(path: folder, reason: SystemReason.current)
        }
    }

    /// `renameat2` with `RENAME_EXCHANGE`, looked up by name since Glibc's module hides it.
    private static func exchange(_ first: String, _ second: String) -> Int32 {
        typealias Function =
            @convention(c) (
                Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
            ) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else {
            errno = ENOSYS
            return -1
        }
        // The symbol of this name is the function that renameat2(2) describes.
        let renameat2 = unsafeBitCast(symbol, to: Function.self)
        let exchangeFlag: UInt32 = 2
        return renameat2(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag)
    }
}

/// Names of files.
enum FilePath {
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }

    /// A file's absolute path, symbolic links resolved; of one that is not there, its folder's.
    static func resolve(_ path: String) throws(SijilError) -> String {
        if let whole = real(path) { return whole }
        var status = stat()
        let (folder, name) = split(path)
        // A link that leads nowhere says nothing of where the file should be.
        guard lstat(path, &status) != 0, errno == ENOENT, let place = real(folder), !name.isEmpty
        else { throw .fileUnreadable(path: path, reason: SystemReason(errorNumber: ENOENT)) }
        return place == "/" ? "/" + name : place + "/" + name
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A time as it may stand in a file's name: YYYY-MM-DDThhmmssZ.
    static func time(_ text: String) -> String { text.filter { $0 != ":" } }

    /// The name, or the first of `name-2`, `name-3`, … that is free.
    static func unused(_ name: String) -> String {
        var candidate = name
        var number = 2
        var status = stat()
        while lstat(candidate, &status) == 0 {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

}
