#pragma once
namespace bailang{ double water_temperature_from_air(double air); }
