import { verify, X509Certificate } from 'node:crypto';
import { objectIn, textOf, type Fields } from './json.ts';
import type { Ask } from './relay-event.ts';

/** A message of a topic, as it was published. */
export interface TopicMessage {
	readonly type: 'notification' | 'confirmation' | 'other';
	readonly id: string;
	readonly topic: string;
	readonly message: string;
	/** Of a confirmation: where to say yes. */
	readonly subscribeUrl: string | undefined;
	readonly fields: Fields;
}

/** Reads the envelope of a topic (docs.aws.amazon.com/sns: "HTTP/HTTPS notification JSON format"); undefined: it is none. */
export function topicMessageIn(body: string): TopicMessage | undefined {
	const fields = objectIn(body);
	const [type, id, topic] = [textOf(fields?.Type), textOf(fields?.MessageId), textOf(fields?.TopicArn)];
	if (!fields || !type || !id || !topic || typeof fields.Message !== 'string') return undefined;
	return {
		type:
			type === 'Notification'
				? 'notification'
				: type === 'SubscriptionConfirmation'
					? 'confirmation'
					: 'other',
		id,
		topic,
		message: fields.Message,
		subscribeUrl: textOf(fields.SubscribeURL),
		fields,
	};
}

const NOTIFIED = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMED = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/**
 * Whether Amazon signed a message: with the certificate at an address of Amazon's notification service and nowhere else, which is
 * asked for through the guard.
 */
export async function isSignedByAmazon({ type, fields }: TopicMessage, ask: Ask): Promise<boolean> {
	const url = textOf(fields.SigningCertURL);
	const signature = textOf(fields.Signature);
	const algorithm = { 1: 'sha1', 2: 'sha256' }[textOf(fields.SignatureVersion) ?? ''];
	if (!url || !signature || !algorithm || !isAmazons(url) || !new URL(url).pathname.endsWith('.pem'))
		return false;
	const certificate = await certificateAt(url, ask);
	if (!certificate) return false;
	const signed = (type === 'notification' ? NOTIFIED : CONFIRMED)
		.filter((name) => typeof fields[name] === 'string')
		.map((name) => `${name}\n${String(fields[name])}\n`)
		.join('');
	return verify(algorithm, Buffer.from(signed), certificate.publicKey, Buffer.from(signature, 'base64'));
}

/** An address of Amazon's notification service: no other host of a stranger's message is asked anything. */
export function isAmazons(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, port, username } = new URL(url);
	return (
		protocol === 'https:' &&
		port === '' &&
		username === '' &&
		/^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$/.test(hostname)
	);
}

/** Certificates by their address: each is published for years, and asked for once a process. */
const known = new Map<string, X509Certificate>();
const KNOWN_AT_MOST = 20;

async function certificateAt(url: string, ask: Ask): Promise<X509Certificate | undefined> {
	const kept = known.get(url);
	if (kept) return kept;
	const answer = await ask(url);
	if (answer?.status !== 200) return undefined;
	try {
		const certificate = new X509Certificate(answer.body);
		if (known.size >= KNOWN_AT_MOST) known.clear();
		known.set(url, certificate);
		return certificate;
	} catch {
		return undefined;
	}
}
