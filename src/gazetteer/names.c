#include "gazetteer/names.h"

#include "text/decode.h"
#include "text/text.h"

enum {
	LETTER_HAMZA = 0x0621,
	TATWEEL = 0x0640,
	LETTER_YEH = 0x064A,
	MAX_WORDS = 8,
	SHORT_WORD = 3,    /* letters of a first word that is glued without being listed */
	MIN_GLUED = 6,     /* letters of two words written as one: shorter ones are too often words of their own */
	MIN_REST = 3,      /* letters that must remain behind a split */
	MIN_ALTERNATE = 5, /* letters of a name whose last vowel may alternate */
	ALTERNATE_PROMINENCE = 2,
	MAX_NAME_TOKENS = 64,
};

static const struct sv ARTICLE = {"\xD8\xA7\xD9\x84", 4}; /* alef, lam */

struct words {
	struct sv word[MAX_WORDS];
	size_t n;
};

static uint32_t next_codepoint(struct sv *s)
{
	size_t len = 0;
	uint32_t cp = utf8_next(*s, &len);
	*s = sv_skip(*s, len ? len : 1);
	return cp;
}

static size_t letters(struct sv s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static bool is_ascii_word(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');
}

/* Nothing but words of two Arabic letters or more (U+0621 to U+064A without tatweel) with one space between: there the
 * tokens are the folded words. */
static bool is_plain(struct sv name)
{
	size_t n_letters = 0;
	while (name.len) {
		uint32_t cp = next_codepoint(&name);
		bool letter = cp >= LETTER_HAMZA && cp <= LETTER_YEH && cp != TATWEEL;
		if (!letter && (cp != ' ' || n_letters < 2))
			return false;
		n_letters = letter ? n_letters + 1 : 0;
	}
	return n_letters >= 2;
}

struct sv gazetteer_name_key(struct arena *a, struct sv name)
{
	struct text t;
	name = sv_trim(name);
	if (is_plain(name))
		return text_fold(a, name);
	if (text_parse(a, name, MAX_NAME_TOKENS, &t, NULL) != OK)
		return sv_make("", 0);
	struct sv *words = ARENA_ARRAY(a, struct sv, t.n_tokens + 1);
	size_t n = 0;
	for (size_t i = 0; i < t.n_tokens; i++)
		if (t.tokens[i].kind != TOKEN_PUNCT)
			words[n++] = t.tokens[i].norm;
	return arena_join(a, words, n, SV(" "));
}

/* Letters of scholarly transliteration, without their marks. Apostrophes of any kind vanish (0). */
static const struct {
	uint16_t cp;
	char plain;
} PLAIN[] = {
	{'\'', 0},     {'`', 0},      {0x00B4, 0},   {0x02BB, 0},   {0x02BC, 0},   {0x02BE, 0},   {0x02BF, 0},
	{0x2018, 0},   {0x2019, 0},   {0x00C0, 'a'}, {0x00C1, 'a'}, {0x00C2, 'a'}, {0x00C7, 'c'}, {0x00C8, 'e'},
	{0x00C9, 'e'}, {0x00CA, 'e'}, {0x00CE, 'i'}, {0x00CF, 'i'}, {0x00D4, 'o'}, {0x00D6, 'o'}, {0x00DC, 'u'},
	{0x00E0, 'a'}, {0x00E1, 'a'}, {0x00E2, 'a'}, {0x00E7, 'c'}, {0x00E8, 'e'}, {0x00E9, 'e'}, {0x00EA, 'e'},
	{0x00EE, 'i'}, {0x00EF, 'i'}, {0x00F4, 'o'}, {0x00F6, 'o'}, {0x00FB, 'u'}, {0x00FC, 'u'}, {0x0100, 'a'},
	{0x0101, 'a'}, {0x0112, 'e'}, {0x0113, 'e'}, {0x011F, 'g'}, {0x0120, 'g'}, {0x0121, 'g'}, {0x0130, 'i'},
	{0x0131, 'i'}, {0x012A, 'i'}, {0x012B, 'i'}, {0x014C, 'o'}, {0x014D, 'o'}, {0x015E, 's'}, {0x015F, 's'},
	{0x0160, 's'}, {0x0161, 's'}, {0x016A, 'u'}, {0x016B, 'u'}, {0x1E0C, 'd'}, {0x1E0D, 'd'}, {0x1E24, 'h'},
	{0x1E25, 'h'}, {0x1E62, 's'}, {0x1E63, 's'}, {0x1E6C, 't'}, {0x1E6D, 't'}, {0x1E92, 'z'}, {0x1E93, 'z'},
};

static bool plain_letter(uint32_t cp, char *out)
{
	if (is_ascii_word(cp)) {
		*out = (char)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);
		return true;
	}
	for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
		if (PLAIN[i].cp == cp) {
			*out = PLAIN[i].plain;
			return true;
		}
	}
	return false;
}

static bool is_english_article(struct sv word)
{
	static const char *const ARTICLES[] = {"al", "ad", "an", "ar", "as", "ash", "at", "ath", "az", "el",
	                                       "ed", "en", "er", "es", "esh", "et", "ez", "the"};
	for (size_t i = 0; i < sizeof ARTICLES / sizeof *ARTICLES; i++)
		if (sv_eq_cstr(word, ARTICLES[i]))
			return true;
	return false;
}

struct sv gazetteer_english_key(struct arena *a, struct sv name)
{
	char *plain = arena_alloc(a, name.len + 1);
	size_t n = 0;
	while (name.len) {
		char c = ' ';
		if (!plain_letter(next_codepoint(&name), &c))
			c = ' ';
		if (c)
			plain[n++] = c;
	}
	char *out = arena_alloc(a, n + 1);
	size_t len = 0;
	struct sv rest = sv_make(plain, n);
	struct sv word;
	while (sv_split(&rest, ' ', &word)) {
		if (word.len == 0 || is_english_article(word))
			continue;
		if (len)
			out[len++] = ' ';
		memcpy(out + len, word.ptr, word.len);
		len += word.len;
	}
	return sv_make(out, len);
}

void name_rules_init(struct name_rules *r, const struct source *s)
{
	*r = (struct name_rules){0};
	const struct source_table *t = source_table(s, "glue");
	if (!t)
		return;
	size_t word = source_column(t, "word");
	size_t split = source_column(t, "split");
	if (word == SIZE_MAX)
		return;
	r->glue = ARENA_ARRAY(s->arena, struct glue_word, t->n_rows + 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		struct glue_word *g = &r->glue[r->n_glue++];
		g->key = gazetteer_name_key(s->arena, t->cells[i * t->n_columns + word]);
		g->splits = split != SIZE_MAX && sv_eq_cstr(t->cells[i * t->n_columns + split], "yes");
	}
}

int name_key_compare(const void *a, const void *b)
{
	const struct name_key *x = a;
	const struct name_key *y = b;
	int c = sv_cmp(x->key, y->key);
	if (c == 0)
		c = (x->origin > y->origin) - (x->origin < y->origin);
	if (c == 0)
		c = (x->prominence < y->prominence) - (x->prominence > y->prominence);
	return c ? c : (x->place > y->place) - (x->place < y->place);
}

static bool is_glue(const struct name_rules *r, struct sv word)
{
	for (size_t i = 0; i < r->n_glue; i++)
		if (sv_eq(r->glue[i].key, word))
			return true;
	return false;
}

static void add_key(struct arena *a, struct name_keys *out, struct name_key k)
{
	if (k.key.len == 0)
		return;
	k.hash = text_hash(k.key);
	*ARENA_PUSH(a, out->items, out->n, &out->capacity) = k;
}

static void add_generated(struct arena *a, struct name_keys *out, const struct name_key *from, struct sv key)
{
	struct name_key k = *from;
	k.key = key;
	k.from = from->key;
	k.origin = NAME_GENERATED;
	add_key(a, out, k);
}

static bool split_words(struct sv key, struct words *w)
{
	struct sv word;
	w->n = 0;
	while (sv_split(&key, ' ', &word)) {
		if (w->n == MAX_WORDS)
			return false;
		w->word[w->n++] = word;
	}
	return true;
}

/* Two neighbouring words written as one. */
static void generate_glued(struct arena *a, const struct name_rules *r, const struct name_key *from,
                           const struct words *w, struct name_keys *out)
{
	for (size_t i = 0; i + 1 < w->n; i++) {
		bool is_short = w->n == 2 && letters(w->word[0]) <= SHORT_WORD;
		if (!is_short && !is_glue(r, w->word[i]))
			continue;
		struct sv second = w->word[i + 1];
		bool is_code = second.ptr[0] >= '0' && second.ptr[0] <= '9';
		if (!is_code && letters(w->word[i]) + letters(second) < MIN_GLUED)
			continue;
		size_t head = (size_t)(second.ptr - from->key.ptr) - 1;
		struct sv parts[2] = {sv_take(from->key, head), sv_skip(from->key, head + 1)};
		add_generated(a, out, from, arena_join(a, parts, 2, sv_make("", 0)));
	}
}

/* One word written as two, behind a listed first part; the longest one counts. */
static void generate_split(struct arena *a, const struct name_rules *r, const struct name_key *from,
                           const struct words *w, struct name_keys *out)
{
	for (size_t i = 0; i < w->n; i++) {
		size_t cut = 0;
		for (size_t k = 0; k < r->n_glue; k++) {
			struct sv head = r->glue[k].key;
			if (r->glue[k].splits && head.len > cut && sv_starts(w->word[i], head) &&
			    letters(w->word[i]) >= letters(head) + MIN_REST)
				cut = head.len;
		}
		if (cut == 0)
			continue;
		size_t at = (size_t)(w->word[i].ptr - from->key.ptr) + cut;
		struct sv parts[2] = {sv_take(from->key, at), sv_skip(from->key, at)};
		add_generated(a, out, from, arena_join(a, parts, 2, SV(" ")));
	}
}

/* A final teh marbuta also written as alef, in well-known one-word names with the article. Without the article the result
 * is an adverb ("jadida", new, to "jadidan", newly), and the other way round a noun ("al-Qurayya" to "al-qarya", the
 * village). */
static void generate_final(struct arena *a, const struct name_key *from, const struct words *w, struct name_keys *out)
{
	static const struct sv HEH = {"\xD9\x87", 2};             /* what teh marbuta folds to */
	static const struct sv ALEF = {"\xD8\xA7", 2};
	if (w->n != 1 || from->prominence < ALTERNATE_PROMINENCE || letters(from->key) < MIN_ALTERNATE ||
	    !sv_starts(from->key, ARTICLE) || !sv_ends(from->key, HEH))
		return;
	struct sv parts[2] = {sv_take(from->key, from->key.len - HEH.len), ALEF};
	add_generated(a, out, from, arena_join(a, parts, 2, sv_make("", 0)));
}

static void add_name(struct arena *a, const struct name_rules *r, struct name_key k, struct name_keys *out)
{
	struct words w;
	add_key(a, out, k);
	if (k.key.len == 0 || !split_words(k.key, &w))
		return;
	generate_glued(a, r, &k, &w, out);
	generate_split(a, r, &k, &w, out);
	generate_final(a, &k, &w, out);
}

void names_arabic(struct arena *a, const struct name_rules *r, const struct source_place *p, int32_t place,
                  struct name_keys *out)
{
	struct name_key k = {.place = place, .prominence = p->place.prominence, .origin = NAME_PRIMARY};
	k.key = gazetteer_name_key(a, p->place.name_ar);
	add_name(a, r, k, out);
	struct sv rest = p->variants;
	struct sv variant;
	k.origin = NAME_VARIANT;
	while (p->variants.len && sv_split(&rest, '|', &variant)) {
		if (sv_starts(variant, NAME_LOOKUP_MARK))
			continue;
		k.key = gazetteer_name_key(a, variant);
		add_name(a, r, k, out);
	}
}

/* A key without `tail` and a unit's name behind it, with or without its article; empty if it does not end so. */
static struct sv without_tail(struct arena *a, struct sv key, struct sv tail, struct sv unit)
{
	unit = gazetteer_name_key(a, unit);
	for (unsigned k = 0; k < 2 && unit.len; k++) {
		struct sv parts[2] = {tail, unit};
		struct sv end = arena_join(a, parts, 2, sv_make("", 0));
		if (key.len > end.len && sv_ends(key, end))
			return sv_take(key, key.len - end.len);
		unit = sv_starts(unit, ARTICLE) ? sv_skip(unit, ARTICLE.len) : sv_make("", 0);
	}
	return sv_make("", 0);
}

/* A village without the unit's name at its end, which only tells namesakes apart: "السفح راس العين", the Safh of Ras
 * al-Ayn. A facility without its town: "مديرية الصحة بالحسكة", the directorate of health "in Hasaka"; two words remain. */
static void add_bare_name(struct arena *a, const struct source_place *p, struct sv name, struct name_key k,
                          struct name_keys *out)
{
	static const struct sv TAILS[] = {{" \xD9\x81\xD9\x8A ", 6}, {" \xD8\xA8", 3}, {" ", 1}}; /* feh, yeh; beh */
	const size_t n_tails = sizeof TAILS / sizeof *TAILS;
	const struct sv units[] = {p->place.admin3, p->place.admin2, p->place.admin1};
	bool village = place_kind_is_settlement(p->place.kind);
	size_t n_units = village ? 2 : sizeof units / sizeof *units;
	struct sv key = gazetteer_name_key(a, name);
	bool is_bare = sv_find(key, SV(" "), 0) == SIZE_MAX || (!village && place_kind_is_area(p->place.kind));
	for (size_t t = village ? n_tails - 1 : 0; t < n_tails && !is_bare; t++) {
		for (size_t i = 0; i < n_units && !is_bare; i++) {
			k.key = without_tail(a, key, TAILS[t], units[i]);
			is_bare = k.key.len > 0 && (village || sv_find(k.key, SV(" "), 0) != SIZE_MAX);
			if (is_bare)
				add_key(a, out, k);
		}
	}
}

static void add_bare_names(struct arena *a, const struct source_place *p, struct name_key k, struct name_keys *out)
{
	struct sv rest = p->variants;
	struct sv variant;
	add_bare_name(a, p, p->place.name_ar, k, out);
	while (p->variants.len && !place_kind_is_settlement(p->place.kind) && sv_split(&rest, '|', &variant))
		if (!sv_starts(variant, NAME_LOOKUP_MARK))
			add_bare_name(a, p, variant, k, out);
}

static bool is_latin(struct sv name)
{
	bool has_letter = false;
	for (size_t i = 0; i < name.len; i++) {
		if ((unsigned char)name.ptr[i] >= 0x80)
			return false;
		has_letter = has_letter || (is_ascii_word((unsigned char)name.ptr[i]) && name.ptr[i] > '9');
	}
	return has_letter;
}

/* Variants that are too ambiguous for running text: found by whoever asks for them. */
static void add_lookup_names(struct arena *a, const struct source_place *p, struct name_key k, struct name_keys *out)
{
	struct sv rest = p->variants;
	struct sv variant;
	while (p->variants.len && sv_split(&rest, '|', &variant)) {
		if (!sv_starts(variant, NAME_LOOKUP_MARK))
			continue;
		variant = sv_trim(sv_skip(variant, NAME_LOOKUP_MARK.len));
		k.key = is_latin(variant) ? gazetteer_english_key(a, variant) : gazetteer_name_key(a, variant);
		add_key(a, out, k);
	}
}

/* A unit's English name is also looked for without the word for its level. */
static struct sv without_level(struct sv key)
{
	static const char *const LEVELS[] = {" governorate", " province", " district", " subdistrict"};
	for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++)
		if (sv_ends(key, sv_cstr(LEVELS[i])))
			return sv_take(key, key.len - strlen(LEVELS[i]));
	return sv_make("", 0);
}

static void add_english(struct arena *a, struct name_key k, struct sv part, struct name_keys *out)
{
	k.key = gazetteer_english_key(a, part);
	add_key(a, out, k);
	k.key = without_level(k.key);
	add_key(a, out, k);
}

/* "Tellaq / Shuayb" are two names, and "Euphrates (Tabqa) dam" is also the "Tabqa dam"; what stands in brackets at the
 * end only tells namesakes apart. */
void names_english(struct arena *a, const struct source_place *p, int32_t place, struct name_keys *out)
{
	struct name_key k = {.place = place, .prominence = p->place.prominence, .origin = NAME_ENGLISH};
	struct sv name = p->place.name_en;
	char *part = arena_alloc(a, name.len + 1);
	size_t n = 0;
	unsigned depth = 0;
	add_lookup_names(a, p, k, out);
	add_bare_names(a, p, k, out);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool breaks = c == '|' || c == ';' || (c == '/' && i && name.ptr[i - 1] == ' ');
		if (c == '(')
			depth++;
		else if (c == ')')
			depth -= depth > 0;
		else if (breaks)
			add_english(a, k, sv_make(part, n), out);
		else if (depth == 0)
			part[n++] = c;
		n = breaks ? 0 : n;
	}
	add_english(a, k, sv_make(part, n), out);
	size_t open = sv_find(name, SV("("), 0);
	size_t close = sv_find(name, SV(")"), 0);
	if (open < close && close != SIZE_MAX && sv_trim(sv_skip(name, close + 1)).len)
		add_english(a, k, sv_skip(name, open + 1), out);
}
