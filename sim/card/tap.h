// A TAP device: the Linux end of one of the virtual card's Ethernet ports.
#ifndef SAKER_TAP_H
#define SAKER_TAP_H
#include <cstddef>
#include <cstdint>
#include <string>

namespace saker {

class Tap {
 public:
  // Creates the device (gone again when this is destroyed). Throws std::runtime_error with a sentence for a person.
  explicit Tap(const std::string &name);
  ~Tap();
  Tap(const Tap &) = delete;
  Tap &operator=(const Tap &) = delete;
  int fd() const { return fd_; }
  // One frame, without FCS; 0 when none waits.
  size_t read(uint8_t *buffer, size_t size);
  // False when the kernel would not take it (device down, queue full): the frame is lost, as on a wire.
  bool write(const uint8_t *frame, size_t length);

 private:
  int fd_;
};

}  // namespace saker
#endif
