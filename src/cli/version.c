#include "cli/version.h"

#include "cli/options.h"
#include "gazetteer/gazetteer.h"

#include <jansson.h>
#include <stdio.h>
#include <unicode/uvernum.h>

const struct version *versions(void)
{
	static struct version table[6];
	table[0] = (struct version){"kharita", KHARITA_VERSION};
	table[1] = (struct version){"GDAL", KHARITA_GDAL_VERSION};
	table[2] = (struct version){"PROJ", KHARITA_PROJ_VERSION};
	table[3] = (struct version){"ICU", U_ICU_VERSION};
	table[4] = (struct version){"jansson", jansson_version_str()};
	return table;
}

int version_print(void)
{
	struct error e;
	struct gazetteer *g = NULL;
	for (const struct version *v = versions(); v->name; v++)
		printf("%s %s\n", v->name, v->text);
	if (gazetteer_open(NULL, &g, &e) == OK)
		printf("gazetteer %.*s (%zu places)\n", SV_ARG(gazetteer_date(g)), gazetteer_count(g));
	else
		printf("gazetteer: none (%s)\n", e.msg);
	gazetteer_close(g);
	return fflush(stdout) == 0 ? 0 : err_exit_status(ERR_IO);
}
