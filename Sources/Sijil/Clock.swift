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
    /// From 0 up to, not including, 1: so that many clients do not all come back at one moment.
    public let chance: @Sendable () -> Double

    public init(
        now: @escaping @Sendable () -> Instant, newUUID: @escaping @Sendable () -> DocumentUUID,
        pause: @escaping @Sendable (Int64) -> Void,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.now = now
        self.newUUID = newUUID
        self.pause = pause
        self.chance = chance
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
