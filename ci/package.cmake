# What is installed, and what cpack makes of it: a .deb and a .tar.gz.

set(PGRECONCILE_PACKAGE_VERSION ${PROJECT_VERSION} CACHE STRING "Version of the packages")
set(PGRECONCILE_PACKAGE_CONTACT "The pgreconcile authors <pgreconcile@localhost>" CACHE STRING "Who maintains the packages")
# Where zsh looks below /usr/local. Below /usr, Debian's looks into vendor-completions, and not there.
set(PGRECONCILE_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING "Folder of zsh's completions")

# Made by the program itself: the manual page and the completions of its own options.
set(made ${PROJECT_BINARY_DIR}/made)
file(MAKE_DIRECTORY ${made})
function(pgreconcile_made file)
  add_custom_command(OUTPUT ${made}/${file} DEPENDS pgreconcile
    COMMAND ${CMAKE_COMMAND} -E env --unset=PGRECONCILE_OUTPUT $<TARGET_FILE:pgreconcile> ${ARGN} --output ${made}/${file})
endfunction()
pgreconcile_made(pgreconcile.bash completion bash)
pgreconcile_made(_pgreconcile completion zsh)
pgreconcile_made(pgreconcile.fish completion fish)
pgreconcile_made(pgreconcile.1 manual)
# Without names and times, so that equal pages are equal files.
add_custom_command(OUTPUT ${made}/pgreconcile.1.gz DEPENDS ${made}/pgreconcile.1
  COMMAND gzip -9nc pgreconcile.1 > pgreconcile.1.gz WORKING_DIRECTORY ${made})
add_custom_target(pgreconcile_made ALL
  DEPENDS ${made}/pgreconcile.bash ${made}/_pgreconcile ${made}/pgreconcile.fish ${made}/pgreconcile.1.gz)

install(TARGETS pgreconcile RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${made}/pgreconcile.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/pgreconcile.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME pgreconcile)
install(FILES ${made}/_pgreconcile DESTINATION ${PGRECONCILE_ZSH_DIR})
install(FILES ${made}/pgreconcile.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN *.md)
install(FILES schema.yaml DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VERSION ${PGRECONCILE_PACKAGE_VERSION})
set(CPACK_PACKAGE_CONTACT ${PGRECONCILE_PACKAGE_CONTACT})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "bring a PostgreSQL database to the schema of a YAML file")
set(CPACK_PACKAGE_DESCRIPTION
"pgreconcile reads a YAML description of tables and all that they are made
of, reads the live catalog of a PostgreSQL database, and prints or runs the
additive, IF NOT EXISTS DDL that is missing. What additive DDL cannot mend it
reports; it never drops, truncates or renames what is there.
.
It takes short locks, can be stopped anywhere, and can run on many hosts at
once. For PostgreSQL 13 and later.")
set(CPACK_PACKAGE_FILE_NAME pgreconcile-${CPACK_PACKAGE_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS postgresql)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
