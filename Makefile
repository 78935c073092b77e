# Everything here is plain go; `make` only saves typing.
GO ?= go

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
PACKAGES = openjdk-17-jre-headless maven chromium python3 python3-networkx python3-pandas python3-rdflib
# Another python3 may come first on PATH; the tests look at Debian's too.
PYTHON_READY = python3 -c 'import networkx, pandas, rdflib' 2>/dev/null || /usr/bin/python3 -c 'import networkx, pandas, rdflib' 2>/dev/null

.PHONY: verify setup build test race lint bench fuzz

verify: setup build lint race benchmarks-run fuzz ## what CI runs: set up what the tests need, then all checks
	@echo 'verify: all checks passed'

setup: ## Java, Maven, Chromium and Python (Debian, as root), and Neo4j's jars
	@if ! command -v java >/dev/null || ! command -v mvn >/dev/null || ! command -v chromium >/dev/null || ! { $(PYTHON_READY); }; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -y -q $(PACKAGES); \
	  else echo 'install these first: $(PACKAGES)'; exit 1; fi; \
	fi
	sh graph/neo4j/neo4jtest/fetch.sh

build: ## the geokg binary, in this folder
	CGO_ENABLED=0 $(GO) build -trimpath -o geokg ./cmd/geokg

test:
	$(GO) test ./...

race:
	$(GO) test -race -timeout 30m ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: benchmarks-run
benchmarks-run: ## each benchmark once, so that none rots
	$(GO) test -run '^$$' -bench . -benchtime 1x ./...

# Go 1.26 now and then fails a fuzz test when its time is up, with "context deadline exceeded" and no failing input
# (go.dev/issue/75804, mended in 1.27): that alone is tried again, at most twice.
fuzz: ## ten seconds for each fuzz test
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    for try in 1 2 3; do \
	      echo $$p $$f; \
	      if $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 10s -fuzzminimizetime 1s $$p >"$$log" 2>&1; then cat "$$log"; break; fi; \
	      cat "$$log"; \
	      if [ $$try = 3 ] || grep -q 'Failing input' "$$log" || ! grep -q '^ *context deadline exceeded' "$$log"; then exit 1; fi; \
	    done; \
	  done; \
	done
