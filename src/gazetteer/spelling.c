/* Restricted Damerau-Levenshtein distance on code points. */
#include "gazetteer/lookup.h"
#include "text/decode.h"

enum { MAX_LETTERS = 64 };

static size_t decode(struct sv s, uint32_t out[MAX_LETTERS + 1])
{
	size_t n = 0;
	while (s.len && n <= MAX_LETTERS) {
		size_t len = 0;
		out[n++] = utf8_next(s, &len);
		s = sv_skip(s, len ? len : 1);
	}
	return n;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned spelling_distance(struct sv a, struct sv b, unsigned limit)
{
	uint32_t x[MAX_LETTERS + 1];
	uint32_t y[MAX_LETTERS + 1];
	unsigned rows[3][MAX_LETTERS + 1];
	size_t m = decode(a, x);
	size_t n = decode(b, y);
	if (m > MAX_LETTERS || n > MAX_LETTERS || (m > n ? m - n : n - m) > limit)
		return limit + 1;
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= m; i++) {
		const unsigned *before = rows[(i + 1) % 3];
		const unsigned *above = rows[(i - 1) % 3];
		unsigned *row = rows[i % 3];
		unsigned smallest = row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			row[j] = least(above[j - 1] + (x[i - 1] != y[j - 1]), least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
			smallest = least(smallest, row[j]);
		}
		if (smallest > limit + 1)
			return limit + 1;
	}
	return least(rows[m % 3][n], limit + 1);
}
