/** A reply with what its writer wrote now, and what of it is old. */
export interface LabelledReply {
	readonly name: string;
	readonly text?: string;
	readonly html?: string;
	/** Each must be shown. */
	readonly now: readonly string[];
	/** None may be shown. */
	readonly old: readonly string[];
}

/** The mail of ours that is answered, line by line. */
export const OUR_MAIL = [
	'Bonjour Madame Marchenoir,',
	'Arrêtez de perdre des commandes : notre outil les suit pour vous.',
	'Camille Aubrelle',
	'P.S. Si le sujet ne vous concerne pas, répondez STOP et je ne vous écrirai plus.',
	'Ne plus recevoir de messages de ma part : https://refrain.example/u/abcdef',
] as const;

/** What people answer: paragraphs. */
const ANSWERS = [
	['Oui, avec plaisir, jeudi 10 h.'],
	[
		'Bonjour Camille,',
		'Merci pour votre message.',
		'Deux questions :\n- le prix ?\n- le délai ?',
		'Cordialement,\nOdile',
	],
	['Yes, let us talk on Monday.', 'From: our side Paul will join.', 'Best,\nJane'],
	['Le prix me semble élevé.', 'De : rien sur la maintenance ?', 'P.S. : appelez plutôt Paul.'],
	['STOP'],
	['Am Montag passt es mir gut.', 'Objet : le devis, j’attends la version 2.'],
] as const;

type Language = 'fr' | 'en' | 'de' | 'es' | 'it';
const ATTRIBUTIONS: Record<Language, readonly string[]> = {
	fr: [
		'Le mar. 24 nov. 2026 à 09:12, Camille Aubrelle <camille@cadrelune.example> a écrit :',
		'Le 24/11/2026 à 10:03, Camille Aubrelle a écrit :',
		'Le 24 nov. 2026 à 10:03, Camille Aubrelle <camille@cadrelune.example> a écrit\u00a0:',
		'Le mardi 24 novembre 2026 à 10:03:12 UTC+1, Camille Aubrelle <camille@cadrelune.example> a\nécrit :',
	],
	en: [
		'On Tue, 24 Nov 2026 at 09:12, Camille Aubrelle <camille@cadrelune.example> wrote:',
		'On 24/11/2026 10:03, Camille Aubrelle wrote:',
		'On Tuesday, November 24th, 2026 at 10:03 AM, Camille Aubrelle\n<camille@cadrelune.example> wrote:',
	],
	de: [
		'Am 24.11.2026 um 10:03 schrieb Camille Aubrelle:',
		'Am Di., 24. Nov. 2026 um 09:12 Uhr schrieb Camille Aubrelle <camille@cadrelune.example>:',
	],
	es: [
		'El mar, 24 nov 2026 a las 9:12, Camille Aubrelle (<camille@cadrelune.example>) escribió:',
		'El 24/11/2026 a las 10:03, Camille Aubrelle escribió:',
	],
	it: [
		'Il giorno mar 24 nov 2026 alle ore 09:12 Camille Aubrelle <camille@cadrelune.example> ha scritto:',
		'Il 24/11/2026 10:03, Camille Aubrelle ha scritto:',
	],
};
const BLOCKS: Record<Language, readonly string[]> = {
	fr: [
		'De : Camille Aubrelle <camille@cadrelune.example>',
		'Envoyé : mardi 24 novembre 2026 10:03',
		'À : Odile Marchenoir',
		'Objet : Bonjour',
	],
	en: [
		'From: Camille Aubrelle <camille@cadrelune.example>',
		'Sent: Tuesday, November 24, 2026 10:03 AM',
		'To: Odile Marchenoir',
		'Subject: Bonjour',
	],
	de: [
		'Von: Camille Aubrelle <camille@cadrelune.example>',
		'Gesendet: Dienstag, 24. November 2026 10:03',
		'An: Odile Marchenoir',
		'Betreff: Bonjour',
	],
	es: [
		'De: Camille Aubrelle <camille@cadrelune.example>',
		'Enviado: martes, 24 de noviembre de 2026 10:03',
		'Para: Odile Marchenoir',
		'Asunto: Bonjour',
	],
	it: [
		'Da: Camille Aubrelle <camille@cadrelune.example>',
		'Inviato: martedì 24 novembre 2026 10:03',
		'A: Odile Marchenoir',
		'Oggetto: Bonjour',
	],
};
const DIVIDER: Record<Language, string> = {
	fr: '-----Message d’origine-----',
	en: '-----Original Message-----',
	de: '-----Ursprüngliche Nachricht-----',
	es: '-----Mensaje original-----',
	it: '-----Messaggio originale-----',
};
const LANGUAGES = ['fr', 'en', 'de', 'es', 'it'] as const;

const quoted = OUR_MAIL.flatMap((line) => [`> ${line}`, '>']).join('\n');
const bare = OUR_MAIL.join('\n\n');
const escape = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const htmlOf = (paragraphs: readonly string[], tag = 'div') =>
	paragraphs.map((words) => `<${tag}>${escape(words).replaceAll('\n', '<br>')}</${tag}>`).join('<br>');
const OURS = OUR_MAIL.map((line) => `<p>${escape(line)}</p>`).join('');

/** Programs that write plain text: where the quotation stands and how it looks. */
const PLAIN: Readonly<Record<string, (answer: string, language: Language, which: number) => string>> = {
	'attribution, marked, answer above': (answer, language, which) =>
		`${answer}\n\n${pick(ATTRIBUTIONS[language], which)}\n\n${quoted}`,
	'attribution, marked, answer below': (answer, language, which) =>
		`${pick(ATTRIBUTIONS[language], which)}\n${quoted}\n\n${answer}`,
	'attribution, unmarked': (answer, language, which) =>
		`${answer}\n\n${pick(ATTRIBUTIONS[language], which)}\n\n${bare}`,
	'Outlook desktop': (answer, language) => `${answer}\n\n\n${BLOCKS[language].join('\n')}\n\n${bare}`,
	'Outlook desktop with stars': (answer, language) =>
		`${answer}\n\n\n${BLOCKS[language].map((line) => line.replace(/^([^:]+):/, '*$1:*')).join('\n')}\n\n${bare}`,
	'Outlook web': (answer, language) =>
		`${answer}\n\n________________________________\n${BLOCKS[language].join('\n')}\n\n${bare}`,
	'older Outlook': (answer, language) =>
		`${answer}\n\n${DIVIDER[language]}\n${BLOCKS[language].join('\n')}\n\n${bare}`,
	phone: (answer, language, which) =>
		`${answer}\n\nEnvoyé de mon iPhone\n\n> ${pick(ATTRIBUTIONS[language], which).replace('\n', '\n> ')}\n> \n${quoted}`,
};
const pick = <T>(of: readonly T[], which: number): T => of[which % of.length]!;

/** Programs that write HTML. */
const HTML: Readonly<Record<string, (answer: string, language: Language, which: number) => string>> = {
	Gmail: (answer, language, which) =>
		`<div dir="ltr">${answer}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escape(pick(ATTRIBUTIONS[language], which))}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${OURS}</blockquote></div>`,
	'Outlook web': (answer, language) =>
		`<html><body><div>${answer}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${block(language)}</font><div>&nbsp;</div></div><div>${OURS}</div></body></html>`,
	'Outlook web, mail element': (answer, language) =>
		`<div>${answer}</div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg">${block(language)}</div><div>${OURS}</div></div>`,
	'Outlook desktop': (answer, language) =>
		`<div class="WordSection1">${answer}<p class="MsoNormal">&nbsp;</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${block(language)}</p></div></div><p class="MsoNormal">&nbsp;</p>${OURS}</div>`,
	'Outlook phone': (answer, language) =>
		`<div>${answer}</div><div id="ms-outlook-mobile-signature">Télécharger <a href="https://aka.ms/x">Outlook pour iOS</a></div><hr><div id="divRplyFwdMsg">${block(language)}</div>${OURS}`,
	'Apple Mail': (answer, language, which) =>
		`<html><body>${answer}<br><div><br><blockquote type="cite"><div>${escape(pick(ATTRIBUTIONS[language], which))}</div><br><div>${OURS}</div></blockquote></div></body></html>`,
	'Thunderbird, above': (answer, language, which) =>
		`<p>${answer}</p><div class="moz-cite-prefix">${escape(pick(ATTRIBUTIONS[language], which))}<br></div><blockquote type="cite" cite="mid:x">${OURS}</blockquote>`,
	'Thunderbird, below': (answer, language, which) =>
		`<div class="moz-cite-prefix">${escape(pick(ATTRIBUTIONS[language], which))}<br></div><blockquote type="cite" cite="mid:x">${OURS}</blockquote><p>${answer}</p>`,
	Yahoo: (answer, language, which) =>
		`<div class="yahoo-style-wrap">${answer}</div><div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div><div>${escape(pick(ATTRIBUTIONS[language], which))}</div><div>${OURS}</div></div></div>`,
	ProtonMail: (answer, language, which) =>
		`<div style="font-family:Arial">${answer}</div><div class="protonmail_quote">${escape(pick(ATTRIBUTIONS[language], which))}<br><blockquote class="protonmail_quote" type="cite">${OURS}</blockquote><br></div>`,
	'no container': (answer, language) => `<p>${answer}</p><p><b>${block(language)}</b></p>${OURS}`,
};
const block = (language: Language) =>
	BLOCKS[language].map((line) => escape(line).replace(/^([^:]+:)/, '<b>$1</b>')).join('<br>');

/** What may not be shown: our words, and the lines above them. */
const OLD = [...OUR_MAIL, 'camille@cadrelune', '24/11/2026', '24 nov', 'Objet : Bonjour', 'Betreff: Bonjour'];

function inline(language: Language, which: number): LabelledReply {
	return {
		name: `between the lines, ${language}`,
		text: `${pick(ATTRIBUTIONS[language], which)}\n> ${OUR_MAIL[0]}\n> ${OUR_MAIL[1]}\n\nLesquelles ?\n\n> ${OUR_MAIL[2]}\n> ${OUR_MAIL[3]}\n\nPas de souci.\n\n> ${OUR_MAIL[4]}`,
		now: ['Lesquelles ?', 'Pas de souci.'],
		old: OLD,
	};
}

/** Replies of the first half: every program in every language, answers in turn. */
export function firstReplies(): LabelledReply[] {
	let which = 0;
	const next = () => which++;
	return LANGUAGES.flatMap((language) => [
		...Object.entries(PLAIN).map(([name, write]): LabelledReply => {
			const turn = next();
			const answer = pick(ANSWERS, turn);
			return {
				name: `${name}, ${language}, plain`,
				text: write(answer.join('\n\n'), language, turn),
				now: answer.flatMap((words) => words.split('\n')),
				old: OLD,
			};
		}),
		...Object.entries(HTML).map(([name, write]): LabelledReply => {
			const turn = next();
			const answer = pick(ANSWERS, turn);
			return {
				name: `${name}, ${language}, HTML`,
				html: write(htmlOf(answer), language, turn),
				now: answer.flatMap((words) => words.split('\n').map((line) => line.replace(/^- /, ''))),
				old: OLD,
			};
		}),
		inline(language, next()),
	]);
}
