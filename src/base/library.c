#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(const char *file, const struct library_symbol *symbols, size_t n, void *table)
{
	void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; handle && i < n; i++) {
		void *address = dlsym(handle, symbols[i].name);
		if (!address)
			return false;
		memcpy((char *)table + symbols[i].offset, &address, sizeof address);
	}
	return handle;
}
