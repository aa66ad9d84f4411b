// Self-checking bench of the generated register block: every address of the 16-bit space is read, every register class
// written, and refused accesses shown to have no effect. Built with NumSymbols 3, NumSlots 2 (README.md). Exit 0: passed.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include "Vsaker_csr.h"
#include "../gen/saker_regs.h"

static Vsaker_csr top;
static int failures, pulses, pops, param_pulses;
static uint32_t pulse_value;

static void tick() {
  top.clk_i = 0; top.eval();
  pops += top.rawrx_data_re_o;
  if (top.rawrx_data_re_o) top.rawrx_data_i = 0x1000 + pops;  // sampled in the strobe's own cycle
  top.eval();
  top.clk_i = 1; top.eval();
  if (top.kill_we_o) { pulses++; pulse_value = top.kill_o; }
  if (top.param_we_o) param_pulses += top.param_we_o;
}

static void check(bool ok, const char *what, uint32_t a, uint32_t b) {
  if (!ok) { failures++; std::printf("FAILED %s: 0x%x 0x%x\n", what, a, b); }
}

static uint32_t rd(uint32_t address, int *resp, int stall = 0) {
  int cycles = 0;
  top.s_axil_arvalid_i = 1; top.s_axil_araddr_i = address; top.s_axil_rready_i = 0;
  top.eval();
  while (!top.s_axil_arready_o) tick();
  tick(); cycles++;
  top.s_axil_arvalid_i = 0;
  while (!top.s_axil_rvalid_o) { tick(); cycles++; }
  check(cycles == 3, "read latency", cycles, address);
  uint32_t value = top.s_axil_rdata_o;
  while (stall--) { tick(); check(top.s_axil_rvalid_o && top.s_axil_rdata_o == value, "read data held", address, value); }
  *resp = top.s_axil_rresp_o;
  top.s_axil_rready_i = 1; tick(); top.s_axil_rready_i = 0;
  check(!top.s_axil_rvalid_o, "one answer", address, 0);
  return value;
}

static int wr(uint32_t address, uint32_t data, int strb = 15, int order = 0) {
  bool aw = false, w = false;
  for (int n = 0; !(aw && w); n++) {
    top.s_axil_awvalid_i = !aw && (order != 1 || n > 2); top.s_axil_awaddr_i = address;
    top.s_axil_wvalid_i = !w && (order != 2 || n > 2); top.s_axil_wdata_i = data; top.s_axil_wstrb_i = strb;
    top.eval();
    bool ta = top.s_axil_awvalid_i && top.s_axil_awready_o, tw = top.s_axil_wvalid_i && top.s_axil_wready_o;
    tick();
    aw |= ta; w |= tw;
  }
  top.s_axil_awvalid_i = top.s_axil_wvalid_i = 0;
  while (!top.s_axil_bvalid_o) tick();
  int resp = top.s_axil_bresp_o;
  tick();
  check(top.s_axil_bvalid_o, "answer held", address, 0);
  top.s_axil_bready_i = 1; tick(); top.s_axil_bready_i = 0;
  return resp;
}

int main() {
  int r;
  top.rst_i = 1; for (int i = 0; i < 4; i++) tick();
  top.rst_i = 0; tick();
  top.caps_i = 0xC0FFEE01;
  top.cnt_feed_i[5] = 0x55AA;
  check(rd(SAKER_REG_ID, &r) == 0x534B5231 && r == 0, "ID", 0, r);
  check((uint64_t(rd(SAKER_REG_MAP_HASH_HI, &r)) << 32 | rd(SAKER_REG_MAP_HASH_LO, &r)) == SAKER_MAP_HASH, "MAP_HASH", 0, 0);
  check(rd(SAKER_REG_CAPS, &r, 3) == 0xC0FFEE01, "ro", 0, r);
  check(rd(SAKER_REG_CNT_FEED + 20, &r) == 0x55AA, "ro array", 0, r);
  for (int order = 0; order < 3; order++) {
    check(wr(SAKER_REG_SCRATCH, 0xA5A50000 + order, 15, order) == 0, "write answer", order, 0);
    check(rd(SAKER_REG_SCRATCH, &r) == 0xA5A50000u + order, "rw", order, r);
  }
  for (int strb = 0; strb < 15; strb++) check(wr(SAKER_REG_SCRATCH, 0, strb) == 2, "partial strobe", strb, 0);
  check(wr(SAKER_REG_SCRATCH + 1, 0) == 2 && wr(SAKER_REG_CAPS, 0) == 2 && wr(SAKER_REG_ID, 0) == 2, "refused", 0, 0);
  check(rd(SAKER_REG_SCRATCH, &r) == 0xA5A50002, "refused writes change nothing", 0, 0);
  check(wr(SAKER_REG_KILL, 0x84, 7) == 2 && pulses == 0, "no pulse on a partial strobe", pulses, 0);
  check(wr(SAKER_REG_KILL, 0x84) == 0 && pulses == 1 && pulse_value == 0x84, "one pulse", pulses, pulse_value);
  check(rd(SAKER_REG_KILL, &r) == 0 && r == 0, "wp reads zero", 0, r);
  check(pops == 0, "no pop yet", pops, 0);
  check(rd(SAKER_REG_RAWRX_DATA, &r) == 0x1001 && pops == 1, "pop 1", pops, 0);
  check(rd(SAKER_REG_RAWRX_DATA, &r, 5) == 0x1002 && pops == 2, "pop 2", pops, 0);
  for (int n = 0; n < 4; n++) {
    uint32_t at = SAKER_REG_SYM_BASE + n * SAKER_REG_SYM_BASE_STRIDE;
    check(wr(at, 100 + n) == (n < 3 ? 0 : 2), "symbol element", n, 0);
    uint32_t v = rd(at, &r);
    check(n < 3 ? (r == 0 && v == 100u + n) : (r == 2 && v == 0), "symbol element read", n, v);
  }
  check(top.sym_base_o[0] == 100 && top.sym_base_o[2] == 102, "flat array", 0, 0);
  uint32_t bank1 = SAKER_PARAM_BASE + SAKER_PARAM_SLOT_STRIDE;
  check(wr(bank1 + 4 * SAKER_PARAM_HALF_BID_ID, 0x12FFFFFF) == 0 && param_pulses == 2, "parameter pulse of slot 1", param_pulses, 0);
  check(rd(bank1 + 4 * SAKER_PARAM_HALF_BID_ID, &r) == 0xFFFFFFFF && r == 0, "sign-extended", 0, r);
  check(rd(SAKER_PARAM_BASE + 4 * SAKER_PARAM_HALF_BID_ID, &r) == 0, "other slot untouched", 0, 0);
  check(wr(bank1 + 4 * SAKER_PARAM_INVENTORY_CAP_ID, 0xFFFFFFFF) == 0 && rd(bank1 + 4 * SAKER_PARAM_INVENTORY_CAP_ID, &r) == 0x7FFFFFFF, "zero-extended", 0, 0);
  for (int i = 0; i < 32; i++) check(wr(bank1 + 4 * (SAKER_PARAM_MICRO_ID + i), 0x8000 + i) == 0, "MICRO", i, 0);
  for (int i = 0; i < 32; i++) check(rd(bank1 + 4 * (SAKER_PARAM_MICRO_ID + i), &r) == 0xFFFF8000u + i, "MICRO back", i, 0);
  int mapped = 0;
  for (uint32_t a = 0; a < 0x10000; a++) {
    uint32_t v = rd(a, &r);
    mapped += r == 0;
    check(r == 0 || (r == 2 && v == 0), "unmapped reads SLVERR and zero", a, v);
    check(r == 2 || a % 4 == 0, "unaligned", a, r);
  }
  check(mapped == EXPECTED_MAPPED, "mapped addresses", mapped, EXPECTED_MAPPED);
  top.rst_i = 1; tick(); top.rst_i = 0; tick();
  check(rd(SAKER_REG_SCRATCH, &r) == 0 && rd(bank1 + 4 * SAKER_PARAM_MICRO_ID, &r) == 0, "reset", 0, 0);
  std::printf("%s: %d failures, %d mapped addresses\n", failures ? "FAILED" : "passed", failures, mapped);
  return failures ? 1 : 0;
}
