// C ABI of the virtual card: the Verilated core as a library. Single-threaded per handle.
// Returns 0 or a count on success, negative SAKER_E* on failure.
#ifndef SAKER_CARD_H
#define SAKER_CARD_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

typedef struct saker_card saker_card;

enum { SAKER_EINVAL = -1, SAKER_EBUS = -2, SAKER_EAGAIN = -3, SAKER_ENOSPC = -4 };
enum { SAKER_PORT_MD_A = 0, SAKER_PORT_OE = 1, SAKER_PORT_MD_B = 2 };

// Memory that the card's DMA reaches: bus addresses [0, host_bytes). The caller owns it and keeps it alive.
saker_card *saker_card_create(uint8_t *host_memory, size_t host_bytes);
void saker_card_destroy(saker_card *c);
// Optional waveform; path NULL closes it. Needs a build with tracing: SAKER_EINVAL otherwise.
int saker_card_trace(saker_card *c, const char *path);

// Time: now_ns_i advances 3.2 ns a cycle from this base.
int saker_card_set_time(saker_card *c, uint64_t now_ns);
// The clock's pins: whether it follows its master, and its offset from it. Without this call: valid, 0 ns.
int saker_card_set_clock(saker_card *c, int valid, int32_t offset_ns);
// From now on now_ns_i keeps its value (but for saker_card_set_time), or moves on again.
int saker_card_stop_time(saker_card *c, int stands);
// The switch at the front panel; 0 without this call.
int saker_card_set_panel(saker_card *c, int pressed);
uint64_t saker_card_cycle(const saker_card *c);

// Register bus: each call runs the AXI4-Lite transaction to its end.
int saker_card_read(saker_card *c, uint32_t address, uint32_t *value);
int saker_card_write(saker_card *c, uint32_t address, uint32_t value);

// Queue a frame (destination MAC first, without FCS; padded to 60, FCS appended) for a port's receive side.
// gap: idle bytes before its start, at least 12 (rounded so that the start falls in lane 0).
int saker_card_send(saker_card *c, int port, const uint8_t *frame, size_t length, uint32_t gap);
// The same with its start character on the pins in exactly that cycle (saker_card_cycle counts them). SAKER_EAGAIN when the port
// cannot: what is queued for it ends later, 12 bytes of idle included, or the cycle is more than 2^24 away.
int saker_card_send_at(saker_card *c, int port, const uint8_t *frame, size_t length, uint64_t start_cycle);
// As saker_card_send with nothing added: these exact XGMII words, data and control, one a cycle. For broken frames.
int saker_card_send_words(saker_card *c, int port, const uint32_t *data, const uint8_t *control, size_t words);

// Run n cycles, or until every queue is empty and the card has been quiet for `quiet` cycles (at most n). Returns cycles run.
int64_t saker_card_run(saker_card *c, uint64_t cycles);
int64_t saker_card_run_idle(saker_card *c, uint64_t quiet, uint64_t most);

// Next frame sent by the card on oe, FCS stripped; its start cycle and whether its FCS was right.
// Returns its length, 0 when none, SAKER_ENOSPC when the buffer is too small (frame kept).
int saker_card_receive(saker_card *c, uint8_t *buffer, size_t size, uint64_t *start_cycle, int *fcs_ok);

// Cycle in which the last byte of the n-th frame sent to a port (from 0) stood on the pins, or UINT64_MAX while it has not.
uint64_t saker_card_sent_at(const saker_card *c, int port, uint64_t n);

#ifdef __cplusplus
}
#endif
#endif
