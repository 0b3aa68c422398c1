/** As the first, written after the rules. */
export const LOOK_ALIKES_HELD_OUT: readonly (readonly [string, string])[] = [
	[
		'a person answers a report that came to them',
		`From: Odile <odile@exemple.example>
Subject: RE: Undeliverable: Planifier un atelier

Cela vient de notre serveur, désolée. Mon adresse est bonne.

-----Message d'origine-----
De : postmaster@exemple.example
Objet : Undeliverable: Planifier un atelier

Your message did not reach some or all of the intended recipients.
odile@exemple.example
The e-mail account does not exist. #5.1.1`,
	],
	[
		'a person whose mail begins as a report does',
		`From: Odile <odile@exemple.example>
Subject: Votre message

Votre message n'a pas pu être transféré à notre directeur, son adresse n'existe plus. Appelez-moi.`,
	],
	[
		'a person of the postmaster team',
		`From: Équipe messagerie <postmaster@exemple.example>
Subject: Votre demande de contact

Bonjour, le compte odile@exemple.example est fermé depuis mai : écrivez à accueil@exemple.example.`,
	],
	[
		'an absence from a mailbox that is full',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Automatic reply: mailbox full
Auto-Submitted: auto-replied

I am away until 7 December and my mailbox is full.`,
	],
	[
		'a departure told under a subject of its own',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Adresse désactivée
Auto-Submitted: auto-replied

Cette adresse n'est plus utilisée. Merci d'écrire à paul@exemple.example.`,
	],
	[
		'a ticket about a delivery failure',
		`From: Helpdesk <helpdesk@exemple.example>
Subject: Ticket #812: Delivery failure to odile@exemple.example
Auto-Submitted: auto-replied
X-Autoreply: yes

Nous avons bien reçu votre demande concernant « 550 5.1.1 user unknown ».`,
	],
	[
		'a parcel that could not be delivered',
		`Return-Path: <bounce-1@transport.example>
From: Livraison <suivi@transport.example>
Subject: Échec de la livraison de votre colis

Votre colis n'a pas pu être livré : adresse inconnue.`,
	],
	[
		'a newsletter of a mail provider',
		`From: Postmark <hello@postmark.example>
Subject: Delivery failures explained
List-Unsubscribe: <https://p.example/u>
Precedence: bulk

Delivery to the following recipient failed permanently: what does it mean? 550 5.1.1 and friends.`,
	],
	[
		'a delayed project',
		`From: Odile <odile@exemple.example>
Subject: Delivery delayed

The delivery of the chairs is delayed by two weeks, sorry.`,
	],
	[
		'a forward by a colleague with the whole report inline',
		`From: Paul <paul@cadrelune.example>
Subject: WG: Unzustellbar: Angebot

Ihre Nachricht konnte nicht zugestellt werden.
einkauf@exemple.example
Empfänger unbekannt`,
	],
	[
		'a person with a strange name',
		`From: "Mail Delivery Partners" <anna@parcels.example>
Subject: Undeliverable parcels

Hello, we help shops with undeliverable parcels. Shall we talk?`,
	],
	[
		'a list that was unsubscribed from',
		`Return-Path: <>
From: liste-request@exemple.example
Subject: Your unsubscription
Auto-Submitted: auto-replied

The address camille@cadrelune.example was not found in the list, no such user.`,
	],
	[
		'an inbox rule of Exchange',
		`From: Odile <odile@exemple.example>
Subject: Planifier un atelier
X-MS-Exchange-Inbox-Rules-Loop: odile@exemple.example
X-Auto-Response-Suppress: All

Message not delivered to my inbox: I only read mail from known people. Call me.`,
	],
	[
		'a spam summary of a postmaster',
		`Return-Path: <>
From: Postmaster <postmaster@cadrelune.example>
Subject: Rapport de quarantaine
Auto-Submitted: auto-generated

2 messages bloqués comme spam aujourd'hui : 550 5.7.1.`,
	],
	[
		'a storage warning',
		`Return-Path: <>
From: Postmaster <postmaster@cadrelune.example>
Subject: Votre boîte aux lettres est presque pleine
Auto-Submitted: auto-generated

Votre boîte camille@cadrelune.example a atteint 95 % de son quota.`,
	],
	[
		'a disposition that a mail was deleted',
		`From: Odile <odile@exemple.example>
Subject: Non lu : Planifier un atelier
Content-Type: multipart/report; boundary=b; report-type="disposition-notification"

--b
Content-Type: text/plain

Votre message a été supprimé sans être lu.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;odile@exemple.example
Disposition: automatic-action/MDN-sent-automatically; deleted
--b--`,
	],
	[
		'a person with a report in an attached mail and as text',
		`From: Odile <odile@exemple.example>
Subject: votre mail
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

J'ai eu ce retour, mais j'ai bien votre mail.

Hi. This is the qmail-send program at mx.exemple.example.
<compta@exemple.example>: Sorry, no mailbox here by that name. (#5.1.1)
--b
Content-Type: text/rfc822-headers

Message-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>
--b--`,
	],
	[
		'a job offer',
		`From: Paul <paul@exemple.example>
Subject: Mail delivery system engineer wanted

We look for somebody who knows 550 5.1.1, Exim and Postfix.`,
	],
	[
		'a person who signs an automatic answer by hand',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Re: Planifier un atelier
Auto-Submitted: auto-replied

Your message was not delivered to Paul, who is on leave. I am reading his mails: yes, Tuesday.`,
	],
	[
		'a log that a cron job sends',
		`From: root@exemple.example (Cron Daemon)
Subject: Cron <root@mx> mailq
Auto-Submitted: auto-generated

4B2A 1200 Tue Nov 24 MAILER-DAEMON (host mx said: 550 5.1.1 user unknown) odile@exemple.example`,
	],
	[
		'a welcome from a postmaster',
		`From: postmaster@cadrelune.example
Subject: Bienvenue

Votre messagerie est ouverte. Un message non remis vous sera signalé par un rapport.`,
	],
	[
		'a shared drive',
		`Return-Path: <>
From: Drive <noreply@drive.example>
Subject: Could not share "Devis"
Auto-Submitted: auto-generated

odile@exemple.example could not be found, no such user. The file was not shared.`,
	],
	[
		'undeliverable parcels, with a null sender',
		`Return-Path: <>
From: Anna <anna@parcels.example>
Subject: Undeliverable parcels

Hello, we help shops with parcels that nobody takes: address unknown, box full. odile@exemple.example knows us.`,
	],
	[
		'a mail held in quarantine',
		`Return-Path: <>
From: Postmaster <postmaster@cadrelune.example>
Subject: Warning: message held
Auto-Submitted: auto-generated

A message from odile@exemple.example was held as spam.`,
	],
	[
		'a report about TLS',
		`From: noreply-smtp-tls-reporting@google.com
Subject: Report Domain: cadrelune.example Submitter: google.com
Content-Type: multipart/report; report-type="tlsrpt"; boundary=b

--b
Content-Type: text/plain

This is an aggregate TLS report from google.com
--b--`,
	],
	[
		'an answerer that says it passed nothing on',
		`Return-Path: <>
From: Odile <odile@exemple.example>
Subject: Automatic reply: Planifier un atelier
Auto-Submitted: auto-replied

Your message was not delivered to me: I have left. paul@exemple.example reads my mails, this account is closed.`,
	],
];
