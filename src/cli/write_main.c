/* kharita-write: the commands that export. `kharita` starts it with the command line it was given. */
#include "cli/write_commands.h"
#include "cli/write_run.h"

int main(int argc, char **argv)
{
	static const struct write_command commands[] = {
		{"layers", write_layers}, {COMMAND_ALL_BUT_TILES, write_all_but_tiles}, {"gazetteer", write_gazetteer}};
	return write_run(commands, sizeof commands / sizeof *commands, argc, argv);
}
