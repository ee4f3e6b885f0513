/*
 * emulator: a network path in one process, for kernels without netem. See `usage` below.
 *
 * It makes two network namespaces that only it connects (tunnel.h), and forwards IP between them as a router and a link
 * would: the router's MTU first, then a queue that drops what does not fit, the time on the wire, and then what the far
 * end of the link gets: late, twice, out of order, damaged or not at all. Random numbers come from a seed, so that a
 * path's n-th packet meets the same fate in each run.
 */
#define _GNU_SOURCE
#include "datagram.h"
#include "flows.h"
#include "tunnel.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>

static const char usage[] =
    "usage: emulator [flags]\n"
    "Makes the two ends of a path, says where they are and forwards until it gets SIGTERM, or until the pipe at its\n"
    "standard input is closed. nsenter --net=/proc/PID/fd/N COMMAND runs a command at an end.\n"
    "  servers: 192.0.2.1, 2001:db8::1; clients: 198.51.100.1, 2001:db8:1::1 and those that follow\n"
    "\n"
    "  --clients N        addresses at the clients' end (default 1)\n"
    "  --mtu N            of the devices at both ends (default 1500)\n"
    "  --seed N           of the random numbers (default 1)\n"
    "  --statistics FILE  where to write what was counted, as JSON, on SIGUSR1 and at the end\n"
    "\n"
    "Each of these has one value for both directions, or DOWN/UP: to the clients, and from them.\n"
    "  --rate B           bit/s of IP (default: no limit)\n"
    "  --queue N          packets that wait for the wire at most (default 1000)\n"
    "  --queue-octets N   the same in octets (default: no limit)\n"
    "  --delay MS         from end to end (default 0)\n"
    "  --jitter MS        further delay of 0 to MS; packets stay in order\n"
    "  --loss P           share of packets that are lost, 0 to 1\n"
    "  --duplicate P      that come twice\n"
    "  --reorder P        that others overtake: they come up to --reorder-by MS (default 20) later\n"
    "  --corrupt P        in which one bit behind the IP header is wrong\n"
    "  --router-mtu N     IPv4 without DF is cut up, everything else is dropped and its sender told by ICMP\n"
    "  --drop-icmp        no ICMP passes, the router's own neither; for both directions\n";

enum {
    MOST_CLIENTS = MOST_ADDRESSES,
    BATCH = 64,              /* packets taken from one end before looking at the other */
    REAL_TIME_PRIORITY = 10, /* above all that is not real-time */
};

struct settings {
    double rate, delay, jitter, loss, duplicate, reorder, reorder_by, corrupt, queue, queue_octets, router_mtu;
};

struct packet {
    int64_t due;
    uint64_t turn; /* of equal ones the first goes first */
    enum side sender;
    struct flow *flow; /* that it counts for when it comes; NULL for none, or when it is damaged */
    size_t length;
    uint8_t octets[];
};

/* A packet that waits for the wire or is on it. */
struct waiting {
    int64_t until;
    size_t length;
};

struct direction {
    struct settings settings;
    uint64_t random;
    int64_t wire_free_at, last_due;
    struct waiting *waiting; /* a ring of `queue` + 1: one is on the wire */
    size_t first_waiting, waiting_count, waiting_octets;
    /* What was counted. */
    uint64_t packets, octets, udp_octets, delivered_packets, delivered_octets, not_written, ignored;
    uint64_t queue_full, lost, duplicated, reordered, corrupted, fragments, too_big, icmp_sent, icmp_dropped;
    size_t longest_queue, most_queued_octets;
};

static struct direction directions[SIDES]; /* by the side that sends */
static struct tunnel tunnels[SIDES];
static bool drops_icmp;
static struct packet **heap;
static size_t heap_count, heap_room;
static uint64_t turns;
static int64_t now, begun;
static struct { uint64_t count; int64_t sum, most; } lateness;
static uint8_t router4[4], router6[16];
static volatile sig_atomic_t is_over, is_asked;

static void fail(const char *format, ...)
{
    int error = errno;
    va_list arguments;
    va_start(arguments, format);
    fputs("emulator: ", stderr);
    vfprintf(stderr, format, arguments);
    if (error) fprintf(stderr, ": %s", strerror(error));
    fputc('\n', stderr);
    exit(2);
}

/* Random numbers: splitmix64, for each direction its own */

static uint64_t next_random(struct direction *direction)
{
    uint64_t bits = direction->random += 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
    return bits ^ bits >> 31;
}

static double random_share(struct direction *direction) { return (double)(next_random(direction) >> 11) * 0x1p-53; }

/* Packets that are due, in a binary heap */

static bool is_before(const struct packet *left, const struct packet *right)
{
    return left->due < right->due || (left->due == right->due && left->turn < right->turn);
}

static void schedule(const uint8_t *octets, size_t length, enum side sender, struct flow *flow, int64_t due)
{
    if (heap_count == heap_room && !(heap = realloc(heap, (heap_room = 2 * heap_room + 1024) * sizeof *heap)))
        fail("no memory");
    struct packet *packet = malloc(sizeof *packet + length);
    if (!packet) fail("no memory");
    *packet = (struct packet){ .due = due, .turn = turns++, .sender = sender, .flow = flow, .length = length };
    memcpy(packet->octets, octets, length);
    size_t place = heap_count++;
    for (size_t above; place && is_before(packet, heap[above = (place - 1) / 2]); place = above)
        heap[place] = heap[above];
    heap[place] = packet;
}

static struct packet *take_first(void)
{
    struct packet *first = heap[0], *last = heap[--heap_count];
    size_t place = 0;
    for (size_t child; (child = 2 * place + 1) < heap_count; place = child) {
        if (child + 1 < heap_count && is_before(heap[child + 1], heap[child])) child++;
        if (!is_before(heap[child], last)) break;
        heap[place] = heap[child];
    }
    heap[place] = last;
    return first;
}

static void deliver(const struct packet *packet)
{
    struct direction *direction = &directions[packet->sender];
    int64_t late = now - packet->due;
    lateness.count++;
    lateness.sum += late;
    if (late > lateness.most) lateness.most = late;
    if (write(tunnels[!packet->sender].device, packet->octets, packet->length) != (ssize_t)packet->length) {
        direction->not_written++;
        return;
    }
    direction->delivered_packets++;
    direction->delivered_octets += packet->length;
    if (packet->flow) packet->flow->sides[packet->sender].last_came = now;
}

/* The link */

/* When the last bit of a packet of this length has left, or -1 when the queue is full. */
static int64_t pass_queue(struct direction *direction, size_t length)
{
    const struct settings *settings = &direction->settings;
    if (settings->rate <= 0) return now;
    size_t room = (size_t)settings->queue + 1;
    while (direction->waiting_count && direction->waiting[direction->first_waiting].until <= now) {
        direction->waiting_octets -= direction->waiting[direction->first_waiting].length;
        direction->first_waiting = (direction->first_waiting + 1) % room;
        direction->waiting_count--;
    }
    bool is_full = settings->queue_octets > 0 && direction->waiting_count
        && (double)(direction->waiting_octets + length) > settings->queue_octets;
    if (is_full || direction->waiting_count == room) { direction->queue_full++; return -1; }
    int64_t start = direction->wire_free_at > now ? direction->wire_free_at : now;
    direction->wire_free_at = start + (int64_t)((double)length * 8e9 / settings->rate);
    direction->waiting[(direction->first_waiting + direction->waiting_count++) % room] =
        (struct waiting){ direction->wire_free_at, length };
    direction->waiting_octets += length;
    if (direction->waiting_count > direction->longest_queue) direction->longest_queue = direction->waiting_count;
    if (direction->waiting_octets > direction->most_queued_octets)
        direction->most_queued_octets = direction->waiting_octets;
    return direction->wire_free_at;
}

static void cross_link(uint8_t *octets, size_t length, size_t header, enum side sender, struct flow *flow)
{
    struct direction *direction = &directions[sender];
    const struct settings *settings = &direction->settings;
    /* Every packet takes all its numbers, so that what one draws does not depend on the fate of others. */
    double shares[6];
    for (int index = 0; index < 6; index++) shares[index] = random_share(direction);
    uint64_t bit = next_random(direction);

    int64_t left = pass_queue(direction, length);
    if (left < 0) return;
    if (shares[0] < settings->loss) { direction->lost++; return; }
    int64_t due = left + (int64_t)((settings->delay + shares[1] * settings->jitter) * 1e6);
    if (due < direction->last_due) due = direction->last_due; /* jitter alone changes no order */
    if (shares[2] < settings->reorder) {
        direction->reordered++;
        due += (int64_t)(shares[3] * settings->reorder_by * 1e6);
    } else {
        direction->last_due = due;
    }
    if (shares[4] < settings->corrupt && length > header) {
        direction->corrupted++;
        flow = NULL;
        bit %= (length - header) * 8;
        octets[header + bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    schedule(octets, length, sender, flow, due);
    if (shares[5] < settings->duplicate) {
        direction->duplicated++;
        schedule(octets, length, sender, flow, due);
    }
}

/* The router before it */

static void refuse_too_big(const uint8_t *octets, size_t length, const struct datagram *datagram, enum side sender)
{
    struct direction *direction = &directions[sender];
    direction->too_big++;
    bool is_icmp = datagram->protocol == PROTOCOL_ICMP || datagram->protocol == PROTOCOL_ICMP6;
    if (drops_icmp || is_icmp || !datagram->is_first) return;
    uint8_t reply[QUOTED6];
    const void *router = datagram->is_ipv6 ? router6 : router4;
    size_t count = say_too_big(octets, length, (size_t)direction->settings.router_mtu, router, reply);
    direction->icmp_sent++;
    schedule(reply, count, !sender, NULL, now + (int64_t)(direction->settings.delay * 1e6)); /* half the way and back */
}

static void route(uint8_t *octets, size_t length, enum side sender)
{
    static uint8_t fragment[LARGEST_IP];
    struct direction *direction = &directions[sender];
    struct datagram datagram = read_datagram(octets, length);
    bool is_icmp = datagram.protocol == PROTOCOL_ICMP || datagram.protocol == PROTOCOL_ICMP6;
    const uint8_t *to = datagram.destination;
    /* Multicast and link-local: what the kernel says to its neighbours ends here. */
    if (!datagram.valid || (datagram.is_ipv6 ? to[0] >= 0xfe : to[0] >= 224)) { direction->ignored++; return; }
    direction->packets++;
    direction->octets += length;
    if (datagram.is_first) direction->udp_octets += datagram.payload;
    struct flow *flow = find_flow(&datagram, sender);
    if (flow) {
        struct flow_side *sent = &flow->sides[sender];
        if (!flow->first) flow->first = now;
        sent->packets++;
        sent->octets += datagram.payload;
        sent->last_sent = now;
    }
    if (is_icmp && drops_icmp) { direction->icmp_dropped++; return; }
    size_t mtu = (size_t)direction->settings.router_mtu;
    if (!mtu || length <= mtu) {
        cross_link(octets, length, datagram.header, sender, flow);
    } else if (datagram.is_ipv6 || !datagram.may_be_cut) {
        refuse_too_big(octets, length, &datagram, sender);
    } else {
        size_t offset = 0, count;
        while ((count = cut_fragment(octets, length, mtu, &offset, fragment))) {
            direction->fragments++;
            cross_link(fragment, count, datagram.header, sender, flow);
        }
    }
}

/* The loop */

static bool take_packets(enum side side)
{
    static uint8_t octets[LARGEST_IP];
    for (int index = 0; index < BATCH; index++) {
        ssize_t length = read(tunnels[side].device, octets, sizeof octets);
        if (length <= 0) return false;
        now = read_clock(CLOCK_MONOTONIC);
        route(octets, (size_t)length, side);
    }
    return true;
}

static void deliver_what_is_due(void)
{
    while (heap_count && heap[0]->due <= (now = read_clock(CLOCK_MONOTONIC))) {
        struct packet *packet = take_first();
        deliver(packet);
        free(packet);
    }
}

static void write_direction(FILE *file, const char *name, const struct direction *direction)
{
    const struct { const char *name; uint64_t count; } counts[] = {
        { "packets", direction->packets }, { "octets", direction->octets }, { "udp_octets", direction->udp_octets },
        { "delivered_packets", direction->delivered_packets }, { "delivered_octets", direction->delivered_octets },
        { "not_written", direction->not_written }, { "ignored", direction->ignored },
        { "queue_full", direction->queue_full }, { "lost", direction->lost }, { "duplicated", direction->duplicated },
        { "reordered", direction->reordered }, { "corrupted", direction->corrupted },
        { "fragments", direction->fragments }, { "too_big", direction->too_big },
        { "icmp_sent", direction->icmp_sent }, { "icmp_dropped", direction->icmp_dropped },
        { "longest_queue", direction->longest_queue }, { "most_queued_octets", direction->most_queued_octets },
    };
    fprintf(file, "\"%s\":{", name);
    for (size_t index = 0; index < sizeof counts / sizeof *counts; index++)
        fprintf(file, "%s\"%s\":%llu", index ? "," : "", counts[index].name, (unsigned long long)counts[index].count);
    fputs("},\n", file);
}

static void write_statistics(const char *path)
{
    char next[4096];
    if (!path) return;
    snprintf(next, sizeof next, "%s.next", path);
    FILE *file = fopen(next, "w");
    if (!file) fail("cannot write %s", next);
    fprintf(file, "{\"seconds\":%.6f,", (double)(read_clock(CLOCK_MONOTONIC) - begun) / 1e9);
    double mean = lateness.count ? (double)lateness.sum / (double)lateness.count : 0;
    fprintf(file, "\"lateness_ms\":{\"mean\":%.4f,\"most\":%.4f},\"under_way\":%zu,\n", mean / 1e6,
        (double)lateness.most / 1e6, heap_count);
    write_direction(file, "down", &directions[SERVERS]);
    write_direction(file, "up", &directions[CLIENTS]);
    fprintf(file, "\"flows_left_out\":%llu,\"flows\":[", (unsigned long long)flows_left_out);
    write_flows(file, begun);
    fputs("\n]}\n", file);
    if (fclose(file) || rename(next, path)) fail("cannot write %s", path);
}

static void run(const char *statistics, const sigset_t *signals)
{
    struct stat input;
    /* Whoever started it with a pipe has it end with them. */
    bool has_pipe = !fstat(STDIN_FILENO, &input) && S_ISFIFO(input.st_mode);
    struct pollfd ends[] = {
        { .fd = tunnels[SERVERS].device, .events = POLLIN }, { .fd = tunnels[CLIENTS].device, .events = POLLIN },
        { .fd = has_pipe ? STDIN_FILENO : -1 },
    };
    while (!is_over && !(ends[2].revents & (POLLHUP | POLLERR))) {
        if (is_asked) { is_asked = 0; write_statistics(statistics); }
        deliver_what_is_due();
        bool has_more = take_packets(SERVERS);
        has_more |= take_packets(CLIENTS);
        int64_t wait = 0;
        now = read_clock(CLOCK_MONOTONIC);
        if (!has_more && heap_count && heap[0]->due > now) wait = heap[0]->due - now;
        struct timespec timeout = { wait / SECOND, wait % SECOND };
        if (ppoll(ends, 3, has_more || heap_count ? &timeout : NULL, signals) < 0 && errno != EINTR) fail("ppoll");
    }
    write_statistics(statistics);
}

/* The command line */

static double number(const char *name, const char *text, char **rest, double least, double most)
{
    double value = strtod(text, rest);
    errno = 0;
    if (*rest == text || !(value >= least && value <= most))
        fail("--%s takes %g to %g, not %s", name, least, most, text);
    return value;
}

static double one_number(const char *name, const char *text, double least, double most)
{
    char *rest;
    double value = number(name, text, &rest, least, most);
    if (*rest) fail("--%s takes one number, not %s", name, text);
    return value;
}

static void read_setting(const char *name, const char *text, size_t offset, double least, double most)
{
    char *rest;
    double down = number(name, text, &rest, least, most), up = down;
    if (*rest == '/') up = number(name, rest + 1, &rest, least, most);
    if (*rest) fail("--%s takes N or DOWN/UP, not %s", name, text);
    *(double *)((char *)&directions[SERVERS].settings + offset) = down;
    *(double *)((char *)&directions[CLIENTS].settings + offset) = up;
}

static const struct path_flag { const char *name; size_t offset; double least, most, usual; } path_flags[] = {
    { "rate", offsetof(struct settings, rate), 1000, 1e11, 0 },
    { "queue", offsetof(struct settings, queue), 0, 1e6, 1000 },
    { "queue-octets", offsetof(struct settings, queue_octets), 1, 1e9, 0 },
    { "delay", offsetof(struct settings, delay), 0, 60000, 0 },
    { "jitter", offsetof(struct settings, jitter), 0, 60000, 0 },
    { "loss", offsetof(struct settings, loss), 0, 1, 0 },
    { "duplicate", offsetof(struct settings, duplicate), 0, 1, 0 },
    { "reorder", offsetof(struct settings, reorder), 0, 1, 0 },
    { "reorder-by", offsetof(struct settings, reorder_by), 0, 60000, 20 },
    { "corrupt", offsetof(struct settings, corrupt), 0, 1, 0 },
    { "router-mtu", offsetof(struct settings, router_mtu), 68, LARGEST_IP, 0 }, /* 68: RFC 791 section 3.2 */
};
enum { PATH_FLAGS = sizeof path_flags / sizeof *path_flags };

static struct { unsigned clients; int mtu; uint64_t seed; const char *statistics; } general = { 1, 1500, 1, NULL };

static void read_flags(int argc, char **argv)
{
    enum flag { CLIENT_COUNT = PATH_FLAGS, MTU, SEED, STATISTICS, DROP_ICMP, HELP, ALL_FLAGS };
    struct option flags[ALL_FLAGS + 1] = {
        [CLIENT_COUNT] = { "clients", 1, 0, CLIENT_COUNT }, [MTU] = { "mtu", 1, 0, MTU },
        [SEED] = { "seed", 1, 0, SEED }, [STATISTICS] = { "statistics", 1, 0, STATISTICS },
        [DROP_ICMP] = { "drop-icmp", 0, 0, DROP_ICMP }, [HELP] = { "help", 0, 0, HELP },
    };
    for (int index = 0; index < PATH_FLAGS; index++) {
        flags[index] = (struct option){ path_flags[index].name, 1, 0, index };
        for (int side = 0; side < SIDES; side++)
            *(double *)((char *)&directions[side].settings + path_flags[index].offset) = path_flags[index].usual;
    }
    for (int flag; (flag = getopt_long(argc, argv, "", flags, NULL)) != -1;) {
        switch (flag) {
        case CLIENT_COUNT: general.clients = (unsigned)one_number("clients", optarg, 1, MOST_CLIENTS); break;
        case MTU: general.mtu = (int)one_number("mtu", optarg, 1280, LARGEST_IP); break; /* 1280: IPv6's least */
        case SEED: general.seed = (uint64_t)one_number("seed", optarg, 0, 1e15); break;
        case STATISTICS: general.statistics = optarg; break;
        case DROP_ICMP: drops_icmp = true; break;
        case HELP: fputs(usage, stdout); exit(0);
        case '?': fputs(usage, stderr); exit(2);
        default:
            read_setting(path_flags[flag].name, optarg, path_flags[flag].offset, path_flags[flag].least,
                path_flags[flag].most);
        }
    }
    if (optind < argc) { fputs(usage, stderr); exit(2); }
}

static void end_run(int signal) { is_over = signal; }
static void ask(int signal) { is_asked = signal; }

/* Signals come in ppoll(2) alone. */
static sigset_t catch_signals(void)
{
    sigset_t blocked, before;
    sigemptyset(&blocked);
    struct sigaction over = { .sa_handler = end_run }, asked = { .sa_handler = ask };
    for (const int *each = (const int[]){ SIGTERM, SIGINT, SIGHUP, 0 }; *each; each++) {
        sigaction(*each, &over, NULL);
        sigaddset(&blocked, *each);
    }
    sigaction(SIGUSR1, &asked, NULL);
    sigaddset(&blocked, SIGUSR1);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    for (int each = 1; each < NSIG; each++) if (sigismember(&blocked, each) == 1) sigdelset(&before, each);
    return before;
}

int main(int argc, char **argv)
{
    read_flags(argc, argv);
    sigset_t signals = catch_signals();
    inet_pton(AF_INET, ROUTER, router4);
    inet_pton(AF_INET6, ROUTER6, router6);
    for (int side = 0; side < SIDES; side++) {
        struct direction *direction = &directions[side];
        direction->random = general.seed * SIDES + (uint64_t)side;
        direction->waiting = calloc((size_t)direction->settings.queue + 1, sizeof *direction->waiting);
        if (!direction->waiting) fail("no memory");
        const char *failed = open_tunnel(&tunnels[side], side, side == CLIENTS ? general.clients : 1, general.mtu);
        if (failed) fail("%s", failed);
    }
    /* To be on time, where it is allowed. */
    prctl(PR_SET_TIMERSLACK, 1);
    sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){ .sched_priority = REAL_TIME_PRIORITY });
    begun = read_clock(CLOCK_MONOTONIC);
    printf("servers=/proc/%d/fd/%d clients=/proc/%d/fd/%d\n", getpid(), tunnels[SERVERS].namespace, getpid(),
        tunnels[CLIENTS].namespace);
    fflush(stdout);
    run(general.statistics, &signals);
    return 0;
}
