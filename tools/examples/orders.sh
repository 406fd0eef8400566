#!/bin/sh
# Issue the orders of a tab-separated export, one line an order, and print number, status and ICV of each.
#
# usage: orders.sh ORDERS.tsv [options of sijil issue …]
#
# Columns: number, time of issue (YYYY-MM-DDTHH:MM:SS), item, quantity, price before VAT. Why an order was refused, or
# sijil could not begin, is on standard error. Needs jq. Exit code: that of sijil, so 1 if an order was refused.
set -eu
orders=$1
shift
receipts=$(mktemp)
trap 'rm -f "$receipts"' EXIT
status=0
jq --raw-input --compact-output '
  split("\t") | select(length == 5) | {
    kind: "simplified", number: .[0], issued_at: .[1],
    lines: [{name: .[2], quantity: .[3], price: .[4], vat: {category: "S", rate: "15"}}]
  }' "$orders" | sijil issue - --json "$@" >"$receipts" || status=$?
jq --raw-output 'select(has("error") | not) | [.number, .status, (.icv // "-" | tostring)] | @tsv' "$receipts"
jq --raw-output 'if has("error") then .error.message.en, .error.remedy.en
  else .number as $number | .problems[] | "\($number): \(.rule) \(.message.en)" end' "$receipts" >&2
exit "$status"
