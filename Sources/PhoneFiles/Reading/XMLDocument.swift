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
                message: "The file declares a document type.",
                remedy: "Remove the <!DOCTYPE …> declaration; phones' files have none."
            )
        }
        guard let root = unsafe xmlDocGetRootElement(document) else {
            throw PhoneFileError(
                code: "malformed-xml",
                message: "The file has no root element.",
                remedy: "Give a phone's file as it is served."
            )
        }
        return unsafe Self.element(root)
    }

    /// Copies an element; the depth is bounded by libxml2 (`xmlParserMaxDepth`, 256).
    @unsafe
    private static func element(_ node: xmlNodePtr) -> XMLElement {
        var element = unsafe XMLElement(name: name(node.pointee.name, node.pointee.ns))
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            let name = unsafe name(current.pointee.name, current.pointee.ns)
            element.attributes.append(XMLElement.Attribute(name: name, value: unsafe text(current.pointee.children)))
            unsafe attribute = current.pointee.next
        }
        element.text = unsafe text(node.pointee.children)
        var child = unsafe node.pointee.children
        while let current = unsafe child {
            if unsafe current.pointee.type == XML_ELEMENT_NODE {
                element.children.append(unsafe Self.element(current))
            }
            unsafe child = current.pointee.next
        }
        element.dropLayout()
        return element
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
