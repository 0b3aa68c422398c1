/**
 * Every procedure, called by everybody: its owner, colleagues of either licence, another subscription, support, a
 * stranger. What was observed stands in golden/rights.txt (`npm run golden:rights` rewrites it).
 */
import superjson from 'superjson';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxLine } from '#domain/mailboxes/show/list-mailboxes.ts';
import { readMailPage } from '#domain/behind-mails/mail-page.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { appRouter, createCaller } from '#lib/server/trpc/router.ts';
import { describeFailure, toTRPCError } from '#lib/server/trpc/failures.ts';
import { startLiveChanges } from '#lib/server/live/live-changes.ts';
import type { Viewer } from '#lib/server/viewer.ts';
import { eachFixture } from './fixtures.ts';
import { layGround, type RightsGround } from './ground.ts';
import type { Populated } from './populate.ts';
import { PRIVATE_PLACES } from './populated/private-mails.ts';
import type { Audience, Fixture, ProcedurePath } from './procedures.ts';

/** In this order: who must be refused comes before who changes something. */
const CALLERS = ['anonymous', 'support', 'stranger', 'colleague', 'utilisateur', 'responsable'] as const;
type CallerName = (typeof CALLERS)[number];

/** Of each audience: the caller who must succeed. */
const OWNER: Record<Audience, CallerName> = {
	anybody: 'anonymous',
	'signed-in': 'utilisateur',
	user: 'utilisateur',
	responsable: 'responsable',
	support: 'support',
};

interface Observed {
	/** `ok`, or the code of the refusal. */
	outcome: string;
	/** Everything that was answered. */
	body: string;
}

let ground: RightsGround;
let theirs: Populated;
let ours: Populated;

beforeAll(async () => {
	ground = await layGround();
	theirs = await ground.populate();
	ours = await ground.populate();
});

afterAll(() => ground.close());

function viewerOf(caller: CallerName, owner: Populated, other: Populated): Viewer | null {
	switch (caller) {
		case 'anonymous':
			return null;
		case 'support':
			return ground.support;
		case 'stranger':
			return ground.viewerOf(other.responsable);
		default:
			return ground.viewerOf(owner[caller]);
	}
}

/** What the procedure's kind answers to an input that names somebody else's row, or to nobody in particular. */
async function call(path: ProcedurePath, viewer: Viewer | null, input: unknown): Promise<Observed> {
	const caller = createCaller({ services: ground.services, viewer, language: 'fr' });
	const [area, name] = path.split('.') as [keyof typeof caller, string];
	try {
		const answer = await (caller[area] as unknown as Record<string, (input: unknown) => Promise<unknown>>)[
			name
		]!(input);
		return { outcome: 'ok', body: superjson.stringify(answer ?? null) };
	} catch (thrown) {
		if (!(thrown instanceof TRPCError)) throw thrown;
		const error = toTRPCError(thrown);
		if (error.code === 'INTERNAL_SERVER_ERROR') throw error.cause ?? error;
		const told = describeFailure(error, 'fr');
		return { outcome: `${error.code} ${told.refusal}`, body: JSON.stringify(told) };
	}
}

function isMutation(path: ProcedurePath): boolean {
	const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
	return procedures[path]!._def.type === 'mutation';
}

/** Calls a procedure as everybody. Whoever comes after somebody who changed something does it to a fresh subscription. */
async function observe(path: ProcedurePath, fixture: Fixture): Promise<Record<CallerName, Observed>> {
	const observed = {} as Record<CallerName, Observed>;
	const changes = isMutation(path);
	let owner = changes ? await ground.populate() : ours;
	const arrange = async () =>
		String((await fixture.arrange?.(owner, { ...ground.services, execute: ground.execute })) ?? '');
	let arranged = await arrange();
	let isChanged = false;
	for (const caller of CALLERS) {
		if (isChanged) {
			owner = await ground.populate();
			arranged = await arrange();
		}
		// Accepting an invitation is what a person without a sign-in does.
		const mayNot = ['stranger', 'anonymous'].includes(caller) && fixture.audience !== 'anybody';
		const before = mayNot ? await ground.fingerprint(owner.subscriptionId) : '';
		const viewer = viewerOf(caller, owner, theirs);
		observed[caller] = await call(path, viewer, fixture.input(owner, arranged));
		if (mayNot) {
			const after = await ground.fingerprint(owner.subscriptionId);
			expect(after, `${path} changed rows of another`).toBe(before);
		}
		expectNoCanary(path, caller, observed[caller].body, owner, fixture.textsAreGranted);
		isChanged = changes && observed[caller].outcome === 'ok';
	}
	return observed;
}

function expectNoCanary(
	path: ProcedurePath,
	caller: CallerName,
	body: string,
	owner: Populated,
	textsAreGranted = false,
): void {
	const forbidden =
		caller === 'support'
			? [textsAreGranted ? theirs.canary : owner.secret, theirs.secret]
			: caller === 'anonymous'
				? [owner.canary, theirs.canary]
				: caller === 'stranger'
					? [owner.canary]
					: [theirs.canary];
	// Private mails are their mailbox's users', whatever somebody else may do (5.7-9).
	if (caller !== 'utilisateur') forbidden.push(owner.own, theirs.own);
	for (const canary of forbidden) {
		expect(body.includes(canary), `${path} told ${caller} what is not theirs: ${body}`).toBe(false);
	}
}

const everything = {} as Record<ProcedurePath, Record<CallerName, Observed>>;

/** A stream has a test of its own below. */
const CALLED = eachFixture().filter(([path]) => path !== 'live.followChanges');

describe.each(CALLED)('%s', (path, fixture) => {
	it('answers each caller what is theirs', async () => {
		const observed = await observe(path, fixture);
		everything[path] = observed;
		const outcome = (caller: CallerName) => observed[caller].outcome;
		const { audience, namesRow } = fixture;
		expect(outcome(OWNER[audience]), observed[OWNER[audience]].body).toBe('ok');
		if (audience === 'anybody') return;
		expect(outcome('anonymous')).toBe('UNAUTHORIZED not-signed-in');
		if (audience === 'user' || audience === 'responsable') {
			expect(outcome('support')).toBe('FORBIDDEN not-allowed');
			if (namesRow) expect(outcome('stranger')).toMatch(/^NOT_FOUND /);
		}
		if (audience === 'signed-in' && namesRow) expect(outcome('stranger')).toMatch(/^NOT_FOUND /);
		if (audience === 'responsable') expect(outcome('utilisateur')).toBe('FORBIDDEN not-allowed');
		if (audience === 'support') {
			for (const user of ['utilisateur', 'responsable', 'stranger'] as const) {
				expect(outcome(user)).toBe('FORBIDDEN not-allowed');
			}
		}
	});
});

describe('the stream of changes', () => {
	it('tells a subscription its own rows, and nobody else any', async () => {
		const live = await startLiveChanges(ground.databaseUrl);
		const ending = new AbortController();
		const heard: Record<string, string[]> = { ours: [], theirs: [] };
		const follow = async (name: 'ours' | 'theirs', subscription: Populated) => {
			const caller = createCaller(
				{
					services: { ...ground.services, live },
					viewer: ground.viewerOf(subscription.utilisateur),
					language: 'fr',
				},
				{ signal: ending.signal },
			);
			for await (const news of await caller.live.followChanges()) heard[name]!.push(JSON.stringify(news));
		};
		const streams = [follow('ours', ours), follow('theirs', theirs)];
		await ground.execute('UPDATE engagement SET last_look_at = now() WHERE id = $1', [ours.engagementId]);
		await expect
			.poll(() => heard.ours)
			.toContain(JSON.stringify({ kind: 'engagement', id: ours.engagementId }));
		await ground.execute('UPDATE engagement SET last_look_at = now() WHERE id = $1', [theirs.engagementId]);
		await expect
			.poll(() => heard.theirs)
			.toContain(JSON.stringify({ kind: 'engagement', id: theirs.engagementId }));
		ending.abort();
		await Promise.all(streams);
		await live.close();
		expect(heard.theirs!.join()).not.toContain(ours.engagementId);
		expect(heard.ours!.join()).not.toContain(theirs.engagementId);
		expect(Object.values(heard).flat().join()).not.toMatch(/canari/);
	});

	it('is opened to users only', async () => {
		for (const viewer of [null, ground.support]) {
			const caller = createCaller({ services: ground.services, viewer, language: 'fr' });
			await expect(caller.live.followChanges()).rejects.toThrow(TRPCError);
		}
	});
});

describe('support', () => {
	it('reads texts only while a user of the subscription lets it, and each reading is a line she sees', async () => {
		const caller = createCaller({ services: ground.services, viewer: ground.support, language: 'fr' });
		const world = await ground.populate();
		const user = createCaller({
			services: ground.services,
			viewer: ground.viewerOf(world.utilisateur),
			language: 'fr',
		});
		const read = () => caller.support.readTexts({ engagementId: world.engagementId });
		await expect(read()).rejects.toMatchObject({ message: 'texts-not-granted' });
		await user.grants.grantSupport();
		expect(superjson.stringify(await read())).toContain(world.secret);
		await user.grants.withdrawGrant();
		await expect(read()).rejects.toMatchObject({ message: 'texts-not-granted' });
		const { rows } = await user.timeline.listTimeline({ engagementId: world.engagementId });
		expect(rows).toContainEqual(
			expect.objectContaining({
				kind: 'support-acted',
				bySupport: true,
				actor: expect.objectContaining({ name: 'Sam Ferrandier' }),
				data: { act: 'read-texts' },
			}),
		);
	});
});

describe('relays that support has not switched on', () => {
	const ofRelays = CALLED.filter(
		([path]) => /Relay|ReplyMailboxes/.test(path) && !/Switch|^support/.test(path),
	);

	it.each(ofRelays)('%s is refused to the responsable, by its code', async (path, fixture) => {
		const owner = await ground.populate();
		const { subscriptionId, responsable } = owner;
		const arranged = String(
			(await fixture.arrange?.(owner, { ...ground.services, execute: ground.execute })) ?? '',
		);
		const support = createCaller({ services: ground.services, viewer: ground.support, language: 'fr' });
		await support.support.switchRelays({ subscriptionId, isOn: false });
		const before = await ground.fingerprint(subscriptionId);
		const told = await call(path, ground.viewerOf(responsable), fixture.input(owner, arranged));
		expect(told.outcome).toBe('FORBIDDEN relays-off');
		expect(await ground.fingerprint(subscriptionId)).toBe(before);
		await support.support.switchRelays({ subscriptionId, isOn: true });
		const again = await call(path, ground.viewerOf(responsable), fixture.input(owner, arranged));
		expect(again.outcome).toBe('ok');
	});

	it('are the nine that set one up, show it, delete it, or say where it reports', () => {
		expect(ofRelays.map(([path]) => path).sort()).toEqual([
			'connections.beginRelay',
			'connections.giveRelay',
			'mailboxes.changeRelay',
			'mailboxes.deleteRelay',
			'mailboxes.listReplyMailboxes',
			'mailboxes.previewRelayDeletion',
			'mailboxes.readRelay',
			'mailboxes.readRelayReports',
			'mailboxes.renewRelayReports',
		]);
	});
});

describe('support and runs of other kinds than an engagement', () => {
	it('reads the page of each: no texts, names or addresses of the subscription, and a line that it sees', async () => {
		const caller = createCaller({ services: ground.services, viewer: ground.support, language: 'fr' });
		const world = await ground.populate();
		const { subscriptionId, mailboxId, connectionTestId, connectionId, utilisateur } = world;
		await ground.execute(
			`UPDATE send SET kind = 'personal', author_id = $2, engagement_id = NULL, position = NULL, occurrence = NULL WHERE id = $1`,
			[world.sendId, utilisateur.userId],
		);
		const runs = [
			{ kind: 'mailbox', id: mailboxId },
			{ kind: 'message', id: world.sendId },
			{ kind: 'connection', id: connectionTestId },
			{ kind: 'connect', id: connectionId },
			{ kind: 'notifications', id: utilisateur.userId },
		] as const;
		for (const run of runs) {
			const page = await caller.support.readRun(run);
			expect(page).toMatchObject({ kind: run.kind, run: { subscription: { id: subscriptionId } } });
			expect(superjson.stringify(page)).not.toContain(world.secret);
			expect(superjson.stringify(page)).not.toContain(world.mailboxAddress);
		}
		const lines = await ground.services.database.inSubscription(subscriptionId, ({ db }) =>
			db.event.findMany({ where: { kind: 'support-acted' } }),
		);
		expect(lines.map(({ data }) => (data as { run: string }).run).sort()).toEqual(
			runs.map(({ kind, id }) => `${kind}/${id}`).sort(),
		);
	});
});

describe('the stored password of a mailbox', () => {
	it('leaves at a responsable’s word to its own servers only, and its owner is told', async () => {
		const world = await ground.populate();
		const callerOf = (user: 'responsable' | 'utilisateur') =>
			createCaller({ services: ground.services, viewer: ground.viewerOf(world[user]), language: 'fr' });
		const { mailboxes } = callerOf('responsable');
		const { mailboxId } = world;
		const all = await mailboxes.listMailboxes();
		const { imap, smtp } = all.find((one) => one.isHers && one.id === mailboxId) as MailboxLine;
		const server = (one: typeof imap) => ({ ...one, security: 'tls' as const });
		const settings = { imap: server(imap), smtp: server(smtp), isShared: false };
		const start = (change: object) =>
			mailboxes.startConnectionTest({ mailboxId, address: '', settings: { ...settings, ...change } });
		for (const change of [
			{ imap: { ...settings.imap, host: 'imap.elsewhere.example' } },
			{ smtp: { ...settings.smtp, port: 587 } },
			{ isShared: true, smtp: { ...settings.smtp, user: 'somebody' } },
		]) {
			await expect(start(change)).rejects.toMatchObject({ message: 'password-for-other-server' });
		}
		const told = async () => {
			const { rows } = await callerOf('utilisateur').notifications.listNotifications({});
			return rows.filter(({ kind }) => kind === 'mailbox-tested').map(({ mailbox }) => mailbox?.id);
		};
		expect(await told()).toEqual([]);
		await start({});
		expect(await told()).toEqual([mailboxId]);
		const { rows } = await callerOf('utilisateur').timeline.listTimeline({ mailboxId });
		expect(rows[0]).toMatchObject({ kind: 'mailbox-tested', actor: { id: world.responsable.userId } });
	});
});

describe('the public page of an unsubscribe link', () => {
	it('names the company that wrote, and nothing of the person', async () => {
		const { database, envelopes } = ground.services;
		const ring = await openKeyRing(database, envelopes, 'unsubscribe');
		const { subscriptionId, sendId, canary, secret } = ours;
		const token = signUnsubscribeToken(ring, { subscriptionId, sendId });
		const page = JSON.stringify(await readMailPage(database, ring, token));
		expect(page).toContain(canary);
		expect(page).not.toContain(secret);
		const foreign = signUnsubscribeToken(ring, { subscriptionId: theirs.subscriptionId, sendId });
		expect(await readMailPage(database, ring, foreign)).toBeUndefined();
	});
});

it('looked for canaries where they are: their own people were told them', () => {
	const told = CALLED.filter(([path]) => everything[path].utilisateur.body.includes('canari'));
	expect(told.length).toBeGreaterThan(25);
});

it('looked for private mails where they are: the user of the mailbox was told each place of them', () => {
	const told = CALLED.map(([path]) => everything[path].utilisateur.body).join();
	for (const place of PRIVATE_PLACES) expect(told, place).toContain(`${ours.own}${place}`);
});

it('was observed as the golden list says', async () => {
	const lines = Object.entries(everything)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.flatMap(([path, observed]) => [
			path,
			...CALLERS.map((caller) => `  ${caller.padEnd(12)}${observed[caller].outcome}`),
		]);
	await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/rights.txt');
});
