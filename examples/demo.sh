#!/bin/sh
# `make demo`: invented lists and invented customers, screened as an institution would screen its own.
set -eu
cd "$(dirname "$0")/.."
comity=.venv/bin/comity
COMITY_HOME="$PWD/.demo/home"
export COMITY_HOME
mkdir -p .demo

# --accept-count: an official list as short as these would be refused as absurd.
echo "1. Importing the invented lists of examples/lists"
"$comity" lists import un_sc examples/lists/un_sc/consolidated.xml --accept-count
"$comity" lists import us_ofac examples/lists/us_ofac/sdn.csv examples/lists/us_ofac/alt.csv examples/lists/us_ofac/add.csv --accept-count
"$comity" lists import eu_fsf examples/lists/eu_fsf/fsf-1.1.xml --accept-count
"$comity" lists import national examples/lists/national/national.csv --accept-count

echo
echo "2. Screening the invented customers of examples/customers.csv"
status=0
"$comity" screen examples/customers.csv --format jsonl --out .demo/hits.jsonl --report .demo/report.html || status=$?
# 0: nothing found, 3: hits found. Anything else went wrong.
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"

echo
"$comity" screen examples/customers.csv --format table || [ $? -eq 3 ]

cat <<END

The report:   $PWD/.demo/report.html   (open it in a browser; it needs no network)
The hits:     $PWD/.demo/hits.jsonl    (one JSON object a line)

Try next:
  export COMITY_HOME="$COMITY_HOME"
  "$PWD/$comity" screen --name "Орсан Келденбаев" --born 1979
  "$PWD/$comity" lists show un_sc

With the real lists (fetched from their publishers, into \$COMITY_HOME or your data directory):
  unset COMITY_HOME
  "$PWD/$comity" lists update
  "$PWD/$comity" screen YOUR_FILE.csv --report report.html
END

# Once made, the demonstration node stays as it is; `make clean` removes it.
node="$PWD/.demo/node"
echo
echo "3. A demonstration node: invented officers, some days of work on what was found"
COMITY_HOME="$node" "$comity" demo-node examples
cat <<END

Sign in with a user name and password from above; the code comes from an authenticator application that was given
the secret in the same line, or from
  COMITY_HOME="$node" "$PWD/$comity" demo-node --code ana

A later edition of the list takes a person off it whose account the demonstration froze. Bring it in, and look at the
first page again: what must be released stands there, and what the amendments changed. docs/story.md tells it all.
  COMITY_HOME="$node" "$PWD/$comity" lists import un_sc "$PWD/examples/lists/un_sc/later/consolidated.xml" --accept-count
END
if [ -t 0 ] && [ -t 1 ]; then
    exec env COMITY_HOME="$node" "$comity" serve
fi
cat <<END
To start it:
  COMITY_HOME="$node" "$PWD/$comity" serve
END
