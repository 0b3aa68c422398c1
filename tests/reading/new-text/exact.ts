/** What is shown, to the letter, of what programs write above and below an answer: shown, text. */
export const EXACT_TEXTS: readonly (readonly [shown: string, text: string])[] = [
	[
		'Oui.',
		'Oui.\n\nEnvoyé à partir de Yahoo Mail pour Android \n \n  Le mar., nov. 24, 2026 à 10:03, Camille Aubrelle<camille@cadrelune.example> a écrit :   Bonjour Odile,\n\nAuriez-vous quinze minutes ?',
	],
	[
		'Yes.',
		'Yes.\n\nSent from Yahoo Mail on Android\n\n  On Tue, Nov 24, 2026 at 10:03, Camille<camille@cadrelune.example> wrote:   Hello,\n\nBonjour',
	],
	[
		'Ok\nDe : 14 h\nÀ : 15 h\nObjet : démonstration\n\nEt vendredi.',
		'Ok\nDe : 14 h\nÀ : 15 h\nObjet : démonstration\n\nEt vendredi.',
	],
	[
		'Oui.',
		'Oui.\n\nFrom: Camille Aubrelle [mailto:camille@cadrelune.example]\nSent: Tuesday, November 24, 2026 10:03 AM\nTo: Odile\nSubject: Bonjour\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\nOn Nov 24, 2026, at 10:03, Camille Aubrelle <camille@cadrelune.example<mailto:camille@cadrelune.example>> wrote:\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\nLe mar. 24 nov. 2026 à 10:03, Camille Aubrelle via Refrain <\ncamille@cadrelune.example> a écrit :\n\n> Bonjour',
	],
	[
		'Oui.',
		'Oui.\n\nLe 24 novembre 2026 10:03:12 GMT+01:00, Camille Aubrelle <camille@cadrelune.example> a écrit :\n>Bonjour',
	],
	[
		'Oui.',
		'Oui.\n\nLe 24/11/26 à 10h03, « Camille Aubrelle » <camille@cadrelune.example> a écrit :\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\nEn date de : Mardi 24 novembre 2026 10h03, Camille <camille@cadrelune.example> a écrit :\n\nBonjour',
	],
	['Oui.', 'Oui.\n\nCamille Aubrelle <camille@cadrelune.example> a écrit :\n\n> Bonjour'],
	['Oui.', 'Oui.\n\nAm 24.11.26 um 10:03 schrieb Camille Aubrelle:\n> Bonjour'],
	[
		'Oui.',
		'Oui.\n\nAm Di., 24. Nov. 2026 um 10:03 Uhr schrieb Camille Aubrelle <\ncamille@cadrelune.example>:\n\n> Bonjour',
	],
	[
		'Oui.',
		'Oui.\n\nVon: "Camille" <camille@cadrelune.example>\nDatum: 24.11.2026\nAn: x\nBetreff: Bonjour\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\nEl mar., 24 de nov. de 2026 a la(s) 10:03, Camille (camille@cadrelune.example)\nescribió:\n\n> Bonjour',
	],
	[
		'Oui.',
		'Oui.\n\nIl giorno 24 nov 2026, alle ore 10:03, Camille <camille@cadrelune.example> ha\nscritto:\n\n> Bonjour',
	],
	[
		'Oui.',
		'Oui.\n\nIn data 24 novembre 2026 10:03:12 Camille <camille@cadrelune.example> ha scritto:\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\n--------------------------------------------\nEn date de : Mar 24.11.26, Camille <camille@cadrelune.example> a écrit :\n\n Objet: Bonjour\n À: x\n Date: Mardi\n \n Bonjour',
	],
	[
		'Oui.',
		"Oui.\n\n-----E-mail d'origine-----\nDe : Camille <camille@cadrelune.example>\nA : x\nEnvoyé le : Ma, 24 Nov 2026\nSujet : Bonjour\n\nBonjour",
	],
	['Oui.', 'Oui.\n\n---- Camille Aubrelle a écrit ----\n\nBonjour'],
	[
		'Oui.',
		'Oui.\n\n---- On Tue, 24 Nov 2026 10:03:12 +0100 Camille <camille@cadrelune.example> wrote ----\n\nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\n________________________________\nDe : Camille Aubrelle <camille@cadrelune.example>\nEnvoyé : mardi 24 novembre 2026 10:03\nÀ : Odile\nObjet : Bonjour\n \nBonjour',
	],
	[
		'Oui.',
		'Oui.\n\nSent from Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Camille <camille@cadrelune.example>\nSent: Tuesday\nTo: x\nSubject: y\n\nBonjour',
	],
	['Oui.', 'Oui.\n\nEnvoyé à partir de Outlook pour Android<https://aka.ms/x>'],
	['Oui.', 'Oui.\n\nEnvoyé de mon Galaxy de Orange'],
	['Oui.', 'Oui.\n\nEnvoyé de mon téléphone'],
	['Oui.', 'Oui.\n\nEnvoyé depuis ma tablette Samsung.'],
	['Oui.', 'Oui.\n\nEnvoyé depuis Yahoo Mail pour Android'],
	['Oui.', 'Oui.\n\nSent from my Samsung Galaxy smartphone.'],
	['Oui.', 'Oui.\n\nSent from Mail for Windows'],
	['Oui.', 'Oui.\n\nSent with Proton Mail secure email.'],
	['Oui.', 'Oui.\n\nVon meinem iPhone gesendet'],
	['Oui.', 'Oui.\n\nGesendet mit der GMX iPhone App'],
	['Oui.', 'Oui.\n\nEnviado desde mi iPhone'],
	['Oui.', 'Oui.\n\nInviato da iPhone'],
	['Oui.', 'Oui.\n\nVerstuurd vanaf mijn iPhone'],
	['Oui.', 'Oui.\n\n--\nOdile\n\nLe 24/11/2026 à 10:03, Camille a écrit :\n> Bonjour'],
	['Sent from our warehouse yesterday.', 'Sent from our warehouse yesterday.'],
	['Oui.\n\nJeudi.', 'Oui.\n\nJeudi.\n\nLe 24/11/2026 à 10:03, Camille a écrit :\n> Bonjour'],
];

/** The same for HTML. */
export const EXACT_HTML: readonly (readonly [shown: string, html: string])[] = [
	[
		'Oui.',
		'<font size=2>Oui.</font><br><br><table><tr><td><font size=1 color=#5f5f5f>De :</font><td><font size=1>Camille &lt;camille@cadrelune.example&gt;</font><tr><td><font size=1>A :</font><td><font size=1>odile@exemple.example</font><tr><td><font size=1>Date :</font><td><font size=1>24/11/2026 09:02</font><tr><td><font size=1>Objet :</font><td><font size=1>Bonjour</font></table><br><hr noshade><br><tt>Bonjour</tt>',
	],
	[
		'Oui.',
		'<div>Oui.</div><hr><div><b>De :</b> Camille &lt;camille@cadrelune.example&gt;<br><b>Envoyé :</b> mardi<br><b>À :</b> Odile<br><b>Objet :</b> Bonjour</div><div>Bonjour</div>',
	],
	[
		'Oui.',
		'<div>Oui.</div><div style="border-top:1.0pt solid #E1E1E1;padding:3pt"><p><b>Fra:</b> Camille &lt;camille@cadrelune.example&gt;<br><b>Dato:</b> tirsdag<br><b>Til:</b> Odile<br><b>Emne:</b> Bonjour</p></div><p>Bonjour</p>',
	],
	[
		'Oui.',
		'<div>Oui.</div><div style="border-style:solid none none; border-width:1pt medium medium; border-color:rgb(225,225,225) currentcolor currentcolor; padding:3pt 0cm 0cm"><p><b>From:</b> Camille &lt;camille@cadrelune.example&gt; <br><b>Sent:</b> Tuesday<br><b>To:</b> Odile<br><b>Subject:</b> Bonjour</p></div><p>Bonjour</p>',
	],
	[
		'Oui.',
		'<table><tr><td>Oui.</td></tr></table><br><blockquote style="border-left:2px solid #000;padding-left:5px"><p>Bonjour</p></blockquote>',
	],
	[
		'Oui.',
		'<div dir="auto">Oui.<div><br></div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Le mar. 24 nov. 2026, 10:03, Camille &lt;c@x&gt; a écrit&nbsp;:<br></div><blockquote class="gmail_quote"><p>Bonjour</p></blockquote></div>',
	],
	[
		'Oui.',
		'<div dir="ltr">Oui.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>De : Camille</div><p>Bonjour</p></div>',
	],
	[
		'Oui.',
		'<div class="x_gmail">Oui.</div><div id="x_divRplyFwdMsg"><b>From:</b> C<br><b>Sent:</b> T<br><b>To:</b> O<br><b>Subject:</b> B</div><p>Bonjour</p>',
	],
	[
		'Oui.',
		'Oui.<br><br><div><includetail><div>&nbsp;</div><div style="font:Verdana"><div>------------------&nbsp;Original&nbsp;------------------</div><div><b>From: </b>Camille &lt;camille@cadrelune.example&gt;</div><div><b>Date: </b>Tue</div><div><b>To: </b>O</div><div><b>Subject: </b>B</div></div><div>Bonjour</div></includetail></div>',
	],
	['Oui.', '<p>Oui.</p><p>Le 24/11/2026 à 10:03, Camille a écrit&nbsp;:</p><p>Bonjour</p>'],
];
