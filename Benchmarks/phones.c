/*
 * phones: TFTP clients as phones are: each at an address of its own, asking for one file after the other, patient, and
 * slow to ask again. For emulated paths (emulator.c); load.c is for rates on loopback. See `usage` below, RFC 1350, 2347,
 * 2348, 2349 and 7440.
 */
#define _GNU_SOURCE
#include "options.h"
#include "wire.h"

#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PHONES = 250, MOST_NAMES = 1000, LARGEST_PACKET = 65536, MOST_FAILURES = 100000 };

static const char usage[] =
    "usage: phones --server ADDRESS --verify DIRECTORY [flags] NAME...\n"
    "Every phone asks for all names in turn. A % in a name stands for the phone's own. What is not in the directory has to\n"
    "be missing, with ERROR 1.\n"
    "  --port N             default 69\n"
    "  --devices FILE       the phones' names, one on a line\n"
    "  --phones N           how many (default 1)\n"
    "  --source ADDRESS     of the first phone; those of the others follow it (default: what the kernel chooses)\n"
    "  --repeat N           each phone asks for everything as often (default 1)\n"
    "  --start-within MS    the phones start one after the other within this time (default 0)\n"
    "  --blksize N, --windowsize N, --timeout S, --tsize    options to ask for\n"
    "  --timer MS           when a phone asks again (default 5000)\n"
    "  --retries N          how often in a row before it gives up (default 5)\n"
    "  --seconds S          stop after so long (default 600)\n"
    "The result is one JSON object. Exit code 1 when a transfer failed.\n";

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

struct expected {
    uint8_t *bytes; /* NULL when it should be missing */
    size_t size;
};

struct phone {
    char device[64];
    struct expected *files;
    union address source;
    int socket;          /* -1 between transfers */
    long turn;           /* of names, repeats counted on */
    in_port_t peer_port; /* 0 until the server has answered */
    struct agreement agreed;
    unsigned in_window;
    long retries;
    bool gap_reported;
    uint64_t expected;   /* the next block, counted without wrapping; 0 before the first reply */
    uint64_t received;   /* bytes */
    int64_t begun, due;  /* nanoseconds */
};

static struct {
    union address server, source;
    long port, phones, repeat, start_within, retries;
    bool has_source;
    double seconds;
    int64_t timer;
    const char *verify, *devices;
    struct options options;
} settings = { .port = 69, .phones = 1, .repeat = 1, .retries = 5, .seconds = 600, .timer = 5 * 1000000000LL };

static struct {
    long completed, missing, failed, retransmits, duplicates, gaps, strays, ignored_options;
    uint64_t bytes;
    int64_t transfers, longest; /* nanoseconds, all of them together, and the longest */
} counts;

static struct failure { char address[INET6_ADDRSTRLEN]; unsigned port; const char *name, *cause; double at; } *failures;
static struct phone phones[MOST_PHONES];
static char **names;
static long name_count, at_work;
static int64_t now, begun;

static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("phones: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(2);
}

static in_port_t *port_of(union address *address)
{
    return address->any.sa_family == AF_INET ? &address->v4.sin_port : &address->v6.sin6_port;
}

static socklen_t size_of(const union address *address)
{
    return address->any.sa_family == AF_INET ? sizeof address->v4 : sizeof address->v6;
}

static const char *name_of(const struct phone *phone, char *room, size_t size)
{
    const char *name = names[phone->turn % name_count], *mark = strchr(name, '%');
    if (!mark) return name;
    snprintf(room, size, "%.*s%s%s", (int)(mark - name), name, phone->device, mark + 1);
    return room;
}

/* Sending. A packet that cannot be sent is as good as lost: the phone asks again. */

static void send_packet(const struct phone *phone, const void *packet, size_t length, in_port_t port)
{
    union address to = settings.server;
    if (port) *port_of(&to) = port;
    sendto(phone->socket, packet, length, MSG_DONTWAIT, &to.any, size_of(&to));
}

static void send_request(const struct phone *phone)
{
    char packet[2 * LARGEST_REQUEST], room[LARGEST_REQUEST];
    write_number((uint8_t *)packet, READ_REQUEST);
    size_t length = 2 + (size_t)sprintf(packet + 2, "%s%coctet", name_of(phone, room, sizeof room), 0) + 1;
    memcpy(packet + length, settings.options.text, settings.options.length);
    send_packet(phone, packet, length + settings.options.length, 0);
}

static void acknowledge(struct phone *phone)
{
    uint8_t packet[HEADER_SIZE];
    phone->in_window = 0;
    write_number(packet, ACKNOWLEDGMENT);
    write_number(packet + 2, (phone->expected - 1) & 0xffff);
    send_packet(phone, packet, sizeof packet, phone->peer_port);
}

static void refuse(const struct phone *phone, enum error_code code, in_port_t port)
{
    uint8_t packet[] = { 0, ERROR, 0, (uint8_t)code, 'n', 'o', 0 };
    send_packet(phone, packet, sizeof packet, port);
}

/* The life of a transfer */

static void start(struct phone *phone)
{
    phone->socket = socket(settings.server.any.sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (phone->socket < 0 || (settings.has_source && bind(phone->socket, &phone->source.any, size_of(&phone->source))))
        fail("no socket for a transfer: %s", strerror(errno));
    int room = 4 << 20; /* a window of the largest blocks */
    setsockopt(phone->socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    phone->peer_port = 0;
    phone->agreed = without_options();
    phone->in_window = 0;
    phone->retries = 0;
    phone->gap_reported = false;
    phone->expected = phone->received = 0;
    phone->begun = now;
    phone->due = now + settings.timer;
    send_request(phone);
}

static void remember_failure(const struct phone *phone, const char *cause)
{
    if (counts.failed++ >= MOST_FAILURES) return;
    struct failure *failure = &failures[counts.failed - 1];
    union address own;
    socklen_t size = sizeof own;
    char room[LARGEST_REQUEST];
    getsockname(phone->socket, &own.any, &size);
    const void *address = own.any.sa_family == AF_INET ? (const void *)&own.v4.sin_addr : &own.v6.sin6_addr;
    inet_ntop(own.any.sa_family, address, failure->address, sizeof failure->address);
    failure->port = ntohs(*port_of(&own));
    failure->name = strdup(name_of(phone, room, sizeof room));
    failure->cause = cause;
    failure->at = (double)(now - begun) / 1e9;
}

/* Ends a transfer, with why it failed or NULL, and starts the phone's next. */
static void end(struct phone *phone, const char *cause)
{
    int64_t took = now - phone->begun;
    counts.transfers += took;
    if (took > counts.longest) counts.longest = took;
    if (cause) remember_failure(phone, cause);
    else if (phone->files[phone->turn % name_count].bytes) counts.completed++;
    else counts.missing++;
    close(phone->socket);
    phone->socket = -1;
    if (++phone->turn < name_count * settings.repeat) start(phone);
    else at_work--;
}

static void ask_again(struct phone *phone)
{
    if (phone->retries++ == settings.retries) {
        end(phone, phone->expected ? "gave up" : "no answer");
        return;
    }
    counts.retransmits++;
    phone->due = now + settings.timer;
    if (phone->expected) acknowledge(phone);
    else send_request(phone);
}

static void made_progress(struct phone *phone)
{
    phone->retries = 0;
    phone->due = now + settings.timer;
}

/* Receiving */

static void on_options(struct phone *phone, const uint8_t *packet, size_t length)
{
    if (phone->expected) {
        counts.duplicates++;
        if (phone->expected == 1) acknowledge(phone); /* ACK 0 was lost */
        return;
    }
    if (!agree(&settings.options, (const char *)packet + 2, (const char *)packet + length, &phone->agreed)) {
        refuse(phone, OPTION_REFUSED, phone->peer_port);
        end(phone, "wrong options");
        return;
    }
    phone->expected = 1;
    made_progress(phone);
    acknowledge(phone);
}

static void on_data(struct phone *phone, unsigned number, const uint8_t *data, size_t size)
{
    if (!phone->expected) {
        phone->expected = 1;
        if (settings.options.length) counts.ignored_options++;
    }
    int16_t ahead = (int16_t)(number - phone->expected);
    if (ahead > 0) { /* RFC 7440 section 4: say at once, and once, what came before the gap */
        counts.gaps++;
        if (!phone->gap_reported) acknowledge(phone);
        phone->gap_reported = true;
        return;
    }
    if (ahead < 0) {
        counts.duplicates++;
        if (ahead == -1) acknowledge(phone);
        return;
    }
    const struct expected *file = &phone->files[phone->turn % name_count];
    if (size > phone->agreed.block_size || !file->bytes || phone->received + size > file->size
        || memcmp(file->bytes + phone->received, data, size)) {
        refuse(phone, 0, phone->peer_port);
        end(phone, "wrong bytes");
        return;
    }
    phone->received += size;
    phone->expected++;
    phone->gap_reported = false;
    counts.bytes += size;
    bool last = size < phone->agreed.block_size;
    if (++phone->in_window >= phone->agreed.window || last) acknowledge(phone);
    made_progress(phone);
    if (!last) return;
    bool wrong = phone->received != file->size || (phone->agreed.size >= 0 && (uint64_t)phone->agreed.size != phone->received);
    end(phone, wrong ? "wrong size" : NULL);
}

static void on_error(struct phone *phone, unsigned code)
{
    static const char *const causes[] = { "error 0", "error 1", "error 2", "error 3", "error 4", "error 5", "error 6",
        "error 7", "error 8" };
    bool is_wanted = code == FILE_NOT_FOUND && !phone->files[phone->turn % name_count].bytes;
    end(phone, is_wanted ? NULL : code < sizeof causes / sizeof *causes ? causes[code] : "error");
}

static bool is_server(union address *from)
{
    if (from->any.sa_family != settings.server.any.sa_family) return false;
    return from->any.sa_family == AF_INET ? from->v4.sin_addr.s_addr == settings.server.v4.sin_addr.s_addr
        : !memcmp(&from->v6.sin6_addr, &settings.server.v6.sin6_addr, sizeof from->v6.sin6_addr);
}

static void on_packet(struct phone *phone, const uint8_t *packet, size_t length, union address *from)
{
    unsigned opcode = length >= HEADER_SIZE ? read_number(packet) : 0;
    if (!phone->peer_port && is_server(from)) phone->peer_port = *port_of(from);
    if (!is_server(from) || *port_of(from) != phone->peer_port) {
        counts.strays++; /* a second transfer for a repeated request: RFC 1350 section 4 */
        if (opcode && opcode != ERROR) refuse(phone, UNKNOWN_TRANSFER, *port_of(from));
        return;
    }
    switch (opcode) {
    case DATA: on_data(phone, read_number(packet + 2), packet + HEADER_SIZE, length - HEADER_SIZE); break;
    case OPTION_ACKNOWLEDGMENT: on_options(phone, packet, length); break;
    case ERROR: on_error(phone, read_number(packet + 2)); break;
    default: end(phone, "wrong packet");
    }
}

/* All that has come, but for what comes for the phone's next transfer. */
static void on_readable(struct phone *phone)
{
    static uint8_t packet[LARGEST_PACKET];
    int socket = phone->socket;
    long turn = phone->turn;
    while (phone->socket == socket && phone->turn == turn) {
        union address from;
        socklen_t size = sizeof from;
        ssize_t length = recvfrom(socket, packet, sizeof packet, 0, &from.any, &size);
        if (length < 0) return;
        now = read_clock(CLOCK_MONOTONIC);
        on_packet(phone, packet, (size_t)length, &from);
    }
}

/* The loop */

static void run(void)
{
    static struct pollfd polled[MOST_PHONES];
    static struct phone *whose[MOST_PHONES];
    begun = now = read_clock(CLOCK_MONOTONIC);
    int64_t over = begun + (int64_t)(settings.seconds * (double)SECOND);
    long started = 0;
    at_work = settings.phones;
    while (at_work && now < over) {
        int64_t wake = over;
        nfds_t count = 0;
        for (; started < settings.phones; started++) {
            int64_t due = begun + settings.start_within * (SECOND / 1000) * started / settings.phones;
            if (due > now) { wake = due; break; }
            start(&phones[started]);
        }
        for (struct phone *phone = phones; phone < phones + started; phone++) {
            if (phone->socket >= 0 && phone->due <= now) ask_again(phone);
            if (phone->socket < 0) continue;
            if (phone->due < wake) wake = phone->due;
            whose[count] = phone;
            polled[count++] = (struct pollfd){ .fd = phone->socket, .events = POLLIN };
        }
        if (!at_work) break; /* the last of them has just given up */
        int64_t wait = wake > now ? wake - now : 0;
        ppoll(polled, count, &(struct timespec){ wait / SECOND, wait % SECOND }, NULL);
        now = read_clock(CLOCK_MONOTONIC);
        for (nfds_t index = 0; index < count; index++) if (polled[index].revents) on_readable(whose[index]);
    }
    for (struct phone *phone = phones; phone < phones + settings.phones; phone++) {
        if (phone->socket < 0) continue;
        if (phone->peer_port) refuse(phone, 0, phone->peer_port); /* so that nobody goes on sending to us */
        remember_failure(phone, "unfinished");
    }
}

static void report(void)
{
    long all = counts.completed + counts.missing + counts.failed;
    printf("{\"seconds\":%.6f,\"completed\":%ld,\"missing\":%ld,\"failed\":%ld,\"bytes\":%llu,",
        (double)(read_clock(CLOCK_MONOTONIC) - begun) / 1e9, counts.completed, counts.missing, counts.failed,
        (unsigned long long)counts.bytes);
    printf("\"mean_seconds\":%.6f,\"longest_seconds\":%.6f,", all ? (double)counts.transfers / 1e9 / (double)all : 0,
        (double)counts.longest / 1e9);
    printf("\"retransmits\":%ld,\"duplicates\":%ld,\"gaps\":%ld,\"strays\":%ld,\"ignored_options\":%ld,\"failures\":[",
        counts.retransmits, counts.duplicates, counts.gaps, counts.strays, counts.ignored_options);
    for (long index = 0; index < counts.failed && index < MOST_FAILURES; index++)
        printf("%s{\"client\":\"%s\",\"client_port\":%u,\"name\":\"%s\",\"cause\":\"%s\",\"at\":%.6f}",
            index ? "," : "", failures[index].address, failures[index].port, failures[index].name,
            failures[index].cause, failures[index].at);
    puts("]}");
}

/* The command line */

static void read_address(const char *flag, const char *text, union address *address)
{
    /* Documentation addresses and loopback: what never leaves the machine. */
    static const struct { uint32_t network, mask; } own[] = {
        { 0x7f000000, 0xff000000 }, { 0xc0000200, 0xffffff00 }, { 0xc6336400, 0xffffff00 },
    };
    bool is_own = false;
    if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
        address->any.sa_family = AF_INET;
        for (size_t index = 0; index < sizeof own / sizeof *own; index++)
            is_own |= (ntohl(address->v4.sin_addr.s_addr) & own[index].mask) == own[index].network;
    } else if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
        static const uint8_t documentation[] = { 0x20, 0x01, 0x0d, 0xb8 };
        address->any.sa_family = AF_INET6;
        is_own = IN6_IS_ADDR_LOOPBACK(&address->v6.sin6_addr) || !memcmp(&address->v6.sin6_addr, documentation, 4);
    }
    if (!is_own) fail("--%s takes a loopback or documentation address, not %s", flag, text);
}

static void read_devices(void)
{
    FILE *file = settings.devices ? fopen(settings.devices, "r") : NULL;
    if (settings.devices && !file) fail("%s: %s", settings.devices, strerror(errno));
    for (long index = 0; index < settings.phones; index++) {
        struct phone *phone = &phones[index];
        phone->socket = -1;
        phone->source = settings.source;
        if (settings.source.any.sa_family == AF_INET)
            phone->source.v4.sin_addr.s_addr = htonl(ntohl(settings.source.v4.sin_addr.s_addr) + (uint32_t)index);
        else phone->source.v6.sin6_addr.s6_addr[15] += (uint8_t)index;
        if (!file) continue;
        if (!fgets(phone->device, sizeof phone->device, file)) fail("%s names too few phones", settings.devices);
        phone->device[strcspn(phone->device, "\n")] = 0;
    }
    if (file) fclose(file);
}

static void read_expected(struct phone *phone)
{
    phone->files = calloc((size_t)name_count, sizeof *phone->files);
    for (phone->turn = 0; phone->turn < name_count; phone->turn++) {
        char path[4096], room[LARGEST_REQUEST];
        struct stat status;
        struct expected *expected = &phone->files[phone->turn];
        snprintf(path, sizeof path, "%s/%s", settings.verify, name_of(phone, room, sizeof room));
        FILE *file = fopen(path, "r");
        if (!file) continue;
        if (fstat(fileno(file), &status)) fail("%s: %s", path, strerror(errno));
        expected->size = (size_t)status.st_size;
        expected->bytes = malloc(expected->size + 1);
        if (!expected->bytes || fread(expected->bytes, 1, expected->size, file) != expected->size)
            fail("cannot read %s", path);
        fclose(file);
    }
    phone->turn = 0;
}

static long number(const char *flag, long least, long most)
{
    char *rest;
    long value = strtol(optarg, &rest, 10);
    if (*rest || rest == optarg || value < least || value > most)
        fail("--%s takes %ld to %ld, not %s", flag, least, most, optarg);
    return value;
}

static void read_flags(int argc, char **argv)
{
    enum flag { SERVER, PORT, DEVICES, PHONES, SOURCE, REPEAT, START_WITHIN, BLKSIZE, WINDOWSIZE, TIMEOUT, TSIZE, TIMER,
                RETRIES, VERIFY, SECONDS, HELP };
    static const struct option flags[] = {
        { "server", 1, 0, SERVER }, { "port", 1, 0, PORT }, { "devices", 1, 0, DEVICES }, { "phones", 1, 0, PHONES },
        { "source", 1, 0, SOURCE }, { "repeat", 1, 0, REPEAT }, { "start-within", 1, 0, START_WITHIN },
        { "blksize", 1, 0, BLKSIZE }, { "windowsize", 1, 0, WINDOWSIZE }, { "timeout", 1, 0, TIMEOUT },
        { "tsize", 0, 0, TSIZE }, { "timer", 1, 0, TIMER }, { "retries", 1, 0, RETRIES }, { "verify", 1, 0, VERIFY },
        { "seconds", 1, 0, SECONDS }, { "help", 0, 0, HELP }, { 0 },
    };
    for (int flag, index; (flag = getopt_long(argc, argv, "", flags, &index)) != -1;) {
        const char *name = flag == '?' ? "" : flags[index].name;
        switch (flag) {
        case SERVER: read_address(name, optarg, &settings.server); break;
        case SOURCE: read_address(name, optarg, &settings.source); settings.has_source = true; break;
        case PORT: settings.port = number(name, 1, UINT16_MAX); break;
        case DEVICES: settings.devices = optarg; break;
        case PHONES: settings.phones = number(name, 1, MOST_PHONES); break;
        case REPEAT: settings.repeat = number(name, 1, MOST_NAMES); break;
        case START_WITHIN: settings.start_within = number(name, 0, 600000); break;
        case BLKSIZE: settings.options.block_size = number(name, SMALLEST_BLOCK_SIZE, LARGEST_BLOCK_SIZE); break;
        case WINDOWSIZE: settings.options.window = number(name, 1, LARGEST_WINDOW); break;
        case TIMEOUT: settings.options.timeout = number(name, 1, 255); break;
        case TSIZE: settings.options.size = true; break;
        case TIMER: settings.timer = number(name, 1, 255000) * 1000000LL; break;
        case RETRIES: settings.retries = number(name, 0, 1000); break;
        case VERIFY: settings.verify = optarg; break;
        case SECONDS: settings.seconds = (double)number(name, 1, 36000); break;
        case HELP: fputs(usage, stdout); exit(0);
        default: fputs(usage, stderr); exit(2);
        }
    }
    names = argv + optind;
    name_count = argc - optind;
    bool families_differ = settings.has_source && settings.source.any.sa_family != settings.server.any.sa_family;
    bool has_names = name_count && name_count <= MOST_NAMES;
    if (!settings.server.any.sa_family || !settings.verify || !has_names || families_differ) {
        fputs(usage, stderr);
        exit(2);
    }
    *port_of(&settings.server) = htons((uint16_t)settings.port);
    write_options(&settings.options);
}

int main(int argc, char **argv)
{
    read_flags(argc, argv);
    failures = calloc(MOST_FAILURES, sizeof *failures);
    if (!failures) fail("no memory");
    read_devices();
    for (long index = 0; index < settings.phones; index++) read_expected(&phones[index]);
    run();
    report();
    return counts.failed ? 1 : 0;
}
