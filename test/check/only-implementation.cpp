// A virtual function with one implementation in sight is that one, and so is what it returns.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'

#include <map>
#include <memory>
#include <thread>
#include <vector>

class Router {
public:
  // CHECK: only-implementation.cpp:[[#@LINE+1]]:{{[0-9]+}}: warning: 'Router::routes_' is written here without a lock
  int route(int method) { return routes_[method]; }

private:
  std::map<int, int> routes_;
};

class Handler {
public:
  virtual ~Handler() = default;
  virtual void onRequest(int method) = 0;
  virtual std::shared_ptr<Handler> clone() const = 0;
};

class RouterHandler : public Handler {
public:
  explicit RouterHandler(std::shared_ptr<Router> router) : router_(router) {}
  void onRequest(int method) override { router_->route(method); }
  std::shared_ptr<Handler> clone() const override {
    return std::make_shared<RouterHandler>(*this);
  }

private:
  std::shared_ptr<Router> router_;
};

class Endpoint {
public:
  explicit Endpoint(std::shared_ptr<Handler> handler) : handler_(handler) {}
  void serve(int threads) {
    for (int i = 0; i < threads; ++i) {
      auto handler = handler_->clone();
      workers_.emplace_back([handler, i] { handler->onRequest(i); });
    }
    for (auto &worker : workers_)
      worker.join();
  }

private:
  std::shared_ptr<Handler> handler_;
  std::vector<std::thread> workers_;
};

int main() {
  auto router = std::make_shared<Router>();
  Endpoint server(std::make_shared<RouterHandler>(router));
  server.serve(2);
}
