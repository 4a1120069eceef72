# What there is to do, and how. Everything else is in scripts/.

.PHONY: run build test faults mutants replay wire bench fuzz format lint docs

# Answers at http://localhost:3000, with everything kept in ./data.
run:
	scripts/install-packages $(LIBRARIES)
	swift build --configuration release --product gatehouse
	.build/release/gatehouse serve --data ./data

build:
	scripts/install-packages $(LIBRARIES)
	swift build

test:
	scripts/install-packages $(LIBRARIES) postgresql openssl faketime python3-venv python3-pip
	scripts/test

# Takes things away from a server for as long as it takes, with figures; a part of it is in `make test`.
faults:
	scripts/install-packages $(LIBRARIES) postgresql faketime
	swift build
	scripts/with-postgres python3 Tests/server/faults.py --whole

# Holds the conditions of security-relevant code to be true, and false, one by one, and lists those that no test notices.
# It takes an hour or two; MUTANTS has arguments of scripts/mutants.
mutants:
	scripts/install-packages $(LIBRARIES) rsync
	scripts/mutants $(MUTANTS)

# Plays recorded exchanges against a server, where there are recordings.
replay:
	scripts/install-packages $(LIBRARIES)
	scripts/replay

# Reads and writes recorded exchanges with the client's types, where there are recordings.
wire:
	scripts/install-packages $(LIBRARIES)
	scripts/wire

bench:
	scripts/install-packages $(LIBRARIES) wrk postgresql
	scripts/bench

# Gives the parsers of what comes from outside random texts, and every endpoint hostile texts and numbers;
# SECONDS_TO_FUZZ says for how long the parsers, GATEHOUSE_FUZZ_SEED with which seeds the endpoints.
fuzz:
	scripts/install-packages $(LIBRARIES) postgresql
	swift run fuzz --seconds $${SECONDS_TO_FUZZ:-600}
	swift build --build-tests
	GATEHOUSE_FUZZ=whole scripts/with-postgres swift test --skip-build --filter "EndpointTextFuzzTests|NumberFuzzTests|LongTextTests"

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	scripts/lint-numbers

docs:
	scripts/docs

LIBRARIES = libpq-dev libargon2-dev libsqlite3-dev libcurl4-openssl-dev libssl-dev libcrypt-dev zlib1g-dev libqrencode-dev \
	libxxhash-dev $(NODE)

# Actions run on it; any that is there will do.
NODE = $(if $(shell command -v node),,nodejs)
