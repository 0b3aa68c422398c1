/** The web process of `npm run dev`: Vite serves the sources. It says that it serves once it listens, as `server.ts` does. */
import { createServer } from 'vite';
import { config } from '#platform/config.ts';
import { announceReady, onStop } from '#platform/lifecycle.ts';

const { host, port } = config().web;
const server = await createServer({
	configFile: 'web/vite.config.ts',
	server: { host, port, strictPort: true },
});
await server.listen();
onStop(() => server.close());
announceReady();
