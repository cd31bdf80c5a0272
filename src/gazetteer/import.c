#include "gazetteer/import.h"

#include "text/decode.h"

static const double CITY_PEOPLE = 50000;
static const double TOWN_PEOPLE = 8000;

static const struct {
	const char *name, *key;
} ORIGINS[ORIGIN_COUNT] = {
	[ORIGIN_OWN] = {"own", "id"},    [ORIGIN_GEONAMES] = {"geonames", "geonames"}, [ORIGIN_OSM] = {"osm", "osm"},
	[ORIGIN_OCHA] = {"ocha", "pcode"}, [ORIGIN_WOF] = {"wof", "wof"},
};

static const struct {
	const char *code, *kind;
} CODES[] = {
#define CODE(code, kind) {code, kind},
#define TAG(key, value, kind, code)
#define WORD(word, kind, code)
#include "gazetteer/import_kind.def"
#undef CODE
#undef TAG
#undef WORD
};

static const struct {
	const char *key, *value, *kind, *code;
} TAGS[] = {
#define CODE(code, kind)
#define TAG(key, value, kind, code) {key, value, kind, code},
#define WORD(word, kind, code) {"", word, kind, code},
#include "gazetteer/import_kind.def"
#undef CODE
#undef TAG
#undef WORD
};

const char *import_origin_name(enum import_origin o)
{
	return (unsigned)o < ORIGIN_COUNT ? ORIGINS[o].name : "own";
}

const char *import_origin_key(enum import_origin o)
{
	return (unsigned)o < ORIGIN_COUNT ? ORIGINS[o].key : "id";
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Letters alike in either case; '_' and ' ' alike. */
static bool same_word(struct sv a, const char *b)
{
	if (a.len != strlen(b))
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.ptr[i] == ' ' ? '_' : a.ptr[i]) != lower(b[i]))
			return false;
	return true;
}

static bool of_table(const char *kind_name, const char *code, enum place_kind *kind, struct sv *feature_code)
{
	*feature_code = sv_cstr(code);
	return place_kind_parse(sv_cstr(kind_name), kind);
}

bool import_tag(struct sv key, struct sv value, enum place_kind *kind, struct sv *feature_code)
{
	for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
		if (TAGS[i].key[0] && sv_eq_cstr(key, TAGS[i].key) && sv_eq_cstr(value, TAGS[i].value))
			return of_table(TAGS[i].kind, TAGS[i].code, kind, feature_code);
	return false;
}

bool import_kind(struct sv word, enum place_kind *kind, struct sv *feature_code)
{
	for (unsigned k = 0; k < PLACE_KIND_COUNT; k++) {
		if (!same_word(word, place_kind_name((enum place_kind)k)))
			continue;
		*kind = (enum place_kind)k;
		*feature_code = sv_make("", 0);
		return true;
	}
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (same_word(word, CODES[i].code))
			return of_table(CODES[i].kind, CODES[i].code, kind, feature_code);
	for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
		if ((TAGS[i].key[0] == '\0' || strcmp(TAGS[i].key, "place") == 0) && same_word(word, TAGS[i].value))
			return of_table(TAGS[i].kind, TAGS[i].code, kind, feature_code);
	return false;
}

bool import_is_arabic(struct sv text)
{
	bool arabic = false;
	while (text.len) {
		size_t len = 0;
		uint32_t cp = utf8_next(text, &len);
		text = sv_skip(text, len ? len : 1);
		if (cp >= 0x0671 && cp <= 0x06FF && !(cp >= 0x06F0 && cp <= 0x06F9))
			return false; /* letters of other languages */
		arabic = arabic || (cp >= 0x0621 && cp <= 0x064A);
	}
	return arabic;
}

/* Plain, accented and transliterated letters; apostrophes may stand before them. */
static bool is_latin(struct sv text)
{
	size_t len = 0;
	uint32_t cp = utf8_next(text, &len);
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0x00C0 && cp < 0x0250) ||
	       (cp >= 0x1E00 && cp < 0x1F00) || cp == '\'' || cp == '`' || (cp >= 0x02B0 && cp < 0x02C0) || cp == 0x2018;
}

static bool has_variant(struct sv variants, struct sv name)
{
	struct sv rest = variants;
	struct sv one;
	while (variants.len && sv_split(&rest, '|', &one))
		if (sv_eq(one, name))
			return true;
	return false;
}

void import_name(struct arena *a, struct import_row *row, struct sv name)
{
	name = sv_trim(name);
	if (name.len == 0 || utf8_validate(name) != SIZE_MAX || sv_find(name, SV("|"), 0) != SIZE_MAX)
		return;
	if (!import_is_arabic(name)) {
		row->name_en = row->name_en.len || !is_latin(name) ? row->name_en : arena_sv(a, name);
		return;
	}
	if (row->name_ar.len == 0) {
		row->name_ar = arena_sv(a, name);
		return;
	}
	if (sv_eq(name, row->name_ar) || has_variant(row->variants, name))
		return;
	struct sv parts[2] = {row->variants, name};
	row->variants = row->variants.len ? arena_join(a, parts, 2, SV("|")) : arena_sv(a, name);
}

/* A table's cell is one line without tabs. */
static struct sv clean(struct arena *a, struct sv text)
{
	struct sv copy = arena_sv(a, sv_trim(text));
	char *p = (char *)(uintptr_t)copy.ptr;
	for (size_t i = 0; i < copy.len; i++)
		if ((unsigned char)p[i] < 0x20)
			p[i] = ' ';
	return copy;
}

static enum place_kind by_population(enum place_kind kind, double people)
{
	if (kind != KIND_VILLAGE && kind != KIND_TOWN)
		return kind;
	return people >= CITY_PEOPLE ? KIND_CITY : people >= TOWN_PEOPLE ? KIND_TOWN : kind;
}

/* A table of units has no positions; they are known by their codes. */
static bool is_unit(enum place_kind k)
{
	return k == KIND_GOVERNORATE || k == KIND_DISTRICT || k == KIND_SUBDISTRICT;
}

static bool is_outside(const struct import_box *b, struct lonlat p)
{
	return p.lon_deg < b->west || p.lon_deg > b->east || p.lat_deg < b->south || p.lat_deg > b->north;
}

void import_release(struct import_set *s)
{
	file_unmap(&s->map);
}

void import_tell(const struct import_set *s, const char *what, size_t done, size_t all)
{
	enum { EVERY = 512 };
	if (s->tell && done % EVERY == 0)
		s->tell(s->context, what, done, all);
}

void import_add(struct import_set *s, struct import_row row)
{
	import_tell(s, "read", s->n + s->outside + s->nameless + s->kindless + s->placeless, 0);
	if (row.kind == PLACE_KIND_COUNT && s->has_kind)
		row.kind = s->kind;
	bool fits = row.has_point && row.point.lon_deg >= -180 && row.point.lon_deg <= 180 && row.point.lat_deg >= -90 &&
	            row.point.lat_deg <= 90;
	row.has_point = fits;
	if (row.kind == PLACE_KIND_COUNT) {
		s->kindless++;
	} else if (row.name_ar.len == 0 && row.name_en.len == 0) {
		s->nameless++;
	} else if (!row.has_point && !is_unit(row.kind)) {
		s->placeless++;
	} else if (s->has_box && row.has_point && is_outside(&s->box, row.point)) {
		s->outside++;
	} else {
		row.kind = by_population(row.kind, row.population);
		row.name_ar = clean(s->arena, row.name_ar);
		row.name_en = clean(s->arena, row.name_en);
		row.variants = clean(s->arena, row.variants);
		row.code = clean(s->arena, row.code);
		*ARENA_PUSH(s->arena, s->rows, s->n, &s->capacity) = row;
	}
}
