/// A ZIP archive whose entries are not compressed, so that a change of a part's bytes is a change
/// of the archive's.
enum StoredZip {
    static func package(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let name = Array(entry.name.utf8)
            let start = archive.count
            // Version 2.0, no flags, stored, 1980-01-01; then checksum and both sizes.
            let common =
                number(20, 2) + number(0, 6) + number(0x21, 2)
                + number(Int(checksum(entry.bytes)), 4) + number(entry.bytes.count, 4)
                + number(entry.bytes.count, 4) + number(name.count, 2) + number(0, 2)
            archive += [0x50, 0x4B, 0x03, 0x04] + common + name + entry.bytes
            directory += [0x50, 0x4B, 0x01, 0x02] + number(20, 2) + common
            directory += number(0, 10) + number(start, 4) + name
        }
        let place = archive.count
        archive += directory + [0x50, 0x4B, 0x05, 0x06] + number(0, 4)
        archive += number(entries.count, 2) + number(entries.count, 2)
        return archive + number(directory.count, 4) + number(place, 4) + number(0, 2)
    }

    private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    /// CRC-32 as ZIP has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
