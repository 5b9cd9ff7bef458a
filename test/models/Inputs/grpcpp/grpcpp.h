// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
namespace grpc {
class Status {};
class ServerContext {};
class Service {
public:
  virtual ~Service();
};
} // namespace grpc
