/// The functions that a query can call without any plugin.
///
/// ```swift
/// FunctionCatalogue.builtin.signatures(of: "avg").map(\.description)
/// ```
public struct FunctionCatalogue: Sendable {
    /// Trino's own functions.
    public static let builtin = FunctionCatalogue(lines: builtinFunctionLines)

    private let signaturesByName: [String: [FunctionSignature]]
    /// Lines that could not be read; empty unless the data is damaged, which a test watches.
    let malformedLines: [FunctionLineError]

    /// Reads the data's lines.
    init(lines: String) {
        var signatures: [String: [FunctionSignature]] = [:]
        var malformed: [FunctionLineError] = []
        for line in lines.split(separator: "\n") {
            do throws(FunctionLineError) {
                for signature in try FunctionLineReader.read(String(line)) {
                    signatures[signature.name, default: []].append(signature)
                }
            } catch {
                malformed.append(error)
            }
        }
        signaturesByName = signatures
        malformedLines = malformed
    }

    /// All forms of a function, by its name in any case; empty for an unknown one.
    public func signatures(of name: String) -> [FunctionSignature] { signaturesByName[name.lowercased()] ?? [] }

    /// Every name, sorted.
    public var names: [String] { signaturesByName.keys.sorted() }

    public func contains(_ name: String) -> Bool { signaturesByName[name.lowercased()] != nil }

    /// Whether the name is an aggregate function's.
    public func isAggregate(_ name: String) -> Bool { signatures(of: name).contains { $0.kind == .aggregate } }

    /// Whether the name is that of a function that only works with OVER.
    public func isWindowOnly(_ name: String) -> Bool {
        let signatures = signatures(of: name)
        return !signatures.isEmpty && signatures.allSatisfy { $0.kind == .window }
    }
}

extension FunctionSignature: CustomStringConvertible {
    /// The form as the documentation writes it: `avg(decimal(p,s)) -> decimal(p,s)`.
    public var description: String {
        name + "(" + parameters.map(\.description).joined(separator: ", ") + (isVariadic ? "..." : "") + ") -> "
            + result.description
    }
}

extension TypePattern: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exact(let type): type.description
        case .variable(let name): name
        case .anything: "?"
        case .array(let element): "array(\(element))"
        case .map(let key, let value): "map(\(key),\(value))"
        case .function(let arguments, let result):
            "function(" + (arguments + [result]).map(\.description).joined(separator: ",") + ")"
        case .named(let name, let parts):
            parts.isEmpty ? name : name + "(" + parts.map(\.description).joined(separator: ",") + ")"
        case .row(let fields):
            "row(" + fields.map { ($0.name.map { $0 + " " } ?? "") + $0.type.description }.joined(separator: ",") + ")"
        case .sized(let base, let sizes):
            Self.sized(base, sizes.map(\.description).joined(separator: ","))
        }
    }

    private static func sized(_ base: SizedType, _ sizes: String) -> String {
        switch base {
        case .timeWithTimeZone: "time(\(sizes)) with time zone"
        case .timestampWithTimeZone: "timestamp(\(sizes)) with time zone"
        default: "\(base.rawValue)(\(sizes))"
        }
    }
}

extension SizeFormula: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): String(number)
        case .variable(let name): name
        case .sum(let left, let right): "(\(left) + \(right))"
        case .difference(let left, let right): "(\(left) - \(right))"
        case .product(let left, let right): "(\(left) * \(right))"
        case .quotient(let left, let right): "(\(left) / \(right))"
        case .minimum(let left, let right): "min(\(left), \(right))"
        case .maximum(let left, let right): "max(\(left), \(right))"
        }
    }
}
