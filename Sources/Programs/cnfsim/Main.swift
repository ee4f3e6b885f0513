internal import SimulationCommands

@main
enum Main {
    static func main() { Cnfsim.mainWithExitCodes() }
}
