internal import COpenSSL

extension Certificate {
    /// The common name of the subject; `nil` when there is none, or more than one, or it is no UTF-8.
    public var commonName: String? {
        unsafe withPointer { certificate in
            let name = unsafe X509_get_subject_name(certificate)
            let index = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, -1)
            guard index >= 0, unsafe X509_NAME_get_index_by_NID(name, NID_commonName, index) < 0,
                let value = unsafe X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index))
            else { return nil }
            let count = unsafe Int(ASN1_STRING_length(value))
            let bytes = unsafe UnsafeBufferPointer(start: ASN1_STRING_get0_data(value), count: count)
            return unsafe String(validating: bytes, as: UTF8.self)
        }
    }
}
