#pragma once

#include <cstddef>
#include <new>
#include <vector>

/// Arrays whose lanes start on a cache line.
namespace bailang {

template <class T>
struct CacheLineAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  CacheLineAllocator() = default;
  template <class U>
  explicit CacheLineAllocator(const CacheLineAllocator<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
  friend bool operator==(const CacheLineAllocator&, const CacheLineAllocator&) { return true; }
};

/// Doubles aligned to 64 bytes.
using LaneArray = std::vector<double, CacheLineAllocator<double>>;

}  // namespace bailang
