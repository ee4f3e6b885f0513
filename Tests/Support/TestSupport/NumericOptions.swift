public import ArgumentParser

/// The options of commands that take numbers, read off the commands' definitions, so that no test forgets one.
public enum NumericOptions {
    private static let numbers: Set<String> = ["Int", "UInt64", "Double"]

    /// The options of a command that take a number, as they are written on the command line.
    public static func names(of type: any ParsableArguments.Type) -> Set<String> {
        Set(
            Mirror(reflecting: type.init()).children.flatMap { child -> Set<String> in
                let wrapper = Swift.type(of: child.value)
                if let group = wrapper as? any OptionGrouping.Type { return names(of: group.group) }
                // For instance Option<Optional<Int>>.
                let words = "\(wrapper)".split { "<>".contains($0) }.map(String.init)
                guard words.first == "Option", numbers.contains(words.last ?? "") else { return [] }
                return [flag(child.label ?? "")]
            }
        )
    }

    /// The same of a command and all behind it.
    public static func names(ofAll type: any ParsableCommand.Type) -> Set<String> {
        type.configuration.subcommands.reduce(into: names(of: type)) { $0.formUnion(names(ofAll: $1)) }
    }

    /// `_ifVersion` as `--if-version`.
    private static func flag(_ label: String) -> String {
        label.drop { $0 == "_" }.reduce(into: "--") { name, letter in
            name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}

/// A group of options inside another.
private protocol OptionGrouping {
    static var group: any ParsableArguments.Type { get }
}

extension OptionGroup: OptionGrouping {
    fileprivate static var group: any ParsableArguments.Type { Value.self }
}
