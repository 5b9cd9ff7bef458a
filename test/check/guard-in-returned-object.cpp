// A guard that moves into an object lives as long as that, and who gets such an
// object, or none, holds the lock if there is one.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

class Archive {
public:
  class Cursor {
  public:
    Cursor(std::unique_lock<std::timed_mutex> lock, Map &map)
        : lock(std::move(lock)), map(&map) {}
    void erase(int key) { map->erase(key); }

  private:
    std::unique_lock<std::timed_mutex> lock;
    Map *map;
  };
  void add(int key) {
    std::unique_lock lock(mutex);
    ok[key] = 1;
    bad[key] = 1;
  }
  Cursor open() {
    std::unique_lock lock(mutex);
    return Cursor(std::move(lock), ok);
  }
  std::optional<Cursor> try_open() {
    std::unique_lock lock(mutex, std::chrono::milliseconds(2));
    if (!lock)
      return std::nullopt;
    return Cursor(std::move(lock), ok);
  }
  std::unique_ptr<Cursor> try_new() {
    std::unique_lock lock(mutex, std::chrono::milliseconds(2));
    if (!lock)
      return nullptr;
    return std::make_unique<Cursor>(std::move(lock), ok);
  }
  Map ok, bad;

private:
  std::timed_mutex mutex;
};

void use(Archive &archive, int key) {
  {
    auto cursor = archive.open();
    cursor.erase(key);
  }
  if (auto cursor = archive.try_open())
    cursor->erase(key);
  if (auto cursor = archive.try_new())
    cursor->erase(key);
  auto cursor = archive.try_open();
  cursor.reset();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Archive::bad' is written here
  archive.bad.erase(key);
}

int main() {
  Archive archive;
  std::thread thread([&archive] {
    for (int i = 0; i < 1000; ++i)
      archive.add(i);
  });
  for (int i = 0; i < 1000; ++i)
    use(archive, i);
  thread.join();
}
