// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once

#include <memory>

namespace oatpp::web::server {
class HttpRequestHandler {
public:
  class IncomingRequest;
  class OutgoingResponse;
  virtual ~HttpRequestHandler();
  virtual std::shared_ptr<OutgoingResponse>
  handle(const std::shared_ptr<IncomingRequest> &request) = 0;
};
} // namespace oatpp::web::server
