import Shared

/// Tasks as columns of text.
struct TaskTable {
    private static let heads = ["TASK", "STATE", "TENANT", "TRIES", "CRASHES", "CREATED", "WHY"]
    private let rows: [[String]]

    init(_ tasks: [TaskSummary]) {
        rows = tasks.map { task in
            [
                task.taskid.description, task.deadLetter ? "dead" : task.state.rawValue,
                String(task.tenant.rawValue.prefix(12)), "\(task.attempts)", "\(task.crashes)", task.createdAt,
                task.error.map { "\($0.code): \($0.message)" } ?? "",
            ]
        }
    }

    var text: String {
        let all = [Self.heads] + rows
        let widths = Self.heads.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            // The last column is as long as it is.
            let others = zip(row.dropLast(), widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            return row.last.map { $0.isEmpty ? others : others + "  " + $0 } ?? others
        }.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
