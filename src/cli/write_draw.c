/* kharita-draw: the commands that draw. `kharita` starts it with the command line it was given. */
#include "cli/write_commands.h"
#include "cli/write_run.h"

int main(int argc, char **argv)
{
	static const struct write_command commands[] = {
		{"tiles", write_tiles}, {COMMAND_FOLDER_TILES, write_folder_tiles}, {"poster", write_poster}};
	return write_run(commands, sizeof commands / sizeof *commands, argc, argv);
}
