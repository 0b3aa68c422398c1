import type { ServerResponse } from 'node:http';
import { respond, show } from './respond.ts';

/** What every question about tokens is answered with instead of tokens; `well`: with tokens. */
export type Manner = 'well' | 'outage' | 'page-of-a-proxy' | 'endless' | 'redirect' | 'silent';

/** Answers as the network between us and a provider sometimes does. */
export function misbehave(manner: Exclude<Manner, 'well'>, response: ServerResponse): void {
	switch (manner) {
		case 'outage':
			return respond(response, 503, { error: 'temporarily_unavailable' });
		case 'page-of-a-proxy':
			return show(response, 400, '<html><body>invalid_grant</body></html>');
		case 'endless':
			response.writeHead(200, { 'content-type': 'application/json' });
			// Whoever stops reading is right to.
			response.on('error', () => {});
			return void response.end(`{"access_token":"${'x'.repeat(1_000_000)}"}`);
		case 'redirect':
			response.writeHead(302, { location: 'https://127.0.0.1/elsewhere' });
			return void response.end();
		case 'silent':
			return undefined;
	}
}
