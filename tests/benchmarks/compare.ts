import type { Cost } from './cost.ts';
import type { LoopFigures } from './measure-loop.ts';
import type { ReadingFigures } from './measure-reading.ts';
import type { SendFigures } from './measure-send.ts';
import type { ReplyFigures } from './measure-reply.ts';
import { median, type Rounds } from './rounds.ts';
import { figure, type Line } from './table.ts';

/** `performStep` beside nodemailer. */
export function linesOfSend(rounds: Rounds<SendFigures>): Line[] {
	return [
		compared('mails per second', rounds, ({ perSecond }) => perSecond),
		compared('one mail, p50, ms', rounds, ({ p50 }) => p50),
		...costs('mail', rounds),
	];
}

/** The product's loop beside the bare one. */
export function linesOfLoop(rounds: Rounds<LoopFigures>): Line[] {
	return [
		compared('steps per second', rounds, ({ stepsPerSecond }) => stepsPerSecond),
		compared('history events per step', rounds, ({ eventsPerStep }) => eventsPerStep),
		compared('looks per step', rounds, ({ looksPerStep }) => looksPerStep),
		...costs('step', rounds),
	];
}

/** The first reading of a mailbox beside a bare client that fetches the same. */
export function linesOfReading(rounds: Rounds<ReadingFigures>): Line[] {
	return [compared('headers per second', rounds, ({ perSecond }) => perSecond), ...costs('header', rounds)];
}

/** From a reply to the end of its run, beside a bare reader of the same mailbox. */
export function linesOfReplies({ read, stopped }: ReplyFigures): Line[] {
	return [0.5, 0.99].map((share) => {
		const [bare, ours] = [quantile(read, share), quantile(stopped, share)];
		return {
			name: `p${share * 100}, ms`,
			bare: figure(bare),
			ours: figure(ours),
			ratio: figure(ours / bare),
		};
	});
}

/** The value below which so large a share of the sorted values lies. */
function quantile(values: readonly number[], share: number): number {
	return values[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)]!;
}

function costs(of: string, rounds: Rounds<{ readonly cost: Cost }>): Line[] {
	const who = ['worker', 'temporal', 'postgres', 'smtp'] as const;
	return [
		...who.map((name) => compared(`processor ms a ${of}: ${name}`, rounds, ({ cost }) => cost[name], false)),
		compared(`processor ms a ${of}: together`, rounds, ({ cost }) =>
			who.reduce((sum, name) => sum + cost[name], 0),
		),
	];
}

/** Medians of both sides; the ratio is the median of the rounds' own ratios, so that a busy minute meets both. */
function compared<Figures>(
	name: string,
	{ bare, ours }: Rounds<Figures>,
	of: (figures: Figures) => number,
	withRatio = true,
): Line {
	const ratios = ours.map((figures, round) => of(figures) / of(bare[round]!));
	return {
		name,
		bare: figure(median(bare.map(of))),
		ours: figure(median(ours.map(of))),
		...(withRatio ? { ratio: figure(median(ratios)) } : {}),
	};
}
