import Foundation
import HummingbirdCore
import Shared

/// The query parameters of `GET /tasks`.
struct TaskListQuery: Sendable {
    var statuses: [TaskStatus] = []
    var createdFrom: Date?
    var createdBefore: Date?
    var limit = 50
    var cursor: TaskID?

    static let longest = 200

    /// Reads them.
    ///
    /// - Throws: ``Problem`` 400, with an entry for each parameter that can't be used.
    static func read(from uri: URI) throws -> TaskListQuery {
        var query = TaskListQuery()
        var errors: [FieldError] = []
        func single(_ name: String, _ message: String, _ take: (String) -> Bool) {
            let values = uri.queryParameters[values: name[...]]
            guard let value = values.first else { return }
            if values.count > 1 || !take(String(value)) { errors.append(FieldError(path: name, message: message)) }
        }
        for value in uri.queryParameters[values: "status"[...]].flatMap({ $0.split(separator: ",") }) {
            if let status = TaskStatus(rawValue: value.uppercased()) {
                query.statuses.append(status)
            } else {
                let known = TaskStatus.allCases.map(\.rawValue).joined(separator: ", ")
                errors.append(FieldError(path: "status", message: "must be one of \(known)"))
            }
        }
        let time = "must be one time such as 2026-01-31T12:00:00Z"
        single("created_from", time) { text in
            query.createdFrom = Self.date(text)
            return query.createdFrom != nil
        }
        single("created_before", time) { text in
            query.createdBefore = Self.date(text)
            return query.createdBefore != nil
        }
        single("limit", "must be one whole number from 1 to \(longest)") { text in
            // defence: page-limit
            guard let limit = Int(text), (1...longest).contains(limit) else { return false }
            query.limit = limit
            return true
        }
        single("cursor", "must be the next_cursor of the page before") { text in
            query.cursor = TaskID(text)
            return query.cursor != nil
        }
        guard errors.isEmpty else {
            let first = errors[0]
            throw Problem(
                .invalidRequest, detail: "The query parameter \(first.path) \(first.message).", errors: errors)
        }
        return query
    }

    var filter: TaskFilter {
        TaskFilter(
            states: statuses.isEmpty ? nil : Set(TaskState.allCases.filter { statuses.contains($0.status) }),
            createdFrom: createdFrom, createdBefore: createdBefore)
    }

    /// The next page's address.
    func path(after cursor: TaskID) -> String {
        var parts = ["limit=\(limit)", "cursor=\(cursor)"]
        if !statuses.isEmpty { parts.append("status=" + statuses.map(\.rawValue).joined(separator: ",")) }
        if let createdFrom { parts.append("created_from=\(createdFrom.timestamp)") }
        if let createdBefore { parts.append("created_before=\(createdBefore.timestamp)") }
        return "/tasks?" + parts.joined(separator: "&")
    }

    /// RFC 3339, with fractions of a second or without.
    private static func date(_ text: String) -> Date? {
        let date =
            (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
        // Times that the store can't hold as milliseconds are no times of tasks.
        return date.flatMap { abs($0.timeIntervalSince1970) < 1e11 ? $0 : nil }
    }
}
