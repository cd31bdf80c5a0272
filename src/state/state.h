/* The state store: one SQLite file in the output folder (docs/increment.md describes its tables) that remembers the
 * articles taken, the corrections of analysts and their history, and the places learned. One thread; not shared.
 *
 * `map` works on a copy, which takes the place of the store together with the outputs. Articles belong to a generation of
 * the outputs: a run adds its own under the next one (state_begin() to state_seal()) beside those of before, and
 * state_confirm() makes it current and drops what it replaces. run.json names the generation of the outputs, so that the
 * store never claims an article that the results lack, whichever of the two somebody put back from a copy. */
#ifndef KHARITA_STATE_STATE_H
#define KHARITA_STATE_STATE_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>

#define STATE_NAME "state.sqlite"

struct state;

/* Opens or makes the store. `generation` is that of the outputs beside it (0: none): what a run that died left behind is
 * undone. ERR_DATA when the file is no store, or of a later version; ERR_IO. *out is new: state_close(). It is the copy in
 * a staging folder, on which nobody relies before it is moved: its transactions do not wait for the disk, which each would
 * do four times; see state_settle(). */
enum err state_open(const char *path, int64_t generation, struct state **out, struct error *e);

/* The same without a look at generations: for the commands that work on corrections. ":memory:" is a store that is gone
 * when it is closed. */
enum err state_open_plain(const char *path, struct state **out, struct error *e);
void state_close(struct state *s);

/* Brings all of a closed store to the disk: before a copy is moved into place. ERR_IO. */
enum err state_settle(const char *path, struct error *e);

/* Writes a whole copy of the store to a new file. */
enum err state_copy(struct state *s, const char *path, struct error *e);

int64_t state_generation(const struct state *s);
const char *state_path(const struct state *s);

/* A text kept under a name: the settings of the last run, fingerprints. *out is appended to; nothing for an unknown
 * name. */
enum err state_get(struct state *s, const char *name, struct buf *out, struct error *e);
enum err state_set(struct state *s, const char *name, struct sv value, struct error *e);

/* The same, as of the moment when the pending generation is confirmed. */
enum err state_set_next(struct state *s, const char *name, struct sv value, struct error *e);

/* "1" while the store holds edits that the outputs do not show yet. */
#define STATE_DIRTY "dirty"
enum err state_is_dirty(struct state *s, bool *out, struct error *e);

/* A transaction around many changes; state_undo() is legal without one. */
enum err state_transaction(struct state *s, struct error *e);
enum err state_commit(struct state *s, struct error *e);
void state_undo(struct state *s);

/* Begins the next generation: a transaction that state_seal() ends. `fresh`: articles of earlier generations go when it
 * is confirmed. */
enum err state_begin(struct state *s, struct error *e);
enum err state_seal(struct state *s, bool fresh, struct error *e);

/* The outputs of the sealed generation are in place: it is the current one. */
enum err state_confirm(struct state *s, bool fresh, struct error *e);

/* Generation that run.json of an output folder names; 0 without one. */
int64_t state_outputs_generation(const char *folder);

/* A fingerprint of the running program: another one may read the same article differently. */
enum err state_program(uint64_t *out, struct error *e);

#endif
