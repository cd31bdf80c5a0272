#include "gazetteer/build.h"

#include "base/file.h"
#include "gazetteer/cells.h"
#include "gazetteer/cells_countryside.h"
#include "gazetteer/compile.h"

enum { MAX_BUILT_BYTES = 1024 * 1024 * 1024 };

/* Everything that must outlive a jump out of the arena. */
struct build {
	struct arena arena, scratch;
	struct source source;
	struct buf out;
	struct gazetteer_build_counts counts;
};

static enum err run(struct build *b, const char *dir, struct error *e)
{
	jmp_buf escape;
	if (setjmp(escape) != 0)
		return error_set(e, ERR_NOMEM, "no memory to build the gazetteer of '%s'", dir);
	b->arena.escape = &escape;
	b->scratch.escape = &escape;
	enum err result = source_read(&b->source, dir, e);
	if (result == OK) {
		cells_add_units(&b->source, &b->scratch);
		cells_add_countrysides(&b->source, &b->scratch);
	}
	if (result == OK)
		result = gazetteer_compile(&b->source, &b->out, &b->counts, e);
	b->arena.escape = NULL;
	return result;
}

enum err gazetteer_build(const char *source_dir, const char *out_path, struct gazetteer_build_counts *counts,
                         struct error *e)
{
	struct build b = {0};
	arena_init(&b.arena, 0);
	arena_init(&b.scratch, 0);
	buf_init(&b.out, MAX_BUILT_BYTES);
	source_init(&b.source, &b.arena);
	enum err result = run(&b, source_dir, e);
	if (result == OK)
		result = file_write(out_path, buf_sv(&b.out), e);
	if (result == OK && counts)
		*counts = b.counts;
	source_release(&b.source);
	buf_release(&b.out);
	arena_release(&b.scratch);
	arena_release(&b.arena);
	return result;
}
