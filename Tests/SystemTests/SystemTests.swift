import TestSupport
import Testing

/// Tests of the built programs on loopback: API, workers, Redis, the development Trino and a scripted language model, each a
/// real process or a real server. One after the other, since each takes a machine's worth of them.
@Suite(
    .serialized, .timeLimit(.minutes(10)),
    .enabled(if: LakewrightProcess.isAvailable, "the programs are not built: swift build"),
    .enabled(if: RedisServer.executable != nil, "redis-server is not installed: make deps"),
    .enabled(
        if: DevelopmentTrino.isAvailable, "the development Trino's Python environment is missing: make trino_start"))
struct SystemTests {}
