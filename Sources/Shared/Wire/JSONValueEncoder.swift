/// Makes ``JSONValue``s of encodable values, without the way over text and back.
struct JSONValueEncoder: Encoder {
    fileprivate let slot: Slot
    fileprivate let naming: Naming

    /// What the members of objects are called.
    typealias Naming = @Sendable (String) -> String

    /// - Parameter naming: Gives the name in JSON of a coding key.
    /// - Throws: What `value` throws.
    static func encode(_ value: some Encodable, naming: @escaping Naming) throws -> JSONValue {
        let slot = Slot()
        try slot.fill(with: value, naming)
        return slot.value
    }

    /// The text of a value, without the way over a ``JSONValue``.
    ///
    /// - Throws: What `value` throws, and `EncodingError` for a number that is not finite.
    static func text(of value: some Encodable) throws -> JSONText {
        let slot = Slot()
        try slot.fill(with: value) { $0 }
        var text = JSONText()
        try slot.write(to: &text)
        return text
    }

    /// Not kept: to keep it takes longer than to write most values, and no value here names it in an error.
    var codingPath: [any CodingKey] { [] }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.begin(as: .object)
        return KeyedEncodingContainer(Members<Key>(slot: slot, naming: naming))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.begin(as: .array)
        return Elements(slot: slot, naming: naming)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(slot: slot, naming: naming)
    }
}

/// Where a value comes to be. Containers that are asked for are filled after they were handed out, so that each has a slot of
/// its own, and the value is put together at the end.
private final class Slot {
    enum Kind { case plain, object, array }

    /// A member or element: known at once, or to be filled.
    enum Part {
        case value(JSONValue)
        case slot(Slot)

        var value: JSONValue {
            switch self {
            case .value(let value): value
            case .slot(let slot): slot.value
            }
        }

        func write(to text: inout JSONText) throws {
            switch self {
            case .value(let value): try text.append(value)
            case .slot(let slot): try slot.write(to: &text)
            }
        }
    }

    private var kind = Kind.plain
    private var plain = JSONValue.null
    /// Of one name the last counts.
    private var members: [(name: String, value: Part)] = []
    private var elements: [Part] = []

    var count: Int { elements.count }

    var value: JSONValue {
        switch kind {
        case .plain: plain
        case .object: .object(Dictionary(members.map { ($0.name, $0.value.value) }, uniquingKeysWith: { $1 }))
        case .array: .array(elements.map(\.value))
        }
    }

    func write(to text: inout JSONText) throws {
        switch kind {
        case .plain: try text.append(plain)
        case .object: try text.append(members) { try $0.write(to: &$1) }
        case .array: try text.append(elements) { try $0.write(to: &$1) }
        }
    }

    func begin(as kind: Kind) { self.kind = kind }

    func set(_ value: JSONValue) { plain = value }

    func set(_ value: JSONValue, of name: String) { members.append((name, .value(value))) }

    func append(_ value: JSONValue) { elements.append(.value(value)) }

    func member(_ name: String) -> Slot {
        let slot = Slot()
        members.append((name, .slot(slot)))
        return slot
    }

    func element() -> Slot {
        let slot = Slot()
        elements.append(.slot(slot))
        return slot
    }

    /// Strings, truth values and numbers come back through ``Single``, which knows their types: asking a value what it is takes
    /// longer than writing it.
    func fill<Value: Encodable>(with value: Value, _ naming: @escaping JSONValueEncoder.Naming) throws {
        if Value.self == JSONValue.self, let value = value as? JSONValue {
            set(value)
        } else if let value = value as? any StringKeyed {
            // Its keys are data and no coding keys.
            begin(as: .object)
            try value.forEachMember { name, value in try member(name).fill(with: value, naming) }
        } else {
            try value.encode(to: JSONValueEncoder(slot: self, naming: naming))
        }
    }
}

extension JSONValue {
    fileprivate init(_ value: Double) { self = Int64(exactly: value).map { .integer($0) } ?? .number(value) }

    fileprivate init(_ value: Float) { self.init(Double("\(value)") ?? Double(value)) }

    fileprivate init(_ value: some BinaryInteger) {
        self = Int64(exactly: value).map { .integer($0) } ?? .number(Double(value))
    }
}

private protocol StringKeyed {
    func forEachMember(_ body: (String, any Encodable) throws -> Void) throws
}

extension Dictionary: StringKeyed where Key == String, Value: Encodable {
    fileprivate func forEachMember(_ body: (String, any Encodable) throws -> Void) throws {
        for (name, value) in self { try body(name, value) }
    }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) throws { set(.null, key) }

    // The most frequent types, without a slot of their own.
    mutating func encode(_ value: String, forKey key: Key) throws { set(.string(value), key) }
    mutating func encode(_ value: Bool, forKey key: Key) throws { set(.bool(value), key) }
    mutating func encode(_ value: Int, forKey key: Key) throws { set(.integer(Int64(value)), key) }
    mutating func encode(_ value: Double, forKey key: Key) throws { set(JSONValue(value), key) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        try member(key).fill(with: value, naming)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder(key).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        JSONValueEncoder(slot: slot.member("super"), naming: naming)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    private func set(_ value: JSONValue, _ key: Key) { slot.set(value, of: naming(key.stringValue)) }

    private func member(_ key: Key) -> Slot { slot.member(naming(key.stringValue)) }

    private func encoder(_ key: Key) -> JSONValueEncoder {
        JSONValueEncoder(slot: member(key), naming: naming)
    }
}

private struct Elements: UnkeyedEncodingContainer {
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    var codingPath: [any CodingKey] { [] }

    var count: Int { slot.count }

    mutating func encodeNil() throws { slot.append(.null) }
    mutating func encode(_ value: String) throws { slot.append(.string(value)) }

    mutating func encode(_ value: some Encodable) throws {
        try slot.element().fill(with: value, naming)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> JSONValueEncoder {
        JSONValueEncoder(slot: slot.element(), naming: naming)
    }
}

/// Takes each type that writes itself as a single value: one that was passed on to its own `encode` would come back for ever.
private struct Single: SingleValueEncodingContainer {
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() throws { slot.set(.null) }
    mutating func encode(_ value: String) throws { slot.set(.string(value)) }
    mutating func encode(_ value: Bool) throws { slot.set(.bool(value)) }
    mutating func encode(_ value: Double) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Float) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int8) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int16) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int32) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int64) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt8) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt16) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt32) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt64) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: Int128) throws { slot.set(JSONValue(value)) }
    mutating func encode(_ value: UInt128) throws { slot.set(JSONValue(value)) }

    mutating func encode(_ value: some Encodable) throws { try slot.fill(with: value, naming) }
}
