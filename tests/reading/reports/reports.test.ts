import { describe, expect, it } from 'vitest';
import { classify } from '#mail/inbound/classify.ts';
import type { DeliveryReport } from '#mail/inbound/delivery-report.ts';
import { cluesOf } from '#mail/inbound/match.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { FIRST_HALF } from './first-half.ts';
import type { ReportCase, Verdict } from './first-half.ts';
import { FIRST_HALF_WHOLE_MAILS } from './first-half-whole-mails.ts';
import { HELD_OUT } from './held-out.ts';
import { HELD_OUT_WHOLE_MAILS } from './held-out-whole-mails.ts';
import { LOOK_ALIKES_HELD_OUT } from './look-alikes-held-out.ts';
import { LOOK_ALIKES_FIRST } from './look-alikes-first.ts';
import { OF_A_STRANGER, WHOLE_MAILS_OF_A_STRANGER } from './of-a-stranger.ts';
import { OUR_KEY, RECIPIENT, SEND_ID } from './pieces.ts';
import { SYSTEMS } from './systems.ts';
import type { System } from './systems.ts';
import { WIRES, writeDraft } from './write-draft.ts';

const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };

function verdictOf(kind: string, rule: string, report: DeliveryReport | undefined): Verdict | 'no report' {
	if (!report) return 'no report';
	if (kind === 'bounce-hard') return 'hard';
	if (rule === 'delivery-refused') return 'refused';
	if (kind !== 'bounce-soft') return 'told';
	const [one] = report.recipients;
	if (one?.matter === 'mailbox') return 'mailbox';
	return one?.evidence.by === 'nothing' ? 'unknown' : 'soft';
}

async function scoreOf(name: string, cases: readonly ReportCase[]) {
	const rows: {
		system: System;
		right: Verdict;
		found: string;
		reply: string;
		wire: string;
		clues: boolean;
		about: boolean;
		evidence: string;
	}[] = [];
	for (const [system, right, reply] of cases)
		for (const wire of WIRES) {
			const mail = await parseMail(writeDraft(SYSTEMS[system](reply), wire));
			const { kind, rule, report } = classify(mail, at);
			const clues = cluesOf(mail, report);
			rows.push({
				system,
				right,
				found: verdictOf(kind, rule, report),
				reply,
				wire,
				clues: clues.reportedIds.includes(OUR_KEY) || clues.reportedSendIds.includes(SEND_ID),
				evidence: JSON.stringify(report?.recipients.map(({ evidence }) => evidence) ?? []),
				about: clues.reportedAddresses.every((address) => address === RECIPIENT),
			});
		}
	const isHardRight = (row: (typeof rows)[number]) =>
		row.found !== 'no report' && (row.found === 'hard') === (row.right === 'hard');
	const share = (of: typeof rows, is: (row: (typeof rows)[number]) => boolean) =>
		of.length === 0 ? 1 : of.filter(is).length / of.length;
	const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
	const systems = [...new Set(rows.map(({ system }) => system))];
	const table = systems.map((system) => {
		const of = rows.filter((row) => row.system === system);
		return `${system.padEnd(28)} ${String(of.length).padStart(4)}  hard/soft ${percent(share(of, isHardRight)).padStart(7)}  verdict ${percent(share(of, (row) => row.found === row.right)).padStart(7)}`;
	});
	const isStandard = ({ system }: { system: string }) => STANDARD.has(system);
	const score = {
		reports: rows.length,
		hardOrSoft: share(rows, isHardRight),
		standard: share(rows.filter(isStandard), isHardRight),
		verdict: share(rows, (row) => row.found === row.right),
		ours: share(rows, (row) => row.clues),
		calledDead: rows.filter((row) => row.found === 'hard' && row.right !== 'hard'),
		aboutOthers: rows.filter((row) => !row.about),
		evidenceWithAddress: rows.filter(({ evidence }) => evidence.includes('@')),
		wrong: rows.filter((row) => row.found !== row.right || !row.clues),
	};
	console.log(
		[
			`${name}: ${cases.length} reports, ${rows.length} written`,
			...table,
			`hard/soft ${percent(score.hardOrSoft)}, standard ${percent(score.standard)}, verdict ${percent(score.verdict)}, our ids found ${percent(score.ours)}`,
			...(process.env['SHOW_WRONG']
				? score.wrong.map((row) => `${row.wire} | ${row.system} | ${row.right} < ${row.found} | ${row.reply}`)
				: []),
		].join('\n'),
	);
	return score;
}

/** Reports with the fields of RFC 3464. */
const STANDARD = new Set([
	'postfix',
	'gmail',
	'sendmail',
	'exchange online',
	'notes',
	'amazon',
	'general status',
	'wrong status 5.1.1',
	'expired action',
	'delay',
	'global status',
	'nested by a gateway',
]);

describe.each([
	['the half that the rules were made with', [...FIRST_HALF, ...FIRST_HALF_WHOLE_MAILS]],
	['the half held out', [...HELD_OUT, ...HELD_OUT_WHOLE_MAILS]],
	['those of a stranger', [...OF_A_STRANGER, ...WHOLE_MAILS_OF_A_STRANGER]],
])('%s', (name, cases) => {
	it('is read right', { timeout: 120_000 }, async () => {
		const score = await scoreOf(name, cases);
		expect(score.calledDead).toEqual([]);
		expect(score.aboutOthers).toEqual([]);
		expect(score.evidenceWithAddress).toEqual([]);
		expect(score.hardOrSoft).toBeGreaterThanOrEqual(0.95);
		expect(score.standard).toBeGreaterThanOrEqual(0.98);
		expect(score.ours).toBeGreaterThanOrEqual(0.98);
		expect(score.verdict).toBeGreaterThanOrEqual(0.95);
	});
});

describe('mails that only look like reports', () => {
	it.each([...LOOK_ALIKES_FIRST, ...LOOK_ALIKES_HELD_OUT])('%s', async (_, lines) => {
		const mail = await parseMail(Buffer.from(lines.replaceAll('\n', '\r\n')));
		expect(classify(mail, at).report).toBeUndefined();
	});
});
