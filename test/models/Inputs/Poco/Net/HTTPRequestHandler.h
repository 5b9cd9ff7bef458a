// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace Poco::Net {
class HTTPServerRequest;
class HTTPServerResponse;
class HTTPRequestHandler {
public:
  virtual ~HTTPRequestHandler();
  virtual void handleRequest(HTTPServerRequest &, HTTPServerResponse &) = 0;
};
} // namespace Poco::Net
