import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { TRPCError } from '@trpc/server';
import { refusalSentence } from '#texts/refusals.ts';
import { describeFailure, type FailureAnswer } from './trpc/failures.ts';

/** What a public form shows again after a refusal: what was typed, never the password. */
export interface RefusedForm {
	failure: { code: string; sentence: string; fields: Record<string, string[]> };
	values: Record<string, string>;
}

/**
 * The fields of a form as text; files are nothing that these forms have.
 *
 * @throws HttpError 400 where the body is no form, whatever its content type says.
 */
export async function fieldsOf({
	request,
	locals,
}: Pick<RequestEvent, 'request' | 'locals'>): Promise<Record<string, string>> {
	const form = await request.formData().catch((thrown: unknown) => {
		// Too large a body is the framework's to refuse.
		if (!(thrown instanceof TypeError)) throw thrown;
		return error(400, { message: refusalSentence('input', {}, locals.language) });
	});
	const fields = [...form].filter((entry) => typeof entry[1] === 'string');
	return Object.fromEntries(fields) as Record<string, string>;
}

/** Answers a refused form with its sentence and its fields at fault. Rethrows what nobody foresaw. */
export function refuseForm(
	event: Pick<RequestEvent, 'locals'>,
	thrown: unknown,
	{ password: _, ...values }: Record<string, string>,
) {
	if (!(thrown instanceof TRPCError) || thrown.code === 'INTERNAL_SERVER_ERROR') throw thrown;
	const { message, refusal, fields }: FailureAnswer = describeFailure(thrown, event.locals.language);
	const refused: RefusedForm = {
		failure: { code: refusal, sentence: message, fields: fields ?? {} },
		values,
	};
	return fail(thrown.code === 'CONFLICT' ? 409 : 400, refused);
}
