/* Kharita in a program of one's own: prints the result of each article, or what the gazetteer knows of a name.
 *
 *     cc embed.c $(pkg-config --cflags --libs kharita) -o embed
 *     ./embed 2021-09-18 article1.txt article2.txt
 *     ./embed --lookup 'Deir ez-Zor' */
#include <kharita.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file's bytes in new memory; NULL when it cannot be read. */
static char *read_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	size_t capacity = 0;
	*n = 0;
	while (f && !feof(f) && !ferror(f)) {
		if (*n == capacity) {
			capacity = capacity ? capacity * 2 : 65536;
			char *larger = realloc(bytes, capacity);
			if (!larger)
				break;
			bytes = larger;
		}
		*n += fread(bytes + *n, 1, capacity - *n, f);
	}
	int whole = f && feof(f);
	if (f)
		fclose(f);
	if (whole)
		return bytes;
	free(bytes);
	return NULL;
}

/* What the session returned goes to standard output, or its error to standard error. */
static int print(enum kharita_status status, const char *json, size_t n, const char *subject,
                 const struct kharita_error *e)
{
	if (status == KHARITA_OK)
		return fwrite(json, 1, n, stdout) == n ? 0 : 1;
	fprintf(stderr, "embed: '%s': %s\n", subject, e->message);
	return 1;
}

static int extract(struct kharita_session *s, const char *path, const char *published)
{
	struct kharita_error e;
	struct kharita_article a = {.struct_size = sizeof a, .source = path, .published = published};
	const char *json = NULL;
	size_t n = 0;
	char *bytes = read_file(path, &a.n_text);
	if (!bytes) {
		fprintf(stderr, "embed: cannot read '%s'\n", path);
		return 1;
	}
	a.text = bytes;
	enum kharita_status status = kharita_extract(s, &a, &json, &n, &e);
	int failed = print(status, json, n, path, &e);
	free(bytes);
	return failed;
}

static int run(struct kharita_session *s, int argc, char **argv)
{
	int failed = 0;
	if (strcmp(argv[1], "--lookup") == 0) {
		struct kharita_error e;
		const char *json = NULL;
		size_t n = 0;
		enum kharita_status status = kharita_lookup(s, argv[2], 10, &json, &n, &e);
		return print(status, json, n, argv[2], &e);
	}
	for (int i = 2; i < argc; i++)
		failed |= extract(s, argv[i], argv[1]);
	return failed;
}

int main(int argc, char **argv)
{
	struct kharita *k = NULL;
	struct kharita_session *s = NULL;
	struct kharita_error e;
	int failed = 1;
	if (argc < 3) {
		fprintf(stderr, "usage: embed PUBLISHED FILE... | embed --lookup NAME\n");
		return 2;
	}
	if (kharita_open(NULL, &k, &e) == KHARITA_OK && kharita_session_open(k, &s, &e) == KHARITA_OK)
		failed = run(s, argc, argv);
	else
		fprintf(stderr, "embed: %s\n", e.message);
	kharita_session_close(s);
	kharita_close(k);
	return failed;
}
