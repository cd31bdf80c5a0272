#include "write/qgis_text.h"

#define BOTH(ar, en) {[LANG_AR] = ar " – " en, [LANG_EN] = en " – " ar}

const char *qgis_layer_title(enum layer_id id, enum theme_lang lang)
{
	static const char *const titles[][LANG_COUNT] = {
#define L(symbol, ar, en) [symbol] = BOTH(ar, en),
#include "write/qgis_text.def"
#undef L
	};
	_Static_assert(sizeof titles / sizeof *titles == LAYER_ALL, "a title for every layer");
	return titles[id][lang];
}

const char *qgis_group_title(enum qgis_group g, enum theme_lang lang)
{
	static const char *const titles[][LANG_COUNT] = {
#define G(symbol, ar, en) [symbol] = BOTH(ar, en),
#include "write/qgis_text.def"
#undef G
	};
	return titles[g][lang];
}

const char *qgis_word(enum qgis_word w, enum theme_lang lang)
{
	static const char *const words[][LANG_COUNT] = {
#define W(symbol, ar, en) [symbol] = {ar, en},
#include "write/qgis_text.def"
#undef W
	};
	return words[w][lang];
}

const char *qgis_alias(const char *field, enum theme_lang lang)
{
	static const struct {
		const char *field, *words[LANG_COUNT];
	} rows[] = {
#define F(name, ar, en) {name, {ar, en}},
#include "write/qgis_text.def"
#undef F
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].field, field) == 0)
			return rows[i].words[lang];
	return field;
}
