// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: not %maprace check %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s '--implicit-check-not={{warning|error}}:'

// Libraries run handlers of requests in several threads at once, beside each
// other but not beside what made them.
#include <CivetServer.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <civetweb.h>
#include <grpcpp/grpcpp.h>
#include <httplib.h>
#include <map>
#include <mutex>

class Routes {
public:
  Routes() {
    server_.Get("/", [this](const httplib::Request &, httplib::Response &) {
      ok_read_.find(1);
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Routes::bad_get_' is written
      bad_get_[1] = 1;
      std::lock_guard<std::mutex> held(mutex_);
      ok_get_[1] = 1;
    });
    server_.Post("/", [this](const httplib::Request &, httplib::Response &) {
      std::lock_guard<std::mutex> held(mutex_);
      ok_get_[2] = 1;
    });
    ok_read_[1] = 1;
    server_.listen("localhost", 80);
  }

private:
  httplib::Server server_;
  std::mutex mutex_;
  std::map<int, int> bad_get_, ok_get_, ok_read_;
};

// As the compiler of .proto files writes it.
struct Greeter {
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Hello(grpc::ServerContext *, const int *, int *);
    virtual grpc::Status Bye(grpc::ServerContext *, const int *, int *);
  };
};

class GreeterImpl : public Greeter::Service {
  grpc::Status Hello(grpc::ServerContext *, const int *name, int *) override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'GreeterImpl::bad_names_' is written
    bad_names_[*name] = 1;
    std::lock_guard<std::mutex> held(mutex_);
    ok_names_[*name] = 1;
    return {};
  }
  grpc::Status Bye(grpc::ServerContext *, const int *name, int *) override {
    std::lock_guard<std::mutex> held(mutex_);
    ok_names_.erase(*name);
    return {};
  }
  std::mutex mutex_;
  std::map<int, int> bad_names_, ok_names_;
};

class Counter : public CivetHandler {
public:
  bool handleGet(CivetServer *, mg_connection *) override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Counter::bad_hits_' is written
    bad_hits_[1] = 1;
    std::lock_guard<std::mutex> held(mutex_);
    ok_hits_[1] = 1;
    return true;
  }

private:
  std::mutex mutex_;
  std::map<int, int> bad_hits_, ok_hits_;
};

struct Table {
  std::map<int, int> bad_entries;
};

static int handle(mg_connection *, void *data) {
  auto *table = static_cast<Table *>(data);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Table::bad_entries' is written
  table->bad_entries[1] = 1;
  return 200;
}

void serve(mg_context *context, Table &table) {
  mg_set_request_handler(context, "/", handle, &table);
}

std::map<int, int> bad_sessions;

// Made anew for each request.
class Session : public Poco::Net::HTTPRequestHandler {
  void handleRequest(Poco::Net::HTTPServerRequest &,
                     Poco::Net::HTTPServerResponse &) override {
    ok_own_[1] = 1;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'bad_sessions' is written
    bad_sessions[1] = 1;
  }
  std::map<int, int> ok_own_;
};
