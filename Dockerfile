# Stage 1 installs what the lock file names, by hash, and the application. pip stays behind in it.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements.lock ./
# Behind a proxy with a certificate of its own: docker build --secret id=ca_bundle,src=/path/to/bundle.crt .
RUN --mount=type=secret,id=ca_bundle \
    if [ -s /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi; \
    python3 -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY models models
COPY service service
RUN --mount=type=secret,id=ca_bundle \
    if [ -s /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi; \
    /venv/bin/pip install --no-deps . && /venv/bin/pip uninstall -q -y pip setuptools \
    && find /venv -type d -name tests -prune -exec rm -rf {} +

FROM python:3.11-slim-bookworm
# The standard library is compiled once here: nothing can be written beside it later, so each start would do it again.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin dateline \
    && install -d -o dateline -g dateline -m 0750 /data /keys /backups \
    && python3 -m compileall -q -x '/(test|idlelib|lib2to3|turtledemo|tkinter|dist-packages)/' \
       "$(python3 -c 'import os; print(os.path.dirname(os.__file__))')"
COPY --from=build /venv /venv
# The root file system may be read-only: only /data (the ledger) and /tmp are written to.
# One thread per worker for linear algebra: the workers are the parallelism.
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    DATELINE_HOST=0.0.0.0 DATELINE_PORT=8080 DATELINE_DATA_DIR=/data
VOLUME /data
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --retries=3 \
    CMD ["python3", "-IS", "-c", "import socket; c = socket.create_connection(('127.0.0.1', 8080), 2); c.sendall(b'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n'); raise SystemExit(b' 200 ' not in c.recv(64))"]
CMD ["dateline", "serve"]
