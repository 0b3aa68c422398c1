import { describe, expect, it } from 'vitest';
import { ConnectError } from '#platform/network/connect-error.ts';
import { classifyLoss, classifyReply, withoutAddresses } from './classify.ts';
import type { SmtpStage } from './classify.ts';

/**
 * Replies as servers really word them (docs/design/reply-detection.md#classes and
 * docs/design/outgoing-mail.md#refusals), with the verdict each must get.
 */
const REPLIES: [SmtpStage, string, string, string, string][] = [
	[
		'rcpt',
		'550 5.1.1 <x@y.example>: Recipient address rejected: User unknown',
		'rejected',
		'recipient-unknown',
		'recipient',
	],
	[
		'rcpt',
		'550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found',
		'rejected',
		'recipient-unknown',
		'recipient',
	],
	[
		'rcpt',
		'550-5.1.1 The email account does not exist.\n550 5.1.1 see support',
		'rejected',
		'recipient-unknown',
		'recipient',
	],
	['rcpt', '550 No such user here', 'rejected', 'recipient-unknown', 'recipient'],
	['rcpt', "550 L'utilisateur n'existe pas", 'rejected', 'recipient-unknown', 'recipient'],
	[
		'rcpt',
		'550 5.4.1 Recipient address rejected: Access denied.',
		'rejected',
		'recipient-unknown',
		'recipient',
	],
	['rcpt', '551 user not local', 'rejected', 'recipient-unknown', 'recipient'],
	['rcpt', '550 OFR_416 adresse', 'rejected', 'recipient-unknown', 'recipient'],
	['rcpt', '552 5.2.2 mailbox full', 'deferred', 'recipient-full', 'recipient'],
	['dot', '452 4.2.2 Over quota', 'deferred', 'recipient-full', 'recipient'],
	[
		'rcpt',
		'450 4.2.0 <x@y.example>: Recipient address rejected: Greylisted',
		'deferred',
		'greylisted',
		'recipient',
	],
	['rcpt', '451 4.7.1 Please try again later', 'deferred', 'greylisted', 'recipient'],
	['rcpt', '450 4.1.1 not now', 'deferred', 'recipient-later', 'recipient'],
	['rcpt', '421 4.3.2 Service shutting down', 'deferred', 'server-later', 'server'],
	['dot', '451 4.3.0 queue file write error', 'deferred', 'server-later', 'server'],
	['dot', '554 5.7.1 Message blocked: spam', 'rejected', 'policy-refused', 'message'],
	['dot', '550 5.7.26 unauthenticated mail: DMARC', 'deferred', 'policy-refused', 'mailbox'],
	['dot', '554 refused by Spamhaus', 'deferred', 'policy-refused', 'mailbox'],
	['dot', '554 5.6.0 message content rejected', 'rejected', 'content-refused', 'message'],
	[
		'dot',
		'552 5.3.4 Message size exceeds fixed maximum message size',
		'rejected',
		'message-too-large',
		'message',
	],
	['mail', '552 5.3.4 too large', 'rejected', 'message-too-large', 'message'],
	['dot', '550 no', 'deferred', 'refused', 'server'],
	['dot', '550 5.4.5 Daily user sending limit exceeded.', 'deferred', 'provider-limit', 'mailbox'],
	['rcpt', '550 5.7.233 tenant threshold', 'deferred', 'provider-limit', 'mailbox'],
	// Too many at once, or in a moment, is a pace to keep; the account stays well.
	['dot', '432 4.3.2 Concurrent connections; thread limit exceeded', 'deferred', 'too-fast', 'mailbox'],
	[
		'mail',
		'432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=X.PROD.OUTLOOK.COM]',
		'deferred',
		'too-fast',
		'mailbox',
	],
	[
		'connect',
		'421 4.7.0 Too many concurrent SMTP connections from this IP',
		'deferred',
		'too-fast',
		'mailbox',
	],
	['connect', '554 Too many connections, try later', 'deferred', 'too-fast', 'mailbox'],
	['rcpt', '450 4.7.1 Error: too many connections from your host', 'deferred', 'too-fast', 'mailbox'],
	['dot', '451 4.7.0 Rate limit exceeded, slow down', 'deferred', 'too-fast', 'mailbox'],
	['login', '535 5.7.0 Too many simultaneous sessions', 'deferred', 'auth-later', 'mailbox'],
	// A limit that stays one, and a judgement on what we send.
	['dot', '550 5.7.1 rate limit exceeded for this account', 'deferred', 'provider-limit', 'mailbox'],
	[
		'dot',
		'421 4.7.28 Gmail has detected an unusual rate of unsolicited mail, temporarily rate limited',
		'deferred',
		'provider-limit',
		'mailbox',
	],
	['rcpt', '550 limit of 200 messages per hour reached', 'deferred', 'provider-limit', 'mailbox'],
	['connect', '421 too many connections', 'deferred', 'too-fast', 'mailbox'],
	['connect', '554 5.7.1 blocked', 'deferred', 'session-refused', 'mailbox'],
	['dot', '554 5.2.252 SendAsDenied; not allowed to send as', 'deferred', 'sender-refused', 'mailbox'],
	['mail', '553 5.7.1 Sender address rejected: not owned by user', 'deferred', 'sender-refused', 'mailbox'],
	[
		'mail',
		'554 5.7.1 <x@y.example>: Sender address rejected: account suspended, unusual activity',
		'deferred',
		'sender-refused',
		'mailbox',
	],
	['mail', '550 5.1.8 bad outbound sender', 'deferred', 'sender-refused', 'mailbox'],
	['mail', '451 4.3.0 wait', 'deferred', 'server-later', 'server'],
	['mail', '530 5.7.0 Authentication required', 'deferred', 'auth-refused', 'mailbox'],
	['login', '535 5.7.8 Error: authentication failed', 'deferred', 'auth-refused', 'mailbox'],
	['login', '454 4.7.0 Too many login attempts', 'deferred', 'auth-later', 'mailbox'],
	['rcpt', '503 5.5.1 bad sequence', 'deferred', 'protocol', 'server'],
	// Whose matter it is comes first: what the server refuses because of us never ends a run (5.7-4).
	['rcpt', '554 5.7.1 <x@y.example>: Relay access denied', 'deferred', 'sender-refused', 'mailbox'],
	[
		'dot',
		'550 5.7.1 Client does not have permissions to send as this sender',
		'deferred',
		'sender-refused',
		'mailbox',
	],
	[
		'dot',
		'550 5.7.705 Access denied, tenant has exceeded threshold',
		'deferred',
		'provider-limit',
		'mailbox',
	],
	[
		'rcpt',
		'550 5.7.1 Your account has been suspended, contact your provider',
		'deferred',
		'sender-refused',
		'mailbox',
	],
	['rcpt', '550 5.1.1 too many recipients this hour', 'deferred', 'provider-limit', 'mailbox'],
	['rcpt', '550 5.1.0 sender rejected', 'deferred', 'sender-refused', 'mailbox'],
	['rcpt', '550 5.1.3 listed at bl.spamcop.net', 'deferred', 'policy-refused', 'mailbox'],
	[
		'rcpt',
		'550 5.2.1 The user you are trying to contact is receiving mail at a rate that is too high',
		'deferred',
		'recipient-later',
		'recipient',
	],
	['rcpt', '550 5.7.1 rejected', 'deferred', 'policy-refused', 'mailbox'],
	['rcpt', '550 5.0.0 no', 'deferred', 'refused', 'server'],
	['dot', '550 Message refused', 'rejected', 'policy-refused', 'message'],
	['rcpt', '550 5.7.1 <x@y.example>: user does not exist', 'rejected', 'recipient-unknown', 'recipient'],
	['dot', '550 5.7.1 user unknown to spam filter', 'rejected', 'policy-refused', 'message'],
	['rcpt', '550 account temporarily disabled', 'deferred', 'recipient-later', 'recipient'],
	[
		'dot',
		'554 5.2.0 STOREDRV.Submission.Exception:StoragePermanentException.MapiExceptionDuplicateDelivery',
		'accepted',
		'already-accepted',
		'message',
	],
];

describe('classifyReply', () => {
	it.each(REPLIES)('%s %j: %s, %s', (stage, reply, verdict, code, matter) =>
		expect(classifyReply(reply, stage)).toMatchObject({ verdict, fault: { code, matter } }),
	);

	it('gives the code and the enhanced status, and never the text', () => {
		const { fault } = classifyReply('550-5.1.1 <x@y.example>\n550 5.1.1 unknown', 'rcpt');
		expect(fault).toEqual({
			code: 'recipient-unknown',
			matter: 'recipient',
			replyCode: 550,
			status: '5.1.1',
		});
	});

	it.each<[string, unknown]>([
		['550 5.1.1 <x@y.example>: User unknown', { by: 'words', value: 'user unknown' }],
		['550 5.1.1', { by: 'status', value: '5.1.1' }],
		['551', { by: 'reply-code', value: '551' }],
		['550 x@y.example no', { by: 'nothing', value: '' }],
	])('says what decided: %s', (reply, evidence) =>
		expect(classifyReply(reply, 'rcpt').evidence).toEqual(evidence),
	);

	it('takes neither a network address nor a version for a status', () => {
		expect(classifyReply('550 rejected by 5.1.1.7', 'rcpt').fault.status).toBeUndefined();
		expect(classifyReply('550 Exim 4.94.2 says no', 'rcpt').fault.status).toBeUndefined();
	});

	it('never fails an engagement for what concerns the sender', () => {
		for (const [stage, reply] of REPLIES) {
			const { verdict, fault } = classifyReply(reply, stage);
			if (fault.matter === 'mailbox' || fault.matter === 'server') expect(verdict).toBe('deferred');
		}
	});
});

describe('classifyLoss', () => {
	it.each([
		[new ConnectError('tcp-refused'), 'tcp-refused', 'server'],
		[new ConnectError('tls-certificate'), 'tls-certificate', 'mailbox'],
		[new ConnectError('host-refused'), 'host-refused', 'mailbox'],
		[{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'tls-certificate', 'mailbox'],
		[{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls-not-spoken', 'mailbox'],
		[{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'connection-lost', 'server'],
		[{ code: 'ETLS' }, 'tls-failed', 'server'],
		[{ code: 'ETIMEDOUT' }, 'server-silent', 'server'],
		[{ code: 'EAUTH' }, 'auth-unsupported', 'mailbox'],
		[{ code: 'ECONNECTION' }, 'connection-lost', 'server'],
		[undefined, 'connection-lost', 'server'],
	])('%j', (error, code, matter) => expect(classifyLoss(error)).toEqual({ code, matter }));
});

it('withoutAddresses keeps the words and drops who they name', () => {
	expect(withoutAddresses('550 5.1.1 <jean.dupont@pme.example>: rejected\r\nfor élodie@pme.example')).toBe(
		'550 5.1.1 <…>: rejected for …',
	);
	expect(withoutAddresses('x'.repeat(1_000))).toHaveLength(300);
});
