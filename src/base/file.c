#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

enum err file_read(const char *path, struct buf *out, struct error *e)
{
	bool is_stdin = strcmp(path, "-") == 0;
	FILE *f = is_stdin ? stdin : fopen(path, "rb");
	if (!f)
		return error_errno(e, ERR_IO, "cannot open '%s'", path);
	enum err result = OK;
	size_t n = 1;
	while (result == OK && n > 0) {
		size_t room = out->max - out->len < CHUNK ? out->max - out->len : CHUNK;
		char beyond;
		if (room > 0 && !buf_reserve(out, room)) {
			result = error_set(e, ERR_NOMEM, "no memory to read '%s'", path);
			break;
		}
		n = fread(room ? out->ptr + out->len : &beyond, 1, room ? room : 1, f);
		if (room == 0 && n > 0)
			result = error_set(e, ERR_LIMIT, "'%s' is larger than %zu bytes", path, out->max);
		else
			out->len += n;
		if (ferror(f))
			result = error_errno(e, ERR_IO, "cannot read '%s'", path);
	}
	if (!is_stdin)
		fclose(f);
	return result;
}

enum err file_map(const char *path, struct file_map *out, struct error *e)
{
	struct stat st;
	*out = (struct file_map){NULL, 0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_errno(e, ERR_IO, "cannot open '%s'", path);
	if (fstat(fd, &st) != 0) {
		close(fd);
		return error_errno(e, ERR_IO, "cannot read '%s'", path);
	}
	if (st.st_size <= 0) {
		close(fd);
		return error_set(e, ERR_DATA, "'%s' is empty", path);
	}
	void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return error_errno(e, ERR_IO, "cannot map '%s'", path);
	out->ptr = p;
	out->len = (size_t)st.st_size;
	return OK;
}

void file_unmap(struct file_map *m)
{
	if (m->ptr)
		munmap((void *)(uintptr_t)m->ptr, m->len);
	*m = (struct file_map){NULL, 0};
}

enum err atomic_file_open(struct atomic_file *f, const char *path, struct error *e)
{
	size_t len = strlen(path);
	*f = (struct atomic_file){0};
	f->target = malloc(len + 1);
	f->temporary = malloc(len + sizeof ".XXXXXX");
	if (!f->target || !f->temporary) {
		atomic_file_abort(f);
		return error_set(e, ERR_NOMEM, "no memory to write '%s'", path);
	}
	memcpy(f->target, path, len + 1);
	memcpy(f->temporary, path, len);
	memcpy(f->temporary + len, ".XXXXXX", sizeof ".XXXXXX");
	int fd = mkstemp(f->temporary);
	if (fd < 0) {
		error_errno(e, ERR_IO, "cannot write '%s'", path);
		free(f->temporary);
		f->temporary = NULL;
		atomic_file_abort(f);
		return ERR_IO;
	}
	mode_t mask = umask(0);
	umask(mask);
	(void)fchmod(fd, 0666 & ~mask);
	f->stream = fdopen(fd, "wb");
	if (!f->stream) {
		close(fd);
		atomic_file_abort(f);
		return error_errno(e, ERR_IO, "cannot write '%s'", path);
	}
	return OK;
}

enum err atomic_file_commit(struct atomic_file *f, struct error *e)
{
	bool bad = ferror(f->stream) != 0;
	if (fflush(f->stream) != 0)
		bad = true;
	int saved = errno;
	if (fclose(f->stream) != 0)
		bad = true;
	f->stream = NULL;
	if (bad) {
		errno = saved ? saved : EIO;
		error_errno(e, ERR_IO, "cannot write '%s'", f->target);
		atomic_file_abort(f);
		return ERR_IO;
	}
	if (rename(f->temporary, f->target) != 0) {
		error_errno(e, ERR_IO, "cannot replace '%s'", f->target);
		atomic_file_abort(f);
		return ERR_IO;
	}
	free(f->temporary);
	f->temporary = NULL;
	atomic_file_abort(f);
	return OK;
}

void atomic_file_abort(struct atomic_file *f)
{
	if (f->stream)
		fclose(f->stream);
	if (f->temporary)
		unlink(f->temporary);
	free(f->temporary);
	free(f->target);
	*f = (struct atomic_file){0};
}

enum err file_write(const char *path, struct sv content, struct error *e)
{
	struct atomic_file f;
	enum err result = atomic_file_open(&f, path, e);
	if (result != OK)
		return result;
	if (content.len && fwrite(content.ptr, 1, content.len, f.stream) != content.len) {
		result = error_errno(e, ERR_IO, "cannot write '%s'", path);
		atomic_file_abort(&f);
		return result;
	}
	return atomic_file_commit(&f, e);
}

enum err dir_make(const char *path, struct error *e)
{
	size_t len = strlen(path);
	char *copy = malloc(len + 1);
	if (!copy)
		return error_set(e, ERR_NOMEM, "no memory to make '%s'", path);
	memcpy(copy, path, len + 1);
	enum err result = OK;
	for (size_t i = 1; i <= len && result == OK; i++) {
		if (copy[i] != '/' && copy[i] != '\0')
			continue;
		char c = copy[i];
		copy[i] = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			result = error_errno(e, ERR_IO, "cannot make folder '%s'", copy);
		copy[i] = c;
	}
	struct stat st;
	if (result == OK && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
		result = error_set(e, ERR_IO, "'%s' is not a folder", path);
	free(copy);
	return result;
}

char *path_join(const char *dir, const char *name)
{
	size_t a = strlen(dir);
	size_t b = strlen(name);
	char *out = malloc(a + b + 2);
	if (!out)
		return NULL;
	memcpy(out, dir, a);
	if (a && dir[a - 1] != '/')
		out[a++] = '/';
	memcpy(out + a, name, b + 1);
	return out;
}

enum err exe_dir(char *out, size_t size, struct error *e)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	if (n <= 0)
		return error_errno(e, ERR_ENV, "cannot tell where the program lies");
	out[n] = '\0';
	char *slash = strrchr(out, '/');
	if (slash)
		*slash = '\0';
	return OK;
}
