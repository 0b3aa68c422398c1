import type { ReportCase } from './first-half.ts';

/** By a stranger to the rules: what operators, gateways and servers say, in the reports of other systems. */
export const OF_A_STRANGER: readonly ReportCase[] = [
	['postfix', 'hard', '550 5.1.1 <@@>: Recipient address rejected: User unknown in virtual mailbox table'],
	[
		'postfix',
		'mailbox',
		'550 5.1.0 <camille@cadrelune.example>: Sender address rejected: User unknown in virtual mailbox table',
	],
	['postfix', 'soft', '552 5.2.2 <@@>: user is over quota'],
	[
		'postfix',
		'hard',
		'550-5.2.1 The email account that you tried to reach is disabled. Learn more at 550 5.2.1 https://support.google.com/mail/?p=DisabledUser',
	],
	[
		'postfix',
		'soft',
		'550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
	],
	[
		'postfix',
		'mailbox',
		'550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
	],
	[
		'postfix',
		'hard',
		'550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking',
	],
	['general status', 'soft', '552 5.2.2 OFR_418 Boite du destinataire pleine / Mailbox full [418]'],
	['general status', 'mailbox', '550 5.7.1 Service refuse. Veuillez verifier votre reputation OFR_506 [506]'],
	[
		'general status',
		'hard',
		'550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
	],
	[
		'general status',
		'hard',
		'550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [xyz]',
	],
	['general status', 'mailbox', '554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.9'],
	['general status', 'mailbox', '550 permanent failure for one or more recipients (@@:blocked)'],
	['general status', 'hard', '550 permanent failure for one or more recipients (@@:550 5.1.1 No such user)'],
	[
		'postfix',
		'mailbox',
		'421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred due to unexpected volume or user complaints',
	],
	['postfix', 'refused', '552 5.3.4 Message size exceeds fixed maximum message size'],
	['general status', 'soft', '550 Greylisted, please try again in 300 seconds'],
	[
		'wrong status 5.1.1',
		'mailbox',
		'550 5.7.1 Message rejected: blocked by Spamhaus, see https://www.spamhaus.org/query/ip/192.0.2.9',
	],
	['postfix', 'hard', '551 5.1.6 User has moved; please try odile@autre.example'],
	['postfix', 'hard', '556 5.1.10 Recipient address has null MX'],
	['general status', 'hard', '550 #5.1.0 Address rejected.'],
	['postfix', 'mailbox', '550 5.7.1 Unable to relay'],
	['general status', 'hard', '511 sorry, no mailbox here by that name (#5.1.1 - chkuser)'],
	['postfix', 'hard', '550 5.2.1 This mailbox has been blocked due to inactivity'],
	['general status', 'soft', '552 mailbox size limit exceeded'],
	['general status', 'hard', '554 delivery error: dd Requested mail action aborted, mailbox not found'],
	[
		'general status',
		'hard',
		'554 30 Sorry, your message to @@ cannot be delivered. This mailbox is disabled (554.30).',
	],
	['postfix', 'mailbox', '550 5.1.1 sorry, too many unknown recipients from your IP address'],
	[
		'general status',
		'mailbox',
		'550 Requested action not taken: mailbox unavailable; invalid DNS MX or A/AAAA resource record for sender domain',
	],
	[
		'postfix',
		'soft',
		'450 4.1.1 <@@>: Recipient address rejected: unverified address: Address verification in progress',
	],
	['postfix', 'soft', '554 5.4.6 Routing loop detected'],
	['postfix', 'mailbox', '550 5.1.8 Access denied, bad outbound sender AS(42004)'],
	['postfix', 'refused', '550 5.7.1 Message refused by Vade, virus or spam content'],
	['postfix', 'hard', '550 5.1.1 <@@>: Recipient address rejected: User unknown in relay recipient table'],
	['general status', 'hard', '550 Le compte @@ est inconnu sur ce serveur'],
	['general status', 'soft', '550 La boite de @@ est pleine'],
	['postfix', 'mailbox', '550-5.1.1 Client host [192.0.2.9] blocked using zen.spamhaus.org'],
	['general status', 'hard', '550 account closed'],
	['postfix', 'mailbox', '550 5.4.5 Daily user sending limit exceeded. For more information'],
	['postfix', 'hard', '550 5.7.1 <@@>... No such user here'],
	['postfix', 'mailbox', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
	['postfix', 'mailbox', '530 5.7.0 Must issue a STARTTLS command first'],
	['general status', 'hard', '550 El usuario no existe'],
	[
		'general status',
		'mailbox',
		'550-Verification failed for <camille@cadrelune.example> 550-No Such User Here 550 Sender verify failed',
	],
	['postfix', 'soft', '452 4.2.2 The email account that you tried to reach is over quota'],
	[
		'postfix',
		'soft',
		"552-5.2.2 The recipient's inbox is out of storage space and inactive. Please direct the recipient to",
	],
	['wrong status 5.1.1', 'hard', 'unknown user: "odile"'],
	['postfix', 'refused', '550 5.7.1 This recipient does not accept mail from external senders'],
	['general status', 'hard', '550 @@ is not a valid mailbox'],
	['general status', 'mailbox', '550 relay not permitted'],
	['postfix', 'mailbox', '554 5.7.1 <mx.cadrelune.example>: Helo command rejected: Host not found'],
	['postfix', 'mailbox', '550 5.1.8 <camille@cadrelune.example>: Sender address rejected: Domain not found'],
	['postfix', 'soft', '550 5.2.1 Mailbox temporarily disabled: @@'],
	['postfix', 'hard', '550 5.5.1 User unknown; rejecting'],
	['postfix', 'mailbox', '452 5.5.3 Too many recipients received this hour'],
	[
		'postfix',
		'mailbox',
		'550 5.1.1 Rejected: your IP 192.0.2.9 is on the blacklist; unknown users are not the reason',
	],
	['postfix', 'hard', '550 5.1.1 @@ is no longer valid: the user has left the company'],
	['postfix', 'mailbox', '530 5.7.57 Client not authenticated to send mail'],
];

const MESSAGE_ID = 'Message-ID: 0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example';

/** Whole mails of his. */
export const WHOLE_MAILS_OF_A_STRANGER: readonly ReportCase[] = (
	[
		[
			'hard',
			'From: Mail Delivery System <Mailer-Daemon@host.exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  @@\n    host mx.exemple.example [192.0.2.4]\n    SMTP error from remote mail server after RCPT TO:<@@>:\n    550 No Such User Here\n\n------ This is a copy of the message, including all the headers. ------\n',
		],
		[
			'refused',
			'From: Mail Delivery System <Mailer-Daemon@host.exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  @@\n    SMTP error from remote mail server after end of data:\n    550 High probability of spam\n\n------ This is a copy of the message, including all the headers. ------\n',
		],
		[
			'hard',
			'From: Mail Delivery System <Mailer-Daemon@host.exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed\n\nA message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n  @@\n    Unrouteable address\n',
		],
		[
			'soft',
			"From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mail.ovh.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<@@>:\nuser does not have enough quota / boite pleine\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <camille@cadrelune.example>",
		],
		[
			'hard',
			"From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: failure notice\n\nHi. This is the qmail-send program at mail.exemple.example.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<@@>:\nSorry, I couldn't find any host named exemple.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n",
		],
		[
			'hard',
			"From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification (Failure)\n\nAdresse introuvable\n\nVotre message n'a pas été distribué à @@, car l'adresse est introuvable ou ne peut pas recevoir de messages.\n\nRéponse du serveur distant :\n550 5.1.1 <@@>: Recipient address rejected: User unknown",
		],
		[
			'hard',
			"From: Postmaster <postmaster@laposte.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Echec de la remise de votre message\n\nBonjour,\n\nVotre message n'a pas pu être remis au destinataire suivant :\n\n@@ : cette adresse n'existe pas.\n\nL'équipe La Poste",
		],
		[
			'hard',
			'From: postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Non remis : Vos commandes\nContent-Type: text/html; charset=utf-8\n\n<html><body><p><b>Votre message à @@ n&#39;a pas pu être remis.</b></p><p>odile est introuvable à exemple.example.</p><table><tr><td>Erreur : 550 5.1.10 RESOLVER.ADR.RecipientNotFound</td></tr></table></body></html>',
		],
		[
			'soft',
			'From: postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Non distribuable : Vos commandes\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>La boîte aux lettres du destinataire est pleine et ne peut pas accepter de messages pour le moment.</p><p>@@</p><p>mx.exemple.example #554 5.2.2 mailbox full</p></body></html>',
		],
		[
			'hard',
			'From: Mail Administrator <postmaster@exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Unzustellbar: Vos commandes\n\nIhre Nachricht konnte nicht zugestellt werden.\n\nEmpfänger: @@\nGrund: Empfänger unbekannt (550 5.1.1 unknown user)',
		],
		[
			'hard',
			'From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Returned mail: see transcript for details\n\nThe original message was received at Tue, 24 Nov 2026 09:02:11 +0100\n\n   ----- The following addresses had permanent fatal errors -----\n<@@>\n    (reason: 550 5.1.2 Host unknown (Name server: exemple.example: host not found))\n\n   ----- Transcript of session follows -----\n550 5.1.2 <@@>... Host unknown',
		],
		[
			'soft',
			'From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Warning: could not send message for past 4 hours\n\n   **********************************************\n   **      THIS IS A WARNING MESSAGE ONLY      **\n   **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n   **********************************************\n\n   ----- Transcript of session follows -----\n<@@>... Deferred: Connection timed out with mx.exemple.example.\nWarning: message still undelivered after 4 hours',
		],
		[
			'hard',
			'From: mailer-daemon@corp.mail.ru\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail failure\n\nThis message was created automatically by mail delivery software.\n\nYour message could not be delivered to @@\nThe account has been blocked or does not exist: 550 Message was not accepted -- invalid mailbox. Local mailbox @@ is unavailable: user not found',
		],
		[
			'hard',
			"From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed\n\nThis is the DragonFly Mail Agent v0.13 at host.\n\nThere was an error delivering your mail to <@@>.\n\nmx.exemple.example [192.0.2.4] did not like our RCPT TO:\n550 5.1.1 User doesn't exist: @@\n\nMessage headers follow.",
		],
		[
			'soft',
			'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification (Delay)\n\nProblème temporaire lors de la distribution\n\nUn problème temporaire est survenu lors de la distribution de votre message à @@. Gmail va réessayer pendant encore 46 heures.',
		],
		[
			'soft',
			"From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification (Failure)\n\nBoîte de réception du destinataire pleine\n\nVotre message n'a pas pu être distribué à @@. Sa boîte de réception est pleine, ou reçoit trop de messages en ce moment.",
		],
		[
			'refused',
			'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification (Failure)\n\nMessage bloqué\n\nVotre message envoyé à @@ a été bloqué. Consultez les détails techniques ci-dessous pour en savoir plus.\n\nLa réponse était : 550 5.7.1 message content rejected',
		],
		[
			'hard',
			'From: postmaster@mailenable.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Message Delivery Failure\n\nMessage could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n Recipient: [SMTP:@@]\n Reason: Remote SMTP Server Returned: 550 Requested action not taken: mailbox unavailable or not local - unknown user',
		],
		[
			'hard',
			'From: MDaemon@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Permanent Delivery Failure\n\nYour message cannot be delivered to the following recipient:\n\n@@ - no such user here\n\nReporting-MTA: mdaemon',
		],
		[
			'soft',
			"From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Undeliverable mail\n\nFailed to deliver to '@@'\nLOCAL module(account odile) reports:\n account is full (quota exceeded)",
		],
		[
			'hard',
			'From: mailer-daemon@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Message undeliverable: Vos commandes\n\nYour message did not reach some or all of the intended recipients.\n\n   Sent: Tue, 24 Nov 2026 09:02:11 +0100\n   Subject: Vos commandes\n\nThe following recipient(s) could not be reached:\n\n@@\n   Error Type: SMTP\n   Remote server (192.0.2.1) issued an error.\n   hMailServer sent: RCPT TO:<@@>\n   Remote server replied: 550 Unknown user\n\nhMailServer',
		],
		[
			'hard',
			'From: Postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Message status - undeliverable\n\nThe message that you sent was undeliverable to the following:\n\todile (user not found)\n\nPossibly truncated original message follows:',
		],
		[
			'hard',
			'From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Mail delivery failed: E-Mail nicht zugestellt\n\nIhre E-Mail konnte leider nicht zugestellt werden. Die folgende Adresse ist unbekannt:\n\n@@\n\nBitte überprüfen Sie die Schreibweise.',
		],
		[
			'hard',
			'From: Microsoft Exchange <postmaster@exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Non remis : Vos commandes\nContent-Type: text/html; charset=utf-8\n\n<html><body><font color="#000066"><b>Échec de la remise aux destinataires ou groupes suivants :</b></font><br><a href="mailto:@@">@@</a><br>L\'adresse de messagerie entrée est introuvable. Vérifiez l\'adresse de messagerie du destinataire et essayez de renvoyer le message.<br><br>Informations de diagnostic pour les administrateurs :<br>Serveur de génération : mx.exemple.example<br>#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</body></html>',
		],
		[
			'soft',
			'From: MAILER-DAEMON@mx.exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Avviso di mancata consegna\n\nIl messaggio non è stato consegnato a @@: casella piena.',
		],
		[
			'hard',
			'From: postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: No se puede entregar: Your orders\n\nNo se pudo entregar su mensaje a @@.\nMotivo: usuario desconocido.',
		],
		[
			'unknown',
			'From: postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification (Failure)\n\nThis is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed.\n\n       @@\n',
		],
		[
			'hard',
			"From: Microsoft Outlook <postmaster@exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Undeliverable: Your orders\n\nDelivery has failed to these recipients or groups:\n\n@@\nThe email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.\n",
		],
		[
			'soft',
			"From: postmaster@exemple.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Échec de la remise : Vos commandes\n\nVotre message n'a pas pu être délivré à @@ : l'espace de stockage du destinataire est saturé.",
		],
	] as const
).map(([verdict, lines]) => ['whole mail of its own', verdict, withId(lines)] as const);

function withId(lines: string): string {
	return lines.includes('</body>')
		? lines.replace('</body>', `<p>${MESSAGE_ID}</p></body>`)
		: `${lines}\n\n${MESSAGE_ID}`;
}
