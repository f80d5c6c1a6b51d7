# Resync alone: simulator, sample sheet, embedded model and web console, as an ordinary user.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md ./
RUN python -m venv /opt/resync \
 && /opt/resync/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY tws tws
COPY rag rag
COPY bot bot
COPY adapters adapters
RUN /opt/resync/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 resync && mkdir /data && chown resync /data
COPY --from=build /opt/resync /opt/resync
USER resync
WORKDIR /home/resync
ENV PATH=/opt/resync/bin:$PATH PYTHONUNBUFFERED=1 RESYNC_DATA_DIR=/data RESYNC_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["resync"]
CMD ["run"]
