/*
 * Datagrams in batches: what Swift cannot say of recvmmsg, sendmmsg and their control messages.
 *
 * Functions return 0 or a count on success and a negative errno on failure. Nothing here keeps state outside the
 * objects it hands out, and no object may be used by two threads at once.
 */
#ifndef CDATAGRAM_H
#define CDATAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/* An address and a port in host byte order; family is 4, 6, or 0 for none. IPv4 lies in the low 32 bits of low. */
typedef struct {
    uint64_t high, low;
    uint32_t scope;
    uint16_t port;
    uint16_t family;
} datagram_address;

/* ---- sockets ---- */

/* Whom a socket reaches. One of IPv6 for both has IPv4 clients as mapped addresses (RFC 4291 section 2.5.5.2); here they
   are IPv4 addresses all the same. */
typedef enum { datagram_reach_4, datagram_reach_6, datagram_reach_both } datagram_reach;

/* The reach of one family, 4 or 6. */
static inline datagram_reach datagram_reach_only(int family)
{
    return family == 6 ? datagram_reach_6 : datagram_reach_4;
}

/* A non-blocking UDP socket; the file descriptor. */
int datagram_open(datagram_reach reach);
int datagram_bind(int fd, datagram_reach reach, const datagram_address *address);
/* The address a socket is bound to; -EINVAL for a socket that is not UDP over IPv4 or IPv6. */
int datagram_bound_address(int fd, datagram_address *address);
/* SO_REUSEPORT; also for a socket that is bound already, whose port can be shared from then on. */
int datagram_share_port(int fd);
/* Whom a socket reaches that was made elsewhere. */
datagram_reach datagram_reach_of(int fd);
/* An error queue, no fragments, and with `arrivals` where each datagram was sent to; non-blocking, for sockets from
   elsewhere. */
int datagram_prepare(int fd, datagram_reach reach, bool arrivals);
/* Whether routers, and this host, may cut up what is sent over IPv4 from now on, for a path that carries less than the link.
   Of IPv6 routers never do, and this host does when it knows that it has to. */
void datagram_allow_fragments(int fd, datagram_reach reach, bool allowed);
/* How many datagrams the socket's full receive buffer cost so far, modulo 2^32: what SO_RXQ_OVFL tells with every
   datagram, asked for only when it is wanted. 0 or a negative errno. */
int datagram_drops(int fd, uint32_t *drops);
/* Asks for a buffer, beyond the system's limit when privileges allow; the bytes the kernel accounts, at twice the request. */
int datagram_receive_buffer(int fd, int bytes);
int datagram_send_buffer(int fd, int bytes);
/* The MTU of a network interface in bytes. */
int datagram_interface_mtu(int fd, uint32_t interface_index);
/* Whether an interface leads to this host only. */
bool datagram_interface_is_loopback(int fd, uint32_t interface_index);

/* ---- receiving ---- */

typedef struct {
    const uint8_t *bytes;           /* valid until the next receive */
    uint32_t count;
    uint32_t interface_index;
    bool truncated;                 /* the datagram was longer than the buffer */
    bool to_group;                  /* it was sent to a broadcast or multicast address; listeners know */
    datagram_address peer;
    datagram_address local;         /* the address it was sent to, without a port; family 0 when unknown */
} datagram_received;

typedef struct datagram_receiver datagram_receiver;

datagram_receiver *_Nullable datagram_receiver_create(uint32_t messages, uint32_t bytes);
void datagram_receiver_destroy(datagram_receiver *receiver);
/* One recvmmsg; the number of datagrams, or a negative errno. */
int datagram_receiver_receive(datagram_receiver *receiver, int fd);
/* One datagram of the last receive; index must be below what that returned. They lie one behind the other, in the same place
   for as long as the receiver lives. */
const datagram_received *datagram_receiver_message(const datagram_receiver *receiver, uint32_t index);

/* ---- errors that came back by ICMP (IP_RECVERR) ---- */

typedef struct {
    datagram_address peer;          /* where the datagram had been sent */
    int error;                      /* errno */
    uint32_t mtu;                   /* with EMSGSIZE what the path carries, when the kernel or a router told; else 0 */
} datagram_failure;

/* 1 and a failure, 0 when there is none. */
int datagram_next_failure(int fd, datagram_failure *failure);

/* ---- sending ---- */

typedef struct datagram_sender datagram_sender;

enum {
    datagram_maximum_segments = 64,         /* UDP_MAX_SEGMENTS of Linux before 6.2 */
    datagram_maximum_payload = 65000,       /* below 65 507, the largest UDP payload */
    datagram_most_narrow = 8                /* paths that one flush can name */
};

/* A queue of `messages` datagrams for a socket, with `vectors` pieces and `copied` copied bytes between them. */
datagram_sender *_Nullable datagram_sender_create(datagram_reach reach, uint32_t messages, uint32_t vectors,
                                                  uint32_t copied);
void datagram_sender_destroy(datagram_sender *sender);
/* Whether one more message of so many pieces and copied bytes can be queued. */
bool datagram_sender_has_room(const datagram_sender *sender, uint32_t vectors, uint32_t copied);
/* Begins a message; the pieces that follow belong to it. `from` with family 0 leaves the source to the kernel.
   With `segment` not 0 the message is cut into datagrams of that many bytes (UDP_SEGMENT). */
void datagram_sender_begin(datagram_sender *sender, const datagram_address *to, const datagram_address *from,
                           uint32_t interface_index, uint16_t segment);
/* Lets the message begun last be cut up on its way. Others go out whole or not at all. */
void datagram_sender_allow_fragments(datagram_sender *sender);
/* Adds bytes that are copied now. */
void datagram_sender_copy(datagram_sender *sender, const void *bytes, uint32_t count);
/* Adds bytes that must stay where they are until the flush. Nobody but the kernel reads them, so they may be of a mapped
   file that is being cut off. */
void datagram_sender_refer(datagram_sender *sender, const void *bytes, uint32_t count);
/* The same of bytes in memory, which can be read: short ones are copied. */
void datagram_sender_gather(datagram_sender *sender, const void *bytes, uint32_t count);
/* Messages queued. */
uint32_t datagram_sender_count(const datagram_sender *sender);
/* Sends everything queued; the number of messages that the kernel would not take, which are forgotten. */
int datagram_sender_flush(datagram_sender *sender, int fd);
/* How many messages of the last flush the kernel said to be more than their paths carry, datagram_most_narrow at most; they
   were sent in fragments. */
uint32_t datagram_sender_narrow_count(const datagram_sender *sender);
/* Where one of them went. */
datagram_address datagram_sender_narrow(const datagram_sender *sender, uint32_t index);
/* Whether segmented messages have to be cut here, because the kernel or the link never will. */
bool datagram_sender_segmentation_failed(const datagram_sender *sender);

/* ---- waiting (epoll and eventfd, which Swift's C library module leaves out) ---- */

typedef struct {
    uint64_t tag;                   /* what the descriptor was added with */
    bool has_error;                 /* datagram_next_failure may have something to tell */
} datagram_event;

/* The file descriptor of a new poller. */
int datagram_poller_open(void);
int datagram_poller_add(int poller, int fd, uint64_t tag);
void datagram_poller_remove(int poller, int fd);
/* Waits for up to `milliseconds`, negative for ever; the number of events written. */
int datagram_poller_wait(int poller, datagram_event *events, uint32_t capacity, int milliseconds);
/* The file descriptor of a new wake-up: readable from a signal to a clear. */
int datagram_wake_up_open(void);
void datagram_wake_up_signal(int wake_up);
void datagram_wake_up_clear(int wake_up);
/* Has `count` bytes of memory fetched into the cache, without waiting for them. */
static inline void datagram_expect(const void *bytes, uint32_t count)
{
    enum { CACHE_LINE = 64 };
    for (uint32_t at = 0; at < count; at += CACHE_LINE) __builtin_prefetch((const char *)bytes + at, 1);
}
/* What the system's tools show for the calling thread; cut to 15 bytes. */
void datagram_name_thread(const char *name);
/* Gives the calling thread the lowest weight beside others, for good (nice value 19, sched(7)). */
void datagram_lower_thread(void);
/* Has the calling thread ask for slices of so many nanoseconds of a processor: since Linux 6.12 a thread with short ones has
   one as soon as it wakes up, before others have finished their longer ones. */
void datagram_shorten_slices(uint64_t nanoseconds);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
