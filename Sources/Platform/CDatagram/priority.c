#define _GNU_SOURCE
#include "CDatagram.h"

/* Not beside <sched.h>, which defines the same type again in Debian 12. */
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

void datagram_lower_thread(void)
{
    /* 0 is the calling thread, not its process (setpriority(2), C library/kernel differences). */
    (void)setpriority(PRIO_PROCESS, 0, 19);
}

void datagram_shorten_slices(uint64_t nanoseconds)
{
    struct sched_attr attributes = {
        .size = sizeof attributes,
        .sched_policy = SCHED_NORMAL,
        .sched_nice = getpriority(PRIO_PROCESS, 0),
        .sched_runtime = nanoseconds,
    };
    /* Older kernels take no notice. */
    (void)syscall(SYS_sched_setattr, 0, &attributes, 0);
}
