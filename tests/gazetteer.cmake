# `kharita lookup` and `kharita gazetteer`, from the outside, on the project's own gazetteer.
set(sources ${CMAKE_SOURCE_DIR}/gazetteer)
set(scratch ${CMAKE_BINARY_DIR}/tests/gazetteer)
file(MAKE_DIRECTORY ${scratch})

# A benchmark, not a test: tests/bench/open_bench.c says how to run it.
add_executable(open_bench EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/open_bench.c)
target_link_libraries(open_bench PRIVATE kharita_gazetteer m)

# Passes when the output (both streams) matches; the exit status is then not looked at.
function(gazetteer_says name pattern)
  add_test(NAME cli.${name} COMMAND kharita ${ARGN})
  set_tests_properties(cli.${name} PROPERTIES PASS_REGULAR_EXPRESSION "${pattern}" ENVIRONMENT "LC_ALL=C.UTF-8")
endfunction()

# Passes when the exit status is the one given.
function(gazetteer_exits name status)
  string(JOIN "' '" arguments ${ARGN})
  add_test(NAME cli.${name} COMMAND sh -c "'$<TARGET_FILE:kharita>' '${arguments}'; test $? -eq ${status}")
  set_tests_properties(cli.${name} PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8")
endfunction()

# The contract of lookup --json: these fields, in this order. The name is Deir ez-Zor's.
string(
  CONCAT
    fields
    "^\\[\n{\"place_id\":\"K[0-9]+\",\"name_ar\":\"دير الزور\",\"name_en\":\"Deir[^\"]*\",\"kind\":\"city\","
    "\"feature_code\":\"PPLA\",\"admin1\":\"دير الزور\",\"admin2\":\"[^\"]+\",\"admin3\":\"[^\"]+\","
    "\"lat\":35\\.3[0-9]*,\"lon\":40\\.1[0-9]*,\"confidence\":\"high\",\"score\":1},?\n")
gazetteer_says(lookup.json_fields "${fields}" lookup --json "دير الزور")
gazetteer_says(lookup.none "^\\[\\]\n$" lookup --json "كلمةليستمكانا")
gazetteer_says(lookup.table "id +name +English +kind" lookup Deir ez-Zor)
gazetteer_says(lookup.no_match "no place like .xyzzyplughfrobozz." lookup xyzzyplughfrobozz)
gazetteer_says(lookup.spelling "الميادين" lookup "المياذين") # Mayadin, one letter wrong
gazetteer_says(lookup.near "K[0-9]+ +الطيبة .* 4\\.[0-9] +1\\.00 name" lookup --near "الميادين" "الطيبة") # Tiba by Mayadin
gazetteer_says(lookup.near_json "\"score\":[0-9.]+,\"distance_km\":[0-9.]+}" lookup --json --near 40.4,35.0 "الطيبة")
gazetteer_exits(lookup.near_unknown 4 lookup --near qqqqqqqq "الطيبة")
gazetteer_exits(lookup.near_nowhere 2 lookup --near 200,100 "الطيبة")
gazetteer_exits(lookup.no_name 2 lookup)
gazetteer_exits(lookup.missing_gazetteer 3 lookup --gazetteer ${scratch}/none.gaz x)
gazetteer_exits(lookup.not_a_gazetteer 4 lookup --gazetteer ${sources}/SOURCES.md x)
gazetteer_exits(lookup.missing_overlay 3 lookup --overlay ${scratch}/none.tsv x)

# Our own data are clean: no error, no warning.
gazetteer_says(gazetteer.check " 0 errors, 0 warnings," gazetteer check ${sources})
gazetteer_exits(gazetteer.check_is_clean 0 gazetteer check -q ${sources})
gazetteer_says(gazetteer.check_compiled "places, date" gazetteer check ${CMAKE_BINARY_DIR}/share/kharita/kharita.gaz)
gazetteer_exits(gazetteer.no_action 2 gazetteer)
gazetteer_exits(gazetteer.unknown_action 2 gazetteer biuld)
gazetteer_exits(gazetteer.build_without_output 2 gazetteer build ${sources})
gazetteer_exits(gazetteer.build_missing_folder 3 gazetteer build ${scratch}/none -o ${scratch}/none.gaz)
gazetteer_exits(gazetteer.build_unwritable 3 gazetteer build ${sources} -o ${scratch}/none/x.gaz)
gazetteer_exits(gazetteer.export_tsv 0 gazetteer export ${scratch}/places.tsv)
gazetteer_says(gazetteer.export_geojson "\"type\":\"FeatureCollection\"" gazetteer export - --geojson)

# These tests make and read back GDAL's formats themselves.
if(TARGET unit_import)
  target_link_libraries(unit_import PRIVATE PkgConfig::GDAL)
endif()
