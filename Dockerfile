# One image for web, worker and the migration: the command says which. `docker-compose.yml` shows all three.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# npm's last step stamps node_modules, so its script comes along with the lock.
COPY package.json package-lock.json .npmrc ./
COPY embedded/first-stage embedded/first-stage
RUN npm ci
COPY . .
RUN node embedded/prepare.ts

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production TZ=UTC REFRAIN_HOST=0.0.0.0
COPY --from=build --chown=node:node /app /app
USER node
EXPOSE 3000
CMD ["node", "web/server.ts"]
