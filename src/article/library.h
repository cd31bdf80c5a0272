/* Libraries that few inputs need, opened when the first one does, so that plain text pays nothing for them at start.
 * Thread-safe; they stay open until the program ends. */
#ifndef KHARITA_ARTICLE_LIBRARY_H
#define KHARITA_ARTICLE_LIBRARY_H

#include "base/error.h"

#include <stdbool.h>

#include <archive.h>
#include <archive_entry.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

struct archive_library {
#define X(name) __typeof__(&name) name;
#include "article/library_archive.def"
#undef X
};

struct xml_library {
#define X(name) __typeof__(&name) name;
#include "article/library_xml.def"
#undef X
};

/* NULL when the library is not installed: ERR_ENV. */
const struct archive_library *library_archive(struct error *e);
const struct xml_library *library_xml(struct error *e);

#endif
