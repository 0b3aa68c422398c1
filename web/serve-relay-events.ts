/**
 * Reports of relays (docs/design/relays.md#reports): answered before SvelteKit, without session, cookie or page. Who calls is known by
 * the secret in the address, and by a signature where the vendor signs; what a report says is durable before the answer.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
	findRelayHook,
	noteCall,
	readHook,
	type CalledHook,
} from '#domain/newsletters/relay-events/relay-hook.ts';
import { recordRelayEvents } from '#domain/newsletters/relay-events/record-relay-events.ts';
import type { Database } from '#platform/database/database.ts';
import { relayReportLimits } from '#platform/newsletter-limits.ts';
import { askGuarded } from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import type { Ask, RelayCall } from '#providers/relay-events/relay-event.ts';
import { relayReporter } from '#providers/relay-events/relay-reporters.ts';

const PATH = /^\/r\/([A-Za-z0-9_-]{43})(?:[?#]|$)/;
/** Seconds after which a relay that was not answered to the end may come again: what was taken in stays so. */
const COME_AGAIN = 30;

/** Answers a report of a relay; false for any other request. */
export type ServeRelayEvents = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What it needs; `ask` is replaced in tests alone. */
export interface RelayEventsDeps {
	readonly database: Database;
	/** Signed the tickets of places. */
	readonly ring: KeyRing;
	/** What vendors may be asked; read when one is. */
	readonly policyOf: () => NetworkPolicy;
	readonly ask?: Ask;
}

export function serveRelayEvents({
	database,
	ring,
	policyOf,
	ask = guarded(policyOf),
}: RelayEventsDeps): ServeRelayEvents {
	async function answer(secret: string, request: IncomingMessage): Promise<number> {
		const hook = await findRelayHook(database, secret);
		if (!hook) return 404;
		const body = await bodyOf(request);
		if (body === undefined) return 413;
		const inHook = <T>(work: Parameters<typeof database.inSubscription<T>>[1]) =>
			database.inSubscription(hook.subscriptionId, work);
		const known = await inHook((tx) => readHook(tx, hook.senderId));
		const reporter = known && relayReporter(known.vendor);
		if (!reporter) return 404;
		const call = ofTopic(await reporter.read(body, ask), known.topic);
		if (call.kind === 'refused') {
			await inHook((tx) => noteCall(tx, hook.senderId, { fault: call.code }));
			return call.code === 'format-unknown' ? 400 : 403;
		}
		return call.kind === 'confirmation' ? confirm(hook, call) : record(hook, call);
	}

	async function confirm(hook: CalledHook, call: RelayCall & { kind: 'confirmation' }): Promise<number> {
		if (!(await call.confirm())) return 503;
		const { topic } = call;
		await database.inSubscription(hook.subscriptionId, (tx) =>
			noteCall(tx, hook.senderId, { topic, hasEvents: false }),
		);
		return 200;
	}

	async function record(hook: CalledHook, { events }: RelayCall & { kind: 'events' }): Promise<number> {
		const end = performance.now() + relayReportLimits.answerWithin;
		const isWhole = await recordRelayEvents(database, ring, hook, events, () => performance.now() < end);
		await database.inSubscription(hook.subscriptionId, (tx) =>
			noteCall(tx, hook.senderId, { hasEvents: events.length > 0 }),
		);
		return isWhole ? 200 : 503;
	}

	return (request, response) => {
		const secret = PATH.exec(request.url ?? '')?.[1];
		if (!secret) return false;
		if (request.method !== 'POST') {
			response.writeHead(405, { allow: 'POST' }).end();
			return true;
		}
		answer(secret, request)
			.catch(() => 503)
			.then((status) => {
				response.writeHead(status, status === 503 ? { 'retry-after': String(COME_AGAIN) } : {}).end();
				// What was not read to its end is not waited for.
				if (status === 413) request.destroy();
			});
		return true;
	};
}

/** Once a topic was confirmed, no other one reports here. */
function ofTopic(call: RelayCall, topic: string | null): RelayCall {
	const named = call.kind === 'refused' ? undefined : call.topic;
	return topic !== null && named !== undefined && named !== topic
		? { kind: 'refused', code: 'topic-other' }
		: call;
}

/** The body as text; undefined: it is longer than any report. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of request as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > relayReportLimits.bodyAtMost) return undefined;
		parts.push(part);
	}
	return Buffer.concat(parts).toString();
}

function guarded(policyOf: () => NetworkPolicy): Ask {
	return (url) =>
		askGuarded({ url, method: 'GET' }, policyOf(), relayReportLimits.ask).catch(() => undefined);
}
