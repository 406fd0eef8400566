import Glibc

/// Runs `body` with SIGPIPE held back on this thread: a server that closes while we write must not
/// end the process. Other threads and the process's own handling stay untouched.
func withoutBrokenPipeSignal<R>(_ body: () -> R) -> R {
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    var pending = sigset_t()
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let result = body()
    if !wasPending {
        var atOnce = timespec(tv_sec: 0, tv_nsec: 0)
        while sigtimedwait(&pipe, nil, &atOnce) == -1, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
}
