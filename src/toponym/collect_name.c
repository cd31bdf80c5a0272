/* Names of the gazetteer, with the head words before them, in lists, and nearly right where a name is asked for. */
#include "toponym/collect.h"
#include "toponym/terms.def"

int32_t token_head_before_marks(const struct finder *f, size_t token)
{
	size_t i = token;
	while (i > 0 && token_is_quote(f, i - 1) && !(f->text->tokens[i - 1].flags & TOKEN_LINE_START))
		i--;
	const struct head_rule *list = i > 1 && f->text->tokens[i - 1].mark == ':' ? token_head(f, i - 2) : NULL;
	if (list && list->number == 'p') /* "في بلدات: X، وY" */
		i--;
	return i > 0 && token_head(f, i - 1) ? (int32_t)(i - 1) : NONE;
}

/* A head word that belongs into the span pulls its start to the left. */
static void attach_head(struct finder *f, struct item *it)
{
	if (it->match.cut)
		return;
	it->head_token = token_head_before(f, it->m.first_token);
	if (it->head_token == NONE)
		return;
	size_t at = (size_t)it->head_token;
	const struct head_rule *h = token_head(f, at);
	const struct head_rule *own = it->match.last > it->match.first ? token_head(f, it->match.first) : NULL;
	if (own && own->inside && !h->any)
		return; /* "وديان جبل البشري" */
	it->head = (int32_t)(h - f->rules->heads);
	bool quoted = at + 1 < it->m.first_token && token_is_quote(f, it->m.last_token + 1);
	if (h->inside && h->number == 's')
		collect_set_span(f, it, at, f->words[at].cut, it->m.last_token + quoted); /* both marks, or none */
}

/* The endings that a token shows, a bit each: U+064B..U+064D. */
static unsigned tanwin_of(const struct finder *f, size_t token)
{
	const struct token *t = &f->text->tokens[token];
	const unsigned char *p = (const unsigned char *)f->text->utf8.ptr;
	unsigned found = 0;
	for (size_t i = t->byte_start; i + 1 < t->byte_end; i++)
		if (p[i] == 0xD9 && p[i + 1] >= 0x8B && p[i + 1] <= 0x8D)
			found |= 1u << (p[i + 1] - 0x8B);
	return found;
}

/* An indefinite noun shows it by its ending: "صهريجاً" is a tanker. */
bool token_has_tanwin(const struct finder *f, size_t token)
{
	return tanwin_of(f, token) != 0;
}

/* Indefinite by its ending, and so no name: unless the ending is one that names take too (U+064C, U+064D: "بلدةِ خشامٍ")
 * and a head word, the article or a second word says that it is a name. */
static bool is_indefinite(const struct finder *f, const struct name_match *match)
{
	unsigned endings = tanwin_of(f, match->last);
	if (!endings)
		return false;
	bool bare = match->last == match->first && !token_is_definite(f, match->last);
	return (endings & 1) || (bare && token_head_before(f, match->first) == NONE);
}

/* In parentheses behind the same place: "المحطة الثالثة (T3)". */
static bool is_alias(const struct finder *f, const struct name_match *match)
{
	if (!f->n_items || !token_is_quote(f, match->first - (match->first > 0)) || !token_is_quote(f, match->last + 1))
		return false;
	const struct item *prev = &f->items[f->n_items - 1];
	if (prev->m.last_token + 2 != match->first || !prev->match.names.n)
		return false;
	for (size_t a = 0; a < match->names.n; a++)
		for (size_t b = 0; b < prev->match.names.n; b++)
			if (match->names.entries[a].place == prev->match.names.entries[b].place)
				return true;
	return false;
}

/* A comma, or "and" (U+0648) standing alone. */
static bool is_separator(const struct token *t)
{
	return t->kind == TOKEN_PUNCT ? t->mark == 0x060C || t->mark == ',' : sv_eq(t->norm, SV("\xd9\x88"));
}

const struct item *collect_item_before_marks(const struct finder *f, size_t i)
{
	const struct item *prev = &f->items[f->n_items - 1];
	size_t at = prev->m.last_token + 1;
	while (at < i && (token_is_quote(f, at) || is_separator(&f->text->tokens[at])) &&
	       !(f->text->tokens[at].flags & TOKEN_LINE_START))
		at++;
	return at == i ? prev : NULL;
}

/* The dual or plural head over a token: right before it, or that of the list which it goes on with. NONE if none. */
int32_t collect_list_head(const struct finder *f, size_t i)
{
	int32_t at = token_head_before(f, i);
	if (at != NONE)
		return token_head(f, (size_t)at)->number == 's' ? NONE : f->words[at].rule->head;
	const struct item *prev = collect_item_before(f, i);
	return prev && (token_has_conjunction(f, i) || prev->m.last_token + 1 < i) ? prev->list_head : NONE;
}

/* The head word of a name that quotation marks part from it: 'سد "البعث"' is the dam's whole name. */
static struct sv quoted_head(const struct finder *f, size_t i)
{
	int32_t at = token_head_before(f, i);
	const struct head_rule *h = at == NONE || (size_t)at + 1 == i ? NULL : token_head(f, (size_t)at);
	return h && h->inside && h->number == 's' ? h->folded : SV("");
}

/* "حقلي العمر والتنك": the name as the gazetteer has it, under the singular of the head. */
static bool compose(const struct finder *f, size_t i, int32_t head, struct name_match *out)
{
	struct clitic_cut ways[CLITIC_MAX_SPLITS];
	struct sv singular = head == NONE ? quoted_head(f, i) : f->rules->heads[head].singular;
	size_t n = singular.len ? token_ways(f, i, ways) : 0;
	bool found = false;
	for (size_t k = 0; k < n && !found; k++) {
		if (ways[k].clitics & ~(unsigned)CLITIC_WA)
			continue;
		struct sv key = arena_pair(f->arena, singular, ways[k].residue);
		for (size_t last = i;;) {
			struct name_span names = gazetteer_find(f->gazetteer, key, text_hash(key));
			if (names.n) {
				*out = (struct name_match){.first = (uint32_t)i, .last = (uint32_t)last, .cut = ways[k].cut,
				                           .clitics = ways[k].clitics, .names = names, .key = key};
				found = true;
			}
			if (!gazetteer_is_prefix(f->gazetteer, key, text_hash(key)) || !token_follows(f, last + 1))
				break;
			last++;
			key = arena_pair(f->arena, key, f->text->tokens[last].norm);
		}
	}
	return found;
}

static bool has_preposition(const struct finder *f, size_t i)
{
	if (f->words[i].cuttable & CLITIC_BI)
		return true;
	if (i == 0 || (f->text->tokens[i].flags & TOKEN_LINE_START))
		return false;
	return token_has(f, i - 1, WORD_PREPOSITION | WORD_DIRECTION_NOUN | WORD_CONTAINER | WORD_AREA) ||
	       (f->words[i - 1].marks & MARK_SPATIAL);
}

static bool is_tagged(const struct finder *f, size_t i)
{
	return (f->text->tokens[i].flags & (TOKEN_HASHTAG | TOKEN_JOINED)) != 0;
}

bool collect_is_asked(const struct finder *f, size_t i)
{
	return has_preposition(f, i) || is_tagged(f, i);
}

/* The next member of a list, behind "and" or a comma. */
static bool continues_list(const struct finder *f, size_t i)
{
	const struct item *prev = collect_item_before(f, i);
	return prev && (token_has_conjunction(f, i) || prev->m.last_token + 1 < i);
}

/* How much the words around a token ask for a name: by a head word or a list so much that it may be misspelt; so, too,
 * between a preposition and a list or a container. A preposition, a clitic or a hashtag alone ask for less. */
static enum repair_limit repair_limit(const struct finder *f, size_t i)
{
	if (token_has(f, i, WORD_COMPOUND) && token_head_before(f, i) == NONE)
		return REPAIR_SURE;
	if (token_head_before(f, i) != NONE || continues_list(f, i))
		return REPAIR_ALL;
	if (has_preposition(f, i)) {
		size_t next = token_skip_quotes(f, i + 1);
		bool more = token_follows(f, next) &&
		            (token_has_conjunction(f, next) || is_separator(&f->text->tokens[next]) ||
		             token_has(f, next, WORD_AREA | WORD_CONTAINER | WORD_DIRECTION_NOUN));
		return more ? REPAIR_ALL : REPAIR_SURE;
	}
	return is_tagged(f, i) ? REPAIR_SURE : REPAIR_NOTHING;
}

/* "قرية جزرة البوشمس": known is only the first word, which begins longer names; the second one has the article. */
static bool is_torn(const struct finder *f, const struct name_match *match)
{
	size_t next = match->last + 1;
	if (match->first != match->last || !token_has(f, match->first, WORD_COMPOUND) || f->words[match->first].cut ||
	    token_head_before(f, match->first) == NONE || !token_follows(f, next) || f->words[next].cut ||
	    token_has(f, next, WORD_DIRECTION_ADJ | WORD_STOP | WORD_PREPOSITION))
		return false;
	bool short_name = match->key.len <= 6; /* "دير حفير": three letters are hardly the whole name */
	return token_is_definite(f, next) || ((short_name || token_ends_member(f, next)) && !f->words[next].rule &&
	                                      !vocabulary_has(&f->rules->vocabulary, f->text->tokens[next].hash));
}

/* "مشفى “باسل الأسد الوطني”": known is only the beginning of what stands in quotation marks behind a head word of
 * something built. */
static bool is_within_quotation(const struct finder *f, const struct name_match *match)
{
	enum { MAX_WORDS = 5 };
	size_t at = match->first;
	int32_t head = token_head_before(f, at);
	bool behind_head = head != NONE && (size_t)head + 1 < at && token_head(f, (size_t)head)->open;
	int32_t list = collect_list_head(f, at);
	bool member = head == NONE && list != NONE && at > 0 && token_is_quote(f, at - 1);
	if (!(behind_head || member) || token_is_quote(f, match->last + 1))
		return false;
	for (size_t k = match->last + 1; k < at + MAX_WORDS && token_follows(f, k); k++) {
		if (token_has(f, k, WORD_PREPOSITION | WORD_AREA | WORD_CONTAINER | WORD_DIRECTION_NOUN | WORD_HEAD))
			return false;
		if (list != NONE && token_has_conjunction(f, k))
			return false; /* “X وY” behind "the two villages" */
		if (token_is_quote(f, k + 1))
			return f->text->tokens[k + 1].mark != '(';
	}
	return false;
}

/* "بلدة تل الشور غربي مدينة حمص": the direction belongs to what follows, though there is a place named with it. */
static void drop_direction(const struct finder *f, size_t i, struct name_match *match)
{
	size_t next = match->last + 1;
	struct name_match other;
	struct sv key = match->key;
	while (key.len && key.ptr[key.len - 1] != ' ')
		key.len--;
	if (match->last == match->first || match->first != i || !key.len || !token_follows(f, next) ||
	    !(token_head(f, next) || scan_match(f, next, true, &other)))
		return;
	key.len--;
	struct name_span names = gazetteer_find(f->gazetteer, key, text_hash(key));
	if (!names.n)
		return;
	match->names = names;
	match->key = key;
	match->last--;
}

/* "معابر نهرية": an indefinite word behind a head of something built is its adjective, not a name that lost its article. */
static bool is_adjective(const struct finder *f, const struct name_match *match)
{
	const uint32_t settled = 1u << KIND_VILLAGE | 1u << KIND_TOWN | 1u << KIND_NEIGHBOURHOOD;
	int32_t at = token_head_before(f, match->first);
	const struct head_rule *h = at == NONE ? NULL : token_head(f, (size_t)at);
	return match->repair == REPAIR_ARTICLE && match->first == match->last && h && !h->any && !(h->kinds & settled) &&
	       !token_is_definite(f, match->first) && (size_t)at + 1 == match->first;
}

/* "مواطناً سوريا", "طائرات سورية": behind an indefinite noun the country's name is an adjective. */
static bool is_nationality(const struct finder *f, const struct name_match *match)
{
	const uint32_t known = WORD_HEAD | WORD_AREA | WORD_DIRECTION_NOUN | WORD_DIRECTION_ADJ | WORD_STOP | WORD_PREPOSITION |
	                       WORD_COMPOUND | WORD_CONTAINER;
	const struct name_entry *best = match->names.entries;
	size_t i = match->first;
	if (match->first != match->last || !match->names.n || i == 0 ||
	    gazetteer_place(f->gazetteer, (size_t)best->place)->kind != KIND_COUNTRY)
		return false;
	const struct token *prev = &f->text->tokens[i - 1], *name = &f->text->tokens[i];
	enum { SHORTEST = 8, DIGITS = 3 }; /* bytes: four letters; a year has four digits */
	if (sv_eq(prev->norm, SV(TERM_NON)) && sv_eq(name->norm, SV(TERM_SYRIAN)))
		return true;
	if (prev->kind == TOKEN_NUMBER && prev->sentence == name->sentence && prev->norm.len <= DIGITS)
		return sv_ends(name->norm, SV(TERM_ALIF)); /* "قتل 11 سوريا" */
	if (prev->kind != TOKEN_WORD || prev->sentence != name->sentence || prev->norm.len < SHORTEST ||
	    token_is_definite(f, i - 1) || token_has(f, i - 1, known))
		return false;
	if (sv_eq(name->norm, SV(TERM_SYRIAN)))
		return sv_ends(prev->norm, SV(TERM_FEMININES)) || sv_ends(prev->norm, SV(TERM_ALIF));
	return sv_ends(prev->norm, SV(TERM_ALIF)) && sv_ends(name->norm, SV(TERM_ALIF));
}

bool collect_find_name(const struct finder *f, size_t i, int32_t head, struct name_match *out)
{
	if (compose(f, i, head, out))
		return !is_within_quotation(f, out);
	bool known = scan_match(f, i, false, out);
	if (known && token_has(f, out->last, WORD_DIRECTION_NOUN))
		drop_direction(f, i, out);
	bool single = known && out->first == out->last && token_follows(f, i + 1);
	bool lone = known && out->first == out->last && token_has(f, i, WORD_COMPOUND);
	bool more = lone || (single && !f->words[i + 1].rule && token_head_before(f, i) != NONE);
	struct name_match longer;
	if (more && repair_match(f, i, false, REPAIR_SURE, &longer) && longer.last > out->last) {
		*out = longer; /* "جزرة الميلاج" */
		return true;
	}
	if (known && !(lone && token_has(f, i, WORD_NO_NAME)))
		return !is_indefinite(f, out) && !is_alias(f, out) && !is_torn(f, out) && !is_within_quotation(f, out) &&
		       !is_nationality(f, out);
	return repair_may(f, i) && repair_match(f, i, false, repair_limit(f, i), out) && !is_indefinite(f, out) && !is_adjective(f, out) &&
	       !is_within_quotation(f, out) && !(out->repair == REPAIR_ARTICLE && is_torn(f, out));
}

struct sv collect_rule(const struct name_match *match)
{
	static const char *const rules[] = {[REPAIR_NONE] = "name in the gazetteer",
	                                    [REPAIR_ARTICLE] = "name, the article added or dropped",
	                                    [REPAIR_REPEAT] = "name, a letter drawn out or a helping vowel",
	                                    [REPAIR_SPACE] = "name, a space too many or too few",
	                                    [REPAIR_HEAD] = "name, its head word left out",
	                                    [REPAIR_SPELLING] = "name with a letter wrong"};
	return sv_cstr(rules[match->repair]);
}

bool collect_is_head_noun(const struct finder *f, size_t i)
{
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n = clitic_splits(f->text->tokens[i].norm, true, splits);
	for (size_t k = 0; k < n; k++) {
		const struct word_rule *rule = rules_word(f->rules, splits[k].hash);
		const struct head_rule *h = rule && (rule->classes & WORD_HEAD) ? &f->rules->heads[rule->head] : NULL;
		if (h && !h->inside && (h->open || !h->any))
			return true;
	}
	return false;
}

/* "حي الثكنة": an ordinary noun (the barracks) that is a place where its own head word says so. */
static bool is_named_so(const struct finder *f, size_t i, const struct name_match *match)
{
	int32_t at = token_head_before(f, i);
	const struct head_rule *h = at == NONE ? NULL : token_head(f, (size_t)at);
	const uint32_t never = (WORD_NO_NAME & ~WORD_STOP) | WORD_PREPOSITION;
	if (!h || !h->open || h->any || h->inside || collect_is_head_noun(f, i) || token_has(f, i, never))
		return false;
	for (size_t k = 0; k < match->names.n; k++)
		if (h->kinds & 1u << gazetteer_place(f->gazetteer, (size_t)match->names.entries[k].place)->kind)
			return true;
	return false;
}

/* A place even if no candidate is: by its head word, or where the gazetteer knows the name elsewhere. */
static bool may_be_unknown(const struct finder *f, const struct item *it)
{
	int32_t head = it->head == NONE ? it->list_head : it->head;
	if (head == NONE)
		return it->match.repair == REPAIR_NONE;
	const struct head_rule *h = &f->rules->heads[head];
	return h->open && (it->match.repair == REPAIR_NONE || collect_is_plausible(f, it->match.first, h, it->quoted));
}

/* The next member of a list of areas: the item before the last one is the member before it. */
static bool in_area_list(const struct finder *f, size_t i)
{
	const struct item *prev = f->n_items > 1 ? &f->items[f->n_items - 2] : NULL;
	return prev && prev->area_number && prev->area_number != 's' && prev->m.last_token + 1 == i &&
	       token_has_conjunction(f, i);
}

/* "حقول العمر والتنك": a list, though the first of it is a name with the plural head. With a clitic the next member must
 * be known under that head: "بمعامل X والنظام". */
static bool opens_list(const struct finder *f, size_t i, const struct name_match *match)
{
	const struct head_rule *h = token_head(f, i);
	struct name_match other;
	size_t next = match->last + 1;
	return h && h->number != 's' && h->singular.len && match->first == i && match->last > i && token_follows(f, next) &&
	       token_has_conjunction(f, next) && (!match->cut || compose(f, next, (int32_t)(h - f->rules->heads), &other));
}

/* "بلدة كسرة سرور": known with its head word is only "بلدة كسرة", but the longer name is known without. */
static bool hides_longer(const struct finder *f, size_t i, const struct name_match *match)
{
	const struct head_rule *h = match->last > i && match->first == i ? token_head(f, i) : NULL;
	struct name_match other;
	return h && !h->inside && scan_match(f, i + 1, true, &other) && other.last > match->last;
}

bool collect_name(struct finder *f, size_t i, size_t *next)
{
	struct name_match match;
	int32_t plural = collect_list_head(f, i);
	if (!collect_find_name(f, i, plural, &match) || opens_list(f, i, &match) || hides_longer(f, i, &match))
		return false;
	for (size_t k = match.first; k <= match.last; k++)
		if (is_blocked(f, k))
			return false;
	if (match.first == match.last && token_has(f, i, WORD_NO_NAME) && f->words[i].cut <= match.cut &&
	    !is_named_so(f, i, &match))
		return false;
	struct item *it = collect_push(f);
	it->match = match;
	it->m.shape = MENTION_PLACE;
	it->m.rule = collect_rule(&match);
	it->list_head = plural;
	collect_set_span(f, it, match.first, match.cut, match.last);
	it->m.end -= match.glued_length;
	attach_head(f, it);
	it->open = may_be_unknown(f, it);
	*next = match.last + 1;
	if (in_area_list(f, i)) { /* "ريفي X الجنوبي وY الغربي" */
		it = &f->items[f->n_items - 1];
		it->m.last_token = (uint32_t)collect_area_tail(f, it, match.last);
		it->m.end = f->text->tokens[it->m.last_token].end;
		*next = it->m.last_token + 1;
	}
	return true;
}
