# Writes OUT: a digest of the SOURCES that make the rules' images and read them (src/gazetteer/image.h).
set(digests "")
foreach(source ${SOURCES})
  file(SHA256 ${source} digest)
  string(APPEND digests ${digest})
endforeach()
string(SHA256 digest "${digests}")
string(SUBSTRING ${digest} 0 16 digest)
file(WRITE ${OUT} "#define KHARITA_RULES_STAMP UINT64_C(0x${digest})\n")
