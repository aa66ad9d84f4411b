// The doorbell: a datagram socket in the file system. A driver rings it; the card's process sleeps on it.
#ifndef SAKER_BELL_H
#define SAKER_BELL_H
#include <string>

namespace saker {

class Bell {
 public:
  // Throws std::runtime_error with a sentence for a person.
  explicit Bell(const std::string &path);
  ~Bell();
  Bell(const Bell &) = delete;
  Bell &operator=(const Bell &) = delete;
  int fd() const { return fd_; }
  // Takes every ring that waits.
  void silence();

 private:
  std::string path_;
  int fd_;
};

}  // namespace saker
#endif
