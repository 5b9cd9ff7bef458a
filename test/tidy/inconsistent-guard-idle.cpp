// A guard that guards nothing says that its author knows of other threads.
// RUN: %check_tidy %s
#include <map>
#include <mutex>
#include <shared_mutex>

class Store {
public:
  void bad_temporary(int id) {
    std::lock_guard<std::mutex>{mu_};
    // CHECK: :[[#@LINE+1]]:5: warning: 'Store::items_' is written here without a lock: the guard of 'Store::mu_' does not hold it [maprace-inconsistent-guard]
    items_[id] = 1;
  }
  void ok_kept(int id) {
    std::lock_guard<std::mutex> lock{mu_};
    items_[id] = 1;
  }

private:
  std::mutex mu_;
  std::map<int, int> items_;
};

// The guard stands in one function, the access in another.
class Deferred {
public:
  void bad_deferred(int id) {
    std::unique_lock<std::mutex> lock(mu_, std::defer_lock);
    put(id);
  }

private:
  void put(int id) {
    // CHECK: :[[#@LINE+1]]:5: warning: 'Deferred::items_' is written here without a lock: the guard of 'Deferred::mu_' does not hold it [maprace-inconsistent-guard]
    items_[id] = 1;
  }
  std::mutex mu_;
  std::map<int, int> items_;
};

class Locked {
public:
  void ok_locked(int id) {
    std::unique_lock<std::mutex> lock(mu_, std::defer_lock);
    lock.lock();
    items_[id] = 1;
  }
  void ok_both(int id) {
    std::unique_lock<std::mutex> first(mu_, std::defer_lock);
    std::unique_lock<std::mutex> second(other_, std::defer_lock);
    std::lock(first, second);
    items_[id] = 1;
  }
  bool ok_asked(int id) {
    std::unique_lock<std::mutex> lock(mu_, std::try_to_lock);
    if (!lock)
      return false;
    items_[id] = 1;
    return true;
  }

private:
  std::mutex mu_, other_;
  std::map<int, int> items_;
};

class Tried {
public:
  void bad_tried(int id) {
    std::unique_lock<std::mutex> lock(mu_, std::try_to_lock);
    // CHECK: :[[#@LINE+1]]:12: warning: 'Tried::items_' is written here without a lock: the guard of 'Tried::mu_' does not hold it [maprace-inconsistent-guard]
    items_.erase(id);
  }

private:
  std::mutex mu_;
  std::map<int, int> items_;
};

// It declares a guard of the lock's name.
class Declared {
public:
  void bad_declared(int id) {
    std::unique_lock<std::shared_mutex>(mu_);
    // CHECK: :[[#@LINE+1]]:12: warning: 'Declared::items_' is written here without a lock: the guard of 'Declared::mu_' does not hold it [maprace-inconsistent-guard]
    items_.erase(id);
  }

private:
  std::shared_mutex mu_;
  std::map<int, int> items_;
};

// Both by reference.
class Referred {
public:
  Referred(std::map<int, int> &items, std::mutex &mu)
      : items_(&items), mu_(mu) {}
  void bad_referred(int id) {
    std::lock_guard<std::mutex>{mu_};
    // CHECK: :[[#@LINE+1]]:13: warning: 'Referred::items_' is written here without a lock: the guard of 'this->mu_' does not hold it [maprace-inconsistent-guard]
    items_->erase(id);
  }

private:
  std::map<int, int> *items_;
  std::mutex &mu_;
};

// A lock of its own for each call.
class Own {
public:
  void bad_own(int id) {
    std::mutex mutex;
    std::lock_guard<std::mutex> lock(mutex);
    // CHECK: :[[#@LINE+1]]:12: warning: 'Own::items_' is written here under a lock that the function made for itself, which keeps nobody out [maprace-inconsistent-guard]
    items_.erase(id);
  }

private:
  std::map<int, int> items_;
};

// A lock of the function's own that it lends to others, and one that is kept.
class Lent {
public:
  template <typename Run> void ok_lent(Run run) {
    std::mutex mutex;
    run([&] {
      std::lock_guard<std::mutex> lock(mutex);
      items_.erase(1);
    });
    std::lock_guard<std::mutex> lock(mutex);
    items_.erase(2);
  }
  void ok_static(int id) {
    static std::mutex mutex;
    std::lock_guard<std::mutex> lock(mutex);
    items_.erase(id);
  }

private:
  std::map<int, int> items_;
};
void use(Lent &l) {
  l.ok_lent([](auto f) { f(); });
}

// What is only read needs no lock.
class Constant {
public:
  int ok_read(int id) const {
    std::lock_guard<std::mutex>{mu_};
    return items_.count(id);
  }

private:
  mutable std::mutex mu_;
  std::map<int, int> items_{{1, 1}};
};
