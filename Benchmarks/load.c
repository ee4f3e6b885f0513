/*
 * load: many TFTP clients at once, for measuring servers on this machine.
 *
 * Each transfer has a socket and a port of its own, as each phone has, and addresses of 127.1.0.0/16 in turn. It reads
 * only, and sends only to loopback. See `usage` below, RFC 1350, 2347, 2348, 2349 and 7440.
 *
 * Closed loop: --concurrency transfers are always under way. Open loop (--rate): transfers start when they are due,
 * whatever became of earlier ones, and their latency counts from then.
 */
#define _GNU_SOURCE
#include "options.h"
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MOST_TRANSFERS = 10000000,  /* in one run */
    MOST_CONCURRENT = 50000,
    MOST_SECONDS = 600,
    SOURCES = 65534,            /* 127.1.0.1 to 127.1.255.254 */
    BATCH = 64,                 /* packets of a window taken in one call */
    EVENTS = 512,
    STARTS_AT_ONCE = 32,        /* before looking at replies again */
    LARGEST_PACKET = 65536,
    SWEEP_MILLISECONDS = 10,    /* how exact the clients' timers are */
    ERROR_CODES = 10,           /* 0 to 8 are defined; what is above counts as 9 */
};

static const char usage[] =
    "usage: load --port PORT [flags] NAME...\n"
    "  --names FILE           ask for the names in a file, one on a line, in turn\n"
    "  --total N              transfers (default: one for each name)\n"
    "  --seconds S            stop after so long (default 30)\n"
    "  --concurrency N        transfers at once (default 1; with --rate: the most, default 10000)\n"
    "  --rate R               open loop: start R transfers a second\n"
    "  --blksize N, --windowsize N, --timeout S, --tsize    options to ask for\n"
    "  --loss P               lose this share of what arrives, 0 to 1\n"
    "  --retransmit MS        a client's patience (default 1000)\n"
    "  --retries N            how often in a row it asks again (default 5)\n"
    "  --verify DIRECTORY     compare with the file of the same name there\n"
    "  --save DIRECTORY       write each file there\n"
    "  --expect-error CODE    ERROR CODE is what is wanted\n"
    "  --hold                 never acknowledge: keep transfers open until the time is over\n"
    "  --receive-buffer N     bytes for each socket\n"
    "  --server ADDRESS       a loopback address (default 127.0.0.1)\n"
    "The result is one JSON object. Exit code 1 when a transfer failed.\n";

enum outcome { COMPLETED, TIMED_OUT, WRONG_CONTENT, WRONG_SIZE, BAD_OPTIONS, BAD_PACKET, SOCKET_FAILED, REFUSED };
static const char *const outcome_names[] = {
    "completed", "timed_out", "wrong_content", "wrong_size", "bad_options", "bad_packet", "socket_failed",
};

struct target {
    char *name;
    uint8_t *bytes; /* what it should be */
    size_t size;
};

struct client {
    int socket;           /* -1 when there is no transfer */
    in_port_t peer_port;  /* 0 until the server has answered */
    struct agreement agreed;
    unsigned in_window, retries;
    bool gap_reported;
    uint64_t expected;    /* the next block, counted without wrapping; 0 before the first reply */
    uint64_t received;    /* bytes */
    int64_t begun, due;   /* nanoseconds */
    struct target *target;
    FILE *copy;
};

static struct {
    struct sockaddr_in server;
    long total, concurrency, retries, expected_error, receive_buffer;
    double rate, seconds, loss;
    int64_t retransmit;
    bool hold;
    const char *verify, *save;
    struct options options;
} settings = { .retries = 5, .expected_error = -1, .seconds = 30, .retransmit = 1000000000 };

static struct {
    long started, ended, outcomes[REFUSED], refused[ERROR_CODES];
    long retransmits, duplicates, gaps, strays, lost, ignored_options;
    uint64_t bytes;
    int64_t *latencies;
} counts;

static struct target *targets;
static long target_count;
static struct client *clients;
static long *idle, idle_count;
static int poller;
static int64_t now;

static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(2);
}

static bool is_lost(void)
{
    static uint64_t state = 7970; /* the same losses in every run; splitmix64 */
    if (settings.loss <= 0) return false;
    uint64_t bits = state += 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
    bits ^= bits >> 31;
    return (double)(bits >> 11) * 0x1p-53 < settings.loss;
}

/* Sending. A packet that cannot be sent is as good as lost: the client asks again. */

static void send_packet(const struct client *client, const void *packet, size_t length, in_port_t port)
{
    struct sockaddr_in to = settings.server;
    if (port) to.sin_port = port;
    sendto(client->socket, packet, length, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to);
}

static void send_request(const struct client *client)
{
    char packet[2 * LARGEST_REQUEST];
    write_number((uint8_t *)packet, READ_REQUEST);
    size_t length = 2 + (size_t)sprintf(packet + 2, "%s%coctet", client->target->name, 0) + 1;
    memcpy(packet + length, settings.options.text, settings.options.length);
    send_packet(client, packet, length + settings.options.length, 0);
}

static void acknowledge(struct client *client)
{
    uint8_t packet[HEADER_SIZE];
    client->in_window = 0;
    write_number(packet, ACKNOWLEDGMENT);
    write_number(packet + 2, (client->expected - 1) & 0xffff);
    send_packet(client, packet, sizeof packet, client->peer_port);
}

static void refuse(const struct client *client, enum error_code code, in_port_t port)
{
    uint8_t packet[] = { 0, ERROR, 0, (uint8_t)code, 'n', 'o', 0 };
    send_packet(client, packet, sizeof packet, port);
}

/* The life of a transfer */

static void start(int64_t begun)
{
    long number = idle[--idle_count], turn = counts.started++;
    struct client *client = &clients[number];
    *client = (struct client){
        .socket = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
        .agreed = without_options(), .begun = begun, .due = now + settings.retransmit,
        .target = &targets[turn % target_count],
    };
    struct sockaddr_in source = { .sin_family = AF_INET };
    source.sin_addr.s_addr = htonl(0x7f010001 + (uint32_t)(turn % SOURCES));
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
    if (client->socket < 0 || bind(client->socket, (struct sockaddr *)&source, sizeof source)
        || epoll_ctl(poller, EPOLL_CTL_ADD, client->socket, &event))
        fail("no socket for a transfer: %s", strerror(errno));
    if (settings.receive_buffer) {
        int room = (int)settings.receive_buffer;
        if (setsockopt(client->socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room))
            setsockopt(client->socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    }
    if (settings.save) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", settings.save, client->target->name);
        if (strchr(client->target->name, '/') || !(client->copy = fopen(path, "w"))) fail("cannot write %s", path);
    }
    send_request(client);
}

/* Ends a transfer; `code` says which ERROR it was when it was refused. */
static void end(struct client *client, enum outcome outcome, unsigned code)
{
    if (outcome == REFUSED && (long)code == settings.expected_error) outcome = COMPLETED;
    else if (outcome == COMPLETED && settings.expected_error >= 0) outcome = WRONG_CONTENT;
    if (outcome == COMPLETED)
        counts.latencies[counts.outcomes[COMPLETED]] = read_clock(CLOCK_MONOTONIC) - client->begun;
    if (outcome == REFUSED) counts.refused[code < ERROR_CODES ? code : ERROR_CODES - 1]++;
    else counts.outcomes[outcome]++;
    counts.ended++;
    if (client->copy && fclose(client->copy)) fail("cannot write %s", client->target->name);
    close(client->socket);
    client->socket = -1;
    idle[idle_count++] = client - clients;
}

static void ask_again(struct client *client)
{
    if (client->retries++ == settings.retries) { end(client, TIMED_OUT, 0); return; }
    counts.retransmits++;
    client->due = now + settings.retransmit;
    if (client->expected) acknowledge(client);
    else send_request(client);
}

static void made_progress(struct client *client)
{
    client->retries = 0;
    client->due = now + settings.retransmit;
}

/* Receiving */

static void on_options(struct client *client, const uint8_t *packet, size_t length)
{
    if (client->expected) {
        counts.duplicates++;
        if (client->expected == 1) acknowledge(client); /* ACK 0 was lost */
        return;
    }
    if (!agree(&settings.options, (const char *)packet + 2, (const char *)packet + length, &client->agreed)) {
        refuse(client, OPTION_REFUSED, client->peer_port);
        end(client, BAD_OPTIONS, 0);
        return;
    }
    client->expected = 1;
    made_progress(client);
    acknowledge(client);
}

static void on_data(struct client *client, unsigned number, const uint8_t *data, size_t size)
{
    if (!client->expected) {
        client->expected = 1;
        if (settings.options.length) counts.ignored_options++;
    }
    int16_t ahead = (int16_t)(number - client->expected);
    if (ahead > 0) { /* RFC 7440 section 4: say at once, and once, what came before the gap */
        counts.gaps++;
        if (!client->gap_reported) acknowledge(client);
        client->gap_reported = true;
        return;
    }
    if (ahead < 0) {
        counts.duplicates++;
        if (ahead == -1) acknowledge(client);
        return;
    }
    const struct target *target = client->target;
    bool differs = settings.verify && (client->received + size > target->size
        || memcmp(target->bytes + client->received, data, size));
    if (size > client->agreed.block_size || differs) {
        refuse(client, 0, client->peer_port);
        end(client, differs ? WRONG_CONTENT : BAD_PACKET, 0);
        return;
    }
    if (client->copy) fwrite(data, 1, size, client->copy);
    client->received += size;
    client->expected++;
    client->gap_reported = false;
    counts.bytes += size;
    bool last = size < client->agreed.block_size;
    if (++client->in_window >= client->agreed.window || last) acknowledge(client);
    made_progress(client);
    if (!last) return;
    bool wrong = (settings.verify && client->received != target->size)
        || (client->agreed.size >= 0 && (uint64_t)client->agreed.size != client->received);
    end(client, wrong ? WRONG_SIZE : COMPLETED, 0);
}

static void on_packet(struct client *client, const uint8_t *packet, size_t length, const struct sockaddr_in *from)
{
    unsigned opcode = length >= HEADER_SIZE ? read_number(packet) : 0;
    if (settings.hold && !client->peer_port) client->peer_port = from->sin_port; /* known only to say good-bye */
    if (settings.hold || is_lost()) { counts.lost++; return; }
    if (!client->peer_port) client->peer_port = from->sin_port;
    if (from->sin_addr.s_addr != settings.server.sin_addr.s_addr || from->sin_port != client->peer_port) {
        counts.strays++; /* a second transfer for a repeated request: RFC 1350 section 4 */
        if (opcode && opcode != ERROR) refuse(client, UNKNOWN_TRANSFER, from->sin_port);
        return;
    }
    switch (opcode) {
    case DATA: on_data(client, read_number(packet + 2), packet + HEADER_SIZE, length - HEADER_SIZE); break;
    case OPTION_ACKNOWLEDGMENT: on_options(client, packet, length); break;
    case ERROR: end(client, REFUSED, read_number(packet + 2)); break;
    default: end(client, BAD_PACKET, 0);
    }
}

static void on_readable(struct client *client)
{
    static uint8_t packets[BATCH][LARGEST_PACKET];
    static struct sockaddr_in peers[BATCH];
    static struct iovec parts[BATCH];
    static struct mmsghdr messages[BATCH];
    if (client->agreed.window == 1) {
        socklen_t size = sizeof *peers;
        ssize_t length = recvfrom(client->socket, packets[0], LARGEST_PACKET, 0, (struct sockaddr *)peers, &size);
        if (length >= 0) on_packet(client, packets[0], (size_t)length, peers);
        else if (errno != EAGAIN) end(client, SOCKET_FAILED, 0);
        return;
    }
    unsigned most = client->agreed.window < BATCH ? client->agreed.window : BATCH;
    for (unsigned index = 0; index < most; index++) {
        parts[index] = (struct iovec){ packets[index], LARGEST_PACKET };
        messages[index].msg_hdr = (struct msghdr){
            .msg_name = &peers[index], .msg_namelen = sizeof *peers, .msg_iov = &parts[index], .msg_iovlen = 1
        };
    }
    int count = recvmmsg(client->socket, messages, most, 0, NULL);
    if (count < 0 && errno != EAGAIN) end(client, SOCKET_FAILED, 0);
    for (int index = 0; index < count && client->socket >= 0; index++)
        on_packet(client, packets[index], messages[index].msg_len, &peers[index]);
}

/* The loop */

static void ask_again_where_due(void)
{
    for (long number = 0; number < settings.concurrency; number++)
        if (clients[number].socket >= 0 && clients[number].due <= now) ask_again(&clients[number]);
}

static void run(void)
{
    static struct epoll_event events[EVENTS];
    const int64_t sweep = SWEEP_MILLISECONDS * (SECOND / 1000);
    int64_t begun = read_clock(CLOCK_MONOTONIC), end = begun + (int64_t)(settings.seconds * (double)SECOND);
    int64_t next_sweep = begun + sweep;
    while (counts.ended < settings.total && (now = read_clock(CLOCK_MONOTONIC)) < end) {
        int64_t wake = next_sweep < end ? next_sweep : end;
        for (int starts = 0; idle_count && counts.started < settings.total; starts++) {
            int64_t due = now;
            if (settings.rate > 0) due = begun + (int64_t)((double)counts.started / settings.rate * (double)SECOND);
            if (due > now || starts == STARTS_AT_ONCE) {
                if (due < wake) wake = due;
                break;
            }
            start(due);
        }
        int64_t wait = wake > now ? wake - now : 0;
        struct timespec timeout = { wait / SECOND, wait % SECOND };
        int count = epoll_pwait2(poller, events, EVENTS, &timeout, NULL);
        now = read_clock(CLOCK_MONOTONIC);
        for (int index = 0; index < count; index++) on_readable(events[index].data.ptr);
        if (now >= next_sweep) {
            ask_again_where_due();
            next_sweep = now + sweep;
        }
    }
    for (long number = 0; number < settings.concurrency; number++) /* so that nobody goes on sending to us */
        if (clients[number].socket >= 0 && clients[number].peer_port)
            refuse(&clients[number], 0, clients[number].peer_port);
}

/* The result */

static int by_size(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static double milliseconds_at(double share)
{
    long count = counts.outcomes[COMPLETED];
    if (!count) return 0;
    long rank = (long)(share * (double)count);
    return (double)counts.latencies[rank < count ? rank : count - 1] / 1e6;
}

static void report(double seconds, double processor_seconds)
{
    long completed = counts.outcomes[COMPLETED];
    qsort(counts.latencies, (size_t)completed, sizeof *counts.latencies, by_size);
    printf("{\"seconds\":%.6f,\"completed\":%ld,\"failed\":%ld,\"unfinished\":%ld,", seconds, completed,
        counts.ended - completed, counts.started - counts.ended);
    printf("\"failures\":{");
    const char *comma = "";
    for (int outcome = TIMED_OUT; outcome < REFUSED; outcome++)
        if (counts.outcomes[outcome]) {
            printf("%s\"%s\":%ld", comma, outcome_names[outcome], counts.outcomes[outcome]);
            comma = ",";
        }
    for (int code = 0; code < ERROR_CODES; code++)
        if (counts.refused[code]) {
            printf("%s\"error_%d\":%ld", comma, code, counts.refused[code]);
            comma = ",";
        }
    printf("},\"transfers_per_second\":%.2f,\"bytes\":%llu,\"megabytes_per_second\":%.3f,", (double)completed / seconds,
        (unsigned long long)counts.bytes, (double)counts.bytes / seconds / 1e6);
    printf("\"latency_ms\":{\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,\"max\":%.4f},", milliseconds_at(0.5),
        milliseconds_at(0.9), milliseconds_at(0.99), milliseconds_at(1));
    printf("\"retransmits\":%ld,\"duplicates\":%ld,\"gaps\":%ld,\"strays\":%ld,\"lost\":%ld,\"ignored_options\":%ld,",
        counts.retransmits, counts.duplicates, counts.gaps, counts.strays, counts.lost, counts.ignored_options);
    printf("\"client_cpu_seconds\":%.6f}\n", processor_seconds);
}

/* The command line */

static void add_target(const char *name)
{
    static long room;
    if (strlen(name) > LARGEST_REQUEST) fail("too long for a request: %.40s...", name);
    if (target_count == room && !(targets = realloc(targets, (size_t)(room = 2 * room + 64) * sizeof *targets)))
        fail("no memory");
    targets[target_count++] = (struct target){ .name = strdup(name) };
}

static void read_names(const char *path)
{
    char line[1024];
    FILE *file = fopen(path, "r");
    if (!file) fail("%s: %s", path, strerror(errno));
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (*line) add_target(line);
    }
    fclose(file);
}

static void read_target(struct target *target)
{
    char path[4096];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", settings.verify, target->name);
    FILE *file = fopen(path, "r");
    if (!file || fstat(fileno(file), &status)) fail("%s: %s", path, strerror(errno));
    target->size = (size_t)status.st_size;
    target->bytes = malloc(target->size + 1);
    if (!target->bytes || fread(target->bytes, 1, target->size, file) != target->size) fail("cannot read %s", path);
    fclose(file);
}

static double number(const char *flag, const char *text, double least, double most)
{
    char *rest;
    double value = strtod(text, &rest);
    if (*rest || rest == text || !(value >= least && value <= most))
        fail("--%s takes %g to %g, not %s", flag, least, most, text);
    return value;
}

static void read_flags(int argc, char **argv)
{
    enum flag { SERVER, PORT, NAMES, TOTAL, SECONDS, CONCURRENCY, RATE, BLKSIZE, WINDOWSIZE, TIMEOUT, TSIZE, LOSS,
                RETRANSMIT, RETRIES, VERIFY, SAVE, EXPECT_ERROR, HOLD, RECEIVE_BUFFER, HELP };
    static const struct option flags[] = {
        { "server", 1, 0, SERVER }, { "port", 1, 0, PORT }, { "names", 1, 0, NAMES }, { "total", 1, 0, TOTAL },
        { "seconds", 1, 0, SECONDS }, { "concurrency", 1, 0, CONCURRENCY }, { "rate", 1, 0, RATE },
        { "blksize", 1, 0, BLKSIZE }, { "windowsize", 1, 0, WINDOWSIZE }, { "timeout", 1, 0, TIMEOUT },
        { "tsize", 0, 0, TSIZE }, { "loss", 1, 0, LOSS }, { "retransmit", 1, 0, RETRANSMIT },
        { "retries", 1, 0, RETRIES }, { "verify", 1, 0, VERIFY }, { "save", 1, 0, SAVE },
        { "expect-error", 1, 0, EXPECT_ERROR }, { "hold", 0, 0, HOLD }, { "receive-buffer", 1, 0, RECEIVE_BUFFER },
        { "help", 0, 0, HELP }, { 0 },
    };
    settings.server = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    for (int flag, index; (flag = getopt_long(argc, argv, "", flags, &index)) != -1;) {
        const char *name = flag == '?' ? "" : flags[index].name;
        switch (flag) {
        case SERVER:
            if (!loopback_address(optarg, &settings.server.sin_addr)) fail("--server takes an address of 127.0.0.0/8");
            break;
        case PORT: settings.server.sin_port = htons((uint16_t)number(name, optarg, 1, UINT16_MAX)); break;
        case NAMES: read_names(optarg); break;
        case TOTAL: settings.total = (long)number(name, optarg, 1, MOST_TRANSFERS); break;
        case SECONDS: settings.seconds = number(name, optarg, 0.01, MOST_SECONDS); break;
        case CONCURRENCY: settings.concurrency = (long)number(name, optarg, 1, MOST_CONCURRENT); break;
        case RATE: settings.rate = number(name, optarg, 0.01, 1e6); break;
        case BLKSIZE: settings.options.block_size = (long)number(name, optarg, SMALLEST_BLOCK_SIZE, LARGEST_BLOCK_SIZE); break;
        case WINDOWSIZE: settings.options.window = (long)number(name, optarg, 1, LARGEST_WINDOW); break;
        case TIMEOUT: settings.options.timeout = (long)number(name, optarg, 1, 255); break;
        case TSIZE: settings.options.size = true; break;
        case LOSS: settings.loss = number(name, optarg, 0, 1); break;
        case RETRANSMIT: settings.retransmit = (int64_t)(number(name, optarg, 1, 255000) * 1e6); break;
        case RETRIES: settings.retries = (long)number(name, optarg, 0, 1000); break;
        case VERIFY: settings.verify = optarg; break;
        case SAVE: settings.save = optarg; break;
        case EXPECT_ERROR: settings.expected_error = (long)number(name, optarg, 0, ERROR_CODES - 1); break;
        case HOLD: settings.hold = true; break;
        case RECEIVE_BUFFER: settings.receive_buffer = (long)number(name, optarg, 1, 1 << 30); break;
        case HELP: fputs(usage, stdout); exit(0);
        default: fputs(usage, stderr); exit(2);
        }
    }
    while (optind < argc) add_target(argv[optind++]);
    if (!settings.server.sin_port || !target_count) { fputs(usage, stderr); exit(2); }
    if (!settings.total) settings.total = target_count;
    if (!settings.concurrency) settings.concurrency = settings.rate > 0 ? 10000 : 1;
    if (settings.concurrency > settings.total) settings.concurrency = settings.total;
    write_options(&settings.options);
}

static double processor_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
    read_flags(argc, argv);
    struct rlimit files = { 0, 0 };
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(EPOLL_CLOEXEC);
    clients = calloc((size_t)settings.concurrency, sizeof *clients);
    idle = calloc((size_t)settings.concurrency, sizeof *idle);
    counts.latencies = calloc((size_t)settings.total, sizeof *counts.latencies);
    if (poller < 0 || !clients || !idle || !counts.latencies) fail("cannot start: %s", strerror(errno));
    for (long number = settings.concurrency; number-- > 0;) {
        clients[number].socket = -1;
        idle[idle_count++] = number;
    }
    for (long index = 0; settings.verify && index < target_count; index++) read_target(&targets[index]);

    double processor = processor_seconds();
    int64_t begun = read_clock(CLOCK_MONOTONIC);
    run();
    double seconds = (double)(read_clock(CLOCK_MONOTONIC) - begun) / (double)SECOND;
    report(seconds, processor_seconds() - processor);
    return counts.outcomes[COMPLETED] == settings.total ? 0 : 1;
}
