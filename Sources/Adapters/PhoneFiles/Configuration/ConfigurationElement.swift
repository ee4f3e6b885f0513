/// An element of a file that is read for its values, which knows where it stands.
struct ConfigurationElement {
    private let element: XMLElement
    private let path: String

    init(_ element: XMLElement, path: String) {
        self.element = element
        self.path = path + "/" + element.name
    }

    var name: String { element.name }
    var text: String { element.text }

    /// The first child of the given name.
    func optionalChild(_ name: String) -> ConfigurationElement? {
        element.children.first { $0.name == name }.map { ConfigurationElement($0, path: path) }
    }

    /// The first child of the given name, which must be there.
    func child(_ name: String) throws(PhoneFileError) -> ConfigurationElement {
        guard let child = optionalChild(name) else {
            throw PhoneFileError(
                code: "value-invalid",
                message: "The file has no \(path)/\(name)",
                remedy: "Give a phone's file as it is served"
            )
        }
        return child
    }

    /// All children of the given name.
    func children(_ name: String) -> [ConfigurationElement] {
        element.children.filter { $0.name == name }.map { ConfigurationElement($0, path: path) }
    }

    func number(in range: ClosedRange<Int>) throws(PhoneFileError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw invalid("is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func port() throws(PhoneFileError) -> Int { try number(in: 1...Int(UInt16.max)) }

    func flag() throws(PhoneFileError) -> Bool {
        guard let flag = Bool(text) else { throw invalid("is neither true nor false") }
        return flag
    }

    func base64() throws(PhoneFileError) -> [UInt8] {
        guard let bytes = Base64.decode(text) else { throw invalid("is not base 64 on one line") }
        return bytes
    }

    /// The error of a value that a phone cannot use; the value itself may be anything and is not quoted.
    func invalid(_ problem: String) -> PhoneFileError {
        PhoneFileError(
            code: "value-invalid",
            message: "\(path) \(problem)",
            remedy: "Give a phone's file as it is served"
        )
    }
}
