#include "result/csv_cell.h"

bool csv_is_formula(struct sv s)
{
	double number;
	size_t i = 0;
	while (i < s.len && s.ptr[i] == '\'')
		i++;
	return i < s.len && memchr("=+-@\t\r", s.ptr[i], 6) && (i > 0 || !sv_to_double(s, &number));
}

void csv_put_cell(struct buf *b, struct sv s, const char *specials)
{
	bool quote = false;
	bool formula = csv_is_formula(s);
	for (size_t i = 0; i < s.len && !quote; i++)
		quote = strchr(specials, s.ptr[i]) != NULL;
	if (!quote) {
		buf_append_cstr(b, formula ? "'" : "");
		buf_append(b, s);
		return;
	}
	buf_append_cstr(b, formula ? "\"'" : "\"");
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_append_char(b, '"');
		buf_append_char(b, s.ptr[i]);
	}
	buf_append_char(b, '"');
}
