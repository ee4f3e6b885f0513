internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension Row {
    /// The number in a column of every row.
    subscript<Value: StoredNumber>(_ column: Int) -> Value { Value(number: self[column]) }

    /// The number in a column; none when it is null.
    subscript<Value: StoredNumber>(_ column: Int) -> Value? {
        let number: Value.Number? = self[column]
        return number.map(Value.init(number:))
    }
}

/// A number with a meaning: it is stored as the number that it is.
protocol StoredNumber {
    associatedtype Number: DatabaseValueConvertible, StatementColumnConvertible

    init(number: Number)
}

extension UnixTime: StoredNumber {
    init(number: Int) { self.init(seconds: number) }
}

extension RevisionNumber: StoredNumber {
    init(number: Int) { self.init(rawValue: number) }
}

extension BodyID: StoredNumber {
    init(number: Int64) { self.init(rawValue: number) }
}

extension FragmentID: StoredNumber {
    init(number: Int64) { self.init(rawValue: number) }
}
