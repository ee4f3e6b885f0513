/*
 * ideal: what a TFTP read server could reach at most, to measure cnfd against. For benchmarks only.
 *
 * Every file is in memory before the first request, one socket serves all transfers, so that packets of many clients go
 * through the kernel in one call, and nothing is logged, limited or checked. What remains is the kernel's work on the
 * packets, and one look-up for each of them.
 *
 *   ideal --directory DIR --port PORT [--gso] [--rto MILLISECONDS]
 *
 *   --gso   hand a window to the kernel as one datagram that it cuts into blocks (UDP_SEGMENT)
 *   --rto   send again what stays unacknowledged for so long; without it the client's repeated ACK asks for it
 */
#define _GNU_SOURCE
#include "wire.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BATCH = 64,                      /* packets in one system call */
    RECEIVE_ROOM = 1024,             /* requests have at most 512 bytes, ACKs 4 */
    REPLY_ROOM = 256,                /* an OACK with four options, or an ERROR */
    SOCKET_BUFFER = 4 << 20,
    TRANSFERS = 1 << 16,             /* at once */
    BUCKETS = 1 << 16,
    MOST_SEGMENTS = 64,              /* UDP_MAX_SEGMENTS of older kernels */
    LARGEST_DATAGRAM = 65507,        /* IPv4: 65535 less the IP and UDP headers */
    MOST_RESENDS = 10,
    CHECKS_PER_TIMEOUT = 4,          /* how often in one --rto the transfers are looked through */
};

struct content {
    char *name;
    uint8_t *bytes;
    size_t size;
};

struct transfer {
    struct sockaddr_in peer;
    const struct content *content;
    unsigned block_size, window, resends;
    uint64_t acknowledged, last;     /* blocks, counted without wrapping */
    int64_t due;                     /* when to send again; 0 for never */
    uint32_t next;                   /* in its bucket or in the free list; 0 ends both */
};

static struct { struct content *slots; size_t mask; } library;
static struct transfer transfers[TRANSFERS]; /* number 0 is no transfer */
static uint32_t buckets[BUCKETS], free_list, used = 1;
static int64_t timeout, now;
static bool segmentation;
static int listener;

static void fail(const char *what)
{
    fprintf(stderr, "ideal: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* Files */

static size_t name_slot(const char *name)
{
    uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
    for (; *name; name++) hash = (hash ^ (uint8_t)*name) * 0x100000001b3;
    return (hash ^ hash >> 32) & library.mask;
}

/* The slot that has this name, or the empty one where it belongs. */
static struct content *find_content(const char *name)
{
    size_t slot = name_slot(name);
    while (library.slots[slot].name && strcmp(library.slots[slot].name, name)) slot = (slot + 1) & library.mask;
    return &library.slots[slot];
}

static void load_file(int directory, const char *name)
{
    int file = openat(directory, name, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status)) fail(name);
    if (S_ISREG(status.st_mode)) {
        struct content *content = find_content(name);
        *content = (struct content){ strdup(name), malloc((size_t)status.st_size + 1), 0 };
        if (!content->name || !content->bytes) fail("memory");
        ssize_t count;
        while ((count = read(file, content->bytes + content->size, (size_t)status.st_size - content->size)) > 0)
            content->size += (size_t)count;
    }
    close(file);
}

static void load_directory(const char *path)
{
    DIR *directory = opendir(path);
    if (!directory) fail(path);
    size_t count = 0, room = 1024;
    while (readdir(directory)) count++;
    while (room < 4 * count) room *= 2;
    library.mask = room - 1;
    library.slots = calloc(room, sizeof *library.slots);
    if (!library.slots) fail("memory");
    rewinddir(directory);
    for (struct dirent *entry; (entry = readdir(directory));) load_file(dirfd(directory), entry->d_name);
    closedir(directory);
}

/* Sending: packets wait in a batch that goes out in one call */

static struct {
    struct mmsghdr messages[BATCH];
    struct iovec parts[BATCH][2];
    uint8_t heads[BATCH][REPLY_ROOM];
    struct sockaddr_in peers[BATCH];
    unsigned count;
} outgoing;

static void send_batch(void)
{
    for (unsigned sent = 0; sent < outgoing.count;) {
        int count = sendmmsg(listener, outgoing.messages + sent, outgoing.count - sent, 0);
        sent += count > 0 ? (unsigned)count : 1; /* one that cannot be sent is as good as lost on the way */
    }
    outgoing.count = 0;
}

/* Room for the head of a packet; its data, if any, is sent from where it lies. */
static uint8_t *add_packet(const struct sockaddr_in *peer, size_t head_size, uint8_t *data, size_t size)
{
    if (outgoing.count == BATCH) send_batch();
    unsigned index = outgoing.count++;
    outgoing.peers[index] = *peer;
    outgoing.parts[index][0] = (struct iovec){ outgoing.heads[index], head_size };
    outgoing.parts[index][1] = (struct iovec){ data, size };
    outgoing.messages[index].msg_hdr = (struct msghdr){
        .msg_name = &outgoing.peers[index],
        .msg_namelen = sizeof *outgoing.peers,
        .msg_iov = outgoing.parts[index],
        .msg_iovlen = size ? 2 : 1,
    };
    return outgoing.heads[index];
}

static void add_error(const struct sockaddr_in *peer, enum error_code code, const char *text)
{
    uint8_t *head = add_packet(peer, HEADER_SIZE + strlen(text) + 1, NULL, 0);
    write_number(head, ERROR);
    write_number(head + 2, code);
    strcpy((char *)head + HEADER_SIZE, text);
}

static size_t block_bytes(const struct transfer *transfer, uint64_t block, uint8_t **data)
{
    uint64_t offset = (block - 1) * transfer->block_size;
    size_t rest = transfer->content->size - offset;
    *data = transfer->content->bytes + offset;
    return rest < transfer->block_size ? rest : transfer->block_size;
}

/* Sends blocks from `first` up to `last` as few large datagrams, which the kernel cuts after each block. */
static void send_segmented(struct transfer *transfer, uint64_t first, uint64_t last)
{
    static uint8_t heads[MOST_SEGMENTS][HEADER_SIZE];
    static struct iovec parts[2 * MOST_SEGMENTS];
    unsigned most = LARGEST_DATAGRAM / (transfer->block_size + HEADER_SIZE);
    if (most > MOST_SEGMENTS) most = MOST_SEGMENTS;
    send_batch(); /* what was said before this goes out before it */
    while (first <= last) {
        unsigned count = 0;
        for (; count < most && first <= last; count++, first++) {
            uint8_t *data;
            size_t size = block_bytes(transfer, first, &data);
            write_number(heads[count], DATA);
            write_number(heads[count] + 2, first & 0xffff);
            parts[2 * count] = (struct iovec){ heads[count], HEADER_SIZE };
            parts[2 * count + 1] = (struct iovec){ data, size };
        }
        union { char room[CMSG_SPACE(sizeof(uint16_t))]; struct cmsghdr aligned; } control = { 0 };
        control.aligned.cmsg_level = SOL_UDP;
        control.aligned.cmsg_type = UDP_SEGMENT;
        control.aligned.cmsg_len = CMSG_LEN(sizeof(uint16_t));
        uint16_t segment = (uint16_t)(transfer->block_size + HEADER_SIZE);
        memcpy(CMSG_DATA(&control.aligned), &segment, sizeof segment);
        struct msghdr message = {
            .msg_name = &transfer->peer,
            .msg_namelen = sizeof transfer->peer,
            .msg_iov = parts,
            .msg_iovlen = 2 * count,
            .msg_control = &control,
            .msg_controllen = sizeof control.room,
        };
        sendmsg(listener, &message, 0);
    }
}

static void send_window(struct transfer *transfer)
{
    uint64_t first = transfer->acknowledged + 1, last = transfer->acknowledged + transfer->window;
    if (last > transfer->last) last = transfer->last;
    if (timeout) transfer->due = now + timeout;
    if (segmentation && first < last && 2 * (transfer->block_size + HEADER_SIZE) <= LARGEST_DATAGRAM) {
        send_segmented(transfer, first, last);
        return;
    }
    for (uint64_t block = first; block <= last; block++) {
        uint8_t *data;
        size_t size = block_bytes(transfer, block, &data);
        uint8_t *head = add_packet(&transfer->peer, HEADER_SIZE, data, size);
        write_number(head, DATA);
        write_number(head + 2, block & 0xffff);
    }
}

/* Transfers, found by the client's address and port */

/* Where the number of this peer's transfer stands, or the 0 at the end of its bucket. */
static uint32_t *find_transfer(const struct sockaddr_in *peer)
{
    uint64_t key = (uint64_t)peer->sin_addr.s_addr << 16 | peer->sin_port;
    uint32_t *link = &buckets[key * 0x9e3779b97f4a7c15 >> 48]; /* Fibonacci hashing */
    while (*link) {
        const struct sockaddr_in *other = &transfers[*link].peer;
        if (other->sin_port == peer->sin_port && other->sin_addr.s_addr == peer->sin_addr.s_addr) break;
        link = &transfers[*link].next;
    }
    return link;
}

static void end_transfer(uint32_t *link)
{
    uint32_t number = *link;
    *link = transfers[number].next;
    transfers[number].due = 0;
    transfers[number].next = free_list;
    free_list = number;
}

static uint32_t new_transfer(void)
{
    uint32_t number = free_list;
    if (number) free_list = transfers[number].next;
    else if (used < TRANSFERS) number = used++;
    transfers[number].next = 0;
    return number;
}

static void resend_due(void)
{
    for (uint32_t number = 1; number < used; number++) {
        struct transfer *transfer = &transfers[number];
        if (!transfer->due || transfer->due > now) continue;
        if (transfer->resends++ < MOST_RESENDS) send_window(transfer);
        else end_transfer(find_transfer(&transfer->peer));
    }
}

/* Packets */

/* Takes the options from a request; returns the length of the OACK, or 0 when there is nothing to acknowledge. */
static size_t take_options(struct transfer *transfer, const char *option, const char *end, char *reply)
{
    size_t length = 2;
    while (option < end) {
        const char *value = option + strlen(option) + 1;
        if (value >= end) break;
        unsigned long number = strtoul(value, NULL, 10);
        bool known = true;
        if (!strcasecmp(option, "blksize") && number >= SMALLEST_BLOCK_SIZE) {
            if (number > LARGEST_BLOCK_SIZE) number = LARGEST_BLOCK_SIZE;
            transfer->block_size = (unsigned)number;
        } else if (!strcasecmp(option, "windowsize") && number >= 1 && number <= LARGEST_WINDOW) {
            transfer->window = (unsigned)number;
        } else if (!strcasecmp(option, "tsize")) {
            number = transfer->content->size;
        } else {
            known = !strcasecmp(option, "timeout");
        }
        if (known && length + strlen(option) + 24 < REPLY_ROOM)
            length += (size_t)sprintf(reply + length, "%s%c%lu", option, 0, number) + 1;
        option = value + strlen(value) + 1;
    }
    write_number((uint8_t *)reply, OPTION_ACKNOWLEDGMENT);
    return length > 2 ? length : 0;
}

static void on_request(const struct sockaddr_in *peer, char *packet, size_t length)
{
    packet[length] = 0; /* there is a byte of room behind every packet */
    char *name = packet + 2, *end = packet + length, *mode = name + strlen(name) + 1;
    if (mode >= end) return;
    while (*name == '/') name++;
    const struct content *content = find_content(name);
    if (!content->name) {
        add_error(peer, FILE_NOT_FOUND, "no such file");
        return;
    }
    uint32_t *link = find_transfer(peer);
    if (!*link) *link = new_transfer();
    if (!*link) return;
    struct transfer *transfer = &transfers[*link];
    *transfer = (struct transfer){
        .peer = *peer, .content = content, .block_size = DEFAULT_BLOCK_SIZE, .window = 1, .next = transfer->next
    };
    char reply[REPLY_ROOM];
    char *options = mode + strlen(mode) + 1;
    size_t reply_length = options < end ? take_options(transfer, options, end, reply) : 0;
    transfer->last = content->size / transfer->block_size + 1;
    if (reply_length) memcpy(add_packet(peer, reply_length, NULL, 0), reply, reply_length);
    else send_window(transfer);
}

static void on_acknowledgment(const struct sockaddr_in *peer, unsigned number)
{
    uint32_t *link = find_transfer(peer);
    if (!*link) return;
    struct transfer *transfer = &transfers[*link];
    uint64_t block = transfer->acknowledged + (uint16_t)(number - transfer->acknowledged);
    if (block > transfer->acknowledged + transfer->window) return;
    if (block == transfer->acknowledged && transfer->due) return; /* repeated: the timer decides */
    transfer->acknowledged = block;
    transfer->resends = 0;
    if (block >= transfer->last) end_transfer(link);
    else send_window(transfer);
}

static void on_packet(const struct sockaddr_in *peer, uint8_t *packet, size_t length)
{
    if (length < HEADER_SIZE) return;
    switch (read_number(packet)) {
    case READ_REQUEST: on_request(peer, (char *)packet, length); break;
    case ACKNOWLEDGMENT: on_acknowledgment(peer, read_number(packet + 2)); break;
    case ERROR: {
        uint32_t *link = find_transfer(peer);
        if (*link) end_transfer(link);
    }
    }
}

static void serve(void)
{
    static uint8_t packets[BATCH][RECEIVE_ROOM + 1];
    static struct sockaddr_in peers[BATCH];
    static struct iovec parts[BATCH];
    static struct mmsghdr messages[BATCH];
    int64_t next_check = 0;
    for (;;) {
        for (int index = 0; index < BATCH; index++) {
            parts[index] = (struct iovec){ packets[index], RECEIVE_ROOM };
            messages[index].msg_hdr = (struct msghdr){
                .msg_name = &peers[index], .msg_namelen = sizeof *peers, .msg_iov = &parts[index], .msg_iovlen = 1
            };
        }
        /* Waits for one packet, and takes what else is there: a call fewer than asking epoll first. */
        int count = recvmmsg(listener, messages, BATCH, MSG_WAITFORONE, NULL);
        if (timeout) now = read_clock(CLOCK_MONOTONIC_COARSE);
        for (int index = 0; index < count; index++) on_packet(&peers[index], packets[index], messages[index].msg_len);
        if (timeout && now >= next_check) {
            resend_due();
            next_check = now + timeout / CHECKS_PER_TIMEOUT;
        }
        send_batch();
    }
}

int main(int argc, char **argv)
{
    static const struct option flags[] = {
        { "directory", required_argument, NULL, 'd' }, { "port", required_argument, NULL, 'p' },
        { "gso", no_argument, NULL, 'g' }, { "rto", required_argument, NULL, 'r' }, { 0 }
    };
    const char *directory = NULL;
    long port = 0, milliseconds = 0;
    for (int flag; (flag = getopt_long(argc, argv, "", flags, NULL)) != -1;) {
        switch (flag) {
        case 'd': directory = optarg; break;
        case 'p': port = strtol(optarg, NULL, 10); break;
        case 'g': segmentation = true; break;
        case 'r': milliseconds = strtol(optarg, NULL, 10); break;
        default: return 2;
        }
    }
    if (!directory || port < 1 || port > UINT16_MAX || milliseconds < 0 || milliseconds > 1000) {
        fputs("usage: ideal --directory DIR --port PORT [--gso] [--rto MILLISECONDS]\n", stderr);
        return 2;
    }
    timeout = milliseconds * SECOND / 1000;
    load_directory(directory);

    listener = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int room = SOCKET_BUFFER;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address)) fail("bind");
    setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(listener, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (timeout) {
        struct timeval tick = { .tv_usec = timeout / CHECKS_PER_TIMEOUT / 1000 };
        setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick);
    }
    serve();
}
