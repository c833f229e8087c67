import Foundation
import Logging
import Optimizer
import Shared
import TrinoClient

/// One request from start to answer: connects, runs the optimizer, and puts the answer into the wire's form. Both the service
/// and `lakewright-worker optimize` run it.
public struct OptimizationJob: Sendable {
    private let request: OptimizationRequest
    private let label: String
    private let policy: TrinoJDBCURL.Policy
    private let addresses: AddressPolicy?
    private let languageModel: LakewrightConfiguration.LanguageModel?
    private let earlier: EarlierResult?
    private let traceToken: String?
    private let traceParent: String?
    private let leftStatements: [String]
    private let statements: StatementLedger
    private let logger: Logger

    /// - Parameters:
    ///   - request: with its URL; without one the optimizer works from the DDL alone.
    ///   - label: lower-case letters and digits, unique to the run; it goes into the new schema's name.
    ///   - policy: what the URL may ask for.
    ///   - addresses: where the URL may lead; nil: anywhere, as for whoever runs the process.
    ///   - earlier: a design that is there already, to match the queries against in place of making one.
    ///   - traceToken: what Trino is to know its statements by, beside the user's own.
    ///   - traceParent: the distributed trace that they belong to.
    ///   - leftStatements: ids of statements that an attempt which died may have left running; they are cancelled first.
    ///   - statements: where the ids of running statements are written down.
    public init(
        _ request: OptimizationRequest, label: String, policy: TrinoJDBCURL.Policy, addresses: AddressPolicy? = nil,
        languageModel: LakewrightConfiguration.LanguageModel?, earlier: EarlierResult? = nil, traceToken: String? = nil,
        traceParent: String? = nil, leftStatements: [String] = [], statements: StatementLedger = StatementLedger(),
        logger: Logger
    ) {
        self.request = request
        self.label = label
        self.policy = policy
        self.addresses = addresses
        self.languageModel = languageModel
        self.earlier = earlier
        self.traceToken = traceToken
        self.traceParent = traceParent
        self.leftStatements = leftStatements
        self.statements = statements
        self.logger = logger
    }

    /// Runs to the end.
    /// - Throws: ``RunnerError`` with a code and what to do next; `CancellationError`.
    public func run(
        progress: @escaping @Sendable (OptimizationProgress) async -> Void = { _ in }
    ) async throws -> OptimizationResult {
        let began = ContinuousClock.now
        let connection = try await connect()
        let proposer = try proposer()
        if let connection { await cancelLeftStatements(connection) }
        let outcome: OptimizationOutcome
        do {
            outcome = try await Advisor(
                input(connection), engine: connection.map { TrinoQueryEngine($0, statements: statements) },
                proposer: proposer,
                progress: progress
            ).run()
        } catch {
            await close(connection, proposer)
            throw Self.failure(error)
        }
        await close(connection, proposer)
        return try result(outcome, took: ContinuousClock.now - began)
    }

    private func connect() async throws -> TrinoConnection? {
        guard let text = request.url else { return nil }
        do {
            let url = try TrinoJDBCURL(parsing: text, policy: policy)
            var configuration = TrinoConnection.Configuration()
            // Shorter than any statement's own time limit, so that a server that is away is reported as away.
            configuration.retry.limit = .seconds(10)
            // defence: worker-resolves-once
            if let addresses {
                configuration.pinnedAddresses = try await CheckedHost(url.host, policy: addresses).addresses
            }
            let connection = try TrinoConnection(url, configuration: configuration, logger: logger)
            connection.updateSession { session in
                session.traceToken = session.traceToken ?? traceToken
                session.traceParent = traceParent
            }
            return connection
        } catch let error as RunnerError {
            throw error
        } catch {
            throw RunnerError(
                TaskFailure(code: "unusable_url", message: "The JDBC URL can't be used: \(error)"), isRetryable: false)
        }
    }

    /// What a worker that died had running works on for nobody, until the engine misses its client minutes later.
    private func cancelLeftStatements(_ connection: TrinoConnection) async {
        await withTaskGroup(of: Void.self) { group in
            for id in leftStatements {
                group.addTask {
                    do {
                        let isKnown = try await connection.cancelStatement(id: id, timeLimit: .seconds(5))
                        logger.notice(
                            "a statement that a dead attempt left running is cancelled",
                            metadata: ["statement": "\(id)", "was_running": "\(isKnown)"])
                    } catch {
                        logger.warning(
                            "a statement that a dead attempt left running can't be cancelled",
                            metadata: ["statement": "\(id)", "reason": "\(error)"])
                    }
                    statements.ended(id)
                }
            }
        }
    }

    private func proposer() throws -> LanguageModelProposer? {
        guard request.options.llm, let languageModel else { return nil }
        do {
            return try LanguageModelProposer(languageModel, logger: logger)
        } catch {
            throw RunnerError(
                TaskFailure(
                    code: "unusable_llm",
                    message:
                        "The configured language model can't be used: \(error); correct \(Setting.llmURL.environmentVariable) on "
                        + "the workers, or send options.llm = false"),
                isRetryable: false)
        }
    }

    private func close(_ connection: TrinoConnection?, _ proposer: LanguageModelProposer?) async {
        await connection?.close()
        await proposer?.close()
    }

    private func input(_ connection: TrinoConnection?) -> OptimizationInput {
        let wire = request.options
        let mode: OptimizerOptions.VerificationMode =
            switch wire.verify {
            case .static: .static
            case .rehearse: .rehearse
            case .inline, nil: connection == nil ? .static : .inline
            }
        let options = OptimizerOptions(
            targetSchema: wire.targetSchema, retention: wire.retain == .all ? .all : .workload, verification: mode,
            candidates: candidates(wire), freshness: freshness(wire),
            objective: ObjectiveWeights(
                speed: wire.objective.speedWeight, storage: wire.objective.storageWeight),
            storageLimit: wire.storageLimitBytes, deadlineSeconds: wire.deadlineSeconds,
            allowsUnverified: wire.allowUnverified)
        return OptimizationInput(
            ddl: request.ddl.map(\.statement),
            queries: request.queries.map {
                InputQuery(id: $0.queryid, text: $0.query, runs: Double($0.runquantity), seconds: $0.executiontime)
            },
            options: options, defaultCatalog: connection?.url.catalog, defaultSchema: connection?.url.schema,
            earlier: earlier, label: label)
    }

    /// The families that the request leaves on, by the names in `OptimizationOptions.candidateNames`.
    private func candidates(_ wire: Shared.OptimizationOptions) -> Set<NewTable.Kind> {
        var kinds = Set(NewTable.Kind.allCases)
        if wire.candidates["layouts"] == false { kinds.remove(.layout) }
        if wire.candidates["summaries"] == false { kinds.remove(.summary) }
        if wire.candidates["joins"] == false { kinds.remove(.join) }
        if wire.candidates["subqueries"] == false { kinds.remove(.subquery) }
        if wire.candidates["results"] == false { kinds.remove(.result) }
        return kinds
    }

    private func freshness(_ wire: Shared.OptimizationOptions) -> Freshness {
        switch wire.freshness {
        case .append: .append
        case .static: .static
        case .strict: .strict
        }
    }

    private func result(_ outcome: OptimizationOutcome, took: Duration) throws -> OptimizationResult {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        return OptimizationResult(
            ddl: outcome.ddl.map { SQLStatement($0) },
            migrations: outcome.migrations.map { SQLStatement($0) },
            queries: outcome.queries.map { OptimizationResult.Query(queryid: $0.id, query: $0.text) },
            meta: ResultMeta(
                tokensUsed: outcome.tokensUsed, extra: ["seconds": .number((seconds * 1000).rounded() / 1000)]),
            report: try JSONValue(inSnakeCase: outcome.report))
    }

    /// What an error of the run means for the task: whether it can be told, and whether another attempt may do better.
    private static func failure(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError, is RunnerError:
            return error
        case let error as EngineError:
            switch error {
            case .unreachable(let reason):
                return RunnerError(TaskFailure(code: "trino_unreachable", message: reason), isRetryable: true)
            case .overloaded(let reason, let retryAfter):
                return RunnerError(
                    TaskFailure(code: "trino_overloaded", message: reason), isRetryable: true,
                    retryAfter: retryAfter.map { .seconds($0) })
            case .denied(let reason):
                // Not tried again: some directories lock an account after a few wrong passwords.
                return RunnerError(TaskFailure(code: "trino_denied", message: reason), isRetryable: false)
            case .timedOut:
                return RunnerError(
                    TaskFailure(
                        code: "trino_timeout",
                        message: "Trino took SELECT 1 and gave no answer in time. Look at its queue, and submit again."),
                    isRetryable: true)
            case .failed, .refused:
                return RunnerError(
                    TaskFailure(
                        code: "trino_refused",
                        message:
                            "Trino refused the first question, SELECT 1: \(error); check catalog, schema and user in the JDBC URL"
                    ),
                    isRetryable: false)
            }
        case let error as AdvisorError:
            return RunnerError(
                TaskFailure(code: "target_schema_exists", message: error.description), isRetryable: false)
        default:
            // Only the error's type: what it holds was not written for a client's eyes.
            return RunnerError(
                TaskFailure(
                    code: "internal_error", message: "The optimizer failed (\(type(of: error))); please report it"),
                isRetryable: false)
        }
    }
}
