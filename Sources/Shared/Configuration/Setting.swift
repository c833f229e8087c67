/// Every setting of the service: its key, what it means and what it is when nothing is said.
///
/// `host` is read from `--host` and from `LAKEWRIGHT_HOST`, `database` from `--database` and from `LAKEWRIGHT_DATABASE`;
/// the command line wins. Help texts and documentation are made from this list.
public enum Setting: String, Sendable, CaseIterable {
    case host, port
    case bodyLimit = "body-limit"
    case brokerURL = "broker-url"
    case queue
    case database
    case keyFile = "key-file"
    case sealingKey = "sealing-key"
    case concurrency
    case tenantConcurrency = "tenant-concurrency"
    case memoryLimitMB = "memory-limit-mb"
    case heartbeatSeconds = "heartbeat-seconds"
    case leaseSeconds = "lease-seconds"
    case sweepSeconds = "sweep-seconds"
    case crashLimit = "crash-limit"
    case attemptLimit = "attempt-limit"
    case graceSeconds = "grace-seconds"
    case allowedNetworks = "allowed-networks"
    case retentionDays = "retention-days"
    case checkpointSeconds = "checkpoint-seconds"
    case llmURL = "llm-url"
    case llmModel = "llm-model"
    case llmKey = "llm-key"
    case metricsHost = "metrics-host"
    case metricsPort = "metrics-port"
    case logLevel = "log-level"
    case logFormat = "log-format"

    /// The long option, `--broker-url`.
    public var option: String { "--\(rawValue)" }

    /// The environment variable, `LAKEWRIGHT_BROKER_URL`.
    public var environmentVariable: String {
        "LAKEWRIGHT_" + rawValue.uppercased().replacing("-", with: "_")
    }

    /// Whether the value must never be shown. Such a setting has no command line option, since `ps` shows those.
    public var isSecret: Bool {
        switch self {
        case .sealingKey, .llmKey: true
        default: false
        }
    }

    /// One line for people, with the value that holds when nothing is said.
    public var help: String {
        switch self {
        case .host: "the address that the API listens on (127.0.0.1)"
        case .port: "the port that the API listens on; 0 takes a free one (8998)"
        case .bodyLimit: "the largest request body, in bytes (16777216)"
        case .brokerURL:
            "redis://[user:password@]host[:port][/db], or memory:// for one process (redis://127.0.0.1:6379/0)"
        case .queue:
            "the Redis list of normal priority; :high and :low are put behind it for the others (lakewright:tasks)"
        case .database: "the SQLite file, on a local disk (run/lakewright.sqlite)"
        case .keyFile:
            "the file with the key that seals JDBC URLs; made on first start (sealing.key beside the database)"
        case .sealingKey:
            "that key itself, 32 bytes in base64, in place of a file; several separated by commas, the newest first"
        case .concurrency: "how many tasks a worker has in hand at once (2)"
        case .tenantConcurrency: "how many tasks of one API key may run at once, over all workers; 0 is any number (0)"
        case .memoryLimitMB:
            "the megabytes that a worker may have in memory before it takes no more and gives tasks back; 0 is any number (0)"
        case .heartbeatSeconds: "how often a worker gives a sign of life (1)"
        case .leaseSeconds: "how long a worker may be silent before its task is given to another (8)"
        case .sweepSeconds: "how often each process looks for silent and forgotten tasks (1)"
        case .crashLimit: "how many workers a task may crash before it is failed and set aside (3)"
        case .attemptLimit:
            "how often a task is tried when errors that may pass keep coming, before it is set aside (5)"
        case .graceSeconds: "how long a stopping worker lets its tasks finish before it gives them back (20)"
        case .allowedNetworks:
            "where JDBC URLs may lead besides public addresses: networks, addresses and host names, separated by commas"
        case .retentionDays: "how many days after its end a task is forgotten, its result with it; 0 is never (30)"
        case .checkpointSeconds: "how often the database's log is folded into its file at the latest (30)"
        case .llmURL: "the base URL of an OpenAI-compatible model; without it no model is asked"
        case .llmModel: "the model's name"
        case .llmKey: "the model's API key"
        case .metricsHost: "the address that /metrics has a port of its own on (127.0.0.1)"
        case .metricsPort:
            "the port of its own that /metrics has; where it is taken, the next free one; 0 is none (9464)"
        case .logLevel: "trace, debug, info, notice, warning, error or critical (info)"
        case .logFormat: "text or json (text)"
        }
    }
}
