# One function a kind of target, so that every room is built alike.

# Flags that every target of ours takes. Bits must not depend on threads, lanes or the instruction set:
# no contraction of a*b+c into fused operations, no fast math.
add_library(bailang_flags INTERFACE)
target_compile_options(bailang_flags INTERFACE
  -ffp-contract=off -fno-math-errno -fno-trapping-math
  -Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion -Wno-psabi -Wno-restrict
  $<$<BOOL:${BAILANG_WARNINGS_AS_ERRORS}>:-Werror>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(bailang_flags INTERFACE -march=x86-64-v2)
endif()
if(BAILANG_SANITIZE)
  target_compile_options(bailang_flags INTERFACE -fsanitize=${BAILANG_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(bailang_flags INTERFACE -fsanitize=${BAILANG_SANITIZE})
endif()

# bailang_add_module(name SOURCES … DEPENDS … [PRIVATE_DEPENDS …]): library bailang_<name>, alias bailang::<name>.
function(bailang_add_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(bailang_${name} STATIC ${arg_SOURCES})
  add_library(bailang::${name} ALIAS bailang_${name})
  set_target_properties(bailang_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_include_directories(bailang_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/bailang>)
  target_compile_features(bailang_${name} PUBLIC cxx_std_20)
  target_link_libraries(bailang_${name} PUBLIC ${arg_DEPENDS} PRIVATE $<BUILD_INTERFACE:bailang_flags> ${arg_PRIVATE_DEPENDS})
  set_property(GLOBAL APPEND PROPERTY BAILANG_MODULES bailang_${name})
endfunction()

# bailang_optimise_lightly(target…): for code that waits for files and people; a third less to build than with -O3, the same bits.
function(bailang_optimise_lightly)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  endforeach()
endfunction()

# bailang_add_test(name LABEL unit|verification|… SOURCES … DEPENDS …): a Catch2 program, one ctest entry a test case.
function(bailang_add_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;DEPENDS" ${ARGN})
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${arg_DEPENDS} bailang_flags bailang_test_main Catch2::Catch2)
  target_compile_definitions(test_${name} PRIVATE BAILANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    BAILANG_PROGRAM="$<TARGET_FILE:bailang>")
  catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES LABELS ${arg_LABEL})
endfunction()
