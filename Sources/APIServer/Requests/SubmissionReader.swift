import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Shared

/// A request that was read, and the bytes that it was read from.
struct Submission: Sendable {
    var request: OptimizationRequest
    var body: [UInt8]
    /// What the client names it by, where it does.
    var idempotencyKey: String?
}

/// Reads the body of `POST /new` into an ``OptimizationRequest``: its form only, never its SQL.
struct SubmissionReader: Sendable {
    /// In bytes.
    let bodyLimit: Int
    let limits: SubmissionLimits
    /// In which the whole body has to arrive: one that trickles in would else be held for ever.
    var timeLimit = Duration.seconds(60)

    /// Reads and checks a body.
    ///
    /// - Throws: ``Problem``, for the first of these that goes wrong: media type, idempotency key, size, JSON, fields,
    ///   limits.
    func read(_ request: Request) async throws -> Submission {
        try checkMediaType(request.headers)
        let idempotencyKey = try IdempotencyKeyHeader.read(from: request.headers)
        let body = try await collect(request)
        let bytes = Array(body.readableBytesView)
        do {
            try JSONSyntax.check(bytes, nestingLimit: limits.nesting)
        } catch {
            throw Problem(
                .malformedJSON, detail: "The body stops being JSON: \(error).",
                errors: [FieldError(path: "", message: error.description)])
        }
        do {
            let submission = try OptimizationRequest.decode(Data(bytes), url: .optional)
            var errors = limits.violations(in: submission)
            if submission.url == nil {
                errors.insert(FieldError(path: "url", message: "is missing"), at: 0)
            }
            if !errors.isEmpty { throw Self.invalid(errors) }
            return Submission(request: submission, body: bytes, idempotencyKey: idempotencyKey)
        } catch let defect as RequestDefect {
            throw Self.invalid([FieldError(path: defect.path, message: defect.message)])
        }
    }

    private func checkMediaType(_ headers: HTTPFields) throws {
        // defence: media-type
        guard let type = headers[.contentType], Self.isJSON(type) else {
            throw Problem(
                .unsupportedMediaType, detail: "Send the body with the header Content-Type: application/json.",
                headers: [.accept: "application/json"])
        }
        let coding = headers[.contentEncoding]?.trimmingCharacters(in: .whitespaces).lowercased()
        // defence: no-compressed-body
        guard coding == nil || coding == "identity" else {
            throw Problem(.unsupportedMediaType, detail: "Send the body uncompressed, without Content-Encoding.")
        }
    }

    private static func isJSON(_ mediaType: String) -> Bool {
        let json = "application/json"
        return mediaType == json
            || mediaType.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased() == json
    }

    private var tooLarge: Problem {
        Problem(
            .bodyTooLarge,
            detail: "The body may have \(bodyLimit) bytes at most. "
                + "Send fewer queries at once, or raise \(Setting.bodyLimit.environmentVariable) on the server.")
    }

    private func collect(_ request: Request) async throws -> ByteBuffer {
        // Said at once where the length is known beforehand; the body is then never held.
        // defence: announced-body
        if let length = request.headers[.contentLength].flatMap(Int.init), length > bodyLimit { throw tooLarge }
        do {
            return try await withTimeLimit(timeLimit) { [bodyLimit] in
                try await request.body.collect(
                    // defence: body-size; without it: .max
                    upTo: bodyLimit)
            }
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch is TimeLimitPassed {
            throw Problem(
                .bodyTooSlow, detail: "The whole body has to arrive within \(timeLimit.components.seconds) seconds.",
                headers: [.connection: "close"])
        } catch {
            throw Problem(.unreadableBody, detail: "The body ended early or was not valid HTTP. Send it again.")
        }
    }

    private static func invalid(_ errors: [FieldError]) -> Problem {
        let first = errors.first.map { $0.path.isEmpty ? $0.message : "\($0.path) \($0.message)" } ?? ""
        let more = errors.count > 1 ? " There is more under errors." : ""
        return Problem(.invalidRequest, detail: "In the body, \(first).\(more)", errors: errors)
    }
}
