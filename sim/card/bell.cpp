#include "bell.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace saker {

Bell::Bell(const std::string &path) : path_(path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    throw std::runtime_error("'" + path + "' is too long for a socket (107 bytes): use a shorter run folder");
  std::memcpy(address.sun_path, path.c_str(), path.size());
  fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0 || ::bind(fd_, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
    std::string why = std::strerror(errno);
    if (fd_ >= 0) ::close(fd_);
    throw std::runtime_error("cannot make the socket '" + path + "': " + why);
  }
}

Bell::~Bell() {
  ::close(fd_);
  ::unlink(path_.c_str());
}

void Bell::silence() {
  char byte;
  while (::recv(fd_, &byte, 1, 0) >= 0) continue;
}

}  // namespace saker
