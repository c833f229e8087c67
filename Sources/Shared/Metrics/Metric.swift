import Metrics

/// Every series that the programs count or measure: its name, what it means and how it is measured.
///
/// Names follow Prometheus' conventions: base units (seconds, bytes), `_total` for what only rises. The help texts on
/// `/metrics` and the table in docs/operations.md are made from this list.
public enum Metric: String, Sendable, CaseIterable {
    case httpRequests = "lakewright_http_requests_total"
    case httpRequestSeconds = "lakewright_http_request_seconds"
    case tasks = "lakewright_tasks"
    case oldestWaitingSeconds = "lakewright_oldest_waiting_seconds"
    case queueDepth = "lakewright_queue_depth"
    case deadLetters = "lakewright_dead_letters"
    case tasksClaimed = "lakewright_tasks_claimed_total"
    case attempts = "lakewright_attempts_total"
    case attemptSeconds = "lakewright_attempt_seconds"
    case busySlots = "lakewright_worker_busy_slots"
    case tasksRecovered = "lakewright_tasks_recovered_total"
    case tasksRepushed = "lakewright_tasks_repushed_total"
    case tasksPurged = "lakewright_tasks_purged_total"
    case queueDropped = "lakewright_queue_dropped_total"
    case trinoStatements = "lakewright_trino_statements_total"
    case trinoStatementSeconds = "lakewright_trino_statement_seconds"
    case modelCalls = "lakewright_llm_calls_total"
    case modelCallSeconds = "lakewright_llm_call_seconds"
    case modelTokens = "lakewright_llm_tokens_total"
    case storeReadSeconds = "lakewright_store_read_seconds"
    case storeWriteSeconds = "lakewright_store_write_seconds"
    case storeWriteErrors = "lakewright_store_write_errors_total"
    case storeUp = "lakewright_store_up"
    case queueUp = "lakewright_queue_up"
    case processInfo = "lakewright_process_info"
    case residentBytes = "process_resident_memory_bytes"
    case processorSeconds = "process_cpu_seconds_total"
    case openFiles = "process_open_fds"
    case startTime = "process_start_time_seconds"

    /// How a series behaves.
    public enum Kind: String, Sendable {
        /// Only rises, from 0 at the process's start.
        case counter
        case gauge
        /// Counts of observations by size.
        case histogram
    }

    public var kind: Kind {
        switch self {
        case .httpRequestSeconds, .attemptSeconds, .trinoStatementSeconds, .modelCallSeconds, .storeReadSeconds,
            .storeWriteSeconds:
            .histogram
        case .tasks, .oldestWaitingSeconds, .queueDepth, .deadLetters, .busySlots, .storeUp, .queueUp, .processInfo,
            .residentBytes, .openFiles, .startTime:
            .gauge
        case .httpRequests, .tasksClaimed, .attempts, .tasksRecovered, .tasksRepushed, .tasksPurged, .queueDropped,
            .trinoStatements, .modelCalls, .modelTokens, .storeWriteErrors, .processorSeconds:
            .counter
        }
    }

    /// One line for people.
    public var help: String {
        switch self {
        case .httpRequests: "requests answered, by method, route and status"
        case .httpRequestSeconds: "time from a request's head to its answer, by route"
        case .tasks: "tasks in the store, by state and phase; the same on every process"
        case .oldestWaitingSeconds: "how long the oldest queued task has waited; 0 where none waits"
        case .queueDepth: "ids on the broker's lists, by priority; the same on every process"
        case .deadLetters: "tasks that failed and are set aside for an operator; the same on every process"
        case .tasksClaimed: "tasks that this worker took"
        case .attempts: "attempts that ended on this worker, by outcome: done, failed, retried, released, lease_lost..."
        case .attemptSeconds: "time from a task's claim to the end of the attempt"
        case .busySlots: "tasks that this worker has in hand"
        case .tasksRecovered: "silent tasks that this process took from their workers, by outcome: requeued or failed"
        case .tasksRepushed: "waiting tasks that were on no list and were pushed again by this process"
        case .tasksPurged: "tasks that this process forgot, long after their end"
        case .queueDropped: "ids not delivered to the broker and left for recovery to push"
        case .trinoStatements:
            "statements sent to Trino, by outcome: ok, failed, denied, timeout, unreachable, cancelled"
        case .trinoStatementSeconds: "time from a statement's sending to its last row"
        case .modelCalls: "calls of the language model, by outcome: ok, failed, cancelled"
        case .modelCallSeconds: "time of one call of the language model, its retries included"
        case .modelTokens: "tokens that the language model counted"
        case .storeReadSeconds: "time of one read of the store, waiting for a connection included"
        case .storeWriteSeconds: "time of one write to the store, waiting for its turn and the disk included"
        case .storeWriteErrors: "writes that the store refused"
        case .storeUp: "1 if the store could be read for these figures, else 0"
        case .queueUp: "1 if the broker answered for these figures, else 0"
        case .processInfo: "1, with the program's name"
        case .residentBytes: "memory that is resident now"
        case .processorSeconds: "processor time used, user and system"
        case .openFiles: "open file descriptors"
        case .startTime: "when the process began, in seconds since 1970"
        }
    }

    /// Upper bounds of a histogram's buckets, in seconds: fine where a request waits, coarse where a task works.
    var bounds: [Double] {
        switch self {
        case .attemptSeconds, .trinoStatementSeconds, .modelCallSeconds:
            [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200]
        default: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
        }
    }
}

extension Counter {
    /// A counter of the process's metrics system.
    public convenience init(_ metric: Metric, _ dimensions: [(String, String)] = []) {
        self.init(label: metric.rawValue, dimensions: dimensions)
    }
}

extension Meter {
    /// A gauge of the process's metrics system.
    public convenience init(_ metric: Metric, _ dimensions: [(String, String)] = []) {
        self.init(label: metric.rawValue, dimensions: dimensions)
    }
}

extension Timer {
    /// A histogram of durations in the process's metrics system.
    public convenience init(_ metric: Metric, _ dimensions: [(String, String)] = []) {
        self.init(label: metric.rawValue, dimensions: dimensions)
    }
}
