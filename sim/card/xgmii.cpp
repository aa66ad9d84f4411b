#include "xgmii.h"

#include <array>

namespace saker {
namespace {

constexpr uint8_t kStart = 0xFB, kTerminate = 0xFD, kIdleByte = 0x07;
constexpr size_t kMinimum = 60, kPreamble = 8;

constexpr std::array<uint32_t, 256> make_table() {
  std::array<uint32_t, 256> t{};
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = (c & 1) ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    t[i] = c;
  }
  return t;
}
constexpr auto kTable = make_table();

void append_bytes(std::deque<Word> &out, const std::vector<uint8_t> &bytes) {
  size_t n = bytes.size(), i = 0;
  for (; i + 4 <= n; i += 4) {
    uint32_t w = 0;
    for (size_t k = 0; k < 4; k++) w |= uint32_t(bytes[i + k]) << (8 * k);
    out.push_back({w, 0, i + 4 == n});
  }
  Word tail{0, 0, i != n};
  for (size_t k = 0; k < 4; k++) {
    bool data = i + k < n;
    uint8_t b = data ? bytes[i + k] : (i + k == n ? kTerminate : kIdleByte);
    tail.data |= uint32_t(b) << (8 * k);
    if (!data) tail.control |= uint8_t(1u << k);
  }
  out.push_back(tail);
}

}  // namespace

uint32_t crc32(const uint8_t *bytes, size_t n) {
  uint32_t c = 0xFFFFFFFFu;
  for (size_t i = 0; i < n; i++) c = kTable[(c ^ bytes[i]) & 0xFF] ^ (c >> 8);
  return ~c;
}

void append_frame(std::deque<Word> &out, const uint8_t *frame, size_t length, uint32_t gap) {
  for (uint32_t i = 0; i < gap; i += 4) out.push_back(kIdle);
  std::vector<uint8_t> body(frame, frame + length);
  if (body.size() < kMinimum) body.resize(kMinimum, 0);
  uint32_t fcs = crc32(body.data(), body.size());
  for (int k = 0; k < 4; k++) body.push_back(uint8_t(fcs >> (8 * k)));
  out.push_back({0x55555500u | kStart, 0x1, false});
  out.push_back({0xD5555555u, 0x0, false});
  append_bytes(out, body);
}

bool FrameReader::push(uint32_t data, uint8_t control, uint64_t cycle, Frame &frame) {
  bool done = false;
  for (int lane = 0; lane < 4; lane++) {
    uint8_t b = uint8_t(data >> (8 * lane));
    bool is_control = (control >> lane) & 1;
    if (!active_) {
      if (is_control && b == kStart) {
        active_ = true;
        error_ = lane != 0;
        start_ = cycle;
        bytes_.clear();
      }
      continue;
    }
    if (!is_control) {
      bytes_.push_back(b);
      continue;
    }
    if (b != kTerminate) {
      error_ = true;
      if (b != 0xFE) active_ = false;  // neither data nor error: the frame is broken off
      if (active_) continue;
    }
    active_ = false;
    // The start character stands for the first preamble byte; seven more precede the frame.
    bool whole = bytes_.size() >= kPreamble - 1 + kMinimum + 4 && bytes_[kPreamble - 2] == 0xD5;
    frame.start_cycle = start_;
    frame.bytes.clear();
    frame.fcs_ok = false;
    if (whole) {
      size_t n = bytes_.size() - (kPreamble - 1) - 4;
      frame.bytes.assign(bytes_.begin() + (kPreamble - 1), bytes_.end() - 4);
      uint32_t want = crc32(frame.bytes.data(), n), got = 0;
      for (int k = 0; k < 4; k++) got |= uint32_t(bytes_[bytes_.size() - 4 + size_t(k)]) << (8 * k);
      frame.fcs_ok = !error_ && want == got;
    }
    done = true;
  }
  return done;
}

}  // namespace saker
