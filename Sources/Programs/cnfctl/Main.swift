internal import AdminCommands

@main
enum Main {
    static func main() async { await Cnfctl.mainWithExitCodes() }
}
