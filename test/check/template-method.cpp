// A base class locks and calls what derived classes do: the lock and the map
// are in one object, whichever of several that is.
// RUN: not %maprace check %s -- -std=c++20 -pthread | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Device {
public:
  virtual ~Device() = default;
  void handle(int code) {
    std::lock_guard<std::mutex> lock(mutex_);
    onEvent(code);
  }
  void poke(int code) { onPoke(code); }

protected:
  virtual void onEvent(int code) = 0;
  virtual void onPoke(int code) = 0;

private:
  std::mutex mutex_;
};

class Keyboard : public Device {
  void onEvent(int code) override { ok_[code] = code; }
  void onPoke(int code) override {
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Keyboard::bad_' is written here
    bad_[code] = code;
  }
  std::map<int, int> ok_, bad_;
};

class Joystick : public Device {
  void onEvent(int code) override { ok_[code] = code; }
  void onPoke(int) override {}
  std::map<int, int> ok_;
};

int main() {
  std::vector<std::unique_ptr<Device>> devices;
  devices.push_back(std::make_unique<Keyboard>());
  devices.push_back(std::make_unique<Joystick>());
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&devices] {
      for (auto &device : devices) {
        device->handle(1);
        device->poke(1);
      }
    });
  for (std::thread &t : threads)
    t.join();
}
