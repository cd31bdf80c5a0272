#include "article/library.h"

#include "base/library.h"

static struct archive_library archive;
static struct xml_library xml;

static const struct library_symbol archive_symbols[] = {
#define X(name) {#name, offsetof(struct archive_library, name)},
#include "article/library_archive.def"
#undef X
};
static struct library archive_library = LIBRARY(KHARITA_LIBARCHIVE, archive_symbols, &archive, NULL);

static const struct library_symbol xml_symbols[] = {
#define X(name) {#name, offsetof(struct xml_library, name)},
#include "article/library_xml.def"
#undef X
};

static void xml_ready(void)
{
	xml.xmlInitParser();
}

static struct library xml_library = LIBRARY(KHARITA_LIBXML2, xml_symbols, &xml, xml_ready);

const struct archive_library *library_archive(struct error *e)
{
	if (library_open(&archive_library))
		return &archive;
	error_set(e, ERR_ENV, "it needs '%s', which is not installed; install libarchive", KHARITA_LIBARCHIVE);
	return NULL;
}

const struct xml_library *library_xml(struct error *e)
{
	if (library_open(&xml_library))
		return &xml;
	error_set(e, ERR_ENV, "it needs '%s', which is not installed; install libxml2", KHARITA_LIBXML2);
	return NULL;
}
