#include "cli/writer.h"

#include "base/file.h"
#include "cli/options.h"
#include "cli/write_commands.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What draws one file does not wait for GDAL's many libraries. */
static const char *sub_program(const char *command)
{
	bool draws = strcmp(command, command_tiles.name) == 0 || strcmp(command, command_poster.name) == 0;
	return draws ? "/../libexec/kharita/kharita-draw" : "/../libexec/kharita/kharita-write";
}

static enum err writer_path(const char *command, char *out, size_t size, struct error *e)
{
	const char *tail = sub_program(command);
	enum err result = exe_dir(out, size - strlen(tail) - 1, e);
	if (result != OK)
		return result;
	memcpy(out + strlen(out), tail, strlen(tail) + 1);
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

static enum err status_to_err(int status)
{
	for (enum err code = OK; code < ERR_COUNT; code++)
		if (err_exit_status(code) == status)
			return code;
	return ERR_IO;
}

enum err writer_run(const char *const *argv, struct error *e)
{
	char path[PATH_MAX];
	enum err result = writer_path(argv[0], path, sizeof path, e);
	if (result != OK)
		return result;
	pid_t child;
	/* posix_spawn takes char *const [] but does not write to the strings. */
	int failed = posix_spawn(&child, path, NULL, NULL, (char *const *)(uintptr_t)argv, environ);
	if (failed) {
		errno = failed;
		return error_errno(e, ERR_ENV, "cannot run '%s'", path);
	}
	int status = 0;
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return error_errno(e, ERR_ENV, "lost '%s'", path);
		kill(child, SIGTERM);
	}
	if (WIFSIGNALED(status))
		return error_set(e, ERR_ENV, "'%s' was ended by signal %d", path, WTERMSIG(status));
	result = status_to_err(WEXITSTATUS(status));
	if (result != OK)
		error_set(e, result, "writing the layers failed (status %d)", WEXITSTATUS(status));
	return result;
}
