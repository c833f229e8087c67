import Logging
import Optimizer
import Shared
import TrinoClient

/// The service's runner: each task is one ``OptimizationJob`` with the rules for URLs that came over HTTP.
public struct OptimizationTaskRunner: TaskRunner {
    private let languageModel: LakewrightConfiguration.LanguageModel?
    private let allowedNetworks: NetworkAllowList

    /// Makes the runner that a configuration asks for.
    public static func make(configuration: LakewrightConfiguration, logger: Logger) throws -> any TaskRunner {
        OptimizationTaskRunner(
            languageModel: configuration.languageModel, allowedNetworks: configuration.allowedNetworks)
    }

    public func run(_ assignment: TaskAssignment, progress: ProgressReporter) async throws -> OptimizationResult {
        let job = OptimizationJob(
            assignment.request, label: Self.label(assignment),
            // defence: worker-url-policy; without it: .local
            policy: .remote,
            addresses: AddressPolicy(reach: assignment.reach, allowed: allowedNetworks), languageModel: languageModel,
            traceToken: assignment.trace.map { String($0.traceID) } ?? assignment.id.description,
            traceParent: assignment.trace?.description, leftStatements: assignment.leftStatements,
            statements: assignment.statements, logger: assignment.logger)
        return try await job.run { step in
            progress.report(
                TaskPhase(rawValue: step.phase.rawValue), fraction: step.fraction, message: step.message)
        }
    }

    /// The end of the task's id, which is random and twelve digits long without a dash, and the fencing token: no two attempts share a
    /// name.
    private static func label(_ assignment: TaskAssignment) -> String {
        "\(assignment.id.description.suffix(10))t\(assignment.token)"
    }
}
