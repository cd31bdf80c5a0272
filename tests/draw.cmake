# The drawing tests read back what was drawn, with the libraries that other programs use.
foreach(module canvas tiles tile_containers poster png label golden marker_stamp)
  if(TARGET unit_${module})
    target_link_libraries(unit_${module} PRIVATE PkgConfig::GDAL PkgConfig::SQLITE PkgConfig::CAIRO PkgConfig::DEFLATE)
  endif()
endforeach()
