import Foundation

/// The body of `POST /new`: where the lakehouse is, what it holds and what is asked of it.
///
/// Only the shape is checked here. SQL is read in the worker, where an error belongs to its statement. Members that
/// are not known are passed over, except inside ``OptimizationOptions``, where a misspelt option would otherwise be
/// an option silently not given.
public struct OptimizationRequest: Sendable, Hashable {
    /// The JDBC URL, secrets included. Nil only where no connection is wanted; it then must not be asked for.
    public var url: String?
    /// The DDL of the tables, in any order.
    public var ddl: [SQLStatement]
    /// The workload, in the order in which the answer gives it back.
    public var queries: [WorkloadQuery]
    /// What may be done, and how.
    public var options: OptimizationOptions

    public init(
        url: String?, ddl: [SQLStatement], queries: [WorkloadQuery],
        options: OptimizationOptions = OptimizationOptions()
    ) {
        self.url = url
        self.ddl = ddl
        self.queries = queries
        self.options = options
    }
}

extension OptimizationRequest: CustomStringConvertible, CustomReflectable {
    /// Its size alone: the URL holds a password, and the rest is other people's SQL.
    public var description: String {
        "OptimizationRequest(\(ddl.count) DDL statements, \(queries.count) queries)"
    }

    public var customMirror: Mirror {
        Mirror(self, children: ["ddl": ddl.count, "queries": queries.count])
    }
}

extension OptimizationRequest {
    /// Whether a body without `url` is a defect.
    public enum URLRule: Sendable {
        /// A task of the service: there is no other place for the URL.
        case required
        /// A request on a command line, where the URL may come beside it or not at all.
        case optional
    }

    /// Reads a body and checks its shape.
    ///
    /// - Throws: ``RequestDefect``, with the path of the first field that is missing, of the wrong type or out of range.
    public static func decode(_ body: Data, url rule: URLRule = .required) throws -> OptimizationRequest {
        let request = try WireJSON.decode(OptimizationRequest.self, from: body)
        if rule == .required {
            guard let url = request.url else { throw RequestDefect(path: "url", message: "is missing") }
            guard !url.isEmpty else {
                throw RequestDefect(path: "url", message: "is empty; expected jdbc:trino://host:port/catalog/schema")
            }
        }
        return request
    }

    /// The same request with no URL, which is how it is stored: the URL is kept sealed, apart from it.
    public var withoutURL: OptimizationRequest {
        var copy = self
        copy.url = nil
        return copy
    }
}

extension OptimizationRequest: Codable {
    private enum CodingKeys: String, CodingKey {
        case url, ddl, queries, options
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        url = try container.decodeIfPresent(String.self, forKey: .url)
        ddl = try container.decode([SQLStatement].self, forKey: .ddl)
        queries = try container.decode([WorkloadQuery].self, forKey: .queries)
        options = try container.decodeIfPresent(OptimizationOptions.self, forKey: .options) ?? OptimizationOptions()
        guard !queries.isEmpty else {
            throw DecodingError.dataCorruptedError(
                forKey: .queries, in: container, debugDescription: "is empty; there is nothing to optimise")
        }
        var firstPlaces: [String: Int] = [:]
        for (place, query) in queries.enumerated() {
            if let first = firstPlaces.updateValue(place, forKey: query.queryid) {
                throw RequestDefect(
                    path: "queries[\(place)].queryid",
                    message: "is the same as that of queries[\(first)]; ids must be unique")
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(url, forKey: .url)
        try container.encode(ddl, forKey: .ddl)
        try container.encode(queries, forKey: .queries)
        // What is left out is read as this, and reading members takes longer than all else of a small request.
        if options != OptimizationOptions() { try container.encode(options, forKey: .options) }
    }
}
