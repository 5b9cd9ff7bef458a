class SpinLock {
public:
  void grab();
  void drop();
};
