/* The lexicon compiled for recognition. Immutable; shared by threads. Private to toponym/. */
#ifndef KHARITA_TOPONYM_RULES_H
#define KHARITA_TOPONYM_RULES_H

#include "gazetteer/lexicon.h"
#include "toponym/pattern.h"
#include "toponym/toponym.h"
#include "toponym/vocabulary.h"

/* What a word is, or-ed. */
enum word_class {
	WORD_HEAD = 1,
	WORD_AREA = 2,            /* ريف, بادية */
	WORD_DIRECTION_NOUN = 4,  /* شرقي, شمال: before a name */
	WORD_DIRECTION_ADJ = 8,   /* الشرقي: behind an area */
	WORD_ORGANISATION = 16,
	WORD_TITLE = 32,
	WORD_GIVEN_NAME = 64,
	WORD_STOP = 128,          /* cannot begin a name */
	WORD_PREPOSITION = 256,   /* a stop word that ends an organisation's name */
	WORD_COMPOUND = 512,      /* begins a name of two words: تل, أبو */
	WORD_CONTAINER = 1024,    /* between a place and what holds it: في, التابعة */
	WORD_NAME_TAIL = 2048,    /* ends the name of an outlet or centre: للتوثيق, بوست */
	WORD_SPORT = 4096,        /* a word of sports news: team names are no places */
	WORD_MONTH = 8192,        /* the first of a month's name */
};

struct head_rule {
	char number;      /* s, d, p */
	uint32_t kinds;   /* bit set over enum place_kind */
	bool any;         /* suits any kind */
	bool inside;      /* part of the span */
	bool open;        /* an unknown name behind it is a place */
	bool wide;        /* so is an ordinary noun with the article: "شارع الجيش" */
	enum place_kind first_kind;
	struct sv word;
	struct sv folded;   /* the word */
	struct sv singular; /* folded, of a dual or plural that is part of the names; else empty */
};

struct word_rule {
	uint64_t hash;    /* of the folded word; 0 = free slot */
	uint32_t classes;
	uint16_t head;    /* index into heads */
	uint8_t direction, reach;
	uint8_t area;     /* enum mention_shape of an area word */
	char area_number;
};

enum weight {
#define X(symbol, name) symbol,
#include "toponym/weights.def"
#undef X
	WEIGHT_COUNT
};

struct toponym_rules {
	const struct gazetteer *gazetteer;
	uint64_t serial;         /* serial_next() */
	struct arena arena;
	struct word_rule ali;    /* the given name Ali, which is spelt like a preposition once folded */
	const struct word_rule *words; /* open addressing, power of two */
	size_t n_slots;
	const struct head_rule *heads;
	size_t n_heads;
	struct pattern_table spatial, friends;
	double weights[WEIGHT_COUNT];
	const struct number_word {
		uint64_t hash;
		int64_t value;
	} *numbers;              /* number words: "ثلاثين" 30 */
	size_t n_numbers;
	const struct common_name {
		uint64_t hash;
		double level;
	} *common;               /* names that are ordinary words; open addressing, power of two */
	size_t n_common;
	struct vocabulary vocabulary; /* of the genre */
	struct vocabulary everyday;   /* of the general language, as far as a letter makes them names */
};

const char *weight_name(enum weight w);

/* The rule of a folded word, or NULL. */
static inline const struct word_rule *rules_word(const struct toponym_rules *r, uint64_t hash)
{
	for (size_t i = hash & (r->n_slots - 1); r->words[i].hash; i = (i + 1) & (r->n_slots - 1))
		if (r->words[i].hash == hash)
			return &r->words[i];
	return NULL;
}

/* Value of a folded number word, or 0. */
int64_t rules_number(const struct toponym_rules *r, uint64_t hash);

/* The slot of a folded name in `common`, or the free one where it belongs. */
size_t rules_common_slot(const struct toponym_rules *r, uint64_t hash);

/* How much a folded name is an ordinary word: 0 (not) to 3 (very common). */
double rules_common(const struct toponym_rules *r, uint64_t hash);

#endif
