# Installs the build to a folder of its own, builds project/ against it there and runs it on a case.
#   cmake -DBUILD=… -DWORK=… -DCASE=… -DCOMPILER=… -P run.cmake
foreach(name BUILD WORK CASE COMPILER)
  if(NOT DEFINED ${name})
    message(FATAL_ERROR "run.cmake needs -D${name}=…")
  endif()
endforeach()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: exit code ${code}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/project -B ${WORK}/build -G Ninja -DCMAKE_BUILD_TYPE=Release
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/consumer ${CASE})
run(${WORK}/prefix/bin/bailang --version)
