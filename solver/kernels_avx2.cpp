#define BAILANG_ISA avx2
#include "solver/kernel_table_bodies.hpp"
