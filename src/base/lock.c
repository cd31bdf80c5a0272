#include "base/lock.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HOLDER_MAX = 256, TRIES = 100 };

/* The holder removes its file when it is done: whoever waited in between holds a file that is no longer there. */
static bool is_current(int fd, const char *path)
{
	struct stat held, named;
	return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
	       held.st_dev == named.st_dev;
}

static enum err in_use(int fd, const char *folder, struct error *e)
{
	char holder[HOLDER_MAX];
	ssize_t n = pread(fd, holder, sizeof holder - 1, 0);
	holder[n > 0 ? n : 0] = '\0';
	holder[strcspn(holder, "\n")] = '\0';
	return error_set(e, ERR_IO, "folder '%s' is in use by %s; wait until it is done, or write into another with -o",
	                 folder, *holder ? holder : "another process");
}

static void sign(int fd, const char *command)
{
	char host[128] = "this host";
	char line[HOLDER_MAX];
	char since[32] = "";
	struct tm tm;
	time_t now = time(NULL);
	(void)gethostname(host, sizeof host - 1);
	if (gmtime_r(&now, &tm))
		strftime(since, sizeof since, "%Y-%m-%dT%H:%M:%SZ", &tm);
	int n = snprintf(line, sizeof line, "'kharita %s', process %ld on %s, since %s\n", command, (long)getpid(), host,
	                 since);
	/* Who holds the folder is a courtesy: a full disk does not keep one from holding it. */
	if (ftruncate(fd, 0) == 0 && n > 0)
		n = (int)pwrite(fd, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1, 0);
	(void)n;
}

enum err lock_take(const char *folder, const char *command, struct folder_lock *out, struct error *e)
{
	*out = (struct folder_lock){.fd = -1, .path = path_join(folder, LOCK_NAME)};
	if (!out->path)
		return error_set(e, ERR_NOMEM, "out of memory");
	for (int i = 0; i < TRIES; i++) {
		int fd = open(out->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
		if (fd < 0) {
			error_errno(e, ERR_IO, "cannot write into folder '%s'", folder);
			break;
		}
		if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
			if (errno == EWOULDBLOCK)
				in_use(fd, folder, e);
			else
				error_errno(e, ERR_IO, "cannot lock folder '%s'", folder);
			close(fd);
			break;
		}
		if (is_current(fd, out->path)) {
			sign(fd, command);
			out->fd = fd;
			return OK;
		}
		close(fd);
		error_set(e, ERR_IO, "cannot lock folder '%s': others take it and leave it all the time", folder);
	}
	free(out->path);
	out->path = NULL;
	return ERR_IO;
}

void lock_release(struct folder_lock *l)
{
	if (l->fd >= 0) {
		unlink(l->path);
		close(l->fd);
	}
	free(l->path);
	*l = (struct folder_lock){.fd = -1};
}
