// Who takes the locks of all elements of an array keeps out whoever takes one.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <array>
#include <map>
#include <mutex>
#include <thread>

class Zones {
public:
  void okPublish(int zone) {
    for (auto &stripe : stripes)
      stripe.lock();
    ok[zone] = zone;
    for (auto it = stripes.rbegin(); it != stripes.rend(); ++it)
      it->unlock();
  }
  void badPublish(int zone, unsigned writer) {
    std::lock_guard<std::mutex> lock(stripes[writer % 4]);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Zones::bad' is written here
    bad[zone] = zone;
  }
  size_t read(unsigned reader) {
    std::lock_guard<std::mutex> lock(stripes[reader % 4]);
    return ok.count(1) + bad.count(1);
  }

private:
  std::array<std::mutex, 4> stripes;
  std::map<int, int> ok, bad;
};

int main() {
  Zones zones;
  std::thread writer([&zones] {
    zones.okPublish(1);
    zones.badPublish(1, 1);
  });
  zones.read(2);
  writer.join();
}
