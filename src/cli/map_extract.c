#include "cli/map_extract.h"

#include "base/file.h"
#include "base/log.h"
#include "result/json_out.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_REJECT_BYTES = 1 << 20 };

static enum err check_interrupt(struct error *e)
{
	return map_interrupted() ? error_set(e, ERR_IO, "interrupted; nothing was written") : OK;
}

/* Known with text and metadata, and its result is really there. */
static bool is_known(void *user, const struct article *a)
{
	const struct map_extract *x = user;
	return state_keys_hold(&x->keys, state_article_key(a)) && results_hold(&x->results, a->source, a->doc_id);
}

static bool is_file(struct sv source)
{
	struct stat st;
	char *path = strndup(source.ptr, source.len);
	bool yes = path && stat(path, &st) == 0 && S_ISREG(st.st_mode);
	free(path);
	return yes;
}

/* A file has one text: what an earlier run took from it goes. Lines of a file and addresses may come with several. */
static enum err drop_former(struct map_extract *x, const struct result_ref *added, struct error *e)
{
	size_t n = 0;
	struct result_ref *former = results_of_source(&x->results, added->source, &n);
	enum err result = OK;
	if (n == 0 || x->stored || !is_file(added->source))
		return OK;
	for (size_t i = 0; i < n && result == OK; i++) {
		if (former[i].dropped || sv_eq(former[i].doc_id, added->doc_id))
			continue;
		former[i].dropped = true;
		x->n_dropped++;
		result = state_article_drop(x->state, former[i].source, former[i].doc_id, e);
	}
	return result;
}

static enum err take_item(void *user, const struct pipeline_item *i, struct error *e)
{
	struct map_extract *x = user;
	enum err result = results_add(&x->results, i->line, e);
	if (result == OK)
		result = state_article_put(x->state, i, e);
	if (result == OK)
		result = drop_former(x, &x->results.refs[x->results.n - 1], e);
	x->n_new += !x->stored;
	x->n_again += x->stored;
	return result == OK ? check_interrupt(e) : result;
}

static enum err take_reject(void *user, const struct reject *reject, struct error *e)
{
	struct map_extract *x = user;
	input_report_reject(reject, &x->n_rejects);
	x->n_new_rejects += x->fresh || !state_reject_known(x->state, reject);
	enum err result = state_reject_put(x->state, reject, e);
	return result == OK ? check_interrupt(e) : result;
}

static enum err run(struct map_extract *x, const struct pipeline_source *source, struct error *e)
{
	struct pipeline_options options = {
		.jobs = x->options->input.jobs,
		.article = input_article_options(&x->options->input),
		.progress = !x->options->common.quiet,
		.hooks = {.known = x->fresh || source ? NULL : is_known, .keep = state_article_pack, .user = x},
		.source = source,
	};
	const struct pipeline_sinks sinks = {.item = take_item, .reject = take_reject, .user = x};
	options.article.output_path = x->target;
	enum err result = pipeline_run(x->engine, x->inputs, x->n_inputs, &options, &sinks, &x->counts, e);
	return result == ERR_REJECTED ? OK : result;
}

/* Everything that the store has, by the rules of today. */
static enum err run_stored(struct map_extract *x, struct error *e)
{
	struct state_texts *texts = NULL;
	x->stored = true;
	enum err result = state_texts_open(x->state, SV(""), &texts, e);
	if (result == OK)
		result = run(x, state_texts_source(texts), e);
	state_texts_close(texts);
	x->stored = false;
	if (result == OK && x->n_again < x->results.n_old)
		log_write(LOG_WARNING, "%zu articles have no text in the state store: they stay as they were read before",
		          x->results.n_old - x->n_again);
	return result;
}

enum err map_extract_run(struct map_extract *x, struct error *e)
{
	char *fresh = path_join(x->staging, "results.ndjson");
	char *old = path_join(x->target, "results.ndjson");
	enum err result = fresh && old ? OK : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK)
		result = results_open(&x->results, fresh, x->fresh ? NULL : old, e);
	free(fresh);
	free(old);
	if (result == OK && !x->fresh)
		result = state_article_keys(x->state, &x->keys, e);
	if (result == OK)
		result = state_begin(x->state, e);
	if (result == OK && x->again)
		result = run_stored(x, e);
	bool given = x->n_inputs || x->options->input.lists.n;
	if (result == OK && given)
		result = run(x, NULL, e);
	bool any = x->counts.known || x->results.n_old || !given;
	if (result == OK && !any)
		result = input_outcome(&x->counts, x->inputs, x->n_inputs, e);
	if (result == OK)
		result = state_counts(x->state, x->fresh, &x->counts, e);
	if (result == OK)
		result = state_seal(x->state, x->fresh, e);
	if (result != OK)
		state_undo(x->state);
	return result;
}

bool map_extract_changed(const struct map_extract *x)
{
	return x->fresh || x->n_new || x->n_again || x->n_dropped || x->n_new_rejects;
}

static enum err put_reject(void *user, struct sv source, struct sv reason, struct sv code, struct error *e)
{
	struct atomic_file *f = user;
	struct buf line;
	buf_init(&line, MAX_REJECT_BYTES);
	reject_write_json(&line, source, reason, code);
	bool ok = fwrite(line.ptr, 1, line.len, f->stream) == line.len;
	buf_release(&line);
	return ok ? OK : error_errno(e, ERR_IO, "cannot write '%s'", f->target);
}

enum err map_extract_write(struct map_extract *x, struct error *e)
{
	struct atomic_file f = {.stream = NULL};
	char *path = path_join(x->staging, "rejects.ndjson");
	enum err result = path ? atomic_file_open(&f, path, e) : error_set(e, ERR_NOMEM, "out of memory");
	if (result == OK)
		result = state_rejects(x->state, x->fresh, put_reject, &f, e);
	if (result == OK)
		result = atomic_file_commit(&f, e);
	if (result == OK)
		result = results_finish(&x->results, e);
	atomic_file_abort(&f);
	free(path);
	return result == OK ? check_interrupt(e) : result;
}

void map_extract_close(struct map_extract *x)
{
	results_close(&x->results);
	state_keys_free(&x->keys);
}
