import Hummingbird
import MetricsEndpoint
import Shared

/// `GET /metrics`: figures for whoever operates the service, as Prometheus reads them.
///
/// Where the server asks for keys they aren't told here: whoever held one could count the tasks of others. They are at
/// the address of their own, which is on loopback.
struct MetricsRoute: Sendable {
    let metrics: ServiceMetrics
    let keys: KeyWatch

    func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        // defence: metrics-apart
        guard !keys.ring.isRequired else {
            throw Problem(
                .notFound,
                detail: "With API keys, metrics are served on a port of their own alone: see "
                    + "\(Setting.metricsPort.environmentVariable) in docs/operations.md.")
        }
        return .metrics(await metrics.text())
    }
}
