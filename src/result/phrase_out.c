#include "result/phrase_out.h"

#include "result/json_out.h"

enum { PHRASE_BYTES = 4000 };

/* At most PHRASE_BYTES of s around a place in it (else its beginning), cut where words part: a text without sentence
 * ends would otherwise be repeated whole with each of its mentions. */
static struct sv excerpt(struct sv s, const char *around)
{
	if (s.len <= PHRASE_BYTES)
		return s;
	bool inside = around >= s.ptr && around < s.ptr + s.len;
	size_t at = inside ? (size_t)(around - s.ptr) : 0;
	size_t first = at > PHRASE_BYTES / 2 ? at - PHRASE_BYTES / 2 : 0;
	first = first < s.len - PHRASE_BYTES ? first : s.len - PHRASE_BYTES;
	size_t last = first + PHRASE_BYTES;
	while (first && first < last && s.ptr[first - 1] != ' ')
		first++;
	while (last > first && last < s.len && s.ptr[last] != ' ')
		last--;
	if (first == last) /* one long word: cut at a code point */
		for (first = 0, last = PHRASE_BYTES; ((unsigned char)s.ptr[last] & 0xC0) == 0x80;)
			last--;
	return sv_make(s.ptr + first, last - first);
}

static uint64_t eight_of(unsigned char c)
{
	return UINT64_C(0x0101010101010101) * c;
}

/* Not 0 where one of eight bytes is below n, which is 128 at most; where one is c: Mycroft's test. */
static uint64_t has_below(uint64_t eight, unsigned char n)
{
	return (eight - eight_of(n)) & ~eight & eight_of(0x80);
}

static uint64_t has_byte(uint64_t eight, unsigned char c)
{
	return has_below(eight ^ eight_of(c), 1);
}

/* The highest bit of each byte that is a blank. */
static uint64_t blanks(uint64_t eight)
{
	uint64_t rest = eight ^ eight_of(' ');
	return ~(((rest & eight_of(0x7F)) + eight_of(0x7F)) | rest) & eight_of(0x80);
}

/* Whether a text can stand between quotes as it is: nothing in it needs an escape, and its white space is single blanks
 * inside it. False for some that could, too. */
static bool is_settled(struct sv s)
{
	uint64_t eight, bad = 0;
	if (s.len < sizeof eight || s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.len; i += sizeof eight) {
		size_t at = s.len - i < sizeof eight ? s.len - sizeof eight : i; /* the last eight overlap those before */
		memcpy(&eight, s.ptr + at, sizeof eight);
		uint64_t blank = blanks(eight);
		bad |= has_below(eight, ' ') | has_byte(eight, '"') | has_byte(eight, '\\') | has_byte(eight, 0xC2);
		bad |= (blank & blank << 8) | (uint64_t)(s.ptr[at] == ' ' && at > 0 && s.ptr[at - 1] == ' ');
	}
	return bad == 0;
}

/* Whether white space in a text is single blanks inside it. */
static bool is_collapsed(struct sv s)
{
	unsigned char last = ' ';
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c <= ' ' && (c != ' ' || last == ' ')) || (c == 0xA0 && last == 0xC2))
			return false;
		last = c;
	}
	return last != ' ';
}

static struct sv collapsed(struct arena *scratch, struct sv s)
{
	if (is_collapsed(s))
		return s;
	char *out = arena_alloc(scratch, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		bool wide_space = sv_starts(sv_skip(s, i), SV("\xC2\xA0"));
		bool space = wide_space || strchr(" \t\n\r\v\f", s.ptr[i]);
		if (!space)
			out[n++] = s.ptr[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
		i += wide_space;
	}
	return sv_trim(sv_make(out, n));
}

static void write_text(struct arena *scratch, struct buf *b, struct sv s)
{
	if (is_settled(s)) {
		json_quoted(b, s);
		return;
	}
	s = collapsed(scratch, s);
	if (s.len)
		json_text_valid(b, s);
	else
		json_none(b);
}

void phrase_write(struct phrases_out *p, struct arena *scratch, struct buf *b, struct sv s, const char *around)
{
	s = excerpt(s, around);
	struct written *w = &p->written[((uintptr_t)s.ptr >> 3) % PHRASES_KEPT];
	if (s.len && w->phrase.ptr == s.ptr && w->phrase.len == s.len) {
		if (buf_reserve(b, w->len))
			buf_append(b, sv_make(b->ptr + w->first, w->len));
		return;
	}
	size_t first = b->len;
	write_text(scratch, b, s);
	if (buf_ok(b))
		*w = (struct written){s, first, b->len - first};
}
