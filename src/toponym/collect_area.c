/* Areas: "ريف X الشرقي", "الريف الشرقي لـX", "بادية X", "باديتي X وY". */
#include "toponym/collect.h"
#include "toponym/terms.def"

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

/* The direction that is written onto the end of a match. */
static struct sv glued_words(const struct finder *f, const struct name_match *match)
{
	const struct token *t = &f->text->tokens[match->last];
	uint32_t from = t->byte_end;
	for (uint32_t n = 0; n < match->glued_length && from > t->byte_start; n++)
		do
			from--;
		while (((unsigned char)f->text->utf8.ptr[from] & 0xC0) == 0x80);
	return sv_make(f->text->utf8.ptr + from, t->byte_end - from);
}

/* Behind a name within an area: closing quotes, a repeated word ("ديرالزور الزور الغربي"), directions. */
size_t collect_area_tail(struct finder *f, struct item *it, size_t last)
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
	} else if (it->match.glued_length) {
		it->direction_words = glued_words(f, &it->match);
	}
	it->m.direction = d;
	return last;
}

bool token_is_definite(const struct finder *f, size_t i)
{
	struct sv norm = f->text->tokens[i].norm;
	size_t cut = 2 * (size_t)f->words[i].cut;
	if (norm.len <= 8)
		return false;
	bool to_the = cut && (f->words[i].clitics & CLITIC_LI) && memcmp(norm.ptr + cut - 2, "\xd9\x84\xd9\x84", 4) == 0;
	return to_the || memcmp(norm.ptr + cut, "\xd8\xa7\xd9\x84", 4) == 0; /* "للريف": ل and ال in one */
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
	struct item *it = collect_push(f);
	it->match = match;
	it->m.shape = MENTION_COUNTRYSIDE;
	it->m.direction = d;
	it->direction_words = token_text(f, i + 1, j - 1);
	it->area_prefix = SV(TERM_COUNTRYSIDE);
	it->area_number = 's';
	it->m.rule = SV("countryside of, name last");
	collect_set_span(f, it, i, f->words[i].cut, match.last);
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
size_t collect_area(struct finder *f, size_t i)
{
	const struct word *w = &f->words[i];
	enum mention_shape shape = (enum mention_shape)w->rule->area;
	struct name_match match;
	bool whole = scan_match(f, i, false, &match) && (match.last > i || token_is_definite(f, i));
	size_t name = i;
	bool nested = false;
	if (!whole) {
		if (token_is_definite(f, i))
			return shape == MENTION_COUNTRYSIDE ? collect_definite_countryside(f, i) : i;
		name = token_skip_quotes(f, i + 1);
		nested = shape == MENTION_BADIA && token_has(f, name, WORD_AREA) && !token_is_definite(f, name);
		if (nested)
			name = token_skip_quotes(f, name + 1);
		const struct head_rule *head = token_head(f, name);
		if (head && !f->words[name].cut && !scan_match(f, name, true, &match))
			name = token_skip_quotes(f, name + 1);
		if (!token_follows(f, name) || !(scan_match(f, name, true, &match) || repair_match(f, name, true, REPAIR_ALL, &match)) ||
		    (match.first == match.last && token_has(f, name, WORD_STOP | WORD_HEAD)))
			return i;
	}
	struct item *it = collect_push(f);
	it->match = match;
	it->m.shape = shape;
	it->area_number = w->rule->area_number;
	size_t last = collect_area_tail(f, it, match.last);
	if (whole && it->m.direction == DIR_NONE && shape == MENTION_COUNTRYSIDE && !has_kind(f, &match.names, KIND_REGION))
		it->m.shape = MENTION_PLACE; /* a governorate named ريف X */
	it->area_prefix = whole ? SV("") : shape == MENTION_COUNTRYSIDE ? SV(TERM_COUNTRYSIDE) : nested ? SV(TERM_BADIA_COUNTRYSIDE) : SV(TERM_BADIA);
	it->m.rule = whole ? SV("area in the gazetteer")
	             : match.repair ? collect_rule(&match)
	                            : SV("area word before a name");
	if (it->area_number == 's' || whole) {
		if (name > i && token_is_quote(f, name - 1) && token_is_quote(f, last + 1) && last == match.last)
			last++; /* the quotation opened inside the span */
		collect_set_span(f, it, i, whole ? match.cut : w->cut, last);
	} else {
		collect_set_span(f, it, match.first, match.cut, last);
	}
	return last + 1;
}
