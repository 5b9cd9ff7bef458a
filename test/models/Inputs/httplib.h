// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
#include <functional>
#include <string>
namespace httplib {
struct Request {};
struct Response {};
class Server {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &, Handler);
  Server &Post(const std::string &, Handler);
  bool listen(const std::string &, int);
};
} // namespace httplib
