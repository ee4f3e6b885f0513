internal import AdminAPI
internal import ArgumentParser
internal import Simulation

/// How a simulator tells what happens.
struct EventOptions: ParsableArguments {
    @Flag(name: .long, help: "Print each event as a JSON object on a line of its own; errors too.")
    var json = false

    /// Prints an event on a line.
    func tell(_ event: SimulationEvent) throws {
        guard json else { return try Output.standard(event.line) }
        var fields = ["event": event.word]
        for field in event.fields { fields[field.name] = field.value }
        guard let data = try? AdminJSON.encode(fields) else { return }
        try Output.standard(String(decoding: data, as: UTF8.self))
    }
}
