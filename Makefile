# `make run` and `make test` are all that is needed; each does its own set-up.

.PHONY: help setup run test test-all-models check bench screenshot

help:
	@echo "make run     serve http://127.0.0.1:8000   (PORT=8001 for another port)"
	@echo "make test    run every test                (ARGS='-k render' for some of them)"
	@echo "make test-all-models   hold all of torchvision and every timm family to hooks"
	@echo "make check   format, lint and types"
	@echo "make bench   side-by-side figures"
	@echo "make screenshot   take the README's picture anew"
	@echo "make setup   only make .venv and install   (TORCH=cpu for PyTorch's small CPU build)"

setup:
	@scripts/setup

run:
	@scripts/setup
	@.venv/bin/convscope serve $(if $(PORT),--port $(PORT))

test:
	@scripts/setup test
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m pytest $(ARGS)

test-all-models:
	@scripts/setup test
	@.venv/bin/python -m tests.coverage

check:
	@scripts/check

bench:
	@scripts/setup test
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m benchmarks

screenshot:
	@scripts/setup test
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m scripts.screenshot docs/explore.png
