/* What stands around an item: the words before it, distances and directions, lists, headers, containers, people. */
#include "toponym/scan.h"

enum { MAX_CONTAINER_GAP = 9 };

static const struct {
	const char *word;
	double metres;
	double count;
} units[] = {
#define X(word, metres, count) {word, metres, count},
#include "toponym/units.def"
#undef X
};

static bool line_start(const struct finder *f, size_t i)
{
	return (f->text->tokens[i].flags & TOKEN_LINE_START) != 0;
}

/* The token before i on the same line, quotes and brackets skipped; NONE at the line's start. */
static int32_t before(const struct finder *f, size_t i)
{
	while (i > 0 && !line_start(f, i)) {
		i--;
		if (!token_is_quote(f, i))
			return (int32_t)i;
	}
	return NONE;
}

static bool is_unit(const struct finder *f, size_t i)
{
	for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
		if (sv_eq_cstr(f->text->tokens[i].norm, units[k].word))
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
		if (!sv_eq_cstr(t->norm, units[k].word))
			continue;
		int32_t n = before(f, (size_t)i);
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
		if (units[k].metres > 1 && units[k].count < 2 && sv_eq_cstr(bare, units[k].word))
			return true;
	return false;
}

/* Metres of the mark "الكيلو 40", "كم 30" that ends at token i; "5 كم 30" is none. */
static bool mark_ending_at(const struct finder *f, int32_t i, double *metres, int32_t *first)
{
	int32_t unit = i >= 0 && f->text->tokens[i].kind == TOKEN_NUMBER ? before(f, (size_t)i) : NONE;
	if (unit < 0 || !is_milestone(f, (size_t)unit))
		return false;
	int32_t ahead = before(f, (size_t)unit);
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
	int32_t i = before(f, at);
	for (int n = 0; n <= MOST_WORDS_BETWEEN && i >= 0 && f->text->tokens[i].kind != TOKEN_PUNCT; n++) {
		if (mark_ending_at(f, i, &metres, &first))
			return metres;
		i = before(f, (size_t)i);
	}
	return 0;
}

static bool is_road(const struct finder *f, const struct item *it)
{
	return it->match.names.n &&
	       gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[0].place)->kind == KIND_ROAD;
}

static bool pattern_ends_at(const struct finder *f, const struct pattern *p, int32_t i)
{
	for (int k = p->n - 1; k >= 0; k--) {
		if (i < 0)
			return false;
		const struct word *w = &f->words[i];
		if (w->hash != p->words[k] && !(k == 0 && w->bare_hash == p->words[k]))
			return false;
		if (k > 0)
			i = before(f, (size_t)i);
	}
	return true;
}

/* Of the patterns whose last word has this hash, the longest that ends at token i and fits the clitics, if it is longer
 * than *best (or as long and higher in its table). */
static void take_longest(const struct finder *f, int32_t i, uint64_t hash, unsigned clitics, const struct pattern **best)
{
	size_t n;
	const struct pattern *const *rows = pattern_find(&f->rules->spatial, hash, &n);
	for (size_t k = 0; k < n; k++) {
		const struct pattern *p = rows[k];
		int length = p->n + (p->clitic != 0);
		int longest = *best ? (*best)->n + ((*best)->clitic != 0) : 0;
		if ((p->clitic && !(clitics & p->clitic)) || length < longest ||
		    (length == longest && *best && p->row > (*best)->row))
			continue;
		if (pattern_ends_at(f, p, i))
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

/* Direction nouns that end at token i ("شمال شرق"); returns the token of the first of them, or NONE. */
static int32_t directions_ending_at(const struct finder *f, int32_t i, enum direction *out)
{
	static const enum direction sum[9][9] = {
	        [DIR_N][DIR_E] = DIR_NE, [DIR_E][DIR_N] = DIR_NE, [DIR_S][DIR_E] = DIR_SE, [DIR_E][DIR_S] = DIR_SE,
	        [DIR_S][DIR_W] = DIR_SW, [DIR_W][DIR_S] = DIR_SW, [DIR_N][DIR_W] = DIR_NW, [DIR_W][DIR_N] = DIR_NW};
	if (i < 0 || !token_has(f, (size_t)i, WORD_DIRECTION_NOUN))
		return NONE;
	*out = (enum direction)f->words[i].rule->direction;
	int32_t j = before(f, (size_t)i);
	if (j < 0 || f->words[i].cut || !token_has(f, (size_t)j, WORD_DIRECTION_NOUN))
		return i;
	enum direction both = sum[f->words[j].rule->direction % 9][*out % 9];
	if (both == DIR_NONE)
		return i;
	*out = both;
	return j;
}

static double bearing(enum direction d)
{
	return d >= DIR_N && d <= DIR_NW ? 45.0 * (d - DIR_N) : -1.0;
}

/* "جنوب X بـ20 كيلومتر": the distance behind. */
static bool distance_behind(const struct finder *f, size_t last, double *metres)
{
	for (size_t i = last + 1; i < last + 4 && i < f->text->n_tokens && !line_start(f, i); i++) {
		int32_t first;
		if (distance_ending_at(f, (int32_t)i, metres, &first))
			return first > (int32_t)last;
		if (f->text->tokens[i].kind == TOKEN_WORD && f->text->tokens[i].norm.len > 2)
			break;
	}
	return false;
}

/* Reads leftwards from an item: head words, directions, distance, the spatial pattern. */
static void read_lead(struct finder *f, struct item *it)
{
	int32_t at = it->head_token != NONE && it->head_token < (int32_t)it->m.first_token ? it->head_token
	                                                                                    : (int32_t)it->m.first_token;
	unsigned clitics = at == (int32_t)it->match.first && it->match.names.n ? it->match.clitics : f->words[at].clitics;
	int32_t i = before(f, (size_t)at);
	enum direction d = DIR_NONE;
	int32_t first_direction = clitics ? NONE : directions_ending_at(f, i, &d);
	if (first_direction != NONE) {
		it->directed = true;
		it->m.direction = it->m.shape == MENTION_PLACE ? d : it->m.direction;
		it->m.offset_deg = bearing(d);
		clitics = f->words[first_direction].clitics;
		i = before(f, (size_t)first_direction);
		at = first_direction;
	}
	int32_t distance_first = NONE;
	int32_t unit = i;
	if (first_direction == NONE && i >= 0 && token_has(f, (size_t)i, WORD_PREPOSITION))
		unit = before(f, (size_t)i); /* "على بعد 30 كم من X" */
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
		i = before(f, (size_t)i);
	}
	if (!it->lead && (clitics & CLITIC_BI)) {
		it->m.relation = REL_IN;
		it->m.role = ROLE_EVENT;
	} else if (it->lead) {
		it->m.relation = it->lead->relation;
		it->m.role = it->lead->role;
	}
	if (it->directed && (it->m.relation == REL_NONE || it->m.relation == REL_IN))
		it->m.relation = REL_DIRECTION;
	if (it->m.relation == REL_ON_ROAD || is_road(f, it))
		it->m.offset_m = mark_of_road(f, (size_t)at);
}

/* Only separators of a list between two tokens (exclusive): commas, dashes, "و", "أو", quotes, head words with و. */
static bool list_gap(const struct finder *f, size_t first, size_t last, bool *dash)
{
	size_t marks = 0;
	for (size_t i = first; i < last; i++) {
		const struct token *t = &f->text->tokens[i];
		if (line_start(f, i))
			return false;
		if (token_is_quote(f, i))
			continue;
		if (t->kind == TOKEN_PUNCT) {
			bool is_dash = t->mark == '-' || t->mark == 0x2013 || t->mark == 0x2014 || t->mark == '/';
			if (!is_dash && t->mark != 0x060C && t->mark != ',')
				return false;
			*dash = *dash || is_dash;
			marks++;
			continue;
		}
		bool conjunction = t->norm.len == 2 || (t->norm.len == 4 && token_has(f, i, WORD_PREPOSITION) &&
		                                        memcmp(t->norm.ptr, "\xd8\xa7\xd9\x88", 4) == 0);
		if (conjunction)
			marks++;
		else if (token_has(f, i, WORD_HEAD) && (f->words[i].clitics == CLITIC_WA || marks))
			marks++;
		else
			return false;
	}
	return marks > 0;
}

static void link_list(struct finder *f, size_t k)
{
	if (k == 0)
		return;
	struct item *it = &f->items[k];
	struct item *prev = &f->items[k - 1];
	bool dash = false;
	bool glued = it->m.first_token == prev->m.last_token + 1 || list_gap(f, prev->m.last_token + 1, it->m.first_token, &dash);
	unsigned clitics = it->match.names.n ? it->match.clitics : f->words[it->m.first_token].clitics;
	bool conjunction = (it->m.start > f->text->tokens[it->m.first_token].start && (clitics & CLITIC_WA)) || it->m.unresolved;
	bool gap = list_gap(f, prev->m.last_token + 1, it->m.first_token, &dash);
	size_t quotes = prev->m.last_token + 1;
	while (quotes < it->m.first_token && token_is_quote(f, quotes))
		quotes++;
	bool adjacent = glued && quotes == it->m.first_token;
	if (line_start(f, it->m.first_token) || !(gap || (adjacent && conjunction && (clitics == CLITIC_WA || it->m.unresolved))))
		return;
	if (clitics & (CLITIC_BI | CLITIC_LI))
		return;
	it->list_prev = (int32_t)k - 1;
	it->list_first = prev->list_first;
	bool own_lead = it->lead || it->directed || it->m.relation != REL_NONE;
	if (!own_lead) {
		it->lead = prev->lead;
		it->m.relation = prev->m.relation == REL_OFFSET ? REL_NONE : prev->m.relation;
		it->m.role = prev->m.role;
	}
	if (dash && prev->m.relation == REL_NONE && it->m.relation == REL_NONE && prev->lead)
		it->m.relation = prev->m.relation;
	if (it->head == NONE && prev->head != NONE && f->rules->heads[prev->head].number != 's')
		it->head = prev->head;
	if (it->m.shape == MENTION_PLACE && it->head_token == NONE && prev->area_number && prev->area_number != 's' &&
	    it->match.names.n) {
		it->m.shape = prev->m.shape;
		it->area_prefix = prev->area_prefix;
		it->area_number = prev->area_number == 'p' ? 'p' : 's';
	}
}

/* Alone on its line but for marks, numbers and other places, or with ":" "|" behind it at the line's start. */
static bool is_header(const struct finder *f, const struct item *it)
{
	size_t i = it->head_token != NONE ? (size_t)it->head_token : it->m.first_token;
	while (i > 0 && !line_start(f, i)) {
		uint8_t kind = f->text->tokens[i - 1].kind;
		if (kind != TOKEN_PUNCT && kind != TOKEN_NUMBER && !(it->list_prev != NONE && f->items[it->list_prev].header))
			return false;
		if (it->list_prev != NONE && f->items[it->list_prev].header)
			break;
		i--;
	}
	size_t j = it->m.last_token + 1;
	while (j < f->text->n_tokens && token_is_quote(f, j) && !line_start(f, j))
		j++;
	if (j >= f->text->n_tokens || line_start(f, j))
		return true;
	uint32_t mark = f->text->tokens[j].mark;
	return f->text->tokens[j].kind == TOKEN_PUNCT && (mark == ':' || mark == '|' || mark == 0x2013 || mark == 0x2014);
}

/* The age of a person in parentheses right before token i: "جمعة (29 عاماً) العساف". */
static bool after_age(const struct finder *f, size_t i)
{
	enum { MAX_TOKENS = 5 };
	bool number = false;
	if (f->text->tokens[i - 1].mark != ')')
		return false;
	for (size_t n = 2; n <= MAX_TOKENS && n < i && !line_start(f, i - n + 1); n++) {
		if (f->text->tokens[i - n].mark == '(')
			return number && f->text->tokens[i - n - 1].kind == TOKEN_WORD;
		number = number || f->text->tokens[i - n].kind == TOKEN_NUMBER;
	}
	return false;
}

static bool after_person(const struct finder *f, const struct item *it)
{
	if (it->head_token != NONE || it->match.cut || it->m.shape != MENTION_PLACE || line_start(f, it->m.first_token))
		return false;
	size_t i = it->m.first_token;
	if (i == 0)
		return false;
	if (after_age(f, i))
		return true;
	if (token_is_quote(f, i - 1) || f->text->tokens[i - 1].kind == TOKEN_PUNCT)
		return false;
	if (token_has(f, i - 1, WORD_GIVEN_NAME | WORD_TITLE) && !(f->words[i - 1].clitics & ~(unsigned)(CLITIC_WA | CLITIC_LI)))
		return true;
	return i >= 2 && !line_start(f, i - 1) && token_has(f, i - 2, WORD_TITLE) &&
	       !token_has(f, i - 1, WORD_PREPOSITION | WORD_STOP | WORD_DIRECTION_NOUN | WORD_HEAD | WORD_ORGANISATION) &&
	       f->text->tokens[i - 2].kind == TOKEN_WORD;
}

/* The larger place named right behind an item: "X بريف Y", "X التابعة لناحية Y", "X شرقي Y". */
static void find_container(struct finder *f, size_t k)
{
	struct item *it = &f->items[k];
	size_t j = k + 1;
	while (j < f->n_items && f->items[j].list_prev == (int32_t)j - 1 && f->items[j].list_first == it->list_first)
		j++;
	if (j >= f->n_items)
		return;
	struct item *c = &f->items[j];
	if (c->m.sentence != it->m.sentence || c->m.first_token > f->items[j - 1].m.last_token + MAX_CONTAINER_GAP)
		return;
	bool offset = c->m.relation == REL_OFFSET; /* "X على بعد 5 كم غرب Y" */
	bool linked = offset || c->m.shape == MENTION_COUNTRYSIDE || c->m.shape == MENTION_BADIA || c->directed;
	unsigned clitics = c->match.names.n && !c->match.cut ? f->words[c->m.first_token].clitics : c->match.clitics;
	linked = linked || (clitics & (CLITIC_BI | CLITIC_LI)) != 0;
	for (size_t i = f->items[j - 1].m.last_token + 1; i < c->m.first_token; i++) {
		if (line_start(f, i))
			return;
		if (token_is_quote(f, i) || f->text->tokens[i].mark == 0x060C)
			continue;
		if (f->words[i].clitics & (CLITIC_WA | CLITIC_FA))
			return;
		if (offset && (f->text->tokens[i].kind == TOKEN_NUMBER || is_unit(f, i) || token_has(f, i, WORD_PREPOSITION)))
			continue;
		if (!token_has(f, i, WORD_CONTAINER | WORD_HEAD | WORD_DIRECTION_NOUN | WORD_AREA))
			return;
		linked = linked || token_has(f, i, WORD_CONTAINER) || (f->words[i].clitics & (CLITIC_BI | CLITIC_LI)) ||
		         token_has(f, i, WORD_DIRECTION_NOUN);
	}
	if (linked)
		it->container_item = (int32_t)j;
}

/* "شرقي X" is an area of its own when X is no settlement alone; the span then begins at the direction. */
static void widen_direction(struct finder *f, size_t k)
{
	struct item *it = &f->items[k];
	if (!it->directed || it->m.shape != MENTION_PLACE || it->m.relation == REL_OFFSET || it->head_token != NONE)
		return;
	if (k > 0 && f->items[k - 1].container_item == (int32_t)k)
		return;
	bool area = false;
	for (size_t n = 0; n < it->match.names.n; n++) {
		enum place_kind kind = gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[n].place)->kind;
		area = area || kind == KIND_GOVERNORATE || kind == KIND_COUNTRY || kind == KIND_RIVER || kind == KIND_REGION;
	}
	enum direction d;
	int32_t first = directions_ending_at(f, before(f, it->m.first_token), &d);
	if (!area || first == NONE)
		return;
	it->direction_words = text_span(f->text, (size_t)first, it->m.first_token - 1);
	if (f->words[first].cut)
		it->direction_words = SV("");
	it->m.shape = MENTION_DIRECTION;
	it->m.first_token = (uint32_t)first;
	it->m.start = f->text->tokens[first].start + f->words[first].cut;
}

/* A quotation mark or bracket that opens right before the token. */
static bool opens_quote(const struct finder *f, size_t i)
{
	if (i == 0 || line_start(f, i) || !token_is_quote(f, i - 1))
		return false;
	uint32_t mark = f->text->tokens[i - 1].mark;
	return mark != ')' && mark != ']' && mark != 0x00BB && mark != 0x201D;
}

/* A dateline ("2022.10.05 | 11:26 دمشق") heads no section. */
static bool has_number(const struct finder *f, size_t first)
{
	for (size_t i = first; i > 0 && !line_start(f, i); i--)
		if (f->text->tokens[i - 1].kind == TOKEN_NUMBER)
			return true;
	return false;
}

void context_fill(struct finder *f)
{
	int32_t header = NONE;
	for (size_t k = 0; k < f->n_items; k++) {
		struct item *it = &f->items[k];
		const struct token *t = &f->text->tokens[it->match.names.n ? it->match.first : it->m.first_token];
		it->hashtag = (t->flags & TOKEN_HASHTAG) != 0;
		it->quoted = it->quoted || opens_quote(f, it->m.first_token);
		it->m.role = ROLE_CONTEXT;
		read_lead(f, it);
		link_list(f, k);
		it->after_person = after_person(f, it);
		it->header = is_header(f, it);
		it->section = it->header && !has_number(f, it->m.first_token);
		if (it->section)
			header = (int32_t)k;
		else if (!it->header)
			it->header_item = header;
		if (it->header)
			it->m.role = ROLE_CONTEXT;
	}
	for (size_t k = 0; k < f->n_items; k++)
		find_container(f, k);
	for (size_t k = 0; k < f->n_items; k++)
		widen_direction(f, k);
}
