# Run by CPack on the packages made: that of the shared library asks dpkg for ldconfig by a trigger, as Debian's policy has
# it, in place of the scripts that CPack puts into it.
foreach(deb ${CPACK_PACKAGE_FILES})
  if(NOT deb MATCHES "/libkharita[0-9]+_[^/]*\\.deb$")
    continue()
  endif()
  set(folder ${deb}.parts)
  execute_process(COMMAND dpkg-deb -R ${deb} ${folder} COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE ${folder}/DEBIAN/postinst ${folder}/DEBIAN/postrm)
  file(WRITE ${folder}/DEBIAN/triggers "activate-noawait ldconfig\n")
  file(CHMOD ${folder}/DEBIAN/triggers PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  execute_process(COMMAND dpkg-deb --root-owner-group -b ${folder} ${deb} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE_RECURSE ${folder})
endforeach()
