import Foundation
import Testing

/// A library, loaded before the C library, that kills the process or fails at the nth call that
/// changes a disk. Only the thread that armed it counts.
enum Fault {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <signal.h>
        #include <stdarg.h>
        #include <sys/stat.h>
        #include <sys/types.h>
        #include <unistd.h>

        static __thread long count, at, lasting;
        static __thread int failure;

        /* failure 0 kills; lasting: every call from the nth on fails */
        void fault_arm(long n, int number, long lasts) {
            count = 0; failure = number; lasting = lasts; at = n;
        }
        long fault_count(void) { return count; }

        static int strikes(void) {
            if (at == 0) return 0;
            count++;
            if (lasting ? count < at : count != at) return 0;
            if (failure == 0) kill(getpid(), SIGKILL);
            errno = failure;
            return 1;
        }

        #define NEXT(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

        ssize_t write(int file, const void *bytes, size_t size) {
            if (file > 2 && strikes()) return -1;
            return NEXT(write)(file, bytes, size);
        }
        int fsync(int file) { return strikes() ? -1 : NEXT(fsync)(file); }
        int fchmod(int file, mode_t mode) { return strikes() ? -1 : NEXT(fchmod)(file, mode); }
        int linkat(int a, const char *from, int b, const char *to, int flags) {
            return strikes() ? -1 : NEXT(linkat)(a, from, b, to, flags);
        }
        int renameat(int a, const char *from, int b, const char *to) {
            return strikes() ? -1 : NEXT(renameat)(a, from, b, to);
        }
        int unlinkat(int folder, const char *name, int flags) {
            return strikes() ? -1 : NEXT(unlinkat)(folder, name, flags);
        }
        int openat(int folder, const char *name, int flags, ...) {
            va_list rest;
            va_start(rest, flags);
            mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
            va_end(rest);
            if (flags & O_CREAT && strikes()) return -1;
            return NEXT(openat)(folder, name, flags, mode);
        }
        """

    /// The path of the library, made on first use; it is removed when the process ends.
    static let library = Result {
        let bench = try Workbench()
        try bench.write(Array(source.utf8), to: "fault.c")
        try bench.must("clang", "-shared", "-fPIC", "-O1", "-o", "fault.so", "fault.c", "-ldl")
        bench.keepUntilExit()
        return bench.folder + "/fault.so"
    }

    /// Runs one of ``FaultedProcess``'s actions in a process of its own.
    ///
    /// - Returns: Whether it came to its end.
    static func run(_ action: String, folder: String, at count: Int = 0) throws -> Bool {
        let process = Process()
        process.executableURL = try FileManager.default.resolved("/proc/self/exe")
        process.arguments = [
            "--testing-library", "swift-testing", "--filter", "KeyStoreTests.FaultedProcess/work",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "LD_PRELOAD": try library.get(), "SIJIL_FAULT_ACTION": action,
            "SIJIL_FAULT_FOLDER": folder, "SIJIL_FAULT_AT": String(count),
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal, process.terminationStatus == SIGKILL {
            return false
        }
        try #require(
            process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
        return true
    }
}

extension FileManager {
    fileprivate func resolved(_ link: String) throws -> URL {
        URL(fileURLWithPath: try destinationOfSymbolicLink(atPath: link))
    }
}
