internal import ArgumentParser

/// A part of the whole, from 0 up to but not including 1: `0.05` or `5%`.
struct Fraction: ExpressibleByArgument, Hashable {
    let value: Double

    init?(argument: String) {
        let isPercentage = argument.hasSuffix("%")
        guard let number = Double(isPercentage ? argument.dropLast() : argument[...]) else { return nil }
        value = isPercentage ? number / 100 : number
        guard value >= 0 && value < 1 else { return nil }
    }
}
