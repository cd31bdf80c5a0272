#include "article/library.h"

#include "base/library.h"
#include "base/once.h"

static struct archive_library archive;
static struct xml_library xml;
static bool has_archive, has_xml;
static struct once archive_once = ONCE_INIT;
static struct once xml_once = ONCE_INIT;

static void load_archive(void)
{
	static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct archive_library, name)},
#include "article/library_archive.def"
#undef X
	};
	has_archive = library_load(KHARITA_LIBARCHIVE, symbols, sizeof symbols / sizeof symbols[0], &archive);
}

static void load_xml(void)
{
	static const struct library_symbol symbols[] = {
#define X(name) {#name, offsetof(struct xml_library, name)},
#include "article/library_xml.def"
#undef X
	};
	has_xml = library_load(KHARITA_LIBXML2, symbols, sizeof symbols / sizeof symbols[0], &xml);
	if (has_xml)
		xml.xmlInitParser();
}

const struct archive_library *library_archive(struct error *e)
{
	once_run(&archive_once, load_archive);
	if (!has_archive)
		error_set(e, ERR_ENV, "it needs '%s', which is not installed; install libarchive", KHARITA_LIBARCHIVE);
	return has_archive ? &archive : NULL;
}

const struct xml_library *library_xml(struct error *e)
{
	once_run(&xml_once, load_xml);
	if (!has_xml)
		error_set(e, ERR_ENV, "it needs '%s', which is not installed; install libxml2", KHARITA_LIBXML2);
	return has_xml ? &xml : NULL;
}
