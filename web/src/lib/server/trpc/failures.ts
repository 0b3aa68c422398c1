import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { Refusal, type RefusalKind } from '#platform/refusal.ts';
import { refusalSentence, type RefusalFacts } from '#texts/refusals.ts';
import type { Language } from '#texts/language.ts';

const STATUS: Record<RefusalKind, TRPCError['code']> = {
	'not-found': 'NOT_FOUND',
	forbidden: 'FORBIDDEN',
	conflict: 'CONFLICT',
	invalid: 'UNPROCESSABLE_CONTENT',
	unavailable: 'SERVICE_UNAVAILABLE',
};

/** Codes of the sentences for what tRPC itself answers. */
const CODES: Partial<Record<TRPCError['code'], string>> = {
	UNAUTHORIZED: 'not-signed-in',
	FORBIDDEN: 'not-allowed',
	NOT_FOUND: 'missing',
	BAD_REQUEST: 'input',
	CONFLICT: 'conflict',
	TOO_MANY_REQUESTS: 'too-many',
	PAYLOAD_TOO_LARGE: 'too-large',
};

/** What a procedure threw, with the status of the refusal behind it. */
export function toTRPCError(error: TRPCError): TRPCError {
	const { cause } = error;
	// SvelteKit stops reading a body that is larger than our server takes.
	if ((cause as { status?: unknown } | undefined)?.status === 413) {
		return new TRPCError({ code: 'PAYLOAD_TOO_LARGE', cause });
	}
	if (!(cause instanceof Refusal)) return error;
	return new TRPCError({ code: STATUS[cause.kind], message: cause.code, cause });
}

/** What is told of a failure: a stable code and one plain sentence, with the fields at fault of a bad input. */
export interface FailureAnswer {
	message: string;
	refusal: string;
	fields?: Record<string, string[]>;
	/** The card that has what a new one was to have. */
	existing?: ExistingCard;
}

/** Where a known address stands, and whether the card in hand may be linked to it. */
export interface ExistingCard {
	contactId: string;
	companyId: string;
	mayLink: boolean;
}

/** Says a failure to the person it happened to. Nothing of the error's own text goes out. */
export function describeFailure(error: TRPCError, language: Language): FailureAnswer {
	const { cause } = error;
	if (cause instanceof Refusal) {
		const facts = cause.details as RefusalFacts;
		const existing = cause.details.existing as ExistingCard | undefined;
		const message = refusalSentence(cause.code, facts, language);
		return { refusal: cause.code, message, ...(existing ? { existing } : {}) };
	}
	const refusal = CODES[error.code] ?? 'unexpected';
	const message = refusalSentence(refusal, {}, language);
	if (!(cause instanceof ZodError)) return { refusal, message };
	const fields: Record<string, string[]> = {};
	// A check of ours names itself in its message; zod's own checks go by their kind.
	for (const issue of cause.issues) {
		(fields[issue.path.join('.')] ??= []).push(issue.code === 'custom' ? issue.message : issue.code);
	}
	return { refusal, message, fields };
}
