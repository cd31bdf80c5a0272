/* dladdr() is no part of POSIX 2008. */
#define _GNU_SOURCE
#include "api/locate.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char this_file = 0;

bool locate_gazetteer(char *path, size_t size)
{
	static const char *const beside[] = {"../share/kharita/kharita.gaz", "../../share/kharita/kharita.gaz"};
	Dl_info info;
	bool found = false;
	/* Links to the library lead to where its parts are. */
	char *own = dladdr(&this_file, &info) && info.dli_fname ? realpath(info.dli_fname, NULL) : NULL;
	char *slash = own ? strrchr(own, '/') : NULL;
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && !found && i < sizeof beside / sizeof *beside; i++) {
		int n = snprintf(path, size, "%s/%s", own, beside[i]);
		found = n > 0 && (size_t)n < size && access(path, R_OK) == 0;
	}
	free(own);
	return found;
}
