# bailang_embed(target name file): compiles the text of `file` into `target`, so that an installed program needs no files.
# Use: #include "embedded/<name>.hpp", then bailang::embedded::<name> is a std::string_view of the whole text.
function(bailang_embed target name file)
  get_filename_component(source "${file}" ABSOLUTE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  file(READ "${source}" text)
  set(folder "${PROJECT_BINARY_DIR}/generated/embedded")
  file(CONFIGURE OUTPUT "${folder}/${name}.hpp" @ONLY CONTENT "#pragma once

#include <string_view>

namespace bailang::embedded {
extern const std::string_view @name@;
}  // namespace bailang::embedded
")
  file(CONFIGURE OUTPUT "${folder}/${name}.cpp" @ONLY CONTENT "#include \"embedded/@name@.hpp\"

namespace bailang::embedded {
constinit const std::string_view @name@ = R\"embedded(@text@)embedded\";
}  // namespace bailang::embedded
")
  target_sources(${target} PRIVATE "${folder}/${name}.cpp")
endfunction()
