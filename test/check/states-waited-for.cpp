// A function waits until a state is at least what its caller says.
// RUN: not %maprace check %s -- -std=c++20 | FileCheck %s '--implicit-check-not={{warning|error}}:'
#include <atomic>
#include <thread>
#include <unordered_map>

using Map = std::unordered_map<int, int>;

class Assets {
public:
  void decode() {
    textures_[1] = 1;
    advance(1);
  }
  void build() {
    await(1);
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Assets::materials_' is written here
    materials_[1] = textures_.at(1);
    meshes_[1] = textures_.at(1);
    advance(2);
  }
  std::size_t ok_measure() {
    await(2);
    return textures_.size() + meshes_.size();
  }
  // Built in the next stage.
  std::size_t bad_measure() {
    await(1);
    return textures_.size() + materials_.size();
  }

private:
  void advance(int stage) {
    stage_.store(stage);
    stage_.notify_all();
  }
  void await(int wanted) const {
    for (int now = stage_.load(); now < wanted; now = stage_.load())
      stage_.wait(now);
  }
  std::atomic<int> stage_{0};
  Map textures_, materials_, meshes_;
};

int main() {
  Assets assets;
  std::thread ok([&] { assets.ok_measure(); });
  std::thread bad([&] { assets.bad_measure(); });
  std::thread build([&] { assets.build(); });
  std::thread decode([&] { assets.decode(); });
  ok.join();
  bad.join();
  build.join();
  decode.join();
}
