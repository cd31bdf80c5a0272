#include "article/fields.h"

#include <strings.h>

static const struct {
	enum field field;
	const char *name;
} usual[] = {
#define X(field, name) {field, name},
#include "article/field_name.def"
#undef X
};

enum { N_USUAL = sizeof usual / sizeof usual[0] };

static const char *const field_names[FIELD_COUNT] = {"text", "title", "url", "published", "outlet", "path"};

enum err fields_parse(struct fields *out, const char *const *maps, size_t n_maps, const char *columns, struct error *e)
{
	*out = (struct fields){.n_columns = 0};
	for (size_t i = 0; i < n_maps; i++) {
		struct sv rest = sv_cstr(maps[i]);
		struct sv name = SV("");
		size_t field = 0;
		sv_split(&rest, '=', &name);
		while (field < FIELD_COUNT && !sv_eq_cstr(name, field_names[field]))
			field++;
		if (field == FIELD_COUNT || !rest.ptr || !rest.len)
			return error_set(
				e, ERR_USAGE,
			    "'%s' maps no field; write text=NAME, title=, url=, published=, outlet= or path=", maps[i]);
		out->mapped[field] = rest;
	}
	struct sv rest = sv_cstr(columns);
	struct sv name;
	while (columns && sv_split(&rest, ',', &name)) {
		if (out->n_columns == FIELDS_MAX_COLUMNS)
			return error_set(e, ERR_USAGE, "more than %d columns are named", FIELDS_MAX_COLUMNS);
		out->columns[out->n_columns++] = sv_trim(name);
	}
	return OK;
}

static bool same_name(struct sv a, struct sv b)
{
	return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

unsigned fields_rank(const struct fields *f, enum field field, struct sv name)
{
	if (f->mapped[field].len)
		return same_name(f->mapped[field], name) ? N_USUAL + 1 : 0;
	for (size_t i = 0; i < N_USUAL; i++)
		if (usual[i].field == field && same_name(sv_cstr(usual[i].name), name))
			return (unsigned)(N_USUAL - i);
	return 0;
}

const char *fields_usual_name(enum field field, size_t i)
{
	for (size_t k = 0; k < N_USUAL; k++)
		if (usual[k].field == field && i-- == 0)
			return usual[k].name;
	return NULL;
}
