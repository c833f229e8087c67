import HummingbirdCore
import Shared

/// The query parameter `task_id` of `GET /status` and `GET /getresult`.
enum TaskIDParameter {
    static let name = "task_id"

    /// Reads the id.
    ///
    /// - Throws: ``Problem``: 400 where the parameter is missing or given twice, 404 where its value can't be an id,
    ///   which is all that a client need know of a task that isn't there.
    static func read(from uri: URI) throws -> TaskID {
        let values = uri.queryParameters[values: name[...]]
        guard let value = values.first, values.count == 1, !value.isEmpty else {
            let message = values.count > 1 ? "is given more than once" : "is missing"
            throw Problem(
                .invalidRequest, detail: "The query parameter \(name) \(message). Ask with ?\(name)=TASKID.",
                errors: [FieldError(path: name, message: message)])
        }
        guard let id = TaskID(String(value)) else { throw unknownTask }
        return id
    }

    /// The answer for every id that names no task.
    static let unknownTask = Problem(
        .unknownTask,
        detail:
            "No task has this id. Ids come from the answer to POST /new; a task is seen only with the key that made it, "
            + "and is forgotten some time after its end.",
        errors: [FieldError(path: name, message: "names no task")])
}
