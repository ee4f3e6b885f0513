/*
 * Opening files beneath a directory and nowhere else: what Swift cannot say of openat2.
 *
 * Functions return 0 or a file descriptor on success and a negative errno on failure.
 */
#ifndef CBENEATH_H
#define CBENEATH_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t length;                 /* bytes */
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    int64_t changed_seconds;        /* of the inode: its owner, mode, links or contents */
    int64_t changed_nanoseconds;
    uint64_t device;                /* with the inode, which file it is */
    uint64_t inode;
    uint64_t links;                 /* names that the file has */
    bool is_regular;
} beneath_status;

/* A directory to open files beneath. */
int beneath_open_directory(const char *path);
/* Looks at what a path leads to without opening it, so that a device or a FIFO notices nothing. The path is as for
   beneath_open_file. */
int beneath_look_at(int directory, const char *path, beneath_status *status);
/* Finds what a path leads to and looks at it without opening it; a descriptor that stands for it (O_PATH). */
int beneath_find(int directory, const char *path, beneath_status *status);
/* Opens for reading what was found, whatever the path leads to by now. Without /proc the path is followed again. */
int beneath_open_found(int found, int directory, const char *path);
/* Looks at what a path leads to, links and all; 0 or a negative errno. */
int beneath_look_at_path(const char *path, beneath_status *status);
/* Opens a file for reading. The path is relative, follows no link, cannot lead out of the directory, and the open does not
   wait for a FIFO's other end. */
int beneath_open_file(int directory, const char *path);
/* The same without openat2, which Linux before 5.6 and some sandboxes lack. */
int beneath_open_file_by_component(int directory, const char *path);
int beneath_read_status(int file, beneath_status *status);
/* Tells the kernel that a file will be read from beginning to end. */
void beneath_will_read_all(int file);

#endif
