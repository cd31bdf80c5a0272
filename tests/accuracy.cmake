# accuracy.<set>: the figures of tests/accuracy/measure.py must not fall below their thresholds.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(set dev noisy own)
  add_test(
    NAME accuracy.${set}
    COMMAND
      ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/accuracy/measure.py --kharita $<TARGET_FILE:kharita> --gazetteer
      ${CMAKE_BINARY_DIR}/share/kharita/kharita.gaz --set ${CMAKE_CURRENT_LIST_DIR}/data/${set} --thresholds
      ${CMAKE_CURRENT_LIST_DIR}/accuracy/thresholds.json --name ${set})
endforeach()

# Texts that name no place: sport, economy, recipes, poetry.
add_test(
  NAME accuracy.placeless
  COMMAND
    ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/accuracy/placeless.py --kharita $<TARGET_FILE:kharita> --gazetteer
    ${CMAKE_BINARY_DIR}/share/kharita/kharita.gaz --texts ${CMAKE_CURRENT_LIST_DIR}/data/placeless/texts --at-most 0.5)

# The five real articles and their scorer lie beside the project, where they are at hand; else the test is skipped.
set(seeds ${CMAKE_SOURCE_DIR}/../shared)
if(EXISTS ${seeds}/eval/score.py)
  add_test(
    NAME accuracy.seeds
    COMMAND
      ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/accuracy/seeds.py --kharita $<TARGET_FILE:kharita> --articles
      ${seeds}/articles --scorer ${seeds}/eval/score.py --gold ${seeds}/eval/seeds-gold)
endif()

# Written and made texts, each with what must come out of it:
#   grammar   sentences made from the grammar of the genre
#   accounts  several sentences, composed from a grammar that knows what they mean
#   tolls     original texts of one or two sentences with their tolls, grouped by how they tell them
#   joined    two and three events in one text, joined by every connective
#   sides     what each side of a fight lost, in every wording
#   digests   lines of digests in the marks that posts use
foreach(texts IN ITEMS grammar accounts tolls joined sides digests)
  add_test(NAME accuracy.${texts} COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/accuracy/${texts}.py --kharita
                                          $<TARGET_FILE:kharita>)
endforeach()
