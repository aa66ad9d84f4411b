// XGMII-32 words on the virtual wire: frames to words and words back to frames.
#ifndef SAKER_XGMII_H
#define SAKER_XGMII_H
#include <cstdint>
#include <cstddef>
#include <deque>
#include <vector>

namespace saker {

struct Word {
  uint32_t data;
  uint8_t control;
  bool last_byte;  // holds a frame's last byte before its terminate (end of FCS)
};

constexpr Word kIdle{0x07070707u, 0xF, false};

// IEEE 802.3 CRC-32 of a frame without FCS, ready to be appended least significant byte first.
uint32_t crc32(const uint8_t *bytes, size_t n);

// Appends idle (at least `gap` bytes, counting what the previous terminate word already gave), preamble, the
// frame padded to 60 bytes, its FCS and a terminate.
void append_frame(std::deque<Word> &out, const uint8_t *frame, size_t length, uint32_t gap);

struct Frame {
  std::vector<uint8_t> bytes;  // without FCS
  uint64_t start_cycle;        // cycle of the start character
  bool fcs_ok;                 // FCS right, no error character, at least 64 bytes with FCS
};

// Feeds on one word a cycle; returns true when `frame` holds a newly completed one.
class FrameReader {
 public:
  bool push(uint32_t data, uint8_t control, uint64_t cycle, Frame &frame);
  bool in_frame() const { return active_; }

 private:
  std::vector<uint8_t> bytes_;
  uint64_t start_ = 0;
  bool active_ = false;
  bool error_ = false;
};

}  // namespace saker
#endif
