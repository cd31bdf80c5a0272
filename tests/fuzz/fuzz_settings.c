/* Fuzz target: the bytes as the options kept in a state store, and as an earlier run's run.json. */
#include "cli/run_json.h"
#include "cli/settings.h"
#include "cli/version.h"
#include "fuzz.h"
#include "state/state.h"

/* In the place of the program's, which name its libraries: nothing here writes a run.json. */
const struct version *versions(void)
{
	static const struct version none[1];
	return none;
}

struct values {
	struct common_options common;
	bool no_tiles;
	const char *lang;
	struct option_list include;
	unsigned jobs;
	size_t max_bytes;
};

static const struct option TABLE[] = {
	{"no-tiles", 0, OPTION_FLAG, offsetof(struct values, no_tiles), NULL, "no tiles"},
	{"lang", 0, OPTION_TEXT, offsetof(struct values, lang), "LANG", "language"},
	{"include", 0, OPTION_LIST, offsetof(struct values, include), "GLOB", "files"},
	{"max-seconds", 0, OPTION_COUNT, offsetof(struct values, jobs), "N", "seconds"},
	{"max-bytes", 0, OPTION_BYTES, offsetof(struct values, max_bytes), "N", "bytes"},
	OPTIONS_END,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct values v = {.jobs = 0};
	struct settings *keep = NULL;
	struct error e = {.code = OK};
	struct buf out;
	buf_init(&out, 1 << 26);
	check(settings_read(TABLE, &v, sv_make((const char *)data, size), &keep, &e) == OK);
	check(!v.lang || strlen(v.lang) <= size);
	for (size_t i = 0; i < v.include.n; i++)
		check(v.include.items[i] && strlen(v.include.items[i]) <= size);
	settings_write(TABLE, &v, &out);
	check(buf_ok(&out) && utf8_validate(buf_sv(&out)) == SIZE_MAX);
	settings_free(keep);
	buf_release(&out);

	char folder[256], path[300];
	snprintf(folder, sizeof folder, "%s/kharita-fuzz-%ld.run", fuzz_folder(), (long)getpid());
	snprintf(path, sizeof path, "%s/run.json", folder);
	check(dir_make(folder, &e) == OK && file_write(path, sv_make((const char *)data, size), &e) == OK);
	struct name_list names = run_json_files(path);
	for (size_t i = 0; i < names.n; i++)
		check(names.names[i] != NULL);
	name_list_free(&names);
	check(state_outputs_generation(folder) >= 0);
	unlink(path);
	rmdir(folder);
	return 0;
}
