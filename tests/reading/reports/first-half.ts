import type { System } from './systems.ts';

/**
 * What a report says of our recipient. `hard`: the address does not exist. `refused`: this mail will never be taken. `mailbox`: a
 * matter of our account or reputation. `soft`: passes. `unknown`: nothing recognised. `told`: a report that nothing failed.
 */
export type Verdict = 'hard' | 'refused' | 'mailbox' | 'soft' | 'unknown' | 'told';

/** A refusal as a server words it, in the report of some system. */
export type ReportCase = readonly [System, Verdict, string];

/** Written before the rules were touched; the rules were made with it. */
export const FIRST_HALF: readonly ReportCase[] = [
	// Standard reports.
	[
		'postfix',
		'hard',
		'550 5.1.1 <@@>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)',
	],
	['postfix', 'hard', '550 5.1.1 <@@>: Recipient address rejected: User unknown in relay recipient table'],
	[
		'postfix',
		'hard',
		"550-5.1.1 The email account that you tried to reach does\n550-5.1.1 not exist. Please try double-checking the recipient's email address for\n550 5.1.1 typos or unnecessary spaces. https://support.google.com/mail/?p=NoSuchUser a1si123 - gsmtp",
	],
	[
		'postfix',
		'hard',
		'550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [AM6EUR05FT031.eop-eur05.prod.protection.outlook.com]',
	],
	[
		'postfix',
		'hard',
		'550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT005.eop-EUR01.prod.protection.outlook.com]',
	],
	['postfix', 'soft', '452 4.2.2 <@@>: mailbox full'],
	[
		'postfix',
		'soft',
		'552-5.2.2 The email account that you tried to reach is over quota. Please direct\n552 5.2.2 the recipient to https://support.google.com/mail/?p=OverQuotaPerm',
	],
	[
		'postfix',
		'soft',
		'450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.',
	],
	[
		'postfix',
		'refused',
		'554 5.7.1 Spam message rejected; If this is not spam contact abuse (in reply to end of DATA command)',
	],
	[
		'postfix',
		'mailbox',
		'554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
	],
	[
		'postfix',
		'mailbox',
		'550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
	],
	[
		'postfix',
		'mailbox',
		'550 5.7.1 [192.0.2.1 12] Our system has detected that this message is likely suspicious due to the very low reputation of the sending IP address.',
	],
	['postfix', 'mailbox', '554 5.7.1 <@@>: Relay access denied'],
	['postfix', 'refused', '552 5.3.4 Message size exceeds fixed limit'],
	[
		'gmail',
		'hard',
		"550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address",
	],
	[
		'gmail',
		'hard',
		'550 5.2.1 The email account that you tried to reach is disabled. Learn more at https://support.google.com/mail/?p=DisabledUser',
	],
	['gmail', 'soft', '552 5.2.2 The email account that you tried to reach is over quota and inactive.'],
	[
		'gmail',
		'soft',
		'550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
	],
	['sendmail', 'hard', '550 5.1.1 <@@>... User unknown'],
	['sendmail', 'hard', '550 5.1.2 <@@>... Host unknown (Name server: exemple.example.: host not found)'],
	['sendmail', 'refused', '554 5.6.0 message content rejected: virus Eicar found'],
	[
		'exchange online',
		'hard',
		'550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient @@ not found by SMTP address lookup',
	],
	[
		'exchange online',
		'hard',
		'550 5.4.310 DNS domain exemple.example does not exist [Message=InfoDomainNonexistent]',
	],
	['exchange online', 'mailbox', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
	['exchange online', 'mailbox', '550 5.7.705 Access denied, tenant has exceeded threshold.'],
	['exchange online', 'mailbox', '550 5.1.8 Access denied, bad outbound sender AS(42004)'],
	[
		'exchange online',
		'refused',
		'550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
	],
	['exchange online', 'soft', '550 5.4.300 Message expired'],
	[
		'exchange online',
		'soft',
		'554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
	],
	['amazon', 'hard', '550 5.1.1 user unknown'],
	[
		'amazon',
		'mailbox',
		'554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 throttled: too many messages from your IP address>',
	],
	// Codes that say the other thing than words.
	['wrong status 5.1.1', 'mailbox', '550 5.1.1 too many recipients this hour'],
	['general status', 'mailbox', '550 5.1.0 <camille@cadrelune.example> sender rejected'],
	['general status', 'mailbox', '550 5.1.3 192.0.2.1 listed at https://www.spamcop.net/bl.shtml?192.0.2.1'],
	['general status', 'hard', '550 5.1.0 Address rejected.'],
	['general status', 'hard', '554 no such user'],
	['general status', 'hard', '550 <@@>:\nRecipient address rejected: no such mailbox'],
	[
		'general status',
		'hard',
		"554 delivery error: dd This user doesn't have a yahoo.com account (@@) [-5] - mta1234.mail.gq1.yahoo.com",
	],
	['general status', 'hard', '553 sorry, that domain is not reachable'],
	['general status', 'hard', '550 unrouteable address'],
	['general status', 'unknown', '550 Requested action failed'],
	['general status', 'unknown', ''],
	['wrong status 5.1.1', 'hard', ''],
	['wrong status 5.1.1', 'mailbox', '550 5.7.1 Email blocked by SPF policy'],
	['wrong status 5.1.1', 'mailbox', '550 blocked: see https://www.barracudacentral.org/rbl/'],
	['expired action', 'soft', '451 4.4.1 connection timed out'],
	['expired action', 'soft', ''],
	['delay', 'soft', '451 4.7.1 Greylisting in action, please come back later'],
	['empty status part', 'hard', '550 5.1.1 user unknown'],
	['damaged status part', 'hard', '550 unknown user'],
	['damaged status part', 'soft', '452 mailbox is full'],
	['nested by a gateway', 'hard', '550 5.1.1 unknown or illegal alias'],
	['global status', 'hard', '550 5.1.1 No such user here'],
	// In words.
	['postfix in words', 'hard', '550 5.1.1 user unknown (in reply to RCPT TO command)'],
	['postfix in words', 'mailbox', '550 5.1.1 not accepted (in reply to MAIL FROM command)'],
	[
		'exim',
		'hard',
		'SMTP error from remote mail server after RCPT TO:<@@>:\nhost mx.exemple.example [192.0.2.7]: 550 5.1.1 User unknown',
	],
	['exim', 'hard', 'all relevant MX records point to non-existent hosts'],
	['exim', 'hard', 'Unrouteable address'],
	['exim', 'hard', 'No Such User Here'],
	['exim', 'soft', 'retry timeout exceeded'],
	['exim', 'soft', 'mailbox is full: retry timeout exceeded'],
	[
		'exim',
		'mailbox',
		'SMTP error from remote mail server after MAIL FROM:<camille@cadrelune.example> SIZE=2345:\nhost mx.exemple.example [192.0.2.7]: 550 5.1.1 rejected',
	],
	[
		'exim',
		'refused',
		'SMTP error from remote mail server after end of data:\nhost mx.exemple.example [192.0.2.7]: 550 High probability of spam',
	],
	[
		'exim',
		'mailbox',
		"SMTP error from remote mail server after initial connection:\nhost mx.exemple.example [192.0.2.7]: 554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
	],
	[
		'exim without its field',
		'hard',
		'host mx.exemple.example [192.0.2.7]\nSMTP error from remote mail server after RCPT TO:<@@>:\n550 No such person at this address.',
	],
	['qmail', 'hard', 'Sorry, no mailbox here by that name. (#5.1.1)'],
	['qmail', 'hard', "Sorry, I couldn't find any host named exemple.example. (#5.1.2)"],
	[
		'qmail',
		'hard',
		'192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 <@@> User unknown\nGiving up on 192.0.2.7.',
	],
	['qmail', 'soft', "The user's mailbox is over the allowed quota. (#5.2.2)"],
	[
		'qmail',
		'mailbox',
		'192.0.2.7 does not like sender.\nRemote host said: 550 5.1.0 sender rejected\nGiving up on 192.0.2.7.',
	],
	[
		'qmail',
		'refused',
		'192.0.2.7 failed after I sent the message.\nRemote host said: 554 5.7.1 message looks like spam',
	],
	['qmail', 'soft', "I'm not going to try again; this message has been in the queue too long."],
	['yahoo', 'hard', '554: delivery error: dd Not a valid recipient - atlas123.yahoo.com'],
	['yahoo', 'hard', 'Remote host said: 550 5.1.1 No such user [RCPT_TO]'],
	['sendmail in words', 'hard', '550 <@@>... User unknown'],
	[
		'sendmail in words',
		'soft',
		'451 exemple.example: Name server timeout\nMessage could not be delivered for 5 days\nMessage will be deleted from queue',
	],
	['gmail of old', 'hard', '550 550 5.1.1 <@@>: Recipient address rejected: User unknown (state 14).'],
	['gmail of old', 'hard', 'DNS Error: Domain name not found'],
	[
		'exchange 2003',
		'hard',
		'The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.\n            <mx.exemple.example #5.1.1>',
	],
	['exchange 2003', 'soft', "The recipient's mailbox is full.\n <mx.exemple.example #5.2.2>"],
	[
		'exchange 2003',
		'mailbox',
		'You do not have permission to send to this recipient.  For assistance, contact your system administrator.\n<mx.exemple.example #5.7.1 smtp;550 5.7.1 Unable to relay for @@>',
	],
	[
		'exchange en français',
		'hard',
		"Le compte de messagerie n'existe pas dans l'organisation à laquelle ce message a été envoyé. Vérifiez l'adresse de messagerie.\n<mx.exemple.example #5.1.1>",
	],
	[
		'exchange en français',
		'soft',
		'La boîte aux lettres du destinataire est pleine et ne peut pas accepter de messages pour le moment.',
	],
	[
		'exchange online in words',
		'hard',
		'550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
	],
	['exchange online in words', 'hard', '550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found'],
	['notes', 'hard', 'User odile (@@) not listed in Domino Directory'],
	['notes', 'soft', "Mail database has exceeded its quota: recipient's mail file is full"],
	['notes', 'soft', 'No route found to domain exemple.example from server; Router: connection timed out'],
	[
		'dragonfly',
		'hard',
		'mx.exemple.example [192.0.2.7] did not like our RCPT TO:\n550 5.1.1 <@@>... User unknown',
	],
	['dragonfly', 'mailbox', 'mx.exemple.example [192.0.2.7] did not like our MAIL FROM:\n550 5.1.0 rejected'],
	[
		'mail.ru',
		'hard',
		'Message was not accepted -- invalid mailbox.  Local mailbox @@ is unavailable: user not found',
	],
	[
		'mail.ru',
		'refused',
		'SMTP error from remote mail server after end of data: 550 spam message rejected. Please visit http://help.mail.ru/notspam-support/',
	],
	[
		'french',
		'hard',
		'550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
	],
	['french', 'mailbox', '550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]'],
	['french', 'soft', '552 5.2.2 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]'],
	[
		'french',
		'mailbox',
		'421 mwinf5c04 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]',
	],
	['french', 'hard', '550 5.5.0 Adresse inconnue LPN007_416'],
	[
		'french',
		'mailbox',
		'550 5.7.1 Service refuse. Veuillez essayer plus tard. Service refused, please try later. LPN007_510',
	],
	['french', 'hard', "L'utilisateur est inconnu ou l'adresse n'existe pas."],
	['french', 'hard', 'Cette adresse de messagerie est introuvable.'],
	['french', 'soft', 'La boîte de réception du destinataire est saturée.'],
	['zoho', 'hard', 'ERROR CODE :550 - User does not exist - <@@>'],
	['zoho', 'mailbox', 'ERROR CODE :550 - 5.4.6 Unusual sending activity detected. Please try after sometime'],
	['french', 'mailbox', '550 5.7.1 Votre compte a été suspendu, contactez votre hébergeur'],
	['french', 'soft', '451 4.7.1 Greylisting, réessayez plus tard'],
	// Words of another matter, unknown as they are, keep a bare status from being believed.
	['wrong status 5.1.1', 'unknown', '550 5.1.1 message filtered'],
	['wrong status 5.1.1', 'unknown', '550 closed mailing list'],
	['wrong status 5.1.1', 'unknown', 'organizational settings'],
	['wrong status 5.1.1', 'mailbox', '550 5.1.1 insecure mail relay'],
	['wrong status 5.1.1', 'soft', "550 5.1.1 the user's space has been used up"],
	['wrong status 5.1.1', 'hard', '550 5.1.1 recipient rejected'],
];
