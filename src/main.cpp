#include "src/cli/run.hpp"

int main(int argc, char** argv) { return pgreconcile::cli::run(argc, argv); }
