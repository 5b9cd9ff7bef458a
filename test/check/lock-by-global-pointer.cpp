// The lock beside the map is the same guard however one comes to the object.
// RUN: %maprace check %s -- -std=c++20

#include <map>
#include <mutex>

class Variables {
public:
  int get(int id) {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    return values_.count(id);
  }
  void add(int id) {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    if (!get(id))
      values_[id] = id;
  }
  void clear() {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    values_.clear();
  }

private:
  std::map<int, int> values_;
  std::recursive_mutex mutex_;
};

Variables *variables;
int ok_get(int id) { return variables->get(id); }
void ok_clear() { variables->clear(); }
