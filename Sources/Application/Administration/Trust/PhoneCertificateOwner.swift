internal import Certificates
internal import ClusterModel
internal import Documents

/// Whose certificate a file holds: told by the administrator, by the file's name, or by the certificate's common name,
/// which for phones is `SEP…` or `CP-8841-SEP…`. What is told twice must agree.
enum PhoneCertificateOwner {
    /// The code of the refusal of a certificate that names no phone.
    static let unknown = "phone-unknown"

    static func find(
        given: DeviceName?,
        source: String,
        _ certificate: Certificate
    ) throws(Problem) -> DeviceName {
        let named = given ?? fileStem(source)
        let subject = certificate.commonName.flatMap { name in
            (try? DeviceName(name)) ?? name.split(separator: "-").last.flatMap { try? DeviceName(String($0)) }
        }
        if let named, let subject, named != subject {
            throw Problem(
                .validation,
                code: "phone-mismatch",
                "It is said to be of \(named), but its subject is \(certificate.subject).",
                object: "file \(source)",
                hint: "Give the certificate of that phone."
            )
        }
        guard let owner = named ?? subject else {
            throw Problem(
                .validation,
                code: unknown,
                "Neither its name nor its subject, \(certificate.subject), tells the phone.",
                object: "file \(source)",
                hint: "Name the file SEP and the MAC address, or name the phone with --phone."
            )
        }
        return owner
    }

    /// The phone in a file's name.
    private static func fileStem(_ source: String) -> DeviceName? {
        let file = source.split(separator: "/").last ?? ""
        let stem = file.split(separator: ".").first ?? ""
        return try? DeviceName(String(stem))
    }
}
