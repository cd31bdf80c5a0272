/* What stands around an item: lists, headers, containers, people. */
#include "toponym/features.h"
#include "toponym/lead.h"
#include "toponym/terms.def"

enum { MAX_CONTAINER_GAP = 9, REACH_GAP = 3 /* a head word, a word of the way, "from" */ };

/* Only separators of a list between two tokens (exclusive): commas, dashes, "و", "أو", quotes, head words with و. */
static bool list_gap(const struct finder *f, size_t first, size_t last, bool *dash)
{
	size_t marks = 0;
	for (size_t i = first; i < last; i++) {
		const struct token *t = &f->text->tokens[i];
		if (token_starts_line(f, i))
			return false;
		if (token_is_quote(f, i))
			continue;
		if (t->kind == TOKEN_PUNCT) {
			bool is_dash = t->mark == '-' || t->mark == 0x2013 || t->mark == 0x2014 || t->mark == '/' ||
			               t->mark == 0x0640; /* a lone tatweel */
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

static bool names_governorate(const struct finder *f, struct name_span names)
{
	for (size_t n = 0; n < names.n; n++)
		if (gazetteer_place(f->gazetteer, (size_t)names.entries[n].place)->kind == KIND_GOVERNORATE)
			return true;
	return false;
}

/* "بادية حمص وحماة والرقة": the steppe of each of the governorates, though the word is in the singular. */
static bool goes_on_badia(const struct finder *f, const struct item *prev, const struct item *it)
{
	const struct sv word = SV(TERM_BADIA_KEY " ");
	struct sv key = prev->match.key;
	if (prev->m.shape != MENTION_BADIA || prev->m.direction != DIR_NONE || prev->m.relation == REL_BETWEEN ||
	    !names_governorate(f, it->match.names))
		return false;
	if (sv_starts(key, word)) /* in the gazetteer with the word */
		key = sv_skip(key, word.len);
	return names_governorate(f, gazetteer_find(f->gazetteer, key, text_hash(key)));
}

/* "على طريق خناصر السلمية": the road's other end right behind the first, without a mark between them. */
static bool is_other_end(const struct finder *f, const struct item *prev, const struct item *it, unsigned clitics)
{
	bool road = prev->m.relation == REL_ON_ROAD || item_is_road(f, prev);
	return road && prev->list_prev == NONE && prev->m.shape == MENTION_PLACE && !clitics &&
	       it->m.shape == MENTION_PLACE && it->head_token == NONE && !it->lead && !it->directed &&
	       !it->m.unresolved;
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
	bool also = (conjunction && (clitics == CLITIC_WA || it->m.unresolved)) || is_other_end(f, prev, it, clitics);
	if (token_starts_line(f, it->m.first_token) || !(gap || (adjacent && also)))
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
	} else if (!own_lead && !dash && it->m.shape == MENTION_PLACE && it->head_token == NONE && goes_on_badia(f, prev, it)) {
		it->m.shape = MENTION_BADIA;
		it->area_prefix = SV(TERM_BADIA);
		it->area_number = 's';
	}
}

/* "سمارت - تركيا": where an agency or a writer sits, behind a dash at the end of a short line of its own. */
static bool is_dateline(const struct finder *f, const struct item *it)
{
	enum { MAX_WORDS = 3 };
	size_t i = it->m.first_token;
	size_t words = 0;
	uint32_t mark = i > 0 && !token_starts_line(f, i) ? f->text->tokens[i - 1].mark : 0;
	bool dash = mark == '-' || mark == 0x2013 || mark == 0x0640; /* a lone tatweel */
	if (!dash || it->list_prev != NONE ||
	    (it->m.last_token + 1 < f->text->n_tokens && !token_starts_line(f, it->m.last_token + 1)))
		return false;
	for (i--; i > 0 && !token_starts_line(f, i); i--, words++)
		if (words == MAX_WORDS || f->text->tokens[i - 1].kind != TOKEN_WORD ||
		    token_has(f, i - 1, WORD_PREPOSITION | WORD_HEAD | WORD_AREA | WORD_CONTAINER))
			return false;
	return words > 0;
}

/* Alone on its line but for marks, numbers and other places, or with ":" "|" behind it at the line's start. */
static bool is_header(const struct finder *f, const struct item *it)
{
	size_t i = it->head_token != NONE ? (size_t)it->head_token : it->m.first_token;
	while (i > 0 && !token_starts_line(f, i)) {
		uint8_t kind = f->text->tokens[i - 1].kind;
		if (kind != TOKEN_PUNCT && kind != TOKEN_NUMBER && !(it->list_prev != NONE && f->items[it->list_prev].header))
			return false;
		if (it->list_prev != NONE && f->items[it->list_prev].header)
			break;
		i--;
	}
	size_t j = it->m.last_token + 1;
	while (j < f->text->n_tokens && token_is_quote(f, j) && !token_starts_line(f, j))
		j++;
	if (j >= f->text->n_tokens || token_starts_line(f, j))
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
	for (size_t n = 2; n <= MAX_TOKENS && n < i && !token_starts_line(f, i - n + 1); n++) {
		if (f->text->tokens[i - n].mark == '(')
			return number && f->text->tokens[i - n - 1].kind == TOKEN_WORD;
		number = number || f->text->tokens[i - n].kind == TOKEN_NUMBER;
	}
	return false;
}

static bool after_person(const struct finder *f, const struct item *it)
{
	if (it->head_token != NONE || it->match.cut || it->m.shape != MENTION_PLACE || token_starts_line(f, it->m.first_token))
		return false;
	size_t i = it->m.first_token, behind = it->m.last_token + 1u;
	if (i == 0 || (it->list_prev != NONE &&
		       it->m.relation == REL_ON_ROAD)) /* "طريق الشيخ مسكين نوى": Miskin is no man here */
		return false;
	if (token_has(f, i, WORD_TITLE) && behind < f->text->n_tokens && token_has(f, behind, WORD_GIVEN_NAME))
		return true; /* "الشيخ إبراهيم خليل" */
	if (after_age(f, i))
		return true;
	if (token_is_quote(f, i - 1) || f->text->tokens[i - 1].kind == TOKEN_PUNCT)
		return false;
	if (sv_ends(f->text->tokens[i - 1].norm, SV("\xd8\xa8\xd9\x86"))) /* "son of" (U+0628 U+0646), also glued on: "خالدبن X" */
		return true;
	if (token_has(f, i - 1, WORD_GIVEN_NAME | WORD_TITLE) && !(f->words[i - 1].clitics & ~(unsigned)(CLITIC_WA | CLITIC_LI)))
		return true;
	return i >= 2 && !token_starts_line(f, i - 1) && token_has(f, i - 2, WORD_TITLE) &&
	       !token_has(f, i - 1, WORD_PREPOSITION | WORD_STOP | WORD_DIRECTION_NOUN | WORD_HEAD | WORD_ORGANISATION) &&
	       f->text->tokens[i - 2].kind == TOKEN_WORD;
}

/* Does some place of the item's name lie in some place of the container's, or may it? */
static bool may_lie_in(const struct finder *f, const struct item *it, const struct item *container)
{
	for (size_t a = 0; a < it->match.names.n; a++)
		for (size_t b = 0; b < container->match.names.n; b++)
			if (containment(gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[a].place),
			                gazetteer_place(f->gazetteer, (size_t)container->match.names.entries[b].place)) > -1)
				return true;
	return false;
}

static bool is_prominent(const struct finder *f, const struct item *it)
{
	enum { TOWN = 3 };
	for (size_t n = 0; n < it->match.names.n; n++)
		if (gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[n].place)->prominence >= TOWN)
			return true;
	return false;
}

/* "مدن A وB وقرى C وD ومنجم E في X": towns of the list lie elsewhere, so X holds its last member only. */
static bool holds_last_only(const struct finder *f, size_t first, size_t last, const struct item *container)
{
	enum { TOWNS = 2 };
	size_t elsewhere = 0;
	for (size_t k = first; k < last; k++)
		elsewhere += is_prominent(f, &f->items[k]) && !may_lie_in(f, &f->items[k], container);
	return elsewhere >= TOWNS;
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
	if (c->m.relation == REL_BETWEEN) /* "X ضمن مثلث A-B-C" */
		return;
	if (c->m.sentence != it->m.sentence || c->m.first_token > f->items[j - 1].m.last_token + MAX_CONTAINER_GAP ||
	    c->m.relation == REL_FROM_TO)
		return;
	bool offset = c->m.relation == REL_OFFSET; /* "X على بعد 5 كم غرب Y" */
	bool linked = offset || c->m.shape == MENTION_COUNTRYSIDE || c->m.shape == MENTION_BADIA || c->directed;
	unsigned clitics = c->match.names.n && !c->match.cut ? f->words[c->m.first_token].clitics : c->match.clitics;
	linked = linked || (clitics & (CLITIC_BI | CLITIC_LI)) != 0;
	for (size_t i = f->items[j - 1].m.last_token + 1; i < c->m.first_token; i++) {
		if (token_starts_line(f, i))
			return;
		if (token_is_quote(f, i) || f->text->tokens[i].mark == 0x060C)
			continue;
		if (f->words[i].clitics & (CLITIC_WA | CLITIC_FA))
			return;
		if (offset && (f->text->tokens[i].kind == TOKEN_NUMBER || token_is_unit(f, i) || token_has(f, i, WORD_PREPOSITION)))
			continue;
		if (!token_has(f, i, WORD_CONTAINER | WORD_HEAD | WORD_DIRECTION_NOUN | WORD_AREA))
			return;
		linked = linked || token_has(f, i, WORD_CONTAINER) || (f->words[i].clitics & (CLITIC_BI | CLITIC_LI)) ||
		         token_has(f, i, WORD_DIRECTION_NOUN);
	}
	bool narrow = c->m.shape == MENTION_PLACE && !offset && !c->directed;
	if (linked && !(narrow && k + 1 < j && holds_last_only(f, (size_t)it->list_first, j - 1, c)))
		it->container_item = (int32_t)j;
}

/* What holds an origin, a destination or a mere mention is no place of the event: "من بلدة X بريف Y إلى Z". */
static void hold_context(struct finder *f, size_t k)
{
	const struct item *it = &f->items[k];
	if (it->container_item == NONE || it->m.role == ROLE_EVENT || it->m.role == ROLE_ACTOR || it->header)
		return;
	struct item *c = &f->items[it->container_item];
	bool wide = c->m.shape == MENTION_COUNTRYSIDE || c->directed;
	if (wide && c->m.role == ROLE_EVENT && !item_is_offset(c) && !c->lead) {
		c->m.role = ROLE_CONTEXT;
		c->held = true;
	}
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
	int32_t first = directions_ending_at(f, token_before(f, it->m.first_token), &d);
	if (!area || first == NONE)
		return;
	uint32_t from = f->text->tokens[first].byte_start;
	if (f->words[first].cut)
		text_cut(f->text, &f->text->tokens[first], f->words[first].cut, &from);
	it->direction_words = sv_make(f->text->utf8.ptr + from, f->text->tokens[it->m.first_token - 1].byte_end - from);
	it->m.shape = MENTION_DIRECTION;
	it->m.first_token = (uint32_t)first;
	it->m.start = f->text->tokens[first].start + f->words[first].cut;
}

/* A quotation mark or bracket that opens right before the token. */
static bool opens_quote(const struct finder *f, size_t i)
{
	if (i == 0 || token_starts_line(f, i) || !token_is_quote(f, i - 1))
		return false;
	uint32_t mark = f->text->tokens[i - 1].mark;
	return mark != ')' && mark != ']' && mark != 0x00BB && mark != 0x201D;
}

/* A dateline ("2022.10.05 | 11:26 دمشق") heads no section. */
static bool has_number(const struct finder *f, size_t first)
{
	for (size_t i = first; i > 0 && !token_starts_line(f, i); i--)
		if (f->text->tokens[i - 1].kind == TOKEN_NUMBER)
			return true;
	return false;
}

/* "between the two villages": a dual with the article (U+062A U+064A U+0646 at its end) that is a name elsewhere. It is the
 * ordinary noun where "between" asks for two places and finds one, and where two places were just named together. */
static bool is_plain_dual(const struct finder *f, size_t k)
{
	const struct item *it = &f->items[k];
	const struct sv key = it->match.key;
	if (!it->match.names.n || it->head_token != NONE || it->m.shape != MENTION_PLACE || it->m.direction != DIR_NONE ||
	    !sv_starts(key, SV("\xd8\xa7\xd9\x84")) || !sv_ends(key, SV("\xd8\xaa\xd9\x8a\xd9\x86")))
		return false;
	if (it->lead && it->lead->relation == REL_BETWEEN && it->list_prev == NONE)
		return !(token_follows(f, it->m.last_token + 1) && token_has_conjunction(f, it->m.last_token + 1));
	for (size_t i = k; i > 0 && f->items[i - 1].m.sentence + 2 >= it->m.sentence; i--) {
		int32_t head = f->items[i - 1].list_head;
		if (head != NONE && f->rules->heads[head].number == 'd')
			return true;
	}
	return false;
}

/* A river that something is said to be in or on, or a bank by its name. */
static bool may_be_river(const struct finder *f, const struct item *it)
{
	if (it->m.shape != MENTION_PLACE || it->directed)
		return false;
	for (size_t i = 0; i < it->match.names.n; i++) {
		const struct place *p = gazetteer_place(f->gazetteer, (size_t)it->match.names.entries[i].place);
		if ((p->kind == KIND_RIVER && it->m.role == ROLE_EVENT) ||
		    (p->kind == KIND_REGION && sv_find(p->note, SV("bank="), 0) != SIZE_MAX))
			return true;
	}
	return false;
}

/* Whether one item follows the other with few words and no mark between. */
static bool follows_closely(const struct finder *f, const struct item *it, const struct item *prev)
{
	if (it->m.first_token > prev->m.last_token + 1 + REACH_GAP)
		return false;
	for (size_t i = prev->m.last_token + 1; i <= it->m.first_token; i++)
		if (token_starts_line(f, i) || f->text->tokens[i].kind == TOKEN_PUNCT)
			return false;
	return true;
}

/* "along the Euphrates from X to Y": no way from X, but a reach of the river; "stretching from X to Y". */
static void link_reach(struct finder *f, size_t k)
{
	struct item *it = &f->items[k];
	if (k < 1 || it->m.role != ROLE_DESTINATION || !follows_closely(f, it, it - 1))
		return;
	if (k > 1 && may_be_river(f, it - 2) && follows_closely(f, it - 1, it - 2) &&
	    (it[-1].m.role == ROLE_ORIGIN || it[-1].m.relation == REL_FROM_TO))
		it[-1].m.role = ROLE_EVENT;
	else if (it[-1].m.relation != REL_FROM_TO)
		return;
	it[-1].m.relation = it->m.relation = REL_FROM_TO;
	it->m.role = it[-1].m.role;
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
		read_lead(f, k);
		link_list(f, k);
		link_reach(f, k);
		it->after_person = after_person(f, it);
		bool alone = is_header(f, it);
		it->header = alone || is_dateline(f, it);
		it->section = alone && !has_number(f, it->m.first_token);
		it->plain_dual = is_plain_dual(f, k);
		if (it->section)
			header = (int32_t)k;
		else if (!it->header)
			it->header_item = header;
		if (it->header)
			it->m.role = ROLE_CONTEXT;
	}
	for (size_t k = 0; k < f->n_items; k++)
		find_container(f, k);
	for (size_t k = 0; k < f->n_items; k++) {
		hold_context(f, k);
		widen_direction(f, k);
	}
}
