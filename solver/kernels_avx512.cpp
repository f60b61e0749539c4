#define BAILANG_ISA avx512
#include "solver/kernel_table_bodies.hpp"
