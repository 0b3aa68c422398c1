import type { FaultCode } from '#mail/delivery/delivery-fault.ts';

/** What Graph answered, without anybody's words. */
export interface GraphAnswer {
	readonly status: number;
	/** The JSON object of its body; empty where there is none. */
	readonly body: Readonly<Record<string, unknown>>;
	/** The codes of an error, the most detailed first. */
	readonly codes: readonly string[];
	/** Milliseconds; undefined where it says nothing of waiting. */
	readonly retryAfter: number | undefined;
}

/** No answer that can be used. The message is the code and names nobody. */
export class GraphFailure extends Error {
	override name = 'GraphFailure';
	readonly code: FaultCode;
	constructor(code: FaultCode) {
		super(code);
		this.code = code;
	}
}

/** Graph answered, and did not do what was asked. The message is a status and names nobody. */
export class GraphRefusal extends Error {
	override name = 'GraphRefusal';
	readonly answer: GraphAnswer;
	constructor(answer: GraphAnswer) {
		super(String(answer.status));
		this.answer = answer;
	}
}

/** A longer wait than this is no pace of a mailbox any more. */
const WAIT_AT_MOST = 24 * 3_600_000;
const DEEPEST = 8;

/** Reads an answer over HTTP; a body that is no JSON, such as a page of a proxy, is none. */
export function graphAnswerOf(
	status: number,
	headers: Readonly<Record<string, string | string[] | undefined>>,
	text: string,
): GraphAnswer {
	const body = objectOf(text);
	return {
		status,
		body,
		codes: codesOf(body),
		retryAfter: waitOf(headers['retry-after'], headers['date']),
	};
}

/** Whether what the request named is not there. A 404 that does not say so may be anybody's. */
export function isGone({ status, codes }: GraphAnswer): boolean {
	return status === 404 && codes.some((code) => GONE.has(code));
}

const GONE: ReadonlySet<string> = new Set(['ErrorItemNotFound', 'itemNotFound']);

/** Errors hold errors of more detail (learn.microsoft.com, "Microsoft Graph error responses and resource types"). */
function codesOf(body: Readonly<Record<string, unknown>>): string[] {
	const codes: string[] = [];
	let error = body['error'];
	for (let depth = 0; depth < DEEPEST && isObject(error); depth++) {
		const { code } = error;
		if (typeof code === 'string' && /^[A-Za-z][\w.-]{0,79}$/.test(code)) codes.unshift(code);
		error = error['innerError'] ?? error['innererror'];
	}
	return codes;
}

/** RFC 9110 10.2.3: seconds, or a date, which the server's own clock is compared with. */
function waitOf(
	said: string | string[] | undefined,
	date: string | string[] | undefined,
): number | undefined {
	if (typeof said !== 'string') return undefined;
	const now = typeof date === 'string' ? Date.parse(date) : Number.NaN;
	const wait = /^\d{1,9}$/.test(said)
		? Number(said) * 1_000
		: Date.parse(said) - (Number.isNaN(now) ? Date.now() : now);
	return Number.isNaN(wait) || wait <= 0 ? undefined : Math.min(wait, WAIT_AT_MOST);
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
	try {
		const parsed: unknown = JSON.parse(text);
		return isObject(parsed) ? parsed : {};
	} catch {
		return {};
	}
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
