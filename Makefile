# Lakewright. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

CONFIG    ?= release
RUN_DIR   ?= run
API_HOST  ?= 127.0.0.1
API_PORT  ?= 8998
API_URL   ?= http://$(API_HOST):$(API_PORT)
REDIS_PORT ?= 6379
TRINO_PORT ?= 8080
REQUEST   ?= examples/star-tpch.json
TASK_ID   ?=
BACKUP    ?= backups/lakewright-$(shell date +%Y%m%dT%H%M%S).sqlite

export LAKEWRIGHT_BROKER_URL ?= redis://127.0.0.1:$(REDIS_PORT)/0
export LAKEWRIGHT_DATABASE   ?= $(RUN_DIR)/lakewright.sqlite

SUDO    := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
SWIFT   := swift
ifeq ($(CONFIG),release)
SWIFT_BUILD := $(SWIFT) build -c release --static-swift-stdlib
else
SWIFT_BUILD := $(SWIFT) build
endif
BIN     := .build/$(CONFIG)
CLIENT  := python3 scripts/client.py --url $(API_URL)
SOURCES := Package.swift Sources Tests

.PHONY: help deps build test contract bench chaos fuzz mutate function_order format lint demo refresh_check redis_start redis_stop \
        trino_start app_start worker_start backup restore check_store \
        new_rq poll_status getresult dbuild dcup clean forget

help: ## Show this list
	@grep -hE '^[a-z_]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

deps: ## Install what is needed beside a Swift toolchain (Debian, Ubuntu)
	@scripts/deps.sh "$(SUDO)"

build: deps ## Build the API and the worker (CONFIG=release or debug)
	$(SWIFT_BUILD)

test: deps ## Run every test, against real servers on free ports
	@scripts/test.sh

contract: deps ## Hold the built API against its own OpenAPI document, with thousands of requests
	@scripts/contract.sh

bench: ## Measure speed, as ratios against rivals measured in the same run
	@scripts/deps.sh "$(SUDO)" wrk
	@scripts/bench.sh

chaos: ## Kill, freeze, cut off and fill up everything while 1,000 tasks run, and show that none is lost
	@scripts/deps.sh "$(SUDO)" libfaketime
	@scripts/chaos.sh

fuzz: ## Read a million damaged statements (INPUTS=1000000): no crash, no hang, nothing read wrongly
	@scripts/fuzz.sh $(or $(INPUTS),1000000)

mutate: deps ## Take each named check of the optimizer and defence of the service out in turn: which test notices? (NAMES="name name")
	@deploy/dev-trino/setup.sh && scripts/mutate.py $(NAMES)

function_order: deps ## Find the functions that every task calls, for the linker to lay side by side
	@python3 scripts/function_order

format: ## Format the Swift sources
	$(SWIFT) format -i -r -p $(SOURCES)

lint: ## Check the format of the Swift sources, and the shell scripts' syntax
	$(SWIFT) format lint --strict -r -p $(SOURCES)
	@for s in scripts/*.sh deploy/dev-trino/*.sh .ci/run; do bash -n $$s || exit 1; done

demo: deps ## Everything at once: servers, a real workload, a table of before and after
	@CONFIG=$(CONFIG) scripts/demo.sh $(REQUEST)

refresh_check: build ## Optimise REQUEST, change its data, refresh twice, compare every query, roll back
	@CONFIG=$(CONFIG) scripts/refresh_check.sh $(REQUEST) '$(or $(OPTIONS),{})'

redis_start: ## Start Redis on REDIS_PORT: redis-server, or Docker where there is none
	@scripts/redis_start.sh $(REDIS_PORT) $(RUN_DIR)/redis

redis_stop: ## Stop the Redis that redis_start started
	@scripts/redis_stop.sh $(RUN_DIR)/redis

trino_start: ## Start the development Trino on TRINO_PORT, in the foreground
	@deploy/dev-trino/setup.sh && deploy/dev-trino/start.sh --port $(TRINO_PORT) --run-dir $(RUN_DIR)/dev-trino

app_start: build ## Start the API, in the foreground
	$(BIN)/lakewright-api serve --host $(API_HOST) --port $(API_PORT)

worker_start: build ## Start a worker, in the foreground; start as many as you like
	$(BIN)/lakewright-worker serve

# Not built anew where they are built: what runs may be these very files.
$(BIN)/lakewright-api:
	$(MAKE) build

backup: $(BIN)/lakewright-api ## Copy the database to BACKUP while everything runs, and check the copy
	@mkdir -p $(dir $(BACKUP))
	$(BIN)/lakewright-api store backup $(BACKUP)

restore: $(BIN)/lakewright-api ## Put BACKUP in the place of the database; stop API and workers first
	@[ "$(origin BACKUP)" != file ] || { echo "Which backup? make restore BACKUP=FILE" >&2; exit 2; }
	$(BIN)/lakewright-api store restore $(BACKUP)

check_store: $(BIN)/lakewright-api ## Look through the database for damage
	$(BIN)/lakewright-api store check

new_rq: ## Submit REQUEST (a request JSON) and print its task id
	@$(CLIENT) new $(REQUEST)

poll_status: ## Print the status of TASK_ID until it is DONE or FAILED
	@$(CLIENT) poll "$(TASK_ID)"

getresult: ## Print the result of TASK_ID as JSON
	@$(CLIENT) result "$(TASK_ID)"

dbuild: ## Build the Docker image
	docker build -f deploy/Dockerfile -t lakewright:latest .

dcup: ## Start Redis, the API and workers with docker compose
	docker compose up --build -d

clean: ## Remove what was built
	rm -rf .build

forget: ## Remove what ran in this checkout: tasks, their database, the sealing key (backups stay)
	rm -rf $(RUN_DIR)
