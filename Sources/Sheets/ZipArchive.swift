import CLibZip
import Glibc

/// The parts of a workbook's package, read by libzip: nothing is ever written to the disk.
final class ZipArchive {
    private let archive: OpaquePointer
    let name: String
    let limits: SheetLimits
    /// Part names in lower case, as workbook programs compare them, with their places.
    private var places: [String: zip_uint64_t] = [:]
    private(set) var partNames: [String] = []
    private(set) var isEncrypted = false

    init(_ input: SheetInput, limits: SheetLimits) throws(SheetError) {
        name = input.name
        self.limits = limits
        archive = try Self.open(input)
        // All is initialised, so that an error here ends with `deinit`.
        try survey(size: Self.size(of: input))
    }

    deinit { zip_discard(archive) }

    private static func size(of input: SheetInput) -> Int {
        switch input {
        case .bytes(let bytes, _): return bytes.count
        case .file(let path):
            var status = stat()
            return stat(path, &status) == 0 ? Int(status.st_size) : 0
        }
    }

    private static func open(_ input: SheetInput) throws(SheetError) -> OpaquePointer {
        var code: Int32 = 0
        var opened: OpaquePointer?
        switch input {
        case .file(let path): opened = zip_open(path, ZIP_RDONLY, &code)
        case .bytes(let bytes, _):
            var failure = zip_error_t()
            zip_error_init(&failure)
            defer { zip_error_fini(&failure) }
            // libzip frees the copy together with the source.
            guard let copy = malloc(max(bytes.count, 1)) else {
                preconditionFailure("out of memory")
            }
            bytes.withUnsafeBytes { from in
                if let base = from.baseAddress {
                    copy.copyMemory(from: base, byteCount: from.count)
                }
            }
            guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &failure)
            else {
                free(copy)
                throw .badPackage(name: input.name, fault: .damaged(detail: text(&failure)))
            }
            opened = zip_open_from_source(source, ZIP_RDONLY, &failure)
            if opened == nil {
                let detail = text(&failure)
                zip_source_free(source)
                throw .badPackage(name: input.name, fault: .damaged(detail: detail))
            }
        }
        guard let opened else {
            var failure = zip_error_t()
            zip_error_init_with_code(&failure, code)
            defer { zip_error_fini(&failure) }
            throw .badPackage(name: input.name, fault: .damaged(detail: text(&failure)))
        }
        return opened
    }

    private static func text(_ failure: inout zip_error_t) -> String {
        zip_error_strerror(&failure).map { String(cString: $0) } ?? "?"
    }

    /// Checks what the directory says of all parts, before any is unpacked.
    private func survey(size: Int) throws(SheetError) {
        let count = Int(zip_get_num_entries(archive, 0))
        if count > limits.parts { throw limit(.parts, limits.parts) }
        var packed: UInt64 = 0
        var unpacked: UInt64 = 0
        for index in 0..<zip_uint64_t(max(count, 0)) {
            var entry = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &entry) == 0, let cName = entry.name else {
                throw .badPackage(name: name, fault: .damaged(detail: "entry \(index)"))
            }
            let part = String(cString: cName)
            try checkName(part)
            let key = Self.key(part)
            if places.updateValue(index, forKey: key) != nil {
                throw .badPackage(name: name, fault: .repeatedPart(part))
            }
            partNames.append(part)
            if entry.encryption_method != 0 { isEncrypted = true }
            let (sum, overflow) = packed.addingReportingOverflow(entry.comp_size)
            let (total, totalOverflow) = unpacked.addingReportingOverflow(entry.size)
            if overflow || sum > UInt64(size) {
                throw .badPackage(name: name, fault: .overlapping)
            }
            if totalOverflow || total > UInt64(limits.unpackedBytes) {
                throw limit(.unpackedBytes, limits.unpackedBytes)
            }
            (packed, unpacked) = (sum, total)
        }
        let free: UInt64 = 100_000_000
        if unpacked > free, unpacked / UInt64(max(size, 1)) > UInt64(limits.packingRatio) {
            throw limit(.packingRatio, limits.packingRatio)
        }
    }

    private func checkName(_ part: String) throws(SheetError) {
        let pieces = part.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C })
        if pieces.contains(where: { $0.elementsEqual("..".utf8) }) {
            throw .badPackage(name: name, fault: .strayName(part))
        }
    }

    /// Some programs write the separators of Windows, or a slash before the name.
    private static func key(_ part: String) -> String {
        var bytes = part.lowercased().utf8.map { $0 == 0x5C ? 0x2F : $0 }
        if bytes.first == 0x2F { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    func contains(_ part: String) -> Bool { places[Self.key(part)] != nil }

    /// - Throws: ``SheetError/PackageFault/missingPart(_:)``.
    func open(_ part: String, limit: Int) throws(SheetError) -> ZipPart {
        guard let index = places[Self.key(part)] else {
            throw .badPackage(name: name, fault: .missingPart(part))
        }
        guard let file = zip_fopen_index(archive, index, 0) else {
            let code = zip_error_code_zip(zip_get_error(archive))
            if code == ZIP_ER_NOPASSWD { throw .encrypted(name: name) }
            throw .badPackage(name: name, fault: .damaged(detail: part))
        }
        var entry = zip_stat_t()
        zip_stat_init(&entry)
        zip_stat_index(archive, index, 0, &entry)
        return ZipPart(file, of: self, name: part, stated: Int(clamping: entry.size), limit: limit)
    }

    /// The whole of a small part.
    func bytes(of part: String) throws(SheetError) -> [UInt8] {
        let opened = try open(part, limit: limits.smallPartBytes)
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let taken = try opened.read(into: buffer)
            if taken == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<taken])
        }
    }

    func limit(_ limit: SheetError.Limit, _ value: Int, part: String = "package") -> SheetError {
        .limit(name: name, part: part, limit: limit, value: value)
    }
}

/// One part on its way out of the package.
final class ZipPart {
    private let file: OpaquePointer
    /// Keeps the archive open.
    private let archive: ZipArchive
    let name: String
    private let stated: Int
    private let limit: Int
    private var taken = 0

    fileprivate init(
        _ file: OpaquePointer, of archive: ZipArchive, name: String, stated: Int, limit: Int
    ) {
        self.file = file
        self.archive = archive
        self.name = name
        self.stated = stated
        self.limit = limit
    }

    deinit { zip_fclose(file) }

    /// - Returns: How many bytes were put into `buffer`; 0 at the end, where libzip has compared
    ///   the checksum.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SheetError) -> Int {
        let count = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
        guard count >= 0 else {
            throw .badPackage(name: archive.name, fault: .damaged(detail: name))
        }
        taken += count
        if taken > limit { throw archive.limit(.unpackedBytes, limit, part: name) }
        // The checks of the whole package were made with the sizes that its directory states.
        if taken > stated { throw .badPackage(name: archive.name, fault: .damaged(detail: name)) }
        return count
    }
}
