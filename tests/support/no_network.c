/* Runs a command that is killed (SIGSYS) by its first try to make a socket that leads out of the machine, its children
 * too.   no_network COMMAND [ARGUMENT...]   Ends as the command does; 77: this system has no such filters. */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { NO_FILTERS = 77 };

#ifdef ARCHITECTURE
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* Goes on, or passes over so many rows, when the value loaded is this one, or another. */
#define IF_EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define END(action) BPF_STMT(BPF_RET | BPF_K, (action))

static int forbid(void)
{
	struct sock_filter code[] = {
		LOAD(arch),
		IF_EQUAL(ARCHITECTURE, 0, 5),
		LOAD(nr),
		IF_EQUAL(__NR_socket, 0, 2),
		LOAD(args[0]),
		IF_EQUAL(AF_UNIX, 0, 1), /* libraries ask daemons of the machine for names of users */
		END(SECCOMP_RET_ALLOW),
		END(SECCOMP_RET_KILL_PROCESS),
	};
	const struct sock_fprog program = {.len = sizeof code / sizeof *code, .filter = code};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static int forbid(void)
{
	errno = ENOSYS;
	return -1;
}
#endif

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	if (forbid() != 0) {
		fprintf(stderr, "no_network: no filters of system calls here: %s\n", strerror(errno));
		return NO_FILTERS;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}
