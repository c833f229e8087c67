import Shared

/// What the routes need from the rest of the service.
struct APIDependencies: Sendable {
    var store: any TaskStore
    var queue: any TaskQueue
    var sealer: SecretSealer
    var keys: KeyWatch
    var audit: AuditLog
    var allowedNetworks = NetworkAllowList.nothing
}
