#define _GNU_SOURCE
#include "CDatagram.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { MAXIMUM_EVENTS = 64 };

int datagram_poller_open(void)
{
    int fd = epoll_create1(EPOLL_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int datagram_poller_add(int poller, int fd, uint64_t tag)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = tag };
    return epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

void datagram_poller_remove(int poller, int fd)
{
    epoll_ctl(poller, EPOLL_CTL_DEL, fd, NULL);
}

int datagram_poller_wait(int poller, datagram_event *events, uint32_t capacity, int milliseconds)
{
    struct epoll_event ready[MAXIMUM_EVENTS];
    int most = capacity < MAXIMUM_EVENTS ? (int)capacity : MAXIMUM_EVENTS;
    int n = epoll_wait(poller, ready, most, milliseconds);
    for (int i = 0; i < n; i++) events[i] = (datagram_event){ ready[i].data.u64, ready[i].events & EPOLLERR };
    return n < 0 ? -errno : n;
}

int datagram_wake_up_open(void)
{
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

void datagram_wake_up_signal(int wake_up) { (void)eventfd_write(wake_up, 1); }

void datagram_wake_up_clear(int wake_up)
{
    eventfd_t count;
    (void)eventfd_read(wake_up, &count);
}

void datagram_name_thread(const char *name)
{
    char cut[16] = { 0 };
    strncpy(cut, name, sizeof cut - 1);
    pthread_setname_np(pthread_self(), cut);
}
