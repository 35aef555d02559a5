# To be read before it is used: the project's tests parse this file, but have no Docker to run it.
FROM python:3.11-slim-bookworm

# pg_dump and pg_restore, of the server's version in compose.yaml.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/warta
COPY requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.txt
COPY scrapy.cfg settings.py jobs.toml ./
COPY models ./models
COPY pipelines ./pipelines
COPY scrapers ./scrapers

# Nothing of the code is the user's own; what it may write is under /data.
RUN useradd --uid 10001 --create-home warta && install -d -o warta -g warta /data /data/archive
USER warta
VOLUME /data
ENV PATH=/srv/warta/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/warta.sqlite \
    WARTA_ARCHIVE=/data/archive \
    WARTA_LOG=json

HEALTHCHECK --interval=1m --timeout=20s --start-period=1m CMD ["python", "-c", \
    "from urllib.request import urlopen; told = urlopen('http://127.0.0.1:9110/metrics').read(); \
     raise SystemExit(b'warta_database_up 1.0' not in told)"]
ENTRYPOINT ["scrapy"]
CMD ["jobs", "start", "-s", "METRICS_PORT=9110"]
