import { ImapError } from '#mail/imap/imap-error.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { checkCodeOfConnect, checkCodeOfImap } from './check-codes.ts';
import type { CheckCode } from './check-codes.ts';
import { NoGreeting, StartTlsMissing } from './start-tls.ts';

/** What the sentence of a line needs: versions, dates and folders, never a secret. */
export type CheckDetails = Record<string, string | number>;

/** A check that found a fault, with what its sentence needs. */
export class CheckFault extends Error {
	readonly code: CheckCode;
	readonly details: CheckDetails;
	constructor(code: CheckCode, details: CheckDetails = {}) {
		super(code);
		this.code = code;
		this.details = details;
	}
}

/** What a line of the test says of whatever ended it. */
export function faultOf(error: unknown): { code: CheckCode; details: CheckDetails } {
	if (error instanceof CheckFault) return error;
	if (error instanceof StartTlsMissing) return { code: 'plaintext-port', details: {} };
	if (error instanceof NoGreeting) return { code: 'no-greeting', details: {} };
	if (error instanceof ConnectError) return { code: checkCodeOfConnect(error), details: {} };
	if (error instanceof ImapError) return { code: checkCodeOfImap(error.code), details: {} };
	return { code: 'protocol', details: {} };
}
