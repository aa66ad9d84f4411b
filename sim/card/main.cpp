// The virtual card as a process: the Verilated core behind its TAP devices and a shared-memory "PCIe".
//   saker-card --shm FILE --tap-md NAME --tap-oe NAME [--tap-md-b NAME] [--dma-bytes N] [--trace FILE] [--oe-faults PLAN --oe-fault-seed N]
// Without --tap-md-b nothing is connected to feed line B. --oe-faults makes the order line a bad one, both ways (wire_faults.h).
// SIGUSR1: the card's time stands still, as that of a broken clock, until SIGUSR2.
// Prints one JSON line when ready, another when it ends. Ends on SIGTERM, SIGINT or the end of its parent.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "bell.h"
#include "card.h"
#include "saker_card.h"
#include "shared_memory.h"
#include "tap.h"
#include "wire_faults.h"

namespace {

volatile sig_atomic_t g_stop = 0, g_time_stands = 0;
void on_signal(int) { g_stop = 1; }
void on_clock_signal(int which) { g_time_stands = which == SIGUSR1; }

uint64_t clock_ns(clockid_t id) {
  timespec t;
  clock_gettime(id, &t);
  return uint64_t(t.tv_sec) * 1000000000ull + uint64_t(t.tv_nsec);
}

struct Options {
  std::string shm, tap_md, tap_md_b, tap_oe, trace;
  size_t dma_bytes = 16u << 20;
  std::string oe_faults;
  uint64_t oe_fault_seed = 1;
};

Options parse(int argc, char **argv) {
  std::map<std::string, std::string> given;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 >= argc || std::strncmp(argv[i], "--", 2) != 0)
      throw std::runtime_error(std::string("argument '") + argv[i] + "' wants --name value");
    given[argv[i] + 2] = argv[i + 1];
  }
  Options o;
  auto take = [&](const char *name, std::string &into, bool needed) {
    auto it = given.find(name);
    if (it != given.end()) {
      into = it->second;
      given.erase(it);
    } else if (needed) {
      throw std::runtime_error(std::string("--") + name + " is missing");
    }
  };
  std::string dma, seed;
  take("shm", o.shm, true);
  take("tap-md", o.tap_md, true);
  take("tap-oe", o.tap_oe, true);
  take("tap-md-b", o.tap_md_b, false);
  take("trace", o.trace, false);
  take("dma-bytes", dma, false);
  take("oe-faults", o.oe_faults, false);
  take("oe-fault-seed", seed, false);
  if (!seed.empty()) {
    char *end = nullptr;
    o.oe_fault_seed = std::strtoull(seed.c_str(), &end, 10);
    if (*end != 0) throw std::runtime_error("--oe-fault-seed must be a whole number");
  }
  if (!dma.empty()) {
    char *end = nullptr;
    o.dma_bytes = std::strtoull(dma.c_str(), &end, 0);
    if (*end != 0 || o.dma_bytes < 4096 || o.dma_bytes > (1u << 30) || o.dma_bytes % 4096 != 0)
      throw std::runtime_error("--dma-bytes must be a multiple of 4096 between 4096 and 2^30");
  }
  if (!given.empty()) throw std::runtime_error("unknown option --" + given.begin()->first);
  return o;
}

// The mapped file; removed with the process so that a driver never finds a dead card.
class SharedFile {
 public:
  SharedFile(const std::string &path, size_t bytes) : path_(path), bytes_(bytes) {
    int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) throw std::runtime_error("'" + path + "' exists: another card uses it, or one died; remove it if none runs");
    if (fd < 0) throw std::runtime_error("cannot create '" + path + "': " + std::strerror(errno));
    if (::ftruncate(fd, off_t(bytes)) != 0 ||
        (memory_ = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)) == MAP_FAILED) {
      std::string why = std::strerror(errno);
      ::close(fd);
      ::unlink(path.c_str());
      throw std::runtime_error("cannot map '" + path + "': " + why);
    }
    ::close(fd);
  }
  ~SharedFile() {
    ::munmap(memory_, bytes_);
    ::unlink(path_.c_str());
  }
  uint8_t *bytes() const { return static_cast<uint8_t *>(memory_); }

 private:
  std::string path_;
  size_t bytes_;
  void *memory_ = nullptr;
};

class Process {
 public:
  explicit Process(const Options &o)
      : file_(o.shm, saker::kHeaderBytes + o.dma_bytes),
        header_(new (file_.bytes()) saker::SharedHeader),
        bell_(o.shm + saker::kBellSuffix),
        md_(o.tap_md),
        oe_(o.tap_oe),
        md_b_(o.tap_md_b.empty() ? nullptr : new saker::Tap(o.tap_md_b)),
        card_(file_.bytes() + saker::kHeaderBytes, o.dma_bytes) {
    if (!o.oe_faults.empty()) {
      saker::WireFaultPlan plan = saker::WireFaultPlan::parse(o.oe_faults);
      oe_in_.reset(new saker::WireFaults(plan, 2 * o.oe_fault_seed));
      oe_out_.reset(new saker::WireFaults(plan, 2 * o.oe_fault_seed + 1));
    }
    card_.keep_history = false;
    if (!o.trace.empty() && !card_.trace(o.trace.c_str()))
      throw std::runtime_error("--trace needs a build with tracing (make sim TRACE=1)");
    header_->version = saker::kLayoutVersion;
    header_->dma_bytes = uint32_t(o.dma_bytes);
    header_->process = uint32_t(::getpid());
    header_->request.store(0);
    header_->response.store(0);
    header_->magic.store(saker::kMagic, std::memory_order_release);
  }

  // Spins while work comes, yields a little, then sleeps in the kernel until a frame, the bell, or the next turn is due.
  void loop() {
    int idle = 0;
    while (!g_stop) {
      bool worked = turn();
      idle = worked ? 0 : idle + 1;
      if (idle < kSpins) continue;
      if (idle < kSpins + kYields) {
        sched_yield();
        continue;
      }
      sleep();
    }
  }

  uint64_t frames_in() const { return frames_in_; }
  uint64_t frames_out() const { return frames_out_; }
  uint64_t cycles() const { return card_.cycle(); }
  // Frames that the bad line lost, doubled and let overtake; 0 without one.
  uint64_t lost() const { return oe_in_ ? oe_in_->lost() + oe_out_->lost() : 0; }
  uint64_t duplicated() const { return oe_in_ ? oe_in_->duplicated() + oe_out_->duplicated() : 0; }
  uint64_t overtook() const { return oe_in_ ? oe_in_->overtook() + oe_out_->overtook() : 0; }

 private:
  static constexpr int kSpins = 200, kYields = 100;
  static constexpr size_t kQueueWords = 4096;          // stop reading a TAP while this much waits for the wire
  static constexpr uint64_t kBurst = 256;              // cycles between looks at the mailbox
  static constexpr uint64_t kQuiet = 48;               // cycles without movement that end a burst
  static constexpr uint64_t kTimerPeriodNs = 1000000;  // clocks run at least this often, for the card's timers

  void sleep() {
    header_->asleep.store(1);
    // A driver looks at `asleep` after it advanced `request`; looked at in the other order here, no request is missed.
    if (header_->request.load() == served_) {
      // ppoll passes over an entry whose descriptor is negative.
      pollfd fds[] = {{md_.fd(), POLLIN, 0}, {oe_.fd(), POLLIN, 0}, {bell_.fd(), POLLIN, 0}, {md_b_ ? md_b_->fd() : -1, POLLIN, 0}};
      timespec nap{0, long(kTimerPeriodNs)};
      ::ppoll(fds, std::size(fds), &nap, nullptr);
    }
    header_->asleep.store(0);
    bell_.silence();
  }

  bool turn() {
    bool worked = mailbox();
    worked |= receive(md_, SAKER_PORT_MD_A);
    worked |= oe_in_ ? receive_late() : receive(oe_, SAKER_PORT_OE);
    if (md_b_) worked |= receive(*md_b_, SAKER_PORT_MD_B);
    uint64_t wall = clock_ns(CLOCK_REALTIME);
    header_->alive_ns.store(clock_ns(CLOCK_MONOTONIC), std::memory_order_relaxed);
    if (!worked && settled_ && wall - last_run_ < kTimerPeriodNs) return oe_out_ && send();
    follow(wall);
    settled_ = card_.run_idle(kQuiet, kBurst) < kBurst;
    last_run_ = wall;
    worked |= send();
    return worked || !settled_;
  }

  bool mailbox() {
    uint32_t request = header_->request.load(std::memory_order_acquire);
    if (request == served_) return false;
    follow(clock_ns(CLOCK_REALTIME));
    uint32_t value = 0;
    bool ok = false;
    if (header_->op == saker::kRead) ok = card_.read(header_->address, value);
    if (header_->op == saker::kWrite) ok = card_.write(header_->address, header_->value);
    if (header_->op == saker::kWriteMany) ok = write_many();
    header_->result = value;
    header_->status = ok ? saker::kOk : saker::kBusError;
    served_ = request;
    header_->response.store(request, std::memory_order_release);
    settled_ = false;
    return true;
  }

  // Card time follows the wall clock; it never goes back, and inside a burst it runs at the clock's own rate.
  void follow(uint64_t wall) {
    card_.stop_time(g_time_stands);
    if (!card_.time_stands() && wall > card_.now()) card_.set_time(wall);
  }

  bool write_many() {
    if (header_->value > saker::kMostWords) return false;
    bool ok = true;
    for (uint32_t i = 0; i < header_->value; i++) ok &= card_.write(header_->address, header_->words[i]);
    return ok;
  }

  bool receive(saker::Tap &tap, int port) {
    bool any = false;
    uint8_t frame[2048];
    while (card_.queued(port) < kQueueWords) {
      size_t n = tap.read(frame, sizeof frame);
      if (n == 0) break;
      card_.send(port, frame, n, 12);
      frames_in_++;
      any = true;
    }
    return any;
  }

  // What a bad line lets through of what the TAP has for us.
  bool receive_late() {
    bool any = false;
    uint8_t frame[2048];
    while (size_t n = oe_.read(frame, sizeof frame)) oe_in_->put(frame, n, clock_ns(CLOCK_MONOTONIC));
    std::vector<uint8_t> due;
    while (card_.queued(SAKER_PORT_OE) < kQueueWords && oe_in_->take(due, clock_ns(CLOCK_MONOTONIC))) {
      card_.send(SAKER_PORT_OE, due.data(), due.size(), 12);
      frames_in_++;
      any = true;
    }
    return any;
  }

  bool send() {
    bool any = false;
    while (!card_.sent.empty()) {
      const saker::Frame &f = card_.sent.front();
      if (!f.fcs_ok) throw std::runtime_error("the card sent a frame with a wrong check sequence");
      if (oe_out_) oe_out_->put(f.bytes.data(), f.bytes.size(), clock_ns(CLOCK_MONOTONIC));
      else write(f.bytes.data(), f.bytes.size());
      frames_out_++;
      card_.sent.pop_front();
    }
    std::vector<uint8_t> due;
    while (oe_out_ && oe_out_->take(due, clock_ns(CLOCK_MONOTONIC))) {
      write(due.data(), due.size());
      any = true;
    }
    return any;
  }

  void write(const uint8_t *frame, size_t length) {
    if (!oe_.write(frame, length)) std::fprintf(stderr, "saker-card: frame lost, the order TAP is down\n");
  }

  SharedFile file_;
  saker::SharedHeader *header_;
  saker::Bell bell_;
  saker::Tap md_, oe_;
  std::unique_ptr<saker::Tap> md_b_;
  std::unique_ptr<saker::WireFaults> oe_in_, oe_out_;  // of the order line, when it is a bad one
  saker::Card card_;
  uint32_t served_ = 0;
  uint64_t last_run_ = 0, frames_in_ = 0, frames_out_ = 0;
  bool settled_ = true;
};

}  // namespace

int main(int argc, char **argv) {
  try {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    struct sigaction act {};
    act.sa_handler = on_signal;
    ::sigaction(SIGTERM, &act, nullptr);
    ::sigaction(SIGINT, &act, nullptr);
    act.sa_handler = on_clock_signal;
    ::sigaction(SIGUSR1, &act, nullptr);
    ::sigaction(SIGUSR2, &act, nullptr);
    Options o = parse(argc, argv);
    Process process(o);
    std::printf("{\"ready\":true,\"shm\":\"%s\",\"pid\":%d}\n", o.shm.c_str(), int(::getpid()));
    std::fflush(stdout);
    process.loop();
    std::printf("{\"ended\":true,\"cycles\":%llu,\"frames_in\":%llu,\"frames_out\":%llu,\"oe_lost\":%llu,\"oe_duplicated\":%llu,\"oe_overtook\":%llu}\n",
                (unsigned long long)process.cycles(), (unsigned long long)process.frames_in(),
                (unsigned long long)process.frames_out(), (unsigned long long)process.lost(),
                (unsigned long long)process.duplicated(), (unsigned long long)process.overtook());
    return 0;
  } catch (const std::exception &e) {
    std::fprintf(stderr, "saker-card: %s\n", e.what());
    return 1;
  }
}
