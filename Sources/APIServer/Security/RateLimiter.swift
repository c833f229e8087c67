import Shared
import Synchronization

/// Counts each tenant's requests: a bucket of tokens that fills evenly over a minute and holds a minute's worth.
final class RateLimiter: Sendable {
    /// What one request was told.
    struct Verdict: Sendable, Equatable {
        var isAdmitted: Bool
        /// Requests that could follow at once.
        var remaining: Int
        /// Seconds until the bucket is full again.
        var reset: Int
        /// Seconds until the next request is admitted; 0 where it would be now.
        var retryAfter: Int
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    /// In requests a minute.
    let limit: Int
    private let buckets = Mutex<[Tenant: Bucket]>([:])

    /// In seconds.
    static let window = 60

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a token, if there is one.
    func admit(_ tenant: Tenant, now: ContinuousClock.Instant = .now) -> Verdict {
        let capacity = Double(limit)
        let perSecond = capacity / Double(Self.window)
        let (isAdmitted, tokens) = buckets.withLock { buckets in
            var bucket = buckets[tenant] ?? Bucket(tokens: capacity, filledAt: now)
            bucket.tokens = min(capacity, bucket.tokens + max(0, (now - bucket.filledAt) / .seconds(1)) * perSecond)
            bucket.filledAt = now
            let isAdmitted = bucket.tokens >= 1
            if isAdmitted { bucket.tokens -= 1 }
            buckets[tenant] = bucket
            return (isAdmitted, bucket.tokens)
        }
        return Verdict(
            isAdmitted: isAdmitted, remaining: Int(tokens), reset: Int(((capacity - tokens) / perSecond).rounded(.up)),
            retryAfter: tokens >= 1 ? 0 : Int(((1 - tokens) / perSecond).rounded(.up)))
    }
}
