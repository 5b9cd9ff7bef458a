// The cache of shared-lock-racy.cpp, whose reader only reads.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class Cache {
public:
  int ok_get(const std::string &key) const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    auto it = entries_.find(key);
    return it == entries_.end() ? 0 : it->second;
  }
  void ok_set(const std::string &key, int value) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    entries_[key] = value;
  }

private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, int> entries_;
};

int main() {
  Cache cache;
  cache.ok_set("a", 1);
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&cache] { cache.ok_get("a"); });
  cache.ok_set("b", 2);
  for (std::thread &reader : readers)
    reader.join();
}
