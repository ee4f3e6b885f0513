#define _GNU_SOURCE
#include "CSpawn.h"

#include <signal.h>
#include <spawn.h>
#include <unistd.h>

static int set_actions(posix_spawn_file_actions_t *actions, int standard_input)
{
    int failed = posix_spawn_file_actions_adddup2(actions, standard_input, STDIN_FILENO);
    /* Libraries open sockets that survive an exec, the control socket for one: a program that had it would keep it open,
       and silent, for a daemon that is gone. */
    return failed ? failed : posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int failed = posix_spawnattr_setpgroup(attributes, 0);
    if (!failed) failed = posix_spawnattr_setsigmask(attributes, &none);
    if (!failed) failed = posix_spawnattr_setsigdefault(attributes, &all);
    if (failed) return failed;
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

pid_t spawn_program(const char *path, int standard_input)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t id = 0;
    char *arguments[] = { (char *)path, NULL };
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return -failed;
    failed = posix_spawnattr_init(&attributes);
    if (!failed) {
        failed = set_actions(&actions, standard_input);
        if (!failed) failed = set_attributes(&attributes);
        if (!failed) failed = posix_spawn(&id, path, &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -failed : id;
}
