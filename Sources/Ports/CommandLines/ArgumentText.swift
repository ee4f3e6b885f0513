public import Documents

/// The arguments of a call as the system has them: octets, of which the runtime would silently change what is not UTF-8.
public enum ArgumentText {
    /// Refuses a call with an argument that is not UTF-8, before anything else reads it.
    public static func requireUTF8() throws(Problem) {
        var arguments: [[UInt8]] = []
        var place = unsafe CommandLine.unsafeArgv
        while let argument = unsafe place.pointee {
            arguments.append(
                unsafe Array(UnsafeBufferPointer(start: argument, count: length(argument))).map {
                    UInt8(bitPattern: $0)
                }
            )
            unsafe place += 1
        }
        try requireUTF8(Array(arguments.dropFirst()))
    }

    /// Refuses arguments of which one is not UTF-8.
    ///
    /// - Parameter arguments: Without the program's name.
    /// - Throws: Which argument is not.
    public static func requireUTF8(_ arguments: [[UInt8]]) throws(Problem) {
        guard let place = arguments.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) else { return }
        let shown = String(decoding: arguments[place], as: UTF8.self)
        throw Problem(
            .usage,
            code: "not-utf-8",
            "The argument \"\(shown)\" (number \(place + 1)) is not UTF-8.",
            hint: "Write it in UTF-8: see with locale what the terminal writes."
        )
    }

    /// The arguments with each negative number joined to the option before it: `--pause -5` as `--pause=-5`. The parser takes
    /// a word that begins with a dash for another option, and would say that the value is missing; so the option says
    /// itself which numbers it takes.
    ///
    /// - Parameter arguments: Without the program's name.
    /// - Returns: What the parser is to be given.
    public static func joiningNegativeNumbers(_ arguments: [String]) -> [String] {
        // Behind the mark stands no option.
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var joined: [String] = []
        var rest = arguments[..<end]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), !word.contains("="), let next = rest.first, isNegativeNumber(next) else {
                joined.append(word)
                continue
            }
            joined.append("\(word)=\(next)")
            rest = rest.dropFirst()
        }
        return joined + arguments[end...]
    }

    private static func isNegativeNumber(_ word: String) -> Bool {
        word.hasPrefix("-") && word.dropFirst().first.map { "0123456789".contains($0) } == true
    }

    /// The octets of a C string before its end.
    private static func length(_ text: UnsafePointer<CChar>) -> Int {
        var length = 0
        while unsafe text[length] != 0 { length += 1 }
        return length
    }
}
