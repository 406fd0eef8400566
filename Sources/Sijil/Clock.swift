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
    /// Seconds since some moment, by a clock that nobody sets: it tells how long something took.
    public let elapsed: @Sendable () -> Int64

    public init(
        now: @escaping @Sendable () -> Instant, newUUID: @escaping @Sendable () -> DocumentUUID,
        pause: @escaping @Sendable (Int64) -> Void,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        elapsed: @escaping @Sendable () -> Int64 = Self.secondsSinceStart
    ) {
        self.now = now
        self.newUUID = newUUID
        self.pause = pause
        self.chance = chance
        self.elapsed = elapsed
    }

    public static let real = Surroundings(
        now: { Instant(secondsSince1970: seconds(of: CLOCK_REALTIME)) },
        newUUID: { DocumentUUID(random: SecureRandom.bytes(16)) },
        pause: { seconds in sleep(UInt32(clamping: seconds)) })

    /// Goes on while the computer sleeps, as what is due does.
    public static let secondsSinceStart: @Sendable () -> Int64 = { seconds(of: CLOCK_BOOTTIME) }

    private static func seconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec)
    }
}
