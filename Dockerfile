# The version that the tests run on: "node" in package.json. The digest is that of the tag for all architectures; it
# changes with the tag's packages of Debian, so that both are updated together.
FROM node:24.21.0-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS base

FROM base AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM base
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json app.yml LICENSE ./
COPY src ./src

# The embedded database, unless DATABASE_URL names a server. Made before VOLUME, which keeps the owner.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
EXPOSE 3000

# The image's user "node", by number, so that an orchestrator can see that it is not root.
USER 1000:1000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell in between, so that SIGTERM reaches Node and the database is closed cleanly.
CMD ["node", "src/main.ts"]
