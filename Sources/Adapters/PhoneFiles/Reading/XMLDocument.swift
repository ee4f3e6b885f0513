internal import CLibXML2

/// A parsed document of libxml2; what it holds is copied out and no pointer leaves.
@safe
struct XMLDocument: ~Copyable {
    private let document: xmlDocPtr

    @unsafe
    init(owning document: xmlDocPtr) { unsafe self.document = document }

    deinit { unsafe xmlFreeDoc(document) }

    /// The root element with all that is in it.
    func root() throws(PhoneFileError) -> XMLElement {
        guard unsafe xmlGetIntSubset(document) == nil else {
            throw PhoneFileError(
                code: "document-type",
                message: "The file declares a document type",
                remedy: "Remove the <!DOCTYPE …> declaration; phones' files have none"
            )
        }
        guard let root = unsafe xmlDocGetRootElement(document) else {
            throw PhoneFileError(
                code: "malformed-xml",
                message: "The file has no root element",
                remedy: "Give a phone's file as it is served"
            )
        }
        return try unsafe Self.element(root, depth: 1)
    }

    /// The deepest element that is read. Our own bound: a place is named by all that it stands in, and a phone's file has
    /// eight levels.
    private static let maximumDepth = 64
    /// The most attributes of one element. Our own bound; a phone's file has two.
    private static let maximumAttributes = 256
    /// The longest name, in octets. Our own bound.
    private static let maximumNameLength = 256

    /// Copies an element.
    @unsafe
    private static func element(_ node: xmlNodePtr, depth: Int) throws(PhoneFileError) -> XMLElement {
        guard depth <= maximumDepth else { throw foreign("has elements deeper than \(maximumDepth)") }
        var element = unsafe XMLElement(name: name(node.pointee.name, node.pointee.ns))
        guard element.name.utf8.count <= maximumNameLength else {
            throw foreign("has a name longer than \(maximumNameLength) octets")
        }
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            guard element.attributes.count < maximumAttributes else {
                throw foreign("has an element of more than \(maximumAttributes) attributes")
            }
            let name = unsafe name(current.pointee.name, current.pointee.ns)
            element.attributes.append(XMLElement.Attribute(name: name, value: unsafe text(current.pointee.children)))
            unsafe attribute = current.pointee.next
        }
        element.text = unsafe text(node.pointee.children)
        var child = unsafe node.pointee.children
        while let current = unsafe child {
            if unsafe current.pointee.type == XML_ELEMENT_NODE {
                element.children.append(try unsafe Self.element(current, depth: depth + 1))
            }
            unsafe child = current.pointee.next
        }
        element.dropLayout()
        return element
    }

    private static func foreign(_ what: String) -> PhoneFileError {
        PhoneFileError(
            code: "foreign-file",
            message: "The file \(what)",
            remedy: "Give a phone's file as it is served"
        )
    }

    /// The text of the nodes from `first` on; comments and processing instructions do not count.
    @unsafe
    private static func text(_ first: xmlNodePtr?) -> String {
        var text = ""
        var node = unsafe first
        while let current = unsafe node {
            let type = unsafe current.pointee.type
            if type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE, let content = unsafe current.pointee.content {
                text += unsafe String(cString: content)
            }
            unsafe node = current.pointee.next
        }
        return text
    }

    /// A name as it stands in the file; one whose prefix nobody declared is whole already.
    @unsafe
    private static func name(_ local: UnsafePointer<xmlChar>?, _ namespace: UnsafeMutablePointer<xmlNs>?) -> String {
        let local = unsafe local.map { unsafe String(cString: $0) } ?? ""
        guard let prefix = unsafe namespace?.pointee.prefix else { return local }
        return unsafe String(cString: prefix) + ":" + local
    }
}
