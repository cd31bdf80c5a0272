/* Recognition's working state, and the search of gazetteer names in the tokens. Private to toponym/. */
#ifndef KHARITA_TOPONYM_SCAN_H
#define KHARITA_TOPONYM_SCAN_H

#include "text/clitic.h"
#include "toponym/rules.h"

/* A token as the lexicon sees it. */
struct word {
	const struct word_rule *rule; /* of the word, or of what is left when clitics are cut; NULL */
	uint64_t hash;                /* of the whole word */
	uint64_t bare_hash;           /* without a conjunction (و ف) in front; equals hash if there is none */
	uint64_t noun_hash;           /* without prepositions (ب ل) in front too; equals hash if there are none */
	uint32_t classes;             /* of `rule`; 0 without one */
	uint8_t marks;                /* enum word_mark */
	uint8_t cut;                  /* code points cut off for `rule` */
	uint8_t clitics;              /* enum clitic, cut off for `rule` */
	uint8_t cuttable;             /* enum clitic, all that may be cut off */
	bool and;                     /* "and" may be cut off */
	uint8_t ways;                 /* of its token_ways(), a bit each: those that a name begins with */
	struct name_span names;       /* places that bear the whole word for a name */
	uint8_t repairs;              /* enum repair_prospect, once it was asked for */
};

/* What else a word may be in for, or-ed: whatever stands around it. */
enum word_mark {
	MARK_BEGINS = 1,  /* a name of the gazetteer begins with it, or with what is left of it; without: none does */
	MARK_REPAIR = 2,  /* it may be repaired to a name: it is no ordinary word */
	MARK_FRIEND = 4,  /* a false friend may begin here */
	MARK_SPATIAL = 8, /* a spatial pattern ends in it */
	MARK_NEAR = 16,   /* one of nearness may */
	MARK_APART = 32,  /* clitics and the article that stand apart from their noun (token_article_apart()) */
	MARK_PREFIX = 64, /* longer names begin with the whole word */
};

/* Why a token names no place. */
enum block_reason {
	BLOCK_NONE,
	BLOCK_FRIEND,       /* part of a false friend; `row` of that table */
	BLOCK_ORGANISATION, /* behind an organisation's head, the word `by` */
	BLOCK_TAIL,         /* before a tail of an outlet's name, the word `by` */
	BLOCK_HASHTAG,      /* joined to words that are no places */
};
struct block {
	uint8_t reason; /* enum block_reason */
	uint16_t row;
	uint32_t by;    /* token */
};

/* What was repaired to find a name. */
enum repair {
	REPAIR_NONE,
	REPAIR_ARTICLE,  /* the article added or dropped ("شدادي", "جزرة الميلاج") */
	REPAIR_REPEAT,   /* a drawn-out letter ("سعلوو"), a helping vowel ("ازغير شامية") */
	REPAIR_SPACE,    /* two words written as one, or one as two ("جديدعكيدات", "مو حسن") */
	REPAIR_HEAD,     /* its head word left out: "منطقة الضاحك" for "جبل الضاحك" */
	REPAIR_SPELLING, /* one letter wrong, missing, too many, or two swapped ("ذبيان", "محيميد") */
};

/* A gazetteer name found in the tokens. */
struct name_match {
	uint32_t first, last;         /* tokens; last < first never */
	uint32_t cut;                 /* code points cut off the first token */
	unsigned clitics;
	struct name_span names;       /* places that bear it */
	struct sv key;                /* in the arena */
	enum direction glued;         /* a direction written onto its end ("ديرالزورالشرقي") */
	uint32_t glued_length;        /* code points of it */
	enum repair repair;
};

enum { NONE = -1 };

/* A place that an item may be. */
struct option {
	const struct place *place;
	int32_t index;                /* of the place */
	enum name_origin origin;
	bool toggled;                 /* it bears the name with the article taken off or put before it */
	/* by the slots of the article's places (features.h), a bit each: what is known does not change */
	float *near;                  /* nearness; NULL: none known yet */
	uint64_t known_near;          /* whose nearness is known */
	uint64_t coheres, asked;      /* those that it is of one region with; those of which that is known */
};

/* A mention in the making. */
struct item {
	struct mention m;
	struct name_match match;      /* names.n 0: unknown name */
	int32_t head;                 /* index of its head rule, or NONE */
	int32_t head_token;
	int32_t list_head;            /* the dual or plural head over its list, or NONE */
	int32_t list_prev;            /* the item before it in the same list, or NONE */
	int32_t list_first;           /* first item of its list (itself if alone) */
	int32_t container_item;       /* the item named behind it as its container, or NONE */
	int32_t header_item;          /* the section it stands under, or NONE */
	const struct pattern *lead;   /* the words before it, or NULL */
	char area_number;             /* of the area word that makes it an area: s, d, p; 0 none */
	bool header;                  /* stands alone on its line or before a colon */
	bool section;                 /* a header that those below stand under; not a dateline */
	bool after_person;            /* a given name or title right before it */
	bool plain_dual;              /* "القريتين" as the ordinary noun, the two villages */
	bool held;                    /* it only says where an origin or destination lies */
	bool quoted, hashtag, directed;
	bool open;                    /* a place even where no candidate is: unknown, or a namesake elsewhere */
	bool dropped;
	double accept;                /* sum of the recognition features, of the best candidate or as an unknown place */
	struct candidate unknown;     /* as an unknown place */
	struct vec3 where;            /* about where its best candidate says it is: of "ريف X الشرقي" not X itself */
	double spread_km;             /* how loosely; < 0: nowhere */
	const struct place *best;     /* its best candidate's place; NULL */
	int32_t placed;               /* index of that place, which `where` is of; PLACE_NONE */
	int32_t anchor;               /* its place among the anchors; NONE if it is none */
	uint32_t ranked_at;           /* when it was ranked last, by the resolver's clock */
	int32_t same_name;            /* the first item with the same key */
	uint64_t key_hash;
	uint32_t key_words, key_letters; /* of the key: its words and code points */
	double common_level;          /* of the key as an ordinary word */
	struct option *options;       /* the places of its name */
	size_t n_options;
	struct candidate *ranked;     /* candidates, best first; behind them those below the threshold, for explain */
	size_t n_ranked, n_below;
	struct sv direction_words;    /* as written, for the canonical name */
	struct sv area_prefix;        /* "ريف", "بادية", "بادية ريف" */
};

struct finder {
	struct arena *arena;
	const struct toponym_rules *rules;
	const struct gazetteer *gazetteer;
	const struct text *text;
	const struct toponym_options *options;
	struct known_annotations *known; /* what is kept of words; NULL: nothing */
	struct word *words;           /* one per token, and one of no class behind them */
	uint32_t classes;             /* of all words */
	uint8_t marks;                /* of all words */
	uint8_t flags;                /* of all tokens */
	struct block *blocked;        /* one per token */
	enum {YA_UNKNOWN, YA_ONE, YA_TWO} ya; /* YA_TWO: the text tells ya and dotless ya apart, so "علي" is the name Ali */
	struct item *items;
	size_t n_items, items_capacity;
};

/* What repair_match() can do for a word, or-ed. */
enum repair_prospect {
	PROSPECT_ASKED = 1,
	PROSPECT_SELF = 2,  /* a name by itself: article, letters drawn out, a space */
	PROSPECT_NEXT = 4,  /* perhaps with the word behind it */
	PROSPECT_LIKES = 8, /* names are spelt like it */
	PROSPECT_HEAD_ASKED = 16,
	PROSPECT_HEAD = 32, /* a name behind some head word */
};

/* annotate.c: fills words, from what is known of them since earlier articles. scan.c: fills blocked, once they are. */
void annotate_words(struct finder *f);
void scan_block(struct finder *f);

/* Keeps what was found out about a word later, for where it is met again. */
void annotate_again(const struct finder *f, size_t token);

/* "بال شحيل": clitics and the article stand apart from their noun. Fills a split whose residue is the article. */
bool token_article_apart(struct sv norm, struct clitic_cut *out);

/* The longest name that begins at a token, as it stands or with clitics cut; false if there is none. With `whole`
 * no clitic is cut. */
bool scan_match(const struct finder *f, size_t token, bool whole, struct name_match *out);

/* What to repair. */
enum repair_limit { REPAIR_NOTHING, REPAIR_SURE, REPAIR_ALL };

/* A name that nearly begins at a token, where the words around ask for one; with clitics cut unless `whole`. Only
 * REPAIR_ALL corrects spelling, and the names may be of several places then. */
bool repair_match(const struct finder *f, size_t token, bool whole, enum repair_limit limit, struct name_match *out);

/* Whether a word by itself lets repair_match() try anything: it is no ordinary one. */
bool repair_may_be(const struct toponym_rules *r, const struct token *t, uint32_t classes);

/* The ways to take a word: as it stands, then with clitics cut, its article left to it. Returns how many. */
size_t token_ways(const struct finder *f, size_t i, struct clitic_cut out[CLITIC_MAX_SPLITS]);

/* Token helpers: all are false behind the end. */
static inline bool token_has(const struct finder *f, size_t i, uint32_t classes)
{
	return i < f->text->n_tokens && (f->words[i].classes & classes) != 0;
}
bool mark_is_quote(uint32_t mark);
static inline bool token_is_quote(const struct finder *f, size_t i)
{
	return i < f->text->n_tokens && f->text->tokens[i].kind == TOKEN_PUNCT && mark_is_quote(f->text->tokens[i].mark);
}
/* Skips quotes, brackets and hashtags' marks; never over a line's start. */
size_t token_skip_quotes(const struct finder *f, size_t i);
static inline const struct head_rule *token_head(const struct finder *f, size_t i)
{
	return token_has(f, i, WORD_HEAD) ? &f->rules->heads[f->words[i].rule->head] : NULL;
}
/* A mark that opens a quotation: with space before it and none behind, unless its shape says so. */
bool token_opens_quotation(const struct finder *f, size_t i);
/* Words that follow each other with nothing between: same line, no punctuation. */
static inline bool token_follows(const struct finder *f, size_t i)
{
	return i < f->text->n_tokens && f->text->tokens[i].kind != TOKEN_PUNCT &&
	       !(f->text->tokens[i].flags & TOKEN_LINE_START);
}

/* collect.c: walks the tokens and appends the items. lead.c, context.c: what stands around them. resolve.c: which place
 * each one is. finish.c: the public record. reject.c: what was no place, for explain. */
void collect_items(struct finder *f);
void context_fill(struct finder *f);
void resolve_items(struct finder *f);
void finish_mentions(struct finder *f, struct mentions *out);
void reject_rest(struct finder *f, struct mentions *out);

static inline bool is_blocked(const struct finder *f, size_t token)
{
	return f->blocked[token].reason != BLOCK_NONE;
}

/* repair_match() may try something here. */
static inline bool repair_may(const struct finder *f, size_t token)
{
	return token < f->text->n_tokens && (f->words[token].marks & MARK_REPAIR) && !is_blocked(f, token);
}

/* "and" is written onto it. */
static inline bool token_has_conjunction(const struct finder *f, size_t i)
{
	return f->words[i].and;
}

/* The text of an indefinite noun shows it by its ending. */
bool token_has_tanwin(const struct finder *f, size_t token);

/* Behind it stands what may stand behind a member of a list: a mark, the line's end, another member, or words of
 * place; not the rest of a clause. */
bool token_ends_member(const struct finder *f, size_t token);

/* Words that cannot be a name by themselves. */
enum { WORD_NO_NAME = WORD_HEAD | WORD_STOP | WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN | WORD_ORGANISATION | WORD_TITLE };

/* A distance from it is stated: what lies "30 km west of X" is not in X. */
static inline bool item_is_offset(const struct item *it)
{
	return it->m.relation == REL_OFFSET && it->m.offset_m > 0;
}

static inline double weight(const struct finder *f, enum weight w)
{
	return f->rules->weights[w];
}

#endif
