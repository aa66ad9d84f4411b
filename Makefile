# Saker. `make run` runs everything on this machine, `make test` tests everything; the rest are their parts.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export MSBUILDDISABLENODEREUSE := 1

BUILD := build
CONFIG ?= Release
DOTNET_FLAGS := -c $(CONFIG) --nologo -v quiet -maxcpucount:1
TRACE ?= 0

CORE_SV := $(shell sim/card/files.sh)
CARD_CPP := $(addprefix sim/card/,xgmii.cpp card.cpp capi.cpp)
CARD_DIR := $(BUILD)/card$(if $(filter 1,$(TRACE)),-trace)
CARD_SO := $(CARD_DIR)/libsaker_card.so
CARD_EXE := $(CARD_DIR)/saker-card

.PHONY: all deps build sim sim-trace lint test soak bench run formal mutants synth figures clean publish node regs

all: build

## deps: installs the Debian packages, npm packages and checks the SDK (asks for sudo only when something is missing)
deps: $(BUILD)/.deps
$(BUILD)/.deps: .ci/deps
	@.ci/deps
	@mkdir -p $(BUILD) && touch $@

## sim: the virtual card, as a library and as a process
sim: deps $(CARD_SO) $(CARD_EXE)

## sim-trace: the same with waveforms (VCD), slower, in build/card-trace; SAKER_CARD_LIBRARY names the library to use
sim-trace: deps
	@$(MAKE) --no-print-directory TRACE=1 BUILD=$(BUILD) sim

# Each slot costs simulated speed: the virtual card has three of the sixteen that a card may have. `make sim SLOTS=4 BUILD=build/four` makes another.
SLOTS ?= 3
# Without the greater limit parameters of all symbols, and records of all sources, are joined piece by piece in every cycle.
VERILATOR_FLAGS := --cc -O3 --expand-limit 1024 --x-assign unique --x-initial unique --noassert --top-module saker_core -GNumSlots=$(SLOTS) \
	-Wno-fatal -Wall -CFLAGS "-fPIC -std=c++17" $(if $(filter 1,$(TRACE)),--trace -CFLAGS -DSAKER_TRACE)
CXXFLAGS := -O2 -g -std=c++17 -fPIC -Wall -Wextra -Wno-unused-parameter $(if $(filter 1,$(TRACE)),-DSAKER_TRACE)
VERILATOR_ROOT = $(shell verilator --getenv VERILATOR_ROOT)

# The core's C++ is compiled twice: the first build counts which branches a short market takes (sim/card/train.cpp), the second one
# is laid out by these counts and runs half as fast again. PROFILE=0 compiles once.
PROFILE ?= $(if $(filter 1,$(TRACE)),0,1)
CORE_MAKE = $(MAKE) --no-print-directory -j 2 -C $(CARD_DIR)/obj -f Vsaker_core.mk Vsaker_core__ALL.a OPT_FAST="$(1)" >> $(CARD_DIR)/verilator.log 2>&1 \
	|| { tail -40 $(CARD_DIR)/verilator.log; exit 1; }
TRAIN_CPP := $(addprefix sim/card/,xgmii.cpp card.cpp train.cpp)

$(CARD_DIR)/obj/Vsaker_core__ALL.a: $(CORE_SV) hdl/lint.vlt $(if $(filter 1,$(PROFILE)),$(TRAIN_CPP))
	@echo "verilating the core ($(words $(CORE_SV)) files)"
	@rm -rf $(CARD_DIR)/obj && mkdir -p $(CARD_DIR)
	@verilator $(VERILATOR_FLAGS) -Mdir $(CARD_DIR)/obj hdl/lint.vlt $(CORE_SV) > $(CARD_DIR)/verilator.log 2>&1 || { tail -40 $(CARD_DIR)/verilator.log; exit 1; }
ifeq ($(PROFILE),1)
	@$(call CORE_MAKE,-O2 -fprofile-generate -fprofile-update=single)
	@g++ $(CXXFLAGS) $(CARD_INC) -fprofile-generate -o $(CARD_DIR)/train $(TRAIN_CPP) $(VERILATED) $@ -pthread
	@$(CARD_DIR)/train
	@rm -f $(CARD_DIR)/obj/*.o $(CARD_DIR)/obj/*.a $(CARD_DIR)/train $(CARD_DIR)/*.gcda
	@$(call CORE_MAKE,-O2 -fprofile-use -fprofile-partial-training -Wno-missing-profile)
else
	@$(call CORE_MAKE,-O2)
endif

CARD_LIBS = $(CARD_DIR)/obj/Vsaker_core__ALL.a
VERILATED = $(addprefix $(VERILATOR_ROOT)/include/,verilated.cpp verilated_threads.cpp $(if $(filter 1,$(TRACE)),verilated_vcd_c.cpp))
CARD_INC = -I$(CARD_DIR)/obj -isystem $(VERILATOR_ROOT)/include -isystem $(VERILATOR_ROOT)/include/vltstd

$(CARD_SO): $(CARD_DIR)/obj/Vsaker_core__ALL.a $(CARD_CPP) $(wildcard sim/card/*.h)
	@echo "linking $@"
	@g++ $(CXXFLAGS) $(CARD_INC) -shared -o $@ $(CARD_CPP) $(VERILATED) $(CARD_LIBS) -pthread

$(CARD_EXE): $(CARD_DIR)/obj/Vsaker_core__ALL.a $(CARD_CPP) sim/card/main.cpp sim/card/tap.cpp sim/card/bell.cpp sim/card/wire_faults.cpp $(wildcard sim/card/*.h)
	@echo "linking $@"
	@g++ $(CXXFLAGS) $(CARD_INC) -o $@ $(CARD_CPP) sim/card/main.cpp sim/card/tap.cpp sim/card/bell.cpp sim/card/wire_faults.cpp $(VERILATED) $(CARD_LIBS) -pthread

## build: every C# project
build: deps
	@echo "building the C# projects"
	@dotnet build Saker.slnx $(DOTNET_FLAGS)

## publish: the programs that `make run` starts
publish: build
	@for p in host/Saker.Host:host sim/venue/Saker.Venue:venue controlplane/Saker.ControlPlane:controlplane ui/Saker.Console:console host/Saker.Cli:cli; do \
	  dotnet publish $${p%%:*} $(DOTNET_FLAGS) -o $(BUILD)/publish/$${p##*:} || exit 1; done

## node: the foreign gRPC client of a test
node: deps
	@cd tests/Saker.Rpc.Tests/node && { test -d node_modules || npm ci --silent --no-audit --no-fund; }

## lint, formal: the RTL in two tools, generated files, safety tags and controls; every proof
lint: deps
	@dotnet run --project host/Saker.RegGen -c $(CONFIG) -- --check .
	@hdl/lint.sh
formal: deps
	@hdl/formal.sh

## mutants: breaks each control in a copy of its file and shows that its proof or test fails (hdl/mutants)
mutants: deps build
	@hdl/mutants.sh --all

## test: everything that must hold
test: deps sim publish node
	@tests/run.sh

## soak: the long forms of the card's random tests (a million messages and more each), and an hour of the market over a bad order line
soak: deps sim publish
	@SAKER_LONG=1 dotnet test tests/Saker.Card.Tests $(DOTNET_FLAGS) --no-build --filter "Length=Long" --logger "console;verbosity=detailed"
	@SAKER_LONG=1 dotnet test tests/Saker.System.Tests $(DOTNET_FLAGS) --no-build --filter "Length=Long" --logger "console;verbosity=detailed"

## bench: what is noisy, measured on this machine
bench: deps sim publish
	@./saker bench

## run: the whole system on this machine. ITCH=file replays a capture, SPEED=n speeds the market up, SEED=n changes it,
##      FAULTS='a.drop=0.01,b.skew_us=200' spoils the feed's two lines
run: deps sim publish
	@./saker up $(if $(ITCH),--itch "$(ITCH)") $(if $(SYMBOL),--symbol $(SYMBOL)) $(if $(LOCATE),--locate $(LOCATE)) $(if $(SPEED),--speed $(SPEED)) $(if $(SEED),--seed $(SEED)) $(if $(FAULTS),--faults '$(FAULTS)') $(if $(FAULT_SEED),--fault-seed $(FAULT_SEED))

## figures: the deterministic numbers of this build, one `name value unit` a line
figures: deps sim publish
	@./saker figures --out $(BUILD)/figures.txt
	@cat $(BUILD)/figures.txt

## synth: each block's estimated critical path before routing (7-series cells; an estimate, see hdl/synth.sh)
synth: deps
	@hdl/synth.sh

## regs: everything that is generated from hdl/regs/*.json, the tables of docs/controls.md among it
regs: deps
	@dotnet run --project host/Saker.RegGen -c $(CONFIG) -- .

clean:
	rm -rf $(BUILD)
