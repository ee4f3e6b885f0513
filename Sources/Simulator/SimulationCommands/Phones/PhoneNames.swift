internal import AdminAPI
internal import ClusterModel
internal import Documents

/// The names of the phones to simulate.
enum PhoneNames {
    /// Phones with consecutive addresses.
    ///
    /// - Throws: A problem when an address on the way cannot be a phone's.
    static func consecutive(from first: MACAddress, count: Int) throws(Problem) -> [DeviceName] {
        var names: [DeviceName] = []
        names.reserveCapacity(count)
        for offset in 0..<UInt64(count) {
            guard let address = MACAddress(bits: first.bits + offset) else {
                throw Problem(
                    .usage,
                    code: "addresses-exhausted",
                    "There are not \(count) addresses after \(first.digits).",
                    field: "first-mac",
                    hint: "Begin with a lower address, such as 020000000000."
                )
            }
            names.append(DeviceName(address))
        }
        return names
    }

    /// The names in a text, one on each line; empty lines and those that begin with `#` do not count.
    ///
    /// - Throws: Every line that is no phone's name.
    static func parse(_ text: String, object: String) throws(ProblemReport) -> [DeviceName] {
        var names: [DeviceName] = []
        var problems: [Problem] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let name = line.trimmingWhitespace
            guard !name.isEmpty, !name.hasPrefix("#") else { continue }
            do throws(InvalidValue) {
                names.append(try DeviceName(name))
            } catch {
                let hint = error.remedy
                problems.append(
                    Problem(.usage, code: error.code, error.reason, object: object, hint: hint, line: number + 1)
                )
            }
        }
        guard problems.isEmpty else { throw ProblemReport(problems) }
        return names
    }

    /// Names given one by one.
    ///
    /// - Throws: Every one that is no phone's name.
    static func all(_ names: [String]) throws(ProblemReport) -> [DeviceName] {
        try parse(names.joined(separator: "\n"), object: "phone")
    }

    /// The names in a file.
    static func read(_ path: String) throws(ProblemReport) -> [DeviceName] {
        try parse(
            String(decoding: try InputFile.read(path == "-" ? "/dev/stdin" : path), as: UTF8.self),
            object: "file \(path)"
        )
    }
}

extension Substring {
    /// Without blanks and carriage returns at both ends.
    fileprivate var trimmingWhitespace: String {
        let rest = drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }
}
