# Everything here is plain go; `make` only saves typing.
GO ?= go

.PHONY: build test race lint bench fuzz
build: ## the geokg binary, in this folder
	CGO_ENABLED=0 $(GO) build -trimpath -o geokg ./cmd/geokg

test:
	$(GO) test ./...

race:
	$(GO) test -race ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	$(GO) vet ./...

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

fuzz: ## ten seconds for each fuzz test
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo $$p $$f; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 10s $$p || exit 1; \
	  done; \
	done
