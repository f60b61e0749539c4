#pragma once

#include <netcdf.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// netCDF-4 files (which are HDF5 files) with every failure told as a RunError that names the file.
namespace bailang {

/// An open file. The netCDF library is not safe to call from two threads at once: guard the calls.
class NetcdfFile {
public:
  static NetcdfFile create(const std::filesystem::path& path);  ///< replaces what is there
  static NetcdfFile open(const std::filesystem::path& path);    ///< for reading
  NetcdfFile(NetcdfFile&& other) noexcept;
  NetcdfFile& operator=(NetcdfFile&&) = delete;
  ~NetcdfFile();

  /// Writes everything out and closes. @throws RunError, as when the disk is full
  void close();

  [[nodiscard]] int id() const { return id_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// @throws RunError that names the file and `subject` when `status` is a failure
  void require(int status, std::string_view subject) const;

  void define_dimension(const std::string& name, std::size_t length);
  [[nodiscard]] std::size_t dimension_length(const std::string& name) const;
  [[nodiscard]] bool has_variable(const std::string& name) const;
  [[nodiscard]] int variable(const std::string& name) const;
  int define_variable(const std::string& name, nc_type type, const std::vector<std::string>& dimensions);
  [[nodiscard]] std::vector<std::string> variable_dimensions(int variable) const;
  [[nodiscard]] std::size_t variable_size(int variable) const;  ///< number of values

  /// Text becomes a character attribute, as CF asks; text beyond ASCII a UTF-8 string.
  void put_attribute(int variable, const std::string& name, const std::string& text);
  [[nodiscard]] std::string text_attribute(int variable, const std::string& name) const;  ///< empty when absent

  void put(const std::string& name, const std::vector<float>& values);
  void put(const std::string& name, const std::vector<double>& values);
  void put(const std::string& name, const std::vector<int>& values);
  void put(const std::string& name, const std::vector<std::int8_t>& values);
  void put(const std::string& name, const std::vector<std::string>& values);

  /// All values of a variable, converted to double.
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const;
  /// Part of a variable, converted to double.
  [[nodiscard]] std::vector<double> numbers(const std::string& name, const std::vector<std::size_t>& start,
                                            const std::vector<std::size_t>& count) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;

private:
  NetcdfFile(int id, std::filesystem::path path) : id_(id), path_(std::move(path)) {}
  void require_size(int variable, const std::string& name, std::size_t size) const;

  int id_ = -1;
  std::filesystem::path path_;
};

}  // namespace bailang
