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
    /venv/bin/pip install --no-deps . && /venv/bin/pip uninstall -q -y pip setuptools

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin dateline \
    && install -d -o dateline -g dateline -m 0750 /data
COPY --from=build /venv /venv
# The root file system may be read-only: only /data (the ledger) and /tmp are written to.
# One thread per worker for linear algebra: the workers are the parallelism.
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    DATELINE_HOST=0.0.0.0 DATELINE_PORT=8080 DATELINE_DATA_DIR=/data
VOLUME /data
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
CMD ["dateline", "serve"]
