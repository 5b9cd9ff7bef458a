// How strong the belief must be is an option; a value that is none is said.
// RUN: %check_tidy --check-prefix=DEFAULT %s
// RUN: %check_tidy --check-prefix=STRICT %s --config="{CheckOptions: {maprace-inconsistent-guard.MinRatio: '60'}}"
// RUN: %check_tidy --check-prefix=MANY %s --config="{CheckOptions: {maprace-inconsistent-guard.MinAccesses: '3'}}"
// RUN: %check_tidy --check-prefix=BAD %s --config="{CheckOptions: {maprace-inconsistent-guard.MinRatio: '101'}}"
#include <map>
#include <mutex>

class Sessions {
public:
  void ok_add(int id) {
    std::lock_guard<std::mutex> lock(mu_);
    open_[id] = 1;
  }
  // BAD: warning: option 'MinRatio' has the value '101', which is not a number from 1 to 100 [clang-tidy-config]
  // DEFAULT: :[[#@LINE+2]]:39: warning: 'Sessions::open_' is guarded by 'Sessions::mu_' at 1 of 2 accesses
  // BAD: :[[#@LINE+1]]:39: warning: 'Sessions::open_' is guarded by 'Sessions::mu_' at 1 of 2 accesses
  bool bad_has(int id) { return open_.count(id) != 0; }

private:
  std::mutex mu_;
  std::map<int, int> open_;
};
