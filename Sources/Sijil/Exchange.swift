import Glibc

/// Exchanges two files or folders by name, durably: after a crash either both names were exchanged
/// or none.
enum Exchange {
    /// The names are in one folder.
    ///
    /// - Throws: ``SijilError/fileUnwritable(path:reason:)``
    static func swap(_ first: String, _ second: String) throws(SijilError) {
        guard rename(first, second, flags: exchangeFlag) == 0 else {
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
        guard Glibc.rename(new, aside) == 0 else {
            throw .fileUnwritable(path: aside, reason: SystemReason.current)
        }
        if rename(aside, path, flags: exchangeFlag) == 0 { return try syncFolder(of: path) }
        // A file system that cannot exchange: the old file has two names for a moment.
        guard errno == EINVAL || errno == ENOSYS, Glibc.rename(aside, new) == 0,
            link(path, aside) == 0, Glibc.rename(new, path) == 0
        else { throw .fileUnwritable(path: path, reason: SystemReason.current) }
        try syncFolder(of: path)
    }

    /// Gives a file a name that nobody has.
    static func place(_ new: String, at path: String) throws(SijilError) {
        guard access(path, F_OK) != 0 else { throw .fileExists(path: path) }
        guard Glibc.rename(new, path) == 0 else {
            throw .fileUnwritable(path: path, reason: SystemReason.current)
        }
        try syncFolder(of: path)
    }

    /// Gives a file a name that nobody has, in the way that the disk knows.
    ///
    /// A second name for the same file is tried first, since it can never take another file's
    /// place. FAT and exFAT, which memory sticks have, know no second names; there the file is
    /// renamed. Under its first name it may be there afterwards, or not.
    ///
    /// - Returns: 0, or -1 with `errno` as `link` sets it.
    static func name(_ new: String, _ path: String) -> Int32 {
        if link(new, path) == 0 { return 0 }
        guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno) else { return -1 }
        if rename(new, path, flags: keepFlag) == 0 { return 0 }
        guard errno == EINVAL || errno == ENOSYS else { return -1 }
        guard access(path, F_OK) != 0 else {
            errno = EEXIST
            return -1
        }
        return Glibc.rename(new, path)
    }

    static func syncFolder(of path: String) throws(SijilError) {
        let folder = FilePath.split(path).folder
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .fileUnwritable(path: folder, reason: SystemReason.current)
        }
    }

    /// `RENAME_NOREPLACE` and `RENAME_EXCHANGE` of renameat2(2).
    private static let (keepFlag, exchangeFlag): (UInt32, UInt32) = (1, 2)

    /// `renameat2`, looked up by name since Glibc's module hides it.
    private static func rename(_ first: String, _ second: String, flags: UInt32) -> Int32 {
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
        return renameat2(AT_FDCWD, first, AT_FDCWD, second, flags)
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
