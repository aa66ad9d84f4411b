#include "card.h"

#include <atomic>
#include <cstring>
#include <stdexcept>

#include "Vsaker_core.h"
#include "saker_card.h"
#include "verilated.h"
#ifdef SAKER_TRACE
#include "verilated_vcd_c.h"
#else
class VerilatedVcdC {};
#endif

namespace saker {
namespace {
constexpr uint64_t kBusTimeout = 1000;  // cycles; the register block answers in a handful
constexpr int kResetCycles = 8;
constexpr uint64_t kIdleWords = 3;  // the least between two frames
}  // namespace

Card::Card(uint8_t *memory, size_t bytes)
    : context_(new VerilatedContext), memory_(memory), bytes_(bytes) {
  // What reset does not reach starts as noise, always the same noise.
  context_->randReset(2);
  context_->randSeed(20261121);
#ifdef SAKER_TRACE
  context_->traceEverOn(true);
#endif
  top_.reset(new Vsaker_core(context_.get(), "card"));
  top_->s_axil_awvalid_i = top_->s_axil_wvalid_i = top_->s_axil_arvalid_i = 0;
  top_->s_axil_bready_i = top_->s_axil_rready_i = 1;
  top_->rst_i = 1;
  for (int i = 0; i < kResetCycles; i++) tick();
  top_->rst_i = 0;
  cycle_ = 0;
  active_ = 0;
}

Card::~Card() {
#ifdef SAKER_TRACE
  if (vcd_) vcd_->close();
#endif
  top_->final();
}

bool Card::trace(const char *path) {
#ifdef SAKER_TRACE
  if (vcd_) vcd_->close();
  vcd_.reset();
  if (path != nullptr) {
    vcd_.reset(new VerilatedVcdC);
    top_->trace(vcd_.get(), 99);
    vcd_->open(path);
  }
  return true;
#else
  return path == nullptr;
#endif
}

void Card::set_time(uint64_t now_ns) {
  now_ns_ = now_ns;
  fifths_ = 0;
}

void Card::set_clock(bool valid, int32_t offset_ns) {
  clock_valid_ = valid;
  clock_offset_ns_ = offset_ns;
}

void Card::stop_time(bool stands) { time_stands_ = stands; }

void Card::set_panel(bool pressed) { panel_ = pressed; }

// What stands on a port's pins in this cycle. The reference is good until the next call for the port.
const Word &Card::next_word(int port) {
  std::deque<Word> &queue = rx_[port];
  if (queue.empty()) return kIdle;
  word_[port] = queue.front();
  queue.pop_front();
  active_ = cycle_;
  if (word_[port].last_byte && keep_history) last_byte_[port].push_back(cycle_);
  return word_[port];
}

// The memory accepts an address and a beat in every cycle and answers one cycle later.
void Card::memory_port() {
  if (top_->m_axi_bvalid_i && top_->m_axi_bready_o) responses_--;
  if (top_->m_axi_awvalid_o) aw_.push_back(top_->m_axi_awaddr_o);
  if (top_->m_axi_wvalid_o) {
    w_.emplace_back();
    std::memcpy(w_.back().data(), &top_->m_axi_wdata_o[0], kBeat);
  }
  while (!aw_.empty() && !w_.empty()) {
    uint64_t address = aw_.front();
    if (address % kBeat == 0 && address + kBeat <= bytes_) {
      // A reader on another core looks at the first 8 bytes (sequence, type, phase): they go last.
      std::memcpy(memory_ + address + 8, w_.front().data() + 8, kBeat - 8);
      uint64_t head;
      std::memcpy(&head, w_.front().data(), 8);
      reinterpret_cast<std::atomic<uint64_t> *>(memory_ + address)->store(head, std::memory_order_release);
    } else {
      response_error_ = true;
    }
    aw_.pop_front();
    w_.pop_front();
    responses_++;
    active_ = cycle_;
  }
}

void Card::tick() {
  const Word &a = next_word(SAKER_PORT_MD_A), &oe = next_word(SAKER_PORT_OE), &b = next_word(SAKER_PORT_MD_B);
  top_->md_a_rxd_i = a.data;
  top_->md_a_rxc_i = a.control;
  top_->oe_rxd_i = oe.data;
  top_->oe_rxc_i = oe.control;
  top_->md_b_rxd_i = b.data;
  top_->md_b_rxc_i = b.control;
  top_->now_ns_i = now_ns_;
  top_->clock_valid_i = clock_valid_;
  top_->clock_offset_ns_i = uint32_t(clock_offset_ns_);
  top_->panel_kill_i = panel_;
  top_->m_axi_awready_i = 1;
  top_->m_axi_wready_i = 1;
  top_->m_axi_bvalid_i = responses_ != 0;
  top_->m_axi_bresp_i = responses_ != 0 && response_error_ ? 2 : 0;
  if (responses_ != 0) response_error_ = false;
  top_->clk_i = 0;
  top_->eval();
#ifdef SAKER_TRACE
  if (vcd_) vcd_->dump(cycle_ * 10);
#endif
  if (!top_->rst_i) {
    memory_port();
    if (reader_.push(top_->oe_txd_o, top_->oe_txc_o, cycle_, frame_)) sent.push_back(frame_);
    if (reader_.in_frame() || top_->busy_o) active_ = cycle_;
  }
  top_->clk_i = 1;
  top_->eval();
#ifdef SAKER_TRACE
  if (vcd_) vcd_->dump(cycle_ * 10 + 5);
#endif
  cycle_++;
  if (time_stands_) return;
  fifths_ += 1;
  now_ns_ += 3;
  if (fifths_ == 5) {
    fifths_ = 0;
    now_ns_ += 1;
  }
}

bool Card::read(uint32_t address, uint32_t &value) {
  top_->s_axil_araddr_i = uint16_t(address);
  top_->s_axil_arvalid_i = 1;
  for (uint64_t i = 0; i < kBusTimeout; i++) {
    top_->clk_i = 0;
    top_->eval();
    bool taken = top_->s_axil_arvalid_i && top_->s_axil_arready_o;
    bool done = top_->s_axil_rvalid_o;
    bool ok = top_->s_axil_rresp_o == 0;
    value = top_->s_axil_rdata_o;
    tick();
    if (done) return ok;
    if (taken) top_->s_axil_arvalid_i = 0;
  }
  throw std::runtime_error("the register bus did not answer a read");
}

bool Card::write(uint32_t address, uint32_t value) {
  top_->s_axil_awaddr_i = uint16_t(address);
  top_->s_axil_wdata_i = value;
  top_->s_axil_wstrb_i = 0xF;
  top_->s_axil_awvalid_i = top_->s_axil_wvalid_i = 1;
  for (uint64_t i = 0; i < kBusTimeout; i++) {
    top_->clk_i = 0;
    top_->eval();
    bool aw = top_->s_axil_awvalid_i && top_->s_axil_awready_o;
    bool w = top_->s_axil_wvalid_i && top_->s_axil_wready_o;
    bool done = top_->s_axil_bvalid_o;
    bool ok = top_->s_axil_bresp_o == 0;
    tick();
    if (done) return ok;
    if (aw) top_->s_axil_awvalid_i = 0;
    if (w) top_->s_axil_wvalid_i = 0;
  }
  throw std::runtime_error("the register bus did not answer a write");
}

void Card::send(int port, const uint8_t *frame, size_t length, uint32_t gap) {
  append_frame(rx_[port], frame, length, gap < 12 ? 12 : gap);
}

bool Card::send_at(int port, const uint8_t *frame, size_t length, uint64_t start_cycle) {
  // The queue's first word stands on the pins in cycle cycle_.
  uint64_t free = cycle_ + rx_[port].size();
  if (start_cycle < free + kIdleWords || start_cycle - free > kFarthest) return false;
  append_frame(rx_[port], frame, length, uint32_t(start_cycle - free) * 4);
  return true;
}

void Card::send_words(int port, const uint32_t *data, const uint8_t *control, size_t words) {
  for (size_t i = 0; i < words; i++) {
    bool terminates = i + 1 < words && (control[i + 1] & 1) && !(control[i] & 0xF) && (data[i + 1] & 0xFF) == 0xFD;
    for (int lane = 1; lane < 4; lane++)
      terminates |= ((control[i] >> lane) & 1) && ((data[i] >> (8 * lane)) & 0xFF) == 0xFD;
    rx_[port].push_back({data[i], control[i], terminates});
  }
}

void Card::run(uint64_t cycles) {
  for (uint64_t i = 0; i < cycles; i++) tick();
}

uint64_t Card::run_idle(uint64_t quiet, uint64_t most) {
  uint64_t begin = cycle_;
  while (cycle_ - begin < most) {
    bool queued = false;
    for (const auto &q : rx_) queued |= !q.empty();
    if (!queued && cycle_ - active_ >= quiet && cycle_ - begin >= quiet) break;
    tick();
  }
  return cycle_ - begin;
}

}  // namespace saker
