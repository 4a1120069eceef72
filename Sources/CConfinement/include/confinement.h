#ifndef GATEHOUSE_CONFINEMENT_H
#define GATEHOUSE_CONFINEMENT_H

/// The name (`argv[0]`) under which a program that has this linked in confines itself and becomes another program,
/// before anything of its own runs:
///
///     gatehouse-confined CPU_SECONDS DATA_KILOBYTES READABLE_PATHS EXECUTABLE_PATHS PROGRAM ARGUMENTS...
///
/// The paths are joined with `:`. With the program `-`, it prints what could be set up, as a line of the words
/// `filter`, `files` and `namespace`, and ends.
#define GATEHOUSE_CONFINED_NAME "gatehouse-confined"

/// What takes the place of a path where none shall be given.
#define GATEHOUSE_NO_PATH "-"

#endif
