import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { z } from 'zod';
import type { WorldFaultCode } from '#platform/world/control-contract.ts';

const STATUS: Record<WorldFaultCode, number> = {
	unauthorized: 401,
	invalid: 400,
	'not-found': 404,
	'no-mail': 409,
	'not-done': 409,
};
const LARGEST_BODY = 100_000;

/** An answer that is no success; see `control-contract.ts`. */
export class ControlRefusal extends Error {
	readonly code: WorldFaultCode;

	constructor(code: WorldFaultCode) {
		super(code);
		this.code = code;
	}
}

/** A body as its call wants it. @throws {ControlRefusal} */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
	const result = schema.safeParse(body);
	if (!result.success) throw new ControlRefusal('invalid');
	return result.data;
}

/** One call of the control interface. `parts` are what the path's stars stand for. */
export interface ControlRoute {
	readonly method: 'GET' | 'POST';
	/** Such as `/people/{star}/mails`. */
	readonly path: string;
	answer(parts: readonly string[], body: unknown): unknown;
}

/** Serves the control interface: JSON, for whoever bears the token. Not yet listening. */
export function createControlServer(
	token: string,
	routes: readonly ControlRoute[],
	onFault: (error: unknown) => void,
): Server {
	const matchers = routes.map((route) => ({
		route,
		pattern: new RegExp(`^${route.path.replaceAll('*', '([^/]+)')}$`),
	}));
	async function answer(request: IncomingMessage): Promise<unknown> {
		if (!bears(request, token)) throw new ControlRefusal('unauthorized');
		const { pathname } = new URL(request.url ?? '/', 'http://world');
		for (const { route, pattern } of matchers) {
			const match = pathname.match(pattern);
			if (!match || route.method !== request.method) continue;
			return route.answer(match.slice(1).map(decodeURIComponent), await bodyOf(request));
		}
		throw new ControlRefusal('not-found');
	}
	return createServer((request, response) => {
		answer(request).then(
			(result) => write(200, result),
			(error: unknown) => {
				if (error instanceof ControlRefusal) return write(STATUS[error.code], { code: error.code });
				onFault(error);
				write(500, { code: 'not-done' });
			},
		);
		function write(status: number, body: unknown) {
			response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
			response.end(JSON.stringify(body));
		}
	});
}

function bears({ headers }: IncomingMessage, token: string): boolean {
	const given = Buffer.from(headers.authorization ?? '');
	const wanted = Buffer.from(`Bearer ${token}`);
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LARGEST_BODY) throw new ControlRefusal('invalid');
		chunks.push(chunk);
	}
	if (size === 0) return undefined;
	try {
		return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
	} catch {
		throw new ControlRefusal('invalid');
	}
}
