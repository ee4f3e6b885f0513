/*
 * What the load generator and the reference server share: the numbers of RFC 1350 and RFC 2347 on the wire, a clock,
 * and the rule that a benchmark never leaves the machine.
 */
#ifndef CNFD_BENCHMARKS_WIRE_H
#define CNFD_BENCHMARKS_WIRE_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum opcode { READ_REQUEST = 1, DATA = 3, ACKNOWLEDGMENT = 4, ERROR = 5, OPTION_ACKNOWLEDGMENT = 6 };

enum error_code { FILE_NOT_FOUND = 1, UNKNOWN_TRANSFER = 5, OPTION_REFUSED = 8 };

enum {
    HEADER_SIZE = 4,             /* opcode and block number, RFC 1350 section 5 */
    DEFAULT_BLOCK_SIZE = 512,    /* RFC 1350 section 2 */
    SMALLEST_BLOCK_SIZE = 8,     /* RFC 2348 */
    LARGEST_BLOCK_SIZE = 65464,  /* RFC 2348 */
    LARGEST_WINDOW = 65535,      /* RFC 7440 */
    LARGEST_REQUEST = 512,       /* RFC 2347 section 2 */
};

static const int64_t SECOND = 1000000000; /* nanoseconds */

static inline void write_number(uint8_t *at, unsigned number)
{
    at[0] = (uint8_t)(number >> 8);
    at[1] = (uint8_t)number;
}

static inline unsigned read_number(const uint8_t *at) { return (unsigned)at[0] << 8 | at[1]; }

static inline int64_t read_clock(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

/* An IPv4 loopback address, or false: these programs send floods, and answer anybody. */
static inline bool loopback_address(const char *text, struct in_addr *address)
{
    return inet_pton(AF_INET, text, address) == 1 && ntohl(address->s_addr) >> 24 == IN_LOOPBACKNET;
}

#endif
