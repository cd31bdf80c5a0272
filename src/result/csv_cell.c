#include "result/csv_cell.h"

void csv_put_cell(struct buf *b, struct sv s, const char *specials)
{
	bool quote = false;
	for (size_t i = 0; i < s.len && !quote; i++)
		quote = strchr(specials, s.ptr[i]) != NULL;
	if (!quote) {
		buf_append(b, s);
		return;
	}
	buf_append_char(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_append_char(b, '"');
		buf_append_char(b, s.ptr[i]);
	}
	buf_append_char(b, '"');
}
