import type { ReportCase } from './first-half.ts';

/** Whole mails of other systems, for the half held out. */
export const HELD_OUT_WHOLE_MAILS: readonly ReportCase[] = [
	// Other systems.
	[
		'whole mail of its own',
		'hard',
		'From: Mail Delivery Service <postmaster@exemple.example>\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Delivery Status Notification\nAuto-Submitted: auto-generated\n\n - These recipients of your message have been processed by the mail server:\n@@; Failed; 5.1.1 (bad destination mailbox address)\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Mail Delivery Subsystem <mailer-daemon@t-online.example>\nTo: camille@cadrelune.example\nSubject: Unzustellbar: Planifier un atelier\n\nIhre Nachricht konnte nicht zugestellt werden.\n\n@@\nEmpfänger unbekannt\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: postmaster@correo.example\nTo: camille@cadrelune.example\nSubject: No se puede entregar: Planifier un atelier\n\nNo se pudo entregar el mensaje a los siguientes destinatarios:\n\n@@\nEl usuario no existe.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'soft',
		'From: postmaster@posta.example\nTo: camille@cadrelune.example\nSubject: Mancata consegna: Planifier un atelier\n\nNon è stato possibile consegnare il messaggio a:\n\n@@\nLa casella del destinatario è piena.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: Mail Administrator <Postmaster@exemple.example>\nTo: camille@cadrelune.example\nSubject: Mail System Error - Returned Mail\n\nThis Message was undeliverable due to the following reason:\n\nEach of the following recipients was rejected by a remote mail server.\n\n    Recipient: <@@>\n    Reason:    No such recipient\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'soft',
		'From: MAILER-DAEMON@mx.example\nTo: camille@cadrelune.example\nSubject: Warning: message 1abc-0001 delayed 24 hours\nX-Failed-Recipients: @@\n\nThis message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n  @@\n\nNo action is required on your part. Delivery attempts will continue.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>'.replaceAll(
			'@@',
			'odile@exemple.example',
		),
	],
	[
		'whole mail of its own',
		'told',
		'From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: camille@cadrelune.example\nSubject: Successful Mail Delivery Report\n\nThis is the mail system at host mx.example.\n\nYour message was successfully delivered to the destination(s) listed below.\n\n<@@>: delivery via mx: 250 2.0.0 Ok\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		"From: noreply@ovh.example\nReturn-Path: <>\nTo: camille@cadrelune.example\nSubject: Échec de remise de votre message\n\nVotre message n'a pas pu être remis à @@ : cette adresse n'existe pas.\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>",
	],
	[
		'whole mail of its own',
		'hard',
		'From: MDaemon <MDaemon@exemple.example>\nTo: camille@cadrelune.example\nSubject: Permanent Delivery Failure\nAuto-Submitted: auto-replied\n\nThe attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nFailed address: @@\n\n--- Session Transcript ---\n--> RCPT To:<@@>\n<-- 550 @@, Recipient unknown\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
	[
		'whole mail of its own',
		'hard',
		'From: "Free" <MAILER-DAEMON@free.example>\nTo: camille@cadrelune.example\nSubject: Undelivered Mail Returned to Sender\n\nLe message ci-joint n\'a pu être distribué.\n\n<@@>: unknown user: "odile"\n\nMessage-ID: <0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>',
	],
];
