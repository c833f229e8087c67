import Shared

/// How a run ended, before anything is written down.
enum RunEnding: Sendable {
    case result(OptimizationResult)
    case error(any Error)
    case leaseLost
    /// The grace time is over, or the process is being torn down.
    case interrupted
}

/// Why a run is told to stop.
enum RunStop: Sendable {
    case leaseLost, shutdown
    case failure(RunnerError)
}
