/* Fuzz target: the bytes as a theme. One that is taken has what drawing relies on. */
#include "fuzz.h"
#include "write/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_file(data, size, ".json");
	struct theme *t = NULL;
	struct error e = {.code = OK};
	if (theme_open(path, &t, &e) == OK) {
		check(t->n_events && t->n_events <= THEME_MAX_EVENTS && t->n_zooms && t->n_zooms <= THEME_MAX_ZOOMS);
		check(t->incident.n_sizes && t->density.n_ramp <= THEME_MAX_SHADES);
		check(theme_event_find(t, SV("Battles")) && theme_event_find(t, SV("")));
		for (size_t l = 0; l < LANG_COUNT; l++)
			for (size_t i = 0; i < TEXT_COUNT; i++)
				check(t->text[l][i] && t->text[l][i][0]);
	} else {
		check(!t);
		check_error(&e);
	}
	theme_free(t);
	unlink(path);
	return 0;
}
