/// An error of one family: a stable word for programs, what is wrong, and what mends it.
///
/// Message and remedy are clauses without a full stop at their end, so that each can stand within a sentence of whoever tells
/// of it; ``description`` and `Problem` make sentences of them.
public protocol RemediedError: Error, CustomStringConvertible {
    /// A stable word for programs, for instance `port-busy`.
    var word: String { get }
    /// What is wrong, naming the object.
    var message: String { get }
    /// What can be done about it.
    var remedy: String { get }
}

extension RemediedError {
    /// The message and the remedy, as two sentences on one line.
    public var description: String { "\(message). \(remedy)." }
}
