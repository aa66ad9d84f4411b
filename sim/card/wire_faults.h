// What a bad line does to frames between the card and its TAP, by seed: loss, duplication, delay, jitter, reordering. In the words of
// tc-netem, for kernels that have none: each frame is lost with `loss`, sent twice with `duplicate`, and leaves after `delay_ms` give or take
// `jitter_ms` (so jitter reorders), or at once with `reorder`.
#ifndef SAKER_WIRE_FAULTS_H
#define SAKER_WIRE_FAULTS_H
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace saker {

struct WireFaultPlan {
  double loss = 0, duplicate = 0, reorder = 0;  // probabilities, 0..1
  double delay_ms = 0, jitter_ms = 0;
  // "loss=0.02,duplicate=0.01,reorder=0.05,delay_ms=20,jitter_ms=2". Throws std::runtime_error with a sentence for a person.
  static WireFaultPlan parse(const std::string &text);
};

// One direction of the line.
class WireFaults {
 public:
  WireFaults(const WireFaultPlan &plan, uint64_t seed) : plan_(plan), random_(seed) {}
  void put(const uint8_t *frame, size_t length, uint64_t now_ns);
  // The next frame that is due; false when none is. Frames due at the same moment keep their order.
  bool take(std::vector<uint8_t> &frame, uint64_t now_ns);
  uint64_t lost() const { return lost_; }
  uint64_t duplicated() const { return duplicated_; }
  uint64_t overtook() const { return overtook_; }

 private:
  bool chance(double p) { return p > 0 && unit_(random_) < p; }
  void schedule(const uint8_t *frame, size_t length, uint64_t now_ns);

  WireFaultPlan plan_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> unit_{0.0, 1.0};
  std::multimap<uint64_t, std::vector<uint8_t>> under_way_;
  uint64_t lost_ = 0, duplicated_ = 0, overtook_ = 0;
};

}  // namespace saker
#endif
