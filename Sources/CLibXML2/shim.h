#ifndef CNFD_CLIBXML2_SHIM_H
#define CNFD_CLIBXML2_SHIM_H

#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>
#include <libxml/xmlwriter.h>

// xmlFree is a variable that holds a function; Swift 6 lets nobody read a mutable global.
static inline void cnfd_xmlFree(void *memory) { xmlFree(memory); }

#endif
