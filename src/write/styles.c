#include "write/styles.h"

#include "base/file.h"

#include <unistd.h>

/* The program lies in bin/ or libexec/kharita/. */
enum err styles_find(const char *name, char *out, size_t size, struct error *e)
{
	static const char *const folders[] = {"../share/kharita/styles", "../../share/kharita/styles"};
	char dir[2048];
	enum err result = exe_dir(dir, sizeof dir, e);
	if (result != OK)
		return result;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		int n = snprintf(out, size, "%s/%s/%s", dir, folders[i], name);
		if (n > 0 && (size_t)n < size && access(out, R_OK) == 0)
			return OK;
	}
	return error_set(e, ERR_IO, "no '%.500s'; install styles/%s there", out, name);
}
