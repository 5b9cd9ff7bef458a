// A lock of the owner's is none for the map of a part that locks itself.
// RUN: %check_tidy %s
#include <map>
#include <memory>
#include <mutex>
#include <vector>

struct Buffer {
  std::mutex mutex;
  std::map<int, int> events;
  void add(int id) {
    std::lock_guard<std::mutex> lock(mutex);
    events[id] = id;
  }
  bool empty() {
    std::lock_guard<std::mutex> lock(mutex);
    return events.empty();
  }
};

struct Row {
  std::map<int, int> cells;
};

class Collector {
public:
  void bad_flush() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto &buffer : buffers_)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Buffer::events' is guarded by 'Buffer::mutex' at 3 of 4 accesses, but is written here under 'this->mutex_' only [maprace-inconsistent-guard]
      timeline_.merge(buffer->events);
  }
  void ok_flush() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto &buffer : buffers_) {
      std::lock_guard<std::mutex> own(buffer->mutex);
      timeline_.merge(buffer->events);
    }
  }
  // Nobody but the owner touches these.
  void ok_rows() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (Row &row : rows_)
      row.cells.clear();
  }

private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Buffer>> buffers_;
  std::vector<Row> rows_;
  std::map<int, int> timeline_;
};
