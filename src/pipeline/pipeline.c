#include "pipeline/pipeline.h"

#include "base/pool.h"
#include "pipeline/progress.h"

#include <stdlib.h>

enum { JOBS_PER_WORKER = 4, MAX_WORKERS = 256 };

/* Memory of one article at work, of one result, and of the raw articles that wait. */
static const size_t arena_ceiling = (size_t)1 << 30;
static const size_t result_ceiling = (size_t)1 << 30;
static const size_t result_kept = (size_t)1 << 20;
static const uint64_t waiting_ceiling = (uint64_t)128 << 20;

/* One article on its way: filled by the reader, done by a worker, emitted in order. */
struct job {
	struct article_unit unit;
	struct buf json, kept;
	struct error error; /* code OK: json holds the result */
	bool known;         /* passed over: nothing to emit */
	size_t n_mentions, n_resolved, n_incidents;
};

struct worker {
	const struct engine *engine;
	const struct pipeline_options *options;
	struct arena arena, scratch;
	struct memo *memo; /* of all workers; NULL when there is no memory for one */
};

struct run {
	const struct pipeline_options *options;
	const struct pipeline_sinks *sinks;
	struct pipeline_counts *counts;
	struct worker *workers;
	struct job *jobs;
	struct job **free_jobs; /* stack of those not in the pool */
	struct memo *memo;
	size_t n_workers, n_jobs, n_free;
	uint64_t waiting_bytes;
	struct article_reader *reader;
	struct pool *pool;
	struct progress progress;
};

static enum err process(struct worker *w, struct job *j)
{
	struct article article;
	struct result result;
	const struct pipeline_hooks *hooks = &w->options->hooks;
	const struct pipeline_source *source = w->options->source;
	enum err code = (source ? source->decode : article_decode)(&w->arena, &j->unit, &w->options->article, &article,
	                                                           &j->error);
	j->known = code == OK && hooks->known && hooks->known(hooks->user, &article);
	if (j->known)
		return OK;
	if (code == OK)
		code = engine_run(w->engine, &w->arena, &article, false, &result, &j->error);
	if (code != OK)
		return code;
	result.memo = w->memo;
	result_write_json(&w->scratch, &result, &j->json);
	if (!buf_ok(&j->json))
		return buf_fail(&j->json, "its result", "", &j->error);
	if (hooks->keep)
		hooks->keep(hooks->user, &article, &j->kept);
	if (!buf_ok(&j->kept))
		return error_set(&j->error, ERR_NOMEM, "no memory to keep it");
	j->n_mentions = result.mentions->n;
	j->n_incidents = result.incidents->n;
	for (size_t i = 0; i < result.mentions->n; i++)
		j->n_resolved += !result.mentions->items[i].unresolved;
	return OK;
}

static void work(void *worker, void *job)
{
	struct worker *w = worker;
	struct job *j = job;
	jmp_buf escape;
	if (j->unit.code != OK) {
		error_set(&j->error, j->unit.code, "%s", j->unit.reason);
		return;
	}
	unsigned limit_s = w->options->article.max_seconds ? w->options->article.max_seconds : ARTICLE_MAX_SECONDS;
	w->arena.escape = &escape;
	w->scratch.escape = &escape;
	w->arena.deadline_s = w->scratch.deadline_s = thread_cpu_s() + limit_s;
	w->arena.late = w->scratch.late = false;
	if (setjmp(escape) == 0)
		process(w, j);
	else if (w->arena.late || w->scratch.late)
		error_set(&j->error, ERR_LIMIT, "takes more than %u s; split it, or raise --max-article-seconds", limit_s);
	else
		error_set(&j->error, ERR_LIMIT, "needs more than %zu MiB of memory; split it", arena_ceiling >> 20);
	w->arena.escape = NULL;
	w->scratch.escape = NULL;
	arena_reset(&w->arena);
	arena_reset(&w->scratch);
}

static void job_reset(struct job *j)
{
	article_unit_release(&j->unit);
	if (j->json.cap > result_kept)
		buf_release(&j->json);
	buf_clear(&j->json);
	buf_clear(&j->kept);
	j->known = false;
	j->error = (struct error){.code = OK};
	j->n_mentions = j->n_resolved = j->n_incidents = 0;
}

static enum err emit_result(const struct pipeline_sinks *s, const struct job *j, struct error *e)
{
	const struct pipeline_item item = {
		.line = buf_sv(&j->json),
		.kept = buf_sv(&j->kept),
		.n_bytes = j->unit.n_bytes,
		.n_mentions = j->n_mentions,
		.n_resolved = j->n_resolved,
		.n_incidents = j->n_incidents,
	};
	return s->item ? s->item(s->user, &item, e) : s->result_line(s->user, item.line, e);
}

/* Hands one done job to its sink and frees it for the next article. */
static enum err emit(struct run *r, struct job *j, struct error *e)
{
	enum err result = OK;
	struct pipeline_counts *c = r->counts;
	c->bytes += j->unit.n_bytes;
	if (j->known) {
		c->known++;
	} else if (j->error.code == OK) {
		c->articles++;
		c->mentions += j->n_mentions;
		c->resolved += j->n_resolved;
		c->incidents += j->n_incidents;
		result = emit_result(r->sinks, j, e);
	} else {
		struct reject reject = {
			.source = sv_cstr(j->unit.source),
			.reason = sv_cstr(j->error.msg),
			.code = j->error.code,
			.line = j->unit.line,
		};
		c->rejected++;
		c->unreadable += j->error.code == ERR_IO;
		result = r->sinks->reject(r->sinks->user, &reject, e);
	}
	r->waiting_bytes -= j->unit.n_bytes;
	job_reset(j);
	r->free_jobs[r->n_free++] = j;
	return result;
}

/* Emits what is done; waits for the oldest first when asked to. */
static enum err drain(struct run *r, bool wait, struct error *e)
{
	struct job *j = wait ? pool_take(r->pool) : pool_poll(r->pool);
	enum err result = OK;
	while (j && result == OK) {
		result = emit(r, j, e);
		j = pool_poll(r->pool);
	}
	return result;
}

static enum err read_one(struct run *r, bool *more, struct error *e)
{
	struct job *j = r->free_jobs[r->n_free - 1];
	const struct pipeline_source *source = r->options->source;
	enum err result = source ? source->next(source->user, &j->unit, more, e)
	                         : article_reader_next(r->reader, &j->unit, more, e);
	if (result != OK || !*more)
		return result;
	r->n_free--;
	r->waiting_bytes += j->unit.n_bytes;
	pool_submit(r->pool, j);
	return OK;
}

static enum err run_all(struct run *r, struct error *e)
{
	bool more = true;
	enum err result = OK;
	while (result == OK && (more || pool_held(r->pool))) {
		uint64_t done_bytes = 0;
		uint64_t total_bytes = 0;
		bool can_hold = r->waiting_bytes < waiting_ceiling || !pool_held(r->pool);
		bool can_read = more && can_hold && pool_has_room(r->pool);
		if (can_read)
			result = read_one(r, &more, e);
		if (result == OK)
			result = drain(r, !can_read, e);
		if (r->reader)
			article_reader_progress(r->reader, &done_bytes, &total_bytes);
		progress_show(&r->progress, r->counts->articles, done_bytes, total_bytes);
	}
	progress_clear(&r->progress);
	return result;
}

static enum err run_open(struct run *r, const struct engine *en, const struct pipeline_options *o, struct error *e)
{
	unsigned n = o->jobs ? o->jobs : cpu_count();
	r->n_workers = n < MAX_WORKERS ? n : MAX_WORKERS;
	r->n_jobs = r->n_workers * JOBS_PER_WORKER;
	r->workers = calloc(r->n_workers, sizeof *r->workers);
	r->jobs = calloc(r->n_jobs, sizeof *r->jobs);
	r->free_jobs = calloc(r->n_jobs, sizeof *r->free_jobs);
	void **states = calloc(r->n_workers, sizeof *states);
	if (!r->workers || !r->jobs || !r->free_jobs || !states) {
		free(states);
		r->n_workers = r->workers ? r->n_workers : 0;
		r->n_jobs = r->jobs ? r->n_jobs : 0;
		return error_set(e, ERR_NOMEM, "out of memory");
	}
	r->memo = memo_new();
	for (size_t i = 0; i < r->n_workers; i++) {
		r->workers[i] = (struct worker){.engine = en, .options = o, .memo = r->memo};
		arena_init(&r->workers[i].arena, arena_ceiling);
		arena_init(&r->workers[i].scratch, arena_ceiling);
		states[i] = &r->workers[i];
	}
	for (size_t i = 0; i < r->n_jobs; i++) {
		buf_init(&r->jobs[i].json, result_ceiling);
		buf_init(&r->jobs[i].kept, result_ceiling);
		r->free_jobs[r->n_free++] = &r->jobs[i];
	}
	enum err result = pool_open(work, states, r->n_workers, r->n_jobs, &r->pool, e);
	free(states);
	return result;
}

static void run_close(struct run *r)
{
	pool_close(r->pool);
	for (size_t i = 0; i < r->n_workers; i++) {
		arena_release(&r->workers[i].arena);
		arena_release(&r->workers[i].scratch);
	}
	for (size_t i = 0; i < r->n_jobs; i++) {
		article_unit_release(&r->jobs[i].unit);
		buf_release(&r->jobs[i].json);
		buf_release(&r->jobs[i].kept);
	}
	memo_free(r->memo);
	free(r->free_jobs);
	free(r->jobs);
	free(r->workers);
	article_reader_close(r->reader);
}

enum err pipeline_run(const struct engine *en, const char *const *inputs, size_t n, const struct pipeline_options *o,
                      const struct pipeline_sinks *s, struct pipeline_counts *counts, struct error *e)
{
	struct run r = {.options = o, .sinks = s, .counts = counts};
	double started_s = clock_s();
	*counts = (struct pipeline_counts){.articles = 0};
	enum err result = o->source ? OK : article_reader_open(inputs, n, &o->article, &r.reader, e);
	if (result == OK)
		result = run_open(&r, en, o, e);
	progress_start(&r.progress, o->progress);
	if (result == OK)
		result = run_all(&r, e);
	run_close(&r);
	counts->seconds = clock_s() - started_s;
	if (result == OK && counts->rejected)
		return error_set(e, ERR_REJECTED, "%llu inputs were rejected", (unsigned long long)counts->rejected);
	return result;
}
