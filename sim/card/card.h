// The Verilated core with something on the other end of each of its ports: XGMII words in and out, an AXI4-Lite
// master, and memory behind the AXI4 write master. One instance, one thread.
#ifndef SAKER_CARD_HPP
#define SAKER_CARD_HPP
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "xgmii.h"

class VerilatedContext;
class Vsaker_core;
class VerilatedVcdC;

namespace saker {

constexpr int kPorts = 3;  // md_a, oe, md_b: the numbers of saker_card.h

class Card {
 public:
  Card(uint8_t *memory, size_t bytes);
  ~Card();
  Card(const Card &) = delete;
  Card &operator=(const Card &) = delete;

  bool trace(const char *path);
  void set_time(uint64_t now_ns);
  void set_clock(bool valid, int32_t offset_ns);
  void stop_time(bool stands);
  bool time_stands() const { return time_stands_; }
  void set_panel(bool pressed);
  uint64_t now() const { return now_ns_; }
  uint64_t cycle() const { return cycle_; }

  // One AXI4-Lite transaction. False when the card answered with an error.
  bool read(uint32_t address, uint32_t &value);
  bool write(uint32_t address, uint32_t value);

  void send(int port, const uint8_t *frame, size_t length, uint32_t gap);
  // The same with its start character on the pins in exactly that cycle. False when the port cannot: what is queued ends later
  // (12 bytes of idle included), or the cycle is more than kFarthest away.
  bool send_at(int port, const uint8_t *frame, size_t length, uint64_t start_cycle);
  void send_words(int port, const uint32_t *data, const uint8_t *control, size_t words);
  size_t queued(int port) const { return rx_[port].size(); }

  void run(uint64_t cycles);
  // Until nothing is queued or moving for `quiet` cycles, at most `most`. Returns cycles run.
  uint64_t run_idle(uint64_t quiet, uint64_t most);

  std::deque<Frame> sent;  // frames that the card put on oe, oldest first
  const std::vector<uint64_t> &sent_at(int port) const { return last_byte_[port]; }
  // A long-running process keeps no history of frame times.
  bool keep_history = true;

 private:
  static constexpr size_t kBeat = 64;
  static constexpr uint64_t kFarthest = 1u << 24;

  void tick();
  const Word &next_word(int port);
  void memory_port();

  std::unique_ptr<VerilatedContext> context_;
  std::unique_ptr<Vsaker_core> top_;
  std::unique_ptr<VerilatedVcdC> vcd_;
  uint8_t *memory_;
  size_t bytes_;
  uint64_t cycle_ = 0;
  uint64_t now_ns_ = 0;
  bool clock_valid_ = true, time_stands_ = false, panel_ = false;
  int32_t clock_offset_ns_ = 0;
  uint32_t fifths_ = 0;  // fifths of a ns beyond now_ns_: a cycle is 16/5 ns
  uint64_t active_ = 0;  // cycle of the last movement
  std::deque<Word> rx_[kPorts];
  Word word_[kPorts] = {};
  std::vector<uint64_t> last_byte_[kPorts];
  FrameReader reader_;
  Frame frame_;
  std::deque<uint64_t> aw_;
  std::deque<std::array<uint8_t, kBeat>> w_;
  uint32_t responses_ = 0;       // write responses owed
  bool response_error_ = false;
};

}  // namespace saker
#endif
