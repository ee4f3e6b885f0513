#define _GNU_SOURCE
#include "CCrash.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

/* Whatever hangs on the way out is cut off after this many seconds (alarm(2)). Our own bound. */
enum { most_seconds = 1 };
/* How long the line waits for what is said before it, in turns of 2 ms; two turns in a row with nothing to be said are
   enough. Our own bound: a log that nobody reads takes nothing anyway. */
enum { most_turns = 50, quiet_turns = 2 };

static int log_descriptor = -1;
static int pipe_descriptor = -1;
static atomic_int writers;
static atomic_flag has_crashed = ATOMIC_FLAG_INIT;

/* The program's own code; the linker knows (ld(1)). */
extern const char __executable_start, etext;

static const struct {
    int number;
    const char *name;
} crashes[] = {
    { SIGILL, "SIGILL" }, { SIGTRAP, "SIGTRAP" }, { SIGABRT, "SIGABRT" }, { SIGBUS, "SIGBUS" },
    { SIGFPE, "SIGFPE" }, { SIGSEGV, "SIGSEGV" }, { SIGSYS, "SIGSYS" },
};

static const char *name_of(int signal)
{
    for (size_t index = 0; index < sizeof crashes / sizeof crashes[0]; index++) {
        if (crashes[index].number == signal) return crashes[index].name;
    }
    return "a signal";
}

struct line {
    char text[256];
    size_t length;
};

static void append(struct line *line, const char *text)
{
    size_t length = strlen(text);
    if (length > sizeof line->text - line->length) length = sizeof line->text - line->length;
    memcpy(line->text + line->length, text, length);
    line->length += length;
}

static void append_number(struct line *line, uintptr_t number)
{
    char text[2 + 2 * sizeof number + 1];
    char *digit = text + sizeof text - 1;
    *digit = 0;
    do *--digit = "0123456789abcdef"[number & 15]; while (number >>= 4);
    *--digit = 'x';
    *--digit = '0';
    append(line, digit);
}

static uintptr_t place_of(const void *context)
{
#if defined(__x86_64__)
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.pc;
#else
    return 0;
#endif
}

/* Lets what was written before be written first: the runtime says on standard error why it ends the process. */
static void wait_for_writers(void)
{
    const struct timespec turn = { .tv_nsec = 2000000 };
    int quiet = 0;
    for (int turns = 0; turns < most_turns && quiet < quiet_turns; turns++) {
        int waiting = 0;
        if (pipe_descriptor >= 0) ioctl(pipe_descriptor, FIONREAD, &waiting);
        quiet = waiting == 0 && atomic_load(&writers) <= 0 ? quiet + 1 : 0;
        nanosleep(&turn, NULL);
    }
}

static void tell(int signal, const void *context)
{
    struct line line = { .length = 0 };
    append(&line, "cnfd: It crashed: ");
    append(&line, name_of(signal));
    uintptr_t place = place_of(context), start = (uintptr_t)&__executable_start;
    if (place >= start && place < (uintptr_t)&etext) {
        append(&line, " at cnfd+");
        append_number(&line, place - start);
    }
    append(&line, ". Start it again: what was acknowledged is kept.\n");
    struct pollfd log = { .fd = log_descriptor, .events = POLLOUT };
    /* What is ready takes a line of this length without waiting (pipe(7)). */
    if (poll(&log, 1, 0) == 1 && (log.revents & POLLOUT) != 0) {
        if (write(log_descriptor, line.text, line.length) < 0) return;
    }
}

static void crashed(int signal, siginfo_t *info, void *context)
{
    (void)info;
    /* Another thread is at it, and ends the process. */
    if (atomic_flag_test_and_set(&has_crashed)) for (;;) pause();
    struct sigaction usual = { .sa_handler = SIG_DFL };
    sigaction(SIGALRM, &usual, NULL);
    sigset_t none;
    sigemptyset(&none);
    alarm(most_seconds);
    wait_for_writers();
    tell(signal, context);
    /* No core file: it would hold passwords and keys, and the sockets for as long as it takes to write. */
    prctl(PR_SET_DUMPABLE, 0);
    sigaction(signal, &usual, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    raise(signal);
    _exit(128 + signal);
}

void crash_begin(int log, int pipe)
{
    log_descriptor = log;
    pipe_descriptor = pipe;
    /* On the stack for signals where a thread has one; where a thread without one has used up its own, the kernel ends the
       process without a line. */
    struct sigaction action = { .sa_sigaction = crashed, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGALRM);
    for (size_t index = 0; index < sizeof crashes / sizeof crashes[0]; index++) {
        sigaction(crashes[index].number, &action, NULL);
    }
    /* The runtime traces on this one, too; nothing has crashed. */
    signal(SIGQUIT, SIG_DFL);
}

void crash_log_writers(int change) { atomic_fetch_add(&writers, change); }
