#!/bin/sh
# The main job, start to end, in a folder that is thrown away: from a release's text to a record
# that is valid, committed, listed, compared and rendered. Needs eventbook and git on the PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
HOME=$scratch/home && export HOME && mkdir "$HOME"
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME="Ann Editor" GIT_AUTHOR_EMAIL=ann@example.org
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE || true

say() { printf '\n# %s\n' "$*"; }
run() { printf '$ %s\n' "$*"; "$@"; }

cd "$scratch"
say "A new book: settings, schemas, a folder for records."
run git init -q archive
cd archive
run eventbook init --title "Lakeside archive"
git add -A && git commit -qm "A new book"

say "A press release becomes a draft. Nothing is made up: what only an editor can know is a TODO."
cp "$here/release.txt" "$scratch/release.txt"
printf '$ %s\n' "eventbook create --from release.txt --url https://example.org/news/7"
record=$(eventbook create --from "$scratch/release.txt" --url https://example.org/news/7)
echo "$record"
run cat "$record"
say "It is valid; the TODO that is left is a warning."
run eventbook validate
git add -A && git commit -qm "Draft: an evening of songs in Constance"

say "The editor writes the title, the date and what was said, and who said it."
id=$(basename "$record" .yaml)
sed -i.bak \
    -e 's/^title: .*TODO.*/title: Song recital at the council hall, Constance/' \
    -e 's/^date: .*/date: "2026-05"/' \
    -e 's/^date_basis: .*/date_basis: inferred/' \
    "$record"
rm "$record.bak"
cat >>"$record" <<'YAML'
participants:
  - {key: amsler, name: Ruth Amsler, roles: [speaker], position: director of the Lakeside Foundation}
statements:
  - id: s1
    speaker: amsler
    kind: paraphrase
    text: Said that the season would bring 24 concerts to nine towns.
    figures: [{what: concerts, value: 24, qualifier: exact}, {what: towns, value: 9, qualifier: exact}]
    source: release
YAML
run eventbook validate

say "What changed, by meaning and not by line."
run eventbook diff
git add -A && git commit -qm "Title, date and statement"

say "The book, and the record as a text, a page and data."
run eventbook list
run eventbook show "$id"
run eventbook render "$id" -f markdown
run eventbook render "$id" -f html -o page.html
run eventbook diff HEAD~1
echo
echo "Done: a release's text became a valid, committed, listed, compared and rendered record."
