#include "article/level.h"
#include "article/library.h"
#include "article/when.h"

#include <stdlib.h>

enum { CHUNK = 16 * 1024, MAX_ELEMENT_DEPTH = 200 };

/* What is collected of an item, the better elements first. */
enum part {
	PART_ENCODED,
	PART_CONTENT,
	PART_DESCRIPTION,
	PART_TITLE,
	PART_LINK,
	PART_ID,
	PART_DATE,
	PART_UPDATED,
	PART_OUTLET,
	PART_COUNT
};

static const struct {
	const char *element;
	enum part part;
} elements[] = {
    {"content:encoded", PART_ENCODED},
    {"content", PART_CONTENT},
    {"atom:content", PART_CONTENT},
    {"description", PART_DESCRIPTION},
    {"summary", PART_DESCRIPTION},
    {"title", PART_TITLE},
    {"link", PART_LINK},
    {"guid", PART_ID},
    {"pubDate", PART_DATE},
    {"dc:date", PART_DATE},
    {"published", PART_DATE},
    {"issued", PART_DATE},
    {"updated", PART_UPDATED},
    {"modified", PART_UPDATED},
};

struct feed_state {
	const struct xml_library *lib;
	xmlParserCtxtPtr parser;
	struct buf parts[PART_COUNT];
	struct article_unit *done; /* complete items that wait */
	size_t n_done, next_done, capacity;
	unsigned depth, item_depth; /* item_depth 0: outside of items */
	unsigned part_depth;        /* 0: outside of a part */
	enum part part;
	uint64_t n_items;
	xmlEntity entity;
	xmlChar entity_text[8];
	struct level *level;
	struct error pending; /* what ended the feed, while items wait */
	bool has_entities, too_deep, no_memory, at_end;
};

static bool same(const xmlChar *name, const char *text)
{
	return strcmp((const char *)name, text) == 0;
}

static bool is_item(const xmlChar *name)
{
	return same(name, "item") || same(name, "entry") || same(name, "atom:entry");
}

static const char *attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (same(attributes[0], name))
			return (const char *)attributes[1];
	return NULL;
}

static void begin_part(struct feed_state *f, const xmlChar *name, const xmlChar **attributes)
{
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
		if (!same(name, elements[i].element))
			continue;
		enum part part = elements[i].part;
		const char *rel = attribute(attributes, "rel");
		const char *href = attribute(attributes, "href");
		if (part == PART_LINK && href && (!rel || strcmp(rel, "alternate") == 0)) {
			buf_clear(&f->parts[PART_LINK]);
			buf_append_cstr(&f->parts[PART_LINK], href);
		} else if (f->parts[part].len == 0 && !(part == PART_LINK && href)) {
			f->part = part;
			f->part_depth = f->depth;
		}
		return;
	}
}

static void start_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct feed_state *f = user;
	if (++f->depth > MAX_ELEMENT_DEPTH) {
		f->too_deep = true;
		f->lib->xmlStopParser(f->parser);
	} else if (f->part_depth) { /* markup inside of a text */
		buf_append_char(&f->parts[f->part], '<');
		buf_append_cstr(&f->parts[f->part], (const char *)name);
		buf_append_char(&f->parts[f->part], '>');
	} else if (f->item_depth) {
		if (f->depth == f->item_depth + 1)
			begin_part(f, name, attributes);
	} else if (is_item(name)) {
		f->item_depth = f->depth;
	} else if (same(name, "title") && f->depth <= 3 && !f->parts[PART_OUTLET].len) {
		f->part = PART_OUTLET;
		f->part_depth = f->depth;
	}
}

static void characters(void *user, const xmlChar *text, int len)
{
	struct feed_state *f = user;
	if (f->part_depth && len > 0)
		buf_append(&f->parts[f->part], sv_make((const char *)text, (size_t)len));
}

/* New copy of a part, trimmed; NULL when it is empty. */
static char *part_text(struct feed_state *f, enum part part)
{
	struct sv text = sv_trim(buf_sv(&f->parts[part]));
	char *copy = text.len ? copy_bytes(text) : NULL;
	f->no_memory = f->no_memory || (text.len && !copy);
	return copy;
}

static char *part_date(struct feed_state *f)
{
	char date[WHEN_BYTES];
	if (when_parse(buf_sv(&f->parts[PART_DATE]), true, date) ||
		when_parse(buf_sv(&f->parts[PART_UPDATED]), true, date))
		return strdup(date);
	return NULL;
}

static void fill(struct feed_state *f, struct article_unit *u)
{
	static const enum part texts[] = {PART_ENCODED, PART_CONTENT, PART_DESCRIPTION};
	f->level->record = ++f->n_items;
	u->title = part_text(f, PART_TITLE);
	u->outlet = part_text(f, PART_OUTLET);
	u->url = part_text(f, PART_LINK);
	u->published = part_date(f);
	if (!u->url && sv_starts(sv_trim(buf_sv(&f->parts[PART_ID])), SV("http")))
		u->url = part_text(f, PART_ID);
	u->source = level_unit_source(f->level, NULL, u->url);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !u->bytes; i++)
		u->bytes = part_text(f, texts[i]);
	u->decoded = true;
	f->no_memory = f->no_memory || !u->source;
	if (f->no_memory)
		return;
	bool fits = true;
	for (size_t i = 0; i < PART_COUNT; i++) {
		fits = fits && buf_ok(&f->parts[i]);
		f->no_memory = f->no_memory || f->parts[i].no_memory;
	}
	if (f->no_memory)
		return;
	if (fits && u->bytes) {
		u->n_bytes = strlen(u->bytes);
		u->format = sniff_is_markup(sv_make(u->bytes, u->n_bytes)) ? UNIT_FRAGMENT : UNIT_TEXT;
		return;
	}
	u->code = fits ? ERR_REJECTED : ERR_LIMIT;
	u->reason = strdup(fits ? "an item without a text" : "its text is too large; raise --max-article-bytes");
	f->no_memory = !u->reason;
}

static void end_item(struct feed_state *f)
{
	if (f->n_done == f->capacity) {
		size_t capacity = f->capacity ? f->capacity * 2 : 16;
		struct article_unit *larger = realloc(f->done, capacity * sizeof *larger);
		if (!larger) {
			f->no_memory = true;
			return;
		}
		f->done = larger;
		f->capacity = capacity;
	}
	f->done[f->n_done] = (struct article_unit){.code = OK};
	fill(f, &f->done[f->n_done++]);
	for (size_t i = 0; i < PART_OUTLET; i++)
		buf_clear(&f->parts[i]);
}

static void end_element(void *user, const xmlChar *name)
{
	struct feed_state *f = user;
	if (f->part_depth && f->depth > f->part_depth) {
		buf_append_cstr(&f->parts[f->part], "</");
		buf_append_cstr(&f->parts[f->part], (const char *)name);
		buf_append_char(&f->parts[f->part], '>');
	} else if (f->part_depth) {
		f->part_depth = 0;
	} else if (f->item_depth && f->depth == f->item_depth) {
		end_item(f);
		f->item_depth = 0;
	}
	f->depth -= f->depth > 0;
}

/* A document that defines entities may expand without end: it is refused. */
static void entity_declared(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                            const xmlChar *system_id, xmlChar *content)
{
	struct feed_state *f = user;
	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	f->has_entities = true;
	f->lib->xmlStopParser(f->parser);
}

/* Feeds use the named characters of HTML without declaring them. */
static xmlEntityPtr find_entity(void *user, const xmlChar *name)
{
	struct feed_state *f = user;
	const htmlEntityDesc *known = f->lib->htmlEntityLookup(name);
	if (!known)
		return f->lib->xmlGetPredefinedEntity(name);
	unsigned cp = known->value;
	size_t n = 0;
	if (cp < 0x80) {
		f->entity_text[n++] = (xmlChar)cp;
	} else if (cp < 0x800) {
		f->entity_text[n++] = (xmlChar)(0xC0 | cp >> 6);
		f->entity_text[n++] = (xmlChar)(0x80 | (cp & 0x3F));
	} else {
		f->entity_text[n++] = (xmlChar)(0xE0 | cp >> 12);
		f->entity_text[n++] = (xmlChar)(0x80 | (cp >> 6 & 0x3F));
		f->entity_text[n++] = (xmlChar)(0x80 | (cp & 0x3F));
	}
	f->entity_text[n] = '\0';
	f->entity = (xmlEntity){
		.type = XML_ENTITY_DECL,
		.name = (const xmlChar *)known->name,
		.orig = f->entity_text,
		.content = f->entity_text,
		.length = (int)n,
		.etype = XML_INTERNAL_PREDEFINED_ENTITY,
	};
	return &f->entity;
}

static void say_nothing(void *user, const char *message, ...)
{
	(void)user, (void)message;
}

void level_feed_close(struct level *l)
{
	struct feed_state *f = l->state;
	for (size_t i = f->next_done; i < f->n_done; i++)
		article_unit_release(&f->done[i]);
	free(f->done);
	for (size_t i = 0; i < PART_COUNT; i++)
		if (f->parts[i].max)
			buf_release(&f->parts[i]);
	if (f->parser) {
		f->lib->xmlFreeDoc(f->parser->myDoc);
		f->parser->myDoc = NULL;
		f->lib->xmlFreeParserCtxt(f->parser);
	}
	free(f);
}

static enum err begin(struct level *l, struct error *e)
{
	struct feed_state *f = l->state;
	struct sv bytes;
	xmlSAXHandler handler = {
		.startElement = start_element,
		.endElement = end_element,
		.characters = characters,
		.cdataBlock = characters,
		.entityDecl = entity_declared,
		.getEntity = find_entity,
		.error = say_nothing,
		.warning = say_nothing,
		.fatalError = say_nothing,
	};
	f->level = l;
	for (size_t i = 0; i < PART_COUNT; i++)
		buf_init(&f->parts[i], l->options->max_bytes);
	f->lib = library_xml(e);
	enum err result = f->lib ? stream_peek(&l->stream, 4096, &bytes, e) : ERR_ENV;
	if (result != OK)
		return result;
	while (bytes.len > 4 && strchr(" \t\r\n", bytes.ptr[0])) {
		stream_skip(&l->stream, 1);
		bytes = sv_skip(bytes, 1);
	}
	f->parser = f->lib->xmlCreatePushParserCtxt(&handler, f, bytes.ptr, 4, NULL);
	if (!f->parser)
		return error_set(e, ERR_NOMEM, "out of memory");
	stream_skip(&l->stream, 4);
	f->lib->xmlCtxtUseOptions(f->parser,
	                          XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	return OK;
}

/* Feeds the parser until an item is complete or the stream ends. ERR_DATA and ERR_LIMIT for what is refused. */
static enum err parse_more(struct level *l, struct error *e)
{
	struct feed_state *f = l->state;
	struct sv bytes;
	f->n_done = f->next_done = 0;
	while (!f->n_done && !f->at_end) {
		enum err result = stream_peek(&l->stream, 1, &bytes, e);
		if (result != OK)
			return result;
		bytes = sv_take(bytes, CHUNK);
		f->at_end = bytes.len == 0;
		f->lib->xmlParseChunk(f->parser, bytes.ptr, (int)bytes.len, f->at_end);
		stream_skip(&l->stream, bytes.len);
		if (f->no_memory)
			return error_set(e, ERR_NOMEM, "out of memory");
		if (f->has_entities)
			return error_set(e, ERR_REJECTED,
			                 "a feed that declares entities of its own; write its text out");
		if (f->too_deep)
			return error_set(e, ERR_LIMIT, "elements nested deeper than %d", MAX_ELEMENT_DEPTH);
		if (f->at_end && (f->depth || !f->n_items))
			return error_set(e, ERR_DATA,
			                 f->n_items ? "the feed breaks off or is damaged behind its %llu. item"
			                            : "a feed without a whole item",
			                 (unsigned long long)f->n_items);
	}
	return OK;
}

enum err level_feed(struct level *l, struct step_result *out, struct error *e)
{
	struct error why = {.code = OK};
	enum err code = OK;
	if (!l->state) {
		if (!(l->state = calloc(1, sizeof(struct feed_state))))
			return error_set(e, ERR_NOMEM, "out of memory");
		code = begin(l, &why);
	}
	struct feed_state *f = l->state;
	if (code == OK && f->next_done == f->n_done && !f->at_end)
		code = parse_more(l, &why);
	if (code == ERR_NOMEM)
		return error_set(e, ERR_NOMEM, "out of memory");
	if (f->next_done < f->n_done) {
		out->step = STEP_UNIT;
		out->unit = f->done[f->next_done++];
		if (code != OK) { /* told behind the items that came before it */
			f->pending = why;
			f->at_end = true;
		}
		return OK;
	}
	if (code == OK && f->pending.code != OK) {
		code = f->pending.code;
		why = f->pending;
		f->pending.code = OK;
	}
	f->at_end = f->at_end || code != OK;
	return code == OK ? OK : step_reject(out, l->path, code, why.msg, e);
}
