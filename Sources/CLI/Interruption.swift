import Glibc
import Synchronization

/// The first SIGINT or SIGTERM asks a long run to stop; the second ends it at once.
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
        // Whoever started this program may have left them blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    static var isStopped: Bool { isAsked.load(ordering: .relaxed) }
}
