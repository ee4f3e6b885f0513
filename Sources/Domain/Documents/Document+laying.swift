extension Document {
    /// This mapping laid over `previous`, as every change of an object is: a field that is absent keeps what `previous`
    /// has, null takes it away, so that it falls back to its default, a group is laid over field by field in the same way,
    /// and a list is taken whole.
    ///
    /// - Parameter previous: What is there already, a mapping.
    /// - Returns: The two together; what comes from here keeps its lines.
    public func laid(over previous: Document) -> Document {
        guard case .mapping(let own) = content, case .mapping(let others) = previous.content else { return self }
        var laid = others.compactMap { entry -> Entry? in
            guard let change = self[entry.key] else { return entry }
            return change.content == .null ? nil : Entry(entry.key, change.laid(over: entry.value))
        }
        laid += own.filter { entry in
            entry.value.content != .null && !others.contains { $0.key == entry.key }
        }
        return Document(.mapping(laid), line: line)
    }
}
