#ifndef CNFD_CLIBXML2_SHIM_H
#define CNFD_CLIBXML2_SHIM_H

// Debian builds libxml2 with ICU, whose headers declare the same names as the ICU inside Foundation; a file that sees
// both does not compile. Only the layout of xmlCharEncodingHandler depends on the macro, and nothing here uses that.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>
#include <libxml/xmlwriter.h>

// xmlFree is a variable that holds a function; Swift 6 lets nobody read a mutable global.
static inline void cnfd_xmlFree(void *memory) { xmlFree(memory); }

#endif
