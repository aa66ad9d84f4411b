// A short market for the compiler: run once by the Makefile so that the optimizer knows which of the core's logic is busy and which
// is not. Two feed lines bring one stream of adds, executions, deletes and replaces of every tracked symbol, now with a skew, now with
// a packet lost on one line, and idle time between. Says how fast it ran. Nothing is judged here: that is the tests' work.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include "../../hdl/regs/gen/saker_regs.h"
#include "card.h"
#include "saker_card.h"

namespace {

using Bytes = std::vector<uint8_t>;
constexpr uint32_t kSourceIp = 0x0A4D0101, kGroup[2] = {0xEF4D0101, 0xEF4D0102};
constexpr uint16_t kUdpPort[2] = {26477, 26478};
constexpr uint32_t kBase = 1000000, kTick = 100, kMiddle = 2000;
constexpr uint32_t kTickInverse = 3264175145u;  // of 25, the odd part of the tick, modulo 2^32
constexpr uint32_t kRingLog2 = 12;
constexpr size_t kMemory = size_t(64) << kRingLog2, kPayload = 1440, kIp = 14, kUdp = 34, kData = 42;

void put(uint8_t *to, uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; i--, value >>= 8) to[i] = uint8_t(value);
}

Bytes frame(int line, const Bytes &payload) {
  Bytes f(kData + payload.size());
  put(&f[0], 0x01005E4D0101 + uint64_t(line), 6);
  put(&f[6], 0x025346454544, 6);
  put(&f[12], 0x0800, 2);
  f[kIp] = 0x45;
  put(&f[kIp + 2], 28 + payload.size(), 2);
  f[kIp + 8] = 1;
  f[kIp + 9] = 17;
  put(&f[kIp + 12], kSourceIp, 4);
  put(&f[kIp + 16], kGroup[line], 4);
  uint32_t sum = 0;
  for (size_t i = 0; i < 20; i += 2) sum += uint32_t(f[kIp + i] << 8 | f[kIp + i + 1]);
  while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
  put(&f[kIp + 10], uint16_t(~sum), 2);
  put(&f[kUdp], kUdpPort[line], 2);
  put(&f[kUdp + 2], kUdpPort[line], 2);
  put(&f[kUdp + 4], 8 + payload.size(), 2);
  std::memcpy(&f[kData], payload.data(), payload.size());
  return f;
}

class Market {
 public:
  explicit Market(int symbols) : symbols_(symbols) {}

  // A packet that is full of the next messages.
  Bytes packet() {
    Bytes p(20, ' ');
    put(&p[10], sequence_, 8);
    uint16_t count = 0;
    for (; p.size() < kPayload; count++) next(p);
    put(&p[18], count, 2);
    sequence_ += count;
    return p;
  }
  uint64_t sequence() const { return sequence_; }

 private:
  void next(Bytes &p) {
    size_t kind = live_.size() < 300 ? 0 : random_() % 8;
    if (kind < 4) return add(p);
    size_t at = random_() % live_.size();
    auto [reference, symbol] = live_[at];
    uint8_t *m = block(p, kind == 4 ? 'E' : kind == 5 ? 'U' : 'D', kind == 4 ? 31 : kind == 5 ? 35 : 19, symbol, reference);
    if (kind == 4) {
      put(m + 19, 1, 4);
      return;  // one lot of twenty or more: the order lives on
    }
    live_[at] = live_.back();
    live_.pop_back();
    if (kind != 5) return;
    put(m + 19, reference_ += 4, 8);
    put(m + 27, 20 + random_() % 100, 4);
    put(m + 31, kBase + kTick * (kMiddle + random_() % 3), 4);
    live_.push_back({reference_, symbol});
  }

  void add(Bytes &p) {
    int symbol = int(random_() % uint32_t(symbols_));
    bool buy = random_() % 2;
    uint8_t *m = block(p, 'A', 36, symbol, reference_ += 4);
    m[19] = buy ? 'B' : 'S';
    put(m + 20, 20 + random_() % 100, 4);
    uint32_t away = 1 + random_() % 20;
    put(m + 32, kBase + kTick * (buy ? kMiddle - away : kMiddle + 4 + away), 4);
    live_.push_back({reference_, symbol});
  }

  uint8_t *block(Bytes &p, char type, size_t length, int symbol, uint64_t reference) {
    size_t at = p.size();
    p.resize(at + 2 + length);
    put(&p[at], length, 2);
    uint8_t *m = &p[at + 2];
    m[0] = uint8_t(type);
    put(m + 1, uint64_t(symbol) + 1, 2);
    put(m + 11, reference, 8);
    return m;
  }

  int symbols_;
  std::mt19937 random_{1};
  uint64_t sequence_ = 1, reference_ = 4;
  std::vector<std::pair<uint64_t, int>> live_;
};

uint32_t read(saker::Card &card, uint32_t address) {
  uint32_t value = 0;
  card.read(address, value);
  return value;
}

void set_up(saker::Card &card, int symbols) {
  card.write(SAKER_REG_RING_LOG2, kRingLog2);
  card.write(SAKER_REG_RING_CTRL, 1);
  for (uint32_t n = 0; n < uint32_t(symbols); n++) {
    card.write(SAKER_REG_SYM_BASE + n * SAKER_REG_SYM_BASE_STRIDE, kBase);
    card.write(SAKER_REG_SYM_TICK + n * SAKER_REG_SYM_TICK_STRIDE, kTick);
    card.write(SAKER_REG_SYM_TICK_INV + n * SAKER_REG_SYM_TICK_INV_STRIDE, kTickInverse);
    card.write(SAKER_REG_SYM_LOCATE + n * SAKER_REG_SYM_LOCATE_STRIDE, 0x10000 | (n + 1));
    card.write(SAKER_REG_SYM_FORCE_TRADING + n * SAKER_REG_SYM_FORCE_TRADING_STRIDE, 1);
    card.write(SAKER_REG_SYM_MODE + n * SAKER_REG_SYM_MODE_STRIDE, 3);
    card.write(SAKER_REG_SYM_SILENCE + n * SAKER_REG_SYM_SILENCE_STRIDE, 0xFFFFFF);
  }
  card.write(SAKER_REG_BOOK_CLEAR, 1);
  while (read(card, SAKER_REG_STATE) & SAKER_STATE_BOOK_BUSY_MASK) continue;
  card.write(SAKER_REG_FEED_GROUP, kGroup[0]);
  card.write(SAKER_REG_FEED_PORT, kUdpPort[0]);
  card.write(SAKER_REG_FEED_B_GROUP, kGroup[1]);
  card.write(SAKER_REG_FEED_B_PORT, kUdpPort[1]);
  card.write(SAKER_REG_DEPTH_INTERVAL_US, 10);
  card.write(SAKER_REG_FEED_NEXT_LO, 1);
  card.write(SAKER_REG_FEED_SET, 1);
  card.write(SAKER_REG_FEED_CTRL, SAKER_FEED_CTRL_ENABLE_MASK | SAKER_FEED_CTRL_ENABLE_B_MASK | SAKER_FEED_CTRL_ANY_SESSION_MASK |
                                      SAKER_FEED_CTRL_RECORD_MASK | SAKER_FEED_CTRL_TAPE_MASK);
}

}  // namespace

int main(int argc, char **argv) {
  const int packets = argc > 1 ? std::atoi(argv[1]) : 150;
  std::vector<uint8_t> memory(kMemory);
  saker::Card card(memory.data(), memory.size());
  card.keep_history = false;
  int symbols = int((read(card, SAKER_REG_CAPS) & SAKER_CAPS_NUM_SYMBOLS_MASK) >> SAKER_CAPS_NUM_SYMBOLS_LSB);
  set_up(card, symbols);
  Market market(symbols);
  uint64_t from = card.cycle();
  auto started = std::chrono::steady_clock::now();
  for (int n = 0; n < packets; n++) {
    Bytes payload = market.packet(), a = frame(0, payload), b = frame(1, payload);
    if (n % 10 != 9) card.send(SAKER_PORT_MD_A, a.data(), a.size(), n % 3 == 0 ? 400 : 12);
    if (n % 10 != 4) card.send(SAKER_PORT_MD_B, b.data(), b.size(), 12 + uint32_t(n % 7) * 40);
    card.run(500);
    card.write(SAKER_REG_RING_CONSUMER, read(card, SAKER_REG_RING_PRODUCER));
  }
  card.run_idle(64, 20000);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  uint64_t cycles = card.cycle() - from;
  std::printf("%llu messages sent, %u released, %u applied; %llu cycles, %.0f cycles/s\n", (unsigned long long)(market.sequence() - 1),
              read(card, SAKER_REG_CNT_FEED + 17 * 4), read(card, SAKER_REG_CNT_FEED + 21 * 4), (unsigned long long)cycles, double(cycles) / seconds);
  return 0;
}
