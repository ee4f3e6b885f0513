/*
 * The options that a client of the benchmarks asks for, and the OACK that answers them (RFC 2347, 2348, 2349, 7440).
 */
#ifndef CNFD_BENCHMARKS_OPTIONS_H
#define CNFD_BENCHMARKS_OPTIONS_H

#include "wire.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What is asked for; 0 or false for what is not. */
struct options {
    long block_size, window, timeout;
    bool size;
    char text[128]; /* as it stands in a request */
    size_t length;
};

/* What holds for a transfer. */
struct agreement {
    unsigned block_size, window;
    long size; /* negative when it was not told */
};

static inline struct agreement without_options(void)
{
    return (struct agreement){ .block_size = DEFAULT_BLOCK_SIZE, .window = 1, .size = -1 };
}

static inline void write_option(struct options *options, const char *name, long value)
{
    options->length += (size_t)sprintf(options->text + options->length, "%s%c%ld", name, 0, value) + 1;
}

/* Writes the text, once, when all is known that is asked for. */
static inline void write_options(struct options *options)
{
    if (options->block_size) write_option(options, "blksize", options->block_size);
    if (options->size) write_option(options, "tsize", 0);
    if (options->timeout) write_option(options, "timeout", options->timeout);
    if (options->window) write_option(options, "windowsize", options->window);
}

/* Takes the options of an OACK; false when it says what was not asked for. */
static inline bool agree(const struct options *asked, const char *option, const char *end, struct agreement *agreed)
{
    while (option < end) {
        size_t length = strnlen(option, (size_t)(end - option));
        const char *value = option + length + 1;
        if (value >= end || value + strnlen(value, (size_t)(end - value)) == end) return false;
        long number = strtol(value, NULL, 10);
        if (!strcasecmp(option, "blksize") && number >= SMALLEST_BLOCK_SIZE && number <= asked->block_size)
            agreed->block_size = (unsigned)number;
        else if (!strcasecmp(option, "windowsize") && number >= 1 && number <= asked->window)
            agreed->window = (unsigned)number;
        else if (!strcasecmp(option, "tsize") && asked->size && number >= 0) agreed->size = number;
        else if (strcasecmp(option, "timeout") || number != asked->timeout) return false;
        option = value + strlen(value) + 1;
    }
    return true;
}

#endif
