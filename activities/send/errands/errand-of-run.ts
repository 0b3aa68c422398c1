import type { Errand, ErrandOfRun } from './errand.ts';
import { issuePlace } from './issue-place.ts';
import { platformMail } from './platform-mail.ts';
import { step } from './step.ts';
import { personalMail, testMail, trialMail } from './written-mail.ts';

/** The errands of `message/<sendId>`, by the kind of the send. */
const ERRANDS_OF_MESSAGES: Readonly<Record<string, Errand>> = {
	personal: personalMail,
	test: testMail,
	platform: platformMail,
};

/** An engagement sends its steps. */
export const errandOfEngagement: ErrandOfRun = async () => step;

/** A part of an issue sends the mails of its places. */
export const errandOfPart: ErrandOfRun = async () => issuePlace;

/** A message is the one send that its id names. */
export const errandOfMessage: ErrandOfRun = async (tx, { id }) => {
	const send = await tx.db.send.findFirst({ where: { id }, select: { kind: true, trialId: true } });
	if (send?.trialId) return trialMail;
	return send ? ERRANDS_OF_MESSAGES[send.kind] : undefined;
};
