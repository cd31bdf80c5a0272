#include "cli/writer.h"

#include "base/file.h"
#include "cli/map_run.h"
#include "cli/options.h"
#include "cli/write_commands.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_NS = 1000000 };

extern char **environ;

/* What draws does not wait for GDAL's many libraries. */
static const char *sub_program(const char *command)
{
	const char *const drawing[] = {command_tiles.name, command_poster.name, COMMAND_FOLDER_TILES};
	for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++)
		if (strcmp(command, drawing[i]) == 0)
			return "kharita-draw";
	return "kharita-write";
}

static enum err writer_path(const char *command, char *out, size_t size, struct error *e)
{
	static const char BESIDE[] = "/../libexec/kharita/";
	const char *name = sub_program(command);
	enum err result = exe_dir(out, size - strlen(name) - sizeof BESIDE, e);
	if (result != OK)
		return result;
	memcpy(out + strlen(out), BESIDE, sizeof BESIDE);
	memcpy(out + strlen(out), name, strlen(name) + 1);
	if (access(out, X_OK) != 0)
		return error_set(e, ERR_ENV, "'%s' is missing: the program is not installed whole", out);
	return OK;
}

int writer_exec(char **argv)
{
	char path[PATH_MAX];
	struct error e;
	if (writer_path(argv[0], path, sizeof path, &e) != OK)
		return report_error(&e);
	execv(path, argv);
	error_errno(&e, ERR_ENV, "cannot run '%s'", path);
	return report_error(&e);
}

/* Starts it with `input` for its standard input, or ours if that is negative. */
static int spawn(struct writer *w, const char *path, const char *const *argv, int input)
{
	posix_spawn_file_actions_t actions;
	int failed = posix_spawn_file_actions_init(&actions);
	if (failed)
		return failed;
	if (input >= 0)
		failed = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	/* posix_spawn takes char *const [] but does not write to the strings. */
	if (!failed)
		failed = posix_spawn(&w->pid, path, &actions, NULL, (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		w->pid = 0;
	return failed;
}

enum err writer_start(struct writer *w, const char *const *argv, bool ahead, struct error *e)
{
	char path[PATH_MAX];
	int ends[2] = {-1, -1};
	*w = (struct writer){.name = sub_program(argv[0])};
	enum err result = writer_path(argv[0], path, sizeof path, e);
	if (result != OK)
		return result;
	if (ahead && (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 || fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0))
		result = error_errno(e, ERR_ENV, "cannot run '%s'", path);
	int failed = result == OK ? spawn(w, path, argv, ends[0]) : 0;
	if (ends[0] >= 0)
		close(ends[0]);
	if (failed) {
		errno = failed;
		result = error_errno(e, ERR_ENV, "cannot run '%s'", path);
	}
	if (result != OK && ends[1] >= 0)
		close(ends[1]);
	w->words = result == OK && ends[1] >= 0 ? ends[1] : 0;
	return result;
}

static void hang_up(struct writer *w)
{
	if (w->words)
		close(w->words);
	w->words = 0;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
	return true;
}

void writer_tell(struct writer *w, const char *const *argv)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	if (!w->words)
		return;
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &before);
	bool ok = true;
	for (size_t i = 0; argv[i] && ok; i++)
		ok = write_all(w->words, argv[i], strlen(argv[i]) + 1);
	if (ok)
		(void)write_all(w->words, "", 1); /* the end: what is cut off is no command line */
	sigaction(SIGPIPE, &before, NULL);
	hang_up(w);
}

void writer_stop(struct writer *w)
{
	if (w->pid) {
		kill(w->pid, SIGKILL);
		while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	hang_up(w);
	w->pid = 0;
}

static enum err status_to_err(int status)
{
	for (enum err code = OK; code < ERR_COUNT; code++)
		if (err_exit_status(code) == status)
			return code;
	return ERR_IO;
}

static void end_all(const struct writer *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].pid)
			kill(w[i].pid, SIGTERM);
}

static enum err outcome(const struct writer *w, int status, struct error *e)
{
	if (WIFSIGNALED(status))
		return error_set(e, ERR_ENV, "'%s' was ended by signal %d", w->name, WTERMSIG(status));
	enum err result = status_to_err(WEXITSTATUS(status));
	if (result != OK)
		error_set(e, result, "writing the layers failed (status %d)", WEXITSTATUS(status));
	return result;
}

/* The next of the sub-programs to end. A signal may reach any thread and at any moment, so its flag is looked at now and then. */
static pid_t next_ended(const struct writer *w, size_t n, int *status)
{
	const struct timespec moment = {.tv_nsec = LOOK_NS};
	pid_t ended;
	bool told = false;
	while ((ended = waitpid(-1, status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
		if (map_interrupted() && !told) {
			end_all(w, n);
			told = true;
		}
		nanosleep(&moment, NULL);
	}
	return ended;
}

enum err writer_wait(struct writer *w, size_t n, struct error *e)
{
	enum err result = OK;
	size_t n_left = 0;
	for (size_t i = 0; i < n; i++)
		n_left += w[i].pid != 0;
	while (n_left) {
		int status = 0;
		pid_t ended = next_ended(w, n, &status);
		if (ended < 0)
			return result == OK ? error_errno(e, ERR_ENV, "lost a sub-program") : result;
		for (size_t i = 0; i < n; i++) {
			if (w[i].pid != ended)
				continue;
			w[i].pid = 0;
			n_left--;
			if (result == OK && (result = outcome(&w[i], status, e)) != OK)
				end_all(w, n);
		}
	}
	return result;
}
