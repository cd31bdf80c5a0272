/* Words of the QGIS project in both languages (qgis_text.def). Static strings. */
#ifndef KHARITA_WRITE_QGIS_TEXT_H
#define KHARITA_WRITE_QGIS_TEXT_H

#include "write/model_layers.h"
#include "write/theme.h"

enum qgis_group {
#define G(symbol, ar, en) symbol,
#include "write/qgis_text.def"
#undef G
	GROUP_COUNT
};

enum qgis_word {
#define W(symbol, ar, en) symbol,
#include "write/qgis_text.def"
#undef W
	WORD_COUNT
};

/* Titles carry both languages, `lang` first: the project is shared by people who read one or the other. */
const char *qgis_layer_title(enum layer_id id, enum theme_lang lang);
const char *qgis_group_title(enum qgis_group g, enum theme_lang lang);

const char *qgis_word(enum qgis_word w, enum theme_lang lang);

/* What a form calls a field; the field's name when no word is known. */
const char *qgis_alias(const char *field, enum theme_lang lang);

#endif
