internal import ClusterModel
internal import Expectations
internal import Platform
internal import Publishing
internal import Serving
internal import TFTP

/// Asks every source of files for a name, and checks what it is told; then goes through a file made of the same octets.
@c(LLVMFuzzerTestOneInput)
public func fuzzFileName(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    // A request carries its name up to the first NUL.
    let name = Array(bytes.prefix { $0 != 0 })
    checkLog(name)
    checkCatalog(name)
    Playground.shared.check(name)
    checkFile(bytes)
    return 0
}

/// A name cannot break a line of the log, nor look like its next field.
private func checkLog(_ name: [UInt8]) {
    var text: [UInt8] = []
    let kept = FileName(name.span)
    kept.append(to: &text)
    expect(text.allSatisfy { 0x21...0x7E ~= $0 }, "a name that is not fit for a log")
    expect(kept.octets.count == min(name.count, FileName.longest), "a name that was not kept")
}

/// Where nothing is published a phone's name is known for one, and nothing is found.
private func checkCatalog(_ name: [UInt8]) {
    let bare = name.drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ".") }
    let text = String(decoding: bare, as: UTF8.self).lowercased()
    let digits = text.dropFirst(3).prefix(12)
    let isPhone =
        text.count == 23 && bare.count == 23 && text.hasPrefix("sep") && text.hasSuffix(".cnf.xml")
        && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    switch Catalog().find(name.span) {
    case .missing(.notPublished): expect(isPhone || text == "xmldefault.cnf.xml", "a strange name taken for a phone's")
    case .missing(.notFound): expect(!isPhone, "a phone's name that was not known")
    case .missing, .found, .busy: expect(false, "a file where there is none")
    }
}

/// A body with holes, values for them, and what is sent of it.
private func checkFile(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let body = Array(bytes.dropFirst().prefix(Int(first)))
    let rest = bytes.dropFirst(1 + body.count)
    let offsets = rest.prefix(8).map { min(Int($0), body.count) }.sorted()
    let values = offsets.indices.map { index in rest.dropFirst(8 + 3 * index).prefix(3) }
    let file = FilledFile(
        SharedBody(SharedBytes(body), holes: offsets),
        values: SharedBytes(FilledFile.encode(values))
    )
    var wanted: [UInt8] = []
    var done = 0
    for (offset, value) in zip(offsets, values) {
        wanted += body[done..<offset] + value
        done = offset
    }
    wanted += body[done...]
    let hash = SHA256Hash(words: [0, 0, 0, 0])
    let position = PublishedPosition(incarnation: "fuzz", revision: 1)
    let content = FileContent(filled: file, length: file.length, position: position, hash: hash)
    var sent: [UInt8] = []
    var translated: [UInt8] = []
    for slice in content.slices ?? [] {
        slice.bytes.append(slice.range, to: &sent)
        Netascii.translate(slice.bytes.span.extracting(slice.range), into: &translated)
    }
    expect(sent == wanted && file.length == wanted.count, "a file that is not its body and its values")
    expect(translated.count == Netascii.translatedCount(wanted.span), "a translation of another length than was told")
}
