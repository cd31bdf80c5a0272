#include "train/corpus.h"

#include "base/file.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *type;
	double km;
} tolerances[] = {{"badia/area", 25}, {"countryside-part", 40}, {"governorate", 60}, {"country", 300},
                  {"river", 60},      {"mountain", 20}};

void corpus_init(struct corpus *c)
{
	*c = (struct corpus){.n = 0};
	arena_init(&c->arena, 0);
}

void corpus_release(struct corpus *c)
{
	arena_release(&c->arena);
}

/* Metres aside, the tolerance is the annotated one, else the kind's, else that of a village; an area allows more. */
static double tolerance_km(const json_t *toponym)
{
	double km = json_number_value(json_object_get(toponym, "tol_km"));
	const char *type = json_string_value(json_object_get(toponym, "type"));
	for (size_t i = 0; km <= 0 && type && i < sizeof tolerances / sizeof tolerances[0]; i++)
		if (strcmp(type, tolerances[i].type) == 0)
			km = tolerances[i].km;
	double area_km = 0.75 * json_number_value(json_object_get(toponym, "area_radius_km"));
	km = km > 0 ? km : 5;
	return km > area_km ? km : area_km;
}

static bool read_place(const json_t *toponym, struct gold_place *out)
{
	const json_t *start = json_object_get(toponym, "start");
	const json_t *end = json_object_get(toponym, "end");
	const json_t *lon = json_object_get(toponym, "lon");
	const json_t *lat = json_object_get(toponym, "lat");
	const char *role = json_string_value(json_object_get(toponym, "role"));
	if (!json_is_integer(start) || !json_is_integer(end))
		return false;
	*out = (struct gold_place){.start = (uint32_t)json_integer_value(start), .end = (uint32_t)json_integer_value(end)};
	out->party = role && strcmp(role, "actor") == 0;
	out->has_point = json_is_number(lon) && json_is_number(lat);
	out->point = (struct lonlat){json_number_value(lon), json_number_value(lat)};
	out->tolerance_km = tolerance_km(toponym);
	return out->start < out->end;
}

static enum err read_gold(struct corpus *c, const char *path, struct gold_article *a, struct error *e)
{
	json_error_t why;
	json_t *root = json_load_file(path, 0, &why);
	if (!root)
		return error_set(e, ERR_DATA, "'%s', line %d: %s", path, why.line, why.text);
	const json_t *toponyms = json_object_get(root, "toponyms");
	size_t n = json_array_size(toponyms);
	enum err result = json_is_array(toponyms) ? OK : error_set(e, ERR_DATA, "'%s' has no array 'toponyms'", path);
	a->places = ARENA_ARRAY(&c->arena, struct gold_place, n + 1);
	for (size_t i = 0; result == OK && i < n; i++)
		if (!read_place(json_array_get(toponyms, i), &a->places[a->n_places++]))
			result = error_set(e, ERR_DATA, "'%s': toponym %zu has no span", path, i + 1);
	json_decref(root);
	return result;
}

/* Texts must outlive the file's map. */
static enum err read_text(struct corpus *c, const char *path, struct text *out, struct error *e)
{
	struct file_map map;
	enum err result = file_map(path, &map, e);
	if (result != OK)
		return result;
	struct sv utf8 = arena_sv(&c->arena, sv_make(map.ptr, map.len));
	file_unmap(&map);
	return text_parse(&c->arena, utf8, SIZE_MAX, out, e);
}

static int only_texts(const struct dirent *entry)
{
	return sv_ends(sv_cstr(entry->d_name), SV(".txt"));
}

static enum err add_article(struct corpus *c, const char *folder, const char *name, bool gold, struct error *e)
{
	struct gold_article *a = ARENA_PUSH(&c->arena, c->articles, c->n, &c->capacity);
	struct sv text_path = arena_printf(&c->arena, "%s/texts/%s", folder, name);
	*a = (struct gold_article){.doc = arena_sv(&c->arena, sv_make(name, strlen(name) - 4)),
	                           .set = arena_sv(&c->arena, sv_cstr(folder))};
	enum err result = read_text(c, text_path.ptr, &a->text, e);
	if (result == OK && gold)
		result = read_gold(c, arena_printf(&c->arena, "%s/gold/%.*s.json", folder, SV_ARG(a->doc)).ptr, a, e);
	return result;
}

enum err corpus_add(struct corpus *c, const char *folder, struct error *e)
{
	struct dirent **names = NULL;
	struct sv texts = arena_printf(&c->arena, "%s/texts", folder);
	int n = scandir(texts.ptr, &names, only_texts, alphasort);
	if (n < 0)
		return error_errno(e, ERR_IO, "cannot read the folder '%s'", texts.ptr);
	DIR *gold = opendir(arena_printf(&c->arena, "%s/gold", folder).ptr);
	enum err result = OK;
	for (int i = 0; i < n; i++) {
		if (result == OK)
			result = add_article(c, folder, names[i]->d_name, gold != NULL, e);
		free(names[i]);
	}
	free(names);
	if (gold)
		closedir(gold);
	return result;
}
