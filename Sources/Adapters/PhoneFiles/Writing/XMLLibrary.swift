internal import CLibXML2

/// The library's global state.
enum XMLLibrary {
    private static let isInitialized: Void = xmlInitParser()

    /// Initializes the library's tables once; libxml2 asks for this before several threads use it
    /// (https://gnome.pages.gitlab.gnome.org/libxml2/html/parser_8h.html, xmlInitParser).
    static func initialize() { isInitialized }
}
