import type { Transaction } from '#platform/database/database.ts';
import type { PlaceToArm } from './arm-window.ts';
import { LETTERS } from './place-outcomes.ts';

/** A recipient as her mail is written. */
export interface PlaceToSend extends PlaceToArm {
	readonly contactId: string | null;
	readonly variables: Readonly<Record<string, string>> | null;
	readonly opens: 'identified' | 'anonymous' | 'none';
	readonly measuresClicks: boolean;
}

/** Contiguous places of one window that wait again. */
export interface WaitingAgain {
	readonly number: number;
	readonly firstPlace: number;
	readonly lastPlace: number;
}

/** Reads places of an issue, ahead of the windows that arm them. */
export function readPlaces(
	tx: Transaction,
	issueId: string,
	{ firstPlace, lastPlace }: Omit<WaitingAgain, 'number'>,
): Promise<PlaceToSend[]> {
	return tx.sql<PlaceToSend>`
		SELECT place, contact_id::text AS "contactId", address, address_hash AS "addressHash", variables, opens,
			measures_clicks AS "measuresClicks"
		FROM issue_place
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ${issueId}::uuid
			AND place BETWEEN ${firstPlace} AND ${lastPlace}
		ORDER BY place`;
}

/** What waits again in windows up to a number, because it is known not to have left or a person wants it sent again. */
export async function readWaitingAgain(
	tx: Transaction,
	partId: string,
	upTo: number,
): Promise<WaitingAgain[]> {
	const windows = await tx.sql<{ number: number; firstPlace: number; letters: string }>`
		SELECT number, first_place AS "firstPlace", outcomes AS letters FROM issue_window
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ${partId}::uuid AND number <= ${upTo}
			AND outcomes LIKE '%d%'
		ORDER BY number`;
	return windows.flatMap(({ number, firstPlace, letters }) =>
		[...letters.matchAll(new RegExp(`${LETTERS.waitsAgain}+`, 'g'))].map(({ index, 0: run }) => ({
			number,
			firstPlace: firstPlace + index,
			lastPlace: firstPlace + index + run.length - 1,
		})),
	);
}
