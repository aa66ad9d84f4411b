// Self-checking bench of the event ring: throughput, record layout, order per source, no overwriting, accounting of lost
// records, refusals and restarts, with a random bus and host. Argument: seed (default 1). Exit 0: passed.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <random>
#include <vector>
#include "Vevent_ring.h"

static const int Sources = 7;
static Vevent_ring top;
static std::mt19937 rng;
static int failures;
static uint64_t cycle_count;

static void check(bool ok, const char *what, uint64_t a = 0, uint64_t b = 0) {
  if (!ok && failures++ < 20) std::printf("FAILED %s: %llu %llu\n", what, (unsigned long long)a, (unsigned long long)b);
}

static void set_bits(uint32_t *v, int lsb, int width, uint64_t x) {
  for (int i = 0; i < width; i++) {
    int b = lsb + i;
    v[b / 32] = (v[b / 32] & ~(1u << (b % 32))) | (uint32_t(x >> i & 1) << (b % 32));
  }
}

struct Host {
  uint64_t base = 0x10000000FC0ull;
  uint32_t size = 64, written = 0, consumed = 0, offered = 0, errors = 0;
  uint32_t number[Sources] = {}, next[Sources] = {};
  uint64_t stamp[Sources][1 << 16] = {};
  std::deque<uint64_t> aw;
  std::deque<std::vector<uint32_t>> w;
  uint32_t in_flight = 0;
};
static Host *h;

static void cycle(double ev, double ready, double answer, double consume, double error, int only = -1) {
  auto chance = [](double p) { return std::uniform_real_distribution<>(0, 1)(rng) < p; };
  top.now_ns_i = 1000 + cycle_count++ * 16 / 5;
  top.ev_valid_i = 0;
  for (int n = 0; n < Sources; n++) {
    if ((only < 0 || n == only) && chance(ev) && top.on_o) {
      top.ev_valid_i |= 1 << n;
      int at = n * 408;
      set_bits(top.ev_i.data(), at + 400, 8, n);
      set_bits(top.ev_i.data(), at + 384, 16, 0xBEEF);
      set_bits(top.ev_i.data(), at + 352, 32, h->number[n]);
      set_bits(top.ev_i.data(), at, 32, ~h->number[n]);
      set_bits(top.ev_i.data(), at + 344, 8, 0xD0 + n);
      h->stamp[n][h->number[n]++ & 0xFFFF] = top.now_ns_i;
      h->offered++;
    }
  }
  top.m_axi_awready_i = chance(ready);
  top.m_axi_wready_i = chance(ready);
  top.m_axi_bvalid_i = h->in_flight > 0 && chance(answer);
  top.m_axi_bresp_i = chance(error) ? 2 : 0;
  if (top.on_o && h->consumed != top.producer_o && chance(consume)) h->consumed++;
  top.consumer_i = h->consumed;
  top.clk_i = 0; top.eval();
  if (top.m_axi_bvalid_i) { h->in_flight--; h->errors += top.m_axi_bresp_i != 0; }
  if (top.m_axi_awvalid_o && top.m_axi_awready_i) h->aw.push_back(top.m_axi_awaddr_o);
  if (top.m_axi_wvalid_o && top.m_axi_wready_i) {
    check(top.m_axi_wlast_o && top.m_axi_wstrb_o == ~0ull && top.m_axi_awlen_o == 0 && top.m_axi_awsize_o == 6, "one full beat");
    h->w.emplace_back(top.m_axi_wdata_o.data(), top.m_axi_wdata_o.data() + 16);
  }
  while (!h->aw.empty() && !h->w.empty()) {
    auto r = h->w.front();
    check(h->aw.front() == h->base + 64ull * (h->written % h->size), "address", h->aw.front(), h->written);
    check(h->written - h->consumed < h->size, "place is consumed", h->written, h->consumed);
    check(r[0] == h->written, "sequence", r[0], h->written);
    int s = r[1] & 0xFF;
    check((r[1] >> 8 & 0xFF) == ((h->written / h->size) & 1 ? 0u : 1u), "phase", r[1], h->written);
    check(r[1] >> 16 == 0xBEEF && r[5] == ~r[4] && r[15] >> 24 == 0xD0u + s, "layout", r[1], r[5]);
    check(s < Sources && r[4] >= h->next[s] && r[4] < h->number[s], "order per source", r[4], h->next[s]);
    check((uint64_t(r[3]) << 32 | r[2]) == h->stamp[s][r[4] & 0xFFFF], "time of acceptance", r[2], h->stamp[s][r[4] & 0xFFFF]);
    h->next[s] = r[4] + 1;
    h->aw.pop_front(); h->w.pop_front();
    h->written++; h->in_flight++;
  }
  top.clk_i = 1; top.eval();
}

static void idle(int n, double answer = 1) { for (int i = 0; i < n; i++) cycle(0, 1, answer, 1, 0); }

static void control(int value) {
  top.ring_ctrl_we_i = 1; top.ring_ctrl_i = value;
  cycle(0, 1, 1, 0, 0);
  top.ring_ctrl_we_i = 0;
}

static void start(int log2) {
  control(0); idle(200);
  delete h; h = new Host;
  h->size = 1u << log2;
  top.consumer_i = 0; top.ring_base_i = h->base; top.ring_log2_i = log2;
  control(1); idle(3);
  check(top.on_o && top.producer_o == 0 && top.lost_o == 0 && !top.nearly_full_o, "starts clean", top.on_o, top.lost_o);
}

static void settle(const char *what) {
  for (int i = 0; i < 5000 && (top.busy_o || i < 5); i++) idle(1);
  check(!top.busy_o && top.producer_o == h->written, what, top.producer_o, h->written);
  check(h->offered + h->errors == h->written + top.lost_o, "offered = written + lost", h->offered, top.lost_o);
}

int main(int argc, char **argv) {
  rng.seed(argc > 1 ? std::atoi(argv[1]) : 1);
  h = new Host;
  top.rst_i = 1; idle(3); top.rst_i = 0;
  for (uint32_t log2 : {0u, 5u, 25u, 38u, 0xFFFFFFFFu}) {
    top.ring_base_i = 0; top.ring_log2_i = log2; control(1); idle(10);
    check(!top.on_o, "refuses the size", log2);
  }
  top.ring_base_i = 32; top.ring_log2_i = 6; control(1); idle(10);
  check(!top.on_o, "refuses a base that is not aligned");

  start(8);  // one record a cycle on a bus that is always ready
  for (int i = 0; i < 3000; i++) cycle(1, 1, 1, 1, 0, 0);
  check(h->written >= 2990 && top.lost_o == 0, "one record a cycle", h->written, top.lost_o);
  settle("throughput settles");

  start(6);  // the host stops: the ring fills, then the queues, then records are lost, and nothing is overwritten
  bool near = false;
  for (int i = 0; i < 2000; i++) {
    if (top.producer_o <= 56) check(!top.nearly_full_o, "not nearly full at 1/8 free", top.producer_o);
    cycle(0.2, 1, 1, 0, 0);
    near |= top.nearly_full_o;
  }
  check(near && h->written == 64 && top.lost_o > 0, "a full ring", h->written, top.lost_o);
  settle("drains when the host comes back");
  check(h->written > 64, "goes on", h->written);

  uint64_t lost = 0, errors = 0;
  for (int round = 0; round < 60; round++) {  // anything
    auto p = [] { double x = std::uniform_real_distribution<>(0, 1)(rng); return x * x; };
    double ev = p() * 0.4, ready = 0.05 + p(), answer = 0.05 + p(), consume = 0.05 + p(), error = round % 3 ? 0 : 0.02;
    start(6 + round % 3);
    for (int i = 0; i < 3000; i++) cycle(ev, ready, answer, consume, error);
    if (round % 2) settle("random settles");
    lost += top.lost_o; errors += h->errors;
  }
  check(lost > 0 && errors > 0, "the random runs reached losses and errors", lost, errors);
  start(6);
  top.consumer_i = h->consumed = 5;  // a consumer beyond the producer
  h->consumed = 5; cycle(0, 1, 1, 0, 0); idle(0);
  for (int i = 0; i < 4; i++) { top.consumer_i = 5; top.clk_i = 0; top.eval(); top.clk_i = 1; top.eval(); }
  check(top.nearly_full_o, "an impossible consumer asserts nearly full");
  std::printf("%s: %d failures, %llu lost and %llu errors counted\n", failures ? "FAILED" : "passed", failures,
      (unsigned long long)lost, (unsigned long long)errors);
  return failures ? 1 : 0;
}
