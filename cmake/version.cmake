# The commit that the sources are at; a new commit configures anew, so that results name the right one.
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE BAILANG_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --path-format=absolute --git-path logs/HEAD
  OUTPUT_VARIABLE bailang_git_log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT BAILANG_COMMIT)
  set(BAILANG_COMMIT "unknown")
endif()
if(EXISTS "${bailang_git_log}")
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${bailang_git_log})
endif()
