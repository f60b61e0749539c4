# What this configuration builds, printed at the end of the configuration.
include(FeatureSummary)
add_feature_info(tests BAILANG_BUILD_TESTS "ctest --preset release")
add_feature_info(benchmarks BAILANG_BUILD_BENCHMARKS "programs below benchmarks/")
add_feature_info(warnings-as-errors BAILANG_WARNINGS_AS_ERRORS "a warning stops the build")
add_feature_info(sanitizers BAILANG_SANITIZE "BAILANG_SANITIZE, for instance address,undefined")
message(STATUS "bailang ${PROJECT_VERSION}, commit ${BAILANG_COMMIT}, ${CMAKE_BUILD_TYPE}")
feature_summary(WHAT ENABLED_FEATURES DISABLED_FEATURES QUIET_ON_EMPTY)
