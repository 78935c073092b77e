#!/bin/sh
# Fills the folder from which package neo4jtest starts Neo4j: $GEOKG_NEO4J_LIB or, by default,
# ${XDG_CACHE_HOME:-~/.cache}/geokg/neo4j-VERSION/lib. A folder that is complete is left as it is.
set -eu

version=5.26.15 # as in pom.xml and server.go
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
lib=${GEOKG_NEO4J_LIB:-${XDG_CACHE_HOME:-$HOME/.cache}/geokg/neo4j-$version/lib}

fail() {
	echo "fetch.sh: $1" >&2
	echo "fetch.sh: on Debian: apt-get install -y openjdk-17-jre-headless maven" >&2
	exit 1
}

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
command -v "$java" >/dev/null || fail "no java: Neo4j $version needs Java 17 or 21"
# "1.8.0_402" gives 1, "17.0.15" gives 17.
major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${major:-0}" -ge 17 ] || fail "java is version ${major:-unknown}: Neo4j $version needs Java 17 or 21"

if [ -f "$lib/neo4j-server-$version.jar" ]; then
	echo "$lib"
	exit 0
fi
command -v mvn >/dev/null || fail "no mvn: Maven fetches the jars"

# The jars come into a folder beside it that is then renamed, so that a folder is there whole or not at all.
mkdir -p "$(dirname -- "$lib")"
tmp=$(mktemp -d "$lib.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$tmp" >&2
chmod 755 "$tmp"
rmdir "$lib" 2>/dev/null || true # an empty folder may stand there
if [ -e "$lib" ]; then
	echo "fetch.sh: $lib holds something else than Neo4j $version: remove it first" >&2
	exit 1
fi
mv "$tmp" "$lib"
echo "$lib"
