/// A user-defined function, inline after WITH or in CREATE FUNCTION.
public struct FunctionDefinition: Hashable, Sendable {
    public var name: QualifiedName
    public var parameters: [Parameter]
    public var returns: DataType
    public var characteristics: [Characteristic]
    public var body: Body

    public init(
        name: QualifiedName, parameters: [Parameter] = [], returns: DataType, characteristics: [Characteristic] = [],
        body: Body
    ) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.characteristics = characteristics
        self.body = body
    }

    /// A parameter; its name may be absent, as in DROP FUNCTION.
    public struct Parameter: Hashable, Sendable {
        public var name: Identifier?
        public var type: DataType

        public init(name: Identifier? = nil, type: DataType) {
            self.name = name
            self.type = type
        }
    }

    /// What is said about a function between its type and its body.
    public enum Characteristic: Hashable, Sendable {
        case language(Identifier)
        case deterministic(Bool)
        /// `RETURNS NULL ON NULL INPUT`
        case returnsNullOnNullInput
        /// `CALLED ON NULL INPUT`
        case calledOnNullInput
        case security(SecurityMode)
        case comment(StringLiteral)
        case properties([Property])
    }

    /// A routine in SQL, or source text in another language.
    public enum Body: Hashable, Sendable {
        case statement(RoutineStatement)
        /// `AS $$ ... $$`: the text between the marks.
        case source(String)
    }
}

/// A statement in the body of an SQL routine.
public indirect enum RoutineStatement: Hashable, Sendable {
    /// `RETURN value`
    case `return`(Expression)
    /// `SET variable = value`
    case assignment(Identifier, Expression)
    /// `CASE [operand] WHEN ... THEN statements ... [ELSE statements] END CASE`
    case caseWhen(operand: Expression?, branches: [ConditionalBlock], otherwise: [RoutineStatement]?)
    /// `IF ... THEN ... [ELSEIF ... THEN ...] [ELSE ...] END IF`; the first branch is the IF's.
    case ifThen(branches: [ConditionalBlock], otherwise: [RoutineStatement]?)
    case iterate(Identifier)
    case leave(Identifier)
    /// `BEGIN [DECLARE ...] statements END`
    case compound(variables: [VariableDeclaration], statements: [RoutineStatement])
    case loop(label: Identifier?, [RoutineStatement])
    case whileDo(label: Identifier?, Expression, [RoutineStatement])
    case repeatUntil(label: Identifier?, [RoutineStatement], Expression)

    /// A condition and what runs when it holds.
    public struct ConditionalBlock: Hashable, Sendable {
        public var condition: Expression
        /// At least one.
        public var statements: [RoutineStatement]

        public init(condition: Expression, statements: [RoutineStatement]) {
            self.condition = condition
            self.statements = statements
        }
    }

    /// `DECLARE names type [DEFAULT value]`.
    public struct VariableDeclaration: Hashable, Sendable {
        public var names: [Identifier]
        public var type: DataType
        public var defaultValue: Expression?

        public init(names: [Identifier], type: DataType, defaultValue: Expression? = nil) {
            self.names = names
            self.type = type
            self.defaultValue = defaultValue
        }
    }
}

/// With whose rights a view or function runs.
public enum SecurityMode: String, Hashable, Sendable, CaseIterable {
    case definer, invoker
}
