// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that gives us the most to do: maps, locks and threads everywhere, all
// of it correct.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace server {

class Pool {
public:
  explicit Pool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      workers_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_)
      worker.join();
  }

  void post(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
        if (tasks_.empty())
          return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> workers_;
  bool stopping_ = false;
};

class Sessions {
public:
  void open(const std::string &user, int socket) {
    std::unique_lock lock(mutex_);
    sockets_[user] = socket;
    ++opened_[user];
  }
  void close(const std::string &user) {
    std::unique_lock lock(mutex_);
    sockets_.erase(user);
  }
  int find(const std::string &user) const {
    std::shared_lock lock(mutex_);
    auto it = sockets_.find(user);
    return it == sockets_.end() ? -1 : it->second;
  }
  template <typename Function> void each(Function function) const {
    std::shared_lock lock(mutex_);
    for (const auto &[user, socket] : sockets_)
      function(user, socket);
  }

private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, int> sockets_;
  std::unordered_map<std::string, int> opened_;
};

class Cache {
public:
  using Page = std::shared_ptr<const std::string>;

  Page get(const std::string &path) {
    Shard &shard = shardOf(path);
    {
      std::lock_guard lock(shard.mutex);
      if (auto it = shard.pages.find(path); it != shard.pages.end())
        return it->second;
    }
    auto page = std::make_shared<const std::string>(load(path));
    std::lock_guard lock(shard.mutex);
    return shard.pages.try_emplace(path, std::move(page)).first->second;
  }
  void forget(const std::string &path) {
    Shard &shard = shardOf(path);
    std::lock_guard lock(shard.mutex);
    shard.pages.erase(path);
  }
  size_t size() const {
    size_t result = 0;
    for (const Shard &shard : shards_) {
      std::lock_guard lock(shard.mutex);
      result += shard.pages.size();
    }
    return result;
  }

private:
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::string, Page> pages;
  };
  Shard &shardOf(const std::string &path) {
    return shards_[std::hash<std::string>()(path) % 16];
  }
  static std::string load(const std::string &path) { return "<" + path + ">"; }

  Shard shards_[16];
};

class Accounts {
public:
  bool transfer(int from, int to, long amount) {
    if (from == to)
      return true;
    std::scoped_lock lock(balanceMutex_, journalMutex_);
    auto source = balances_.find(from);
    if (source == balances_.end() || source->second < amount)
      return false;
    source->second -= amount;
    balances_[to] += amount;
    journal_.emplace(next_++, std::to_string(from) + ">" + std::to_string(to));
    return true;
  }
  long balance(int account) {
    balanceMutex_.lock();
    auto it = balances_.find(account);
    long result = it == balances_.end() ? 0 : it->second;
    balanceMutex_.unlock();
    return result;
  }
  bool report(std::string &out) {
    std::unique_lock lock(journalMutex_, std::try_to_lock);
    if (!lock.owns_lock())
      return false;
    for (const auto &[number, entry] : journal_)
      out += std::to_string(number) + ' ' + entry + '\n';
    return true;
  }

private:
  std::mutex balanceMutex_, journalMutex_;
  std::map<int, long> balances_;
  std::map<long, std::string> journal_;
  long next_ = 0;
};

class Settings {
public:
  using Table = std::map<std::string, std::string>;

  std::string get(const std::string &key) const {
    auto table = std::atomic_load(&table_);
    auto it = table->find(key);
    return it == table->end() ? std::string() : it->second;
  }
  void set(const std::string &key, const std::string &value) {
    std::lock_guard lock(writers_);
    auto copy = std::make_shared<Table>(*std::atomic_load(&table_));
    (*copy)[key] = value;
    std::atomic_store(&table_, std::shared_ptr<const Table>(std::move(copy)));
  }

private:
  std::mutex writers_;
  std::shared_ptr<const Table> table_ = std::make_shared<const Table>();
};

class Statistics {
public:
  Statistics() : thread_([this] { run(); }) {}
  ~Statistics() {
    done_ = true;
    wake_.notify_all();
    thread_.join();
  }
  void count(const std::string &what) {
    std::lock_guard lock(mutex_);
    ++counters_[what];
  }

private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!done_) {
      wake_.wait_for(lock, std::chrono::seconds(1));
      for (auto &[what, number] : counters_)
        totals_[what] += number;
      counters_.clear();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::unordered_map<std::string, long> counters_, totals_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

class Server {
public:
  void serve(int socket, const std::string &user, const std::string &path) {
    sessions_.open(user, socket);
    pool_.post([this, user, path] {
      auto page = cache_.get(path);
      statistics_.count(path);
      if (page->size() > limit())
        cache_.forget(path);
      sessions_.close(user);
    });
  }
  std::map<std::string, size_t> measure(const std::vector<std::string> &paths) {
    std::vector<std::future<std::pair<std::string, size_t>>> pending;
    for (const auto &path : paths)
      pending.push_back(std::async(std::launch::async, [this, path] {
        return std::make_pair(path, cache_.get(path)->size());
      }));
    std::map<std::string, size_t> sizes;
    for (auto &future : pending)
      sizes.insert(future.get());
    return sizes;
  }

private:
  size_t limit() const {
    auto text = settings_.get("limit");
    return text.empty() ? 1000 : std::stoul(text);
  }

  Sessions sessions_;
  Cache cache_;
  Settings settings_;
  Statistics statistics_;
  Pool pool_{4};
};

} // namespace server

int main() {
  server::Accounts accounts;
  server::Server server;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&, i] {
      server.serve(i, "user" + std::to_string(i), "/index");
      accounts.transfer(i, i + 1, 10);
    });
  for (auto &client : clients)
    client.join();
  return static_cast<int>(server.measure({"/index", "/about"}).size() +
                          accounts.balance(1)) == 0;
}
