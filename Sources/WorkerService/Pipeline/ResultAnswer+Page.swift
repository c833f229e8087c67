import Foundation
import Optimizer
import Shared

extension ResultAnswer {
    /// The result's report as a page of text for people.
    ///
    /// - Throws: ``PageError`` for a task that isn't done, or a report of another version's shape.
    public func page() throws -> String {
        switch result {
        case nil: throw PageError(message: "there is no report yet: the task is \(status.rawValue)")
        case .failed(let failure, _)?:
            throw PageError(message: "there is no report: the task failed: \(failure.message)")
        case .ok(_, let report)?:
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            do {
                return ReportPage(try decoder.decode(OptimizationReport.self, from: WireJSON.encode(report))).text
            } catch {
                throw PageError(message: "the report is not of this version's shape: run the request again")
            }
        }
    }

    /// Why there is no page.
    public struct PageError: Error, CustomStringConvertible {
        public let message: String
        public var description: String { message }
    }
}
