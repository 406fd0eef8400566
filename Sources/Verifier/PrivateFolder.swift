import Glibc

/// A folder that only this user can enter, for copies of evidence; removed with all that is in it.
enum PrivateFolder {
    static func make(in parent: String, for path: String) throws(AuditError) -> String {
        var template = Array((parent + "/sijil-audit-XXXXXX").utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress, let name = mkdtemp(start) else { return nil }
            return String(cString: name)
        }
        guard let made else { throw .copyFailed(path: path, folder: parent, reason: errno) }
        return made
    }

    static func copy(_ from: String, to: String, for path: String) throws(AuditError) {
        let source = open(from, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .unreadable(path: from, reason: errno) }
        defer { close(source) }
        let target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw .copyFailed(path: path, folder: to, reason: errno) }
        defer { close(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count >= 0 else { throw .unreadable(path: from, reason: errno) }
            if count == 0 { return }
            var done = 0
            while done < count {
                let written = buffer.withUnsafeBytes { bytes in
                    write(target, bytes.baseAddress.map { $0 + done }, count - done)
                }
                guard written > 0 else { throw .copyFailed(path: path, folder: to, reason: errno) }
                done += written
            }
        }
    }

    /// Removes the files in the folder and the folder; there are no folders in it.
    static func remove(_ folder: String) {
        if let entries = opendir(folder) {
            while let entry = readdir(entries) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != "." && name != ".." { unlink(folder + "/" + name) }
            }
            closedir(entries)
        }
        rmdir(folder)
    }
}

/// SQLite's rollback journal, as far as its list of pages.
///
/// Header: magic (8 bytes), records (4, all ones or 0 if not known), nonce (4), pages of the file
/// before (4), sector size (4), page size (4); records from the end of the first sector: page
/// number (4), page, checksum (4). Big-endian.
enum RollbackJournal {
    private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    private static let most = 10_000

    /// The pages that the cut-off write had saved, as numbered from 1; empty if the journal cannot
    /// be read.
    static func pages(of path: String) -> [Int] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 28)
        guard pread(descriptor, &header, 28, 0) == 28, Array(header[0..<8]) == magic else {
            return []
        }
        let sector = word(header, at: 20)
        let page = word(header, at: 24)
        guard (32...65_536).contains(sector), (512...65_536).contains(page) else { return [] }
        var pages: [Int] = []
        var offset = sector
        var number = [UInt8](repeating: 0, count: 4)
        while pages.count < most, pread(descriptor, &number, 4, off_t(offset)) == 4 {
            let value = word(number, at: 0)
            guard value > 0 else { break }
            pages.append(value)
            offset += page + 8
        }
        return pages
    }

    private static func word(_ bytes: [UInt8], at index: Int) -> Int {
        bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
