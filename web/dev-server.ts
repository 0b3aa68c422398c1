/**
 * The web process of `npm run dev`: Vite serves the sources, under the headers of `server.ts`. It says that it serves once it
 * listens, as that does.
 */
import { createServer } from 'vite';
import { config } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { clientAddressOf } from './client-address.ts';
import { serveHits } from './serve-hits.ts';
import { filesIn, standardHeaders } from './standard-headers.ts';

const settings = config();
const { host, port } = settings.web;
const headersFor = standardHeaders({
	isSecure: settings.publicUrlIsSecure,
	assets: filesIn(new URL('./static/', import.meta.url)),
});
const hits = openDatabase({
	...{ url: settings.database.url, name: 'web-hits', connections: hitLimits.connections, plansOnce: true },
});
const answerHit = serveHits(
	hits,
	await openKeyRing(hits, createEnvelopes(settings.masterKey), 'unsubscribe'),
);
const server = await createServer({
	configFile: 'web/vite.config.ts',
	server: { host, port, strictPort: true },
	plugins: [
		{
			name: 'standard-headers',
			configureServer({ middlewares }) {
				middlewares.use((request, response, next) => {
					response.setHeaders(headersFor(request.url ?? ''));
					if (!answerHit(request, response, clientAddressOf(request, settings.publicUrlIsSecure))) next();
				});
			},
		},
	],
});
await server.listen();
onStop(async () => {
	await server.close();
	await hits.close();
});
announceReady();
