/*
 * Who sent what over an emulated path: UDP between a port of a client and a port of the servers' side.
 */
#ifndef CNFD_BENCHMARKS_FLOWS_H
#define CNFD_BENCHMARKS_FLOWS_H

#include "datagram.h"
#include "tunnel.h"

#include <stdio.h>

enum { FLOW_SLOTS = 1 << 15, MOST_FLOWS = FLOW_SLOTS / 2 };

struct flow_side { /* what this side sent */
    uint64_t packets, octets;     /* of UDP's payload, before the path lost any */
    int64_t last_sent, last_came; /* nanoseconds; 0 for never */
};

struct flow {
    uint8_t client[16];
    size_t address_size; /* 0 for a free slot */
    unsigned client_port, server_port;
    int64_t first;
    struct flow_side sides[SIDES];
};

static struct flow flows[FLOW_SLOTS];
static unsigned flow_count;
static uint64_t flows_left_out; /* packets of flows beyond the most */

/* The flow of a UDP packet that `sender` sent, or NULL: no first fragment of UDP, or too many flows. */
static inline struct flow *find_flow(const struct datagram *datagram, enum side sender)
{
    if (datagram->protocol != PROTOCOL_UDP || !datagram->is_first) return NULL;
    const uint8_t *client = sender == CLIENTS ? datagram->source : datagram->destination;
    unsigned client_port = sender == CLIENTS ? datagram->source_port : datagram->destination_port;
    unsigned server_port = sender == CLIENTS ? datagram->destination_port : datagram->source_port;
    uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
    for (size_t index = 0; index < datagram->address_size; index++) hash = (hash ^ client[index]) * 0x100000001b3;
    hash = (hash ^ client_port) * 0x100000001b3;
    hash = (hash ^ server_port) * 0x100000001b3;
    for (size_t slot = hash ^ hash >> 32;; slot++) {
        struct flow *flow = &flows[slot % FLOW_SLOTS];
        if (!flow->address_size) {
            if (flow_count == MOST_FLOWS) { flows_left_out++; return NULL; }
            flow_count++;
            *flow = (struct flow){
                .address_size = datagram->address_size, .client_port = client_port, .server_port = server_port,
            };
            memcpy(flow->client, client, datagram->address_size);
            return flow;
        }
        if (flow->client_port == client_port && flow->server_port == server_port
            && flow->address_size == datagram->address_size && !memcmp(flow->client, client, flow->address_size))
            return flow;
    }
}

static inline void write_flows(FILE *file, int64_t begun)
{
    static const char *const names[SIDES] = { "servers", "clients" };
    const char *comma = "";
    for (const struct flow *flow = flows; flow < flows + FLOW_SLOTS; flow++) {
        if (!flow->address_size) continue;
        char text[INET6_ADDRSTRLEN];
        inet_ntop(flow->address_size == 4 ? AF_INET : AF_INET6, flow->client, text, sizeof text);
        fprintf(file, "%s\n{\"client\":\"%s\",\"client_port\":%u,\"server_port\":%u,\"first\":%.6f", comma, text,
            flow->client_port, flow->server_port, (double)(flow->first - begun) / 1e9);
        for (int side = 0; side < SIDES; side++) {
            const struct flow_side *sent = &flow->sides[side];
            fprintf(file, ",\"%s\":{\"packets\":%llu,\"octets\":%llu", names[side], (unsigned long long)sent->packets,
                (unsigned long long)sent->octets);
            if (sent->last_sent) fprintf(file, ",\"last_sent\":%.6f", (double)(sent->last_sent - begun) / 1e9);
            if (sent->last_came) fprintf(file, ",\"last_came\":%.6f", (double)(sent->last_came - begun) / 1e9);
            fputc('}', file);
        }
        fputc('}', file);
        comma = ",";
    }
}

#endif
