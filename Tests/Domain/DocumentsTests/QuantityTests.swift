import Documents
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "A number agrees with its noun and its verb",
        arguments: [(0, "0 phone files change"), (1, "1 phone file changes"), (2, "2 phone files change")]
    )
    func agreement(count: Int, text: String) {
        let files = Quantity(count, "phone file")
        #expect("\(files) \(files.choose("changes", "change"))" == text)
    }
}
