// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fix: the cache belongs to one thread, which does what the others ask of it,
// one message after the other. The mutex guards the mailbox; the cache needs
// none.

#ifndef STREAMER_DBREADCACHE_H
#define STREAMER_DBREADCACHE_H

#include "Database.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace streamer {

/// Remembers what has been read from the database, and writes through to it.
class DBReadCache {
public:
  explicit DBReadCache(Database &db)
      : db_(db), owner_(&DBReadCache::answer, this) {}

  ~DBReadCache() {
    post({Message::Stop, {}, {}, {}, {}});
    owner_.join();
  }

  std::string Get(const std::string &folder, const std::string &name) {
    return ask({Message::Get, folder, name, {}, {}}).front();
  }

  void Set(const std::string &folder, const std::string &name,
           const std::string &value) {
    ask({Message::Set, folder, name, value, {}});
  }

  std::vector<std::string> List(const std::string &folder) {
    return ask({Message::List, folder, {}, {}, {}});
  }

private:
  using Reply = std::vector<std::string>;

  struct Message {
    enum Kind { Get, Set, List, Stop } kind;
    std::string folder, name, value;
    std::promise<Reply> reply;
  };

  // Called by any thread.

  Reply ask(Message message) {
    std::future<Reply> reply = message.reply.get_future();
    post(std::move(message));
    return reply.get();
  }

  void post(Message message) {
    std::lock_guard lock(mutex_);
    mailbox_.push_back(std::move(message));
    arrived_.notify_one();
  }

  // Run by the owner alone.

  Message next() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !mailbox_.empty(); });
    Message message = std::move(mailbox_.front());
    mailbox_.pop_front();
    return message;
  }

  void answer() {
    while (true) {
      Message message = next();
      if (message.kind == Message::Stop)
        return;
      message.reply.set_value(replyTo(message));
    }
  }

  Reply replyTo(const Message &message) {
    if (message.kind == Message::Get)
      return {get(message.folder, message.name)};
    if (message.kind == Message::List)
      return list(message.folder);
    set(message.folder, message.name, message.value);
    return {};
  }

  std::string get(const std::string &folder, const std::string &name) {
    std::string key = keyOf(folder, name);
    auto cached = dataCache_.find(key);
    if (cached != dataCache_.end())
      return cached->second;
    std::string value = db_.get(folder, name);
    dataCache_.emplace(key, value);
    return value;
  }

  void set(const std::string &folder, const std::string &name,
           const std::string &value) {
    db_.set(folder, name, value);
    dataCache_[keyOf(folder, name)] = value;
    listCache_.erase(folder);
  }

  std::vector<std::string> list(const std::string &folder) {
    auto cached = listCache_.find(folder);
    if (cached != listCache_.end())
      return cached->second;
    std::vector<std::string> names = db_.list(folder);
    listCache_[folder] = names;
    return names;
  }

  static std::string keyOf(const std::string &folder, const std::string &name) {
    return folder + "/" + name;
  }

  Database &db_;
  std::unordered_map<std::string, std::string> dataCache_;
  std::map<std::string, std::vector<std::string>> listCache_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Message> mailbox_;
  // Last, so that all else is there when it starts.
  std::thread owner_;
};

} // namespace streamer

#endif
