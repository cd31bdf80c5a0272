/* Walks the tokens and collects everything that may be a place: gazetteer names with their head words, areas
 * ("ريف X الشرقي", "بادية X"), and unknown names behind a head word. */
#include "toponym/scan.h"
#include "toponym/terms.def"

static const uint32_t settlement_kinds = 1u << KIND_CITY | 1u << KIND_TOWN | 1u << KIND_VILLAGE | 1u << KIND_HAMLET |
                                         1u << KIND_NEIGHBOURHOOD | 1u << KIND_CAMP | 1u << KIND_SUBDISTRICT;

static struct item *push(struct finder *f)
{
	struct item *it = ARENA_PUSH(f->arena, f->items, f->n_items, &f->items_capacity);
	*it = (struct item){.head = NONE,
	                    .head_token = NONE,
	                    .list_prev = NONE,
	                    .list_first = (int32_t)f->n_items - 1,
	                    .container_item = NONE,
	                    .header_item = NONE};
	it->m.place = it->m.container = PLACE_NONE;
	it->m.offset_deg = -1;
	return it;
}

static void set_span(const struct finder *f, struct item *it, size_t first, uint32_t cut, size_t last)
{
	const struct token *tokens = f->text->tokens;
	it->m.first_token = (uint32_t)first;
	it->m.last_token = (uint32_t)last;
	it->m.start = cut ? text_cut(f->text, &tokens[first], cut, NULL) : tokens[first].start;
	it->m.end = tokens[last].end;
	it->m.sentence = tokens[first].sentence;
}

/* Compass points add as vectors: N + W = NW; opposite ones cancel out. */
static enum direction combine(enum direction a, enum direction b)
{
	static const int dx[] = {0, 0, 1, 1, 1, 0, -1, -1, -1, 0};
	static const int dy[] = {0, 1, 1, 0, -1, -1, -1, 0, 1, 0};
	int x = dx[a] + dx[b];
	int y = dy[a] + dy[b];
	x = (x > 0) - (x < 0);
	y = (y > 0) - (y < 0);
	for (int d = DIR_N; d <= DIR_NW; d++)
		if (dx[d] == x && dy[d] == y)
			return (enum direction)d;
	return DIR_NONE;
}

/* Adjectives of direction from token i on ("الجنوبي الغربي", "الشرقي والغربي"); returns the first token behind. */
static size_t read_adjectives(const struct finder *f, size_t i, enum direction *out)
{
	size_t n = 0;
	while (n < 3 && token_follows(f, i) && token_has(f, i, WORD_DIRECTION_ADJ) && !is_blocked(f, i) &&
	       f->words[i].clitics == (n && f->words[i].cut ? CLITIC_WA : 0)) {
		enum direction d = (enum direction)f->words[i].rule->direction;
		*out = n ? combine(*out, d) : d;
		i++;
		n++;
	}
	return i;
}

static struct sv token_text(const struct finder *f, size_t first, size_t last)
{
	return last < first ? SV("") : text_span(f->text, first, last);
}

/* Behind a name within an area: closing quotes, a repeated word ("ديرالزور الزور الغربي"), directions. */
static size_t read_area_tail(struct finder *f, struct item *it, size_t last)
{
	size_t i = last + 1;
	enum direction d = it->match.glued;
	const struct token *tokens = f->text->tokens;
	if (token_is_quote(f, i) && token_has(f, i + 1, WORD_DIRECTION_ADJ))
		i++;
	if (token_follows(f, i) && token_has(f, i + 1, WORD_DIRECTION_ADJ) && sv_ends(it->match.key, tokens[i].norm))
		i++;
	size_t end = read_adjectives(f, i, &d);
	if (end > i) {
		it->direction_words = token_text(f, i, end - 1);
		last = end - 1;
	}
	it->m.direction = d;
	return last;
}

static bool definite(const struct finder *f, size_t i)
{
	struct sv norm = f->text->tokens[i].norm;
	return norm.len > 8 && memcmp(norm.ptr + 2 * (size_t)f->words[i].cut, "\xd8\xa7\xd9\x84", 4) == 0;
}

/* "الريف الشرقي لـX": an area whose name comes last. */
static size_t collect_definite_countryside(struct finder *f, size_t i)
{
	enum direction d = DIR_NONE;
	size_t j = read_adjectives(f, i + 1, &d);
	struct name_match match;
	if (j == i + 1 || !token_follows(f, j))
		return i;
	size_t name = j;
	if (token_head(f, j) && (f->words[j].clitics & CLITIC_LI))
		name = token_skip_quotes(f, j + 1);
	if (!scan_match(f, name, false, &match) || (name == j && !(match.clitics & CLITIC_LI)))
		return i;
	struct item *it = push(f);
	it->match = match;
	it->m.shape = MENTION_COUNTRYSIDE;
	it->m.direction = d;
	it->direction_words = token_text(f, i + 1, j - 1);
	it->area_prefix = SV(TERM_COUNTRYSIDE);
	it->area_number = 's';
	it->m.rule = SV("countryside of, name last");
	set_span(f, it, i, f->words[i].cut, match.last);
	return match.last + 1;
}

static bool has_kind(const struct finder *f, const struct name_span *names, enum place_kind kind)
{
	for (size_t i = 0; i < names->n; i++)
		if (gazetteer_place(f->gazetteer, (size_t)names->entries[i].place)->kind == kind)
			return true;
	return false;
}

/* "ريف X الشرقي", "بادية X", "بادية ريف X", "باديتي X وY"; returns the token behind, or i when there is none. */
static size_t collect_area(struct finder *f, size_t i)
{
	const struct word *w = &f->words[i];
	enum mention_shape shape = (enum mention_shape)w->rule->area;
	struct name_match match;
	bool whole = scan_match(f, i, false, &match) && (match.last > i || definite(f, i));
	size_t name = i;
	bool nested = false;
	if (!whole) {
		if (definite(f, i))
			return shape == MENTION_COUNTRYSIDE ? collect_definite_countryside(f, i) : i;
		name = token_skip_quotes(f, i + 1);
		nested = shape == MENTION_BADIA && token_has(f, name, WORD_AREA) && !definite(f, name);
		if (nested)
			name = token_skip_quotes(f, name + 1);
		const struct head_rule *head = token_head(f, name);
		if (head && !f->words[name].cut && !scan_match(f, name, true, &match))
			name = token_skip_quotes(f, name + 1);
		if (!token_follows(f, name) || !scan_match(f, name, true, &match) ||
		    (match.first == match.last && token_has(f, name, WORD_STOP | WORD_HEAD)))
			return i;
	}
	struct item *it = push(f);
	it->match = match;
	it->m.shape = shape;
	it->area_number = w->rule->area_number;
	size_t last = read_area_tail(f, it, match.last);
	if (whole && it->m.direction == DIR_NONE && shape == MENTION_COUNTRYSIDE && !has_kind(f, &match.names, KIND_REGION))
		it->m.shape = MENTION_PLACE; /* a governorate named ريف X */
	it->area_prefix = whole ? SV("") : shape == MENTION_COUNTRYSIDE ? SV(TERM_COUNTRYSIDE) : nested ? SV(TERM_BADIA_COUNTRYSIDE) : SV(TERM_BADIA);
	it->m.rule = whole ? SV("area in the gazetteer") : SV("area word before a name");
	if (it->area_number == 's' || whole) {
		if (name > i && token_is_quote(f, name - 1) && token_is_quote(f, last + 1) && last == match.last)
			last++; /* the quotation opened inside the span */
		set_span(f, it, i, whole ? match.cut : w->cut, last);
	} else {
		set_span(f, it, match.first, match.cut, last);
	}
	return last + 1;
}

/* The head word left of a token, quotes and a hashtag skipped; NONE if there is none. */
static int32_t head_before(const struct finder *f, size_t token)
{
	size_t i = token;
	if (f->text->tokens[i].flags & TOKEN_LINE_START)
		return NONE;
	while (i > 0 && token_is_quote(f, i - 1) && !(f->text->tokens[i - 1].flags & TOKEN_LINE_START))
		i--;
	return i > 0 && token_head(f, i - 1) ? (int32_t)(i - 1) : NONE;
}

/* A head word that belongs into the span pulls its start to the left. */
static void attach_head(struct finder *f, struct item *it)
{
	if (it->match.cut)
		return;
	it->head_token = head_before(f, it->m.first_token);
	if (it->head_token == NONE)
		return;
	size_t at = (size_t)it->head_token;
	const struct head_rule *h = token_head(f, at);
	it->head = (int32_t)(h - f->rules->heads);
	if (h->inside && h->number == 's')
		set_span(f, it, at, f->words[at].cut, it->m.last_token);
}

/* An indefinite noun shows it by its ending: "صهريجاً" is a tanker. U+064B..U+064D. */
bool token_has_tanwin(const struct finder *f, size_t token)
{
	const struct token *t = &f->text->tokens[token];
	struct sv raw = sv_make(f->text->utf8.ptr + t->byte_start, t->byte_end - t->byte_start);
	return sv_find(raw, SV("\xd9\x8b"), 0) != SIZE_MAX || sv_find(raw, SV("\xd9\x8c"), 0) != SIZE_MAX ||
	       sv_find(raw, SV("\xd9\x8d"), 0) != SIZE_MAX;
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

static bool collect_name(struct finder *f, size_t i, size_t *next)
{
	struct name_match match;
	if (!scan_match(f, i, false, &match) || token_has_tanwin(f, match.last) || is_alias(f, &match))
		return false;
	for (size_t k = match.first; k <= match.last; k++)
		if (is_blocked(f, k))
			return false;
	if (match.first == match.last &&
	    token_has(f, i, WORD_NO_NAME) && f->words[i].cut <= match.cut)
		return false;
	struct item *it = push(f);
	it->match = match;
	it->m.shape = MENTION_PLACE;
	it->m.rule = SV("name in the gazetteer");
	set_span(f, it, match.first, match.cut, match.last);
	it->m.end -= match.glued_length;
	attach_head(f, it);
	*next = match.last + 1;
	return true;
}

/* May token i begin a name that nobody knows? `facility`: only with the article, since "مشفى ميداني" is no name. */
static bool plausible_name(const struct finder *f, size_t i, bool facility, bool quoted)
{
	if (!token_follows(f, i) || f->text->tokens[i].kind != TOKEN_WORD || is_blocked(f, i))
		return false;
	const uint32_t never = WORD_STOP | WORD_AREA | WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN | WORD_ORGANISATION |
	                       WORD_TITLE;
	struct sv norm = f->text->tokens[i].norm;
	if (token_has(f, i, WORD_COMPOUND) && !f->words[i].cut && token_follows(f, i + 1))
		return true;
	if (norm.len < 6 || token_has(f, i, never))
		return false;
	if (token_has(f, i, WORD_HEAD) && !token_has(f, i, WORD_COMPOUND))
		return false;
	return quoted || !facility || memcmp(norm.ptr, "\xd8\xa7\xd9\x84", 4) == 0 || token_has(f, i, WORD_COMPOUND);
}

/* Last token of an unknown name that begins at i: to the closing quote, or the second word of a compound, or an
 * adjective behind it. */
static size_t unknown_end(const struct finder *f, size_t i, bool quoted)
{
	if (quoted)
		for (size_t k = i; k < i + 4 && token_follows(f, k); k++)
			if (token_is_quote(f, k + 1))
				return k;
	size_t last = i;
	if (token_has(f, i, WORD_COMPOUND) && token_follows(f, i + 1) && !token_has(f, i + 1, WORD_STOP | WORD_AREA))
		last = i + 1;
	if (token_follows(f, last + 1) && token_has(f, last + 1, WORD_DIRECTION_ADJ) && !f->words[last + 1].cut)
		last++;
	return last;
}

static bool collect_unknown(struct finder *f, size_t i, size_t *next)
{
	const struct head_rule *h = token_head(f, i);
	size_t name = token_skip_quotes(f, i + 1);
	bool quoted = name > i + 1;
	if (!h->open || is_blocked(f, i) || definite(f, i))
		return false;
	bool facility = !(h->kinds & settlement_kinds);
	struct name_match match;
	if (scan_match(f, name, false, &match) || !plausible_name(f, name, facility, quoted))
		return false;
	struct item *it = push(f);
	size_t last = unknown_end(f, name, quoted);
	it->head = f->words[i].rule->head;
	it->head_token = (int32_t)i;
	it->quoted = quoted;
	it->m.shape = MENTION_PLACE;
	it->m.kind = h->first_kind;
	it->m.unresolved = true;
	it->m.rule = SV("unknown name behind a head word");
	bool inside = h->inside && h->number == 's';
	set_span(f, it, inside ? i : name, inside ? f->words[i].cut : 0, last);
	*next = last + 1;
	return true;
}

/* "قرى صيدا والمعلق": the next member of a list under a dual or plural head, unknown to the gazetteer. */
static bool collect_list_unknown(struct finder *f, size_t i, size_t *next)
{
	if (!f->n_items)
		return false;
	const struct item *prev = &f->items[f->n_items - 1];
	size_t behind = prev->m.last_token + 1;
	while (token_is_quote(f, behind))
		behind++;
	if (behind != i || prev->head == NONE || f->rules->heads[prev->head].number == 's' ||
	    !(f->rules->heads[prev->head].kinds & settlement_kinds) || !token_follows(f, i))
		return false;
	struct clitic_split splits[CLITIC_MAX_SPLITS];
	size_t n = clitic_splits(f->text->tokens[i].norm, false, splits);
	if (n < 2 || splits[1].clitics != CLITIC_WA || token_has(f, i, WORD_STOP | WORD_AREA | WORD_HEAD) ||
	    splits[1].residue.len < 6 || is_blocked(f, i))
		return false;
	int32_t head = prev->head;
	struct item *it = push(f);
	it->head = head;
	it->m.shape = MENTION_PLACE;
	it->m.kind = f->rules->heads[head].first_kind;
	it->m.unresolved = true;
	it->m.rule = SV("unknown name in a list");
	size_t last = i;
	set_span(f, it, i, splits[1].cut, last);
	*next = last + 1;
	return true;
}

void collect_items(struct finder *f)
{
	for (size_t i = 0; i < f->text->n_tokens;) {
		size_t next = i + 1;
		uint8_t kind = f->text->tokens[i].kind;
		if (kind == TOKEN_PUNCT || kind == TOKEN_NUMBER || is_blocked(f, i)) {
			i++;
			continue;
		}
		if (token_has(f, i, WORD_AREA)) {
			next = collect_area(f, i);
			if (next > i) {
				i = next;
				continue;
			}
			next = i + 1;
		}
		if (!collect_name(f, i, &next) && !(token_head(f, i) && collect_unknown(f, i, &next)))
			collect_list_unknown(f, i, &next);
		i = next;
	}
}
