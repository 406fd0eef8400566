import Glibc
import Synchronization

/// The first SIGINT, SIGTERM or SIGHUP asks a long run to stop; the second ends it at once.
enum Interruption {
    private static let isAsked = Atomic<Bool>(false)

    static func listen() {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            Interruption.isAsked.store(true, ordering: .relaxed)
        }
        // No SA_RESTART: a pause ends with the signal.
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        sigaction(SIGINT, &action, nil)
        sigaction(SIGTERM, &action, nil)
        // A window that is closed; under nohup nobody wants to know of that.
        var before = sigaction()
        sigaction(SIGHUP, nil, &before)
        // SIG_IGN is the number 1 in the place of a function, and can be compared as one only.
        let isIgnored = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
        if !isIgnored { sigaction(SIGHUP, &action, nil) }
        // Whoever started this program may have left them blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGHUP)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    static var isStopped: Bool { isAsked.load(ordering: .relaxed) }
}

extension Interruption {
    /// Serves until SIGINT or SIGTERM.
    ///
    /// - Parameter start: Begins to serve, and gives back what ends it.
    static func serve(_ start: () throws -> () -> Void) rethrows {
        // Held back in every thread from here on, and taken by the wait below.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let stop = try start()
        var signal: Int32 = 0
        sigwait(&signals, &signal)
        stop()
    }
}
