import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** What may be a mail address, wherever a driver has put it: a word, of which each is looked at once. */
const word = /[^\s<>"'(),;:=]+/g;

/** Fields that may hold an address, a text or a secret are cut out, however deep a caller has put them. */
const unspeakable = [
	'address',
	'email',
	'to',
	'from',
	'subject',
	'text',
	'html',
	'body',
	'raw',
	'password',
	'token',
];

/**
 * Takes the mail addresses out of a text.
 */
export function withoutAddresses(text: string): string {
	return text.replace(word, (found) => (/[^@]@[^@]/.test(found) ? '<address>' : found));
}

/**
 * The log of one part of a process: JSON lines with ids and codes. Addresses and texts never reach it: a field with
 * such a name is cut out, an error gives its name, code and masked message, and addresses are masked in messages.
 * @param part who speaks, such as `worker` or `web`
 */
export function createLogger(
	part: string,
	options: { level?: string; destination?: DestinationStream } = {},
): Logger {
	return pino(
		{
			level: options.level ?? 'info',
			base: { part },
			timestamp: pino.stdTimeFunctions.isoTime,
			redact: { paths: unspeakable.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
			serializers: { err: describeError, error: describeError },
			hooks: {
				logMethod(args, method) {
					const masked = args.map((arg: unknown) => (typeof arg === 'string' ? withoutAddresses(arg) : arg));
					return method.apply(this, masked as Parameters<typeof method>);
				},
			},
		},
		options.destination ?? pino.destination({ fd: 1, sync: true }),
	);
}

function describeError(error: unknown): unknown {
	if (!(error instanceof Error)) return { type: typeof error };
	const { code } = error as { code?: unknown };
	const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
	return { type: error.name, code, message: withoutAddresses(error.message), stack: stack?.slice(0, 8) };
}
