/**
 * An issue whose sender dies: real worker processes on a real database, a real Temporal and a relay that writes down what it
 * took. Whatever is killed, nothing is lost in silence and nothing arrives twice.
 */
import { afterEach, expect, it } from 'vitest';
import type { IssueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import { pauseIssue, resumeIssue } from '#domain/newsletters/issues/pause-issue.ts';
import { resendUncertain } from '#domain/newsletters/issues/resend-uncertain.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { IS_LONG, ROUNDS } from '#tests/environment/rounds.ts';
import { until } from '#tests/environment/until.ts';
import { IssueGround, watchCounts } from './issue-ground.ts';

const RECIPIENTS = IS_LONG ? 10_000 : 2_000;
/** How often a round kills who sends. */
const KILLS = IS_LONG ? 2 : 1;
const MOST_IN_DOUBT = newsletterLimits.windowsInFlight * newsletterLimits.windowAtMost;

let ground: IssueGround | undefined;
afterEach(async () => {
	await ground?.close();
	ground = undefined;
});

/** A long run tells what it found. */
function note(what: string, { accepted, uncertain }: IssueCounts): void {
	if (IS_LONG) console.log(`${what}: ${accepted} accepted, ${uncertain} uncertain of ${RECIPIENTS}`);
}

/** Compares what the rows say of everybody with what the relay took. */
async function expectTruth(of: IssueGround, issueId: string): Promise<void> {
	const fates = await of.fates(issueId);
	const { taken } = of.sink;
	for (const [address, fate] of fates) {
		const copies = taken.get(address) ?? 0;
		if (copies > 1) throw new Error('a mail arrived twice');
		if (fate === 'a' && copies !== 1) throw new Error('accepted, and nobody has it');
		if (copies === 1 && !['a', 'u'].includes(fate)) throw new Error(`arrived, and the rows say “${fate}”`);
		if (!['a', 'u'].includes(fate)) throw new Error(`lost in silence: “${fate}”`);
	}
}

it('leaves at full speed, and at every instant everybody is counted once', async () => {
	ground = await IssueGround.open();
	const issueId = await ground.issue(RECIPIENTS);
	await ground.worker();
	let isOver = false;
	const watched = watchCounts(ground, issueId, RECIPIENTS, () => isOver);
	const counts = await ground.over(issueId);
	isOver = true;
	expect(await watched).toBeGreaterThan(0);
	expect(counts).toMatchObject({ recipients: RECIPIENTS, accepted: RECIPIENTS, waiting: 0 });
	expect(ground.sink.count).toBe(RECIPIENTS);
	await expectTruth(ground, issueId);
	expect(ground.sink.newest).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
	expect(ground.sink.newest).toMatch(/^List-Unsubscribe: <https:\/\/refrain\.example\/u\/[a-z2-7]+>/m);
});

it(
	'killed in the middle: at most the windows in flight are in doubt, and a person sends those again',
	ROUNDS,
	async () => {
		ground = await IssueGround.open(5);
		const issueId = await ground.issue(RECIPIENTS);
		for (let kills = 0; kills < KILLS; kills++) {
			const victim = await ground.worker();
			const reached = RECIPIENTS * (0.2 + 0.3 * (kills + Math.random()));
			await until('the relay has a part of it', () => ground!.sink.count >= reached);
			await victim.kill();
			expect(ground.sink.count).toBeLessThan(RECIPIENTS);
		}
		await ground.worker();
		const counts = await ground.over(issueId);
		note('killed', counts);
		expect(counts.waiting).toBe(0);
		expect(counts.uncertain).toBeLessThanOrEqual(KILLS * MOST_IN_DOUBT);
		expect(counts.accepted + counts.uncertain).toBe(RECIPIENTS);
		await expectTruth(ground, issueId);
		if (counts.uncertain === 0) return;
		const { uncertain: count } = counts;
		await ground.tx((tx) => resendUncertain(tx, ground!.ines, { issueId, count }));
		expect(await ground.over(issueId)).toMatchObject({ uncertain: 0, accepted: RECIPIENTS });
	},
);

it('paused, refused by its relay and resumed: what is armed leaves, everybody else waits, and gets it once', async () => {
	ground = await IssueGround.open(5);
	const issueId = await ground.issue(RECIPIENTS);
	await ground.worker();
	await until('the relay has a part of it', () => ground!.sink.count >= RECIPIENTS * 0.2);
	const reach = await ground.tx((tx) => pauseIssue(tx, ground!.ines, { issueId }));
	const armed = RECIPIENTS - reach.waiting;
	const paused = await until(
		'what was armed has its outcome',
		() => ground!.counts(issueId),
		({ underWay }) => underWay === 0,
	);
	expect(paused.accepted).toBe(armed);
	expect(ground.sink.count).toBe(armed);
	ground.sink.refuses = '550 5.7.1 this sender is not allowed here';
	await ground.tx((tx) => resumeIssue(tx, ground!.ines, { issueId }));
	const part = await until('the part is held by the refusal', () =>
		ground!.tx(({ db }) => db.issuePart.findFirst({ where: { issueId, reason: 'relay-address' } })),
	);
	expect(await ground.counts(issueId)).toMatchObject({ accepted: armed, rejected: 0, uncertain: 0 });
	ground.sink.refuses = undefined;
	const actor = ground.ines;
	await ground.tx((tx) => liftRefusals(tx, part.senderId!, {}, { by: 'settings', actor }));
	expect(await ground.over(issueId)).toMatchObject({ accepted: RECIPIENTS });
	await expectTruth(ground, issueId);
});

it('restored in the middle from a backup: nothing leaves again by itself, and whoever may have got it is listed', async () => {
	ground = await IssueGround.open(5);
	const issueId = await ground.issue(RECIPIENTS);
	const first = await ground.worker();
	await until('the relay has a part of it', () => ground!.sink.count >= RECIPIENTS * 0.2);
	await first.stop();
	await ground.backUp();
	const known = await ground.counts(issueId);
	const second = await ground.worker();
	await until('the relay has more of it', () => ground!.sink.count >= RECIPIENTS * 0.5);
	await second.kill();
	await ground.restore();
	expect(await ground.counts(issueId)).toEqual(known);
	const atRestore = ground.sink.count;
	await ground.worker();
	const counts = await ground.over(issueId);
	note('restored', counts);
	expect(counts).toMatchObject({
		accepted: known.accepted,
		uncertain: RECIPIENTS - known.accepted,
		waiting: 0,
	});
	expect(ground.sink.count).toBe(atRestore);
	await expectTruth(ground, issueId);
});

// Temporal waits half a minute for what the frozen process took from its queues: that is for the long run.
if (IS_LONG)
	it(
		'frozen past its ten seconds and thawed: another process goes on, and it writes no dot that was not counted',
		{ repeats: Math.ceil(ROUNDS.repeats / 2) - 1 },
		async () => {
			ground = await IssueGround.open(5);
			const issueId = await ground.issue(RECIPIENTS);
			const frozen = await ground.worker();
			await until('the relay has a part of it', () => ground!.sink.count >= RECIPIENTS * 0.3);
			frozen.child.kill('SIGSTOP');
			await ground.worker();
			const before = ground.sink.count;
			await until(
				'another process goes on',
				() => ground!.sink.count > before + newsletterLimits.windowAtMost,
			);
			frozen.child.kill('SIGCONT');
			const counts = await ground.over(issueId);
			note('frozen', counts);
			expect(counts.uncertain).toBeLessThanOrEqual(MOST_IN_DOUBT);
			expect(counts.accepted + counts.uncertain).toBe(RECIPIENTS);
			await expectTruth(ground, issueId);
		},
	);
