/// Makes ``JSONValue``s of encodable values, without the way over text and back.
struct JSONValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    fileprivate let slot: Slot
    fileprivate let naming: Naming

    /// What the members of objects are called.
    typealias Naming = @Sendable (String) -> String

    /// - Parameter naming: Gives the name in JSON of a coding key.
    /// - Throws: What `value` throws.
    static func encode(_ value: some Encodable, naming: @escaping Naming) throws -> JSONValue {
        let slot = Slot()
        try slot.fill(with: value, at: [], naming)
        return slot.value
    }

    /// The text of a value, without the way over a ``JSONValue``.
    ///
    /// - Throws: What `value` throws, and `EncodingError` for a number that is not finite.
    static func text(of value: some Encodable) throws -> JSONText {
        let slot = Slot()
        try slot.fill(with: value, at: []) { $0 }
        var text = JSONText()
        try slot.write(to: &text)
        return text
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.begin(as: .object)
        return KeyedEncodingContainer(Members<Key>(codingPath: codingPath, slot: slot, naming: naming))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.begin(as: .array)
        return Elements(codingPath: codingPath, slot: slot, naming: naming)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(codingPath: codingPath, slot: slot, naming: naming)
    }
}

/// Where a value comes to be. Containers that are asked for are filled after they were handed out, so that each has a slot of
/// its own, and the value is put together at the end.
private final class Slot {
    enum Kind { case plain, object, array }

    private var kind = Kind.plain
    private var plain = JSONValue.null
    /// Of one name the last counts.
    private var members: [(name: String, value: Slot)] = []
    private var elements: [Slot] = []

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

    func set(number: Double) { plain = Int64(exactly: number).map { .integer($0) } ?? .number(number) }

    func member(_ name: String) -> Slot {
        let slot = Slot()
        members.append((name, slot))
        return slot
    }

    func element() -> Slot {
        let slot = Slot()
        elements.append(slot)
        return slot
    }

    func fill(
        with value: some Encodable, at path: [any CodingKey], _ naming: @escaping JSONValueEncoder.Naming
    ) throws {
        switch value {
        case let value as String: set(.string(value))
        case let value as Bool: set(.bool(value))
        case let value as Double: set(number: value)
        case let value as Float: set(number: Double("\(value)") ?? Double(value))
        case let value as any BinaryInteger & Encodable:
            set(Int64(exactly: value).map { .integer($0) } ?? .number(Double(value)))
        case let value as JSONValue: set(value)
        case let value as any StringKeyed:
            // Its keys are data and no coding keys.
            begin(as: .object)
            try value.forEachMember { name, value in try member(name).fill(with: value, at: path, naming) }
        default: try value.encode(to: JSONValueEncoder(codingPath: path, slot: self, naming: naming))
        }
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
    let codingPath: [any CodingKey]
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    mutating func encodeNil(forKey key: Key) throws { member(key).set(.null) }

    // The most frequent types, without asking what they are.
    mutating func encode(_ value: String, forKey key: Key) throws { member(key).set(.string(value)) }
    mutating func encode(_ value: Bool, forKey key: Key) throws { member(key).set(.bool(value)) }
    mutating func encode(_ value: Int, forKey key: Key) throws { member(key).set(.integer(Int64(value))) }
    mutating func encode(_ value: Double, forKey key: Key) throws { member(key).set(number: value) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        try member(key).fill(with: value, at: codingPath + [key], naming)
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
        JSONValueEncoder(codingPath: codingPath, slot: slot.member("super"), naming: naming)
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    private func member(_ key: Key) -> Slot { slot.member(naming(key.stringValue)) }

    private func encoder(_ key: Key) -> JSONValueEncoder {
        JSONValueEncoder(codingPath: codingPath + [key], slot: member(key), naming: naming)
    }
}

private struct Elements: UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    var count: Int { slot.count }

    mutating func encodeNil() throws { slot.element().set(.null) }

    mutating func encode(_ value: some Encodable) throws {
        try slot.element().fill(with: value, at: codingPath, naming)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> JSONValueEncoder {
        JSONValueEncoder(codingPath: codingPath, slot: slot.element(), naming: naming)
    }
}

private struct Single: SingleValueEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: Slot
    let naming: JSONValueEncoder.Naming

    mutating func encodeNil() throws { slot.set(.null) }

    mutating func encode(_ value: some Encodable) throws { try slot.fill(with: value, at: codingPath, naming) }
}
