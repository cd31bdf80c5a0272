/* A small gazetteer folder in memory, for targets that replace one of its files. */
#ifndef KHARITA_TESTS_FUZZ_FOLDER_H
#define KHARITA_TESTS_FUZZ_FOLDER_H

#include "fuzz.h"
#include "gazetteer/build.h"

#include <dirent.h>

#define FUZZ_PLACES                                                                                                    \
	"id\tkind\tname_ar\tvariants_ar\tname_en\tlat\tlon\tradius_km\tadmin1\tadmin2\tadmin3\tprominence\tambiguity\tconfidence\n" \
	"K1\tgovernorate\tدير الزور\tديرالزور\tDeir ez-Zor\t35.3\t40.1\t90\t\t\t\t5\tfree\thigh\n"                           \
	"K2\tvillage\tالشولا\tالشولة|?Shola\tShula\t35.1\t39.8\t2\tدير الزور\t\t\t2\tneeds_context\tlow\n"                  \
	"K3\triver\tالفرات\t\tEuphrates\t\t\t\t\t\t\t4\tneeds_head\tmedium\n" /* Deir ez-Zor, Shola, Euphrates */
#define FUZZ_AREAS                                                                                                     \
	"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":\"K1\"},"             \
	"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[39,34],[41,34],[41,36],[39,36],[39,34]]]}}]}"
#define FUZZ_RIVERS                                                                                                    \
	"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"id\":\"K3\"},"             \
	"\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[39,36],[40,35],[41,34]]}}]}"

enum { FUZZ_MAX_FILES = 64 };

struct fuzz_gazetteer {
	char path[256], out[300];
	char *names[FUZZ_MAX_FILES]; /* below `path` */
	struct buf contents[FUZZ_MAX_FILES];
	size_t n;
};

static inline void fuzz_gazetteer_write(const struct fuzz_gazetteer *f, const char *name, struct sv content)
{
	char *path = path_join(f->path, name);
	FILE *file = path ? fopen(path, "wb") : NULL;
	check(file && fwrite(content.ptr, 1, content.len, file) == content.len && fclose(file) == 0);
	free(path);
}

static inline void fuzz_gazetteer_put(struct fuzz_gazetteer *f, const char *name, struct sv content)
{
	check(f->n < FUZZ_MAX_FILES);
	f->names[f->n] = strdup(name);
	buf_init(&f->contents[f->n], 1 << 24);
	buf_append(&f->contents[f->n++], content);
	fuzz_gazetteer_write(f, name, content);
}

static inline int fuzz_by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Tables without whose every row the rules cannot be read. */
static inline bool fuzz_needs_whole(const char *name)
{
	return strcmp(name, "weights.tsv") == 0 || strcmp(name, "time_words.tsv") == 0 || strcmp(name, "inflections.tsv") == 0;
}

/* The project's lexicon, each table cut to its first lines, but for those. */
static inline void fuzz_gazetteer_lexicon(struct fuzz_gazetteer *f)
{
	char *names[FUZZ_MAX_FILES];
	size_t n = 0;
	const struct dirent *entry;
	DIR *dir = opendir(KHARITA_SOURCE_DIR "/gazetteer/lexicon");
	check(dir != NULL);
	while ((entry = readdir(dir)) && n < FUZZ_MAX_FILES - 8)
		if (entry->d_name[0] != '.')
			names[n++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof *names, fuzz_by_name);
	for (size_t i = 0; i < n; i++) {
		struct buf content;
		struct error e;
		char from[512], name[300];
		buf_init(&content, 1 << 24);
		snprintf(from, sizeof from, KHARITA_SOURCE_DIR "/gazetteer/lexicon/%s", names[i]);
		snprintf(name, sizeof name, "lexicon/%s", names[i]);
		check(file_read(from, &content, &e) == OK);
		struct sv rest = buf_sv(&content);
		size_t end = 0;
		for (unsigned line = 0; line < 40 && end < rest.len; line++)
			end = sv_find(rest, SV("\n"), end) == SIZE_MAX ? rest.len : sv_find(rest, SV("\n"), end) + 1;
		fuzz_gazetteer_put(f, name, fuzz_needs_whole(names[i]) ? rest : sv_take(rest, end));
		buf_release(&content);
		free(names[i]);
	}
}

static inline void fuzz_gazetteer_open(struct fuzz_gazetteer *f)
{
	char lexicon[300];
	struct error e;
	memset(f, 0, sizeof *f);
	snprintf(f->path, sizeof f->path, "%s/kharita-fuzz-%ld", fuzz_folder(), (long)getpid());
	snprintf(f->out, sizeof f->out, "%s/out.gaz", f->path);
	snprintf(lexicon, sizeof lexicon, "%s/lexicon", f->path);
	check(dir_make(lexicon, &e) == OK);
	fuzz_gazetteer_put(f, "VERSION", SV("2025-01-02\n"));
	fuzz_gazetteer_put(f, "places.tsv", SV(FUZZ_PLACES));
	fuzz_gazetteer_put(f, "areas.geojson", SV(FUZZ_AREAS));
	fuzz_gazetteer_put(f, "rivers.geojson", SV(FUZZ_RIVERS));
	fuzz_gazetteer_put(f, "roads.geojson", SV("{\"features\":[]}"));
	fuzz_gazetteer_put(f, "borders.geojson", SV("{\"features\":[]}"));
	fuzz_gazetteer_lexicon(f);
}

/* Removes the folder from the disk. */
static inline void fuzz_gazetteer_close(struct fuzz_gazetteer *f)
{
	char lexicon[300];
	for (size_t i = 0; i < f->n; i++) {
		char *path = path_join(f->path, f->names[i]);
		unlink(path);
		free(path);
		free(f->names[i]);
		buf_release(&f->contents[i]);
	}
	unlink(f->out);
	snprintf(lexicon, sizeof lexicon, "%s/lexicon", f->path);
	rmdir(lexicon);
	rmdir(f->path);
}

#endif
