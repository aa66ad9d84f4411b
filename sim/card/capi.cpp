// C ABI over saker::Card; see saker_card.h.
#include "saker_card.h"

#include <cstring>
#include <exception>

#include "card.h"

struct saker_card {
  saker::Card card;
  saker_card(uint8_t *memory, size_t bytes) : card(memory, bytes) {}
};

namespace {
bool bad_port(int port) { return port < 0 || port >= saker::kPorts; }
constexpr size_t kLongest = 9000;

// No C++ exception may cross into the caller.
template <typename F>
auto guarded(F f) -> decltype(f()) {
  try {
    return f();
  } catch (const std::exception &) {
    return SAKER_EBUS;
  }
}
}  // namespace

extern "C" {

saker_card *saker_card_create(uint8_t *host_memory, size_t host_bytes) {
  try {
    return host_memory == nullptr ? nullptr : new saker_card(host_memory, host_bytes);
  } catch (const std::exception &) {
    return nullptr;
  }
}

void saker_card_destroy(saker_card *c) { delete c; }

int saker_card_trace(saker_card *c, const char *path) { return c->card.trace(path) ? 0 : SAKER_EINVAL; }

int saker_card_set_time(saker_card *c, uint64_t now_ns) {
  c->card.set_time(now_ns);
  return 0;
}

int saker_card_set_clock(saker_card *c, int valid, int32_t offset_ns) {
  c->card.set_clock(valid != 0, offset_ns);
  return 0;
}

int saker_card_stop_time(saker_card *c, int stands) {
  c->card.stop_time(stands != 0);
  return 0;
}

int saker_card_set_panel(saker_card *c, int pressed) {
  c->card.set_panel(pressed != 0);
  return 0;
}

uint64_t saker_card_cycle(const saker_card *c) { return c->card.cycle(); }

int saker_card_read(saker_card *c, uint32_t address, uint32_t *value) {
  return guarded([&]() -> int { return c->card.read(address, *value) ? 0 : SAKER_EBUS; });
}

int saker_card_write(saker_card *c, uint32_t address, uint32_t value) {
  return guarded([&]() -> int { return c->card.write(address, value) ? 0 : SAKER_EBUS; });
}

int saker_card_send(saker_card *c, int port, const uint8_t *frame, size_t length, uint32_t gap) {
  if (bad_port(port) || frame == nullptr || length == 0 || length > kLongest) return SAKER_EINVAL;
  c->card.send(port, frame, length, gap);
  return 0;
}

int saker_card_send_at(saker_card *c, int port, const uint8_t *frame, size_t length, uint64_t start_cycle) {
  if (bad_port(port) || frame == nullptr || length == 0 || length > kLongest) return SAKER_EINVAL;
  return c->card.send_at(port, frame, length, start_cycle) ? 0 : SAKER_EAGAIN;
}

int saker_card_send_words(saker_card *c, int port, const uint32_t *data, const uint8_t *control, size_t words) {
  if (bad_port(port) || data == nullptr || control == nullptr) return SAKER_EINVAL;
  c->card.send_words(port, data, control, words);
  return 0;
}

int64_t saker_card_run(saker_card *c, uint64_t cycles) {
  c->card.run(cycles);
  return int64_t(cycles);
}

int64_t saker_card_run_idle(saker_card *c, uint64_t quiet, uint64_t most) {
  return int64_t(c->card.run_idle(quiet, most));
}

int saker_card_receive(saker_card *c, uint8_t *buffer, size_t size, uint64_t *start_cycle, int *fcs_ok) {
  if (c->card.sent.empty()) return 0;
  const saker::Frame &f = c->card.sent.front();
  if (f.bytes.size() > size) return SAKER_ENOSPC;
  int n = int(f.bytes.size());
  std::memcpy(buffer, f.bytes.data(), f.bytes.size());
  *start_cycle = f.start_cycle;
  *fcs_ok = f.fcs_ok ? 1 : 0;
  c->card.sent.pop_front();
  // A frame too broken to hold bytes still counts as one: length 1, FCS wrong, is never a real frame.
  return n == 0 ? 1 : n;
}

uint64_t saker_card_sent_at(const saker_card *c, int port, uint64_t n) {
  if (bad_port(port) || n >= c->card.sent_at(port).size()) return UINT64_MAX;
  return c->card.sent_at(port)[n];
}

}  // extern "C"
