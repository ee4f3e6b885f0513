public import ClusterModel

/// Renders the configuration files of phones, `SEP<MAC>.cnf.xml` (P01).
public struct PhoneFileRenderer {
    /// The order of a fragment's values: to be raised whenever a value is added, taken away, moved or written otherwise, so
    /// that values stored by an earlier release are not filled into the holes of this one.
    public static let valueLayout = 1

    /// Whether `fragment`, of the current ``valueLayout``, was made with that MD5 of the phone's certificate.
    ///
    /// - Parameters:
    ///   - fragment: The values of a phone.
    ///   - certificateHash: The MD5 in lower-case hexadecimal digits; `nil` when no certificate is imported.
    /// - Returns: Whether it was.
    public static func isMade(_ fragment: Fragment, with certificateHash: String?) -> Bool {
        // Hexadecimal digits are the same when they are escaped.
        fragment.value(PhoneValue.own(.certificateHash).index(lineCount: 0))?.elementsEqual(
            (certificateHash ?? "").utf8
        )
            ?? false
    }

    /// The part of the file that phones of the same context and shape share.
    ///
    /// - Parameters:
    ///   - context: All that the body depends on except the phone.
    ///   - shape: What of the phone shapes the body.
    /// - Returns: The body, with a hole for each value that ``fragment(_:certificateHash:)`` gives and one for the
    ///   version stamp; holes of passwords are marked secret.
    /// - Throws: `xml-writer` when memory is short.
    public static func body(
        _ context: PhoneFileContext,
        _ shape: BodyShape
    ) throws(PhoneFileError) -> RenditionBody {
        var file = try FileWriter(.holes(lineCount: shape.lineCount))
        file.device(context, shape)
        return try file.finishBody()
    }

    /// The phone's own values in the order in which the body's holes index them, each escaped by libxml2.
    ///
    /// - Parameters:
    ///   - phone: The phone.
    ///   - certificateHash: The MD5 of the phone's certificate in lower-case hexadecimal digits; `nil` when none is
    ///     imported.
    /// - Returns: The values.
    /// - Throws: `value-too-long` when an escaped value is longer than ``Fragment/maximumValueLength``.
    public static func fragment(_ phone: Phone, certificateHash: String?) throws(PhoneFileError) -> Fragment {
        let order = PhoneValue.all(lineCount: phone.lines.count, settingCount: phone.settings.all.count)
        var values: [[UInt8]] = []
        values.reserveCapacity(order.count)
        for value in order {
            let escaped = try EscapedText(value.text(of: phone, certificateHash: certificateHash)).bytes
            guard escaped.count <= Fragment.maximumValueLength else {
                throw PhoneFileError(
                    code: "value-too-long",
                    message: "\(phone.label), field \"\(value.field(of: phone))\": the value takes \(escaped.count) "
                        + "bytes in the file",
                    remedy: "Shorten it to at most \(Fragment.maximumValueLength) bytes"
                )
            }
            values.append(escaped)
        }
        // The lengths were checked above, so only the fragment's own rules could refuse here.
        guard let fragment = Fragment(values: values) else { throw .writer("gather the values of \(phone.label)") }
        return fragment
    }

    /// The oracle: the whole file through libxml2 at once, the values written in place. The same bytes as ``body(_:_:)``
    /// filled with the fragment and the stamp.
    ///
    /// - Parameters:
    ///   - context: All that the body depends on except the phone.
    ///   - phone: The phone.
    ///   - certificateHash: The MD5 of the phone's certificate in lower-case hexadecimal digits; `nil` when none is
    ///     imported.
    ///   - stamp: The text of the version stamp.
    /// - Returns: The file's bytes.
    /// - Throws: `xml-writer` when memory is short.
    public static func document(
        _ context: PhoneFileContext,
        _ phone: Phone,
        certificateHash: String?,
        stamp: String
    ) throws(PhoneFileError) -> [UInt8] {
        var file = try FileWriter(.phone(phone, certificateHash: certificateHash, stamp: stamp))
        file.device(context, BodyShape(phone, cluster: context.cluster))
        return try file.finish()
    }
}
