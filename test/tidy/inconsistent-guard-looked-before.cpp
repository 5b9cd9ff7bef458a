// One function alone takes the lock, for every write, but looks before it does.
// RUN: %check_tidy %s

#include <map>
#include <mutex>
#include <string>

static std::mutex lock;
static std::map<std::string, int> compiled, ok_compiled, ok_own_thread;

int bad_compile(const std::string &text) {
  // CHECK: :[[#@LINE+1]]:16: warning: 'compiled' is guarded by 'lock' at 1 of 2 accesses, but is read here without it [maprace-inconsistent-guard]
  if (compiled.count(text))
    return 1;
  std::lock_guard<std::mutex> held(lock);
  return compiled.emplace(text, 1).first->second;
}

int ok_compile(const std::string &text) {
  std::lock_guard<std::mutex> held(lock);
  if (ok_compiled.count(text))
    return 1;
  return ok_compiled.emplace(text, 1).first->second;
}

// The lock may be there for something else: others write without it.
void ok_load(const std::string &text) {
  if (ok_own_thread.count(text))
    return;
  std::lock_guard<std::mutex> held(lock);
  ok_own_thread.emplace(text, 1);
}

void ok_unload(const std::string &text) { ok_own_thread.erase(text); }
