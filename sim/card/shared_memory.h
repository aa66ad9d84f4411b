// The memory that the virtual card's process and its driver share: a page of header and mailbox, then the DMA memory.
// The driver (host/Saker.Card/Simulated/SimulatedCard.cs) writes the same offsets down; a version change goes into both.
#ifndef SAKER_SHARED_MEMORY_H
#define SAKER_SHARED_MEMORY_H
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace saker {

constexpr uint64_t kMagic = 0x44524143524B4153ull;  // "SAKRCARD" in memory order
constexpr uint32_t kLayoutVersion = 3;
constexpr size_t kHeaderBytes = 4096;
// Beside the memory FILE there is a datagram socket FILE.bell: any datagram wakes a card that is asleep.
constexpr const char *kBellSuffix = ".bell";

// kWriteMany writes `value` of the `words` to one address, the first word first.
enum MailboxOp : uint32_t { kRead = 1, kWrite = 2, kWriteMany = 3 };
constexpr size_t kMostWords = 512;
enum MailboxStatus : uint32_t { kOk = 0, kBusError = 1 };

struct SharedHeader {
  std::atomic<uint64_t> magic;        // 0x00, written last by the card's process
  uint32_t version;                   // 0x08
  uint32_t dma_bytes;                 // 0x0C
  uint32_t process;                   // 0x10, pid of the card's process
  std::atomic<uint32_t> asleep;       // 0x14, the card waits in the kernel: a request needs a byte on FILE.bell
  uint32_t reserved0[2];
  std::atomic<uint64_t> alive_ns;     // 0x20, CLOCK_MONOTONIC of the process's last turn
  uint8_t reserved1[24];
  // Driver to card, one cache line: fill, then advance request.
  std::atomic<uint32_t> request;      // 0x40
  uint32_t op;                        // 0x44
  uint32_t address;                   // 0x48
  uint32_t value;                     // 0x4C
  uint8_t reserved2[48];
  // Card to driver: response follows request when the transaction is done.
  std::atomic<uint32_t> response;     // 0x80
  uint32_t status;                    // 0x84
  uint32_t result;                    // 0x88
  uint8_t reserved3[116];
  uint32_t words[kMostWords];         // 0x100
};
static_assert(offsetof(SharedHeader, asleep) == 0x14 && offsetof(SharedHeader, alive_ns) == 0x20 && offsetof(SharedHeader, request) == 0x40 &&
              offsetof(SharedHeader, response) == 0x80 && offsetof(SharedHeader, result) == 0x88 && offsetof(SharedHeader, words) == 0x100 && sizeof(SharedHeader) <= kHeaderBytes);

}  // namespace saker
#endif
