#!/usr/bin/env bash
# Runs inside its own network namespace: the virtual card on three TAP devices, and the venue on the kernel's end of them. The host
# daemon enters the same namespace afterwards (see Saker.Loop): it asks the venue for what both lines of the feed lost.
#   inside.sh RUN_DIR CARD_EXE CARD_MEMORY [--pcap FILE] [--oe-faults PLAN --oe-fault-seed N] -- VENUE_COMMAND...
# --oe-faults: what the card's end of the order line loses, doubles, delays and reorders (sim/card/wire_faults.h).
# The namespace, the TAPs and both processes vanish together.
set -euo pipefail
run=$1 card=$2 memory=$3
shift 3
pcap= faults=()
while [[ $1 != -- ]]; do
  case $1 in --pcap) pcap=$2; shift 2 ;; --oe-faults | --oe-fault-seed) faults+=("$1" "$2"); shift 2 ;; *) echo "inside.sh: unknown option $1" >&2; exit 2 ;; esac
done
shift

ip link set lo up
"$card" --shm "$memory" --tap-md saker-md --tap-md-b saker-mdb --tap-oe saker-oe "${faults[@]}" >"$run/card.out" 2>"$run/card.err" &
card_pid=$!
trap 'kill -TERM $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true' EXIT
for _ in $(seq 200); do
  grep -q ready "$run/card.out" 2>/dev/null && break
  kill -0 "$card_pid" 2>/dev/null || { cat "$run/card.err" >&2; exit 1; }
  sleep 0.05
done

# The card does not speak IPv6; without it the TAPs stay quiet.
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || true
ip addr add 10.77.1.1/24 dev saker-md
ip addr add 10.77.3.1/24 dev saker-mdb
ip addr add 10.77.2.1/24 dev saker-oe
for tap in saker-md saker-mdb saker-oe; do ip link set "$tap" txqueuelen 20000 up; done
ip route add 239.77.1.0/24 dev saker-md
ip route add 239.77.2.0/24 dev saker-mdb
# On a good line nothing is lost, but our acknowledgements come from software on a shared machine: the venue's kernel gives them time.
((${#faults[@]})) || ip route replace 10.77.2.0/24 dev saker-oe scope link src 10.77.2.1 rto_min 3s
if [[ -n $pcap ]]; then
  # dumpcap needs no change of user, which a namespace of an ordinary user would refuse.
  dumpcap -q -P -i saker-oe -w "$pcap" >"$run/dumpcap.out" 2>&1 &
  for _ in $(seq 100); do [[ -s $pcap ]] && break; sleep 0.05; done
fi
setpriv --pdeathsig TERM "$@" &
venue_pid=$!
trap 'kill -TERM $(jobs -p) 2>/dev/null || true; wait 2>/dev/null || true; exit 0' TERM INT
wait -n "$card_pid" "$venue_pid" || { code=$?; cat "$run/card.err" >&2; exit "$code"; }
