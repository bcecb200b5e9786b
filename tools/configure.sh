# shellcheck shell=bash
# configure DIR CMAKE-ARGUMENT…: always, since it is cheap and sees new files, options and packages.
# A build folder that came along with a moved or copied checkout would build the old place's sources: it goes.
configure() {
  local dir=$1 home log
  shift
  if [ -e "$dir/CMakeCache.txt" ]; then
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$dir/CMakeCache.txt")
    [ "$home" -ef . ] || { say "removing $dir, which was made for $home"; rm -rf "$dir"; }
  fi
  log=$(${CMAKE_WRAPPER:-} cmake -S . -B "$dir" -G Ninja "$@" 2>&1) || { printf '%s\n' "$log" >&2; die "CMake failed"; }
}
