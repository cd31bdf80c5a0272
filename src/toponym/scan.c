#include "toponym/scan.h"

#include <string.h>

enum { KEY_BYTES = 256 };

bool mark_is_quote(uint32_t mark)
{
	switch (mark) {
	case '"':
	case '\'':
	case '(':
	case ')':
	case '[':
	case ']':
	case 0x00AB:
	case 0x00BB:
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
		return true;
	default:
		return false;
	}
}

size_t token_skip_quotes(const struct finder *f, size_t i)
{
	while (token_is_quote(f, i) && !(f->text->tokens[i].flags & TOKEN_LINE_START))
		i++;
	return i;
}

static void block(const struct finder *f, size_t first, size_t last, struct block why)
{
	for (size_t i = first; i <= last; i++)
		if (f->blocked[i].reason == BLOCK_NONE)
			f->blocked[i] = why;
}

static bool word_equals(const struct finder *f, size_t i, uint64_t hash)
{
	return f->words[i].hash == hash || f->words[i].bare_hash == hash;
}

static void block_friends_at(const struct finder *f, size_t i, uint64_t hash)
{
	size_t n_rows;
	const struct pattern *const *rows = pattern_find(&f->rules->friends, hash, &n_rows);
	for (size_t k = 0; k < n_rows; k++) {
		size_t n = 1;
		size_t at = token_skip_quotes(f, i + 1);
		size_t last = i;
		while (n < rows[k]->n && token_follows(f, at) && word_equals(f, at, rows[k]->words[n])) {
			last = n < rows[k]->n_own ? at : last;
			n++;
			at = token_skip_quotes(f, at + 1);
		}
		if (n == rows[k]->n)
			block(f, i, last, (struct block){BLOCK_FRIEND, rows[k]->row, (uint32_t)i});
	}
}

static void block_friends(const struct finder *f)
{
	for (size_t i = 0; i < f->text->n_tokens; i++) {
		if (!(f->words[i].marks & MARK_FRIEND))
			continue;
		block_friends_at(f, i, f->words[i].hash);
		if (f->words[i].bare_hash != f->words[i].hash)
			block_friends_at(f, i, f->words[i].bare_hash);
		if (f->words[i].noun_hash != f->words[i].hash)
			block_friends_at(f, i, f->words[i].noun_hash);
	}
}

/* Blocks the words behind an organisation's head, up to its reach, a preposition, a cut clitic or punctuation. */
static void block_organisations(const struct finder *f)
{
	for (size_t i = 0; i < f->text->n_tokens; i++) {
		if (!token_has(f, i, WORD_ORGANISATION) || (f->words[i].clitics & CLITIC_KA))
			continue;
		bool number = token_follows(f, i + 1) && f->text->tokens[i + 1].kind == TOKEN_NUMBER;
		if (number && sv_eq_cstr(f->text->tokens[i].norm, "\xd8\xa7\xd9\x84"))
			continue; /* "الـ55": the article, not the people of */
		size_t reach = f->words[i].rule->reach;
		size_t j = i + 1;
		bool after_name = false;
		if (token_is_quote(f, j) && !(f->text->tokens[j].flags & TOKEN_LINE_START))
			j++;
		for (size_t n = 0; n < reach && token_follows(f, j); n++, j++) {
			if (token_has(f, j, WORD_PREPOSITION))
				break;
			struct name_match match;
			bool known = scan_match(f, j, false, &match);
			if (known && (match.clitics & (CLITIC_BI | CLITIC_LI)))
				break;
			if (known && (match.clitics & CLITIC_WA) && !after_name)
				break; /* "مجلس X وY العسكريين" goes on, "عملية وحيدة وX" does not */
			after_name = known;
			if (n > 0 && token_has(f, j, WORD_HEAD) && token_head(f, j)->open)
				break;
			bool bare_area = token_has(f, j, WORD_AREA) &&
			                 (f->words[j].clitics || !sv_starts(f->text->tokens[j].norm, SV("\xd8\xa7\xd9\x84")));
			if (token_has(f, j, WORD_DIRECTION_NOUN) || bare_area)
				break;
			if (token_has(f, j, WORD_HEAD) && (f->words[j].clitics & (CLITIC_BI | CLITIC_LI)))
				break;
			size_t last = known ? match.last : j;
			block(f, j, last, (struct block){BLOCK_ORGANISATION, 0, (uint32_t)i});
			j = last;
		}
	}
}

/* "مركز الخابور للتوثيق", "ديرالزور بوست": the words before a tail of a name, back to a preposition or mark. */
static void block_tails(const struct finder *f)
{
	enum { MAX_WORDS = 4 };
	for (size_t i = 1; i < f->text->n_tokens; i++) {
		bool day = f->text->tokens[i].kind == TOKEN_NUMBER && i + 1 < f->text->n_tokens && token_has(f, i + 1, WORD_MONTH); /* "X 24 تشرين" */
		if (!token_has(f, i, WORD_NAME_TAIL) || f->words[i].cut || !token_follows(f, i) || day)
			continue;
		size_t first = i;
		while (i - first < MAX_WORDS && first > 0 && token_follows(f, first) &&
		       f->text->tokens[first - 1].kind != TOKEN_PUNCT && !token_has(f, first - 1, WORD_PREPOSITION) &&
		       !(first < i && (f->words[first].clitics & (CLITIC_BI | CLITIC_LI))) &&
		       !(first < i && token_has(f, first, WORD_ORGANISATION)))
			first--;
		block(f, first, i, (struct block){BLOCK_TAIL, 0, (uint32_t)i});
	}
}

bool token_opens_quotation(const struct finder *f, size_t i)
{
	const struct token *t = &f->text->tokens[i];
	if (t->kind != TOKEN_PUNCT)
		return false;
	if (t->mark == 0x201C || t->mark == 0x00AB)
		return true;
	bool apart = (t->flags & (TOKEN_SPACE_BEFORE | TOKEN_LINE_START)) || i == 0;
	return (t->mark == '"' || t->mark == 0x201D) && apart;
}

/* “جبلة وكالة إخبارية”: a quotation in which a word opens or ends an organisation's name is that name. */
static void block_quotations(const struct finder *f)
{
	enum { MAX_WORDS = 6 };
	for (size_t i = 0; i + 2 < f->text->n_tokens; i++) {
		if (!token_opens_quotation(f, i))
			continue;
		size_t end = i + 1;
		size_t by = 0;
		for (; end <= i + MAX_WORDS && token_follows(f, end); end++)
			if (!f->words[end].cut && token_has(f, end, WORD_ORGANISATION | WORD_NAME_TAIL))
				by = end;
		if (by && end > i + 2 && token_is_quote(f, end))
			block(f, i + 1, end - 1, (struct block){BLOCK_TAIL, 0, (uint32_t)by});
	}
}

/* A dash, not the first of its line. */
static bool is_dash(const struct finder *f, size_t i)
{
	if (i >= f->text->n_tokens || f->text->tokens[i].kind != TOKEN_PUNCT ||
	    (f->text->tokens[i].flags & TOKEN_LINE_START))
		return false;
	uint32_t mark = f->text->tokens[i].mark;
	return mark == '-' || mark == 0x2013 || mark == 0x2014;
}

/* "ديرالزور (قاسيون) - ...": what a dateline holds in brackets before its dash is the agency. */
static void block_dateline(const struct finder *f, size_t open)
{
	enum { TOWN_WORDS = 3, AGENCY_WORDS = 4 };
	const struct token *t = f->text->tokens;
	size_t first = open;
	while (first > 0 && open - first < TOWN_WORDS && t[first - 1].kind != TOKEN_PUNCT &&
	       !(t[first].flags & TOKEN_LINE_START))
		first--;
	if (first == open || !(t[first].flags & TOKEN_LINE_START))
		return;
	size_t end = open + 1;
	while (end <= open + AGENCY_WORDS && token_follows(f, end))
		end++;
	bool closed = end > open + 1 && end + 1 < f->text->n_tokens && t[end].kind == TOKEN_PUNCT && t[end].mark == ')';
	struct name_match match;
	bool town = scan_match(f, open + 1, true, &match) &&
		    place_kind_is_settlement(gazetteer_place(f->gazetteer, (size_t)match.names.entries[0].place)->kind);
	if (closed && is_dash(f, end + 1) && !town)
		block(f, open + 1, end - 1, (struct block){BLOCK_TAIL, 0, (uint32_t)open});
}

static void block_datelines(const struct finder *f)
{
	for (size_t i = 1; i < f->text->n_tokens; i++)
		if (f->text->tokens[i].kind == TOKEN_PUNCT && f->text->tokens[i].mark == '(')
			block_dateline(f, i);
}

/* Words that a hashtag joins to others are places only if the whole tag is made of place words. */
static void block_hashtags(const struct finder *f)
{
	const struct token *t = f->text->tokens;
	for (size_t i = 0; i < f->text->n_tokens;) {
		size_t last = i;
		while (last + 1 < f->text->n_tokens && (t[last + 1].flags & TOKEN_JOINED))
			last++;
		size_t k = i;
		while (last > i && k <= last) {
			struct name_match match;
			if (scan_match(f, k, k == i, &match) && match.last <= last)
				k = match.last + 1;
			else if (token_has(f, k, WORD_HEAD | WORD_AREA | WORD_DIRECTION_ADJ | WORD_DIRECTION_NOUN))
				k++;
			else
				break;
		}
		if (last > i && k <= last)
			block(f, i, last, (struct block){BLOCK_HASHTAG, 0, (uint32_t)i});
		i = last + 1;
	}
}

void scan_block(struct finder *f)
{
	f->blocked = ARENA_ARRAY(f->arena, struct block, f->text->n_tokens + 1);
	if (f->marks & MARK_FRIEND)
		block_friends(f);
	if (f->classes & WORD_ORGANISATION)
		block_organisations(f);
	if (f->classes & WORD_NAME_TAIL)
		block_tails(f);
	if (f->classes & (WORD_ORGANISATION | WORD_NAME_TAIL))
		block_quotations(f);
	block_datelines(f);
	if (f->flags & TOKEN_JOINED)
		block_hashtags(f);
}

/* A direction adjective glued to the end of a word: finds where it begins. */
static bool glued_direction(const struct finder *f, struct sv word, size_t *at, enum direction *direction)
{
	for (size_t k = 4; k + 6 < word.len; k++) {
		/* it begins with the article, U+0627 U+0644 */
		if (memcmp(word.ptr + k, "\xd8\xa7\xd9\x84", 4) != 0)
			continue;
		const struct word_rule *rule = rules_word(f->rules, text_hash(sv_skip(word, k)));
		if (rule && (rule->classes & WORD_DIRECTION_ADJ)) {
			*at = k;
			*direction = (enum direction)rule->direction;
			return true;
		}
	}
	return false;
}

static uint32_t count_codepoints(struct sv s)
{
	uint32_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

struct key {
	char bytes[KEY_BYTES];
	size_t len;
};

static bool key_append(struct key *k, struct sv word, bool space)
{
	if (k->len + word.len + 1 > KEY_BYTES)
		return false;
	if (space)
		k->bytes[k->len++] = ' ';
	memcpy(k->bytes + k->len, word.ptr, word.len);
	k->len += word.len;
	return true;
}

static void take(const struct finder *f, const struct key *k, size_t first, size_t last, const struct clitic_cut *s,
                 struct name_span names, struct name_match *out)
{
	*out = (struct name_match){.first = (uint32_t)first,
	                           .last = (uint32_t)last,
	                           .cut = s->cut,
	                           .clitics = s->clitics,
	                           .names = names,
	                           .key = arena_sv(f->arena, sv_make(k->bytes, k->len))};
}

static bool is_road(const struct finder *f, struct name_span names)
{
	return gazetteer_place(f->gazetteer, (size_t)names.entries[0].place)->kind == KIND_ROAD;
}

/* Extends a key that begins with a split of token `first`; keeps the longest find in *out. */
static bool match_split(const struct finder *f, size_t first, const struct clitic_cut *split, struct name_match *out)
{
	const struct token *tokens = f->text->tokens;
	struct key k = {.len = 0};
	bool found = false;
	bool dash = false;
	size_t last = first;
	if (!key_append(&k, split->residue, false))
		return false;
	if (sv_eq_cstr(split->residue, "\xd8\xa7\xd9\x84") && token_follows(f, first + 1)) { /* "ال شحيل" */
		last = first + 1;
		if (!key_append(&k, tokens[last].norm, false))
			return false;
	}
	for (;;) {
		struct sv key = sv_make(k.bytes, k.len);
		const struct word *whole = last == first && !split->cut ? &f->words[first] : NULL; /* of which that is known */
		uint64_t hash = whole ? tokens[first].hash : text_hash(key);
		struct name_span names = whole ? whole->names : gazetteer_find(f->gazetteer, key, hash);
		if (names.n && !(dash && is_road(f, names))) {
			take(f, &k, first, last, split, names, out);
			found = true;
		} else {
			size_t at;
			enum direction direction;
			struct sv word = tokens[last].norm;
			size_t base = k.len - word.len;
			if (last > first ? glued_direction(f, word, &at, &direction)
			                 : (base = 0, glued_direction(f, key, &at, &direction))) {
				struct key shorter = k;
				shorter.len = base + at;
				key = sv_make(shorter.bytes, shorter.len);
				names = gazetteer_find(f->gazetteer, key, text_hash(key));
				if (names.n) {
					take(f, &shorter, first, last, split, names, out);
					out->glued = direction;
					out->glued_length = count_codepoints(sv_make(k.bytes + shorter.len, k.len - shorter.len));
					return true;
				}
			}
		}
		key = sv_make(k.bytes, k.len);
		if (whole ? !(whole->marks & MARK_PREFIX) : !gazetteer_is_prefix(f->gazetteer, key, hash))
			return found;
		last += !dash && last > first &&
			is_dash(f, last + 1); /* "الحدود السورية - العراقية"; "طريق X - Y" stays two */
		dash = dash || is_dash(f, last);
		if (!token_follows(f, last + 1))
			return found;
		last++;
		if (!key_append(&k, tokens[last].norm, true))
			return found;
	}
}

size_t token_ways(const struct finder *f, size_t i, struct clitic_cut out[CLITIC_MAX_SPLITS])
{
	const struct token *t = &f->text->tokens[i];
	size_t n = 0;
	out[n++] = (struct clitic_cut){.residue = t->norm, .hash = t->hash};
	for (size_t k = 0; k < t->n_cuts && n < CLITIC_MAX_SPLITS; k++)
		if (!(t->cuts[k].clitics & CLITIC_AL))
			out[n++] = t->cuts[k];
	return n;
}

/* The longer of the name found so far and that of one more way. */
static bool match_longer(const struct finder *f, size_t token, const struct clitic_cut *way, bool found, struct name_match *out)
{
	struct name_match m;
	if ((way->clitics & CLITIC_SA) || !match_split(f, token, way, &m) || (found && m.last <= out->last))
		return found;
	*out = m;
	return true;
}

bool scan_match(const struct finder *f, size_t token, bool whole, struct name_match *out)
{
	if (token >= f->text->n_tokens || !(f->words[token].marks & MARK_BEGINS) || f->text->tokens[token].kind == TOKEN_NUMBER)
		return false;
	const struct token *t = &f->text->tokens[token];
	struct clitic_cut apart = {.residue = t->norm, .hash = t->hash};
	unsigned ways = whole ? f->words[token].ways & 1u : f->words[token].ways;
	bool found = (ways & 1) && match_longer(f, token, &apart, false, out);
	ways >>= 1;
	for (size_t k = 0; ways; k++) {
		if (t->cuts[k].clitics & CLITIC_AL)
			continue;
		if (ways & 1)
			found = match_longer(f, token, &t->cuts[k], found, out);
		ways >>= 1;
	}
	if (!whole && (f->words[token].marks & MARK_APART) && token_article_apart(t->norm, &apart))
		found = match_longer(f, token, &apart, found, out);
	return found;
}
