import HTTPTypes
import Hummingbird

/// Turns whatever is thrown below it into an `application/problem+json` answer.
///
/// A ``Problem`` is answered as it is. Anything else is a fault of the server: the client gets the request id and no
/// more, while the log gets the error's type. Its description is left out of the log as well, since an error from
/// a library may quote what it was given.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = APIRequestContext

    /// Which methods each path has, to tell an unknown path from a method that a path doesn't have.
    let routes: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let problem: Problem
        do {
            var response = try await next(request, context)
            response.headers.append(contentsOf: context.notes.limitHeaders)
            return response
        } catch let thrown as Problem {
            problem = thrown
        } catch let error as HTTPError where error.status == .notFound {
            problem = routes.problemWhereNothingMatched(path: request.uri.path, method: request.method)
        } catch {
            context.logger.error(
                "request failed", metadata: ["error.type": .string(String(reflecting: type(of: error)))])
            problem = Problem(
                .internalError,
                detail:
                    "The request could not be completed. The server's log says more under the request id (X-Request-Id): "
                    + "tell the operator.")
        }
        return try answer(problem, to: request, context: context)
    }

    private func answer(_ problem: Problem, to request: Request, context: Context) throws -> Response {
        context.notes.problem = problem.type
        var headers = problem.headers
        headers.append(contentsOf: context.notes.limitHeaders)
        let response = try Response.json(
            ProblemDocument(problem, requestID: context.requestID), status: problem.type.status,
            contentType: "application/problem+json", headers: headers)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
