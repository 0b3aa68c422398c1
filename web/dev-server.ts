/**
 * The web process of `npm run dev`: Vite serves the sources, under the headers of `server.ts`. It says that it serves once it
 * listens, as that does.
 */
import { createServer } from 'vite';
import { config } from '#platform/config.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';
import { filesIn, standardHeaders } from './standard-headers.ts';

const settings = config();
const { host, port } = settings.web;
const headersFor = standardHeaders({
	isSecure: settings.publicUrlIsSecure,
	assets: filesIn(new URL('./static/', import.meta.url)),
});
const server = await createServer({
	configFile: 'web/vite.config.ts',
	server: { host, port, strictPort: true },
	plugins: [
		{
			name: 'standard-headers',
			configureServer({ middlewares }) {
				middlewares.use((request, response, next) => {
					response.setHeaders(headersFor(request.url ?? ''));
					next();
				});
			},
		},
	],
});
await server.listen();
onStop(() => server.close());
announceReady();
