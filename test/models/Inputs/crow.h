// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

#include <string>

namespace crow {
struct response {
  response(int code);
};
template <class... Args> class TaggedRule {
public:
  template <class Func> void operator()(Func &&f);
};
class CatchallRule {
public:
  template <class Func> void operator()(Func &&f);
};
class SimpleApp {
public:
  template <int Tag> TaggedRule<> &route(std::string rule);
  CatchallRule &catchall_route();
  SimpleApp &port(int port);
  SimpleApp &multithreaded();
  void run();
};
} // namespace crow
#define CROW_ROUTE(app, url) app.route<1>(url)
