extension OptimizationOptions: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case targetSchema = "target_schema"
        case retain, verify
        case deadlineSeconds = "deadline_seconds"
        case objective
        case storageLimitBytes = "storage_limit_bytes"
        case candidates, freshness
        case allowUnverified = "allow_unverified"
        case priority, llm
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknownKeys(in: decoder, known: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = OptimizationOptions()
        self.init(
            targetSchema: try container.decodeIfPresent(String.self, forKey: .targetSchema),
            retain: try container.decodeChoice(Retain.self, forKey: .retain) ?? defaults.retain,
            verify: try container.decodeChoice(Verify.self, forKey: .verify),
            deadlineSeconds: try container.decodeIfPresent(Double.self, forKey: .deadlineSeconds)
                ?? defaults.deadlineSeconds,
            objective: try container.decodeIfPresent(Objective.self, forKey: .objective) ?? defaults.objective,
            storageLimitBytes: try container.decodeIfPresent(Double.self, forKey: .storageLimitBytes),
            candidates: try container.decodeIfPresent([String: Bool].self, forKey: .candidates) ?? defaults.candidates,
            freshness: try container.decodeChoice(Freshness.self, forKey: .freshness) ?? defaults.freshness,
            allowUnverified: try container.decodeIfPresent(Bool.self, forKey: .allowUnverified)
                ?? defaults.allowUnverified,
            priority: try container.decodeChoice(TaskPriority.self, forKey: .priority) ?? defaults.priority,
            llm: try container.decodeIfPresent(Bool.self, forKey: .llm) ?? defaults.llm
        )
        try refuseUnknownCandidates(in: container)
        guard deadlineSeconds > 0, deadlineSeconds.isFinite else {
            throw DecodingError.dataCorruptedError(
                forKey: .deadlineSeconds, in: container, debugDescription: "must be more than 0 seconds")
        }
        if let storageLimitBytes, storageLimitBytes < 0 || !storageLimitBytes.isFinite {
            throw DecodingError.dataCorruptedError(
                forKey: .storageLimitBytes, in: container,
                debugDescription: "must be a number of bytes, 0 or more; leave it out for no limit")
        }
        if targetSchema?.isEmpty == true {
            throw DecodingError.dataCorruptedError(
                forKey: .targetSchema, in: container, debugDescription: "is empty; leave it out for a name of our own")
        }
    }

    /// A family with a mistake in its name would stay switched on, and nobody would know.
    private func refuseUnknownCandidates(in container: KeyedDecodingContainer<CodingKeys>) throws {
        guard let unknown = candidates.keys.filter({ !Self.candidateNames.contains($0) }).min(),
            let key = AnyKey(stringValue: unknown)
        else { return }
        let known = Self.candidateNames.sorted().joined(separator: ", ")
        throw RequestDefect(
            codingPath: container.codingPath + [CodingKeys.candidates, key],
            message: "is not a known family of candidates; known here are \(known)")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(targetSchema, forKey: .targetSchema)
        try container.encode(retain, forKey: .retain)
        try container.encodeIfPresent(verify, forKey: .verify)
        try container.encode(deadlineSeconds, forKey: .deadlineSeconds)
        try container.encode(objective, forKey: .objective)
        try container.encodeIfPresent(storageLimitBytes, forKey: .storageLimitBytes)
        try container.encode(candidates, forKey: .candidates)
        try container.encode(freshness, forKey: .freshness)
        try container.encode(allowUnverified, forKey: .allowUnverified)
        try container.encode(priority, forKey: .priority)
        try container.encode(llm, forKey: .llm)
    }
}

extension OptimizationOptions.Objective: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case speedWeight = "speed_weight"
        case storageWeight = "storage_weight"
    }

    public init(from decoder: any Decoder) throws {
        try refuseUnknownKeys(in: decoder, known: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = Self()
        self.init(
            speedWeight: try container.decodeIfPresent(Double.self, forKey: .speedWeight) ?? defaults.speedWeight,
            storageWeight: try container.decodeIfPresent(Double.self, forKey: .storageWeight) ?? defaults.storageWeight
        )
        for (key, weight) in [(CodingKeys.speedWeight, speedWeight), (.storageWeight, storageWeight)]
        where weight < 0 || !weight.isFinite {
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "must be 0 or more")
        }
        if speedWeight == 0, storageWeight == 0 {
            throw DecodingError.dataCorruptedError(
                forKey: .speedWeight, in: container,
                debugDescription: "and storage_weight can't both be 0: nothing would be left to choose by")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(speedWeight, forKey: .speedWeight)
        try container.encode(storageWeight, forKey: .storageWeight)
    }
}

/// A key of any name, for looking at what an object really holds.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

private func refuseUnknownKeys<Keys: CodingKey & CaseIterable>(in decoder: any Decoder, known: Keys.Type) throws {
    let names = Keys.allCases.map(\.stringValue)
    let unknown = try decoder.container(keyedBy: AnyKey.self).allKeys
        .filter { !names.contains($0.stringValue) }
        .min { $0.stringValue < $1.stringValue }
    // defence: unknown-options
    if let unknown {
        throw RequestDefect(
            codingPath: decoder.codingPath + [unknown],
            message: "is not a known option; known here are \(names.sorted().joined(separator: ", "))")
    }
}

extension KeyedDecodingContainer {
    fileprivate func decodeChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, forKey key: Key
    ) throws -> Choice? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "is none of \(known)")
        }
        return choice
    }
}
