// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace drogon {
class HttpRequest;
class HttpResponse;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using AdviceCallback =
    std::function<void(const std::shared_ptr<HttpResponse> &)>;

class HttpAppFramework {
public:
  template <class Function>
  HttpAppFramework &registerHandler(const std::string &path,
                                    Function &&function);
  void run();
};
HttpAppFramework &app();

class HttpSimpleControllerBase {
public:
  virtual ~HttpSimpleControllerBase();
  virtual void asyncHandleHttpRequest(const HttpRequestPtr &,
                                      AdviceCallback &&) = 0;
};
template <class T>
class HttpSimpleController : public HttpSimpleControllerBase {};
} // namespace drogon
