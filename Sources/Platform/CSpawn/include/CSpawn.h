/*
 * Starting programs: what Swift cannot say of posix_spawn, whose newer functions are for GNU programs only.
 */
#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

/* Starts the program at the path, without arguments, as the leader of a process group of its own. Of this process it gets
   the environment, standard output and standard error, and one descriptor as its standard input; it ignores and blocks no
   signal. Returns its number, or a negative errno. */
pid_t spawn_program(const char *path, int standard_input);

#endif
