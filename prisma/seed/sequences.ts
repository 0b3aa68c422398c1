import type { Automation } from '#domain/automations/automation.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_SEQUENCES } from '../demo/sequences.ts';
import type { DemoAutomation, DemoSequence } from '../demo/sequences.ts';
import { demoId } from './demo-id.ts';
import { htmlOfText } from './html-of-text.ts';

/** Writes the sequences of A.7, each active in its version 1. They belong to this user. */
export async function writeSequences(tx: Transaction, subscription: string, ownerId: string): Promise<void> {
	const { subscriptionId, at } = tx;
	for (const sequence of DEMO_SEQUENCES) {
		const routineId = demoId(subscription, 'routine', sequence.routine);
		const sequenceId = demoId(subscription, 'sequence', sequence.key);
		const { title, window } = sequence;
		await tx.db.sequence.create({
			data: { subscriptionId, id: sequenceId, title, isActive: true, ownerId, currentVersion: 1 },
		});
		await tx.db.sequenceVersion.create({
			data: {
				subscriptionId,
				id: demoId(subscription, 'version', sequence.key),
				sequenceId,
				number: 1,
				routineId,
				windowDays: [...window.days],
				windowFrom: minutesOfDay(window.from),
				windowTo: minutesOfDay(window.to),
				timeZone: window.timeZone,
				closingDelayAmount: sequence.closingDelayDays,
				onSuccess: [automationOf(sequence.onSuccess, routineId)],
				onFailure: [automationOf(sequence.onFailure, routineId)],
				createdById: ownerId,
				createdAt: at,
				steps: { create: sequence.steps.map(stepOf) },
			},
		});
	}
}

const stepOf = ({ delay, subject, text }: DemoSequence['steps'][number], index: number) => ({
	position: index + 1,
	delayAmount: delay.amount,
	delayUnit: delay.unit,
	workingDays: delay.workingDays ?? false,
	subject,
	bodyHtml: htmlOfText(text),
});

function automationOf({ priority, days, note, tag }: DemoAutomation, routineId: string): Automation {
	return {
		kind: 'relance',
		priority,
		days,
		follower: 'responsible',
		...(note === undefined ? {} : { note }),
		tag:
			tag === 'default' || tag === 'leave'
				? { kind: tag }
				: { kind: 'explicit', routineId, tag: tag === 'off-target' ? 'off_target' : tag },
	};
}

/** `09:00` is 540. */
function minutesOfDay(text: string): number {
	const [hours, minutes] = text.split(':').map(Number);
	return hours! * 60 + minutes!;
}
