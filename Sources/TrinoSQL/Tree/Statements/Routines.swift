/// `DROP FUNCTION [IF EXISTS] name(types)`.
public struct DropFunction: Hashable, Sendable {
    public var name: QualifiedName
    public var parameters: [FunctionDefinition.Parameter]
    public var ifExists: Bool

    public init(name: QualifiedName, parameters: [FunctionDefinition.Parameter] = [], ifExists: Bool = false) {
        self.name = name
        self.parameters = parameters
        self.ifExists = ifExists
    }
}
