import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Shared

/// `GET /metrics` on a port of its own: workers serve nothing else, and the API's port is open to tenants.
///
/// Several processes of one host share the setting: where the port is taken, the next free one is used. Figures are not
/// worth a service: where none of the ports can be had, that is logged and the program works without.
public struct MetricsServer: Service {
    private let address: LakewrightConfiguration.MetricsAddress
    private let metrics: ServiceMetrics
    private let logger: Logger

    /// One thread serves a handful of scrapes a minute. It is there until the process ends: a server that is shut down while it is
    /// cancelled goes on asking its group for a moment after its `run` has returned.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    public init(
        address: LakewrightConfiguration.MetricsAddress, metrics: ServiceMetrics,
        logger: Logger = Logger(label: "lakewright.metrics")
    ) {
        self.address = address
        self.metrics = metrics
        self.logger = logger
    }

    public func run() async throws {
        guard address.port > 0 else { return await waitForShutdown() }
        do {
            try await serve()
        } catch {
            logger.warning(
                "no metrics are served; see \(Setting.metricsPort.environmentVariable)",
                metadata: ["reason": "\(error)"])
            await waitForShutdown()
        }
    }

    private func serve() async throws {
        let router = Router()
        router.get("/metrics") { [metrics] _, _ in
            Response.metrics(await metrics.text())
        }
        let ports = address.port..<min(address.port + LakewrightConfiguration.MetricsAddress.ports, 65_536)
        for port in ports {
            let application = Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname(address.host, port: port), serverName: nil),
                onServerRunning: { [logger, address] _ in
                    logger.info("metrics are served", metadata: ["url": "http://\(address.host):\(port)/metrics"])
                },
                eventLoopGroupProvider: .shared(Self.group), logger: quiet)
            do {
                try AddressTrial.bind(host: address.host, port: port)
                return try await application.run()
            } catch let error as IOError where error.errnoCode == EADDRINUSE && port != ports.last {
                continue
            }
        }
    }

    /// The server's own lines say what ours say, of the service's server too.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    /// A service that returns is taken for one that failed.
    private func waitForShutdown() async {
        try? await gracefulShutdown()
    }
}

extension Response {
    /// An answer of `GET /metrics`.
    public static func metrics(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: PrometheusText.contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
