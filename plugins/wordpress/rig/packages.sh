# shellcheck shell=bash
# Sourced by ../test: what the rig needs of this machine, and WordPress as Debian packs it, unpacked and not installed.

# shellcheck disable=SC2034 # for who sources this
WP_OLD=bookworm  # WordPress 6.1
# shellcheck disable=SC2034
WP_NEW=trixie    # WordPress 6.8

RIG_PACKAGES=(php-cli php-mysql php-xml php-mbstring php-curl php-gd php-intl mariadb-server chromium fonts-dejavu-core gettext)

# The Debian mirror that this machine is set up with.
debian_mirror() {
  # shellcheck disable=SC2016 # apt-get fills it in
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Component: main' | grep -v -- '-security' | head -1
}

provide_packages() {
  local missing=() package
  for package in "${RIG_PACKAGES[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] || install_debian_packages "${missing[@]}" || die "These packages are needed: ${missing[*]}"
}

# provide_wordpress SUITE FOLDER: WordPress of a Debian release in FOLDER/site, from its packages alone.
provide_wordpress() {
  local suite=$1 folder apt packages package link target
  folder=$(realpath -m "$2")
  [ -e "$folder/site/wp-load.php" ] && return
  say "Fetching WordPress of Debian $suite"
  rm -rf "$folder"
  mkdir -p "$folder"/{lists/partial,cache/archives/partial,debs,unpacked}
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$(debian_mirror)" "$suite" \
    >"$folder/sources.list"
  apt=(-qq -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" update
  packages=(wordpress libjs-cropper libjs-underscore php-getid3)
  case $suite in
    bookworm) packages+=(wordpress-theme-twentytwentythree libjs-prototype libjs-scriptaculous) ;;
    *) packages+=(wordpress-theme-twentytwentyfive libjs-lodash) ;;
  esac
  (cd "$folder/debs" && apt-get "${apt[@]}" download "${packages[@]}")
  for package in "$folder"/debs/*.deb; do
    dpkg-deb -x "$package" "$folder/unpacked"
  done
  # Debian links libraries by absolute paths, which are meant for where the package would be installed.
  find "$folder/unpacked" -type l -print0 | while IFS= read -r -d '' link; do
    target=$(readlink "$link")
    case $target in
      /*) ln -sfn "$(realpath -m --relative-to "$(dirname "$link")" "$folder/unpacked$target")" "$link" ;;
    esac
  done
  find "$folder/unpacked" -xtype l -delete
  cp -rL "$folder/unpacked/usr/share/wordpress" "$folder/site.new"
  rm -f "$folder/site.new/wp-config.php" "$folder/site.new/.htaccess"
  mkdir -p "$folder"/site.new/wp-content/{plugins,uploads,mu-plugins}
  rm -rf "$folder"/{lists,cache,debs,unpacked,sources.list}
  mv "$folder/site.new" "$folder/site"
}
