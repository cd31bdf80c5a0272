#include "article/boilerplate.h"

#include "base/once.h"
#include "text/charclass.h"
#include "text/decode.h"
#include "text/text.h"

enum { LINE_BYTES_MAX = 400, WORDS_MAX = 32, LEAD_WORDS_MAX = 25, AGENCY_WORDS_MAX = 6, TITLE_WORDS_MAX = 22 };

enum match { WHOLE, LEAD, LISTS, REST, AGENCY, BUTTON, WEAK_BUTTON };

static const struct {
	enum match match;
	struct sv words;
} rows[] = {
#define X(match, words, gloss) {match, {words, sizeof(words) - 1}},
#include "article/boilerplate.def"
#undef X
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

/* A line as folded words, parted by one space each; `colon` counts the words before the first colon or bar. */
struct folded {
	char text[LINE_BYTES_MAX * 2];
	size_t len, ends[WORDS_MAX], n_words, colon;
};

static bool is_word_char(enum char_class c)
{
	return c == CHAR_ARABIC || c == CHAR_LATIN || c == CHAR_DIGIT || c == CHAR_MARK;
}

/* False when the line has too many words. */
static bool fold_line(struct arena *a, struct sv line, struct folded *out)
{
	struct sv s = text_fold(a, line);
	bool inside = false;
	*out = (struct folded){.colon = SIZE_MAX};
	while (s.len) {
		size_t n;
		uint32_t cp = utf8_next(s, &n);
		if (is_word_char(char_class(cp))) {
			if (!inside && out->n_words == WORDS_MAX)
				return false;
			if (!inside && out->n_words)
				out->text[out->len++] = ' ';
			if (out->len + n + 1 >= sizeof out->text)
				return false;
			memcpy(out->text + out->len, s.ptr, n);
			out->len += n;
			out->n_words += !inside;
			out->ends[out->n_words - 1] = out->len;
			inside = true;
		} else {
			if ((cp == ':' || cp == '|') && out->colon == SIZE_MAX)
				out->colon = out->n_words;
			inside = false;
		}
		s = sv_skip(s, n);
	}
	return out->n_words;
}

/* The hashes of the rows' first words, by their last bits: few lines of an article begin with one of them. */
static uint64_t first_words[64];
static struct once first_words_once = ONCE_INIT;

static uint64_t *first_word_bit(struct sv word, uint64_t *bit)
{
	uint64_t hash = text_hash(word);
	*bit = UINT64_C(1) << (hash & 63);
	return &first_words[(hash >> 6) & 63];
}

static void first_words_fill(void)
{
	for (size_t r = 0; r < N_ROWS; r++) {
		struct sv rest = rows[r].words;
		struct sv word;
		uint64_t bit;
		sv_split(&rest, ' ', &word);
		*first_word_bit(word, &bit) |= bit;
	}
}

/* What folding drops does not end a word. */
static bool is_inside_word(enum char_class c)
{
	return is_word_char(c) || c == CHAR_TATWEEL || c == CHAR_IGNORED;
}

/* Whether a row may begin as the line does. */
static bool may_match(struct arena *a, struct sv line)
{
	size_t n;
	while (line.len && !is_word_char(char_class(utf8_next(line, &n))))
		line = sv_skip(line, n);
	struct sv word = sv_make(line.ptr, 0);
	while (line.len && is_inside_word(char_class(utf8_next(line, &n)))) {
		word.len += n;
		line = sv_skip(line, n);
	}
	uint64_t bit;
	once_run(&first_words_once, first_words_fill);
	return *first_word_bit(text_fold(a, word), &bit) & bit;
}

/* Number of words of a row that the line begins with; 0 if it does not. */
static size_t begins(const struct folded *f, struct sv words)
{
	if (!sv_starts(sv_make(f->text, f->len), words))
		return 0;
	for (size_t i = 0; i < f->n_words; i++)
		if (f->ends[i] == words.len)
			return i + 1;
	return 0;
}

/* Whether nothing but numbers follows the first n words: "comments (3)". */
static bool only_digits(const struct folded *f, size_t n)
{
	for (size_t i = f->ends[n - 1]; i < f->len; i++)
		if (f->text[i] != ' ' && (f->text[i] < '0' || f->text[i] > '9'))
			return false;
	return true;
}

static bool is_buttons(const struct folded *f)
{
	size_t from = 0;
	bool strong = f->n_words == 1 && f->len <= 2 && (f->text[0] == 'a' || f->text[0] == 'x');
	for (size_t i = 0; i < f->n_words; i++) {
		struct sv word = sv_make(f->text + from, f->ends[i] - from);
		bool known = false;
		from = f->ends[i] + 1;
		for (size_t r = 0; r < N_ROWS && !known; r++) {
			known = (rows[r].match == BUTTON || rows[r].match == WEAK_BUTTON) && sv_eq(rows[r].words, word);
			strong = strong || (known && rows[r].match == BUTTON);
		}
		if (!known)
			return false;
	}
	return strong;
}

enum boilerplate boilerplate_line(struct arena *a, struct sv line)
{
	struct folded f;
	line = sv_trim(line);
	if (!line.len || line.len > LINE_BYTES_MAX || !may_match(a, line) || !fold_line(a, line, &f))
		return BOILERPLATE_NONE;
	for (size_t r = 0; r < N_ROWS; r++) {
		enum match m = rows[r].match;
		if (m == BUTTON || m == WEAK_BUTTON)
			continue;
		size_t n = begins(&f, rows[r].words);
		bool whole = n && only_digits(&f, n);
		bool lead = whole || (n && f.colon == n && f.n_words <= LEAD_WORDS_MAX) ||
		            (n >= 2 && m == LEAD && f.n_words <= LEAD_WORDS_MAX);
		if (m == REST && whole)
			return BOILERPLATE_REST;
		if (m == LISTS && (whole || (lead && f.colon == n)))
			return BOILERPLATE_LIST;
		if ((m == WHOLE && whole) || (m == LEAD && lead) ||
			(m == AGENCY && lead && f.n_words <= AGENCY_WORDS_MAX))
			return BOILERPLATE_LINE;
	}
	return is_buttons(&f) ? BOILERPLATE_LINE : BOILERPLATE_NONE;
}

/* Whether a line behind the heading of a list may be one of its titles. */
static bool is_title(struct sv line)
{
	size_t words = 0;
	bool inside = false;
	for (size_t i = 0; i < line.len; i++) {
		bool space = line.ptr[i] == ' ' || line.ptr[i] == '\t';
		words += !space && !inside;
		inside = !space;
	}
	return words <= TITLE_WORDS_MAX && line.ptr[line.len - 1] != '.';
}

/* Writes a blank per code point of text[from, to). Returns the bytes written. */
static size_t blank(struct sv text, size_t from, size_t to, char *out)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
			out[n++] = text.ptr[i] == '\r' ? '\r' : ' ';
	return n;
}

struct sv boilerplate_blank(struct arena *a, struct sv text)
{
	char *out = NULL;
	size_t len = 0;  /* of out */
	size_t kept = 0; /* of the text, before which all is in out */
	bool in_list = false;
	bool in_rest = false; /* comments */
	for (size_t at = 0; at < text.len;) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		size_t stop = end ? (size_t)(end - text.ptr) : text.len;
		struct sv line = sv_trim(sv_make(text.ptr + at, stop - at));
		enum boilerplate kind = boilerplate_line(a, line);
		bool title = in_list && line.len && kind == BOILERPLATE_NONE && is_title(line);
		in_rest = in_rest || (kind == BOILERPLATE_REST && at * 2 > text.len);
		in_list = kind == BOILERPLATE_LIST || (in_list && (title || !line.len || kind != BOILERPLATE_NONE));
		if (kind != BOILERPLATE_NONE || title || in_rest) {
			out = out ? out : arena_alloc(a, text.len + 1);
			memcpy(out + len, text.ptr + kept, at - kept);
			len += at - kept;
			len += blank(text, at, stop, out + len);
			kept = stop;
		}
		at = stop + 1;
	}
	if (!out)
		return text;
	memcpy(out + len, text.ptr + kept, text.len - kept);
	return sv_make(out, len + text.len - kept);
}
