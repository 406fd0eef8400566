import Cryptography
import Glibc
public import Invoicing

/// The only place that reads the machine's clock and draws UUIDs; everything below is given the
/// value.
public struct Surroundings: Sendable {
    public let now: @Sendable () -> Instant
    public let newUUID: @Sendable () -> DocumentUUID
    /// Waits so many seconds before a request is sent again.
    public let pause: @Sendable (Int64) -> Void

    public init(
        now: @escaping @Sendable () -> Instant, newUUID: @escaping @Sendable () -> DocumentUUID,
        pause: @escaping @Sendable (Int64) -> Void
    ) {
        self.now = now
        self.newUUID = newUUID
        self.pause = pause
    }

    public static let real = Surroundings(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Instant(secondsSince1970: Int64(time.tv_sec))
        },
        newUUID: { DocumentUUID(random: SecureRandom.bytes(16)) },
        pause: { seconds in sleep(UInt32(clamping: seconds)) })
}
