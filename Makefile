# The only entry: `make` shows what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Tests of real servers.
SERVERS := TFTPServerTests|IntegrationTests|BootStormTests|PublishingUnderLoadTests
# Of them, the cases of TFTP that are repeated over IPv6.
IPV6 := TFTPServerTests.*(CaseTests|DownloadTests|SinglePortTests|DrainTests|AmplificationTests)
SWIFT_SOURCES := Package.swift Sources Tests Fuzzing/Package.swift Fuzzing/Sources
# How long `make fuzz` runs each fuzzer.
SECONDS := 30
FUZZERS := Packet RequestPath FileName

# How often `make crash` kills a daemon.
KILLS := 10000

# How long `make contention` lets several change one site.
MINUTES := 1

# How many datagrams `make soak` sends.
DATAGRAMS := 1000000

.PHONY: help dependencies build release man test quick crash contention soak demo chapter bench bench-scale bench-reader bench-paths format lint sanitize fuzz clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dependencies: ## Install the missing Debian packages
	@scripts/install-dependencies.sh

build: dependencies ## Build for debugging
	swift build

release: dependencies ## Build for release
	swift build -c release --product cnfd
	swift build -c release --product cnfctl
	swift build -c release --product cnfsim

man: dependencies ## Write the man page of each command of cnfctl to .build/man/man8
	swift build -c release --product cnfctl
	rm -rf .build/man
	.build/release/cnfctl manual .build/man/man8

test: quick ## Run the whole test suite
	scripts/test-servers.sh '$(SERVERS)'
	CNFD_TEST_LISTEN=[::1]:0 swift test --skip-build --no-parallel --filter '$(IPV6)'

quick: dependencies ## Run the tests that start no servers
	swift build --build-tests
	swift test --skip-build --skip '$(SERVERS)'

crash: dependencies ## Kill a release build KILLS=10000 times amid publications, and check what it finds
	swift build -c release --product cnfd
	swift build --build-tests
	CNFD_TEST_DAEMON=$(CURDIR)/.build/release/cnfd CNFD_CRASH_KILLS=$(KILLS) \
		swift test --skip-build --no-parallel --filter RandomKillTests

contention: dependencies ## Have several change one site at once for MINUTES=1, and check that no change is lost
	swift build -c release --product cnfd
	swift build --build-tests
	CNFD_TEST_DAEMON=$(CURDIR)/.build/release/cnfd CNFD_CONTENTION_SECONDS=$$(($(MINUTES) * 60)) \
		swift test --skip-build --no-parallel --filter 'IntegrationTests.ContentionTests'

soak: dependencies ## Send a release build DATAGRAMS=1000000 malformed datagrams, and look at its memory
	swift build -c release --product cnfd
	swift build --build-tests
	CNFD_TEST_DAEMON=$(CURDIR)/.build/release/cnfd CNFD_SOAK_DATAGRAMS=$(DATAGRAMS) \
		swift test --skip-build --no-parallel --filter DatagramSoakTests

demo: release ## Run the main job end to end on loopback, and check every step
	scripts/demo.sh .build/release

chapter: release ## Run the whole chapter "secure SRST" on loopback, and check every step
	scripts/chapter.sh .build/release

bench: release ## Measure TFTP beside a near-limit reference, dnsmasq and tftpd-hpa; then bench-scale and bench-reader
	BUILD=.build/release Benchmarks/tftp.sh
	$(MAKE) bench-scale
	$(MAKE) bench-reader

bench-scale: dependencies ## Measure a site of 100 000 phones, beside rendering and storing every file whole
	swift build -c release --product cnfd
	swift build -c release --product render-whole
	BUILD=.build/release Benchmarks/scale.sh

bench-reader: dependencies ## Measure what a reader with 50 connections takes from an administrator and from phones (as root)
	swift build -c release --product cnfd
	BUILD=.build/release Benchmarks/reader.sh

bench-paths: dependencies ## Measure TFTP over emulated slow, lossy and narrow networks, beside dnsmasq and tftpd-hpa (as root)
	swift build -c release --product cnfd
	swift build -c release --product cnfctl
	BUILD=.build/release Benchmarks/paths.sh

format: ## Format the sources in place
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

lint: ## Check format, style and floors
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	scripts/check-imports.sh
	scripts/check-habits.sh

sanitize: dependencies ## Run the tests under AddressSanitizer, then under ThreadSanitizer
	LSAN_OPTIONS=suppressions=$(CURDIR)/scripts/lsan.supp \
		swift test --no-parallel --sanitize=address --scratch-path .build-asan
	swift test --no-parallel --sanitize=thread --scratch-path .build-tsan

fuzz: dependencies ## Run each fuzzer for SECONDS=30, from its seeds and what earlier runs found
	swift build -c release --sanitize=fuzzer --package-path Fuzzing
	@set -e; for fuzzer in $(FUZZERS); do \
		mkdir -p Fuzzing/.build/corpus/$$fuzzer; \
		echo "$$fuzzer for $(SECONDS) s"; \
		SWIFT_BACKTRACE=enable=no Fuzzing/.build/release/Fuzz$$fuzzer -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 \
			-print_final_stats=1 -artifact_prefix=Fuzzing/.build/$$fuzzer- \
			Fuzzing/.build/corpus/$$fuzzer Fuzzing/Corpus/$$fuzzer; \
	done

clean: ## Remove what was built
	rm -rf .build .build-asan .build-tsan Fuzzing/.build
