#define _GNU_SOURCE
#include "CBeneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    FILE_FLAGS = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC,
    LOOK_FLAGS = O_PATH | O_NOFOLLOW | O_CLOEXEC,
    LONGEST_COMPONENT = 255
};

int beneath_open_directory(const char *path)
{
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

static int open_by_component(int directory, const char *path, int flags)
{
    int at = directory, fd = -ENOENT;
    for (;;) {
        size_t length = strcspn(path, "/");
        char component[LONGEST_COMPONENT + 1];
        if (length > LONGEST_COMPONENT) { fd = -ENAMETOOLONG; break; }
        memcpy(component, path, length);
        component[length] = 0;
        if (!length || !strcmp(component, ".") || !strcmp(component, "..")) { fd = -EXDEV; break; }
        bool last = !path[length];
        fd = openat(at, component, last ? flags : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) fd = -errno;
        if (last || fd < 0) break;
        if (at != directory) close(at);
        at = fd;
        path += length + 1;
    }
    if (at != directory) close(at);
    return fd;
}

static int open_beneath(int directory, const char *path, int flags)
{
    struct open_how how = { .flags = (unsigned)flags,
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
    long fd = syscall(SYS_openat2, directory, path, &how, sizeof how);
    if (fd >= 0) return (int)fd;
    /* ENOSYS: an old kernel; EPERM: a sandbox that does not know the call. */
    if (errno == ENOSYS || errno == EPERM) return open_by_component(directory, path, flags);
    return -errno;
}

int beneath_open_file_by_component(int directory, const char *path)
{
    return open_by_component(directory, path, FILE_FLAGS);
}

int beneath_open_file(int directory, const char *path) { return open_beneath(directory, path, FILE_FLAGS); }

int beneath_find(int directory, const char *path, beneath_status *status)
{
    int fd = open_beneath(directory, path, LOOK_FLAGS);
    if (fd < 0) return fd;
    int failure = beneath_read_status(fd, status);
    if (!failure) return fd;
    close(fd);
    return failure;
}

int beneath_look_at(int directory, const char *path, beneath_status *status)
{
    int fd = beneath_find(directory, path, status);
    if (fd < 0) return fd;
    close(fd);
    return 0;
}

int beneath_open_found(int found, int directory, const char *path)
{
    char link[sizeof "/proc/self/fd/" + 3 * sizeof found];
    snprintf(link, sizeof link, "/proc/self/fd/%d", found);
    /* A link, but one that leads to what was found and nowhere else. */
    int fd = open(link, FILE_FLAGS & ~O_NOFOLLOW);
    if (fd >= 0) return fd;
    return errno == ENOENT ? beneath_open_file(directory, path) : -errno;
}

static beneath_status status_of(const struct stat *s)
{
    return (beneath_status){
        .length = s->st_size,
        .modified_seconds = s->st_mtim.tv_sec,
        .modified_nanoseconds = s->st_mtim.tv_nsec,
        .changed_seconds = s->st_ctim.tv_sec,
        .changed_nanoseconds = s->st_ctim.tv_nsec,
        .device = s->st_dev,
        .inode = s->st_ino,
        .links = s->st_nlink,
        .is_regular = S_ISREG(s->st_mode),
    };
}

int beneath_read_status(int file, beneath_status *status)
{
    struct stat s;
    if (fstat(file, &s)) return -errno;
    *status = status_of(&s);
    return 0;
}

int beneath_look_at_path(const char *path, beneath_status *status)
{
    struct stat s;
    if (stat(path, &s)) return -errno;
    *status = status_of(&s);
    return 0;
}

void beneath_will_read_all(int file) { posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL); }
