import { describe, expect, it } from 'vitest';
import type { MessageVerdict } from '#domain/inbound/message-verdict.ts';
import { bytesOf, QUOTATIONS, type LabelledMail } from '../machines/corpus.ts';
import { FIRST_MACHINES } from '../machines/first-machines.ts';
import { FIRST_PEOPLE } from '../machines/first-people.ts';
import { FOURTH_MACHINES, FOURTH_PEOPLE } from '../machines/fourth-round.ts';
import { HELD_OUT_MACHINES } from '../machines/held-out-machines.ts';
import { HELD_OUT_PEOPLE } from '../machines/held-out-people.ts';
import { THIRD_MACHINES, THIRD_PEOPLE } from '../machines/third-round.ts';
import { CLEAR_OBJECTIONS } from '../objections/clear-objections.ts';
import { GOOD_REPLIES } from '../objections/good-replies.ts';
import { CLEAR_OBJECTIONS_HELD_OUT, GOOD_REPLIES_HELD_OUT } from '../objections/held-out.ts';
import { FIRST_HALF, type ReportCase } from '../reports/first-half.ts';
import { HELD_OUT } from '../reports/held-out.ts';
import { OUR_KEY, RECIPIENT, SEND_ID } from '../reports/pieces.ts';
import { SYSTEMS } from '../reports/systems.ts';
import { writeDraft } from '../reports/write-draft.ts';
import { verdictOf } from './verdict-of.ts';

interface Row {
	readonly kind: string;
	readonly verdict: MessageVerdict;
}

/** Of labelled mails the one that they answer, and the one that reports return. */
const RUN = {
	sendId: SEND_ID,
	messageIdKeys: [OUR_KEY, '0123456789abcdef0123456789abcdef@cadrelune.example'],
	recipient: RECIPIENT,
};

const said = (kind: string, texts: readonly string[]): LabelledMail[] =>
	texts.map((text) => ({ kind, subject: 'Re: Bonjour', text }));

async function readMails(mails: readonly LabelledMail[], quotes: boolean): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [index, mail] of mails.entries()) {
		const text = quotes ? mail.text + QUOTATIONS[index % QUOTATIONS.length]! : mail.text;
		const { verdict } = await verdictOf(bytesOf({ ...mail, text }, index), RUN);
		rows.push({ kind: mail.kind, verdict });
	}
	return rows;
}

async function readReports(cases: readonly ReportCase[]): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [system, right, reply] of cases) {
		const { verdict } = await verdictOf(writeDraft(SYSTEMS[system](reply), 'utf-8 8bit'), RUN);
		rows.push({ kind: `report, ${right}`, verdict });
	}
	return rows;
}

function print(name: string, rows: readonly Row[]): number {
	const lines = [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, of]) => {
		const verdicts = [...Map.groupBy(of, ({ verdict }) => verdict)].map(
			([verdict, found]) => `${verdict} ${found.length}`,
		);
		return `  ${kind.padEnd(34)} ${String(of.length).padStart(4)}  ${verdicts.join(', ')}`;
	});
	const share = rows.filter(({ verdict }) => verdict === 'doubtful').length / rows.length;
	console.log(
		`${name}: ${rows.length} read, ${(100 * share).toFixed(1)} % to be checked\n${lines.join('\n')}`,
	);
	return share;
}

describe('what is asked about (5.7-1)', () => {
	it('of people’s mails at most one in twenty', async () => {
		const rows = [
			...(await readMails([...FIRST_PEOPLE, ...HELD_OUT_PEOPLE, ...THIRD_PEOPLE, ...FOURTH_PEOPLE], true)),
			...(await readMails(said('good reply', [...GOOD_REPLIES, ...GOOD_REPLIES_HELD_OUT]), true)),
			...(await readMails(
				said('clear objection', [...CLEAR_OBJECTIONS, ...CLEAR_OBJECTIONS_HELD_OUT]),
				true,
			)),
		];
		expect(print('people', rows)).toBeLessThanOrEqual(0.05);
		// Nobody who objects makes a success, nobody who answers is opposed.
		const objections = rows.filter(({ kind }) => kind === 'clear objection');
		expect(objections.filter(({ verdict }) => verdict === 'reply')).toEqual([]);
		const others = rows.filter(({ kind }) => kind !== 'clear objection');
		expect(others.filter(({ verdict }) => verdict === 'objection')).toEqual([]);
	});

	it('of machines’ mails at most one in ten', async () => {
		const rows = [
			...(await readMails(
				[...FIRST_MACHINES, ...HELD_OUT_MACHINES, ...THIRD_MACHINES, ...FOURTH_MACHINES],
				false,
			)),
			...(await readReports([...FIRST_HALF, ...HELD_OUT])),
		];
		expect(print('machines', rows)).toBeLessThanOrEqual(0.1);
		expect(rows.filter(({ verdict }) => verdict === 'reply').length / rows.length).toBeLessThanOrEqual(
			1 / 200,
		);
		const notDead = rows.filter(({ kind }) => kind !== 'report, hard');
		expect(notDead.filter(({ verdict }) => verdict === 'bounce-hard')).toEqual([]);
	});
});
