import CLibCrypto
import Glibc

/// Keeps keys in memory from being written out or read by others.
public enum ProcessHardening {
    /// Turns core dumps off and keeps other processes of the same user from attaching.
    ///
    /// - Returns: false if the system refused either; the keys are then as safe as the machine
    ///   makes them.
    @discardableResult
    public static func forbidCoreDumps() -> Bool {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        let limited = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let hidden = process_forbid_dump()
        return limited == 0 && hidden == 0
    }
}
