#include "wire_faults.h"

#include <cstdlib>
#include <stdexcept>

namespace saker {

WireFaultPlan WireFaultPlan::parse(const std::string &text) {
  WireFaultPlan plan;
  const std::map<std::string, double *> names = {{"loss", &plan.loss},         {"duplicate", &plan.duplicate}, {"reorder", &plan.reorder},
                                                 {"delay_ms", &plan.delay_ms}, {"jitter_ms", &plan.jitter_ms}};
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find(',', at);
    if (end == std::string::npos) end = text.size();
    std::string item = text.substr(at, end - at);
    at = end + 1;
    size_t equals = item.find('=');
    auto name = names.find(item.substr(0, equals));
    if (equals == std::string::npos || name == names.end())
      throw std::runtime_error("'" + item + "' is no fault of a line: loss, duplicate, reorder, delay_ms or jitter_ms, each with =number");
    const std::string number = item.substr(equals + 1);
    char *rest = nullptr;
    double value = std::strtod(number.c_str(), &rest);
    bool milliseconds = name->first.find("_ms") != std::string::npos;
    if (number.empty() || *rest != 0 || !(value >= 0) || value > (milliseconds ? 10000 : 1))
      throw std::runtime_error("'" + item + "': " + (milliseconds ? "milliseconds are 0 to 10000" : "a probability is 0 to 1"));
    *name->second = value;
  }
  return plan;
}

void WireFaults::put(const uint8_t *frame, size_t length, uint64_t now_ns) {
  if (chance(plan_.loss)) {
    lost_++;
    return;
  }
  schedule(frame, length, now_ns);
  if (chance(plan_.duplicate)) {
    duplicated_++;
    schedule(frame, length, now_ns);
  }
}

void WireFaults::schedule(const uint8_t *frame, size_t length, uint64_t now_ns) {
  double after_ms = 0;
  if (!chance(plan_.reorder)) {
    after_ms = plan_.delay_ms + plan_.jitter_ms * (2 * unit_(random_) - 1);
    if (after_ms < 0) after_ms = 0;
  }
  uint64_t due = now_ns + uint64_t(after_ms * 1e6);
  if (!under_way_.empty() && due < under_way_.rbegin()->first) overtook_++;
  under_way_.emplace(due, std::vector<uint8_t>(frame, frame + length));
}

bool WireFaults::take(std::vector<uint8_t> &frame, uint64_t now_ns) {
  auto first = under_way_.begin();
  if (first == under_way_.end() || first->first > now_ns) return false;
  frame = std::move(first->second);
  under_way_.erase(first);
  return true;
}

}  // namespace saker
