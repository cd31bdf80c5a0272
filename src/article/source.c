#include "article/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_source {
	struct source base;
	int fd;
	uint64_t left; /* bytes that may still be read */
};

static enum err file_read_some(struct source *s, char *bytes, size_t room, size_t *got, struct error *e)
{
	struct file_source *f = (struct file_source *)s;
	ssize_t n;
	*got = 0;
	if (room > f->left)
		room = (size_t)f->left;
	if (!room)
		return OK;
	do {
		n = read(f->fd, bytes, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return error_errno(e, ERR_IO, "cannot read it");
	f->left -= (uint64_t)n;
	*got = (size_t)n;
	return OK;
}

static void file_close(struct source *s)
{
	close(((struct file_source *)s)->fd);
	free(s);
}

static int open_path(const char *path, bool guarded)
{
	int flags = O_RDONLY | O_CLOEXEC;
	if (strcmp(path, "-") == 0)
		return dup(STDIN_FILENO);
	/* What was a file may be a pipe by now, whose opening would wait for ever. */
	return open(path, guarded ? flags | O_NOFOLLOW | O_NONBLOCK : flags);
}

enum err source_open(const char *path, bool guarded, struct source **out, struct error *e)
{
	struct stat st;
	*out = NULL;
	int fd = open_path(path, guarded);
	if (fd < 0)
		return error_errno(e, ERR_IO, "cannot open it");
	bool known = fstat(fd, &st) == 0;
	bool regular = known && S_ISREG(st.st_mode);
	struct file_source *f = NULL;
	enum err result = OK;
	if (guarded && !regular)
		result = error_set(e, ERR_REJECTED, "not a regular file any more");
	else if (known && S_ISDIR(st.st_mode))
		result = error_set(e, ERR_REJECTED, "a folder");
	else if (!(f = calloc(1, sizeof *f)))
		result = error_set(e, ERR_NOMEM, "out of memory");
	if (result != OK) {
		close(fd);
		return result;
	}
	uint64_t size = regular ? (uint64_t)st.st_size : 0;
	*f = (struct file_source){{file_read_some, file_close, size}, fd, size ? size : UINT64_MAX};
	*out = &f->base;
	return OK;
}
