#ifndef CNFD_CLIBXML2_SHIM_H
#define CNFD_CLIBXML2_SHIM_H

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>
#include <libxml/xmlwriter.h>

#endif
