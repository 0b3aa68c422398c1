import type { LabelledNotice } from './labelled-notice.ts';

/** What states no day back, whatever days stand in it; written before the rules. */
export const UNDATED_FIRST: readonly LabelledNotice[] = [
	['november', 'Je suis absent et vous répondrai à mon retour. Paris, le 24 novembre 2026', null],
	['november', 'Le 24 novembre 2026\nBonjour, je suis absent.', null],
	['november', 'Je suis absente. Pour toute urgence, appelez le 02 61 91 40 20.', null],
	['november', 'Absent de mon bureau.\n\nLe 3 mars 2027 à 10:12, Camille a écrit :\n> Bonjour', null],
	['november', 'Je suis absent. Retrouvez-nous au salon du 8 au 10 décembre à Rennes, stand 12.', null],
	['november', 'Je suis en congé à partir du 30 novembre.', null],
	['november', 'Absent depuis le 20 novembre.', null],
	['november', 'Je suis en déplacement. Notre offre à 12.50 € est valable jusqu’au 15 décembre.', null],
	[
		'november',
		'Absent pour une durée indéterminée. Joignable du lundi au vendredi de 9 h à 18 h chez ma collègue.',
		null,
	],
	[
		'november',
		'Je suis absent. Je reviens vers vous dès que possible. Anniversaire de la maison le 12 décembre !',
		null,
	],
	['november', 'Out of office. On 3 December 2026 at 10:00, Camille wrote:\n> Hello', null],
	['november', 'I am away with limited access to email. Call +33 2 61 91 40 20.', null],
	['november', 'I am out. Please return the signed form by 15 December.', null],
	['november', 'I’m on leave since 20 November. I will get back to you as soon as possible.', null],
	['november', 'I am away. Registration for our webinar is open until 10 December.', null],
	['november', 'I am away until further notice.', null],
	['november', 'Je suis absent jusqu’à nouvel ordre.', null],
	['november', 'Ich bin zurzeit nicht im Büro. Tel. 030 12 34 56', null],
	['november', 'I was out of the office until 20 November 2026.', null],
	['november', 'Invoice of 12/12/2026. I am out of the office. May I help you? I may be back late.', null],
];
