#!/usr/bin/env bash
# Breaks each control in turn (hdl/mutants/mutants.txt, in copies below build/mutants) and demands that its proof or test fails.
#   hdl/mutants.sh [--quick | --tests | --all | --check] [NAME...]
#   (nothing)  the mutants that a proof must kill, as many at a time as there are cores      --quick  of these all but the slow ones
#   --tests    those that a test must kill: a card library is built for each; wants `make build`      --all  both
#   --check    only that each block names what is there, and that every card's control which is linked has one
# Killed is a mutant that Yosys reads without complaint and whose solver shows a counterexample, or a cover statement out of reach: a text that
# does not fit, a syntax error and a solver out of time are failures, as a survivor is. The proofs themselves must hold: hdl/formal.sh.
set -uo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=hdl/prove.sh
. hdl/prove.sh
list=hdl/mutants/mutants.txt
out=build/mutants
limit=${MUTANT_SECONDS:-300}
tests=tests/Saker.Card.Tests
sound=KillTests.Arm_WithAnotherMaskThanTheCauses_DoesNothing  # of any card that runs
newline=$'\n'

# ---- the list: one array an entry of a block ------------------------------------------------------------------------------
names=() controls=() paths=() olds=() news=() kinds=() targets=() slow=() problems=()
problem() { problems+=("$list: $1"); }
read_list() {
  local key rest line=0 at=-1
  while IFS= read -r row || [[ -n $row ]]; do
    line=$((line + 1))
    key=${row%% *} rest=${row#* }
    case $row in
      '#'* | '') ;;
      'mutant '*) at=$((at + 1)) names[at]=$rest controls[at]='' paths[at]='' olds[at]='' news[at]='' kinds[at]='' targets[at]='' slow[at]='' ;;
      'control '*) controls[at]=$rest ;;
      'file '*) paths[at]=$rest ;;
      -*) olds[at]+=${olds[at]:+$newline}${row:1} ;;
      +*) news[at]+=${news[at]:+$newline}${row:1} ;;
      'proof '* | 'test '*) kinds[at]=$key targets[at]=$rest ;;
      slow) slow[at]=yes ;;
      *) problem "line $line is none of: mutant, control, file, -, +, proof, test, slow" ;;
    esac
  done <"$list"
}

times() { # text, part: how often it stands there
  local without=${1//"$2"/}
  echo $(((${#1} - ${#without}) / ${#2}))
}

proof_line() { awk -F'|' -v name="$1" '{ n = $1; gsub(/ /, "", n) } n == name { print FILENAME "|" $0 }' hdl/*/formal/proofs.txt; }

check_list() {
  local at id text count proof class method linked all name top files kind depth  # the last five are read_proof's
  all=$(sed '/"absent": \[/,$d' hdl/regs/controls.json | sed -n 's/^ *{ "name": "\([A-Z_.]*\)".*/\1/p')
  for at in "${!names[@]}"; do
    id=${names[at]}
    [[ $id =~ ^[a-z0-9_]+$ ]] || problem "'$id' is no name: lower case, digits and _"
    (($(printf '%s\n' "${names[@]}" | grep -cx "$id") == 1)) || problem "$id stands twice"
    grep -qx "${controls[at]}" <<<"$all" || problem "$id: no control is named '${controls[at]}'"
    if [[ ! -f ${paths[at]} ]]; then
      problem "$id: there is no file '${paths[at]}'"
      continue
    fi
    text=$(<"${paths[at]}") count=0
    [[ -n ${olds[at]} ]] && count=$(times "$text" "${olds[at]}")
    ((count == 1)) || problem "$id: its text stands $count times in ${paths[at]}, not once: ${olds[at]}"
    [[ ${olds[at]} != "${news[at]}" ]] || problem "$id changes nothing"
    case ${kinds[at]} in
      proof)
        read -r proof count <<<"${targets[at]}"
        text=$(proof_line "$proof")
        if [[ -z $text ]]; then problem "$id: no proof is named '$proof'"; continue; fi
        read_proof "${text#*|}"
        [[ " $files " == *" ${paths[at]} "* ]] || problem "$id: the proof $proof does not read ${paths[at]}"
        [[ -z $count || $kind == induction ]] || problem "$id: only an induction's window may be longer than $proof says" ;;
      test)
        class=${targets[at]%%.*} method=''
        [[ ${targets[at]} == *.* ]] && method=${targets[at]#*.}
        text=$(grep -rlE "^[a-z ]*class $class\b" --include='*.cs' --exclude-dir=obj "$tests")
        [[ -n $text ]] || problem "$id: $tests has no class $class"
        # shellcheck disable=SC2086
        [[ -z $method ]] || grep -qE " $method\(" $text || problem "$id: $class has no test $method" ;;
      *) problem "$id says neither proof nor test" ;;
    esac
  done
  # Every control of the card that names a proof; the list has one control after the other, its fields in one order.
  linked=$(sed '/"absent": \[/,$d' hdl/regs/controls.json | awk -F'"' '/^ *{ "name": / { name = $4; card = 0 } /"where": \[/ { card = /"card"/ ? 1 : 0 } /"proofs": \["/ && card { print name }')
  while read -r name; do
    [[ " ${controls[*]} " == *" $name "* ]] || problem "no mutant breaks $name"
  done <<<"$linked"
}

# ---- one mutant; prints its outcome in one piece, for others print beside it ------------------------------------------------
apply() { # number; sets folder and copy, which is the file with the fault
  local text
  folder=$out/${names[$1]} copy=$out/${names[$1]}/$(basename "${paths[$1]}")
  rm -rf "$folder"
  mkdir -p "$folder"
  text=$(<"${paths[$1]}")
  (($(times "$text" "${olds[$1]}") == 1)) || return 1
  printf '%s\n' "${text/"${olds[$1]}"/"${news[$1]}"}" >"$copy"
}

say() { echo "mutant ${names[$1]} (${controls[$1]}) $2, $((SECONDS - started)) s"; }

by_proof() { # number
  local started=$SECONDS folder copy proof window name top files kind depth log outcome fault complaint
  read -r proof window <<<"${targets[$1]}"
  if ! apply "$1"; then say "$1" "FAILED: its text does not stand once in ${paths[$1]}"; return; fi
  window=${window:-0}
  text=$(proof_line "$proof")
  read_proof "${text#*|}"
  files=" $files " files=${files/" ${paths[$1]} "/" $copy "}
  # Of an induction only a run from the start shows a fault that can happen; a longer one shows it as well.
  if [[ $kind == induction ]]; then kind=bmc depth=$((window > depth ? window : depth)); fi
  [[ $kind == bmc && -z ${slow[$1]} ]] && kind=shallow
  solve_proof "$folder" "$limit"
  complaint=$(grep -hE 'ERROR: (syntax|Module|Identifier|Failed|Can|Found|Invalid)|implicitly declared|conflicting drivers|logic loop' "$folder"/*.log | grep -v 'Called with' | head -2)
  if [[ -n $complaint || -n $fault ]]; then
    say "$1" "FAILED: Yosys does not take it: ${complaint:-$fault}"
  elif [[ $outcome == holds* ]]; then
    say "$1" "SURVIVED proof $proof"
  elif [[ $kind != cover ]] && something_fails; then
    say "$1" "killed by proof $proof"
  elif [[ $kind == cover ]] && nothing_fails; then
    say "$1" "killed by proof $proof"
  else
    say "$1" "FAILED: proof $proof neither held nor found anything: $(tail -1 "$log")"
  fi
}

by_test() { # number
  local started=$SECONDS folder copy core library trx failed total
  if ! apply "$1"; then say "$1" "FAILED: its text does not stand once in ${paths[$1]}"; return; fi
  core=" $(sim/card/files.sh | tr '\n' ' ')" core=${core/" ${paths[$1]} "/" $copy "}
  library=$folder/card/libsaker_card.so
  if ! make --no-print-directory PROFILE=0 BUILD="$folder" CORE_SV="$core" "$library" >"$folder/make.log" 2>&1; then
    say "$1" "FAILED: the card does not build: $(tail -1 "$folder/make.log")"
    return
  fi
  # The card as such must still work, or every test would fail.
  if ! counted "$1" "$sound" || ((failed > 0)); then say "$1" "FAILED: the card with it does not even answer"; return; fi
  if ! counted "$1" "${targets[$1]}"; then say "$1" "FAILED: no test is named ${targets[$1]}"; return; fi
  if ((failed > 0)); then say "$1" "killed by test ${targets[$1]}, $failed of $total"; else say "$1" "SURVIVED test ${targets[$1]}, $total passed"; fi
}

counted() { # number, test; sets total and failed; false where none ran
  local trx=$PWD/$out/${names[$1]}/result.trx
  rm -f "$trx"
  SAKER_CARD_LIBRARY=$PWD/$library dotnet test $tests -c Release --no-build --nologo -v quiet --filter "FullyQualifiedName~.$2" --logger "trx;LogFileName=$trx" >"$folder/test.log" 2>&1
  [[ -f $trx ]] || return 1
  total=$(grep -oE '<UnitTestResult [^>]*outcome="(Passed|Failed)"' "$trx" | grep -c .)
  failed=$(grep -oE '<UnitTestResult [^>]*outcome="Failed"' "$trx" | grep -c .)
  ((total > 0))
}

# ---- what is asked for -----------------------------------------------------------------------------------------------------
what=proof quick='' wanted=()
for argument in "$@"; do
  case $argument in
    --check) what=check ;;
    --quick) quick=yes ;;
    --tests) what=test ;;
    --all) what='proof test' ;;
    --one) what=one ;;  # by itself, below
    -*) sed -n '2,7p' "$0"; exit 2 ;;
    *) wanted+=("$argument") ;;
  esac
done
read_list
if [[ $what == one ]]; then
  "by_${kinds[wanted[0]]}" "${wanted[0]}"
  exit
fi
check_list
printf '%s\n' "${problems[@]}" | grep . >&2
if [[ $what == check ]]; then
  ((${#problems[@]} == 0))
  exit
fi
((${#problems[@]} == 0)) || { echo "0 passed, ${#problems[@]} failed, 0 skipped"; exit 1; }

chosen=()
for at in "${!names[@]}"; do
  [[ " $what " == *" ${kinds[at]} "* ]] || continue
  ((${#wanted[@]} == 0)) || [[ " ${wanted[*]} " == *" ${names[at]} "* ]] || continue
  [[ -n $quick && -n ${slow[at]} ]] && continue
  chosen+=("${kinds[at]} $at")
done
((${#chosen[@]} > 0)) || { echo "mutants: none of that name and kind" >&2; exit 2; }
mkdir -p "$out"
# Proofs side by side, then the builds one after the other. Outcomes are counted, not exit codes: a mutant without a word is one that failed.
{
  printf '%s\n' "${chosen[@]}" | sed -n 's/^proof //p' | xargs -r -P "$(nproc)" -n 1 hdl/mutants.sh --one
  printf '%s\n' "${chosen[@]}" | sed -n 's/^test //p' | xargs -r -n 1 hdl/mutants.sh --one
} | tee "$out/outcomes.txt"
killed=$(grep -cE '^mutant [^ ]+ \([^)]*\) killed by ' "$out/outcomes.txt")
echo "mutants_killed $killed of ${#chosen[@]}"
echo "$killed passed, $((${#chosen[@]} - killed)) failed, 0 skipped"
((killed == ${#chosen[@]}))
