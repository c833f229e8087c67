import Crypto
import Foundation
import Mustache
import Shared

/// The page at `/docs`, rendered from the OpenAPI document.
struct DocumentationPage: Sendable {
    let html: String
    /// The style sheet's hash, as a content security policy takes it.
    let styleHash: String

    /// - Throws: `MustacheTemplate.Error`.
    init(_ document: OpenAPIDocument) throws {
        styleHash = "sha256-" + Data(SHA256.hash(data: Data(Self.style.utf8))).base64EncodedString()
        html = try MustacheTemplate(string: Self.template).render(Content(document.json))
    }

    // MARK: - What the template shows

    private struct Content {
        let title: String
        let description: String
        let style = DocumentationPage.style
        let operations: [Operation]
        let schemas: [Schema]
        let problems: [Problem]

        init(_ json: JSONValue) {
            let reader = Reader(json)
            title = reader.text(json["info"]?["title"])
            description = reader.text(json["info"]?["description"])
            operations = reader.operations
            schemas = reader.schemas
            problems = ProblemType.allCases.map {
                Problem(uri: $0.uri, status: String($0.status.code), title: $0.title)
            }
        }
    }

    private struct Problem {
        let uri: String
        let status: String
        let title: String
    }

    private struct Operation {
        let method: String
        let path: String
        let anchor: String
        let summary: String
        let description: String
        let isOpen: Bool
        let body: String
        let hasParameters: Bool
        let parameters: [Field]
        let responses: [Answer]
    }

    private struct Answer {
        let status: String
        let description: String
        let schema: String
    }

    private struct Schema {
        let name: String
        let fields: [Field]
    }

    private struct Field {
        let name: String
        let place: String
        let type: String
        let isRequired: Bool
        let description: String
    }

    /// Takes the document apart.
    private struct Reader {
        let json: JSONValue

        init(_ json: JSONValue) {
            self.json = json
        }

        func text(_ value: JSONValue?) -> String { value?.stringValue ?? "" }

        var operations: [Operation] {
            members(json["paths"]).flatMap { path, item in
                members(item).filter { $0.0 != "parameters" }.map { method, operation in
                    let parameters = elements(operation["parameters"]).map(parameter)
                    let body = operation["requestBody"]?["content"]?["application/json"]?["schema"]
                    return Operation(
                        method: method.uppercased(), path: path, anchor: text(operation["operationId"]),
                        summary: text(operation["summary"]), description: text(operation["description"]),
                        isOpen: operation["security"] == [], body: body.map(words) ?? "",
                        hasParameters: !parameters.isEmpty, parameters: parameters,
                        responses: members(operation["responses"]).map(answer))
                }
            }.sorted { ($0.isOpen ? 1 : 0, $0.path) < ($1.isOpen ? 1 : 0, $1.path) }
        }

        var schemas: [Schema] {
            members(json["components"]?["schemas"]).compactMap { name, schema in
                let required = elements(schema["required"]).compactMap(\.stringValue)
                let fields = members(schema["properties"]).map { field, schema in
                    Field(
                        name: field, place: "", type: words(schema), isRequired: required.contains(field),
                        description: text(schema["description"]))
                }
                return fields.isEmpty ? nil : Schema(name: name, fields: fields)
            }
        }

        private func parameter(_ value: JSONValue) -> Field {
            let value = resolved(value)
            return Field(
                name: text(value["name"]), place: text(value["in"]), type: value["schema"].map(words) ?? "",
                isRequired: value["required"]?.boolValue ?? false, description: text(value["description"]))
        }

        private func answer(_ status: String, _ value: JSONValue) -> Answer {
            let value = resolved(value)
            let schema = members(value["content"]).first?.1["schema"]
            return Answer(status: status, description: text(value["description"]), schema: schema.map(words) ?? "")
        }

        /// What a `$ref` points at, within the document.
        private func resolved(_ value: JSONValue) -> JSONValue {
            guard let reference = value["$ref"]?.stringValue else { return value }
            return reference.split(separator: "/").dropFirst().reduce(Optional(json)) { $0?[String($1)] } ?? value
        }

        /// A schema in a few words.
        private func words(_ schema: JSONValue) -> String {
            if let reference = schema["$ref"]?.stringValue { return String(reference.split(separator: "/").last ?? "") }
            if let constant = schema["const"] { return word(constant) }
            if case .array(let choices)? = schema["enum"] {
                return choices.filter { $0 != .null }.map(word).joined(separator: ", ")
            }
            if case .array(let choices)? = schema["oneOf"] {
                return choices.map(words).filter { $0 != "null" }.joined(separator: " or ")
            }
            let names: [String]
            switch schema["type"] {
            case .string(let name)?: names = [name]
            case .array(let list)?: names = list.compactMap(\.stringValue).filter { $0 != "null" }
            default: names = []
            }
            let name = names.joined(separator: " or ")
            if name == "array", let items = schema["items"] { return "list of " + words(items) }
            return schema["format"]?.stringValue.map { "\(name) (\($0))" } ?? name
        }

        private func word(_ value: JSONValue) -> String {
            switch value {
            case .string(let text): text
            case .bool(let flag): flag ? "true" : "false"
            default: "null"
            }
        }

        private func members(_ value: JSONValue?) -> [(String, JSONValue)] {
            guard case .object(let members)? = value else { return [] }
            return members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        private func elements(_ value: JSONValue?) -> [JSONValue] {
            guard case .array(let elements)? = value else { return [] }
            return elements
        }
    }
}
