internal import ArgumentParser
internal import Daemon

@main
enum Main {
    static func main() async { await CnfdCommand.mainWithNumbers() }
}
