import type { ReportCase } from './first-half.ts';

/** Whole mails of other systems, for the half that the rules were made with. */
export const FIRST_HALF_WHOLE_MAILS: readonly ReportCase[] = [
	// Kinds met in public samples after the first score, written anew.
	[
		'whole mail of its own',
		'hard',
		'From: MAILER-DAEMON <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed\n\nThis is the DragonFly Mail Agent v0.13 at host.example.\n\nThere was an error delivering your mail to <@@>.\n\nmx.exemple.example [192.0.2.7] did not like our RCPT TO:\n550 5.1.1 No such user\n\nMessage headers follow.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'mailbox',
		"From: MAILER-DAEMON <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed\n\nThis is the DragonFly Mail Agent v0.13 at host.example.\n\nThere was an error delivering your mail to <@@>.\n\nmx.exemple.example [192.0.2.7] did not like our final DATA:\n550-5.7.26 Unauthenticated email is not accepted due to domain's\n\n550-5.7.26 DMARC policy.\n\nMessage headers follow.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>",
	],
	[
		'whole mail of its own',
		'hard',
		'From: System Administrator <postmaster@exemple.example>\nTo: camille@cadrelune.example\nSubject: Planifier un atelier\n\nYour message\n\n  To:      @@\n  Subject: Planifier un atelier\n  Sent:    Tue, 24 Nov 2026 09:00:00 +0100\n\ndid not reach the following recipient(s):\n\n@@ on Tue, 24 Nov 2026 09:01:00 +0100\n    The recipient name is not recognized\n    MSEXCH:IMS:EXEMPLE 0 (000C05A6) Unknown Recipient\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Internet Mail Delivery <postmaster@exemple.example>\nTo: camille@cadrelune.example\nSubject: Delivery Notification: Delivery has failed\n\nThis report relates to a message you sent with the following header fields:\n\n  Message-id: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>\n  From: camille@cadrelune.example\n  Subject: Planifier un atelier\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: @@\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.7.1 550 User Unknown\n',
	],
	[
		'whole mail of its own',
		'soft',
		'From: Mailer Daemon <MAILER-DAEMON@mx.example>\nTo: camille@cadrelune.example\nSubject: Delivery status notification: error\n\n    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n@@: 550 5.2.2 <@@>... Mailbox Full\n\n    Below is a copy of the original message:\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Postmaster <postmaster@exemple.example>\nTo: camille@cadrelune.example\nSubject: Undeliverable Mail\n\nInvalid final delivery userid: @@\n\nOriginal message follows.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nTo: camille@cadrelune.example\nSubject: Returned mail: Host unknown\n\n   ----- Transcript of session follows -----\n550 exemple.example (smtp)... 550 Host unknown\n554 <@@>... 550 Host unknown (Authoritative answer from name server)\n\n   ----- Unsent message follows -----\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: MAILER-DAEMON@mail.gmx.example\nReturn-Path: \nTo: camille@cadrelune.example\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nThe following address\nfailed:\n\n"@@":\nSMTP error from remote server after RCPT command:\nhost: mx.exemple.example\n5.1.1 <@@>... User Unknown\n\n--- The header of the original message is following. ---\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: postmaster@exemple.example\nTo: camille@cadrelune.example\nSubject: Undeliverable Mail: "Planifier un atelier"\n\nYour message:\n   From:    camille@cadrelune.example\n   Subject: Planifier un atelier\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    @@\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nTo: camille@cadrelune.example\nSubject: Returned mail: Service unavailable\nAuto-Submitted: auto-generated (failure)\n\nThe original message was received at Tue, 24 Nov 2026 09:00:00 +0100\n\n   ----- The following addresses had permanent fatal errors -----\n<@@>\n\n   ----- Transcript of session follows -----\nmail.local: unknown user: odile\n554 <@@>... Service unavailable\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'soft',
		'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: camille@cadrelune.example\nX-Failed-Recipients: odile@exemple.example\nSubject: Delivery Status Notification (Failure)\n\nDelivery to the following recipient failed permanently:\n\n     @@\n\nTechnical details of permanent failure:\nThe recipient server did not accept our requests to connect.\n[(0) exemple.example. [192.0.2.222]:25: socket error]\n\n----- Original message -----\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'soft',
		'From: Postmaster <postmaster@exemple.example>\nTo: camille@cadrelune.example\nSubject: Undeliverable: Planifier un atelier\n\nThe original message follows as a separate attachment. See our privacy policy.\n\n@@: the mailbox of this recipient is full\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
];
