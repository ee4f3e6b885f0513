#define _GNU_SOURCE
#include "addresses.h"

#include <errno.h>
#include <netinet/udp.h>
#include <stdlib.h>
#include <string.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum {
    /* Room for a source address of either family and the segment size. */
    CONTROL_BYTES = CMSG_SPACE(sizeof(struct in6_pktinfo)) + CMSG_SPACE(sizeof(uint16_t)),
    /* Pieces up to this length are copied next to each other: one long piece costs the kernel less than many short ones.
       Our own choice: the values of a phone's file and most of what stands between them are shorter. */
    SHORT_PIECE = 256,
    /* Room that short pieces leave for what must be copied: the headers of the largest message. */
    COPY_RESERVE = 2 * 4 * datagram_maximum_segments,
    MOST_PIECES = 1024,             /* of one message: UIO_MAXIOV */
};

struct control { _Alignas(struct cmsghdr) char bytes[CONTROL_BYTES]; };

struct datagram_sender {
    datagram_reach reach;
    uint32_t capacity, vector_capacity, copy_capacity;
    uint32_t count, vectors_used, copied;
    bool segmentation_failed;
    /* How many of the messages may be cut up. */
    uint32_t divisible_count;
    uint32_t narrow_count;
    uint32_t narrow[datagram_most_narrow];
    struct mmsghdr *messages;
    struct sockaddr_storage *names;
    struct control *controls;
    uint16_t *segments;
    bool *divisible;
    struct iovec *vectors;
    uint8_t *copies;
};

datagram_sender *datagram_sender_create(datagram_reach reach, uint32_t messages, uint32_t vectors, uint32_t copied)
{
    datagram_sender *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->reach = reach;
    s->capacity = messages;
    s->vector_capacity = vectors;
    s->copy_capacity = copied;
    s->messages = calloc(messages, sizeof *s->messages);
    s->names = calloc(messages, sizeof *s->names);
    s->controls = calloc(messages, sizeof *s->controls);
    s->segments = calloc(messages, sizeof *s->segments);
    s->divisible = calloc(messages, sizeof *s->divisible);
    s->vectors = calloc(vectors, sizeof *s->vectors);
    s->copies = calloc(copied, 1);
    if (!s->messages || !s->names || !s->controls || !s->segments || !s->divisible || !s->vectors || !s->copies) {
        datagram_sender_destroy(s);
        return NULL;
    }
    return s;
}

void datagram_sender_destroy(datagram_sender *s)
{
    free(s->messages);
    free(s->names);
    free(s->controls);
    free(s->segments);
    free(s->divisible);
    free(s->vectors);
    free(s->copies);
    free(s);
}

uint32_t datagram_sender_count(const datagram_sender *s) { return s->count; }
bool datagram_sender_segmentation_failed(const datagram_sender *s) { return s->segmentation_failed; }

bool datagram_sender_has_room(const datagram_sender *s, uint32_t vectors, uint32_t copied)
{
    return s->count < s->capacity && s->vector_capacity - s->vectors_used >= vectors
        && s->copy_capacity - s->copied >= copied;
}

/* Appends a control message at *used bytes into the buffer. */
static void add_control(struct control *control, size_t *used, int level, int type, const void *data, size_t size)
{
    struct cmsghdr *c = (struct cmsghdr *)(control->bytes + *used);
    c->cmsg_level = level;
    c->cmsg_type = type;
    c->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(c), data, size);
    *used += CMSG_SPACE(size);
}

void datagram_sender_begin(datagram_sender *s, const datagram_address *to, const datagram_address *from,
                           uint32_t interface_index, uint16_t segment)
{
    if (s->count >= s->capacity) return;
    uint32_t i = s->count++;
    size_t used = 0;
    if (from->family == 4) {
        struct in_pktinfo info = { .ipi_spec_dst.s_addr = htonl((uint32_t)from->low) };
        add_control(&s->controls[i], &used, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    } else if (from->family == 6) {
        struct in6_pktinfo info = { .ipi6_addr = datagram_in6_join(from) };
        /* Only a link-local address needs its interface named; others follow the routes. */
        if (IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = interface_index;
        add_control(&s->controls[i], &used, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    }
    if (segment) add_control(&s->controls[i], &used, SOL_UDP, UDP_SEGMENT, &segment, sizeof segment);
    s->segments[i] = segment;
    s->divisible[i] = false;
    s->messages[i].msg_hdr = (struct msghdr){
        .msg_name = &s->names[i],
        .msg_namelen = datagram_to_kernel(to, &s->names[i], s->reach),
        .msg_iov = s->vectors + s->vectors_used,
        .msg_control = used ? s->controls[i].bytes : NULL,
        .msg_controllen = used,
    };
}

void datagram_sender_allow_fragments(datagram_sender *s)
{
    if (!s->count || s->divisible[s->count - 1]) return;
    s->divisible[s->count - 1] = true;
    s->divisible_count++;
}

uint32_t datagram_sender_narrow_count(const datagram_sender *s) { return s->narrow_count; }

datagram_address datagram_sender_narrow(const datagram_sender *s, uint32_t index)
{
    datagram_address address = { 0 };
    if (index < s->narrow_count) datagram_from_kernel(&s->names[s->narrow[index]], &address);
    return address;
}

/* Adds a piece to the last message, to its last piece where the one lies right behind the other. */
static void add_piece(datagram_sender *s, const void *bytes, uint32_t count)
{
    if (!count || !s->count) return;
    struct msghdr *m = &s->messages[s->count - 1].msg_hdr;
    if (m->msg_iovlen) {
        struct iovec *last = &m->msg_iov[m->msg_iovlen - 1];
        if ((const uint8_t *)last->iov_base + last->iov_len == bytes) {
            last->iov_len += count;
            return;
        }
    }
    if (s->vectors_used >= s->vector_capacity) return;
    s->vectors[s->vectors_used++] = (struct iovec){ (void *)bytes, count };
    m->msg_iovlen++;
}

void datagram_sender_copy(datagram_sender *s, const void *bytes, uint32_t count)
{
    if (s->copy_capacity - s->copied < count) return;
    uint8_t *place = s->copies + s->copied;
    memcpy(place, bytes, count);
    s->copied += count;
    add_piece(s, place, count);
}

void datagram_sender_refer(datagram_sender *s, const void *bytes, uint32_t count) { add_piece(s, bytes, count); }

void datagram_sender_gather(datagram_sender *s, const void *bytes, uint32_t count)
{
    if (count <= SHORT_PIECE && s->copy_capacity - s->copied >= count + COPY_RESERVE)
        datagram_sender_copy(s, bytes, count);
    else
        add_piece(s, bytes, count);
}

/* Sends one message. An error may be an older one of the socket, of another path, told once (IP_RECVERR), so it is tried
   twice. */
static bool send_one(int fd, const struct msghdr *m)
{
    return sendmsg(fd, m, MSG_DONTWAIT) >= 0 || (errno != EAGAIN && sendmsg(fd, m, MSG_DONTWAIT) >= 0);
}

/* Cuts a message into datagrams of `segment` bytes as the kernel would have. */
static bool send_cut(int fd, const struct msghdr *whole, uint16_t segment, struct control *control)
{
    struct iovec piece[MOST_PIECES];
    struct msghdr m = *whole;
    size_t at = 0, offset = 0;
    /* The segment size is the last control message. */
    m.msg_controllen -= CMSG_SPACE(sizeof(uint16_t));
    m.msg_control = m.msg_controllen ? control->bytes : NULL;
    m.msg_iov = piece;
    bool all = true;
    while (at < whole->msg_iovlen) {
        size_t room = segment;
        for (m.msg_iovlen = 0; room && at < whole->msg_iovlen && m.msg_iovlen < MOST_PIECES; m.msg_iovlen++) {
            const struct iovec *v = &whole->msg_iov[at];
            size_t take = v->iov_len - offset < room ? v->iov_len - offset : room;
            piece[m.msg_iovlen] = (struct iovec){ (char *)v->iov_base + offset, take };
            room -= take;
            offset += take;
            if (offset == v->iov_len) { at++; offset = 0; }
        }
        all &= send_one(fd, &m);
    }
    return all;
}

/* Whether no segmented message would do better: the link cannot fill in checksums (EIO), or the kernel knows nothing of it.
   All else is the fault of one message or one path: a client behind a smaller MTU must not cost the others. */
static bool cannot_segment(int error) { return error == EIO || error == EOPNOTSUPP || error == ENOPROTOOPT; }

/* Sends one message that the kernel would not take, in whatever way is left. */
static bool send_hard(datagram_sender *s, int fd, uint32_t i)
{
    const struct msghdr *m = &s->messages[i].msg_hdr;
    uint16_t segment = s->segments[i];
    if (errno == EAGAIN) return false;
    if (send_one(fd, m)) return true;
    /* EFAULT: a mapped file was cut off. */
    if (errno == EAGAIN || errno == EFAULT) return false;
    /* The path carries less than the link: EINVAL says so of segments. */
    if (!s->divisible[i] && (errno == EMSGSIZE || (errno == EINVAL && segment))) {
        if (s->narrow_count < datagram_most_narrow) s->narrow[s->narrow_count++] = i;
        datagram_allow_fragments(fd, s->reach, true);
        bool sent = segment ? send_cut(fd, m, segment, &s->controls[i]) : send_one(fd, m);
        datagram_allow_fragments(fd, s->reach, false);
        return sent;
    }
    if (!segment) return false;
    if (cannot_segment(errno)) s->segmentation_failed = true;
    return send_cut(fd, m, segment, &s->controls[i]);
}

/* Sends messages that are alike in whether they may be cut up; the number that the kernel would not take. */
static int send_run(datagram_sender *s, int fd, uint32_t from, uint32_t end)
{
    int refused = 0;
    while (from < end) {
        int n = end - from == 1 ? (sendmsg(fd, &s->messages[from].msg_hdr, MSG_DONTWAIT) < 0 ? -1 : 1)
                                : sendmmsg(fd, s->messages + from, end - from, MSG_DONTWAIT);
        if (n > 0) {
            from += (uint32_t)n;
            continue;
        }
        if (!send_hard(s, fd, from)) refused++;
        from++;
    }
    return refused;
}

int datagram_sender_flush(datagram_sender *s, int fd)
{
    int refused = 0;
    s->narrow_count = 0;
    if (!s->divisible_count) refused = send_run(s, fd, 0, s->count);
    else for (uint32_t from = 0, end; from < s->count; from = end) {
        for (end = from + 1; end < s->count && s->divisible[end] == s->divisible[from];) end++;
        if (s->divisible[from]) datagram_allow_fragments(fd, s->reach, true);
        refused += send_run(s, fd, from, end);
        if (s->divisible[from]) datagram_allow_fragments(fd, s->reach, false);
    }
    s->count = s->vectors_used = s->copied = s->divisible_count = 0;
    return refused;
}
