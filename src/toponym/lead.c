/* The words before an item: head words, distances and directions, the spatial pattern, the verb. */
#include "toponym/lead.h"

static const struct {
	struct sv word;
	double metres;
	double count;
} units[] = {
#define X(word, metres, count) {{word, sizeof(word) - 1}, metres, count},
#include "toponym/units.def"
#undef X
};

/* The token before i on the same line, quotes and brackets skipped; NONE at the line's start. */
int32_t token_before(const struct finder *f, size_t i)
{
	while (i > 0 && !token_starts_line(f, i)) {
		i--;
		bool colon = i > 0 && f->text->tokens[i].mark == ':' && token_has(f, i - 1, WORD_PREPOSITION); /* "كل من: X" */
		if (!token_is_quote(f, i) && !colon)
			return (int32_t)i;
	}
	return NONE;
}

bool token_is_unit(const struct finder *f, size_t i)
{
	for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
		if (sv_eq(f->text->tokens[i].norm, units[k].word))
			return true;
	return false;
}

/* Metres of "30 كم", "كيلومترين", "20 كيلومتر" ending at token i; *first gets where it begins. */
static bool distance_ending_at(const struct finder *f, int32_t i, double *metres, int32_t *first)
{
	if (i < 0)
		return false;
	const struct token *t = &f->text->tokens[i];
	for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
		if (!sv_eq(t->norm, units[k].word))
			continue;
		int32_t n = token_before(f, (size_t)i);
		if (n > 0 && f->text->tokens[n].mark == '/')
			n = token_before(f, (size_t)n); /* "/4/ كم" */
		double value = units[k].count;
		*first = i;
		if (n >= 0 && f->text->tokens[n].kind == TOKEN_NUMBER)
			value = f->text->tokens[n].value;
		else if (n >= 0 && value < 2 && rules_number(f->rules, f->text->tokens[n].hash))
			value = (double)rules_number(f->rules, f->text->tokens[n].hash);
		else
			n = i;
		*first = n;
		*metres = value * units[k].metres;
		return *metres > 0 && *metres < 1e6;
	}
	return false;
}

/* "الكيلو", "كم", which a number may follow that is written on a milestone. */
static bool is_milestone(const struct finder *f, size_t i)
{
	struct sv word = f->text->tokens[i].norm;
	struct sv bare = sv_starts(word, SV("\xd8\xa7\xd9\x84")) ? sv_skip(word, 4) : word; /* the article */
	for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
		if (units[k].metres > 1 && units[k].count < 2 && sv_eq(bare, units[k].word))
			return true;
	return false;
}

/* Metres of the mark "الكيلو 40", "كم 30" that ends at token i; "5 كم 30" is none. */
static bool mark_ending_at(const struct finder *f, int32_t i, double *metres, int32_t *first)
{
	int32_t unit = i >= 0 && f->text->tokens[i].kind == TOKEN_NUMBER ? token_before(f, (size_t)i) : NONE;
	if (unit < 0 || !is_milestone(f, (size_t)unit))
		return false;
	int32_t ahead = token_before(f, (size_t)unit);
	if (ahead >= 0 && f->text->tokens[ahead].kind == TOKEN_NUMBER)
		return false;
	*first = unit;
	*metres = f->text->tokens[i].value * 1000;
	return *metres > 0 && *metres < 1e6;
}

/* The mark named shortly before a road: "عند الكيلو 40 من الطريق بين X وY"; 0 without one. */
static double mark_of_road(const struct finder *f, size_t at)
{
	enum { MOST_WORDS_BETWEEN = 6 };
	double metres = 0;
	int32_t first;
	int32_t i = token_before(f, at);
	for (int n = 0; n <= MOST_WORDS_BETWEEN && i >= 0 && f->text->tokens[i].kind != TOKEN_PUNCT; n++) {
		if (mark_ending_at(f, i, &metres, &first))
			return metres;
		i = token_before(f, (size_t)i);
	}
	return 0;
}

bool item_is_road(const struct finder *f, const struct item *it)
{
	return it->match.names.n &&
	       gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[0].place)->kind == KIND_ROAD;
}

/* Token i is the pattern's word k; "and" may be written onto the first. */
static bool is_word_of(const struct finder *f, const struct pattern *p, int k, int32_t i)
{
	const struct word *w = &f->words[i];
	return w->hash == p->words[k] || (k == 0 && w->bare_hash == p->words[k]);
}

/* Whether a pattern ends at token i, `before` being the one before that; its last word but one has been compared. */
static bool pattern_ends_at(const struct finder *f, const struct pattern *p, int32_t i, int32_t before)
{
	int k = p->n - 1;
	if (!is_word_of(f, p, k, i))
		return false;
	for (k -= 2, i = before; k >= 0; k--) {
		i = token_before(f, (size_t)i);
		if (i < 0 || !is_word_of(f, p, k, i))
			return false;
	}
	return true;
}

/* Of the patterns whose last word has this hash, the longest that ends at token i and fits the clitics, if it is longer
 * than *best (or as long and higher in its table). */
static void take_longest(const struct finder *f, int32_t i, uint64_t hash, unsigned clitics, const struct pattern **best)
{
	size_t n;
	const struct pattern *const *rows = pattern_find(&f->rules->spatial, hash, &n);
	int32_t before = n ? token_before(f, (size_t)i) : NONE;
	const struct word none = {.hash = 0};
	const struct word *w = before < 0 ? &none : &f->words[before];
	for (size_t k = 0; k < n; k++) {
		const struct pattern *p = rows[k];
		if (p->n > 1 && p->words[p->n - 2] != w->hash && !(p->n == 2 && p->words[0] == w->bare_hash))
			continue;
		int length = p->n + (p->clitic != 0);
		int longest = *best ? (*best)->n + ((*best)->clitic != 0) : 0;
		if ((p->clitic && !(clitics & p->clitic)) || length < longest ||
		    (length == longest && *best && p->row > (*best)->row))
			continue;
		if (pattern_ends_at(f, p, i, before))
			*best = p;
	}
}

/* The longest spatial pattern that ends at token i and fits the clitics on the name (or head word) behind it. */
static const struct pattern *pattern_before(const struct finder *f, int32_t i, unsigned clitics)
{
	const struct pattern *best = NULL;
	if (i < 0)
		return NULL;
	take_longest(f, i, f->words[i].hash, clitics, &best);
	if (f->words[i].bare_hash != f->words[i].hash)
		take_longest(f, i, f->words[i].bare_hash, clitics, &best);
	return best;
}

/* The direction between two that stand together; DIR_NONE for opposites. */
static enum direction direction_sum(enum direction a, enum direction b)
{
	static const enum direction sum[9][9] = {
	        [DIR_N][DIR_E] = DIR_NE, [DIR_E][DIR_N] = DIR_NE, [DIR_S][DIR_E] = DIR_SE, [DIR_E][DIR_S] = DIR_SE,
	        [DIR_S][DIR_W] = DIR_SW, [DIR_W][DIR_S] = DIR_SW, [DIR_N][DIR_W] = DIR_NW, [DIR_W][DIR_N] = DIR_NW};
	return sum[a % 9][b % 9];
}

/* Direction nouns that end at token i ("شمال شرق"); returns the token of the first of them, or NONE. */
int32_t directions_ending_at(const struct finder *f, int32_t i, enum direction *out)
{
	if (i < 0 || !token_has(f, (size_t)i, WORD_DIRECTION_NOUN))
		return NONE;
	*out = (enum direction)f->words[i].rule->direction;
	int32_t j = token_before(f, (size_t)i);
	if (j < 0 || f->words[i].cut || !token_has(f, (size_t)j, WORD_DIRECTION_NOUN))
		return i;
	enum direction both = direction_sum((enum direction)f->words[j].rule->direction, *out);
	if (both == DIR_NONE)
		return i;
	*out = both;
	return j;
}

double direction_bearing_deg(enum direction d)
{
	return d >= DIR_N && d <= DIR_NW ? 45.0 * (d - DIR_N) : -1.0;
}

/* "جنوب X بـ20 كيلومتر": the distance behind. */
static bool distance_behind(const struct finder *f, size_t last, double *metres)
{
	for (size_t i = last + 1; i < last + 4 && i < f->text->n_tokens && !token_starts_line(f, i); i++) {
		int32_t first;
		if (distance_ending_at(f, (int32_t)i, metres, &first))
			return first > (int32_t)last;
		if (f->text->tokens[i].kind == TOKEN_WORD && f->text->tokens[i].norm.len > 2)
			break;
	}
	return false;
}

/* "of" (U+0645 U+0646) as a word. */
static bool is_of(const struct finder *f, int32_t i)
{
	return i >= 0 && sv_eq_cstr(f->text->tokens[i].norm, "\xd9\x85\xd9\x86");
}

/* A word with the article that names a direction: "الشرق", "الغربية"; DIR_NONE for others. */
static enum direction side_word(const struct finder *f, int32_t i)
{
	if (i < 0 || f->text->tokens[i].kind != TOKEN_WORD || f->words[i].cut)
		return DIR_NONE;
	if (token_has(f, (size_t)i, WORD_DIRECTION_ADJ))
		return (enum direction)f->words[i].rule->direction;
	struct sv article = SV("\xd8\xa7\xd9\x84");
	struct sv norm = f->text->tokens[i].norm;
	const struct word_rule *bare =
	        sv_starts(norm, article) ? rules_word(f->rules, text_hash(sv_skip(norm, article.len))) : NULL;
	return bare && (bare->classes & WORD_DIRECTION_NOUN) ? (enum direction)bare->direction : DIR_NONE;
}

/* "الأطراف الغربية لمدينة X", "إلى الشمال الشرقي من X": a side of the place. `i` is the token before it. */
static bool side_of(const struct finder *f, int32_t i, unsigned clitics, struct item *it)
{
	if (!(clitics & CLITIC_LI) && !is_of(f, i))
		return false;
	int32_t side = clitics & CLITIC_LI ? i : token_before(f, (size_t)i);
	enum direction d = side_word(f, side);
	if (d == DIR_NONE || token_starts_line(f, (size_t)side))
		return false;
	if (f->text->tokens[side - 1].kind != TOKEN_WORD ||
	    (token_has(f, (size_t)side, WORD_DIRECTION_ADJ) && token_has(f, (size_t)side - 1, WORD_PREPOSITION)))
		return false;
	enum direction first = side_word(f, side - 1);
	d = first != DIR_NONE && direction_sum(first, d) != DIR_NONE ? direction_sum(first, d) : d;
	it->lead = NULL;
	it->m.role = ROLE_EVENT;
	it->m.relation = direction_bearing_deg(d) < 0 || it->m.shape != MENTION_PLACE ? REL_IN : REL_DIRECTION;
	it->m.direction = it->m.shape == MENTION_PLACE ? d : it->m.direction;
	it->m.offset_deg = direction_bearing_deg(d);
	return true;
}

/* A verb that takes a place for its object ("قصفت"), as a row of spatial.tsv. */
static const struct pattern *striking_verb(const struct finder *f, size_t i)
{
	size_t n;
	const struct pattern *const *rows = pattern_find(&f->rules->spatial, f->words[i].bare_hash, &n);
	for (size_t k = 0; k < n && f->text->tokens[i].kind == TOKEN_WORD; k++)
		if (rows[k]->verb)
			return rows[k];
	return NULL;
}

/* "قصفت الطائرات، بعد الظهر، قرية X": the verb whose object a place with a head word is, some words before it. */
static const struct pattern *verb_before(const struct finder *f, size_t k)
{
	enum { MAX_WORDS = 8 };
	const struct item *it = &f->items[k];
	size_t from = k > 0 ? f->items[k - 1].m.last_token + 1 : 0;
	if (it->head_token == NONE || it->m.shape != MENTION_PLACE)
		return NULL;
	for (size_t n = 1, i = (size_t)it->head_token; n <= MAX_WORDS && i > from && !token_starts_line(f, i); n++) {
		const struct pattern *verb = striking_verb(f, --i);
		if (verb || f->text->tokens[i].sentence != it->m.sentence)
			return verb;
	}
	return NULL;
}

static void take_lead(struct item *it, const struct pattern *lead)
{
	it->lead = lead;
	it->m.relation = lead->relation;
	it->m.role = lead->role;
}

/* What the words before it leave open: a side of the place, a verb far before it, a list's phrase ("in addition to"). */
static void complete_lead(struct finder *f, size_t k, int32_t i, unsigned clitics)
{
	struct item *it = &f->items[k];
	const struct item *prev = k > 0 ? &f->items[k - 1] : NULL;
	if (it->lead && it->lead->same) {
		bool goes_on = prev && prev->m.sentence == it->m.sentence && it->lead->relation != REL_NONE;
		it->lead = goes_on ? prev->lead : NULL;
		it->m.relation = !goes_on                       ? REL_NONE
		                 : prev->m.relation == REL_NEAR ? REL_NEAR
		                 : prev->m.role == ROLE_EVENT   ? REL_IN
		                                                : REL_NONE;
		it->m.role = goes_on ? prev->m.role : ROLE_CONTEXT;
	} else if (!it->directed && (!it->lead || it->lead->n == 1) && side_of(f, i, clitics, it)) {
		return;
	} else if (!it->lead && it->m.relation == REL_NONE && !clitics) {
		const struct pattern *verb = verb_before(f, k);
		if (verb)
			take_lead(it, verb);
	}
}

/* Reads leftwards from an item: head words, directions, distance, the spatial pattern. */
void read_lead(struct finder *f, size_t k)
{
	struct item *it = &f->items[k];
	int32_t at = it->head_token != NONE && it->head_token < (int32_t)it->m.first_token ? it->head_token
	                                                                                    : (int32_t)it->m.first_token;
	unsigned clitics = at == (int32_t)it->match.first && it->match.names.n ? it->match.clitics : f->words[at].clitics;
	int32_t i = token_before(f, (size_t)at);
	const int32_t before_it = i;
	const unsigned own_clitics = clitics;
	enum direction d = DIR_NONE;
	int32_t first_direction = clitics ? NONE : directions_ending_at(f, i, &d);
	if (first_direction != NONE) {
		it->directed = true;
		it->m.direction = it->m.shape == MENTION_PLACE ? d : it->m.direction;
		it->m.offset_deg = direction_bearing_deg(d);
		clitics = f->words[first_direction].clitics;
		i = token_before(f, (size_t)first_direction);
		at = first_direction;
	}
	int32_t distance_first = NONE;
	int32_t unit = i;
	if (first_direction == NONE && i >= 0 && token_has(f, (size_t)i, WORD_PREPOSITION))
		unit = token_before(f, (size_t)i); /* "على بعد 30 كم من X" */
	if (distance_ending_at(f, unit, &it->m.offset_m, &distance_first) ||
	    (it->directed && mark_ending_at(f, unit, &it->m.offset_m, &distance_first)) || /* "الكيلو 7 شمال X" */
	    (it->directed && distance_behind(f, it->m.last_token, &it->m.offset_m))) {
		it->m.relation = REL_OFFSET;
		it->m.role = ROLE_EVENT;
		it->lead = NULL;
		return;
	}
	it->m.offset_m = 0;
	it->lead = it->head_token != NONE ? pattern_before(f, it->head_token, 0) : NULL; /* "وسط مدينة X", "مدخل X" */
	for (int n = 0; n < 3 && i >= 0 && !it->lead; n++) {
		it->lead = pattern_before(f, i, clitics);
		if (it->lead || !token_has(f, (size_t)i, WORD_HEAD))
			break;
		clitics = f->words[i].clitics;
		at = i;
		i = token_before(f, (size_t)i);
	}
	if (!it->lead && (clitics & CLITIC_BI)) {
		it->m.relation = REL_IN;
		it->m.role = ROLE_EVENT;
	} else if (it->lead) {
		take_lead(it, it->lead);
	}
	complete_lead(f, k, before_it, own_clitics);
	if (it->directed && (it->m.relation == REL_NONE || it->m.relation == REL_IN))
		it->m.relation = REL_DIRECTION;
	if (it->m.relation == REL_ON_ROAD || item_is_road(f, it))
		it->m.offset_m = mark_of_road(f, (size_t)at);
}
