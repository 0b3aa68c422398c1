import { OUR_MAIL } from './corpus.ts';
import type { LabelledReply } from './corpus.ts';

/** The second half, written after the rules, without looking at them: other programs, other habits. */
const bare = OUR_MAIL.join('\n\n');
const marked = OUR_MAIL.map((line) => `> ${line}`).join('\n');
const ps = OUR_MAIL.map((line) => `<p>${line}</p>`).join('');
const brs = OUR_MAIL.join('<br><br>');
const OLD = [...OUR_MAIL, 'camille@cadrelune'];

/** What is said, in turn, to every shape. */
const SAID: readonly (readonly string[])[] = [
	['Oui, mardi me convient.'],
	['Bonjour,', 'Je suis intéressée par la version pour 12 postes.', 'Merci de m’appeler au 02 61 91 40 21.'],
	['Hello Camille,', 'On Monday I can talk at 10:30.', 'Jane'],
	['Le 24/11 ne va pas, le 25/11 à 10:03 plutôt.', 'À : jeudi donc.'],
	['> 12 postes ? Oui.'.slice(2), 'P.S. : notre standard ferme à 17 h.'],
];

/** A shape writes the answer and our mail as one program does. */
interface Shape {
	readonly name: string;
	readonly text?: (said: string) => string;
	readonly html?: (said: string) => string;
}
const SHAPES: readonly Shape[] = [
	{
		name: 'Orange webmail',
		text: (said) =>
			`${said}\n\n> Message du 24/11/26 10:03\n> De : "Camille Aubrelle" <camille@cadrelune.example>\n> A : odile@exemple.example\n> Copie à : \n> Objet : Bonjour\n> \n${marked}`,
	},
	{
		name: 'Free (Zimbra)',
		text: (said) =>
			`${said}\n\n----- Mail original -----\nDe: "Camille Aubrelle" <camille@cadrelune.example>\nÀ: "Odile" <odile@exemple.example>\nEnvoyé: Mardi 24 Novembre 2026 10:03:12\nObjet: Bonjour\n\n${bare}`,
	},
	{
		name: 'Zimbra, HTML',
		html: (said) =>
			`<div>${said}<br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>De: </b>"Camille Aubrelle" &lt;camille@cadrelune.example&gt;<br><b>À: </b>"Odile" &lt;odile@exemple.example&gt;<br><b>Envoyé: </b>Mardi 24 Novembre 2026 10:03:12<br><b>Objet: </b>Bonjour<br></div><br><div data-marker="__QUOTED_TEXT__">${ps}</div>`,
	},
	{
		name: 'Notes',
		text: (said) =>
			`${said}\n\n\n\nDe :\tCamille Aubrelle <camille@cadrelune.example>\nA :\tOdile Marchenoir <odile@exemple.example>\nDate :\t24/11/2026 10:03\nObjet :\tBonjour\n\n\n\n${bare}`,
	},
	{
		name: 'Outlook for Mac',
		html: (said) =>
			`<div>${said}</div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div style="border-top:#b5c4df 1pt solid;padding:3pt 0"><span style="font-weight:bold">De : </span> Camille Aubrelle &lt;camille@cadrelune.example&gt;<br><span style="font-weight:bold">Date : </span> mardi 24 novembre 2026 à 10:03<br><span style="font-weight:bold">À : </span> Odile<br><span style="font-weight:bold">Objet : </span> Bonjour<br></div>${ps}</span>`,
	},
	{
		name: 'new Outlook for Mac',
		text: (said) =>
			`${said}\n\nDe : Camille Aubrelle <camille@cadrelune.example>\nDate : mardi, 24 novembre 2026 à 10:03\nÀ : Odile Marchenoir <odile@exemple.example>\nObjet : Bonjour\n${bare}`,
	},
	{
		name: 'Outlook in Dutch',
		text: (said) =>
			`${said}\n\nVan: Camille Aubrelle <camille@cadrelune.example>\nVerzonden: dinsdag 24 november 2026 10:03\nAan: Odile\nOnderwerp: Bonjour\n\n${bare}`,
	},
	{
		name: 'Outlook in Portuguese',
		text: (said) =>
			`${said}\n\nDe: Camille Aubrelle <camille@cadrelune.example>\nEnviada em: terça-feira, 24 de novembro de 2026 10:03\nPara: Odile\nAssunto: Bonjour\n\n${bare}`,
	},
	{
		name: 'Outlook desktop, 2007 border',
		html: (said) =>
			`<div class="Section1"><p class="MsoNormal">${said}</p><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class="MsoNormal"><b><span>De&nbsp;:</span></b><span> Camille Aubrelle [mailto:camille@cadrelune.example] <br><b>Envoyé&nbsp;:</b> mardi 24 novembre 2026 10:03<br><b>À&nbsp;:</b> Odile<br><b>Objet&nbsp;:</b> Bonjour</span></p></div>${ps}</div>`,
	},
	{
		name: 'Outlook, fields of a foreign language',
		html: (said) =>
			`<div class="WordSection1"><p class="MsoNormal">${said}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Från:</b> Camille Aubrelle &lt;camille@cadrelune.example&gt; <br><b>Skickat:</b> den 24 november 2026 10:03<br><b>Till:</b> Odile<br><b>Ämne:</b> Bonjour</p></div></div>${ps}</div>`,
	},
	{
		name: 'Outlook phone, plain',
		text: (said) =>
			`${said}\n\nObtenir Outlook pour Android<https://aka.ms/AAb9ysg>\n________________________________\nFrom: Camille Aubrelle <camille@cadrelune.example>\nSent: Tuesday, November 24, 2026 10:03:12 AM\nTo: Odile\nSubject: Bonjour\n\n${bare}`,
	},
	{
		name: 'Gmail phone',
		text: (said) =>
			`${said}\n\nLe mar. 24 nov. 2026, 10:03, Camille Aubrelle <camille@cadrelune.example> a\nécrit :\n\n${marked}`,
	},
	{
		name: 'Gmail, between the lines, HTML',
		html: (said) =>
			`<div dir="ltr"><div dir="ltr"><br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le mar. 24 nov. 2026 à 10:03, Camille &lt;<a href="mailto:camille@cadrelune.example">camille@cadrelune.example</a>&gt; a écrit :<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><p>${OUR_MAIL[0]}</p><p>${OUR_MAIL[1]}</p></blockquote><div>${said}</div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)"><p>${OUR_MAIL[3]}</p><p>${OUR_MAIL[4]}</p></blockquote></div></div>`,
	},
	{
		name: 'iPhone, HTML',
		html: (said) =>
			`<html><body dir="auto">${said}<br><br><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br><blockquote type="cite">Le 24 nov. 2026 à 10:03, Camille Aubrelle &lt;camille@cadrelune.example&gt; a écrit&nbsp;:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff${brs}</div></blockquote></body></html>`,
	},
	{
		name: 'Roundcube',
		html: (said) =>
			`<p>${said}</p><p id="reply-intro">Le 2026-11-24 10:03, Camille Aubrelle a écrit :</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">${ps}</blockquote>`,
	},
	{
		name: 'Roundcube, below',
		text: (said) => `Le 2026-11-24 10:03, Camille Aubrelle a écrit :\n${marked}\n\n${said}`,
	},
	{
		name: 'Spark',
		html: (said) =>
			`<div name="messageBodySection"><div>${said}</div></div><div name="messageSignatureSection"><br>Odile</div><div name="messageReplySection">Le 24 nov. 2026 à 10:03 +0100, Camille Aubrelle &lt;camille@cadrelune.example&gt;, a écrit :<br><blockquote type="cite">${ps}</blockquote></div>`,
	},
	{
		name: 'Samsung',
		text: (said) =>
			`${said}\n\n\nEnvoyé depuis mon smartphone Samsung Galaxy.\n\n-------- Message d'origine --------\nDe : Camille Aubrelle <camille@cadrelune.example>\nDate : 24/11/2026 10:03 (GMT+01:00)\nÀ : odile@exemple.example\nObjet : Bonjour\n\n${bare}`,
	},
	{
		name: 'Samsung, HTML',
		html: (said) =>
			`<div dir="auto">${said}</div><div><br></div><div id="composer_signature">Sent from my Galaxy</div><div><br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Camille Aubrelle &lt;camille@cadrelune.example&gt; </div><div>Date: 24/11/2026 10:03 (GMT+01:00) </div><div>To: odile@exemple.example </div><div>Subject: Bonjour </div><div><br></div></div>${ps}`,
	},
	{
		name: 'Yahoo, plain',
		text: (said) =>
			`${said}\n\n    Le mardi 24 novembre 2026 à 10:03:12 UTC+1, Camille Aubrelle <camille@cadrelune.example> a écrit :  \n \n ${OUR_MAIL.join('\n\n ')}`,
	},
	{
		name: 'ProtonMail, plain',
		text: (said) =>
			`${said}\n\nEnvoyé avec la messagerie sécurisée Proton Mail.\n\nLe mardi 24 novembre 2026 à 10:03, Camille Aubrelle <camille@cadrelune.example> a écrit :\n\n${marked}`,
	},
	{
		name: 'Thunderbird in English, below',
		text: (said) =>
			`On 24/11/2026 10:03, Camille Aubrelle wrote:\n${marked}\n${said}\n\n-- \nOdile Marchenoir\nDirectrice`,
	},
	{
		name: 'Evolution, name first',
		text: (said) =>
			`${said}\n\nCamille Aubrelle <camille@cadrelune.example> schrieb am Di., 24. Nov. 2026, 10:03:\n\n${marked}`,
	},
	{
		name: 'Outlook.com in Spanish',
		html: (said) =>
			`<div style="font-family:Aptos">${said}</div><div id="appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>De:</b> Camille Aubrelle &lt;camille@cadrelune.example&gt;<br><b>Enviado:</b> martes, 24 de noviembre de 2026 10:03<br><b>Para:</b> Odile<br><b>Asunto:</b> Bonjour<div>&nbsp;</div></div>${ps}`,
	},
	{
		name: 'GMX',
		text: (said) =>
			`${said}\n\nGesendet: Dienstag, 24. November 2026 um 10:03 Uhr\nVon: "Camille Aubrelle" <camille@cadrelune.example>\nAn: odile@exemple.example\nBetreff: Bonjour\n\n${bare}`,
	},
	{
		name: 'Libero',
		text: (said) =>
			`${said}\n\nIl 24/11/2026 10:03 Camille Aubrelle <camille@cadrelune.example> ha scritto:\n\n \n${OUR_MAIL.join('\n\n')}`,
	},
	{
		name: 'Dutch Gmail',
		text: (said) =>
			`${said}\n\nOp di 24 nov 2026 om 10:03 schreef Camille Aubrelle <camille@cadrelune.example>:\n\n${marked}`,
	},
	{
		name: 'a mail passed on',
		text: (said) =>
			`${said}\n\n---------- Forwarded message ---------\nDe : Camille Aubrelle <camille@cadrelune.example>\nDate: mar. 24 nov. 2026 à 10:03\nSubject: Bonjour\nTo: <odile@exemple.example>\n\n\n${bare}`,
	},
	{
		name: 'Apple Mail, passed on',
		text: (said) =>
			`${said}\n\nDébut du message réexpédié :\n\nDe: Camille Aubrelle <camille@cadrelune.example>\nObjet: Bonjour\nDate: 24 novembre 2026 à 10:03:12 UTC+1\nÀ: odile@exemple.example\n\n${bare}`,
	},
	{
		name: 'fields in one line',
		text: (said) =>
			`${said}\n\nDe : Camille Aubrelle <camille@cadrelune.example> Envoyé : mardi 24 novembre 2026 10:03 À : Odile Objet : Bonjour\n\n${bare}`,
	},
];

export function heldOutReplies(): LabelledReply[] {
	return SHAPES.flatMap(({ name, text, html }, index) =>
		[0, 1, 2].map((turn): LabelledReply => {
			const now = SAID[(index + turn * 2) % SAID.length]!;
			return {
				name,
				...(text ? { text: text(now.join('\n\n')) } : { html: html!(now.join('<br><br>')) }),
				now,
				old: OLD,
			};
		}),
	);
}
