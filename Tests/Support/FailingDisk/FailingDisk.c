#define _GNU_SOURCE
#include "FailingDisk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct control {
    _Atomic int64_t remaining;
    _Atomic int64_t action;
    _Atomic int64_t calls;
};

static struct control *control;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CNFD_FAILING_DISK");
    if (path == NULL) return;
    int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) abort();
    void *memory = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (memory == MAP_FAILED) abort();
    control = memory;
}

static _Noreturn void die(int64_t what) {
    if (what == failing_disk_crash) {
        static const char line[] = "Fatal error: the disk of a test\n";
        if (write(STDERR_FILENO, line, sizeof line - 1) >= 0) __builtin_trap();
        __builtin_trap();
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/// What is to be done with this call: 0 for nothing.
static int64_t action(void) {
    if (control == NULL) return 0;
    atomic_fetch_add(&control->calls, 1);
    if (atomic_load(&control->remaining) < 0) return 0;
    // Several threads may get here: none passes once nothing remains.
    int64_t before = atomic_fetch_sub(&control->remaining, 1);
    if (before > 0) return 0;
    atomic_store(&control->remaining, 0);
    return atomic_load(&control->action);
}

/// Dies, or answers whether the call fails; `errno` says why.
static int fails(void) {
    int64_t what = action();
    if (what == 0) return 0;
    if (what < 0) die(what);
    // A full disk still writes down what it has room for, and still removes.
    if (what == ENOSPC) return 0;
    errno = (int)what;
    return 1;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    int64_t what = action();
    if (what == failing_disk_tear) next(descriptor, bytes, count / 2, offset);
    if (what < 0) die(what);
    if (what > 0) {
        errno = (int)what;
        return -1;
    }
    return next(descriptor, bytes, count, offset);
}

int ftruncate64(int descriptor, off64_t length) {
    int (*next)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
    return fails() ? -1 : next(descriptor, length);
}

int fdatasync(int descriptor) {
    int (*next)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return fails() ? -1 : next(descriptor);
}

int unlink(const char *path) {
    int (*next)(const char *) = dlsym(RTLD_NEXT, "unlink");
    return fails() ? -1 : next(path);
}

/// Says of a read-only disk that it is one, as the kernel does.
int access(const char *path, int mode) {
    int (*next)(const char *, int) = dlsym(RTLD_NEXT, "access");
    int isReadOnly = control != NULL && atomic_load(&control->remaining) == 0 && atomic_load(&control->action) == EROFS;
    if (isReadOnly && (mode & W_OK) != 0) {
        errno = EROFS;
        return -1;
    }
    return next(path, mode);
}
