#define _GNU_SOURCE
#include "CBeneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILE_FLAGS = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC, LONGEST_COMPONENT = 255 };

int beneath_open_directory(const char *path)
{
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int beneath_open_file_by_component(int directory, const char *path)
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
        fd = openat(at, component, last ? FILE_FLAGS : O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) fd = -errno;
        if (last || fd < 0) break;
        if (at != directory) close(at);
        at = fd;
        path += length + 1;
    }
    if (at != directory) close(at);
    return fd;
}

int beneath_open_file(int directory, const char *path)
{
    struct open_how how = { .flags = FILE_FLAGS,
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
    long fd = syscall(SYS_openat2, directory, path, &how, sizeof how);
    if (fd >= 0) return (int)fd;
    /* ENOSYS: an old kernel; EPERM: a sandbox that does not know the call. */
    if (errno == ENOSYS || errno == EPERM) return beneath_open_file_by_component(directory, path);
    return -errno;
}

int beneath_read_status(int file, beneath_status *status)
{
    struct stat s;
    if (fstat(file, &s)) return -errno;
    *status = (beneath_status){ s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec, S_ISREG(s.st_mode) };
    return 0;
}

void beneath_will_read_all(int file) { posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL); }
