#include "text/charclass.h"

#include "text/unicode.h"

const char char_ascii_class[128 + 1] =
	"SSSSSSSSSSNNNNSS"
	"SSSSSSSSSSSSSSSS"
	"SPPHPPPPPPPPPPPP"
	"DDDDDDDDDDPPPPPP"
	"PLLLLLLLLLLLLLLL"
	"LLLLLLLLLLLPPPPU"
	"PLLLLLLLLLLLLLLL"
	"LLLLLLLLLLLPPPPS";

/* U+0600..U+06FF, sixteen a line. */
const char char_arabic_class[256 + 1] =
	"IIIIIIPPPPPPPPPP"
	"MMMMMMMMMMMPIPPP"
	"AAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"TAAAAAAAAAAMMMMM"
	"MMMMMMMMMMMMMMMM"
	"DDDDDDDDDDPPPPAA"
	"MAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"AAAAAAAAAAAAAAAA"
	"AAAAPAMMMMMMMIPM"
	"MMMMMAAMMPMMMMAA"
	"DDDDDDDDDDAAAPPA";

struct range {
	uint32_t first, last;
	enum char_class class;
};

/* Ahead of Unicode's categories, in ascending order. */
static const struct range ranges[] = {
	{0x0085, 0x0085, CHAR_NEWLINE}, {0x00A0, 0x00A0, CHAR_SPACE},   {0x00AD, 0x00AD, CHAR_IGNORED},
	{0x0750, 0x077F, CHAR_ARABIC},  {0x0870, 0x0887, CHAR_ARABIC},  {0x08A0, 0x08C9, CHAR_ARABIC},
	{0x2000, 0x200A, CHAR_SPACE},   {0x200B, 0x200F, CHAR_IGNORED}, {0x2010, 0x2027, CHAR_PUNCT},
	{0x2028, 0x2029, CHAR_NEWLINE}, {0x202A, 0x202E, CHAR_IGNORED}, {0x202F, 0x202F, CHAR_SPACE},
	{0x2030, 0x203E, CHAR_PUNCT},   {0x2060, 0x206F, CHAR_IGNORED}, {0xFB50, 0xFBB1, CHAR_ARABIC},
	{0xFBD3, 0xFC5D, CHAR_ARABIC},  {0xFC5E, 0xFC63, CHAR_MARK},    {0xFC64, 0xFD3D, CHAR_ARABIC},
	{0xFD50, 0xFDFB, CHAR_ARABIC},  {0xFE70, 0xFE7F, CHAR_MARK},    {0xFE80, 0xFEFC, CHAR_ARABIC},
	{0xFEFF, 0xFEFF, CHAR_IGNORED},
};

enum char_class char_class_elsewhere(uint32_t cp)
{
	size_t low = 0;
	size_t high = sizeof ranges / sizeof ranges[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (cp > ranges[middle].last)
			low = middle + 1;
		else if (cp < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].class;
	}
	return unicode_class(cp);
}

unsigned char_digit(uint32_t cp)
{
	if (cp < 0x80)
		return cp - '0';
	return unicode_digit(cp);
}

/* Membership in a short ascending list that ends with 0. */
static bool listed(const uint32_t *list, uint32_t cp)
{
	while (*list && *list < cp)
		list++;
	return cp && *list == cp;
}

bool char_is_quote(uint32_t cp)
{
	static const uint32_t quotes[] = {'"',    '\'',   '`',    0x00AB, 0x00B4, 0x00BB, 0x2018, 0x2019, 0x201A,
					  0x201B, 0x201C, 0x201D, 0x201E, 0x201F, 0x2032, 0x2033, 0x2039, 0x203A,
					  0x275D, 0x275E, 0x300C, 0x300D, 0xFF02, 0xFF07, 0};
	return listed(quotes, cp);
}

bool char_is_closing(uint32_t cp)
{
	static const uint32_t closing[] = {')', ']', '}', 0x2046, 0x207E, 0xFD3E, 0xFF09, 0xFF3D, 0};
	return listed(closing, cp);
}

bool char_is_bracket(uint32_t cp)
{
	static const uint32_t opening[] = {'(', '[', '{', 0x2045, 0x207D, 0xFD3F, 0xFF08, 0xFF3B, 0};
	return listed(opening, cp) || char_is_closing(cp);
}

bool char_is_dash(uint32_t cp)
{
	static const uint32_t dashes[] = {'-', 0x0640, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63,
					  0xFF0D, 0};
	return listed(dashes, cp);
}

bool char_is_bullet(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} bullets[] = {
		{0x2022, 0x2023},   {0x2043, 0x2043},   {0x25A0, 0x25FF},   {0x2705, 0x2705},   {0x274F, 0x2756},
		{0x27A1, 0x27A1},   {0x2B1B, 0x2B1C},   {0x2B24, 0x2B24},   {0x2B55, 0x2B55},   {0x1F4CC, 0x1F4CD},
		{0x1F518, 0x1F518}, {0x1F532, 0x1F53B}, {0x1F7E0, 0x1F7EB},
	};
	for (size_t i = 0; cp >= bullets[0].first && i < sizeof bullets / sizeof bullets[0]; i++)
		if (cp >= bullets[i].first && cp <= bullets[i].last)
			return true;
	return false;
}

bool char_ends_sentence(uint32_t cp)
{
	static const uint32_t marks[] = {'!',    '.',    '?',    0x061F, 0x06D4, 0x2026, 0x203C, 0x2047, 0x2048,
					 0x2049, 0x2753, 0x2757, 0x3002, 0xFF01, 0xFF1F, 0};
	return listed(marks, cp);
}
