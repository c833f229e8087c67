import Foundation

/// A model's answer, read. Whatever can't be read is left out, and said so.
struct Proposals: Sendable {
    /// Another text for a query, over the original tables.
    struct Rewrite: Sendable {
        var queryID: String
        var text: String
        var why: String
    }

    var rewrites: [Rewrite] = []
    /// What was in the answer and could not be used.
    var defects: [String] = []

    /// Reads the JSON object in an answer, with or without a Markdown fence or prose around it.
    init(reading answer: String) {
        guard let first = answer.firstIndex(of: "{"), let last = answer.lastIndex(of: "}"), first < last else {
            defects.append("the model's answer holds no JSON object")
            return
        }
        let decoded: Form
        do {
            decoded = try JSONDecoder().decode(Form.self, from: Data(answer[first...last].utf8))
        } catch {
            defects.append("the model's answer is not of the form asked for")
            return
        }
        for entry in decoded.rewrites ?? [] {
            guard let id = entry.queryid, let text = entry.query, !text.isEmpty else {
                defects.append("a proposed rewrite lacks its queryid or query")
                continue
            }
            rewrites.append(Rewrite(queryID: id, text: text, why: String((entry.why ?? "").prefix(300))))
        }
    }

    private struct Form: Decodable {
        struct Entry: Decodable {
            var queryid: String?
            var query: String?
            var why: String?
        }
        var rewrites: [Entry]?
    }
}
