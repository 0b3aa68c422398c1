/** Mails that look like reports and are none: header lines, an empty line, the text. Accents are written as UTF-8. */
export const LOOK_ALIKES_FIRST: readonly (readonly [string, string])[] = [
	[
		'a person forwards a report',
		`From: Odile <odile@exemple.example>
To: camille@cadrelune.example
Subject: TR : Undelivered Mail Returned to Sender
In-Reply-To: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>

---------- Forwarded message ---------
From: Mail Delivery System <MAILER-DAEMON@mx.example>
Subject: Undelivered Mail Returned to Sender

This is the mail system at host mx.example.

<compta@exemple.example>: 550 5.1.1 User unknown`,
	],
	[
		'a person quotes one',
		`From: Odile <odile@exemple.example>
Subject: Re: Bonjour
In-Reply-To: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>

J'ai reçu ceci, est-ce normal ?

> Hi. This is the qmail-send program at mx.
> <compta@exemple.example>:
> Sorry, no mailbox here by that name. (#5.1.1)`,
	],
	[
		'a person pastes one without a word',
		`From: Odile <odile@exemple.example>
Subject: Fwd: failure notice

Hi. This is the qmail-send program at mx.exemple.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<compta@exemple.example>:
Sorry, no mailbox here by that name. (#5.1.1)`,
	],
	[
		'a newsletter about bounces',
		`From: Deliverability Weekly <news@delivery.example>
Subject: Hard bounces: what 550 5.1.1 User unknown really means
List-Unsubscribe: <https://delivery.example/u>
Return-Path: <bounces@delivery.example>

550 5.1.1 User unknown is the most common bounce. Mail delivery failed: returning message to sender.`,
	],
	[
		'a ticket',
		`From: Support <support@exemple.example>
Subject: [#4411] Mail delivery failed to our customer
Auto-Submitted: auto-generated

Your ticket about "550 5.1.1 user unknown" was received and will be answered.`,
	],
	[
		'an absence with a null sender',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Réponse automatique : Planifier un atelier
Auto-Submitted: auto-replied

Je suis absente jusqu'au 7 décembre. En cas d'urgence : accueil@exemple.example. Votre message n'a pas été transféré.`,
	],
	[
		'somebody who left, told by an answerer',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Automatic reply: Planifier un atelier
Auto-Submitted: auto-replied

Odile Marchenoir no longer works here; this mailbox is not read any more. Please write to accueil@exemple.example.`,
	],
	[
		'a postmaster who is a person',
		`From: Paul, administrateur <postmaster@exemple.example>
Subject: Re: Planifier un atelier

Bonjour, je gère la messagerie ici. Odile n'a plus d'adresse chez nous, écrivez à paul@exemple.example. Cordialement, Paul`,
	],
	[
		'a DMARC summary',
		`From: noreply-dmarc-support@google.com
Subject: Report domain: cadrelune.example Submitter: google.com Report-ID: 1234
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: application/zip; name=r.zip
Content-Transfer-Encoding: base64

UEsDBA==
--b--`,
	],
	[
		'a read receipt',
		`From: Odile <odile@exemple.example>
Subject: Lu : Planifier un atelier
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: text/plain

Votre message a été lu.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;odile@exemple.example
Disposition: manual-action/MDN-sent-manually; displayed
--b--`,
	],
	[
		'a complaint',
		`From: staff@hotmail.com
Subject: complaint about message from 192.0.2.1
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: odile@exemple.example
--b--`,
	],
	[
		'a person with an attached status',
		`From: Odile <odile@exemple.example>
Subject: Re: Bonjour
In-Reply-To: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Votre devis m'est revenu avec l'erreur jointe.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx

Final-Recipient: rfc822; odile@exemple.example
Action: failed
Status: 5.1.1
--b--`,
	],
	[
		'a person with an attached report',
		`From: Odile <odile@exemple.example>
Subject: Erreur
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Voir la pièce jointe.
--b
Content-Type: message/rfc822

From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=c

--c
Content-Type: message/delivery-status

Final-Recipient: rfc822; odile@exemple.example
Action: failed
Status: 5.1.1
--c--
--b--`,
	],
	[
		'a person whose server writes no return path',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Re: Planifier un atelier
In-Reply-To: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>

Mon ancienne adresse n'existe plus, écrivez-moi ici. Mardi me va.`,
	],
	[
		'a watchdog',
		`From: Monitoring <alert@exemple.example>
Subject: [CRITICAL] Mail queue: delivery failed for 30 messages
Auto-Submitted: auto-generated

host mx1: 30 messages deferred (mailbox full), 2 bounced: 550 5.1.1 user unknown`,
	],
	[
		'a quarantine digest',
		`Return-Path: <>
From: Postmaster <postmaster@exemple.example>
Subject: Quarantine summary: 3 messages held for you

3 messages were held as spam today. Release them at https://quarantine.exemple.example.`,
	],
	[
		'a challenge',
		`Return-Path: <>
From: Odile via MailInBlack <noreply@mailinblack.com>
Subject: Re: Planifier un atelier
Auto-Submitted: auto-replied

Votre message est en attente. Confirmez votre envoi pour qu'il soit remis à odile@exemple.example.`,
	],
	[
		'a subject about a failure',
		`From: Odile <odile@exemple.example>
Subject: Échec de livraison

Bonjour, notre transporteur n'a pas pu livrer le colis, adresse inconnue selon lui. Pouvez-vous confirmer ?`,
	],
	[
		'a moderation notice',
		`Return-Path: <>
From: liste-bounces@exemple.example
Subject: Your message to Liste awaits moderator approval
Precedence: bulk

Your mail to 'Liste' is being held until the list moderator can review it for approval.`,
	],
	[
		'a mail about relaying',
		`From: Admin <admin@exemple.example>
Subject: Relay access denied ?

Bonjour, nos journaux montrent "554 5.7.1 Relay access denied" pour votre domaine. On s'appelle ?`,
	],
	[
		'a welcome from mailer-daemon',
		`From: MAILER-DAEMON@mx.exemple.example
Subject: Welcome to your new mailbox

Your mailbox camille@cadrelune.example is ready. If a message can not be delivered you will be told.`,
	],
	[
		'a calendar answer',
		`From: Odile <odile@exemple.example>
Subject: Refusé : Atelier
Content-Type: text/calendar; method=REPLY

BEGIN:VCALENDAR
METHOD:REPLY
END:VCALENDAR`,
	],
];
