import type { FaultCode } from '#mail/delivery/delivery-fault.ts';

/** A reason of our own to stop before the dot. */
export class Halt extends Error {
	readonly code: FaultCode;
	constructor(code: FaultCode) {
		super(code);
		this.code = code;
	}
}

/**
 * Waits for some work, for so long at the most; what comes later is not heard any more.
 *
 * @param within Milliseconds.
 * @param code What it is called when the time is over.
 * @throws Halt when the time is over.
 */
export async function limited<T>(work: Promise<T>, within: number, code: FaultCode): Promise<T> {
	work.catch(() => {});
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Halt(code)), within);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
