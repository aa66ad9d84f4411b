#include "tap.h"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace saker {

Tap::Tap(const std::string &name) {
  if (name.empty() || name.size() >= IFNAMSIZ) throw std::runtime_error("TAP name '" + name + "' is empty or longer than 15 characters");
  fd_ = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd_ < 0)
    throw std::runtime_error(errno == EACCES
                                 ? "this user may not open /dev/net/tun: run as root, or let users open it (chmod 666 /dev/net/tun)"
                                 : std::string("cannot open /dev/net/tun (") + std::strerror(errno) + "): load the 'tun' kernel module");
  ifreq request{};
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
  if (::ioctl(fd_, TUNSETIFF, &request) < 0) {
    std::string why = std::strerror(errno);
    ::close(fd_);
    throw std::runtime_error("cannot create TAP '" + name + "' (" + why + "): run as root or inside `unshare -Urn`");
  }
}

Tap::~Tap() { ::close(fd_); }

size_t Tap::read(uint8_t *buffer, size_t size) {
  ssize_t n = ::read(fd_, buffer, size);
  return n > 0 ? size_t(n) : 0;
}

bool Tap::write(const uint8_t *frame, size_t length) { return ::write(fd_, frame, length) == ssize_t(length); }

}  // namespace saker
