// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Handlers of Crow, Drogon and oat++.
#include <crow.h>
#include <drogon/drogon.h>
#include <map>
#include <mutex>
#include <oatpp/web/server/HttpRequestHandler.hpp>

struct Routes {
  std::mutex mutex;
  std::map<int, int> bad_crow, ok_crow, ok_filled, bad_drogon, ok_drogon;

  void serve(crow::SimpleApp &crow) {
    ok_filled[1] = 1;
    CROW_ROUTE(crow, "/")
    ([this] {
      ok_filled.find(1);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Routes::bad_crow' is written
      bad_crow[1] = 1;
      std::lock_guard<std::mutex> held(mutex);
      ok_crow[1] = 1;
      return crow::response(200);
    });
    drogon::app().registerHandler(
        "/", [this](const drogon::HttpRequestPtr &, drogon::AdviceCallback &&) {
          // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Routes::bad_drogon' is written
          bad_drogon[1] = 1;
          std::lock_guard<std::mutex> held(mutex);
          ok_drogon[1] = 1;
        });
    crow.multithreaded().run();
  }
};

class Users : public drogon::HttpSimpleController<Users> {
public:
  void asyncHandleHttpRequest(const drogon::HttpRequestPtr &,
                              drogon::AdviceCallback &&) override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Users::bad_seen_' is written
    bad_seen_[1] = 1;
    std::lock_guard<std::mutex> held(mutex_);
    ok_seen_[1] = 1;
  }

private:
  std::mutex mutex_;
  std::map<int, int> bad_seen_, ok_seen_;
};

class Hits : public oatpp::web::server::HttpRequestHandler {
public:
  std::shared_ptr<OutgoingResponse>
  handle(const std::shared_ptr<IncomingRequest> &) override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Hits::bad_hits_' is written
    bad_hits_[1] = 1;
    std::lock_guard<std::mutex> held(mutex_);
    ok_hits_[1] = 1;
    return nullptr;
  }

private:
  std::mutex mutex_;
  std::map<int, int> bad_hits_, ok_hits_;
};

int main() {
  crow::SimpleApp app;
  Routes routes;
  routes.serve(app);
}
