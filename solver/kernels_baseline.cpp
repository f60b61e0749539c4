#define BAILANG_ISA baseline
#include "solver/kernel_table_bodies.hpp"
