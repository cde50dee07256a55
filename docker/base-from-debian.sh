#!/bin/sh
# Makes a base image from Debian packages, for hosts that reach no image registry.
#
#   docker/base-from-debian.sh          the base of every machine      -> fsync-lab/base:debian
#   docker/base-from-debian.sh maven    the base of the build stage    -> fsync-lab/build-base:debian
#
# fsync-lab uses these tags by itself as soon as they exist. Needs mmdebstrap and the docker
# command; as root, or as a user who may make user namespaces. SUITE picks another Debian release.
set -eu

suite=${SUITE:-bookworm}
tools=e2fsprogs,xfsprogs,nftables,procps,libeatmydata1,iproute2,ca-certificates
case ${1:-machine} in
  machine) tag=fsync-lab/base:debian packages=openjdk-17-jre-headless,$tools ;;
  maven) tag=fsync-lab/build-base:debian packages=openjdk-17-jdk-headless,maven,ca-certificates ;;
  *) echo "usage: $0 [machine|maven]" >&2 && exit 2 ;;
esac
for program in mmdebstrap docker; do
  command -v "$program" >/dev/null || {
    echo "$program is missing; on Debian and Ubuntu: apt-get install mmdebstrap docker.io" >&2
    exit 2
  }
done

archive=$(mktemp --suffix=.tar)
trap 'rm -f "$archive"' EXIT INT TERM
# Not piped into docker: a failed mmdebstrap would leave half an image under the tag.
mmdebstrap --quiet --variant=minbase --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  "$suite" "$archive"
docker import --change 'LABEL fsync-lab=base' --change 'ENV LANG=C.UTF-8' "$archive" "$tag" >/dev/null
echo "$tag"
